"""Show a source: its captures, what it says of itself, copies elsewhere, and what is proven.

A capture's hash proves one thing: the bytes are unaltered since capture. It does not prove who
sent them, nor that the page said so at another time. Values that a page gives of itself are shown
with where they stood (json-ld, meta, time-element, url ...), and contradictions beside each other.

--set corrects such a value; the page's own stays in its captures, and the history says who
corrected what and why. --set FIELD= says that the page gives none; --unset FIELD withdraws the
correction.

--encoding reads the kept bytes of the newest capture again where the page came out garbled, because
its server or the page itself names a wrong encoding. Nothing is fetched; the result is one more
capture, and what was quoted before stays bound to its own. --export writes the bytes of a capture
exactly as they were kept; --text prints the readable text.
"""

import argparse
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_database, add_json, reading_ledger, writing_ledger
from workbench.cli.output import data, hanging, json_line, say
from workbench.cli.sources import add_source, source_named
from workbench.desk.reporting.replacing import write_bytes
from workbench.errors import EXIT_DONE, NotSo, UsageError
from workbench.model import Capture, HistoryEntry, Metadatum, PageText
from workbench.named_paths import argument_path
from workbench.text import clean_block, clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_source(parser)
    parser.add_argument("--capture", metavar="CAPTURE", help="which capture (default: the newest)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--set", metavar="FIELD=VALUE", help="correct a value, as title=...")
    what.add_argument("--unset", metavar="FIELD", help="withdraw the correction of a value")
    what.add_argument(
        "--encoding", metavar="NAME", help="read the newest capture again, as windows-1251 ..."
    )
    what.add_argument(
        "--export",
        metavar="FILE",
        type=argument_path,
        help="write the bytes of a capture to a file",
    )
    what.add_argument(
        "--text",
        choices=[text.value for text in PageText],
        help="print the article, or all that was visible",
    )
    parser.add_argument("--because", metavar="TEXT", default="", help="why, with --set")
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show, correct or export."""
    if arguments.set is not None or arguments.unset is not None:
        return _correct(arguments)
    if arguments.encoding is not None:
        return _read_again(arguments)
    with reading_ledger(arguments) as ledger:
        source = source_named(ledger, arguments.source)
        if arguments.export is not None:
            return _export(ledger, source, arguments)
        if arguments.text is not None:
            return _print_text(ledger, source, arguments)
        if arguments.json:
            _print_object(ledger, source)
        else:
            _print(ledger, source)
    return EXIT_DONE


def _correct(arguments: argparse.Namespace) -> int:
    from workbench.desk.sourcing.attaching import correct_metadata

    if arguments.unset is not None:
        field, value = arguments.unset, None
    else:
        field, sign, value = arguments.set.partition("=")
        if not sign:
            raise UsageError("write what is corrected as FIELD=VALUE, for example title=Harvest")
    with writing_ledger(arguments) as ledger:
        source = source_named(ledger, arguments.source)
        correct_metadata(ledger, source, field.strip(), value, because=arguments.because)
    say("kept with its history; workbench undo takes it back")
    return EXIT_DONE


def _read_again(arguments: argparse.Namespace) -> int:
    from workbench.cli.captures import print_capture
    from workbench.desk.sourcing.decoding import read_again
    from workbench.desk.sourcing.source_view import what_is_proven
    from workbench.reporting.json.source_objects import capture_object

    with writing_ledger(arguments) as ledger:
        source = source_named(ledger, arguments.source)
        kept = read_again(ledger, source, arguments.encoding)
        if arguments.json:
            json_line(capture_object(kept, what_is_proven(ledger, kept)))
        else:
            print_capture(ledger, kept)
    return EXIT_DONE


def _capture(ledger: "Ledger", source: str, arguments: argparse.Namespace) -> Capture:
    from workbench.ledger.queries import capture as get_capture
    from workbench.ledger.queries import find_capture
    from workbench.ledger.queries import source as get_source

    if arguments.capture:
        return get_capture(ledger, find_capture(ledger, source, arguments.capture))
    latest = get_source(ledger, source).latest
    if latest is None:
        raise NotSo("nothing of this source was captured yet")
    return get_capture(ledger, latest)


def _export(ledger: "Ledger", source: str, arguments: argparse.Namespace) -> int:
    from workbench.desk.sourcing.preserving import capture_bytes

    capture = _capture(ledger, source, arguments)
    write_bytes(arguments.export, capture_bytes(ledger, capture))
    say(f"wrote {clean_line(str(arguments.export))}, SHA-256 {capture.body}")
    return EXIT_DONE


def _print_text(ledger: "Ledger", source: str, arguments: argparse.Namespace) -> int:
    from workbench.desk.sourcing.source_view import text_of

    text = text_of(ledger, _capture(ledger, source, arguments), PageText(arguments.text))
    if not text:
        raise NotSo("no such text is kept of this capture")
    for line in clean_block(text).splitlines():
        data(line)
    return EXIT_DONE


def _print_object(ledger: "Ledger", source: str) -> None:
    from workbench.desk.sourcing.attaching import short_source
    from workbench.desk.sourcing.source_view import conflicts, what_is_proven
    from workbench.ledger import queries
    from workbench.reporting.json.source_objects import (
        archived_object,
        capture_object,
        metadatum_object,
        source_object,
        testimony_object,
    )

    found = queries.captures(ledger, source)
    said = queries.testimony(ledger, source)
    json_line(
        source_object(queries.source(ledger, source), short_source(source))
        | {
            "metadata": {
                field: metadatum_object(each.metadatum)
                | {"corrected": each.corrected, "because": each.because or None}
                for field, each in queries.metadata_in_force(ledger, source).items()
            },
            "conflicts": [
                {"field": one.field, "values": [metadatum_object(each) for each in one.values]}
                for one in (conflicts(found[0].metadata) if found else ())
            ],
            "testimony": testimony_object(said) if said else None,
            "claims": [row.id for row in queries.claims_of_source(ledger, source)],
            "archived": [archived_object(copy) for copy in queries.archived_copies(ledger, source)],
            "captures": [capture_object(one, what_is_proven(ledger, one)) for one in found],
        }
    )


def _print(ledger: "Ledger", source: str) -> None:
    from workbench.cli.captures import print_capture
    from workbench.desk.sourcing.archiving import describe_copy
    from workbench.desk.sourcing.attaching import name_of, short_source
    from workbench.desk.sourcing.citing import copy_of
    from workbench.desk.sourcing.source_view import conflicts
    from workbench.ledger import queries

    row = queries.source(ledger, source)
    data(f"{name_of(row)}")
    _field("source", f"{short_source(source)}  {row.kind}, {row.url}")
    if copied := copy_of(row.url):
        _field("", copied)
    _print_testimony(ledger, source)
    for field, each in queries.metadata_in_force(ledger, source).items():
        who = each.given_by.name if each.given_by else "nobody known"
        origin = f"corrected by {who}" if each.corrected else _basis(each.metadatum)
        why = f": {each.because}" if each.because else ""
        _field(field, f"{squeeze(each.metadatum.value) or 'none'} ({origin}{why})")
    found = queries.captures(ledger, source)
    for conflict in conflicts(found[0].metadata) if found else ():
        values = "; ".join(f"{squeeze(each.value)} ({each.basis})" for each in conflict.values)
        _field(f"{conflict.field} differs", values)
    for capture in found:
        print_capture(ledger, capture)
    for copy in queries.archived_copies(ledger, source):
        _field("archive", f"{copy.archive}, {describe_copy(copy)}")
    for stamp in queries.timestamps(ledger, source):
        when = f"{stamp.at.astimezone():%Y-%m-%d %H:%M}"
        _field("timestamp", f"of capture {stamp.capture[-8:]}, asked {stamp.authority} on {when}")
    for entry in queries.source_history(ledger, source):
        if entry.field != "capture":
            _field("history", _told(entry))
    for claim in queries.claims_of_source(ledger, source):
        _field("claim", f"{claim.id[:8]}  {squeeze(claim.statement)}")


def _told(entry: HistoryEntry) -> str:
    state = ", undone" if entry.undone else "" if entry.live else ", superseded"
    what = squeeze(entry.new if entry.new is not None else "withdrawn")
    when = f"{entry.at.astimezone():%Y-%m-%d %H:%M}"
    because = f": {squeeze(entry.because)}" if entry.because else ""
    return f"{when} {entry.by.name}: {entry.field}: {what}{because}{state}"


def _basis(given: Metadatum) -> str:
    return "a guess of the extractor" if given.basis == "extractor" else given.basis


def _print_testimony(ledger: "Ledger", source: str) -> None:
    from workbench.desk.sourcing.testimony import describe_kind, describe_reply, describe_terms
    from workbench.desk.working.notes import NoteBox
    from workbench.ledger.queries import testimony

    said = testimony(ledger, source)
    if said is None:
        return
    _field("who", f"{said.who}{' (confidential)' if said.confidential else ''}")
    _field("when", f"{describe_kind(said.kind)}, {said.on}")
    _field("terms", describe_terms(said.terms))
    if describe_reply(said):
        _field("reply", describe_reply(said))
    if said.note:
        _field("note", said.note)
    if said.confidential:
        known = NoteBox(ledger.project.id).name(source)
        where = "in your notes on this computer" if known else "not on this computer"
        _field("name", f"{where}, never in the database")


def _field(name: str, value: str) -> None:
    data(hanging(f"  {clean_line(name, 20):<17} ", clean_line(value)))
