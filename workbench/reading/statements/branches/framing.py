"""The clause that a word of a statement stands in: who does what there, and whether it is so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.statements.branches.held import Held
from workbench.reading.statements.words.frames import Frame
from workbench.reading.statements.words.pieces import Piece
from workbench.reading.statements.words.spans import LONGEST_CARRIED

__all__ = ["Clause", "clause_after", "clause_before"]

_OPENING: Final = frozenset(
    {"that", "because", "after", "before", "when", "while", "as", "although", "though", "since"}
    | {"whether", "if", "unless", "until", "once", "whereas"}
)
_SUPPOSING: Final = frozenset({"if", "unless", "whether"})
_NOBODY: Final = frozenset(
    {"there", "it", "this", "that", "which", "who", "what", "these", "those", "let", "here"}
    | {"you", "one", "nobody", "anyone", "everyone", "nothing"}
)
_LEADING: Final = frozenset({"ADV", "CC", "PUNCT"})
_UNSURE: Final = frozenset({"MODAL", "NOT"})
_TOUCHING: Final = frozenset({"SUB", "QUOTE"}) | FINITE


@dataclass(slots=True, eq=False, repr=False)
class Clause:
    """A clause of a statement by its frame; its subject may be carried in."""

    held: Held
    frame: Frame
    opener: str = ""

    def actor(self) -> tuple[Piece, ...] | None:
        """The subject as what is carried in; nothing where the subject names nobody."""
        held, first, last = self.held, self.frame.subject, self.frame.verb
        if first == last:
            return held.carried or None
        while last > first and held.tokens[last - 1].tag == "ADV":
            last -= 1
        while first + 1 < last and held.tokens[first].tag in _LEADING:
            if held.tokens[first + 1].tag == "POSS":
                break  # "today's offer"
            first += 1
        dated = [at for at in range(first, last) if held.tokens[at].text == ","]
        if dated and held.tokens[dated[0] - 1].tag == "NUM":
            first = dated[0] + 1  # "On October 3, the ferry"
        words = held.tokens[first:last]
        if not words or words[0].lower in _NOBODY or len(words) > LONGEST_CARRIED:
            return None
        if any(word.tag in _TOUCHING or word.text == ":" for word in words):
            return None
        if words[-1].tag == "CC" or words[-1].text == ",":
            return None
        return held.pieces(first, last)

    def is_certain(self) -> bool:
        """Whether it says that something was or is so: no plan, condition or negation."""
        if self.opener in _SUPPOSING:
            return False
        group = self.held.tokens[self.frame.verb : self.frame.group]
        return not any(word.tag in _UNSURE or word.lower == "never" for word in group)


def clause_before(held: Held, index: int) -> Clause | None:
    """The last clause that begins before a word; nothing where two may be meant."""
    tokens = held.tokens
    for place in range(index - 1, -1, -1):
        token = tokens[place]
        if token.tag != "SUB" and not (token.lower in _OPENING and token.tag == "PREP"):
            continue
        inner = _clause(held, place + 1, index, token.lower)
        if inner is not None and inner.frame.subject == place + 1 < inner.frame.verb:
            # "after his time in Lund Holt worked": whose time is whose deed is not known
            known = token.lower in _OPENING and (token.tag == "SUB" or held.count(0, place))
            return inner if known else None
        if token.tag == "SUB" and (token.lower not in _OPENING or inner is None):
            return None  # "the man who left": of whom it is said is not known
    return _clause(held, 0, index, "")


def clause_after(held: Held, index: int) -> Clause | None:
    """The clause that begins behind a word or mark."""
    first = index
    while first < held.stop and held.tokens[first].text in ",—–":
        first += 1
    return _clause(held, first, held.stop, "")


def _clause(held: Held, first: int, last: int, opener: str) -> Clause | None:
    found = held.frame(first, last)
    if found is None:
        return None
    if found.subject == found.verb and not (held.carried and found.verb == 0):
        return None
    tokens = held.tokens
    later = [place for place in range(found.group, last) if tokens[place].tag in FINITE]
    if any(not _shares(tokens, place) for place in later):
        return None
    return Clause(held, found, opener)


def _shares(tokens: Sequence[Token], place: int) -> bool:
    """As in "left and sold": the subject goes on."""
    return tokens[place - 1].tag in ("CC", "ADV")
