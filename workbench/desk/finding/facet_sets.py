"""Sets of claims for which a condition holds: from columns where they tell, else from the ledger.

What the ledger tells is asked of as few claims as possible: of those that are left by everything
else in the query, or that the index of letters names.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from workbench.desk.finding.narrowing import FEW, Narrowing
from workbench.faceting import (
    FacetTable,
    Flag,
    Mask,
    mark,
    members,
    numbers_in,
    numbers_mask,
)
from workbench.ledger.queries.faceting import (
    numbers_adjudicated,
    numbers_among,
    numbers_of_mine,
    numbers_rated_here,
    numbers_where,
)
from workbench.ledger.queries.narrowing import letters_sought
from workbench.model.finding import (
    All,
    AnyOf,
    DateField,
    Has,
    How,
    Is,
    Leaf,
    Matches,
    Not,
    Part,
    State,
    TextField,
    Tree,
    Within,
    Words,
)
from workbench.text import fold_case

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_KEPT_LEAVES: Final = 4
_WORTH_ASKING_EACH: Final = 8
"""To look at one claim after the other takes longer than to read so many of them in a row."""
_STATE_FLAGS: Final = {
    State.STALE: Flag.STALE,
    State.DISMISSED: Flag.DISMISSED,
    State.TAKEN_OVER: Flag.TAKEN_OVER,
    State.DUPLICATE: Flag.DUPLICATE,
    State.ANY: Flag.PRESENT,
}
_STATUSES: Final = {
    State.UNRATED: "unrated",
    State.SINGLE: "single",
    State.AGREED: "agreed",
    State.CONFLICT: "conflict",
}
_BY_ME: Final = (TextField.REVIEWER, "me")
_PART_FLAGS: Final = {
    Part.EVIDENCE: Flag.EVIDENCE,
    Part.SOURCE: Flag.SOURCE,
    Part.CONFLICT: Flag.CONFLICT,
    Part.DUPLICATE: Flag.DUPLICATE,
}
_COLUMNS: Final = {
    TextField.STATUS: "status",
    TextField.RATING: "rating",
    TextField.CLAIMANT: "claimant",
    TextField.TYPE: "type",
    TextField.TAG: "tag",
    TextField.PRIORITY: "priority",
    TextField.REVIEWER: "reviewer",
    TextField.HOST: "host",
}

_NOTHING: Final = FacetTable()


class FacetSets:
    """The sets of an open database, the latest of them kept; belongs to the thread of its ledger.

    ``go_on`` is called between reads, and raises where the answer is no longer wanted. Of as few
    claims as ``few`` the ledger is asked one by one.
    """

    def __init__(self, ledger: "Ledger", go_on: Callable[[], None]) -> None:
        self.few = FEW
        self._ledger = ledger
        self._go_on = go_on
        self._narrowing = Narrowing(ledger)
        self._leaves: OrderedDict[Leaf, Mask] = OrderedDict()

    def close(self) -> None:
        """Close what narrows."""
        self._narrowing.close()

    def forget(self) -> None:
        """The ledger has changed."""
        self._leaves.clear()

    def of(self, table: FacetTable, tree: Tree, among: Mask) -> Mask:
        """Those of some claims for which a condition holds.

        What the columns tell comes first, because the fewer are left the sooner the ledger tells
        of the rest.
        """
        match tree:
            case Not(one):
                return among & ~self.of(table, one, among)
            case All(parts):
                for part in sorted(parts, key=_asks_the_ledger):
                    among = self.of(table, part, among)
                return among
            case AnyOf(parts):
                found = 0
                for part in parts:
                    found |= self.of(table, part, among)
                return found
            case _:
                return among & self._leaf(table, tree, among)

    def _leaf(self, table: FacetTable, leaf: Leaf, among: Mask) -> Mask:
        known = self._leaves.get(leaf)
        if known is not None:
            self._leaves.move_to_end(leaf)
            return known
        found = _from_columns(table, leaf)
        if found is None:
            found = self._by_reviewer(table, leaf)
        if found is None:
            few = self._few(leaf, among)
            if few is not None:
                return self._marked(table, numbers_among(self._ledger, leaf, few))
            some = self._some(table, leaf)
            if some is not None:
                found = self._marked(table, numbers_among(self._ledger, leaf, some))
            elif members(among) <= table.size // _WORTH_ASKING_EACH:
                some = numbers_in(among)
                return self._marked(table, numbers_among(self._ledger, leaf, some))
            else:
                found = self._marked(table, numbers_where(self._ledger, leaf, table.size))
        self._leaves[leaf] = found
        while len(self._leaves) > _KEPT_LEAVES:
            self._leaves.popitem(last=False)
        return found

    def _few(self, leaf: Leaf, among: Mask) -> Sequence[int] | None:
        """The claims that need be looked at, where they are few."""
        if members(among) <= self.few:
            return numbers_in(among)
        return None if self._ledger.past else self._narrowing.among_those_of(leaf)

    def _some(self, table: FacetTable, leaf: Leaf) -> Sequence[int] | None:
        """Claims that are all which need be looked at, where to ask each is quicker than all."""
        most = table.size // _WORTH_ASKING_EACH
        for known, found in self._leaves.items():
            if _found_within(leaf, known) and members(found) <= most:
                return numbers_in(found)
        return None if self._ledger.past else self._narrowing.among_those_with(leaf, most)

    def _by_reviewer(self, table: FacetTable, leaf: Leaf) -> Mask | None:
        """What is asked of one reviewer's claims, which an index has."""
        if leaf == Is(State.MINE):
            return numbers_mask(_below(numbers_of_mine(self._ledger), table.size), table.size)
        if leaf == Is(State.AWAITING):
            settled = numbers_mask(
                _below(numbers_adjudicated(self._ledger), table.size), table.size
            )
            return table.having("status", "single") & ~settled
        if isinstance(leaf, Matches) and (leaf.field, fold_case(leaf.words)) == _BY_ME:
            return numbers_mask(_below(numbers_rated_here(self._ledger), table.size), table.size)
        return None

    def _marked(self, table: FacetTable, pages: Iterable[list[int]]) -> Mask:
        marks = bytearray(table.size)
        for page in pages:
            self._go_on()
            mark(marks, page)
        return int.from_bytes(marks, "little")


def _asks_the_ledger(tree: Tree) -> bool:
    """Whether columns do not tell it, or only in part."""
    match tree:
        case Not(one):
            return _asks_the_ledger(one)
        case All(parts) | AnyOf(parts):
            return any(map(_asks_the_ledger, parts))
        case _:
            return _from_columns(_NOTHING, tree) is None


def _found_within(leaf: Leaf, known: Leaf) -> bool:
    """Whether what one condition finds is surely among what another finds."""
    inner, outer = letters_sought(leaf), letters_sought(known)
    if inner is None or outer is None or outer.lower() not in inner.lower():
        return False
    return isinstance(known, Words) or (
        isinstance(known, Matches) and isinstance(leaf, Matches) and known.field is leaf.field
    )


def _below(numbers: Iterable[int], size: int) -> Iterator[int]:
    """Claims that came after the columns were made are counted when these have them too."""
    return (number for number in numbers if number < size)


def _from_columns(table: FacetTable, leaf: Leaf) -> Mask | None:
    match leaf:
        case Is(state) if state in _STATE_FLAGS:
            return table.flag(_STATE_FLAGS[state])
        case Is(state) if state in _STATUSES:
            return table.having("status", _STATUSES[state])
        case Is(State.RATED) | Has(Part.VERDICT):
            return table.flag(Flag.PRESENT) & ~table.having("status", "unrated")
        case Is(State.UNSOURCED):
            return table.flag(Flag.PRESENT) & ~table.flag(Flag.SOURCE)
        case Has(part) if part in _PART_FLAGS:
            return table.flag(_PART_FLAGS[part])
        case Within(DateField.DATE, first, last) if span := _whole_span(first, last):
            return table.having("date", span)
        case Has(Part.CLAIMANT):
            return table.columns["claimant"].mask(bool)
        case Has(Part.TAG):
            return table.columns["tag"].mask(bool)
        case Matches(TextField.REVIEWER, words, _) if fold_case(words) == _BY_ME[1]:
            return None
        case Matches(field, words, how) if field in _COLUMNS:
            suits = _suits(field, fold_case(words), how)
            return table.columns[_COLUMNS[field]].mask(lambda values: any(map(suits, values)))
        case _:
            return None


def _whole_span(first: str | None, last: str | None) -> str | None:
    """The year or month that two days enclose; ``None`` if it is neither."""
    if first is None or last is None:
        return None
    if first[4:] == "-01-01" and last == f"{first[:4]}-12-31":
        return first[:4]
    if first[7:] == "-01" and last == f"{first[:7]}-31":
        return first[:7]
    return None


def _suits(field: TextField, words: str, how: How) -> Callable[[str], bool]:
    if how is How.WHOLE:
        return lambda value: value == words
    if how is How.BEGINS:
        return lambda value: value.startswith(words)
    if field is TextField.HOST:
        return lambda value: value == words or value.endswith(f".{words}")
    return lambda value: words in value
