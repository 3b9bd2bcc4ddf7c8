"""A database as prose, line by line and always in the same order, for git to compare."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workbench.desk.opening import identity_store
from workbench.errors import StorageError
from workbench.ledger.database import open_ledger
from workbench.ledger.foreign.private_copy import copy_privately
from workbench.ledger.private_folder import private_folder
from workbench.ledger.queries.telling import (
    ToldClaim,
    ToldDocument,
    told_claims,
    told_documents,
    told_links,
    told_sources,
)
from workbench.text import clean_block, clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_STANCES: Final = {"supports": "for it", "refutes": "against it", "context": "about it"}
_LONGEST: Final = 2_000


def prose_of_file(path: Path) -> Iterator[str]:
    """A database in words. It is looked at in a private copy, and nothing is written.

    Raises:
        StorageError: It cannot be used.
    """
    with private_folder() as folder:
        copy = folder / "shown.db"
        copy_privately(path, copy)
        try:
            with open_ledger(copy, mode="read", identity=identity_store()) as ledger:
                yield from prose(ledger)
        except StorageError as problem:
            # Whoever reads it knows nothing of the copy.
            raise type(problem)(str(problem).replace(str(copy), str(path))) from None


def prose(ledger: "Ledger") -> Iterator[str]:
    """An open database in words; every line is clean."""
    yield f"Project {_line(ledger.project.name)}"
    for document in told_documents(ledger):
        yield ""
        yield from _document(document)
        for claim in told_claims(ledger, document):
            yield ""
            yield from _claim(claim)
    if links := told_links(ledger):
        yield ""
        yield "Claims compared"
        for a, b, relation, because, reviewer in links:
            yield f"  {_line(a)[:8]} and {_line(b)[:8]}: {_line(relation)}, says {_line(reviewer)}"
            yield from _words(because, 4)
    if sources := told_sources(ledger):
        yield ""
        yield "Sources"
        for url, title, outcome, captured_at in sources:
            yield f"  {_line(url)}"
            if title:
                yield f"    “{_line(title)}”"
            if outcome:
                yield f"    {_line(outcome)} {_line(captured_at)[:10]}".rstrip()


def _document(document: ToldDocument) -> Iterator[str]:
    withdrawn = " (withdrawn)" if document.withdrawn else ""
    yield f"Document “{_line(document.title)}”{withdrawn}"
    about = [_line(one) for one in (document.address, document.date) if one]
    if about:
        yield f"  {', '.join(about)}"


def _claim(claim: ToldClaim) -> Iterator[str]:
    yield f"  Claim {claim.id[:8]}: {_line(claim.statement)}"
    if claim.claimant:
        yield f"    said by {_line(claim.claimant)}"
    if claim.dismissed:
        yield "    dismissed:"
        yield from _words(claim.dismissed_because, 6)
    if tags := claim.said.get("tags"):
        yield f"    tags: {', '.join(_line(tag) for (tag,) in tags)}"
    for what, told in _TOLD.items():
        for row in claim.said.get(what, ()):
            yield from told(*row)
    if claim.status == "conflict":
        yield "    The reviewers disagree."


def _evidence(stance: str, quote: str, url: str, standing: str | None, who: str) -> Iterator[str]:
    stands = f" ({_line(standing)} at the last check)" if standing else ""
    yield f"    {_STANCES.get(stance, _line(stance))}, quoted by {_line(who)}{stands}:"
    yield from _words(quote, 6)
    yield f"      {_line(url)}"


def _verdict(
    who: str,
    rating: str,
    because: str,
    given_at: str,
    stale: int,
    adjudicates: int,
    confidence: str | None,
    *more: str | None,
) -> Iterator[str]:
    how = "settles it" if adjudicates else "says"
    sure = f", {_line(confidence)} confidence" if confidence else ""
    again = " (to be looked at again)" if stale else ""
    yield f"    {_line(who)} {how}: {_line(rating)}{sure}, {_line(given_at)[:10]}{again}"
    yield from _words(because, 6)
    for word, text in zip(("provided", "corrected"), more, strict=True):
        if text:
            yield f"      {word}:"
            yield from _words(text, 8)


def _comment(who: str, text: str) -> Iterator[str]:
    yield f"    {_line(who)} remarks:"
    yield from _words(text, 6)


def _question(question: str, answer: str | None) -> Iterator[str]:
    yield f"    asked: {_line(question)}"
    if answer:
        yield f"    answered: {_line(answer)}"


_TOLD: Final[dict[str, Callable[..., Iterator[str]]]] = {
    "questions": _question,
    "evidence": _evidence,
    "verdicts": _verdict,
    "comments": _comment,
}


def _line(text: Any) -> str:
    return squeeze(clean_line(str(text or ""), _LONGEST))


def _words(text: str | None, indent: int) -> Iterator[str]:
    """A text of several lines, indented; nothing of it is left out."""
    for line in clean_block(text or "").splitlines():
        if line.strip():
            yield " " * indent + line.strip()
