"""Claims in files of the form of the AVeriTeC data."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from workbench.model import AnswerKind, Stance
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

SCALE: Final = "averitec/1"
_LABELS: Final = frozenset(
    ("Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking")
)
_DAY: Final = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")
_KINDS: Final = {kind.value: kind for kind in AnswerKind}


def is_averitec(value: object) -> bool:
    """Whether an element of a file is a claim of this form."""
    return (
        isinstance(value, dict) and "claim" in value and bool({"label", "questions"} & set(value))
    )


def read_averitec(elements: Iterator[tuple[int, Any]]) -> Iterator[Taken]:
    """The claims of a file, and what could not be used, in order."""
    for line, value in elements:
        if isinstance(value, Problem):
            yield value
        elif not is_averitec(value):
            yield Problem(line, "is no claim with a label or questions")
        else:
            yield _claim(line, Reading(value))


def _claim(line: int, given: Reading) -> Taken:
    text = given.text("claim")
    if text is None:
        return Problem(line, "; ".join(given.remarks) or "has no words of a claim")
    rating = given.text("label", LONGEST_NAME)
    if rating is not None and rating not in _LABELS:
        given.remarks.append("its label is none of the four and was left out")
        rating = None
    evidence: dict[tuple[str, str], TakenEvidence] = {}
    questions = tuple(_questions(given, evidence))
    return TakenClaim(
        line=line,
        text=text,
        claimant=given.text("speaker", LONGEST_NAME),
        claimed_on=_day(given),
        place=given.text("location_ISO_code", LONGEST_NAME),
        first_appearance=given.address("original_claim_url"),
        tags=(*given.words("claim_types"), *given.words("fact_checking_strategies")),
        rating=rating,
        scale=SCALE if rating else None,
        because=given.text("justification", LONGEST_REASON) or "",
        evidence=tuple(evidence.values()),
        questions=questions,
        remarks=tuple(given.remarks),
    )


def _day(given: Reading) -> str | None:
    said = given.text("claim_date", LONGEST_NAME)
    if said is None:
        return None
    found = _DAY.fullmatch(said.strip())
    try:
        if found is not None:
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        pass
    given.remarks.append("claim_date is no day as in 31-12-2020")
    return None


def _questions(
    given: Reading, evidence: dict[tuple[str, str], TakenEvidence]
) -> Iterator[TakenQuestion]:
    for question in given.objects("questions"):
        text = question.text("question")
        if text is None:
            given.remarks.append("a question has no words and was left out")
            continue
        answers = [one for each in question.objects("answers") if (one := _answer(each))]
        for one in answers:
            if one.kind is AnswerKind.EXTRACTIVE and one.url:
                quoted = TakenEvidence(one.url, one.text, Stance.CONTEXT, one.archived)
                evidence.setdefault((one.url, one.text), quoted)
        yield TakenQuestion(text, tuple(answers))


def _answer(given: Reading) -> TakenAnswer | None:
    text = given.text("answer")
    kind = _KINDS.get(str(given.value.get("answer_type")))
    if text is None or kind is None:
        given.remarks.append("an answer has no words, or is of no known type, and was left out")
        return None
    return TakenAnswer(
        text,
        kind,
        given.address("source_url"),
        given.address("cached_source_url"),
        given.text("boolean_explanation"),
    )
