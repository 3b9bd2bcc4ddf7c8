"""A report as a Word document, for newsrooms that edit in one.

Every text is a run of plain characters: nothing from outside becomes a field, a link or markup.
Addresses are printed, not linked, so that no click leaves the document unseen.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, BinaryIO, Final

from workbench.errors import UsageError
from workbench.model import Evidence, Verdict
from workbench.reporting.dossier import (
    Dossier,
    Entry,
    SourceRecord,
    balance,
    claimant_of,
    earlier_verdicts,
    live_verdicts,
    numbered_sources,
    outcome,
)
from workbench.reporting.formats import ReportOptions
from workbench.reporting.manifest import canonical, manifest_value
from workbench.reporting.stating import manifest_of
from workbench.reporting.wording import METHOD, left_out, what_was_not_checked
from workbench.text import clean_block, clean_line, squeeze

if TYPE_CHECKING:
    from docx.document import Document as Word

_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MANIFEST_PART: Final = "/customXml/workbench-report.xml"
MANIFEST_SPACE: Final = "urn:workbench:report"
_STANCES: Final = {
    "supports": "supports the claim",
    "refutes": "speaks against the claim",
    "context": "gives context",
}


def write(dossier: Dossier, stream: BinaryIO, _options: ReportOptions) -> None:
    """Write the document.

    Raises:
        UsageError: The library for it is not installed.
    """
    try:
        import docx
    except ImportError:
        raise UsageError(
            "a Word document needs python-docx; install claim-workbench[docx]"
        ) from None
    word = docx.Document()
    _Writing(word, dossier).whole()
    word.save(stream)


class _Writing:
    """One document being written."""

    def __init__(self, word: "Word", dossier: Dossier) -> None:
        self._word = word
        self._dossier = dossier
        self._entries = tuple(dossier.entries)
        self._sources = numbered_sources(self._entries)
        self._numbers = {one.piece.source.id: one.number for one in self._sources}

    def whole(self) -> None:
        """Write everything."""
        properties = self._word.core_properties
        properties.title = _line(f"Fact-check report: {self._dossier.project}")[:255]
        publisher = self._dossier.publisher
        properties.author = _line(publisher.name)[:255] if publisher else ""
        properties.comments = ""
        properties.created = self._dossier.made_at.replace(tzinfo=None)
        self._head()
        self._summary()
        for document, entries in self._dossier.documents:
            self._word.add_heading(_line(document.title), 1)
            dated = f", dated {document.document_date}" if document.document_date else ""
            self._paragraph(f"Read from {document.address}{dated}. SHA-256 {document.id}")
            for entry in entries:
                self._claim(entry)
        self._source_list()
        self._ending()
        attach_manifest(self._word, canonical(manifest_value(manifest_of(self._dossier), None)))

    def _head(self) -> None:
        dossier, publisher = self._dossier, self._dossier.publisher
        self._word.add_heading(_line(f"Fact-check report: {dossier.project}"), 0)
        self._paragraph(f"Made on {dossier.made_at.astimezone(UTC):%Y-%m-%d at %H:%M} UTC.")
        if publisher is not None:
            self._paragraph(f"Published by {publisher.name} {publisher.url or ''}".rstrip())
        if dossier.as_of is not None:
            until = dossier.as_of.astimezone() - timedelta(seconds=1)
            self._paragraph(f"As it stood on {until:%Y-%m-%d at %H:%M}.")
        if dossier.selection:
            self._paragraph(f"Claims chosen by: {dossier.selection}")

    def _summary(self) -> None:
        self._word.add_heading("Summary", 1)
        if not self._entries:
            self._paragraph("No claim has been decided yet, so there is nothing to report.")
        else:
            results = Counter(outcome(entry.claim) for entry in self._entries)
            self._table(("Result", "Claims"), [(name, str(n)) for name, n in results.most_common()])
            found = balance(self._entries)
            if len(found) > 1:
                self._word.add_heading("Whose claims were checked", 2)
                rows = [
                    (
                        claimant or "the text itself",
                        ", ".join(f"{name} {n}" for name, n in told.most_common()),
                        str(told.total()),
                    )
                    for claimant, told in found
                ]
                self._table(("Said by", "Results", "All"), rows)
        remark = left_out(self._dossier.left)
        if remark:
            self._paragraph(remark)

    def _claim(self, entry: Entry) -> None:
        claim = entry.claim
        self._word.add_heading(_line(f"{entry.number}. {claim.statement}"), 2)
        self._word.add_paragraph().add_run(_line(outcome(claim))).bold = True
        self._paragraph(f"Said by: {claimant_of(claim) or 'the text itself, no one named'}")
        if claim.stale:
            self._paragraph("Needs another look: a quotation no longer holds on its page.")
        if squeeze(claim.reading.span) != squeeze(claim.statement):
            self._paragraph(f"In the text: “{claim.reading.span}”")
        if entry.independence:
            self._paragraph(f"Independence: {entry.independence}")
        for verdict in live_verdicts(claim):
            self._verdict(verdict, entry)
        for piece in claim.evidence:
            self._evidence(piece, entry.record(piece))
        for earlier in earlier_verdicts(claim):
            self._paragraph(
                f"Earlier, no longer in force: {earlier.given_at:%Y-%m-%d}, {earlier.rating}, "
                f"{earlier.given_by.name} ({earlier.because})"
            )
        self._paragraph(f"Claim {claim.id[:12]}")

    def _verdict(self, verdict: Verdict, entry: Entry) -> None:
        sure = f", {verdict.confidence.value} confidence" if verdict.confidence else ""
        self._paragraph(
            f"{verdict.rating}, says {verdict.given_by.name} "
            f"({verdict.given_at:%Y-%m-%d}, scale {verdict.scale}{sure}):"
        )
        self._quotation(verdict.because)
        if verdict.unsourced:
            self._paragraph("This verdict names no source.")
        else:
            resting = [
                self._numbers[piece.source.id]
                for piece in entry.claim.evidence
                if piece.id in verdict.evidence and piece.source.id in self._numbers
            ]
            shown = ", ".join(f"[{number}]" for number in dict.fromkeys(resting))
            self._paragraph(f"Rests on evidence {shown}." if shown else "No source is shown.")
        if verdict.conditions:
            self._paragraph(f"It holds under this condition: {verdict.conditions}")
        if verdict.correction:
            self._paragraph(f"Correction: {verdict.correction}")

    def _evidence(self, piece: Evidence, record: SourceRecord) -> None:
        stance = _STANCES[piece.stance.value]
        if record.withheld:
            self._paragraph(f"A source off the record, not for publication; {stance}.")
            return
        number = self._numbers[piece.source.id]
        seen = f"seen on {piece.seen_on} by {piece.added_by.name}; {stance}:"
        self._paragraph(f"[{number}] {record.said or _place(piece, record)}, {seen}")
        self._quotation(piece.quote)
        if piece.details is not None and piece.details.translation:
            self._paragraph("Our translation:")
            self._quotation(piece.details.translation)

    def _source_list(self) -> None:
        if not self._sources:
            return
        self._word.add_heading("Sources", 1)
        for source in self._sources:
            record = source.record
            parts = [record.said or _place(source.piece, record)]
            if record.captured_at is not None:
                parts.append(f"captured {record.captured_at:%Y-%m-%d %H:%M %Z}".rstrip())
            if record.sha256:
                parts.append(f"SHA-256 {record.sha256}")
            if record.archived:
                parts.append(f"archived copy: {record.archived}")
            self._paragraph(f"[{source.number}] {', '.join(parts)}")

    def _ending(self) -> None:
        self._word.add_heading("What was not checked", 1)
        for line in what_was_not_checked(self._dossier.left, self._entries):
            self._paragraph(line)
        self._word.add_heading("Method", 1)
        self._paragraph(METHOD)
        for scale in self._dossier.scales:
            self._paragraph(f"Ratings are on the {scale.name} scale:")
            self._table(("Rating", "Meaning"), [(one.name, one.meaning) for one in scale.ratings])

    def _table(self, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
        table = self._word.add_table(rows=1, cols=len(head), style="Light Grid")
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            cell.text = _line(text)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = _line(text)

    def _paragraph(self, text: str) -> None:
        self._word.add_paragraph(_line(text))

    def _quotation(self, text: str) -> None:
        self._word.add_paragraph(_block(text), style="Quote")


def attach_manifest(word: "Word", value: str) -> None:
    """Put what the report states for machines into a part of its own, which no reader sees."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    body = f'<report xmlns="{MANIFEST_SPACE}">{value}</report>'.encode()
    part = Part(PackURI(MANIFEST_PART), "application/xml", body, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)


def _place(piece: Evidence, record: SourceRecord) -> str:
    title = f"“{record.title}”" if record.title else None
    return ", ".join(part for part in (record.author, title, piece.source.url) if part)


def _line(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", squeeze(clean_line(text)))


def _block(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", clean_block(text.strip()))
