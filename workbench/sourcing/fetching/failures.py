"""How a fetch fails, as an exception inside this package. Nobody outside ever sees it."""

import errno
from collections.abc import Iterator
from typing import Final

from workbench.model.sourcing import Outcome


class Failure(Exception):
    """The fetch ends here, with an outcome and one line in words.

    ``retry`` says that another attempt might fare better. ``partial`` says that the bytes which
    came before are worth keeping, marked as incomplete.
    """

    def __init__(
        self, outcome: Outcome, reason: str, *, retry: bool = False, partial: bool = False
    ) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
        self.retry = retry
        self.partial = partial


_CONNECTING: Final = {
    errno.ECONNREFUSED: "refused the connection; nothing answers there",
    errno.ENETUNREACH: "cannot be reached; is this computer online?",
    errno.EHOSTUNREACH: "cannot be reached; is this computer online?",
    errno.EADDRNOTAVAIL: "cannot be reached; is this computer online?",
    errno.ECONNRESET: "broke off the connection",
    errno.EMFILE: "was not asked; too many files are open in this program",
}


def connecting_failed(place: str, error: BaseException) -> Failure:
    """What an error of the operating system means for whoever wanted to connect."""
    for cause in causes(error):
        number = getattr(cause, "errno", None)
        if number in _CONNECTING:
            return Failure(Outcome.UNREACHABLE, f"{place} {_CONNECTING[number]}", retry=True)
    return Failure(Outcome.UNREACHABLE, f"{place} could not be reached", retry=True)


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and everything it came from, nearest first."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        one = waiting.pop(0)
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        if isinstance(one, BaseExceptionGroup):
            waiting.extend(one.exceptions)
        waiting += [one.__cause__, one.__context__]
