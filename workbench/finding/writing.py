"""Writing values so that they are read back as they were."""

import re
from typing import Final

from workbench.finding.fields import FIELDS, Form
from workbench.model.finding import How

_PLAIN: Final = re.compile(r'[^\s()"*.]+(?:\.[^\s()"*.]+)*')


def written_value(value: str) -> str:
    """A value as it stands in a query, in quotes where it needs them.

    A quotation mark cannot be written; a space stands for it, which finds nothing else by chance.
    """
    if _PLAIN.fullmatch(value) and value not in ("AND", "OR", "NOT"):
        return value
    return '"' + value.replace('"', " ") + '"'


def written(field: str, value: str, *, negated: bool = False) -> str:
    """A field with its value as they stand in a query; a field of words has just these words."""
    known = FIELDS[field]
    operator = "=" if known.form is Form.TEXT and known.how is How.CONTAINS else ":"
    return f"{'-' if negated else ''}{field}{operator}{written_value(value)}"
