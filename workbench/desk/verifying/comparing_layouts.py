"""The words of a report beside those that are written here, however its lines are cut.

Another version of the program may lay a report out otherwise. So its words are compared in their
order, and each difference says whether it touches what the ledger holds, or only the words
around it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple

from workbench.reporting.reading_back import Line
from workbench.reporting.reading_back.told import bare

_MARKS: Final = "*#>|`_:;,"
"""What Markdown and punctuation put around a word; versions may differ in it."""
_MANY_WORDS: Final = 2_000
_MANY_LINES: Final = 4_000
_NAMES_OF_KINDS: Final = frozenset({"id", "event", "claim", "document", "source", "capture"})


@dataclass(frozen=True, slots=True)
class Strange:
    """Words of a report that are not those written here, in the same place.

    ``touches`` says that they have to do with what the ledger holds: a figure, a name, a rating,
    words of a claim, of a reason or of a quotation. ``around`` is the line that was expected.
    """

    told: str
    ledger: str
    place: str | None
    touches: bool


class _Word(NamedTuple):
    key: str
    said: str
    line: int
    start: int


def unlike_words(
    told: Sequence[Line], ledger: Sequence[Line], values: frozenset[str]
) -> Iterator[Strange]:
    """Where the words of two reports differ, whatever their lines."""
    ours, theirs = [one.text for one in ledger], [one.text for one in told]
    many = max(len(ours), len(theirs)) > _MANY_LINES
    for what, start, end, begin, finish in SequenceMatcher(
        None, theirs, ours, autojunk=many
    ).get_opcodes():
        if what != "equal":
            yield from _unlike(told[start:end] or told[max(start - 1, 0) : start], start == end,
                               ledger[begin:finish], values)  # fmt: skip


def values_of(told: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Everything that claims say, as words with single spaces, out of their JSON objects."""
    found: set[str] = set()
    waiting: list[Any] = list(told)
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            waiting.extend(each for key, each in one.items() if key not in _NAMES_OF_KINDS)
        elif isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, str) and len(one) > 1:
            found.update(" ".join(line.split()) for line in one.split("\n"))
    return frozenset(found - {""})


def _unlike(
    told: Sequence[Line], nothing: bool, ledger: Sequence[Line], values: frozenset[str]
) -> Iterator[Strange]:
    theirs = [] if nothing else list(_words(told))
    ours = list(_words(ledger))
    if "".join(one.key for one in theirs) == "".join(one.key for one in ours):
        return
    matcher = SequenceMatcher(
        None,
        [one.key for one in theirs],
        [one.key for one in ours],
        autojunk=max(len(ours), len(theirs)) > _MANY_WORDS,
    )
    place = told[0].place if told else None
    for what, start, end, begin, finish in matcher.get_opcodes():
        there, here = theirs[start:end], ours[begin:finish]
        if what == "equal" or _joined(there) == _joined(here):
            continue
        if start < len(theirs):
            place = told[theirs[start].line].place
        touches = _touches(there, here, ours, begin, ledger, values)
        yield Strange(_said(there), _said(here), place, touches)


def _touches(
    there: Sequence[_Word],
    here: Sequence[_Word],
    ours: Sequence[_Word],
    begin: int,
    ledger: Sequence[Line],
    values: frozenset[str],
) -> bool:
    said = _said(there)
    if any(letter.isdigit() for letter in said + _said(here)) or said in values:
        return True
    if any(_within(one, ledger[one.line].words, values) for one in here):
        return True
    if here or not 0 < begin < len(ours):
        return False
    before, after = ours[begin - 1], ours[begin]
    return before.line == after.line and bool(
        _covering(ledger[before.line].words, before.start, after.start + 1, values)
    )


def _within(word: _Word, line: str, values: frozenset[str]) -> bool:
    return _covering(line, word.start, word.start + len(word.said), values)


def _covering(line: str, start: int, end: int, values: frozenset[str]) -> bool:
    """Whether these letters of a line belong to a value that it tells."""
    squeezed = " ".join(line.split())
    if any(squeezed in value for value in values if len(value) > len(squeezed)):
        return True
    for value in values:
        place = line.find(value)
        while place >= 0:
            whole = not (line[place - 1 : place].isalnum() and place) and not (
                line[place + len(value) : place + len(value) + 1].isalnum()
            )
            if whole and place < end and start < place + len(value):
                return True
            place = line.find(value, place + 1)
    return False


def _words(lines: Sequence[Line]) -> Iterator[_Word]:
    for number, line in enumerate(lines):
        start = 0
        for said in line.words.split():
            start = line.words.index(said, start)
            key = said.strip(_MARKS)
            if key:
                yield _Word(key, said, number, start)
            start += len(said)


def _joined(words: Sequence[_Word]) -> str:
    return bare("".join(one.key for one in words))


def _said(words: Sequence[_Word]) -> str:
    return " ".join(one.said for one in words)
