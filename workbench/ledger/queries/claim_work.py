"""What reviewers said of claims beside their wording: details, tags, comments, questions."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from workbench.ledger.queries.documents import reviewer_from
from workbench.model import (
    Answer,
    AnswerKind,
    Assignment,
    ClaimantKind,
    ClaimDetail,
    Comment,
    Priority,
    Question,
    Reviewer,
)

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_GIVEN: Final = "(SELECT value FROM json_each(?))"
_WHO: Final = "reviewer.id, reviewer.name"
_BY: Final = "JOIN reviewer ON reviewer.number = {0}.reviewer WHERE {0}.claim IN " + _GIVEN
_DETAILS: Final = (
    f"SELECT claim, detail.id, field, value, kind, given_at, {_WHO}, assigned.name FROM detail"
    " LEFT JOIN reviewer AS assigned ON assigned.id = detail.value AND detail.field = 'assigned'"
    f" {_BY.format('detail')} ORDER BY detail.id"
)
_TAGS: Final = f"SELECT claim, tag FROM tag WHERE claim IN {_GIVEN} ORDER BY claim, lower(tag)"
_AS_BEGUN: Final = (
    "ORDER BY (SELECT min(entry.event) FROM entered AS entry"
    " WHERE entry.entity = {0}.claim AND entry.kind = '{0}' AND entry.field = {0}.id), {0}.event"
)
"""What was edited stays in its place."""
_COMMENTS: Final = (
    f"SELECT claim, comment.id, text, written_at, parent, {_WHO} FROM comment"
    f" {_BY.format('comment')} {_AS_BEGUN.format('comment')}"
)
_QUESTIONS: Final = (
    f"SELECT claim, question.id, text, asked_at, {_WHO} FROM question"
    f" {_BY.format('question')} {_AS_BEGUN.format('question')}"
)
_ANSWERS: Final = (
    "SELECT claim, question, answer.id, text, kind, given_at, evidence, url, because,"
    f" {_WHO} FROM answer {_BY.format('answer')} {_AS_BEGUN.format('answer')}"
)
_ANYTHING: Final = " UNION ALL ".join(
    f"SELECT EXISTS (SELECT 1 FROM {table} WHERE claim IN (SELECT value FROM json_each(?1)))"
    for table in ("detail", "tag", "comment", "question", "answer")
)


@dataclass(slots=True)
class ClaimWork:
    """What was said of one claim; of several words on one side the latest comes last."""

    details: list[ClaimDetail] = field(default_factory=list)
    assignment: Assignment | None = None
    tags: list[str] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def latest(self, name: str) -> ClaimDetail | None:
        """The word on one side of the claim that is shown."""
        for one in reversed(self.details):
            if one.field == name:
                return one
        return None

    def text(self, name: str) -> str | None:
        """That word's text, ``None`` if there is none or it is empty."""
        said = self.latest(name)
        return said.value or None if said else None

    @property
    def priority(self) -> Priority:
        """How soon the claim should be looked at."""
        said = self.latest("priority")
        return Priority(said.value) if said else Priority.NORMAL

    @property
    def claimant_kind(self) -> ClaimantKind | None:
        """What the claimant is."""
        said = self.latest("claimant")
        return ClaimantKind(said.kind) if said and said.kind else None

    @property
    def taken_over_by(self) -> tuple[str, ...]:
        """The claims that stand in this one's place, whoever said so."""
        said = [one for one in self.details if one.field == "taken_over"]
        return tuple(dict.fromkeys(claim for one in said for claim in one.value.split()))


def work_on(ledger: "Ledger", claims: dict[int, str]) -> defaultdict[int, ClaimWork]:
    """What was said of claims, by number; their ids are given with their numbers."""
    found: defaultdict[int, ClaimWork] = defaultdict(ClaimWork)
    given = json.dumps(list(claims))
    anything = ledger.rows(_ANYTHING, (given,))
    asked: list[tuple[bool, str, Any]] = [
        (bool(anything[0][0]), _DETAILS, _take_detail),
        (bool(anything[1][0]), _TAGS, _take_tag),
        (bool(anything[2][0]), _COMMENTS, _take_comment),
    ]
    for there, sql, take in asked:
        for row in ledger.rows(sql, (given,)) if there else ():
            take(found[row[0]], claims[row[0]], row)
    if anything[3][0]:
        _take_questions(ledger, found, claims, given)
    return found


def _take_detail(work: ClaimWork, claim: str, row: Sequence[Any]) -> None:
    _, event, name, value, kind, at, reviewer, reviewer_name, assigned = row
    given_by, given_at = reviewer_from(reviewer, reviewer_name), datetime.fromisoformat(at)
    work.details.append(ClaimDetail(event, claim, name, value, given_by, given_at, kind))
    if name == "assigned":
        work.assignment = Assignment(Reviewer(value, assigned or ""), given_by, given_at)


def _take_tag(work: ClaimWork, _: str, row: Sequence[Any]) -> None:
    work.tags.append(row[1])


def _take_comment(work: ClaimWork, claim: str, row: Sequence[Any]) -> None:
    _, identifier, text, at, parent, reviewer, name = row
    by = reviewer_from(reviewer, name)
    work.comments.append(
        Comment(identifier, claim, text, by, datetime.fromisoformat(at), parent),
    )


def _take_questions(
    ledger: "Ledger", found: defaultdict[int, ClaimWork], claims: dict[int, str], given: str
) -> None:
    answers: defaultdict[tuple[int, str], list[Answer]] = defaultdict(list)
    for row in ledger.rows(_ANSWERS, (given,)):
        claim, question, identifier, text, kind, at, evidence, url, because, who, name = row
        answers[claim, question].append(
            Answer(
                identifier,
                text,
                AnswerKind(kind),
                reviewer_from(who, name),
                datetime.fromisoformat(at),
                evidence,
                url,
                because,
            )
        )
    for claim, identifier, text, at, who, name in ledger.rows(_QUESTIONS, (given,)):
        found[claim].questions.append(
            Question(
                identifier,
                claims[claim],
                text,
                reviewer_from(who, name),
                datetime.fromisoformat(at),
                tuple(answers[claim, identifier]),
            )
        )
