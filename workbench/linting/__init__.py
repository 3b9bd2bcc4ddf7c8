"""Checking the markup of fact-checks: schema.org's ClaimReview and MediaReview.

``pieces`` holds markup with its places in the file, ``nodes`` understands JSON-LD as far as it is
needed, ``checks`` has the rules, one file a subject, and ``lint`` puts them to work. Everything
here is pure: what is checked is handed in as text or plain values, and nothing is fetched.
"""

from workbench.linting.findings import Finding, Rule, Severity
from workbench.linting.lint import Checked, Surroundings, lint
from workbench.linting.pieces import BrokenJson, Piece, json_pieces, pieces_of_values
from workbench.linting.registry import RULES

__all__ = [
    "RULES",
    "BrokenJson",
    "Checked",
    "Finding",
    "Piece",
    "Rule",
    "Severity",
    "Surroundings",
    "json_pieces",
    "lint",
    "pieces_of_values",
]
