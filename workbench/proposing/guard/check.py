"""Whether a proposal holds: find its words, try every place, and gather what speaks against it."""

from dataclasses import dataclass
from typing import Final

from workbench.model import Reading
from workbench.proposing.guard.alignment import Alignment, align
from workbench.proposing.guard.cuts import unclean_cuts
from workbench.proposing.guard.figures import broken_figures
from workbench.proposing.guard.force import Force, force_of
from workbench.proposing.guard.insertions import additions
from workbench.proposing.guard.repeats import Known
from workbench.proposing.guard.spans import LEAST_WORDS, occurrences
from workbench.proposing.guard.vocabulary import words_of
from workbench.proposing.guard.wording import Wording, word_statement
from workbench.proposing.guard.words import words_in
from workbench.proposing.proposals import MAX_CHARACTERS, Proposal
from workbench.reading.grammar.verbs import PAST, THIRD, forms

LEAST_STATEMENT_WORDS: Final = 3
_MOST_PLACES: Final = 8
_RELATIVES: Final = frozenset({"which", "who", "whom", "whose", "that"})


@dataclass(frozen=True, slots=True)
class Held:
    """A proposal that holds: where, how it is worded, and with what force."""

    start: int
    end: int
    wording: Wording
    force: Force
    alignment: Alignment


@dataclass(frozen=True, slots=True)
class Refused:
    """A proposal that does not hold. ``place`` is where its words stand, if they do."""

    reasons: tuple[str, ...]
    place: tuple[int, int] | None = None


def check(
    proposal: Proposal,
    reading: Reading,
    bounds: tuple[int, int],
    known: Known,
    *,
    after: int | None = None,
) -> Held | Refused:
    """Check a proposal against the part of the text, ``bounds``, that the model was shown.

    ``after`` is where the proposal before it ended: of several places that hold, the nearest
    to it is taken. Without it, several places are as bad as none.
    """
    reasons = _shape(proposal)
    if reasons:
        return Refused(tuple(reasons))
    places = occurrences(proposal.quote, reading.text, *bounds)
    if not places:
        return Refused(("quotes words that are not in the text",))
    if after is not None:
        places.sort(key=lambda place: (abs(place[0] - after), place[0]))
    results = [
        _check_at(proposal, reading, bounds, known, place) for place in places[:_MOST_PLACES]
    ]
    held = [result for result in results if isinstance(result, Held)]
    if not held:
        return results[0]
    if len(held) > 1 and after is None:
        return Refused((f"quotes words that stand in {len(places)} places of the text",))
    return held[0]


def _shape(proposal: Proposal) -> list[str]:
    if len(proposal.statement) > MAX_CHARACTERS:
        return [f"is longer than {MAX_CHARACTERS} characters"]
    if len(words_in(proposal.statement)) < LEAST_STATEMENT_WORDS:
        return ["is too short to be a statement"]
    if len(words_in(proposal.quote)) < LEAST_WORDS:
        return ["quotes no words of the text"]
    return []


def _check_at(
    proposal: Proposal,
    reading: Reading,
    bounds: tuple[int, int],
    known: Known,
    place: tuple[int, int],
) -> Held | Refused:
    start, end = place
    alignment = align(reading.text, proposal.statement, start, end, reading, bounds)
    added = additions(alignment, reading)
    kept = {link for link in alignment.links if link is not None} | added.replaced
    force = force_of(alignment, proposal)
    reasons = [
        *added.reasons,
        *unclean_cuts(alignment, kept, reading),
        *broken_figures(alignment, kept, reading),
        *force.reasons,
        *_apart(alignment),
        *_verbless(alignment),
    ]
    if not reasons:
        wording = word_statement(alignment, added.origins)
        reasons = known.repeats(wording.text, start, end, alignment.governing)
        if not reasons:
            return Held(start, end, wording, force, alignment)
    return Refused(tuple(dict.fromkeys(reasons)), place)


def _apart(alignment: Alignment) -> list[str]:
    """A statement must rest on the words it quotes, not only on their neighbours."""
    resting = sum(link is not None and alignment.inside(link) for link in alignment.links)
    return [] if resting >= LEAST_WORDS else ["does not say what the quoted words say"]


def _verbless(alignment: Alignment) -> list[str]:
    """A statement has a verb, and does not begin as part of another one."""
    verbs = words_of("auxiliaries") | words_of("finite_auxiliaries")
    if alignment.words[0].lower in _RELATIVES:
        return ["is a part of a sentence and no statement"]
    if any(
        forms().get(word.lower, 0) & (PAST | THIRD)
        or word.lower in verbs
        or word.lower.endswith(("ed", "n't", "'ll", "'ve"))
        for word in alignment.words
    ):
        return []
    return ["has no verb that says anything"]
