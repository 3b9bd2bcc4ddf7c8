"""Numbers, dates and names are kept whole or not at all.

"More than 500" is not "500", "5 million euros" is not "5 million", and the Bank of England is
not England.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from workbench.model import NameKind, Quantity, Reading
from workbench.proposing.guard.alignment import Alignment
from workbench.proposing.guard.vocabulary import words_of
from workbench.proposing.guard.words import is_number, words_in
from workbench.proposing.placed import within


def broken_figures(alignment: Alignment, kept: AbstractSet[int], reading: Reading) -> list[str]:
    """The reasons why a number, date or name of the sentence was not kept as it stands."""
    reasons: list[str] = []
    sentence = (alignment.context_start, alignment.context_end)
    dated = {
        index
        for mention in within(reading.dates, *sentence)
        for index in alignment.indices(mention.start, mention.end)
    }
    for chain in _chains(alignment):
        if not kept & set(chain):
            continue
        if not set(chain) <= kept:
            reasons.append(_in_part(alignment, chain))
            continue
        following = chain.stop
        if dated & set(chain) or following >= len(alignment.context):
            continue
        if following not in kept and _belongs(alignment, following):
            word = alignment.context[following].folded
            reasons.append(f"leaves out “{word}” after “{_text(alignment, chain)}”")
    for start, end, partly in _slots(reading, *sentence):
        held = alignment.indices(start, end)
        if kept & set(held) and not set(held) <= kept and not (partly and held[-1] in kept):
            reason = _in_part(alignment, held)
            if reason not in reasons:
                reasons.append(reason)
    reasons += [
        f"leaves out what “{quantity.text}” counts, “{quantity.counted}”"
        for quantity in within(reading.quantities, *sentence)
        if _lost_count(alignment, kept, quantity)
    ]
    return reasons


def _slots(reading: Reading, left: int, right: int) -> Iterator[tuple[int, int, bool]]:
    """The spans that stay whole, and whether the last word alone will do, as for a person."""
    for quantity in within(reading.quantities, left, right):
        yield quantity.start, quantity.end, False
    for mention in within(reading.dates, left, right):
        yield mention.start, mention.end, False
    for name in within(reading.names, left, right):
        yield name.start, name.end, name.kind is NameKind.PERSON


def _chains(alignment: Alignment) -> Iterator[range]:
    """Stretches of numbers with their approximators, and the small words that join them."""
    words = alignment.context
    index = 0
    while index < len(words):
        if not is_number(words[index]):
            index += 1
            continue
        start, stop = index, index + 1
        while start and words[start - 1].lower in words_of("approximators"):
            start -= 1
        while stop < len(words):
            if is_number(words[stop]):
                stop += 1
            elif (
                stop + 1 < len(words)
                and words[stop].lower in words_of("number_joints")
                and is_number(words[stop + 1])
            ):
                stop += 2
            else:
                break
        yield range(start, stop)
        index = stop


def _belongs(alignment: Alignment, index: int) -> bool:
    """Whether the word after a number is part of what the number says."""
    word = alignment.context[index]
    gap = alignment.between(index - 1, index)
    return not gap.strip(" \t\n-") and word.lower not in words_of("function")


def _lost_count(alignment: Alignment, kept: AbstractSet[int], quantity: Quantity) -> bool:
    if not quantity.counted:
        return False
    if not kept & set(alignment.indices(quantity.start, quantity.end)):
        return False
    counted = {word.lower for word in words_in(quantity.counted)}
    places = [index for index, word in enumerate(alignment.context) if word.lower in counted]
    return bool(places) and not kept & set(places)


def _in_part(alignment: Alignment, held: range) -> str:
    return f"keeps only a part of “{_text(alignment, held)}”"


def _text(alignment: Alignment, held: range) -> str:
    start, end = alignment.context[held[0]].start, alignment.context[held[-1]].end
    return " ".join(alignment.text[start:end].split())
