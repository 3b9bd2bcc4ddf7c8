"""A report as Markdown that reads well as plain text too.

Everything that comes from outside is escaped: a claim or quotation can make no heading, link,
picture or HTML of its own.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, timedelta
from typing import BinaryIO, Final

from workbench.model import AnchorState, Document, Evidence, Stance, Verdict
from workbench.reporting.dossier import (
    Dossier,
    Entry,
    NumberedSource,
    SourceRecord,
    balance,
    claimant_of,
    earlier_verdicts,
    live_verdicts,
    numbered_sources,
    outcome,
)
from workbench.reporting.formats import ReportOptions
from workbench.reporting.manifest import seal_markdown
from workbench.reporting.markdown.text import escape, link, quote_block
from workbench.reporting.stating import manifest_of
from workbench.reporting.wording import CHANGES, METHOD, left_out, what_was_not_checked
from workbench.text import squeeze

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
    """Write the report, with what it states for machines in a comment at its end."""
    text = seal_markdown(render(dossier), manifest_of(dossier))
    stream.write(text.encode("utf-8", "replace"))


def render(dossier: Dossier) -> str:
    """Write the report."""
    entries = tuple(dossier.entries)
    sources = numbered_sources(entries)
    numbers = {source.piece.source.id: source.number for source in sources}
    told = {entry.claim.id: entry.number for entry in entries}
    parts = [_head(dossier), _summary(dossier, entries)]
    parts.extend(_balance(entries))
    parts.extend(_figures(dossier))
    for document, listed in dossier.documents:
        parts.append(_document(document))
        parts.extend(_claim(entry, numbers, told) for entry in listed)
    if sources:
        listed_sources = "\n".join(_source(source) for source in sources)
        parts.append(f"## Sources\n\n{listed_sources}")
    parts.append(_not_checked(dossier, entries))
    parts.append(_method(dossier))
    return "\n\n".join(parts) + "\n"


def _head(dossier: Dossier) -> str:
    publisher = dossier.publisher
    lines = [
        f"# Fact-check report: {escape(dossier.project)}",
        f"Made on {dossier.made_at.astimezone(UTC):%Y-%m-%d at %H:%M} UTC.",
    ]
    if publisher is not None:
        where = f", {link(publisher.url)}" if publisher.url else ""
        lines.append(f"Published by {escape(publisher.name)}{where}")
        if publisher.corrections:
            lines.append(f"How errors are corrected: {link(publisher.corrections)}")
    if dossier.as_of is not None:
        until = dossier.as_of.astimezone() - timedelta(seconds=1)
        lines.append(f"As it stood on {until:%Y-%m-%d at %H:%M}; what came later is not in it.")
    if dossier.selection:
        lines.append(f"Claims chosen by: {escape(dossier.selection)}")
    if dossier.anonymous:
        lines.append("Reviewers are not named; the same number is the same person throughout.")
    return "\n\n".join(lines)


def _summary(dossier: Dossier, entries: tuple[Entry, ...]) -> str:
    if not entries:
        return "## Summary\n\nNo claim has been decided yet, so there is nothing to report."
    results = Counter(outcome(entry.claim) for entry in entries)
    rows = [f"| {escape(name)} | {count} |" for name, count in results.most_common()]
    table = "\n".join(["| Result | Claims |", "| --- | ---: |", *rows])
    remark = left_out(dossier.left)
    return f"## Summary\n\n{table}" + (f"\n\n{remark}" if remark else "")


def _balance(entries: tuple[Entry, ...]) -> Iterator[str]:
    """Whose claims were checked and with which results, where more than one spoke."""
    found = balance(entries)
    if len(found) < 2:
        return
    names = list(dict.fromkeys(name for _, results in found for name in results))
    head = f"| Said by | {' | '.join(map(escape, names))} | All |"
    rule = "| --- |" + " ---: |" * (len(names) + 1)
    rows = [
        f"| {escape(claimant) or 'the text itself'} | "
        + " | ".join(str(results[name]) for name in names)
        + f" | {results.total()} |"
        for claimant, results in found
    ]
    yield "\n".join(["## Whose claims were checked\n", head, rule, *rows])


def _figures(dossier: Dossier) -> Iterator[str]:
    """Figures that differ, the earliest first."""
    lines = [
        f"- {escape(line.counted)}: "
        + "; ".join(
            f"{escape(point.said)} ({escape(point.outlet)}{', ' + point.day if point.day else ''})"
            for point in line.points
        )
        for line in dossier.figures
    ]
    if lines:
        yield "## Figures that differ\n\n" + "\n".join(lines)


def _document(document: Document) -> str:
    dated = f", dated {document.document_date.isoformat()}" if document.document_date else ""
    address = "standard input" if document.address == "-" else document.address
    return (
        f"## {escape(document.title)}\n\n"
        f"Read from {escape(address)}{dated}, {document.characters} characters, "
        f"SHA-256 `{document.id}`."
    )


def _claim(entry: Entry, numbers: Mapping[str, int], told: Mapping[str, int]) -> str:
    claim = entry.claim
    parts = [f"### {entry.number}. {escape(claim.statement)}", f"**{escape(outcome(claim))}**"]
    if claim.stale:
        parts.append(
            "Needs another look: a verdict rests on a quotation that no longer holds on its page."
        )
    parts.append("\n".join(f"- {fact}" for fact in _claim_facts(entry)))
    if entry.before or entry.after:
        before, span, after = map(escape, (entry.before, claim.reading.span, entry.after))
        blank = " " if entry.after[:1].isspace() else ""
        parts.append(f"In the text:\n\n> … {before} **{span}**{blank}{after} …")
    elif squeeze(claim.reading.span) != squeeze(claim.statement):
        parts.append(f"In the text:\n\n{quote_block(claim.reading.span)}")
    own = {piece.id: numbers.get(piece.source.id) for piece in claim.evidence}
    live = live_verdicts(claim)
    parts.extend(_verdict(verdict, own) for verdict in live)
    if len({verdict.given_by.id for verdict in live}) == 1 and claim.rating is not None:
        parts.append("No second reader has given a verdict of their own.")
    parts.extend(_evidence(own[piece.id], piece, entry.record(piece)) for piece in claim.evidence)
    parts.extend(_questions(entry))
    parts.extend(_beside(entry, told))
    parts.extend(_trail(entry))
    return "\n\n".join(parts)


def _claim_facts(entry: Entry) -> Iterator[str]:
    claim = entry.claim
    kind = f" ({claim.claimant_kind.value.lower()})" if claim.claimant_kind else ""
    named = claimant_of(claim)
    yield f"Said by: {escape(named)}{kind}" if named else "Said by: the text itself, no one named"
    if claim.claimed_on:
        yield f"Said on: {escape(claim.claimed_on)}"
    if claim.place:
        yield f"Said in: {escape(claim.place)}"
    if claim.first_appearance:
        yield f"First appeared at: {link(claim.first_appearance)}"
    if claim.reading.modality != "asserted":
        yield f"Kind of statement: {claim.reading.modality}"
    place = f"characters {claim.reading.start} to {claim.reading.end}"
    yield f"Claim `{claim.id[:12]}`, {place}"
    if squeeze(claim.read_as) != squeeze(claim.statement):
        yield f"First worded: {escape(claim.read_as)}"
    if entry.independence:
        yield f"Independence: {escape(entry.independence)}"


def _verdict(verdict: Verdict, numbers: Mapping[str, int | None]) -> str:
    sure = f", {verdict.confidence.value} confidence" if verdict.confidence else ""
    role = ", deciding between the others" if verdict.adjudicates else ""
    head = (
        f"{escape(verdict.rating)}, says {escape(verdict.given_by.name)} "
        f"({verdict.given_at:%Y-%m-%d}, scale {escape(verdict.scale)}{sure}{role}):"
    )
    if verdict.unsourced:
        ground = "This verdict names no source."
    else:
        shown = [numbers[piece] for piece in verdict.evidence if piece in numbers]
        known = [f"\\[{number}\\]" for number in dict.fromkeys(shown) if number is not None]
        gone = len(verdict.evidence) - len(shown)
        hidden = any(number is None for number in shown)
        if known:
            ground = f"Rests on evidence {', '.join(known)}."
            ground += " And on words that are not for publication." if hidden else ""
            if gone:
                ground += f" {gone} more piece{'s' if gone > 1 else ''} was withdrawn since."
        elif hidden:
            ground = "Rests on words that are not for publication."
        else:
            ground = "Its evidence was withdrawn."
    parts = [head, quote_block(verdict.because), ground]
    if verdict.as_of:
        parts.append(f"By what was known on {verdict.as_of.isoformat()}.")
    if verdict.conditions:
        parts.append(f"It holds under this condition:\n\n{quote_block(verdict.conditions)}")
    if verdict.correction:
        parts.append(f"Correction:\n\n{quote_block(verdict.correction)}")
    return "\n\n".join(parts)


def _evidence(number: int | None, piece: Evidence, record: SourceRecord) -> str:
    stance = _STANCES[piece.stance]
    if record.withheld:
        return f"A source off the record, not for publication; {stance}."
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
    yield from _record_facts(record)
    if details is not None and details.standing in _NO_LONGER:
        changes = "; ".join(details.differences)
        told = f": {escape(changes)}" if changes else ""
        yield f"On its page now the quotation {_NO_LONGER[details.standing]}{told}"


def _record_facts(record: SourceRecord) -> Iterator[str]:
    if record.captured_at is not None:
        of_what = " of what came over the wire" if record.of_wire else ""
        proof = f", SHA-256{of_what} `{record.sha256}`" if record.sha256 else ""
        yield f"Captured {record.captured_at:%Y-%m-%d %H:%M %Z}{proof}".replace(" ,", ",")
    if record.archived:
        when = f" of {record.archived_at:%Y-%m-%d}" if record.archived_at else ""
        yield f"Archived copy{when}: {link(record.archived)}"


def _questions(entry: Entry) -> Iterator[str]:
    for question in entry.claim.questions:
        lines = [f"Question: {escape(question.text)}"]
        for answer in question.answers:
            because = f" ({escape(answer.because)})" if answer.because else ""
            where = f", {link(answer.url)}" if answer.url else ""
            kind = answer.kind.value.lower()
            lines.append(f"- {escape(answer.text)}{because} ({kind}{where})")
        yield "\n\n".join([lines[0], "\n".join(lines[1:])]) if lines[1:] else lines[0]


def _beside(entry: Entry, told: Mapping[str, int]) -> Iterator[str]:
    lines = [
        f"- {each.relation.value}: {escape(each.statement)}"
        + (f" (claim {told[each.claim]} here)" if each.claim in told else "")
        for each in entry.beside
    ]
    if lines:
        yield "Beside it:\n\n" + "\n".join(lines)


def _trail(entry: Entry) -> Iterator[str]:
    earlier = earlier_verdicts(entry.claim)
    if earlier:
        lines = [
            f"- {verdict.given_at:%Y-%m-%d}: {escape(verdict.rating)}, by "
            f"{escape(verdict.given_by.name)} ({escape(verdict.because)})"
            for verdict in earlier
        ]
        yield "Earlier verdicts, no longer in force:\n\n" + "\n".join(lines)
    changes = [one for one in entry.history if one.field in CHANGES]
    if changes:
        lines = []
        for one in changes:
            new = f": {escape(one.new)}" if one.new else ""
            old = f" (before: {escape(one.old)})" if one.old else ""
            undone = ", undone" if one.undone else ""
            who = f"{one.at:%Y-%m-%d %H:%M}, {escape(one.by.name)}"
            lines.append(f"- {who}: {escape(one.field)}{new}{old}{undone}")
        yield "History:\n\n" + "\n".join(lines)


def _source(source: NumberedSource) -> str:
    record = source.record
    where = escape(record.said) if record.said else _place(source.piece, record)
    claims = ", ".join(str(number) for number in source.claims)
    facts = "".join(f"; {fact}" for fact in _record_facts(record))
    noun = "claim" if len(source.claims) == 1 else "claims"
    return f"{source.number}. {where} ({noun} {claims}){facts}"


def _not_checked(dossier: Dossier, entries: tuple[Entry, ...]) -> str:
    lines = "\n".join(f"- {line}" for line in what_was_not_checked(dossier.left, entries))
    return f"## What was not checked\n\n{lines}"


def _method(dossier: Dossier) -> str:
    parts = ["## Method", METHOD]
    for scale in dossier.scales:
        steps = "\n".join(
            f"- **{escape(step.name)}**: {escape(step.meaning)}" for step in scale.ratings
        )
        parts.append(f"Ratings are on the {escape(scale.name)} scale:\n\n{steps}")
    if dossier.program:
        parts.append(f"Made with {escape(dossier.program)}.")
    return "\n\n".join(parts)
