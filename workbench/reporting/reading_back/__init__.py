"""Reports read back: what a report says, whatever its format, so that it can be compared.

One file a kind of format. Everything here is pure; an HTML report is parsed elsewhere, in a child
process, and only what was found in it comes here.
"""

from workbench.reporting.reading_back.forms import html_report, text_report
from workbench.reporting.reading_back.told import (
    Line,
    NoReport,
    Shown,
    Told,
    ToldEvidence,
    ToldReport,
    ToldVerdict,
)

__all__ = [
    "Line",
    "NoReport",
    "Shown",
    "Told",
    "ToldEvidence",
    "ToldReport",
    "ToldVerdict",
    "html_report",
    "text_report",
]
