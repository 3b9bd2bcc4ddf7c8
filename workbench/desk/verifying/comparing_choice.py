"""The choice of a report's claims beside the ledger: was one cut out, are the figures right?"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from workbench.desk.verifying.report_differences import Difference, Kind, quoted
from workbench.desk.verifying.writing_again import PROGRAMS, Again
from workbench.ledger.queries import numbers_of_claims
from workbench.reporting.reading_back import ToldReport
from workbench.reporting.reading_back.told import REVIEWS_OF_A_PAGE

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_COUNTED: Final = ("undecided", "dismissed", "unsettled")
_CLOCKS_DIFFER: Final = timedelta(days=1)
"""By how much the clock of another computer may be ahead of ours."""


def choice_differences(
    ledger: "Ledger", told: ToldReport, now: Again, then: Callable[[], Again | None]
) -> Iterator[Difference]:
    """What a report says of its making, of its claims together, and of what it leaves out.

    ``then`` gives the report as it would have been made when it was.
    """
    head = told.head
    if head is None:
        return
    made_at = now.made_at
    if made_at is None or made_at > ledger.now() + _CLOCKS_DIFFER:
        words = f"the report says that it was made at {quoted(str(head.get('made_at')))}"
        yield Difference(Kind.ALTERED, f"{words}, which has not come")
    program = head.get("program")
    if program and not (isinstance(program, str) and PROGRAMS.fullmatch(program)):
        yield Difference(Kind.ALTERED, f"there is no program named {quoted(str(program))}")
    if now.chosen is None:
        if told.form not in ("ClaimReview", REVIEWS_OF_A_PAGE):
            words = "the report does not say how its claims were chosen; some may be cut out"
            yield Difference(Kind.UNCONFIRMED, words)
        return
    yield from _counts(told, now, then)
    yield from _claims(told, now, then)


def _counts(told: ToldReport, now: Again, then: Callable[[], Again | None]) -> Iterator[Difference]:
    stated = (told.head or {}).get("counts", {})
    for name in _COUNTED:
        if name not in stated or stated[name] == getattr(now.left, name):
            continue
        made = then()
        was = getattr(made.left, name) if made is not None and made.chosen is not None else None
        if stated[name] == was:
            words = f"{stated[name]} claims were left out as {name}; by now {{}} are"
            yield Difference(Kind.CHANGED, words.format(getattr(now.left, name)))
        elif was is not None:
            words = f"the report says that {stated[name]} claims were left out as {name}"
            yield Difference(Kind.ALTERED, f"{words}; the ledger had {was}")


def _claims(told: ToldReport, now: Again, then: Callable[[], Again | None]) -> Iterator[Difference]:
    """Claims that were chosen and are not told, or are told and were not chosen."""
    if now.chosen is not None and _known(told, now) == set(now.chosen):
        return
    made = then()
    if made is None or made.chosen is None:
        return
    listed, right = _known(told, made), set(made.chosen)
    untold = made.tellable(sorted(right - listed))
    if untold:
        words = "{} that {} chosen when it was made {} not in the report"
        yield Difference(Kind.ALTERED, _of_number(words, len(untold), "was", "is"))
    if listed - right:
        words = "{} of the report {} not chosen when it was made"
        yield Difference(Kind.ALTERED, _of_number(words, len(listed - right), "was"))
    more = now.tellable(sorted(set(now.chosen or ()) - _known(told, now)))
    if more and not untold:
        yield Difference(
            Kind.CHANGED, f"chosen in the same way, there would be {len(more)} more by now"
        )


def _known(told: ToldReport, again: Again) -> set[int]:
    return set(numbers_of_claims(again.ledger, [one.id for one in told.claims if one.id]))


def _of_number(words: str, number: int, *verbs: str) -> str:
    several = {"was": "were", "is": "are"}
    counted = "1 claim" if number == 1 else f"{number} claims"
    return words.format(counted, *(one if number == 1 else several[one] for one in verbs))
