"""The cache of matching: an index of claims in one file for each project, and pairs from it.

The file is no part of ``claims.db``, can be thrown away at any time and is then made again.
What two claims have to do with each other is decided in ``matching``.
"""

from workbench.errors import IndexLost
from workbench.indexing.claim_index import ClaimIndex, open_index
from workbench.indexing.comparing import ComparedPair, compared_pairs, new_pairs
from workbench.indexing.meaning import Meanings
from workbench.indexing.pairing import Pair, PairProgress, all_pairs

__all__ = [
    "ClaimIndex",
    "ComparedPair",
    "IndexLost",
    "Meanings",
    "Pair",
    "PairProgress",
    "all_pairs",
    "compared_pairs",
    "new_pairs",
    "open_index",
]
