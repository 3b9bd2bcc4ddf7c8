"""A tree in plain words, so that a person can see whether it was meant."""

from decimal import Decimal

from workbench.finding.fields import FIELDS
from workbench.model.finding import (
    All,
    Amount,
    AnyOf,
    Counted,
    CountField,
    Has,
    How,
    Is,
    Matches,
    Not,
    Part,
    Range,
    State,
    TextField,
    Tree,
    Within,
    Words,
)

_STATES = {
    State.UNRATED: "nobody has rated it",
    State.SINGLE: "one reviewer has rated it",
    State.AGREED: "reviewers agree on it",
    State.CONFLICT: "reviewers disagree on it",
    State.RATED: "somebody has rated it",
    State.STALE: "a verdict rests on something that no longer holds",
    State.DISMISSED: "it was dismissed",
    State.ANY: "it may be dismissed",
    State.UNSOURCED: "nothing is quoted or attached",
    State.AWAITING: "a second reader is awaited",
    State.DUPLICATE: "another claim says the same",
    State.AT_ODDS: "its group of duplicates contradicts itself",
    State.MINE: "it is assigned to me",
    State.NEGATED: "it is negated",
    State.BY_HAND: "it was added by hand",
    State.CORRECTED: "its wording was corrected",
    State.TAKEN_OVER: "other claims took its place",
}
_WORTH_STEPS = 10


def in_words(tree: Tree | None) -> str:
    """What a query asks for, in a sentence without its end."""
    if tree is None:
        return "every claim"
    return f"claims where {_said(tree)}"


def state_in_words(state: State) -> str:
    """What a state says of a claim."""
    return _STATES[state]


def _said(tree: Tree) -> str:
    if isinstance(tree, Not):
        return f"not ({_said(tree.one)})"
    if isinstance(tree, All):
        return " and ".join(_grouped(part) for part in tree.parts)
    if isinstance(tree, AnyOf):
        return " or ".join(_grouped(part) for part in tree.parts)
    return _leaf(tree)


def _grouped(tree: Tree) -> str:
    said = _said(tree)
    return f"({said})" if isinstance(tree, (All, AnyOf)) else said


def _leaf(tree: Tree) -> str:
    match tree:
        case Words(text):
            return f"statement or claimant has “{text}”"
        case Is(state):
            return _STATES[state]
        case Has(Part.NOTE):
            return "you have a note on it"
        case Has(part):
            return f"there is a {part.value}"
        case Matches(field, words, how):
            return f"{_name(field)} {_how(how)} “{words}”"
        case Within(field, first, last):
            return f"{FIELDS[field.value].help} is {_between(first, last)}"
        case Counted(field, wanted):
            scale = _WORTH_STEPS if field is CountField.WORTH else 1
            return f"{field.value} is {_range(wanted, scale)}"
        case Amount(ranges, counted):
            unit, wanted = ranges[0]
            of = " ".join(word for word in (unit, counted) if word)
            return f"a quantity is {_range(wanted)}" + (f" {of}" if of else "")
        case _:
            return ""


def _name(field: TextField) -> str:
    return {TextField.ID: "the id", TextField.NOTE: "your note"}.get(field, f"the {field.value}")


def _how(how: How) -> str:
    return {How.CONTAINS: "has", How.WHOLE: "is", How.BEGINS: "begins with"}[how]


def _between(first: str | None, last: str | None) -> str:
    if first is not None and last is not None:
        return f"between {first.rstrip('~')} and {last}"
    if first is not None:
        after = "after" if first.endswith("~") else "from"
        return f"{after} {first.rstrip('~')}"
    return f"up to {last}"


def _range(wanted: Range, scale: int = 1) -> str:
    low = None if wanted.low is None else _number(wanted.low / scale)
    high = None if wanted.high is None else _number(wanted.high / scale)
    if low is not None and low == high:
        return low
    said = []
    if low is not None:
        said.append(f"more than {low}" if wanted.above_low else f"at least {low}")
    if high is not None:
        said.append(f"less than {high}" if wanted.below_high else f"at most {high}")
    return " and ".join(said)


def _number(value: Decimal) -> str:
    return f"{value.normalize():,f}"
