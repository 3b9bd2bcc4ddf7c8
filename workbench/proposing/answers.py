"""Reading a model's answer: whatever JSON it holds, however it is wrapped or cut off."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from workbench.proposing.proposals import Proposal

MAX_CLAIMS: Final = 200
_MOST_TRIES: Final = 2000
_DECODER: Final = json.JSONDecoder(strict=False)
_QUOTES: Final = ("quote", "span", "quoted_span", "text")


@dataclass(frozen=True, slots=True)
class Answer:
    """The proposals of one answer. ``complete`` is false if part of it could not be read."""

    proposals: tuple[Proposal, ...]
    complete: bool
    empty: bool
    """Whether the answer is a proper one that lists no claims."""


def read_answer(content: str) -> Answer:
    """Take the claims out of an answer: JSON alone, fenced, among words, cut off, or in pieces."""
    proposals: list[Proposal] = []
    complete = True
    listed = False
    for value in _values(content):
        if value is _BROKEN:
            complete = False
            continue
        for claim in _claims(value):
            listed = True
            proposal = _proposal(claim)
            if proposal is None:
                complete = False
            elif len(proposals) < MAX_CLAIMS:
                proposals.append(proposal)
            else:
                complete = False
        listed = listed or _lists_claims(value)
    return Answer(tuple(proposals), complete and listed, listed and not proposals)


class _Broken:
    """Stands for an opening brace that no complete value follows."""


_BROKEN: Final = _Broken()


def _values(content: str) -> Iterator[Any]:
    """Every complete JSON object or list, outermost first; of a cut-off one, its parts."""
    position = 0
    for _ in range(_MOST_TRIES):
        starts = [place for mark in "{[" if (place := content.find(mark, position)) >= 0]
        if not starts:
            return
        start = min(starts)
        try:
            value, position = _DECODER.raw_decode(content, start)
        except (ValueError, RecursionError):
            yield _BROKEN
            position = start + 1
            continue
        yield value


def _claims(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))
    elif isinstance(value, dict):
        listed = value.get("claims")
        if isinstance(listed, list):
            yield from (one for one in listed if isinstance(one, dict))
        elif "statement" in value:
            yield value


def _lists_claims(value: Any) -> bool:
    listed = value.get("claims") if isinstance(value, dict) else value
    return isinstance(listed, list) and (isinstance(value, dict) or not listed)


def _proposal(claim: Mapping[str, Any]) -> Proposal | None:
    statement = claim.get("statement")
    quote = next((claim[name] for name in _QUOTES if isinstance(claim.get(name), str)), "")
    claimant = claim.get("claimant")
    if not isinstance(statement, str) or not statement.strip():
        return None
    named = claimant if isinstance(claimant, str) and claimant.strip() else None
    if named is not None and named.strip().lower() in ("null", "none"):
        named = None
    return Proposal.from_outside(statement, quote, named)
