"""Finding the one thing whose id begins with what was typed."""

from collections.abc import Sequence
from typing import Final

from workbench.errors import NotSo
from workbench.text import clean_line

CANDIDATES_SHOWN: Final = 5
_HEXADECIMAL: Final = frozenset("0123456789abcdef")


def prefix(typed: str, what: str) -> str:
    """The typed beginning of an id in the form that ids have.

    Raises:
        NotSo: No id can begin like this.
    """
    plain = typed.strip().lower()
    if not plain or not _HEXADECIMAL.issuperset(plain):
        raise NotSo(f"there is no {what} {clean_line(typed, 40)}; an id has the digits 0-9 and a-f")
    return plain


def only(found: Sequence[tuple[str, str]], typed: str, what: str) -> str:
    """The one id found; candidates come with words by which a person knows them.

    Raises:
        NotSo: None was found, or several.
    """
    if not found:
        raise NotSo(f"there is no {what} {typed}; list the {what}s to see their ids")
    if len(found) > 1:
        shown = ", ".join(
            f"{one[: max(8, len(typed) + 4)]} ({clean_line(words, 40)})"
            for one, words in found[:CANDIDATES_SHOWN]
        )
        more = ", and others" if len(found) > CANDIDATES_SHOWN else ""
        raise NotSo(f"{typed} begins the ids of several {what}s: {shown}{more}; type more of it")
    return found[0][0]


def by_either_end(found: Sequence[tuple[str, str]], typed: str, what: str) -> str:
    """The one id that begins or ends with what was typed.

    The beginnings of the ids of events tell the time and are much alike; lists show their ends.

    Raises:
        NotSo: None does, or several do.
    """
    wanted = typed.strip().lower()
    fitting = [one for one in found if wanted and one[0].startswith(wanted)] or [
        one for one in found if wanted and one[0].endswith(wanted)
    ]
    if len(fitting) == 1:
        return fitting[0][0]
    if fitting:
        raise NotSo(f"{clean_line(typed, 70)} names several {what}s; type more of it")
    raise NotSo(f"there is no {what} {clean_line(typed, 70)}; list the {what}s to see their ids")
