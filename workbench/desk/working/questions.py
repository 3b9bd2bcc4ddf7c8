"""Questions whose answers decide a claim, in the form of AVeriTeC."""

from typing import TYPE_CHECKING, Final

from workbench.desk.sourcing.sources import find_evidence
from workbench.desk.working.commenting import remark
from workbench.desk.working.several import short
from workbench.errors import NotSo, UsageError
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.recording.working import record_answer, record_question, reword
from workbench.ledger.values.working import LONGEST_ADDRESS
from workbench.model import Answer, AnswerKind, Claim, Question
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

NO_ANSWER: Final = "No answer could be found."
"""What an unanswerable question is answered with in AVeriTeC."""
_LONGEST_NUMBER: Final = 3
"""Digits of what is the number of a question, and not the beginning of its id."""
_YES_OR_NO: Final = {"yes": "Yes", "no": "No"}


def ask(ledger: "Ledger", claim_id: str, text: str) -> str:
    """Ask a question about a claim; returns the question's id.

    Raises:
        NotSo: There is no such claim, or just this was asked already.
        UsageError: The question is empty, far too long, or names a confidential source.
    """
    claim = get_claim(ledger, claim_id)
    words = remark(ledger, claim, text, "a question")
    if any(one.text == words for one in claim.questions):
        raise NotSo("this was asked already")
    with ledger.act(f"Ask about {short(claim.statement)}", claims=(claim.id,)) as act:
        return record_question(act, claim.id, words)


def answer(
    ledger: "Ledger",
    claim_id: str,
    question_id: str,
    text: str,
    kind: AnswerKind,
    *,
    evidence: str | None = None,
    url: str | None = None,
    because: str | None = None,
) -> str:
    """Answer a question; returns the answer's id. ``evidence`` is an id of the claim's evidence.

    A boolean answer is yes or no and says ``because`` of what; an unanswerable one rests on
    nothing. An answer that rests on evidence takes its address, if none is given.

    Raises:
        NotSo: There is no such claim, question or evidence.
        UsageError: What is given does not fit the kind of answer.
    """
    claim = get_claim(ledger, claim_id)
    question = find_question(claim, question_id)
    said, reason = _checked(ledger, claim, text, kind, because)
    piece = None if evidence is None else find_evidence(claim, evidence)
    if kind is AnswerKind.UNANSWERABLE and (piece or url):
        raise UsageError("a question without an answer rests on nothing; leave the source out")
    if kind is AnswerKind.EXTRACTIVE and not (piece or url):
        raise UsageError(
            "an extractive answer stands in a source; name the evidence or its address"
        )
    address = (url or "").strip() or (piece.source.url if piece else None)
    if address and len(address) > LONGEST_ADDRESS:
        raise UsageError(f"an address has at most {LONGEST_ADDRESS} characters")
    with ledger.act(f"Answer a question on {short(claim.statement)}", claims=(claim.id,)) as act:
        return record_answer(
            act,
            claim.id,
            question.id,
            said,
            kind,
            evidence=piece.id if piece else None,
            url=address,
            because=reason,
        )


def edit_question(ledger: "Ledger", claim_id: str, question_id: str, text: str) -> None:
    """Put other words in the place of one's own question; its answers stay.

    Raises:
        NotSo: There is no such question of this reviewer's.
        UsageError: The question is empty, far too long, or names a confidential source.
    """
    claim = get_claim(ledger, claim_id)
    found = find_question(claim, question_id)
    words = remark(ledger, claim, text, "a question")
    if words == found.text:
        raise NotSo("the question reads so already")
    with ledger.act(f"Edit question on {short(claim.statement)}", claims=(claim.id,)) as act:
        reword(act, "question", claim.id, found.id, {"text": words})


def withdraw_question(ledger: "Ledger", claim_id: str, question_id: str) -> None:
    """Take back one's own question, together with one's own answers to it.

    Raises:
        NotSo: There is no such question of this reviewer's, or somebody else has answered it.
    """
    claim = get_claim(ledger, claim_id)
    found = find_question(claim, question_id)
    mine = ledger.reviewer.id
    other = next((one.given_by for one in found.answers if one.given_by.id != mine), None)
    if other is not None:
        raise NotSo(f"{clean_line(other.name, 60)} has answered this question; it stays")
    with ledger.act(f"Withdraw question on {short(claim.statement)}", claims=(claim.id,)) as act:
        reword(act, "question", claim.id, found.id, None)
        for one in found.answers:
            reword(act, "answer", claim.id, one.id, None)


def withdraw_answer(ledger: "Ledger", claim_id: str, answer_id: str) -> None:
    """Take back one's own answer.

    Raises:
        NotSo: There is no such answer of this reviewer's.
    """
    claim = get_claim(ledger, claim_id)
    found = find_answer(claim, answer_id)
    with ledger.act(f"Withdraw answer on {short(claim.statement)}", claims=(claim.id,)) as act:
        reword(act, "answer", claim.id, found.id, None)


def find_question(claim: Claim, typed: str) -> Question:
    """The question on a claim whose id begins so, or that has this number, counted from 1.

    Raises:
        NotSo: There is none, or there are several.
    """
    if typed.isdecimal() and len(typed) <= _LONGEST_NUMBER:
        found = list(claim.questions[int(typed) - 1 : int(typed)]) if int(typed) else []
    else:
        found = [one for one in claim.questions if typed and one.id.startswith(typed.lower())]
    if len(found) != 1:
        which = "no question" if not found else "more than one question"
        raise NotSo(f"there is {which} {clean_line(typed, 20)} on claim {claim.id[:8]}")
    return found[0]


def find_answer(claim: Claim, typed: str) -> Answer:
    """The answer on a claim whose id begins so.

    Raises:
        NotSo: There is none, or there are several.
    """
    every = [one for question in claim.questions for one in question.answers]
    found = [one for one in every if typed and one.id.startswith(typed.lower())]
    if len(found) != 1:
        which = "no answer" if not found else "more than one answer"
        raise NotSo(f"there is {which} {clean_line(typed, 20)} on claim {claim.id[:8]}")
    return found[0]


def find_answer_kind(typed: str) -> AnswerKind:
    """The kind of answer that ``typed`` names or begins.

    Raises:
        UsageError: It names none.
    """
    word = typed.strip().casefold()
    for one in AnswerKind:
        if word and one.value.casefold().startswith(word):
            return one
    names = ", ".join(one.value.lower() for one in AnswerKind)
    raise UsageError(
        f"{clean_line(typed, 40) or 'nothing'} is no kind of answer; there are: {names}"
    )


def _checked(
    ledger: "Ledger", claim: Claim, text: str, kind: AnswerKind, because: str | None
) -> tuple[str, str | None]:
    """The words of an answer and their explanation, as the kind of answer wants them."""
    explained = because is not None and because.strip()
    reason = remark(ledger, claim, because or "", "an explanation") if explained else None
    if kind is AnswerKind.UNANSWERABLE and not text.strip():
        return NO_ANSWER, reason
    said = remark(ledger, claim, text, "an answer")
    if kind is AnswerKind.BOOLEAN:
        word = _YES_OR_NO.get(said.casefold().rstrip("."))
        if word is None:
            raise UsageError("a boolean answer is yes or no; explain it with because")
        if reason is None:
            raise UsageError("a yes or no needs an explanation; say because of what")
        return word, reason
    return said, reason
