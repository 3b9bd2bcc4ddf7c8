"""The signs for slots and stances, each with its word: meaning is never told by colour alone."""

from collections.abc import Sequence

from workbench.model import (
    Agreement,
    AnchorState,
    LinkRelation,
    PairState,
    Priority,
    Relation,
    Slot,
    SlotComparison,
    Stance,
)
from workbench.text import clean_line, squeeze
from workbench.tui.sheets.sheet import Tone

AGREEMENT_SIGNS = {Agreement.AGREES: "=", Agreement.DIFFERS: "≠", Agreement.MISSING: "∅"}
AGREEMENT_WORDS = {
    Agreement.AGREES: "agrees",
    Agreement.DIFFERS: "differs",
    Agreement.MISSING: "not in it",
}
AGREEMENT_ORDER = (Agreement.DIFFERS, Agreement.AGREES, Agreement.MISSING)
AGREEMENT_TONES = {
    Agreement.AGREES: Tone.GOOD,
    Agreement.DIFFERS: Tone.WARNING,
    Agreement.MISSING: Tone.MUTED,
}
STANCE_SIGNS = {Stance.SUPPORTS: "+", Stance.REFUTES: "−", Stance.CONTEXT: "~"}
STANCE_TONES = {
    Stance.SUPPORTS: Tone.GOOD,
    Stance.REFUTES: Tone.BAD,
    Stance.CONTEXT: Tone.MUTED,
}
STANCE_OF_KEY = {"1": Stance.SUPPORTS, "2": Stance.REFUTES, "3": Stance.CONTEXT}
STANDING_WORDS = {
    AnchorState.VERBATIM: "still stands word for word",
    AnchorState.MOVED: "still stands, elsewhere in the text",
    AnchorState.EDITED: "was edited since",
    AnchorState.FIGURE_CHANGED: "FIGURE CHANGED since",
    AnchorState.GONE: "is gone from the page",
    AnchorState.UNKNOWN: "not known whether it still stands",
}
STANDING_TONES = {
    AnchorState.VERBATIM: Tone.GOOD,
    AnchorState.MOVED: Tone.GOOD,
    AnchorState.EDITED: Tone.WARNING,
    AnchorState.FIGURE_CHANGED: Tone.BAD,
    AnchorState.GONE: Tone.BAD,
    AnchorState.UNKNOWN: Tone.MUTED,
}
RELATION_SIGNS = {
    Relation.DUPLICATE: "=",
    Relation.CONFLICT: "≠",
    Relation.RELATED: "~",
    Relation.UNRELATED: "×",
}
RELATION_TONES = {
    Relation.DUPLICATE: Tone.GOOD,
    Relation.CONFLICT: Tone.BAD,
    Relation.RELATED: Tone.WARNING,
    Relation.UNRELATED: Tone.MUTED,
}
STATE_SIGNS = {
    PairState.DUPLICATE: "=",
    PairState.CONFLICT: "≠",
    PairState.RELATED: "~",
    PairState.DISTINCT: "×",
    PairState.DISPUTED: "?",
}
STATE_WORDS = {
    PairState.DUPLICATE: "says the same as",
    PairState.CONFLICT: "conflicts with",
    PairState.RELATED: "is related to",
    PairState.DISTINCT: "was told apart from",
    PairState.DISPUTED: "reviewers disagree on it and",
}
STATE_TONES = {
    PairState.DUPLICATE: Tone.GOOD,
    PairState.CONFLICT: Tone.BAD,
    PairState.RELATED: Tone.WARNING,
    PairState.DISTINCT: Tone.MUTED,
    PairState.DISPUTED: Tone.WARNING,
}
DECIDED_WORDS = {
    LinkRelation.DUPLICATE: "= Linked as duplicates",
    LinkRelation.CONFLICT: "≠ Linked as in conflict",
    LinkRelation.RELATED: "~ Linked as related",
    LinkRelation.DISTINCT: "× Told apart; they are not suggested again",
}
PRIORITY_SIGNS = {
    Priority.URGENT: "!",
    Priority.HIGH: "↑",
    Priority.NORMAL: " ",
    Priority.LOW: "↓",
}
_SLOT_CHARACTERS = 60


def slots_in_order(slots: Sequence[SlotComparison]) -> list[SlotComparison]:
    """What differs first, then what agrees, then what is missing."""
    return sorted(slots, key=lambda slot: AGREEMENT_ORDER.index(slot.agreement))


def slot_in_words(slot: SlotComparison) -> str:
    """The claim's words, and those of the passage where they are others."""
    ours = clean_line(squeeze(slot.ours), _SLOT_CHARACTERS)
    if slot.slot is Slot.NEGATION:
        ours = ours or "negation"
    if slot.theirs is None or squeeze(slot.theirs) == squeeze(slot.ours):
        return ours
    return f"{ours} (here: {clean_line(squeeze(slot.theirs), _SLOT_CHARACTERS)})"


LEGEND: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Signs beside passages and evidence",
        (
            *((AGREEMENT_SIGNS[one], AGREEMENT_WORDS[one]) for one in AGREEMENT_ORDER),
            *((sign, f"it {stance.value}") for stance, sign in STANCE_SIGNS.items()),
        ),
    ),
    (
        "Signs between claims",
        tuple((STATE_SIGNS[state], words) for state, words in STATE_WORDS.items()),
    ),
    (
        "Priority",
        tuple((sign, priority.value) for priority, sign in PRIORITY_SIGNS.items() if sign.strip()),
    ),
)
"""What the signs mean, for the help; those of the list itself are in columns.py."""
