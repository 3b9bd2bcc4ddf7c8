"""Counts of facets: what values the claims have, kept in columns in memory and in a cache file.

A column has a small number for each claim; sets of claims are whole numbers with a byte for each
claim, so that joining and counting a million claims takes a few milliseconds. The file is a cache:
it is made again where it is missing, damaged or of another version.
"""

from workbench.faceting.columns import Column, Mask, mark, members, numbers_in, numbers_mask
from workbench.faceting.table import FACETS, ClaimFacets, FacetTable, Flag
from workbench.faceting.table_file import load_table, save_table, table_path

__all__ = [
    "FACETS",
    "ClaimFacets",
    "Column",
    "FacetTable",
    "Flag",
    "Mask",
    "load_table",
    "mark",
    "members",
    "numbers_in",
    "numbers_mask",
    "save_table",
    "table_path",
]
