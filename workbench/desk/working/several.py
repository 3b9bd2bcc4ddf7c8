"""Acts on one or many claims at once: what would change, and one step of undo for all of it.

Each act on several claims takes ``preview``: then nothing is written, and what would change is
told just as it is after it was done.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.errors import NotSo, UsageError
from workbench.ledger.queries import claim, rows_of_claims
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.ledger.writing import Writing
    from workbench.model import Claim, ClaimRow

MOST_CLAIMS: Final = 10_000
_NAMED_IN_ACT: Final = 1_000


@dataclass(frozen=True, slots=True)
class Change:
    """What an act changes about one claim, before and after in words."""

    claim: str
    statement: str
    old: str
    new: str


def rows_named(ledger: "Ledger", claims: Iterable[str]) -> "list[ClaimRow]":
    """The claims that were named, each once, as a line of a list shows them.

    Raises:
        NotSo: One of them is not there.
        UsageError: None was named, or far too many.
    """
    wanted = _wanted(claims)
    rows = rows_of_claims(ledger, wanted)
    if len(rows) < len(wanted):
        there = {row.id for row in rows}
        missing = next(one for one in wanted if one not in there)
        raise NotSo(f"there is no claim {missing[:8]}")
    return rows


def claims_named(ledger: "Ledger", claims: Iterable[str]) -> "Iterator[Claim]":
    """The claims that were named, each once, with everything that is known about them.

    Raises:
        NotSo: One of them is not there.
        UsageError: None was named, or far too many.
    """
    return (claim(ledger, one) for one in _wanted(claims))


def carry_out(
    ledger: "Ledger",
    label: str,
    changes: Sequence[Change],
    record: "Callable[[Writing, str], object]",
    *,
    preview: bool,
    nothing: str,
) -> tuple[Change, ...]:
    """Write one act that changes these claims, or none for a preview; returns what changes.

    ``label`` is what was done, and is followed by the claim or by how many there are.

    Raises:
        NotSo: Nothing would change; ``nothing`` says why.
    """
    if not changes:
        raise NotSo(nothing)
    if not preview:
        named = tuple(change.claim for change in changes[:_NAMED_IN_ACT])
        with ledger.act(f"{label} {of(changes)}", claims=named) as act:
            for change in changes:
                record(act, change.claim)
    return tuple(changes)


def of(changes: Sequence[Change]) -> str:
    """The claims of some changes in a few words."""
    return short(changes[0].statement) if len(changes) == 1 else f"{len(changes)} claims"


def short(statement: str) -> str:
    """The beginning of a statement in quotation marks."""
    return "“" + clean_line(squeeze(statement), 60) + "”"


def _wanted(claims: Iterable[str]) -> list[str]:
    wanted = list(dict.fromkeys(claims))
    if not wanted:
        raise UsageError("no claim was named")
    if len(wanted) > MOST_CLAIMS:
        raise UsageError(f"at most {MOST_CLAIMS} claims can be changed in one step")
    return wanted
