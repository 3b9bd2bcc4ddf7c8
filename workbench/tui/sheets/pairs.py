"""A pair of claims as sheets: how they stand to each other, and each claim with its differences.

What differs is marked three times: by a sign, in words, and reversed in the statement.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from workbench.model import Claim, Difference, LinkRelation, Relation
from workbench.text import clean_line, squeeze
from workbench.tui.keys.told import key
from workbench.tui.lanes.pairs import PairView, Side
from workbench.tui.looks.columns import DISMISSED_MARK, STATUS_MARKS
from workbench.tui.looks.signs import DECIDED_WORDS, RELATION_SIGNS, RELATION_TONES
from workbench.tui.sheets.sheet import Mark, Sheet, SheetBuilder, Tone
from workbench.tui.sheets.words import day_in_words

_SLOT_WIDTH = 13
_SLOT_CHARACTERS = 80
_FIGURE = re.compile(r"\d[\d.,]*")
_SPACE = re.compile(r"\s+")
_QUESTIONS = {
    Relation.DUPLICATE: "They seem to say the same",
    Relation.CONFLICT: "They seem to conflict",
    Relation.RELATED: "They seem to be related",
    Relation.UNRELATED: "They seem to have nothing to do with each other",
}


def standing_sheet(view: PairView, decided: LinkRelation | None, alike: int = 0) -> Sheet:
    """How the two stand to each other: what was decided, or what the engine finds and why.

    ``alike`` counts the claims that can be decided on at once with these two.
    """
    sheet = SheetBuilder()
    pair = view.pair
    if decided is not None:
        sheet.line(f"{DECIDED_WORDS[decided]}.", Tone.KEY)
        sheet.add(f" {key('pairs.undo')} takes it back, 1 to 4 say something else.", Tone.MUTED)
    sign = RELATION_SIGNS[pair.relation]
    words = f": {pair.words}" if pair.words else ""
    sheet.line(f"{sign} {_QUESTIONS[pair.relation]}", RELATION_TONES[pair.relation], hang=2)
    sheet.add(words)
    for one in pair.differences:
        excludes = "≠" if one.excludes else "~"
        tone = Tone.BAD if one.excludes else Tone.WARNING
        sheet.line(f"  {excludes} {one.slot.value:<{_SLOT_WIDTH}}", tone, hang=_SLOT_WIDTH + 4)
        sheet.add(_said(one.ours), Tone.STRONG)
        sheet.add(" | ", Tone.MUTED)
        sheet.add(_said(one.theirs), Tone.STRONG)
    if any(one.excludes for one in pair.differences):
        sheet.line("  ≠ both cannot be true of one event", Tone.MUTED)
        if not all(one.excludes for one in pair.differences):
            sheet.add(", ~ both can", Tone.MUTED)
    if alike:
        sheet.line(f"  {alike:,} claims seem to say the same: ", Tone.MUTED, hang=2)
        sheet.add(
            f"{key('pairs.all_same')} links all, {key('pairs.all_apart')} parts all", Tone.MUTED
        )
    return sheet.build()


def side_sheet(side: Side, differences: Sequence[Difference], *, ours: bool) -> Sheet:
    """One claim of the pair with its words of each difference, and where it stands."""
    claim = side.claim
    sheet = SheetBuilder()
    sheet.line(claim.statement, Tone.STRONG)
    for one in differences:
        said = one.ours if ours else one.theirs
        tone = Tone.BAD if one.excludes else Tone.WARNING
        sheet.line(f"{'≠' if one.excludes else '~'} {one.slot.value:<{_SLOT_WIDTH - 2}}", tone)
        sheet.add(_said(said))
    _about(sheet, claim, side.group)
    _decided(sheet, claim)
    article = side.article
    sheet.heading("In the article")
    sheet.line(_on_one_line(article.before).lstrip(), Tone.MUTED)
    sheet.add(_on_one_line(article.words), Tone.QUOTE)
    sheet.add(_on_one_line(article.after), Tone.MUTED)
    return _marked(sheet.build(), claim.statement, differences, ours=ours)


def _about(sheet: SheetBuilder, claim: Claim, group: int) -> None:
    document = claim.document
    sheet.line(document.title, Tone.MUTED)
    if document.document_date is not None:
        sheet.add(f", {day_in_words(document.document_date)}", Tone.MUTED)
    mark = DISMISSED_MARK if claim.dismissed is not None else STATUS_MARKS[claim.status]
    status = "dismissed" if claim.dismissed is not None else claim.status.value
    sheet.line(f"{mark.symbol} {status}", Tone.STRONG)
    if claim.stale:
        sheet.add(", stale", Tone.BAD)
    claimant = claim.reading.claimant
    sheet.add(f"  said by {claimant}" if claimant else "  no claimant named", Tone.MUTED)
    if group:
        sheet.add(f"  in a group of {group}", Tone.KEY)
    sheet.add(f"  claim {claim.id[:8]}", Tone.MUTED)


def _decided(sheet: SheetBuilder, claim: Claim) -> None:
    for verdict in claim.verdicts:
        if verdict.live:
            sheet.line(f"{verdict.rating}: ", Tone.STRONG, hang=2)
            sheet.add(verdict.because)
    if claim.evidence:
        pieces = "1 piece" if len(claim.evidence) == 1 else f"{len(claim.evidence)} pieces"
        sheet.line(f"{pieces} of evidence", Tone.MUTED)


def _on_one_line(text: str) -> str:
    return _SPACE.sub(" ", text)


def _said(words: str) -> str:
    return clean_line(squeeze(words), _SLOT_CHARACTERS) or "nothing said"


def _marked(
    sheet: Sheet, statement: str, differences: Sequence[Difference], *, ours: bool
) -> Sheet:
    """The sheet with the differing words of the statement reversed."""
    shown = sheet.text[: len(statement)]
    marks = list(sheet.marks)
    for one in differences:
        place = _place(shown, one.ours if ours else one.theirs)
        if place is not None:
            marks.append(Mark(*place, "differs"))
    return replace(sheet, marks=tuple(marks))


def _place(statement: str, words: str) -> tuple[int, int] | None:
    """Where words stand in a statement: they themselves, or at least their figure."""
    figure = _FIGURE.search(words)
    for wanted in (words, figure[0] if figure else ""):
        if wanted:
            found = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", statement, re.IGNORECASE)
            if found:
                return found.span()
    return None
