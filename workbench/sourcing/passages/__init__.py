"""Passages of a page that bear on a claim: ranked by shared words, with their slots compared.

``index`` takes a text apart once, ``ranking`` orders its sentences for a claim, ``comparing`` sets
the slots of the claim beside each passage, ``digits`` names the claim's digits that the page has
not. The order says what to read first; it never says what a passage does to the claim.
"""

from workbench.sourcing.passages.finding import PassageReport, find_passages
from workbench.sourcing.passages.index import TextIndex

__all__ = ["PassageReport", "TextIndex", "find_passages"]
