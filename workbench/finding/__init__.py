"""The language in which claims are sought: typed words to a tree, completion, explanation.

Pure: what the tree finds is the ledger's business. ``fields`` is the table of what can be
asked; the documentation is checked against it.
"""

from workbench.finding.completing import Completion, complete
from workbench.finding.explaining import in_words
from workbench.finding.fields import FIELDS, Field
from workbench.finding.lexing import QueryError
from workbench.finding.parsing import Query, parse_query
from workbench.finding.rewriting import (
    Asked,
    asked_values,
    joined,
    with_value,
    without_field,
    without_value,
)

__all__ = [
    "FIELDS",
    "Asked",
    "Completion",
    "Field",
    "Query",
    "QueryError",
    "asked_values",
    "complete",
    "in_words",
    "joined",
    "parse_query",
    "with_value",
    "without_field",
    "without_value",
]
