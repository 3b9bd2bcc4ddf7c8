"""Claims in the reports that this program writes: JSON, an object a line, and CSV tables."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from workbench.model import AnswerKind, ClaimantKind, Confidence, Stance
from workbench.sourcing.reviews.feeds import DECODER, elements
from workbench.sourcing.reviews.fields import day
from workbench.sourcing.reviews.found import Problem
from workbench.sourcing.reviews.taken import (
    LONGEST_NAME,
    LONGEST_REASON,
    Reading,
    Taken,
    TakenAnswer,
    TakenClaim,
    TakenEvidence,
    TakenQuestion,
)

FORMAT_START: Final = "workbench-report/"
COLUMNS_OF_OURS: Final = frozenset(("number", "id", "statement", "outcome", "verdict_id"))
_HEAD: Final = re.compile(r'[\ufeff\s]*\{\s*"report"\s*:\s*\{\s*"format"\s*:\s*"workbench-report/')
_BETWEEN: Final = " | "
_LONGEST_CELL: Final = 200_000
_STANCES: Final = {stance.value: stance for stance in Stance}
_KINDS: Final = {kind.value: kind for kind in AnswerKind}
_CLAIMANT_KINDS: Final = {kind.value: kind for kind in ClaimantKind}
_CONFIDENCES: Final = {one.value: one for one in Confidence}


def is_report(text: str) -> bool:
    """Whether a text is a report of this program in JSON or JSON Lines, whole or broken."""
    return _HEAD.match(text) is not None


def report_elements(text: str) -> Iterator[tuple[int, Any]]:
    """The objects of a report; if it is broken, those of its lines that are whole."""
    try:
        value, _ = DECODER.raw_decode(text, len(text) - len(text.lstrip("\ufeff \t\r\n")))
    except (ValueError, ArithmeticError, RecursionError):
        yield from _lines(text)
        return
    if isinstance(value, dict) and "documents" in value:
        yield 1, value
    else:
        yield from elements(text)


def _lines(text: str) -> Iterator[tuple[int, Any]]:
    """Claims are on lines of their own, in the middle of a broken file too."""
    for number, line in enumerate(text.split("\n"), start=1):
        content = line.strip().rstrip(",")
        if not content.startswith("{") or content.endswith("["):
            continue
        try:
            value = DECODER.decode(content)
        except (ValueError, ArithmeticError, RecursionError):
            yield number, Problem(number, "is no JSON")
            continue
        bare = isinstance(value, dict) and "verdicts" in value
        yield number, {"claim": value} if bare else value


def is_report_head(value: object) -> bool:
    """Whether an object is the head of a report of this program, or a whole one."""
    head = value.get("report") if isinstance(value, dict) else None
    return isinstance(head, dict) and str(head.get("format")).startswith(FORMAT_START)


def read_report(elements: Iterator[tuple[int, Any]]) -> Iterator[Taken]:
    """The claims of a report in JSON or JSON Lines, and what could not be used."""
    publisher: str | None = None
    language: str | None = None
    for line, value in elements:
        if isinstance(value, Problem):
            yield value
        elif not isinstance(value, dict):
            yield Problem(line, "is no object")
        elif isinstance(value.get("claim"), dict):
            yield _claim(line, Reading(value["claim"]), publisher, language)
        elif isinstance(value.get("document"), dict):
            language = Reading(value["document"]).text("language", 40)
        elif is_report_head(value):
            publisher = _publisher(value["report"])
            yield from _whole(line, value, publisher)
        else:
            yield Problem(line, "is no head, document or claim of a report")


def _whole(line: int, value: Mapping[str, Any], publisher: str | None) -> Iterator[Taken]:
    """The claims of a report that is one object; a claim stands on each line of it."""
    documents = value.get("documents")
    place = line
    for document in documents if isinstance(documents, list) else ():
        place += 1
        if not isinstance(document, dict):
            yield Problem(place, "is no document")
            continue
        language = Reading(document).text("language", 40)
        claims = document.get("claims")
        for claim in claims if isinstance(claims, list) else ():
            place += 1
            if isinstance(claim, dict):
                yield _claim(place, Reading(claim), publisher, language)
            else:
                yield Problem(place, "is no claim")
        place += 1


def read_own_table(text: str) -> Iterator[Taken]:
    """The claims of a CSV table of this program; what made cells safe is taken off."""
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    names: list[str] = []
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield Problem(rows.line_num, f"cannot be read: {error}")
            continue
        if cells is None:
            return
        if not names:
            names = cells
        elif len(cells) != len(names):
            yield Problem(rows.line_num, f"has {len(cells)} cells, not {len(names)}")
        else:
            plain = {name: _plain(cell) for name, cell in zip(names, cells, strict=True)}
            yield _row(rows.line_num, Reading(plain))


def is_own_table(text: str) -> bool:
    """Whether a table is one that this program wrote, by its columns."""
    head = text.lstrip("\ufeff").partition("\n")[0][:10_000]
    return set(next(csv.reader([head.strip()]), [])) >= COLUMNS_OF_OURS


def _row(line: int, given: Reading) -> Taken:
    text = given.text("statement")
    if text is None:
        return Problem(line, "has no statement")
    tags = given.text("tags")
    return TakenClaim(
        line=line,
        text=text,
        **_common(given),
        tags=tuple(tags.split(_BETWEEN)) if tags else (),
        rating=given.text("rating", LONGEST_NAME),
        scale=given.text("scale", LONGEST_NAME),
        because=given.text("because", LONGEST_REASON) or "",
        conditions=given.text("conditions"),
        confidence=_CONFIDENCES.get(given.text("confidence") or ""),
        reviewed_on=day(given.text("reviewed_on")),
        publisher=given.text("reviewer", LONGEST_NAME),
        language=given.text("language", 40),
        remarks=tuple(given.remarks),
    )


def _claim(line: int, given: Reading, publisher: str | None, language: str | None) -> Taken:
    text = given.text("text")
    if text is None:
        return Problem(line, "; ".join(given.remarks) or "has no words of a claim")
    rating = given.text("rating", LONGEST_NAME)
    verdicts = [
        one
        for one in given.objects("verdicts")
        if one.value.get("live") is True and one.value.get("rating") == rating
    ]
    latest = max(verdicts, key=lambda one: str(one.value.get("given_at")), default=None)
    return TakenClaim(
        line=line,
        text=text,
        **_common(given),
        tags=given.words("tags"),
        rating=rating if latest else None,
        scale=latest.text("scale", LONGEST_NAME) if latest else None,
        because=(latest.text("because", LONGEST_REASON) if latest else None) or "",
        conditions=latest.text("conditions") if latest else None,
        confidence=_CONFIDENCES.get(str(latest.value.get("confidence"))) if latest else None,
        reviewed_on=day(latest.value.get("given_at")) if latest else None,
        publisher=publisher,
        language=language,
        evidence=tuple(_evidence(given)),
        questions=tuple(_questions(given)),
        remarks=tuple(given.remarks),
    )


def _common(given: Reading) -> dict[str, Any]:
    claimed_on = given.text("claimed_on", 40)
    known = day(claimed_on)
    if claimed_on is not None and known != claimed_on:
        given.remarks.append("claimed_on is no day, month or year")
        known = None
    return {
        "claimant": given.text("claimant", LONGEST_NAME),
        "claimant_kind": _CLAIMANT_KINDS.get(str(given.value.get("claimant_kind"))),
        "claimed_on": known,
        "place": given.text("place", LONGEST_NAME),
        "first_appearance": given.address("first_appearance"),
    }


def _evidence(given: Reading) -> Iterator[TakenEvidence]:
    for one in given.objects("evidence"):
        if one.value.get("withheld") is True or one.value.get("said"):
            given.remarks.append("words that were told to a reviewer stay with them")
            continue
        url, quote = one.address("url"), one.text("quote")
        stance = _STANCES.get(str(one.value.get("stance")))
        if url and quote and stance:
            yield TakenEvidence(url, quote, stance, one.address("archived"))
        else:
            given.remarks.append("a quotation has no words, address or stance and was left out")


def _questions(given: Reading) -> Iterator[TakenQuestion]:
    for question in given.objects("questions"):
        text = question.text("text")
        if text is None:
            continue
        answers = []
        for one in question.objects("answers"):
            said, kind = one.text("text"), _KINDS.get(str(one.value.get("kind")))
            if said and kind:
                url, because = one.address("url"), one.text("because")
                answers.append(TakenAnswer(said, kind, url, None, because))
        yield TakenQuestion(text, tuple(answers))


def _publisher(head: Mapping[str, Any]) -> str | None:
    publisher = head.get("publisher")
    named = Reading(publisher).text("name", LONGEST_NAME) if isinstance(publisher, dict) else None
    return named or Reading(dict(head)).text("project", LONGEST_NAME)


def _plain(cell: str) -> str:
    return cell.removeprefix("'")
