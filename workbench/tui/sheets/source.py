"""What stands beside the text of a source: the claim, its slots in the passage, what is missing.

In a small terminal a few lines over the text, in a wide one a whole pane beside it.
"""

from workbench.desk.sourcing.attaching import name_of
from workbench.desk.sourcing.testimony import describe_kind, describe_reply, describe_terms
from workbench.model import Agreement, SourceKind, Stance
from workbench.text import counted, squeeze
from workbench.tui.keys.told import key
from workbench.tui.lanes.source_reading import LoadedSource, Place
from workbench.tui.looks.signs import (
    AGREEMENT_SIGNS,
    AGREEMENT_TONES,
    AGREEMENT_WORDS,
    STANCE_SIGNS,
    STANCE_TONES,
    STANDING_TONES,
    STANDING_WORDS,
    slot_in_words,
    slots_in_order,
)
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone
from workbench.tui.sheets.sources import outcome_in_words, outcome_tone
from workbench.tui.sheets.words import day_in_words, host_in_words, moment_in_words


def compact_sheet(loaded: LoadedSource, place: Place | None, width: int) -> Sheet:
    """The claim and the passage's slots in a few lines; a long claim is cut after two."""
    sheet = SheetBuilder()
    words = squeeze(loaded.claim.statement)
    room = 2 * max(width - 8, 20)
    sheet.line(words if len(words) <= room else words[: room - 1] + "…", Tone.TITLE)
    _absent(sheet, loaded)
    _slots_in_a_line(sheet, place)
    remarks = _remarks(loaded)
    if remarks:
        shown = (
            remarks[0]
            if len(remarks) == 1
            else f"{len(remarks)} remarks; {key('source.details')} shows them"
        )
        sheet.line("! ", Tone.WARNING, hang=2).add(shown, Tone.WARNING)
    _legend_in_a_line(sheet)
    return sheet.build()


def beside_sheet(loaded: LoadedSource, place: Place | None) -> Sheet:
    """Everything about claim and source that matters while quoting."""
    sheet = SheetBuilder()
    sheet.line(loaded.claim.statement, Tone.TITLE)
    if loaded.claim.stale:
        sheet.line("STALE: a quote its verdict rests on no longer holds", Tone.BAD)
    _absent(sheet, loaded)
    _passage(sheet, place)
    _source(sheet, loaded)
    _warnings(sheet, loaded)
    _quotes(sheet, loaded)
    sheet.heading("Signs")
    for agreement, sign in AGREEMENT_SIGNS.items():
        sheet.line(f"{sign} ", AGREEMENT_TONES[agreement]).add(
            f"the passage {_IN_FULL[agreement]}", Tone.MUTED
        )
    for stance, sign in STANCE_SIGNS.items():
        sheet.line(f"{sign} ", STANCE_TONES[stance]).add(
            f"quoted: {_STANCES_IN_FULL[stance]}", Tone.MUTED
        )
    sheet.line("1 2 3… ", Tone.KEY).add(
        "passages, best first; their order says nothing of who is right", Tone.MUTED
    )
    return sheet.build()


_IN_FULL = {
    Agreement.AGREES: "agrees with the claim in it",
    Agreement.DIFFERS: "differs from the claim in it",
    Agreement.MISSING: "says nothing of it",
}
_STANCES_IN_FULL = {
    Stance.SUPPORTS: "supports the claim",
    Stance.REFUTES: "refutes the claim",
    Stance.CONTEXT: "context",
}


def title_words(loaded: LoadedSource) -> str:
    """Which source of how many this is, and what it is called."""
    return f"{_number_words(loaded)}  {name_of(loaded.row)}  ({capture_words(loaded)})"


def capture_words(loaded: LoadedSource) -> str:
    """Which text of which capture is shown, and what its hash proves."""
    view = loaded.view
    if view is None:
        return outcome_in_words(loaded.row)
    kind = "article" if view.text_kind.value == "main" else "everything visible"
    when = moment_in_words(view.capture.captured_at)
    number = ""
    if len(loaded.captures) > 1:
        number = f", capture {len(loaded.captures) - loaded.capture} of {len(loaded.captures)}"
    return f"{kind}, {when}{number}, {view.proves}"


def _number_words(loaded: LoadedSource) -> str:
    origins = counted(loaded.sources.origins, "origin")
    return f"Source {loaded.index + 1} of {loaded.sources.sources}, {origins}"


def _absent(sheet: SheetBuilder, loaded: LoadedSource) -> None:
    if loaded.view is not None and loaded.view.absent_digits:
        sheet.line("! not on this page: ", Tone.BAD, hang=2)
        sheet.add(", ".join(loaded.view.absent_digits), Tone.BAD)


def _slots_in_a_line(sheet: SheetBuilder, place: Place | None) -> None:
    if place is None or place.passage is None or not place.passage.slots:
        return
    sheet.line("", hang=2)
    for number, slot in enumerate(slots_in_order(place.passage.slots)):
        sign = AGREEMENT_SIGNS[slot.agreement]
        gap = "   " if number else ""
        sheet.add(f"{gap}{sign} {slot_in_words(slot)}", AGREEMENT_TONES[slot.agreement])


def _legend_in_a_line(sheet: SheetBuilder) -> None:
    slots = "  ".join(f"{sign} {AGREEMENT_WORDS[each]}" for each, sign in AGREEMENT_SIGNS.items())
    stances = "  ".join(f"{sign} {stance.value}" for stance, sign in STANCE_SIGNS.items())
    sheet.line(f"{slots}   quoted: {stances}", Tone.MUTED)


def _passage(sheet: SheetBuilder, place: Place | None) -> None:
    if place is None:
        return
    if place.passage is None:
        sheet.heading("This quote")
        sheet.line("It is no passage that was found by the claim's words.", Tone.MUTED)
        return
    sheet.heading(f"Passage {place.rank}" if place.rank else "Passage")
    for slot in slots_in_order(place.passage.slots):
        sheet.line(f"{AGREEMENT_SIGNS[slot.agreement]} ", AGREEMENT_TONES[slot.agreement], hang=2)
        sheet.add(f"{AGREEMENT_WORDS[slot.agreement]}: ", AGREEMENT_TONES[slot.agreement])
        sheet.add(slot_in_words(slot))
    if not place.passage.slots:
        sheet.line("The claim has no figure, date or name to compare.", Tone.MUTED)


def _source(sheet: SheetBuilder, loaded: LoadedSource) -> None:
    row = loaded.row
    sheet.heading(_number_words(loaded))
    sheet.line(name_of(row), Tone.STRONG)
    if row.kind is SourceKind.PAGE:
        sheet.line(f"{host_in_words(row.url)}, ", Tone.MUTED)
    else:
        sheet.line(f"{describe_kind(row.kind)}, ", Tone.MUTED)
    sheet.add(outcome_in_words(row), outcome_tone(row))
    sources = loaded.sources
    if row.id in sources.compared and sources.origins < len(sources.compared):
        sheet.add(f", origin {row.origin}", Tone.MUTED)
    if loaded.testimony is not None:
        said = loaded.testimony
        sheet.line(f"{said.who}, {said.on}, {describe_terms(said.terms)}", hang=2)
        reply = describe_reply(said)
        if reply:
            sheet.line(reply, Tone.WARNING if said.answered_on is None else Tone.PLAIN)
    if loaded.view is not None:
        sheet.line(capture_words(loaded), Tone.MUTED)
        for field in ("author", "published", "publisher"):
            known = loaded.view.metadata.get(field)
            if known is not None and known.metadatum.value:
                mine = "corrected" if known.corrected else known.metadatum.basis
                sheet.line(f"{field} {known.metadatum.value} ", hang=2).add(f"({mine})", Tone.MUTED)


def _warnings(sheet: SheetBuilder, loaded: LoadedSource) -> None:
    remarks = _remarks(loaded)
    if remarks:
        sheet.heading("Mind")
    for remark in remarks:
        sheet.line("! ", Tone.WARNING, hang=2).add(remark, Tone.WARNING)


def _remarks(loaded: LoadedSource) -> list[str]:
    view = loaded.view
    if view is None:
        return []
    remarks = [
        f"{clash.field}: the page says {len(clash.values)} different things; "
        f"{key('source.details')} shows them"
        for clash in view.conflicts
    ]
    remarks += view.flags
    if view.remark:
        remarks.append(view.remark)
    return remarks


def _quotes(sheet: SheetBuilder, loaded: LoadedSource) -> None:
    pieces = [piece for piece in loaded.claim.evidence if piece.source.id == loaded.row.id]
    if pieces:
        sheet.heading(f"Quoted: {counted(len(pieces), 'piece')}")
    for piece in pieces:
        sheet.line(f"{STANCE_SIGNS[piece.stance]} ", STANCE_TONES[piece.stance], hang=2)
        sheet.add(f"“{piece.quote}”", Tone.QUOTE)
        sheet.add(f" {piece.added_by.name}, {day_in_words(piece.seen_on)}", Tone.MUTED)
        details = piece.details
        if details is not None and details.standing is not None:
            sheet.line(f"  {STANDING_WORDS[details.standing]}", STANDING_TONES[details.standing])
            for difference in details.differences:
                sheet.line(f"  {difference}", Tone.WARNING, hang=4)
        if details is not None and details.note:
            sheet.line("  note: ", Tone.MUTED, hang=2).add(details.note)
