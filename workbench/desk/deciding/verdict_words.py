"""What a verdict says beside its rating, its reason and its evidence, in words."""

from collections.abc import Iterator

from workbench.model import Verdict
from workbench.text import squeeze


def verdict_lines(verdict: Verdict) -> Iterator[str]:
    """Confidence, the day as of which it holds, conditions, and what it takes the place of."""
    if verdict.confidence:
        yield f"confidence: {verdict.confidence.value}"
    if verdict.as_of:
        yield f"as of {verdict.as_of}"
    if verdict.conditions:
        yield f"only if: {squeeze(verdict.conditions)}"
    if verdict.correction:
        yield f"corrected because: {squeeze(verdict.correction)}"
    if verdict.adjudicates:
        yield "adjudicated: it takes the place of the verdicts before it"
