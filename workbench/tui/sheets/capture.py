"""A capture as a sheet: how it was fetched, what the page says of itself, what the hash proves."""

from workbench.desk.sourcing.archiving import describe_copy
from workbench.desk.sourcing.fetching import GOOD, describe_outcome
from workbench.desk.sourcing.testimony import describe_kind, describe_reply, describe_terms
from workbench.model import Capture
from workbench.tui.lanes.source_reading import LoadedSource
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone
from workbench.tui.sheets.words import moment_in_words

_WIDTH = 13


def capture_sheet(loaded: LoadedSource) -> Sheet:
    """All that is known about the capture that is shown, and about its source."""
    sheet = SheetBuilder()
    row, view = loaded.row, loaded.view
    sheet.line(row.title or row.url, Tone.TITLE)
    sheet.line(f"{describe_kind(row.kind)}  {row.url}", Tone.MUTED)
    if loaded.testimony is not None:
        said = loaded.testimony
        sheet.heading("Who said it")
        sheet.field("Who", said.who, width=_WIDTH)
        sheet.field("When", said.on, width=_WIDTH)
        sheet.field("Terms", describe_terms(said.terms), width=_WIDTH)
        if describe_reply(said):
            sheet.field("Asked", describe_reply(said), width=_WIDTH)
        if said.note:
            sheet.field("Note", said.note, width=_WIDTH)
        if said.confidential:
            sheet.line("The name is in the notes of one computer only.", Tone.WARNING)
    if view is None:
        sheet.line()
        sheet.line("Nothing of it was captured yet.", Tone.WARNING)
        return sheet.build()
    _proof(sheet, view.capture, view.proves)
    _fetch(sheet, view.capture)
    _metadata(sheet, loaded)
    for flag in view.flags:
        sheet.line("! ", Tone.WARNING, hang=2).add(flag, Tone.WARNING)
    _captures(sheet, loaded)
    if loaded.archived:
        sheet.heading("At web archives")
        for copy in loaded.archived:
            sheet.field(copy.archive, describe_copy(copy), width=_WIDTH)
            sheet.add(f", asked {moment_in_words(copy.checked_at)}", Tone.MUTED)
    return sheet.build()


def _proof(sheet: SheetBuilder, capture: Capture, proves: str) -> None:
    sheet.heading("What the hash proves")
    sheet.line(proves, Tone.STRONG)
    digest = capture.body or capture.exchange.wire_sha256
    if digest:
        of = "" if capture.body else " of what came over the wire"
        sheet.line(f"SHA-256 {digest}{of}", Tone.MUTED)
    sheet.line(
        "It proves neither that the page is true, nor who wrote it, nor what others were shown.",
        Tone.MUTED,
    )


def _fetch(sheet: SheetBuilder, capture: Capture) -> None:
    exchange = capture.exchange
    sheet.heading("How it was fetched")
    tone = Tone.GOOD if exchange.outcome in GOOD else Tone.WARNING
    sheet.field("Outcome", describe_outcome(exchange.outcome, exchange.reason), tone, width=_WIDTH)
    when = f"{moment_in_words(capture.captured_at)}, by {capture.captured_by.name}"
    sheet.field("When", when, width=_WIDTH)
    if exchange.status:
        version = f", {exchange.http_version}" if exchange.http_version else ""
        sheet.field("Status", f"{exchange.status}{version}", width=_WIDTH)
    for hop in exchange.hops:
        remark = f" ({hop.remark})" if hop.remark else ""
        sheet.field("Redirect", f"{hop.status}: {hop.origin} → {hop.target}{remark}", width=_WIDTH)
    if exchange.hops:
        sheet.field("Came from", exchange.address, width=_WIDTH)
    if exchange.peer:
        sheet.field("Sent by", exchange.peer, width=_WIDTH)
    certificate = exchange.certificate
    if certificate:
        sheet.field("Certificate", f"SHA-256 {certificate.sha256}", width=_WIDTH)
    if exchange.wire_bytes:
        kind = f", {capture.media_type}" if capture.media_type else ""
        sheet.field("Size", f"{exchange.wire_bytes:,} bytes{kind}", width=_WIDTH)
    if capture.encoding:
        read = f"{capture.encoding} ({capture.encoding_basis}) by {capture.extractor}"
        sheet.field("Read as", read, width=_WIDTH)


def _metadata(sheet: SheetBuilder, loaded: LoadedSource) -> None:
    view = loaded.view
    if view is None or not (view.metadata or view.conflicts):
        return
    sheet.heading("What it says of itself; M corrects it")
    for field, found in view.metadata.items():
        sheet.field(field.capitalize(), found.metadatum.value or "none", width=_WIDTH)
        if found.corrected:
            who = f" by {found.given_by.name}" if found.given_by else ""
            why = f": {found.because}" if found.because else ""
            sheet.add(f"  corrected{who}{why}", Tone.WARNING)
        else:
            sheet.add(f"  ({found.metadatum.basis})", Tone.MUTED)
    for clash in view.conflicts:
        sheet.line(f"! {clash.field}: the page contradicts itself", Tone.WARNING)
        for one in clash.values:
            sheet.line(f"  {one.value} ", hang=4).add(f"({one.basis})", Tone.MUTED)


def _captures(sheet: SheetBuilder, loaded: LoadedSource) -> None:
    if len(loaded.captures) < 2:
        return
    sheet.heading(f"All {len(loaded.captures)} captures, newest first; comma and full stop turn")
    for number, capture in enumerate(loaded.captures):
        here = "▶ " if number == loaded.capture else "  "
        outcome = describe_outcome(capture.exchange.outcome, capture.exchange.reason)
        sheet.line(f"{here}{moment_in_words(capture.captured_at)}  {outcome}", hang=4)
