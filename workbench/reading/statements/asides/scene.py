"""One thing said beside a clause, and the sentence that it is looked for in."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.grammar.verbs import PAST, forms
from workbench.reading.language.lexicon import word_sets
from workbench.reading.statements.words.commas import in_date
from workbench.reading.statements.words.frames import Frame
from workbench.reading.statements.words.spans import Words

__all__ = ["Aside", "Range", "Scene"]

Range = tuple[int, int]

_PHRASE: Final = frozenset({"NOUN", "NAME", "ADJ", "NUM", "POSS", "DET", "PART", "ING"})
_NOMINAL: Final = frozenset({"NOUN", "NAME"})
_VAGUE_STARTS: Final = frozenset(
    {"any", "no", "every", "all", "each", "some", "whatever", "another", "such", "few"}
)
_DEGREES: Final = frozenset({"DET", "ADV"})
_PAST_AUXILIARIES: Final = frozenset({"was", "were", "had", "did"})
_BE: Final = frozenset({"is", "are", "was", "were", "be", "been", "'s", "’s"})


@dataclass(slots=True, eq=False, repr=False)
class Aside:
    """Index ranges: its own words, what is carried in around them, what the clause loses.

    ``being`` is for two phrases that name one thing: the thing, what it is said to be, and the
    index of the comma between them.
    """

    pattern: str
    content: Range
    carried: tuple[Range, ...] = ()
    cut: Range | None = None
    following: tuple[Range, ...] = ()
    being: tuple[Range, Range, int] | None = None


@dataclass(slots=True, eq=False, repr=False)
class Scene:
    """The words before ``stop``; their first clause; whether somebody says them."""

    words: Words
    stop: int
    reported: bool
    tokens: Sequence[Token] = field(init=False)
    structure: Frame | None = field(init=False)
    commas: tuple[int, ...] = field(init=False)
    table: Callable[[str], frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Find the clause and the word tables of statements once for all finders."""
        tokens = self.words.tokens
        self.tokens = tokens
        self.table = word_sets("statements").__getitem__
        self.structure = self.words.frame(0, self.stop)
        self.commas = tuple(
            [
                place
                for place, token in enumerate(tokens[: self.stop])
                if token.text == "," and not in_date(tokens, place)
            ]
        )

    def later_commas(self, least: int) -> Iterator[int]:
        """The commas behind the verb with at least ``least - 1`` words after them."""
        for comma in self.commas:
            if self.structure is not None and self.structure.group <= comma <= self.stop - least:
                yield comma

    def comma_after(self, index: int) -> int | None:
        """The first comma from ``index`` on."""
        place = bisect_left(self.commas, index)
        return self.commas[place] if place < len(self.commas) else None

    def finite_after(self, index: int, reach: int = 14) -> int | None:
        """The first finite verb from ``index`` on, before a comma."""
        for place in range(index, min(self.stop, index + reach)):
            token = self.tokens[place]
            if token.tag in FINITE:
                return place
            if token.text in (",", ";", ":") or token.tag == "QUOTE":
                return None
        return None

    def resumes(self, comma: int) -> bool:
        """Whether a verb stands after a comma, so that a subject goes on after an aside."""
        place = comma + 1
        while place < self.stop and self.tokens[place].tag == "ADV":
            place += 1
        return place < self.stop and self.tokens[place].tag in FINITE

    def close(self, start: int) -> tuple[int, bool] | None:
        """Where an aside that begins at ``start`` ends; whether its subject's verb follows.

        ``None`` where a list may go on over the comma.
        """
        commas = [comma for comma in self.commas if comma >= start + 1]
        for comma in commas:
            if self.resumes(comma):
                return comma, True
        if not commas:
            return self.stop, False
        first = commas[0]
        if self._goes_on(first):
            last = commas[-1]
            ends = last == first or self.tokens[last + 1].tag != "CC"
            return None if ends else (self.stop, False)
        return first, False

    def _goes_on(self, comma: int) -> bool:
        """Whether a list may go on after a comma: no new clause opens there."""
        if comma + 1 >= self.stop:
            return False
        word = self.tokens[comma + 1]
        if word.tag in ("SUB", "ING", "PREP", "TO", "PART", "QUOTE") or word.lower in (
            "with",
            "while",
        ):
            return False
        if word.tag == "CC":
            return not self.words.has_finite(comma + 1, self.stop)
        later = [other for other in self.commas if other > comma]
        return any(self.tokens[other + 1].tag == "CC" for other in later if other + 1 < self.stop)

    def clause_end(self, start: int) -> int:
        """The comma that ends a clause begun at ``start``: none inside a list of names."""
        tokens = self.tokens
        for comma in self.commas:
            if comma < start or not self.words.has_finite(start, comma):
                continue
            listed = comma + 1
            while listed < self.stop and (tokens[listed].tag in _PHRASE or listed in self.commas):
                listed += 1
            if listed == self.stop or tokens[listed].tag != "CC":
                return comma
            if listed == comma + 1 and self.words.has_finite(listed, self.stop):
                return comma
        return self.stop

    def phrase_start(self, last: int, least: int = 0) -> int | None:
        """Where the noun phrase that ends before ``last`` begins."""
        tokens = self.tokens
        end = last - 1
        if end >= 0 and tokens[end].text == ")":
            while end > least and tokens[end].text != "(":
                end -= 1
            end -= 1
        aged = end >= 0 and tokens[end].lower.endswith("-old")
        if end < least or not (tokens[end].tag in _NOMINAL or aged):
            return None
        start = self.words.name_start(end)
        if start is None:
            start = end
        if aged and end > 1 and tokens[end - 1].text == "-" and tokens[end - 2].tag == "NUM":
            start = end - 2
        start = self._back(start, least)
        while start < end and tokens[start].tag == "PART":
            start += 1
        if start < end and tokens[start].lower == "that" and tokens[start + 1].tag == "NAME":
            start += 1  # "said that Holt, 26, had left"
        if start > least and tokens[start].tag == "POSS" and tokens[start].text[0] in "'’":
            return None
        return start

    def _back(self, start: int, least: int) -> int:
        """Step back over the words of a noun phrase, up to its article or owner."""
        tokens = self.tokens
        while start > least:
            before = tokens[start - 1]
            if before.tag not in _PHRASE:
                inner = self._before_degree(start, least) or self._before_mark(start, least)
                if inner is None:
                    break
                start = inner
                continue
            if before.tag == "ING" and not self._describes(start - 1):
                break
            start -= 1
            dash = start > 1 and tokens[start - 1].text == "-"
            if dash and tokens[start - 2].tag == "NUM":
                start -= 2
            if before.tag == "DET" or (before.tag == "POSS" and before.text[0].isalpha()):
                break
        return start

    def _before_degree(self, start: int, least: int) -> int | None:
        """Step over an adverb: "a deeply religious man", "his often harsh letters"."""
        tokens = self.tokens
        described = tokens[start].tag in ("ADJ", "PART") and tokens[start - 1].tag == "ADV"
        led = start - 2 >= least and tokens[start - 2].tag in ("DET", "POSS")
        return start - 1 if described and led else None

    def _describes(self, index: int) -> bool:
        """Whether a word in -ing belongs to a noun phrase: "the American manufacturing giant"."""
        if index < 1:
            return False
        before = self.tokens[index - 1]
        article = index > 1 and self.tokens[index - 2].tag == "DET"
        return before.tag in ("DET", "ADJ") or (before.tag == "NAME" and article)

    def _before_mark(self, start: int, least: int) -> int | None:
        """Step over quoted words and over a comma: "the “interim” head", "a long, rare fever"."""
        tokens = self.tokens
        mark = tokens[start - 1]
        if mark.text == "," and start - 3 >= least:
            adjectives = tokens[start - 2].tag in ("ADJ", "NOUN") and tokens[start].tag in (
                "ADJ",
                "NOUN",
            )
            return start - 2 if adjectives and tokens[start - 3].lower in ("a", "an") else None
        if mark.tag != "QUOTE":
            return None
        for opening in range(start - 3, max(least, start - 6), -1):
            if tokens[opening].tag == "QUOTE":
                plain = all(t.tag in _PHRASE for t in tokens[opening + 1 : start - 1])
                return opening if plain and tokens[opening - 1].tag in _PHRASE else None
        return None

    def joined_adjectives(self, first: int, last: int) -> range:
        """As in "an autonomous and sparsely populated region": one thing, described twice."""
        tokens = self.tokens
        joint = next((i for i in range(first + 2, last - 2) if tokens[i].tag == "CC"), 0)
        if not joint or tokens[joint - 1].tag != "ADJ" or tokens[joint - 2].tag not in _DEGREES:
            return range(0)
        place = joint + 1
        while place < last and tokens[place].tag in ("ADV", "ADJ", "VPAST", "PART"):
            place += 1
        described = joint + 1 < place < last and tokens[place].tag == "NOUN"
        return range(joint, place) if described else range(0)

    def actor(self) -> Range:
        """The subject; of a subject with a name, from the name on."""
        structure = self.structure
        if structure is None:
            return (0, 1)
        starts = frozenset(self.words.name_starts.values())
        for place in range(structure.subject, structure.verb):
            token = self.tokens[place]
            if token.tag == "PREP":
                break
            if token.tag == "NAME" and token.start in starts:
                owner = any(t.tag == "POSS" for t in self.tokens[place : structure.verb])
                if not owner:
                    return place, structure.verb
        start = structure.subject
        if self.tokens[start].tag == "ADV":
            commas = [comma for comma in self.commas if start < comma < structure.verb]
            start = commas[-1] + 1 if commas else start
        return start, structure.verb

    def is_definite(self, start: int) -> bool:
        """Whether a phrase that begins here means something in particular."""
        first = self.tokens[start]
        if first.lower in _VAGUE_STARTS or first.lower in ("a", "an"):
            return False
        return first.tag in ("DET", "POSS", "NAME")

    def is_certain(self) -> bool:
        """Whether the clause says that something is so: no plan, condition or negation."""
        structure = self.structure
        if structure is None:
            return False
        tokens = self.tokens
        if tokens[0].lower in ("if", "unless", "whether"):
            return False
        group = tokens[structure.verb : structure.group]
        return not any(t.tag in ("MODAL", "NOT") or t.lower == "never" for t in group)

    def is_copula(self) -> bool:
        """Whether the clause's verb is a form of "be" alone."""
        structure = self.structure
        if structure is None:
            return False
        return (
            self.tokens[structure.verb].lower in _BE
            and structure.group < self.stop
            and self.tokens[structure.group].tag not in ("PART", "VPAST", "ING")
            and structure.group == structure.verb + 1
        )

    def is_past(self, verb: int) -> bool:
        """Whether the finite verb at an index is of the past."""
        token = self.tokens[verb]
        if token.tag == "VPAST" or token.lower in _PAST_AUXILIARIES:
            return True
        return token.tag == "VERB" and bool(forms().get(token.lower, 0) & PAST)
