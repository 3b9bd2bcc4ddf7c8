"""A report as Markdown that reads well as plain text too.

Everything that comes from outside is escaped: a claim or quotation can make no heading, link,
picture or HTML of its own.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO, Final

from workbench.model import AnchorState, Document, Evidence, Stance, Verdict
from workbench.reporting.dossier import Dossier, Entry, SourceRecord, live_verdicts, outcome
from workbench.reporting.formats import ReportOptions
from workbench.text import clean_block, clean_line, squeeze

_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_LINE_START: Final = re.compile(r"^(\s*)([-+=:]|\d+[.)])", re.MULTILINE)
_NO_LONGER: Final = {
    AnchorState.EDITED: "reads otherwise",
    AnchorState.FIGURE_CHANGED: "has another figure",
    AnchorState.GONE: "is gone",
}
_STANCES: Final = {
    Stance.SUPPORTS: "supports the claim",
    Stance.REFUTES: "speaks against the claim",
    Stance.CONTEXT: "gives context",
}


def write(dossier: Dossier, stream: BinaryIO, _options: ReportOptions) -> None:
    """Write the report."""
    stream.write(render(dossier).encode("utf-8", "replace"))


def render(dossier: Dossier) -> str:
    """Write the report."""
    parts = [_head(dossier), _summary(dossier)]
    for document, entries in dossier.documents:
        parts.append(_document(document))
        parts.extend(_claim(entry) for entry in entries)
    parts.append(_method(dossier))
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Text from outside as Markdown text on one line."""
    line = squeeze(clean_line(text))
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", line))


def quote_block(text: str) -> str:
    """Text from outside as a Markdown block quotation, its line breaks kept."""
    lines = [escape(line) for line in clean_block(text.strip()).splitlines()] or [""]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def link(url: str) -> str:
    """An address as an automatic link, or as plain text where it could break out of one."""
    cleaned = clean_line(url)
    if re.search(r"[\s<>]", cleaned):
        return escape(cleaned)
    return f"<{cleaned}>"


def _head(dossier: Dossier) -> str:
    lines = [
        f"# Fact-check report: {escape(dossier.project)}",
        f"Made on {dossier.made_at:%Y-%m-%d at %H:%M %Z}.".replace(" .", "."),
    ]
    if dossier.selection:
        lines.append(f"Claims chosen by: {escape(dossier.selection)}")
    return "\n\n".join(lines)


def _summary(dossier: Dossier) -> str:
    claims = [entry.claim for entry in dossier.entries]
    if not claims:
        return "## Summary\n\nNo claim has been decided yet, so there is nothing to report."
    results = Counter(outcome(claim) for claim in claims)
    rows = [f"| {escape(name)} | {count} |" for name, count in results.most_common()]
    table = "\n".join(["| Result | Claims |", "| --- | ---: |", *rows])
    left_out = []
    if dossier.left.undecided:
        left_out.append(f"{_claims(dossier.left.undecided)} not decided yet")
    if dossier.left.dismissed:
        left_out.append(f"{_claims(dossier.left.dismissed)} set aside as nothing to check")
    remark = f"\n\nNot in this report: {' and '.join(left_out)}." if left_out else ""
    return f"## Summary\n\n{table}{remark}"


def _claims(count: int) -> str:
    return "1 claim" if count == 1 else f"{count} claims"


def _document(document: Document) -> str:
    dated = f", dated {document.document_date.isoformat()}" if document.document_date else ""
    address = "standard input" if document.address == "-" else document.address
    return (
        f"## {escape(document.title)}\n\n"
        f"Read from {escape(address)}{dated}, {document.characters} characters, "
        f"SHA-256 `{document.id}`."
    )


def _claim(entry: Entry) -> str:
    claim = entry.claim
    parts = [f"### {entry.number}. {escape(claim.statement)}", f"**{escape(outcome(claim))}**"]
    if claim.stale:
        parts.append(
            "Needs another look: a verdict rests on a quotation that no longer holds on its page."
        )
    facts = [f"Said by: {escape(claim.reading.claimant or 'the text itself, no one named')}"]
    if claim.reading.modality != "asserted":
        facts.append(f"Kind of statement: {claim.reading.modality}")
    facts.append(
        f"Claim `{claim.id[:12]}`, characters {claim.reading.start} to {claim.reading.end}"
    )
    if entry.independence:
        facts.append(f"Independence: {escape(entry.independence)}")
    parts.append("\n".join(f"- {fact}" for fact in facts))
    if squeeze(claim.reading.span) != squeeze(claim.statement):
        parts.append(f"In the text:\n\n{quote_block(claim.reading.span)}")
    numbers = {piece.id: place for place, piece in enumerate(claim.evidence, start=1)}
    parts.extend(_verdict(verdict, numbers) for verdict in live_verdicts(claim))
    parts.extend(
        _evidence(numbers[piece.id], piece, entry.record(piece)) for piece in claim.evidence
    )
    earlier = [verdict for verdict in claim.verdicts if not verdict.live]
    if earlier:
        lines = [
            f"- {verdict.given_at:%Y-%m-%d}: {escape(verdict.rating)}, by "
            f"{escape(verdict.given_by.name)} ({escape(verdict.because)})"
            for verdict in earlier
        ]
        parts.append("Earlier verdicts, no longer in force:\n\n" + "\n".join(lines))
    return "\n\n".join(parts)


def _verdict(verdict: Verdict, numbers: dict[str, int]) -> str:
    head = (
        f"{escape(verdict.rating)}, says {escape(verdict.given_by.name)} "
        f"({verdict.given_at:%Y-%m-%d}, scale {escape(verdict.scale)}):"
    )
    if verdict.unsourced:
        ground = "This verdict names no source."
    else:
        known = [f"\\[{numbers[piece]}\\]" for piece in verdict.evidence if piece in numbers]
        gone = len(verdict.evidence) - len(known)
        ground = (
            f"Rests on evidence {', '.join(known)}." if known else "Its evidence was withdrawn."
        )
        if known and gone:
            ground += f" {gone} more piece{'s' if gone > 1 else ''} was withdrawn since."
    return f"{head}\n\n{quote_block(verdict.because)}\n\n{ground}"


def _evidence(number: int, piece: Evidence, record: SourceRecord) -> str:
    stance = _STANCES[piece.stance]
    if record.withheld:
        return f"\\[{number}\\] A source off the record, not for publication; {stance}."
    where = escape(record.said) if record.said else _place(piece, record)
    head = (
        f"\\[{number}\\] {where}, seen on {piece.seen_on.isoformat()} by "
        f"{escape(piece.added_by.name)}; {stance}:"
    )
    parts = [head, quote_block(piece.quote)]
    details = piece.details
    if details is not None and details.translation:
        language = (
            f" into {escape(details.translation_language)}" if details.translation_language else ""
        )
        parts.append(f"Our translation{language}:\n\n{quote_block(details.translation)}")
    facts = list(_facts(piece, record))
    if facts:
        parts.append("\n".join(f"- {fact}" for fact in facts))
    return "\n\n".join(parts)


def _place(piece: Evidence, record: SourceRecord) -> str:
    named = [f"“{escape(record.title)}”"] if record.title else []
    if record.author:
        named.insert(0, escape(record.author))
    page = piece.details.selector.page if piece.details else None
    if page:
        named.append(f"page {page}")
    shown = link(piece.source.url) if "://" in piece.source.url else escape(piece.source.url)
    return ", ".join([*named, shown])


def _facts(piece: Evidence, record: SourceRecord) -> Iterator[str]:
    details = piece.details
    if details is not None and details.dated:
        younger = ", which is after the claim" if details.younger else ""
        yield f"Dated {escape(details.dated)}{younger}"
    if record.captured_at is not None:
        of_what = " of what came over the wire" if record.of_wire else ""
        proof = f", SHA-256{of_what} `{record.sha256}`" if record.sha256 else ""
        yield f"Captured {record.captured_at:%Y-%m-%d %H:%M %Z}{proof}".replace(" ,", ",")
    if record.archived:
        when = f" of {record.archived_at:%Y-%m-%d}" if record.archived_at else ""
        yield f"Archived copy{when}: {link(record.archived)}"
    if details is not None and details.standing in _NO_LONGER:
        changes = "; ".join(details.differences)
        told = f": {escape(changes)}" if changes else ""
        yield f"On its page now the quotation {_NO_LONGER[details.standing]}{told}"


def _method(dossier: Dossier) -> str:
    scale = dossier.scales[0]
    steps = "\n".join(
        f"- **{escape(step.name)}**: {escape(step.meaning)}" for step in scale.ratings
    )
    return (
        "## Method\n\n"
        "Each claim is an exact passage of the text named above it. A verdict is one reviewer's "
        "rating with the reason and the quoted sources it rests on; where reviewers differ, "
        "every verdict is shown. A quotation with a hash was taken from a capture of its page: "
        "the hash proves that the kept bytes are unaltered since capture, and no more. One without "
        "was copied by the reviewer on the day named. Sources that carry the same text count as "
        "one origin.\n\n"
        f"Ratings are on the {escape(scale.name)} scale:\n\n{steps}"
    )
