"""The other claims as a part of a claim's sheet: links, what looks like it, what was checked."""

from typing import TYPE_CHECKING

from workbench.model import Relation
from workbench.text import clean_line, squeeze
from workbench.tui.lanes.claim_matches import ClaimLinks, Neighbour
from workbench.tui.looks.signs import (
    RELATION_SIGNS,
    RELATION_TONES,
    STATE_SIGNS,
    STATE_TONES,
    STATE_WORDS,
)
from workbench.tui.sheets.sheet import SheetBuilder, Tone

if TYPE_CHECKING:
    from workbench.desk.matching.matching import Matched
    from workbench.desk.matching.precedents import Precedent
    from workbench.tui.lanes.matching import ClaimFindings

MOST_SHOWN = 4
RELATED_SCORE = 0.7
"""The least score at which a claim that is only related is told of."""
_STATEMENT = 200
_MEMBERS = 3


def add_checked_before(sheet: SheetBuilder, findings: "ClaimFindings | None") -> None:
    """What came of the same claim elsewhere, before everything else about it."""
    if findings is None or not findings.precedents:
        return
    sheet.heading("Checked before")
    for one in findings.precedents:
        _precedent(sheet, one)


def add_matches(
    sheet: SheetBuilder, links: ClaimLinks | None, findings: "ClaimFindings | None"
) -> None:
    """What reviewers have said of it and others, then what looks like it."""
    likely = telling(findings.suggestions) if findings is not None else []
    if links is None and not likely:
        return
    sheet.heading("Other claims")
    if links is not None:
        _links(sheet, links)
    for one in likely[:MOST_SHOWN]:
        _suggestion(sheet, one)
    if likely:
        more = len(likely) - MOST_SHOWN
        rest = f"{more} more look like it; " if more > 0 else ""
        sheet.line(f"{rest}m decides what they are to it", Tone.MUTED)


def telling(suggestions: "tuple[Matched, ...]") -> "list[Matched]":
    """Those worth a line: what may be the same or conflict, then what is closely related."""
    worth = [
        one
        for one in suggestions
        if one.match.relation is not Relation.RELATED or one.match.score >= RELATED_SCORE
    ]
    return sorted(worth, key=lambda one: one.match.relation is Relation.RELATED)


def precedent_in_words(one: "Precedent") -> str:
    """A precedent in a line: "checked on 2023-06-07: Supported, 3 sources"."""
    words = one.words[:1].upper() + one.words[1:]
    if one.match.relation is Relation.DUPLICATE:
        return f"= {words}"
    return f"≠ {words}, of a claim that conflicts"


def _precedent(sheet: SheetBuilder, one: "Precedent") -> None:
    sheet.line(precedent_in_words(one), Tone.KEY, hang=2)
    sheet.line(f"  “{_short(one.statement)}”", Tone.QUOTE, hang=2)
    if one.match.words and one.match.relation is not Relation.DUPLICATE:
        sheet.add(f" {one.match.words}", Tone.WARNING)
    url = one.review.review.url if one.review is not None else None
    if url:
        sheet.line(f"  {url}", Tone.MUTED, hang=2)


def _links(sheet: SheetBuilder, links: ClaimLinks) -> None:
    if links.group:
        sheet.line(f"= in a group of {links.group}", Tone.GOOD)
        if links.odds:
            sheet.line(f"  ≠ the group contradicts itself: {links.odds}; ", Tone.BAD, hang=2)
            sheet.add("it carries no verdict", Tone.BAD)
        for member in links.members[:_MEMBERS]:
            _neighbour(sheet, "  ", member)
        more = links.group - 1 - min(len(links.members), _MEMBERS)
        if more > 0:
            sheet.line(f"  and {more} more", Tone.MUTED)
    for state, other in links.pairs:
        sheet.line(f"{STATE_SIGNS[state]} {STATE_WORDS[state]} ", STATE_TONES[state], hang=2)
        sheet.add(f"“{_short(other.statement)}”")
        sheet.add(f"  {clean_line(other.document, 40)}", Tone.MUTED)


def _neighbour(sheet: SheetBuilder, indent: str, other: Neighbour) -> None:
    sheet.line(f"{indent}“{_short(other.statement)}”", hang=len(indent))
    sheet.add(f"  {clean_line(other.document, 40)}", Tone.MUTED)


def _suggestion(sheet: SheetBuilder, one: "Matched") -> None:
    relation = one.match.relation
    sheet.line(f"{RELATION_SIGNS[relation]} looks like ", RELATION_TONES[relation], hang=2)
    sheet.add(f"“{_short(one.statement)}”")
    if one.match.words:
        sheet.add(f"  {one.match.words}", RELATION_TONES[relation])
    if one.checked:
        sheet.add(f"  {one.checked}", Tone.KEY)


def _short(statement: str) -> str:
    return clean_line(squeeze(statement), _STATEMENT)
