"""Read a text into statements: the one door of reading, and the order of its stages."""

from dataclasses import replace
from datetime import date
from typing import Final

from workbench.model import DateBasis, DateMention, Granularity, Reading, Sentence
from workbench.reading.analysis import analyse
from workbench.reading.attribution import find_attributions
from workbench.reading.checks import find_checks
from workbench.reading.dates import HeaderDate, find_dates, find_document_date
from workbench.reading.foreign import can_count, language_of, read_foreign
from workbench.reading.language import DEFAULT_LANGUAGE, speaking
from workbench.reading.quantities import find_quantities
from workbench.reading.sentences import split_sentences
from workbench.reading.statements import find_statements
from workbench.text import clean_line

__all__ = ["read"]

_LONGEST_ADDRESS: Final = 120


def read(text: str, *, document_date: date | None = None, address: str | None = None) -> Reading:
    """Read ``text`` into statements with exact spans and typed slots.

    ``document_date`` overrules the date in the text's header. ``address`` is where the text
    came from; nothing is fetched, it only names the text in the notes. Only English is read
    in full; of another language come sentences with digits and ISO dates, and a note.
    """
    language = language_of(text)
    if language != DEFAULT_LANGUAGE:
        return _read_foreign(text, language, document_date)
    sentences = split_sentences(text)
    header = find_document_date(text, sentences)
    day, basis = _document_date(header, document_date)
    title = _title(text, sentences)
    dates = find_dates(text, sentences, day)
    analysis = analyse(text, sentences)
    quantities = find_quantities(text, sentences, dates, analysis.names)
    attributed = find_attributions(analysis)
    lead = _lead_date(text, header, dates, basis)
    statements = find_statements(analysis, attributed, dates, quantities, lead)
    del attributed  # much in a long text, and asked no more
    reading = Reading(
        text=text,
        statements=statements,
        sentences=sentences,
        dates=dates,
        quantities=quantities,
        names=analysis.names,
        document_date=day,
        document_date_basis=basis,
        title=title,
        language=language,
        notes=_notes(text, address, len(statements), day, dates),
    )
    return replace(reading, checks=find_checks(reading, analysis))


def _read_foreign(text: str, language: str, document_date: date | None) -> Reading:
    """Read another language by its own tables of dates and quantities, if it has any."""
    with speaking(language if can_count(language) else DEFAULT_LANGUAGE):
        sentences = split_sentences(text)
        day, basis = _document_date(find_document_date(text, sentences), document_date)
        found = read_foreign(text, sentences, language, day)
    title = _title(text, sentences)
    return replace(found, document_date=day, document_date_basis=basis, title=title)


def _document_date(
    header: HeaderDate | None, given: date | None
) -> tuple[date | None, DateBasis | None]:
    if given is not None:
        return given, DateBasis.GIVEN
    if header is not None:
        return header.date, header.basis
    return None, None


def _title(text: str, sentences: tuple[Sentence, ...]) -> str | None:
    for sentence in sentences[:2]:
        if sentence.kind == "heading":
            return " ".join(text[sentence.start : sentence.end].split())
    return None


def _lead_date(
    text: str,
    header: HeaderDate | None,
    dates: tuple[DateMention, ...],
    basis: DateBasis | None,
) -> DateMention | None:
    """The header's date when the first statement follows it on the same line."""
    if header is None or basis is DateBasis.GIVEN:
        return None
    after = text[header.end :]
    if not after or "\n" in after[: len(after) - len(after.lstrip())]:
        return None
    for mention in dates:
        if mention.start <= header.start < mention.end:
            return mention
    return DateMention(
        start=header.start,
        end=header.end,
        text=text[header.start : header.end],
        value=header.date.isoformat(),
        granularity=Granularity.DAY,
        basis=DateBasis.HEADER,
    )


def _notes(
    text: str,
    address: str | None,
    statements: int,
    day: date | None,
    dates: tuple[DateMention, ...],
) -> tuple[str, ...]:
    called = "the text" if address in (None, "-") else clean_line(str(address), _LONGEST_ADDRESS)
    notes: list[str] = []
    if not text.strip():
        notes.append("The text is empty.")
    elif not statements:
        notes.append(f"No claim was found in {called}.")
    unresolved = sum(mention.value is None for mention in dates)
    if day is None and unresolved:
        what = (
            "1 date depends on it and stays"
            if unresolved == 1
            else f"{unresolved} dates depend on it and stay"
        )
        notes.append(f"No document date was found or given: {what} unresolved.")
    return tuple(notes)
