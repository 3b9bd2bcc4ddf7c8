"""Comments on claims, for everybody who has the file. Private notes are elsewhere (notes)."""

from typing import TYPE_CHECKING

from workbench.desk.working.notes import NoteBox, refuse_name
from workbench.desk.working.several import short
from workbench.errors import NotSo, UsageError
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.recording.working import record_comment, reword
from workbench.ledger.values.working import LONGEST_REMARK
from workbench.model import Claim, Comment
from workbench.text import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.ledger.database import Ledger


def comment(ledger: "Ledger", claim_id: str, text: str, parent: str | None = None) -> str:
    """Comment on a claim, or reply to a comment (``parent``); returns the comment's id.

    Raises:
        NotSo: There is no such claim or comment.
        UsageError: The comment is empty, far too long, or names a confidential source.
    """
    claim = get_claim(ledger, claim_id)
    words = remark(ledger, claim, text, "a comment")
    above = None if parent is None else find_comment(claim, parent).id
    what = "Reply on" if above else "Comment on"
    with ledger.act(f"{what} {short(claim.statement)}", claims=(claim.id,)) as act:
        return record_comment(act, claim.id, words, above)


def edit_comment(ledger: "Ledger", claim_id: str, comment_id: str, text: str) -> None:
    """Put other words in the place of one's own comment; the former ones stay in the history.

    Raises:
        NotSo: There is no such comment of this reviewer's.
        UsageError: The comment is empty, far too long, or names a confidential source.
    """
    claim = get_claim(ledger, claim_id)
    found = find_comment(claim, comment_id)
    words = remark(ledger, claim, text, "a comment")
    if words == found.text:
        raise NotSo("the comment says so already")
    with ledger.act(f"Edit comment on {short(claim.statement)}", claims=(claim.id,)) as act:
        reword(act, "comment", claim.id, found.id, {"text": words, "parent": found.parent})


def withdraw_comment(ledger: "Ledger", claim_id: str, comment_id: str) -> None:
    """Take back one's own comment. Replies to it stay, and so does the history.

    Raises:
        NotSo: There is no such comment of this reviewer's.
    """
    claim = get_claim(ledger, claim_id)
    found = find_comment(claim, comment_id)
    with ledger.act(f"Withdraw comment on {short(claim.statement)}", claims=(claim.id,)) as act:
        reword(act, "comment", claim.id, found.id, None)


def find_comment(claim: Claim, typed: str) -> Comment:
    """The comment on a claim whose id begins so.

    Raises:
        NotSo: There is none, or there are several.
    """
    found = [one for one in claim.comments if typed and one.id.startswith(typed.lower())]
    if len(found) != 1:
        which = "no comment" if not found else "more than one comment"
        raise NotSo(f"there is {which} {clean_line(typed, 20)} on claim {claim.id[:8]}")
    return found[0]


def in_threads(comments: tuple[Comment, ...]) -> "Iterator[tuple[int, Comment]]":
    """Comments with their depth, each followed by its replies in order of time.

    A reply to what is not there stands by itself.
    """
    below: dict[str | None, list[Comment]] = {}
    known = {one.id for one in comments}
    for one in comments:
        parent = one.parent if one.parent in known and one.parent != one.id else None
        below.setdefault(parent, []).append(one)
    waiting = [(0, one) for one in reversed(below.get(None, []))]
    shown: set[int] = set()
    while waiting:
        depth, one = waiting.pop()
        if id(one) in shown:
            continue
        shown.add(id(one))
        yield depth, one
        waiting.extend((depth + 1, reply) for reply in reversed(below.get(one.id, [])))
    yield from ((0, one) for one in comments if id(one) not in shown)


def remark(ledger: "Ledger", claim: Claim, text: str, what: str) -> str:
    """What was typed, fit to enter the database.

    Raises:
        UsageError: It is empty, far too long, or names a confidential source of the claim.
    """
    words = text.strip()
    if not words:
        raise UsageError(f"{what} needs words")
    if len(words) > LONGEST_REMARK:
        raise UsageError(f"{what} has at most {LONGEST_REMARK} characters")
    box = NoteBox(ledger.project.id)
    for piece in claim.evidence:
        refuse_name(box.name(piece.source.id), words)
    return words
