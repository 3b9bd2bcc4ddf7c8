"""Markdown reports: the manifest in the comment at the end, and what stands above it."""

import json
import re
from collections.abc import Iterator
from typing import Final

from workbench.reporting.manifest import COMMENT_END, COMMENT_START, digest_of
from workbench.reporting.reading_back.objects import manifest_claims
from workbench.reporting.reading_back.told import (
    NoReport,
    Shown,
    ToldReport,
    bare,
    checked_head,
    line_of,
)

_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]<>#|~!&\-+=:.)])|\\(?=\d)")
_HEADING: Final = re.compile(r"### \d+\. (.*)")
_CLAIM: Final = re.compile(r"- Claim `([0-9a-f]{8,64})`")
_BOLD: Final = re.compile(r"\*\*(.*)\*\*")
_ROW: Final = re.compile(r"\| (.*) \| (\d+) \|")


def markdown_report(text: str) -> ToldReport:
    """What a Markdown report says.

    Raises:
        NoReport: It carries no manifest of ours.
    """
    start = text.rfind(COMMENT_START)
    end = text.find(COMMENT_END, start)
    if start < 0 or end < 0:
        raise NoReport("it carries no manifest")
    try:
        value = json.loads(text[start + len(COMMENT_START) : end])
    except (ValueError, RecursionError):
        raise NoReport("its manifest cannot be read") from None
    head = checked_head(value)
    seen = text[:start] + text[end + len(COMMENT_END) :]
    return ToldReport(
        form="Markdown",
        claims=manifest_claims(value.get("claims")),
        head=head,
        shown=tuple(_shown(seen.split("\n"))),
        altered=digest_of(seen) != value.get("words"),
        letters=bare(plain(seen)),
        lines=tuple(
            line_of(line, number)
            for number, line in enumerate(seen.split("\n"), start=1)
            if line.strip()
        ),
    )


def plain(text: str) -> str:
    """Markdown as a reader sees its words: without escapes and marks of quotation."""
    lines = [line.removeprefix("> ").removeprefix(">") for line in text.split("\n")]
    return _ESCAPED.sub(lambda found: found[1] or "", "\n".join(lines))


def _shown(lines: list[str]) -> Iterator[Shown]:
    """Wordings, results and figures, which stand at places that say what they are."""
    waiting: list[tuple[str, str, int]] = []
    in_summary = False
    for number, line in enumerate(lines, start=1):
        if line.startswith("## "):
            in_summary = line == "## Summary"
        heading = _HEADING.fullmatch(line)
        bold = _BOLD.fullmatch(line)
        claim = _CLAIM.match(line)
        row = _ROW.fullmatch(line)
        if heading is not None:
            waiting = [("statement", heading[1], number)]
        elif bold is not None and len(waiting) == 1:
            waiting.append(("outcome", bold[1], number))
        elif claim is not None and waiting:
            for kind, said, place in waiting:
                yield Shown(kind, None, claim[1], plain(said), f"line {place}")
            waiting = []
        elif row is not None and in_summary:
            yield Shown("count", plain(row[1]), None, row[2], f"line {number}")
