"""Signs to a tree. What binds: NOT before AND before OR; words side by side are joined by AND."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from workbench.finding.lexing import Kind, QueryError, Sign, signs
from workbench.finding.values import leaf_of
from workbench.model.finding import All, AnyOf, Is, Not, State, Tree, Words, is_private, leaves

DEEPEST: Final = 40
_ENDS: Final = frozenset({Kind.CLOSE, Kind.OR})


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was understood. ``tree`` is ``None`` where nothing was typed.

    ``about_dismissed`` says that the query itself asks whether a claim was dismissed, so that
    dismissed claims are not left out beforehand; ``about_taken_over`` the same of claims whose
    place others took. ``about_notes`` says that it asks for private notes, so that it has an answer
    on this computer alone.
    """

    typed: str
    tree: Tree | None
    about_dismissed: bool
    about_taken_over: bool
    about_notes: bool


@lru_cache(maxsize=8)
def parse_query(typed: str) -> Query:
    """Understand a query. With each key the line of help and the list ask for the same.

    Raises:
        QueryError: It cannot be understood; the message says why and where.
    """
    found = _Parser(typed)
    tree = found.whole()
    parts = leaves(tree) if tree is not None else ()
    states = {leaf.state for leaf in parts if isinstance(leaf, Is)}
    return Query(
        typed,
        tree,
        about_dismissed=not states.isdisjoint((State.DISMISSED, State.ANY, State.TAKEN_OVER)),
        about_taken_over=not states.isdisjoint((State.TAKEN_OVER, State.ANY)),
        about_notes=any(map(is_private, parts)),
    )


class _Parser:
    def __init__(self, typed: str) -> None:
        self._typed = typed
        self._signs = signs(typed)
        self._next = 0

    def whole(self) -> Tree | None:
        if not self._signs:
            return None
        tree = self._any(0)
        if self._next < len(self._signs):
            sign = self._signs[self._next]
            raise self._error("nothing was opened that this closes", sign)
        return tree

    def _peek(self) -> Sign | None:
        return self._signs[self._next] if self._next < len(self._signs) else None

    def _any(self, depth: int) -> Tree:
        parts = [self._all(depth)]
        while (sign := self._peek()) is not None and sign.kind is Kind.OR:
            self._next += 1
            parts.append(self._all(depth, after=sign))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all(self, depth: int, after: Sign | None = None) -> Tree:
        parts: list[Tree] = []
        joined: Sign | None = None
        while (sign := self._peek()) is not None and sign.kind not in _ENDS:
            if sign.kind is Kind.AND:
                if not parts or joined is not None:
                    raise self._error("AND stands between two things", sign)
                joined = sign
                self._next += 1
                continue
            parts.append(self._one(depth))
            joined = None
        if joined is not None:
            raise self._error("AND needs something after it", joined)
        if not parts:
            if after is not None:
                raise self._error("OR needs something after it", after)
            sign = self._peek()
            if sign is None:
                raise self._error("something is missing here", None)
            what = "OR needs something before it" if sign.kind is Kind.OR else _CLOSES
            raise self._error(what, sign)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _one(self, depth: int) -> Tree:
        sign = self._signs[self._next]
        if depth >= DEEPEST:
            raise self._error("this is nested too deeply", sign)
        self._next += 1
        if sign.kind is Kind.NOT:
            following = self._peek()
            if following is None or following.kind in _ENDS or following.kind is Kind.AND:
                raise self._error("this needs something after it", sign)
            return Not(self._one(depth + 1))
        if sign.kind is Kind.OPEN:
            return self._group(sign, depth)
        if sign.kind is Kind.FIELD:
            return leaf_of(sign, self._typed)
        return Words(sign.text)

    def _group(self, opened: Sign, depth: int) -> Tree:
        sign = self._peek()
        if sign is None:
            raise self._error("something is missing after this", opened)
        tree = self._any(depth + 1)
        closing = self._peek()
        if closing is not None:
            self._next += 1
        return tree

    def _error(self, message: str, sign: Sign | None) -> QueryError:
        if sign is None:
            return QueryError(message, self._typed, len(self._typed), len(self._typed))
        return QueryError(message, self._typed, sign.start, sign.end)


_CLOSES: Final = "there is nothing between the parentheses"
