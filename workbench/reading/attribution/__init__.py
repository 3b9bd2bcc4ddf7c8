"""Who says what: each attributed stretch of a text with the words that attribute it.

``quotes`` finds quotations, ``cues`` the attributing words of a sentence, ``speakers`` who is
meant by them; here they are put together over sentences and paragraphs.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from workbench.model import Attribution, NameKind
from workbench.reading.analysis import Analysis
from workbench.reading.attribution.cue import Cue
from workbench.reading.attribution.cues import find_cues
from workbench.reading.attribution.phrases import is_finding_of_nobody
from workbench.reading.attribution.quotes import Quote, closed_end, find_quotes
from workbench.reading.attribution.speakers import Speakers
from workbench.reading.grammar.tags import FINITE
from workbench.reading.grammar.tokens import Token
from workbench.reading.language.lexicon import word_sets

__all__ = ["Attributed", "Said", "find_attributions"]

_RELAYED: Final = frozenset(
    ["quoted", "published", "posted", "carried", "released", "cited", "printed"]
)
_MARKS: Final = ' \t\r\n"“”„«»,;:'
_WHOLE_QUOTE_WORDS: Final = 5
_SENTENCE_TOKENS: Final = 400
_SPOKEN_KINDS: Final = frozenset({"sentence", "list-item"})
_LONG_SENTENCE: Final = 4000
_BEFORE_QUOTE: Final = 4


@dataclass(slots=True, eq=False, repr=False)
class Said:
    """``text[start:end]`` inside one sentence is said by someone."""

    sentence: int
    start: int
    end: int
    attribution: Attribution


@dataclass(slots=True, eq=False, repr=False)
class Attributed:
    """All that is said in a text, and the sentences that only attribute.

    ``said`` is by sentence; ``bare`` are sentences that hold nothing but an attribution;
    ``subjects`` are the places of the words that name the last speaker of a sentence.
    """

    said: dict[int, list[Said]] = field(default_factory=dict)
    bare: set[int] = field(default_factory=set)
    subjects: dict[int, tuple[int, int]] = field(default_factory=dict)
    quotes: tuple[Quote, ...] = ()


def find_attributions(analysis: Analysis) -> Attributed:
    """Find who says what in a whole text."""
    return _Reader(analysis).read()


class _Reader:
    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._text = analysis.text
        self._speakers = Speakers(analysis)
        self._starts = [sentence.start for sentence in analysis.sentences]
        self._quotes = tuple(quote for quote in find_quotes(analysis) if self._is_speech(quote))
        self._found = Attributed(quotes=self._quotes)
        self._near_quotes = self._sentences_near_quotes()
        self._cues: dict[int, list[tuple[Cue, Attribution]]] = {}
        self._introduced: dict[int, Attribution] = {}

    def read(self) -> Attributed:
        words = self._analysis.words
        for index, (tokens, quoted) in enumerate(zip(words, self._quoted_flags(), strict=True)):
            if self._analysis.sentences[index].kind in ("dateline", "caption"):
                continue
            if len(tokens) > _SENTENCE_TOKENS:
                continue
            self._read_sentence(index, tokens, quoted)
        self._read_quotes()
        return self._found

    def _quoted_flags(self) -> Iterator[list[bool]]:
        """For each word, whether it is inside a quotation that is speech."""
        place = 0
        quotes = self._quotes
        for tokens in self._analysis.words:
            if place >= len(quotes) or not tokens or quotes[place].start > tokens[-1].start:
                yield [False] * len(tokens)
                continue
            flags = [False] * len(tokens)
            quote = quotes[place]
            for index, token in enumerate(tokens):
                while quote.end <= token.start:
                    place += 1
                    if place == len(quotes):
                        break
                    quote = quotes[place]
                else:
                    flags[index] = quote.start <= token.start
                    continue
                break
            yield flags

    def _sentences_near_quotes(self) -> frozenset[int]:
        """The sentences that may say who speaks in a quotation: those before it and with it."""
        near: set[int] = set()
        for quote in self._quotes:
            first = bisect_right(self._starts, quote.start) - 1
            last = bisect_right(self._starts, quote.end)
            near.update(range(first - _BEFORE_QUOTE, last + 1))
        return frozenset(near)

    def _is_speech(self, quote: Quote) -> bool:
        """Whether a quotation is somebody's sentence and not a quoted phrase."""
        text = self._text
        if not _is_long_enough(text, quote):
            return False
        before = text[max(0, quote.start - 3) : quote.start - 1].rstrip()
        if not before or not before[-1].isalnum() or text[quote.start].isupper():
            return True
        sentence = max(0, bisect_right(self._starts, quote.start) - 1)
        return any(
            token.tag in FINITE
            for token in self._analysis.words[sentence]
            if quote.start <= token.start < quote.end
        )

    # -------------------------------------------------------------- sentences

    def _read_sentence(self, index: int, tokens: list[Token], quoted: list[bool]) -> None:
        if all(quoted) or not tokens:
            return
        cues = find_cues(tokens, quoted)
        if not cues:
            if not any(quoted):
                self._introduce(index, tokens)
                self._speakers.see(tokens)
            return
        for cue in cues:
            self._read_cue(index, tokens, quoted, cue)

    def _read_cue(self, index: int, tokens: list[Token], quoted: list[bool], cue: Cue) -> None:
        attribution = self._attribution(tokens, cue, quoted)
        if index in self._near_quotes:
            self._cues.setdefault(index, []).append((cue, attribution))
        if attribution.claimant:
            self._speakers.remember(attribution.claimant, attribution.text)
            if cue.through_site:
                self._speakers.site = attribution.claimant
        if cue.apart:
            self._apply_to_previous(index, attribution)
            return
        if cue.subject is not None:
            left, right = cue.subject
            self._found.subjects[index] = (tokens[left].start, tokens[right - 1].end)
        for first, last in cue.content:
            stop = _without_remark(tokens, first, last, quoted)
            self._say(index, tokens, first, stop, attribution)

    def _attribution(self, tokens: list[Token], cue: Cue, quoted: list[bool]) -> Attribution:
        start = tokens[cue.first].start
        last = cue.last
        while last > cue.first + 1 and tokens[last - 1].tag in ("PUNCT", "QUOTE"):
            last -= 1
        end = tokens[last - 1].end
        subject = tokens[slice(*cue.subject)] if cue.subject else []
        claimant = self._speakers.of_subject(subject) if subject else None
        if cue.through_site and claimant and claimant.lower() in ("the site", "site", "its site"):
            claimant = self._speakers.site or claimant
        relayer = self._relayer(tokens[cue.first : cue.last])
        if cue.relayer is not None and relayer is None:
            relayer = self._passed_on_by(tokens[slice(*cue.relayer)])
        direct = any(quoted[first] for first, last in cue.content if first < last)
        verb = tokens[cue.verb]
        if subject and is_finding_of_nobody(subject, verb):
            claimant = None
        return Attribution(start, end, self._text[start:end], claimant, verb.text, direct, relayer)

    def _passed_on_by(self, words: list[Token]) -> str | None:
        """Who passes it on; a person who is told it does not."""
        told = self._speakers.of_subject(words)
        person = told is not None and self._analysis.aliases.kind(told) is NameKind.PERSON
        return None if person else told

    def _relayer(self, words: list[Token]) -> str | None:
        """As in "whose words are quoted on the site", "in remarks to al-Ikhbariya television"."""
        for index, word in enumerate(words[:-2]):
            following = words[index + 1].lower
            if word.lower in _RELAYED and following in ("on", "by", "in"):
                rest = words[index + 2 :]
                sites = word_sets("speech")["site_words"]
                if any(other.lower in sites for other in rest):
                    if not any(other.tag == "NAME" for other in rest):
                        return self._speakers.site or _plain(rest)
                    rest = [other for other in rest if other.lower not in sites]
                return self._named(rest) if rest else None
            if word.lower in ("remarks", "interview", "comments") and following in ("to", "with"):
                return self._named(words[index + 2 :])
        return None

    def _named(self, words: list[Token]) -> str | None:
        names = self._analysis.names_between(words[0].start, words[-1].end)
        return self._analysis.aliases.fullest(names[0].text) if names else None

    def _apply_to_previous(self, index: int, attribution: Attribution) -> None:
        self._found.bare.add(index)
        previous = self._previous_spoken(index)
        if previous is None or previous in self._found.said:
            return
        sentence = self._analysis.sentences[previous]
        self._put(Said(previous, sentence.start, sentence.end, attribution))

    def _previous_spoken(self, index: int) -> int | None:
        for back in range(index - 1, max(-1, index - 4), -1):
            if self._analysis.sentences[back].kind in _SPOKEN_KINDS:
                return back
        return None

    def _say(
        self, index: int, tokens: list[Token], first: int, last: int, attribution: Attribution
    ) -> None:
        if first >= last:
            return
        start, end = self._trim(tokens[first].start, tokens[last - 1].end)
        if start < end:
            self._put(Said(index, start, end, attribution))

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        while start < end and self._text[start] in _MARKS:
            start += 1
        while end > start and self._text[end - 1] in _MARKS:
            end -= 1
        return start, closed_end(self._text, start, end)

    def _put(self, said: Said) -> None:
        self._found.said.setdefault(said.sentence, []).append(said)

    def _introduce(self, index: int, tokens: list[Token]) -> None:
        """A sentence such as "X issued a statement" introduces the quotation after it."""
        nouns = word_sets("speech")["statement_nouns"]
        for place, token in enumerate(tokens):
            if token.lower in nouns and place > 1:
                names = self._analysis.names_between(tokens[0].start, token.start)
                people = [name for name in names if name.kind == "person"] or list(names[:1])
                if people:
                    start, end = tokens[0].start, token.end
                    claimant = self._analysis.aliases.fullest(people[0].text)
                    self._introduced[index] = Attribution(
                        start, end, self._text[start:end], claimant, token.text
                    )
                return
        if tokens[-1].text != ":":
            return
        names = self._analysis.names_between(tokens[0].start, tokens[-1].end)
        people = [name for name in names if name.kind == "person"]
        if people:
            start, end = tokens[0].start, tokens[-2].end
            claimant = self._analysis.aliases.fullest(people[0].text)
            self._introduced[index] = Attribution(start, end, self._text[start:end], claimant)

    # -------------------------------------------------------------- quotations

    def _read_quotes(self) -> None:
        speaker: Attribution | None = None
        previous_last = -2
        for quote in self._quotes:
            covered = list(self._covered(quote))
            if not covered:
                continue
            own = self._own_speaker(quote, covered)
            inherited = self._inherited(covered[0], previous_last, speaker)
            speaker = own or inherited
            previous_last = covered[-1]
            if speaker is None:
                continue
            direct = replace(speaker, direct=True)
            for index in covered:
                self._say_quoted(index, quote, direct)

    def _covered(self, quote: Quote) -> Iterator[int]:
        starts = self._analysis.sentences
        low, high = 0, len(starts)
        while low < high:
            middle = (low + high) // 2
            if starts[middle].end <= quote.start:
                low = middle + 1
            else:
                high = middle
        while low < len(starts) and starts[low].start < quote.end:
            yield low
            low += 1

    def _own_speaker(self, quote: Quote, covered: list[int]) -> Attribution | None:
        for index in (covered[0], covered[-1]):
            entries = [one for one in self._cues.get(index, ()) if not one[0].apart]
            for cue, attribution in entries:
                if self._holds(index, cue, quote):
                    return attribution
            if entries:
                return entries[-1][1]
        return None

    def _holds(self, index: int, cue: Cue, quote: Quote) -> bool:
        """Whether what a cue introduces reaches into the quotation."""
        tokens = self._analysis.words[index]
        return any(
            tokens[first].start < quote.end and tokens[last - 1].end > quote.start
            for first, last in cue.content
            if first < last
        )

    def _inherited(
        self, first: int, previous_last: int, speaker: Attribution | None
    ) -> Attribution | None:
        previous = self._previous_spoken(first)
        if previous is None:
            return None
        if speaker is not None and previous_last in (previous, first):
            return speaker
        if previous in self._cues:
            return self._cues[previous][-1][1]
        heading = first - 1
        return self._introduced.get(previous) or self._introduced.get(heading)

    def _runs_into(self, index: int, quote: Quote, attribution: Attribution) -> bool:
        """Whether the sentence runs into the quotation: 'We need to "make sure ..."'."""
        sentence = self._analysis.sentences[index]
        if quote.start <= sentence.start:
            return False
        before = self._text[sentence.start : quote.start - 1].rstrip()
        if not before or not before[-1].isalnum():
            return False
        if index in self._cues and attribution.start < quote.start:
            return False
        return not sentence.start <= attribution.start < quote.start

    def _say_quoted(self, index: int, quote: Quote, attribution: Attribution) -> None:
        sentence = self._analysis.sentences[index]
        start, end = self._trim(max(sentence.start, quote.start), min(sentence.end, quote.end))
        if sentence.start < start and self._runs_into(index, quote, attribution):
            start = sentence.start
        existing = self._found.said.get(index, [])
        kept = [said for said in existing if said.end <= start or said.start >= end]
        covering = [said for said in existing if said.start <= start and said.end >= end]
        if covering:
            widest = covering[0]
            kept.append(replace(widest, attribution=replace(widest.attribution, direct=True)))
        elif start < end:
            kept.append(Said(index, start, end, attribution))
        self._found.said[index] = sorted(kept, key=lambda said: said.start)


def _without_remark(tokens: list[Token], first: int, last: int, quoted: list[bool]) -> int:
    """Leave out what follows a quotation and has no verb, such as a remark in brackets."""
    inside = [place for place in range(first, last) if quoted[place]]
    if not inside or not quoted[first]:
        return last
    rest = tokens[inside[-1] + 1 : last]
    return last if any(token.tag in FINITE for token in rest) else inside[-1] + 1


def _plain(words: list[Token]) -> str:
    return " ".join(word.text for word in words)


def _is_long_enough(text: str, quote: Quote) -> bool:
    inside = text[quote.start : min(quote.end, quote.start + _LONG_SENTENCE)]
    words = inside.split()
    if not quote.closed:
        return len(words) > 2
    return len(words) >= _WHOLE_QUOTE_WORDS or bool(re.search(r"[.!?,]\s*$", inside))
