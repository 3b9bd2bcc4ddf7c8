"""A stated whole against the sum of its stated parts.

The whole is marked as such ("in all") in the same or a neighbouring sentence, or stands right
before its parts ("93 people: 52 civilians and 41 soldiers"). A part that is larger than its
whole is found too. What is a list and what is marked as a whole is told by ``lists``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Final

from workbench.model import Check, CheckKind, Quantity
from workbench.reading.checks.bands import Band, amount_text, band, judge, result_text
from workbench.reading.checks.lists import (
    QuantityList,
    is_marked_whole,
    listed,
    may_hold,
)
from workbench.reading.checks.predicates import head_noun, predicate
from workbench.reading.checks.skeleton import matches
from workbench.reading.checks.survey import Passage, Survey
from workbench.reading.checks.vocabulary import approximating, word_set

__all__ = ["sum_checks"]

_REACH: Final = 90
_NEAR_MISS: Final = Decimal("0.1")
_NEAR_MISS_FROM: Final = 20
_TELLING: Final = 10
_SENTENCES_BACK: Final = 4

_CLAUSE: Final = r"(?: [^\W\d_][\w'’-]{0,30}){0,6}?"
_PARTS_FOLLOW: Final = re.compile(
    rf"{_CLAUSE}(?P<mark>:| ?[—–(]| -|,|, of (?:them|whom|which))"
    rf" ?(?:namely |that is,? )?(?:(?:{approximating()}) )?$"
)
_WHOLE_FOLLOWS: Final = re.compile(
    rf"{_CLAUSE}(?P<mark>,| ?[—–(]| -|:|;)? ?(?:or |for |making |which makes )?"
    rf"(?P<total>a total of |in all,? |in total,? |altogether,? )?(?:(?:{approximating()}) )?$"
)
_NEW_CLAUSE: Final = re.compile(r"\b(?:and|while|but|whereas|after|before|with|when|as)\b")
_LARGER_PARTS: Final = (
    rf"<count whole>{_CLAUSE},? (?:including|among them)(?: the)? <count part>",
    rf"<count whole>{_CLAUSE}, <count part> of (?:them|whom)\b",
)
_REST: Final = (
    r"^[“\"']?of <the><count whole><nouns>, [^\ue000\ue001]{0,12}?<count first>"
    r"[^\ue000\ue001;:]{0,60}?\bthe (?:remaining|other) <count rest>"
)


@dataclass(slots=True, eq=False, repr=False)
class _Relation:
    """A whole and its parts. ``is_sure`` when the text leaves no other reading.

    ``is_complete`` is false where parts may be missing, so that only too much is wrong.
    """

    whole: Quantity
    parts: tuple[Quantity, ...]
    is_sure: bool
    is_complete: bool = True


def sum_checks(survey: Survey) -> Iterator[Check]:
    """Compare wholes with the sums of their parts, a sentence and those before it at a time."""
    recent: list[tuple[Passage, list[QuantityList]]] = []
    for passage in survey.passages:
        if not passage.is_running_text:
            continue
        lists = listed(survey, passage)
        relations = [
            *_inside(survey, passage, lists),
            *_of_the_whole(survey, passage),
        ]
        if not relations:
            relations = list(_across(survey, passage, lists, recent))
        for relation in relations:
            check = _checked(survey, relation)
            if check is not None:
                yield check
        yield from _larger_parts(survey, passage)
        recent = [*recent, (passage, lists)][-_SENTENCES_BACK:]


# ------------------------------------------------------------------------------------ one sentence


def _inside(survey: Survey, passage: Passage, lists: list[QuantityList]) -> Iterator[_Relation]:
    for listed_parts in lists:
        found = listed_parts
        rest = found.rest
        if rest is not None and is_marked_whole(survey, passage, found.parts[0]):
            # "A total of 93 were injured, 52 civilians and 41 soldiers" reads like one list.
            found = rest
        first = passage.quantities.index(found.parts[0])
        last = first + len(found.parts) - 1
        if first > 0:
            relation = _whole_before(survey, passage, passage.quantities[first - 1], found)
            if relation is not None:
                yield relation
                continue
        if last + 1 < len(passage.quantities):
            relation = _whole_after(survey, passage, found, passage.quantities[last + 1])
            if relation is not None:
                yield relation


def _gap(survey: Survey, start: int, end: int) -> str | None:
    if not 0 < end - start <= _REACH:
        return None
    gap = survey.small[start:end]
    return " " * gap[0].isspace() + " ".join(gap.split()) + " " * gap[-1].isspace()


def _whole_before(
    survey: Survey, passage: Passage, whole: Quantity, found: QuantityList
) -> _Relation | None:
    gap = _gap(survey, whole.end, found.start)
    link = _PARTS_FOLLOW.match(gap) if gap else None
    if link is None or gap is None or whole.unit != found.parts[0].unit:
        return None
    is_marked = is_marked_whole(survey, passage, whole)
    mark = link["mark"].strip()
    if mark.startswith(",") and not (is_marked or mark != ","):
        return None
    is_one_clause = not _NEW_CLAUSE.search(gap) and _is_closed(survey, passage, found)
    is_sure = found.is_plain and is_one_clause and may_hold(whole, found.parts)
    return _Relation(whole, found.parts, is_sure, is_complete=is_marked and mark == ":")


def _is_closed(survey: Survey, passage: Passage, found: QuantityList) -> bool:
    """Whether the list is over where its last noun is."""
    after = " ".join(survey.after(passage, found.end, _REACH).split())
    return re.match(r"(?:\s?[^\W\d_][\w'’-]*){0,4}\s?(?:[.,;:)—–”\"]|$)", after) is not None


def _whole_after(
    survey: Survey, passage: Passage, found: QuantityList, whole: Quantity
) -> _Relation | None:
    gap = _gap(survey, found.end, whole.start)
    link = _WHOLE_FOLLOWS.match(gap) if gap else None
    if link is None or gap is None or whole.unit != found.parts[0].unit:
        return None
    if not is_marked_whole(survey, passage, whole):
        return None
    is_sure = (
        found.is_plain
        and bool(link["mark"] or link["total"])
        and not _NEW_CLAUSE.search(gap)
        and may_hold(whole, found.parts)
    )
    return _Relation(whole, found.parts, is_sure)


def _of_the_whole(survey: Survey, passage: Passage) -> Iterator[_Relation]:
    """Read "Of the 120 passengers, 80 were killed and the remaining 40 survived"."""
    if len(passage.quantities) == len(("whole", "first", "rest")):
        for found in matches(survey, passage, _REST):
            parts = (found.quantities["first"], found.quantities["rest"])
            whole = found.quantities["whole"]
            if whole.unit == parts[0].unit == parts[1].unit:
                yield _Relation(whole, parts, is_sure=True)


def _larger_parts(survey: Survey, passage: Passage) -> Iterator[Check]:
    if len(passage.quantities) < len(("whole", "part")):
        return
    for found in matches(survey, passage, *_LARGER_PARTS):
        whole, part = found.quantities["whole"], found.quantities["part"]
        counted = (whole.counted or "").lower().split()
        is_general = bool(counted) and counted[-1] in word_set("sums.general_people")
        if whole.unit is not None or part.unit is not None:
            continue
        if not is_general and (head_noun(whole) is None or head_noun(whole) != head_noun(part)):
            continue
        whole_band, part_band = band(whole), band(part)
        if whole_band and part_band and part_band.least > whole_band.most:
            yield Check(
                CheckKind.SUM,
                agrees=False,
                message=f"{_stated(survey, part)} is given as a part of {_stated(survey, whole)}, "
                "which is less: does not agree",
                spans=((whole.start, whole.end), (part.start, part.end)),
            )


# ------------------------------------------------------------------------------ several sentences


def _across(
    survey: Survey,
    passage: Passage,
    lists: list[QuantityList],
    recent: list[tuple[Passage, list[QuantityList]]],
) -> Iterator[_Relation]:
    if not recent or not passage.quantities:
        return
    before, lists_before = recent[-1]
    if passage.paragraph - before.paragraph > 1:
        return
    whole = passage.quantities[0]
    if lists_before and whole.unit == lists_before[-1].parts[0].unit:
        yield _after_a_list(survey, before, lists_before[-1], passage, whole)
        return
    if lists and before.quantities and before.quantities[-1].unit == lists[0].parts[0].unit:
        yield _Relation(before.quantities[-1], lists[0].parts, is_sure=False)
        return
    if is_marked_whole(survey, passage, whole):
        parts = _told_one_by_one(survey, passage, whole, [passage for passage, _ in recent])
        if len(parts) > 1:
            yield _Relation(whole, parts, is_sure=False)


def _after_a_list(
    survey: Survey, before: Passage, found: QuantityList, passage: Passage, whole: Quantity
) -> _Relation:
    said = predicate(survey, passage, whole)
    words = set(survey.small[passage.start : passage.end].replace(",", " ").split())
    is_sure = (
        found.is_plain
        and len(passage.quantities) == 1
        and is_marked_whole(survey, passage, whole)
        and said is not None
        and said == predicate(survey, before, found.parts[-1])
        and may_hold(whole, found.parts)
        and not passage.dates
        and survey.keys(passage) <= survey.keys(before)
        and word_set("sums.wider").isdisjoint(words)
    )
    return _Relation(whole, found.parts, is_sure)


def _told_one_by_one(
    survey: Survey, passage: Passage, whole: Quantity, recent: list[Passage]
) -> tuple[Quantity, ...]:
    said = predicate(survey, passage, whole)
    if said is None or whole.unit is not None:
        return ()
    return tuple(
        quantity
        for before in recent
        if before.paragraph == passage.paragraph
        for quantity in before.quantities
        if quantity.unit is None and predicate(survey, before, quantity) == said
    )


# ------------------------------------------------------------------------------------- arithmetic


def _checked(survey: Survey, relation: _Relation) -> Check | None:
    whole = band(relation.whole)
    parts = [band(part) for part in relation.parts]
    if whole is None or any(part is None for part in parts):
        return None
    total: Band = reduce(add, [part for part in parts if part is not None])
    agrees = judge(total, whole)
    if agrees is None or (agrees and not relation.is_sure and whole.value < _TELLING):
        return None
    if not agrees and not (relation.is_sure and (relation.is_complete or _is_slip(total, whole))):
        return None
    unit = relation.whole.unit
    added = " + ".join(amount_text(part.value, unit) for part in parts if part is not None)
    result = result_text(agrees, total.value, whole.value, relation.whole)
    quantities = (*relation.parts, relation.whole)
    return Check(
        CheckKind.SUM,
        agrees,
        f"{added} = {amount_text(total.value, unit)}, "
        f"and the text says {_stated(survey, relation.whole)}: {result}",
        tuple((quantity.start, quantity.end) for quantity in quantities),
    )


def _is_slip(total: Band, whole: Band) -> bool:
    """Whether parts that need not be all are too many, or so near that they are meant as all."""
    if total.least > whole.most:
        return True
    missing = whole.value - total.value
    return whole.value >= _NEAR_MISS_FROM and missing <= whole.value * _NEAR_MISS


def _stated(survey: Survey, quantity: Quantity) -> str:
    """A quantity in the text's words, with its noun where that stands after it."""
    counted = quantity.counted if quantity.unit is None else None
    is_after = counted and survey.text.startswith(counted, quantity.end + 1)
    return f"{survey.stated(quantity)}{f' {counted}' if is_after else ''}"
