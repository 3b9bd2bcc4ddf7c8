"""Finding the few claims among which those of a query must be, so that not all are looked at."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Final

from workbench.errors import StorageError
from workbench.ledger.queries import claim_number_slices
from workbench.ledger.queries.faceting import touched_since
from workbench.ledger.queries.narrowing import few_numbers, letters_sought, texts_after
from workbench.model.finding import All, AnyOf, Leaf, Matches, Not, TextField, Tree
from workbench.places import cache_directory
from workbench.substrings import SubstringIndex, index_path

if TYPE_CHECKING:
    from array import array

    from workbench.ledger.database import Ledger
    from workbench.model import ClaimFilter

FEW: Final = 8_000
"""Where they are more, the first of them come as soon by looking at all in order."""
MANY: Final = 5 * FEW
"""So many are looked at sooner than all, where looking at one takes long."""
_TOLD_DEARLY: Final = frozenset({TextField.BECAUSE})
WORTHWHILE: Final = 20_000
"""Fewer claims are looked through sooner than any index is read."""
_AT_ONCE_SECONDS: Final = 0.05
_LONGER_SECONDS: Final = 0.25
_STEP_SECONDS: Final = 0.02
_STEP_CLAIMS: Final = 2_000


def found_slices(ledger: "Ledger", wanted: "ClaimFilter") -> Iterator["array[int]"]:
    """The numbers of the claims that a filter wants, in its order, as soon as they can be told.

    The index of letters is used as it is: to make it takes longer than to look through the claims.
    """
    if ledger.past:
        yield from claim_number_slices(ledger, wanted)
        return
    narrowing = Narrowing(ledger)
    try:
        yield from claim_number_slices(ledger, wanted, among=narrowing.among(wanted))
    finally:
        narrowing.close()


class Narrowing:
    """The narrowing of an open database; belongs to the thread of its ledger."""

    def __init__(self, ledger: "Ledger", folder: Path | None = None) -> None:
        self.ledger = ledger
        self._folder = folder
        self._index: SubstringIndex | None = None
        self._present: frozenset[int] | None = None

    @property
    def index(self) -> SubstringIndex:
        """The index of letters, opened when it is first wanted."""
        if self._index is None:
            place = cache_directory() if self._folder is None else self._folder
            self._index = SubstringIndex(
                index_path(place, self.ledger.project.id, self.ledger.path)
            )
        return self._index

    def close(self) -> None:
        """Close the index."""
        if self._index is not None:
            self._index.close()

    # ------------------------------------------------------------------------- asking

    def among(self, wanted: "ClaimFilter") -> Sequence[int] | None:
        """The claims among which all are that a filter wants; ``None`` if they are many."""
        return None if wanted.where is None else self.among_those_of(wanted.where)

    def among_those_of(self, tree: Tree) -> Sequence[int] | None:
        """The claims among which all are for which a condition holds; ``None`` if they are many."""
        self._present = None
        found = self._narrowed(tree)
        return None if found is None else sorted(found)

    def among_those_with(self, leaf: Leaf, at_most: int) -> Sequence[int] | None:
        """The claims that have the letters which a condition wants, if the index tells them.

        That may take longer than a key can wait.
        """
        self._present = None
        letters = letters_sought(leaf)
        found = None if letters is None else self._with(letters, at_most, _LONGER_SECONDS)
        return None if found is None else sorted(found)

    def _narrowed(self, tree: Tree) -> set[int] | None:
        match tree:
            case Not(_):
                return None
            case All(parts):
                found = [one for part in parts if (one := self._narrowed(part)) is not None]
                return set.intersection(*found) if found else None
            case AnyOf(parts):
                either: set[int] = set()
                for part in parts:
                    one = self._narrowed(part)
                    if one is None:
                        return None
                    either |= one
                return either
            case _:
                letters = letters_sought(tree)
                most = MANY if isinstance(tree, Matches) and tree.field in _TOLD_DEARLY else FEW
                with_them = None if letters is None else self._with(letters, most)
                if with_them is not None:
                    return with_them
                return few_numbers(self.ledger, tree, FEW)

    def _with(
        self, letters: str, at_most: int = FEW, seconds: float = _AT_ONCE_SECONDS
    ) -> set[int] | None:
        found = self.index.candidates(letters, at_most, seconds)
        if found is None:
            return None
        if self._present is None:
            touched = touched_since(self.ledger, self.index.stamp)
            if touched.all:
                return None
            self._present = frozenset(touched.numbers)
        return found | self._present

    # ------------------------------------------------------------------------- up to date

    def bring_up_to_date(self) -> bool:
        """Take in some more texts; whether there are others still."""
        with suppress(StorageError):
            return self._bring()
        return False

    def _bring(self) -> bool:
        index = self.index
        if not index.usable:
            return False
        making = index.toward if not index.stamp else ""
        if not making:
            touched = touched_since(self.ledger, index.stamp)
            if touched.all or index.worn:
                if not self.ledger.rows("SELECT 1 FROM claim LIMIT 1 OFFSET ?", (WORTHWHILE,)):
                    return False
                index.begin(touched.stamp)
                return index.toward == touched.stamp
            if touched.stamp != index.stamp:
                index.bring(index.stamp, touched.numbers, touched.stamp)
            return False
        return self._make(making)

    def _make(self, toward: str) -> bool:
        if touched_since(self.ledger, toward).all:
            # The numbers mean other claims than when this was begun.
            self.index.begin("")
            return True
        deadline = monotonic() + _STEP_SECONDS
        while monotonic() < deadline:
            before = self.index.upto
            texts = list(texts_after(self.ledger, before, _STEP_CLAIMS))
            if not texts:
                self.index.finish(toward)
                return False
            self.index.add(texts, toward)
            if self.index.upto == before:
                return False
        return True
