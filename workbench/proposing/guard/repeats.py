"""Which claims are there already: the reader's, and those accepted before."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from workbench.model import Statement
from workbench.proposing.guard.vocabulary import words_of
from workbench.proposing.guard.words import words_in

_ALIKE: Final = 0.9


class Known:
    """The claims of a document so far. A claim is known by its span and by its wording."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._spans: set[tuple[int, int]] = set()
        self._wordings: set[tuple[str, ...]] = set()
        self._proposed: set[tuple[str, ...]] = set()
        for statement in statements:
            self._spans.add((statement.start, statement.end))
            self._wordings.add(_wording(statement.text))
            self._wordings.add(_wording(statement.span))

    def add(self, claim: Statement) -> None:
        """Remember an accepted proposal."""
        self._spans.add((claim.start, claim.end))
        self._proposed.add(_wording(claim.text))

    def repeats(
        self, statement: str, start: int, end: int, governing: Statement | None
    ) -> list[str]:
        """Why the claim is there already; ``governing`` is the reader's claim around it."""
        wording = _wording(statement)
        if wording in self._wordings or (governing and _alike(wording, _wording(governing.text))):
            return ["says what a claim of the reader says"]
        if wording in self._proposed:
            return ["repeats an earlier proposal"]
        if (start, end) in self._spans:
            return ["quotes exactly the words that another claim stands on"]
        return []


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shared = (Counter(one) & Counter(other)).total()
    return shared >= _ALIKE * max(len(one), len(other))


def _wording(text: str) -> tuple[str, ...]:
    """The words that carry a statement; articles do not tell two statements apart."""
    articles = words_of("articles")
    return tuple(word.lower for word in words_in(text) if word.lower not in articles)
