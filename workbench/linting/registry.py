"""All rules, by their ids, in the order in which they are told of."""

from collections.abc import Mapping
from typing import Final

from workbench.linting.checks import addresses, claim, markup, media, rating, review
from workbench.linting.findings import Rule

SUBJECTS: Final[tuple[tuple[str, tuple[Rule, ...]], ...]] = (
    ("The markup", markup.RULES),
    ("The review", review.RULES),
    ("Addresses", addresses.RULES),
    ("The rating", rating.RULES),
    ("The claim", claim.RULES),
    ("Media", media.RULES),
)
RULES: Final[Mapping[str, Rule]] = {rule.id: rule for _, rules in SUBJECTS for rule in rules}


def table() -> str:
    """The rules as Markdown, as they stand in the documentation."""
    lines: list[str] = []
    for subject, rules in SUBJECTS:
        lines += [f"### {subject}", "", "| Rule | | It asks that | Because | Mend it | From |"]
        lines += ["| --- | --- | --- | --- | --- | --- |"]
        lines += [
            f"| `{rule.id}` | {rule.severity} | {_cell(rule.asks)} | {_cell(rule.reason)} "
            f"| {_cell(rule.fix)} | {_cell(rule.source)} |"
            for rule in rules
        ]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
