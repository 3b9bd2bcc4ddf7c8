"""Values of the work on claims: who claimed it when and where, tags, assignments, what is said."""

from dataclasses import dataclass
from typing import Any, Final

from workbench.ledger.identifiers import is_identifier, is_short_identifier, tag_key
from workbench.ledger.shapes import (
    NotUnderstood,
    bounded_text,
    choice,
    digest,
    optional_bounded_text,
    optional_choice,
    some_day,
    text,
)
from workbench.ledger.values.readings import claim_ids
from workbench.model import AnswerKind, ClaimantKind, Priority

LONGEST_NAME: Final = 1_000
"""Characters of the name of a claimant or a place."""
LONGEST_ADDRESS: Final = 4_000
LONGEST_TAG: Final = 100
LONGEST_REMARK: Final = 20_000
"""Characters of a comment, a question, an answer or its explanation."""
_DAY: Final = len("2023-06-01")
_ANSWER_KINDS: Final = {one.value: one for one in AnswerKind}
_CLAIMANT_KINDS: Final = {one.value: one for one in ClaimantKind}
_PRIORITIES: Final = {one.value: one for one in Priority}


@dataclass(frozen=True, slots=True)
class DetailValue:
    """What is said of a side of a claim, in plain text; ``kind`` is the kind of a claimant."""

    value: str
    kind: ClaimantKind | None = None


@dataclass(frozen=True, slots=True)
class TagValue:
    """A tag as it is written."""

    tag: str


@dataclass(frozen=True, slots=True)
class CommentValue:
    """A remark on a claim; ``parent`` is the comment it answers."""

    text: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionValue:
    """A question whose answers decide a claim."""

    text: str


@dataclass(frozen=True, slots=True)
class AnswerValue:
    """An answer to a question on the same claim, and what it rests on."""

    question: str
    text: str
    kind: AnswerKind
    evidence: str | None = None
    url: str | None = None
    because: str | None = None


def read_claimant(value: dict[str, Any]) -> DetailValue:
    """Read who claims it; an empty name says that nobody is named."""
    return DetailValue(
        bounded_text(value, "name", LONGEST_NAME), optional_choice(_CLAIMANT_KINDS, value, "kind")
    )


def read_claimed_on(value: dict[str, Any]) -> DetailValue:
    """Read the day, month or year on which it was claimed."""
    found = some_day(value, "on")
    if len(found) > _DAY:
        raise NotUnderstood("on is no day, month or year")
    return DetailValue(found)


def read_place(value: dict[str, Any]) -> DetailValue:
    """Read where it was claimed."""
    return DetailValue(bounded_text(value, "place", LONGEST_NAME))


def read_appearance(value: dict[str, Any]) -> DetailValue:
    """Read the address of the first appearance."""
    return DetailValue(bounded_text(value, "url", LONGEST_ADDRESS))


def read_priority(value: dict[str, Any]) -> DetailValue:
    """Read how soon a claim should be looked at."""
    return DetailValue(choice(_PRIORITIES, value, "priority").value)


def read_assigned(value: dict[str, Any]) -> DetailValue:
    """Read to whom a claim was given."""
    to = text(value, "to")
    if not is_identifier(to):
        raise NotUnderstood("to names no reviewer")
    return DetailValue(to)


def read_taken_over(value: dict[str, Any]) -> DetailValue:
    """Read which claims stand in the place of this one."""
    by = claim_ids(value, "by")
    if not by:
        raise NotUnderstood("by names no claim")
    return DetailValue(" ".join(by))


def read_tag(value: dict[str, Any], _: str, field: str) -> TagValue:
    """Read a tag; the event's field is made from it."""
    tag = bounded_text(value, "tag", LONGEST_TAG)
    if not tag.strip() or tag_key(tag) != field:
        raise NotUnderstood("the tag is not the one that the event is about")
    return TagValue(tag)


def read_comment(value: dict[str, Any]) -> CommentValue:
    """Read a remark on a claim."""
    return CommentValue(
        bounded_text(value, "text", LONGEST_REMARK), _optional_short(value, "parent")
    )


def read_question(value: dict[str, Any]) -> QuestionValue:
    """Read a question on a claim."""
    return QuestionValue(bounded_text(value, "text", LONGEST_REMARK))


def read_answer(value: dict[str, Any]) -> AnswerValue:
    """Read an answer to a question."""
    question = _optional_short(value, "question")
    if question is None:
        raise NotUnderstood("question names none")
    return AnswerValue(
        question,
        bounded_text(value, "text", LONGEST_REMARK),
        choice(_ANSWER_KINDS, value, "kind"),
        None if value.get("evidence") is None else digest(value, "evidence"),
        optional_bounded_text(value, "url", LONGEST_ADDRESS),
        optional_bounded_text(value, "because", LONGEST_REMARK),
    )


def _optional_short(value: dict[str, Any], key: str) -> str | None:
    found = value.get(key)
    if found is None:
        return None
    if not isinstance(found, str) or not is_short_identifier(found):
        raise NotUnderstood(f"{key} is no id")
    return found
