"""From a claim and a page to the passages a reviewer should read first."""

from dataclasses import dataclass
from datetime import date

from workbench.model import Passage, Statement
from workbench.sourcing.passages.comparing import Comparer
from workbench.sourcing.passages.digits import absent_digits
from workbench.sourcing.passages.index import TextIndex
from workbench.sourcing.passages.ranking import rank
from workbench.sourcing.passages.words import terms_in

__all__ = ["PassageReport", "find_passages"]


@dataclass(frozen=True, slots=True)
class PassageReport:
    """Passages best first, the claim's digits that the page has nowhere, and a note if need be.

    ``note`` says in one line why there is nothing to show.
    """

    passages: tuple[Passage, ...]
    absent_digits: tuple[str, ...]
    note: str | None = None


def find_passages(
    claim: Statement,
    text: str,
    *,
    language: str = "en",
    limit: int = 20,
    index: TextIndex | None = None,
    published: date | None = None,
) -> PassageReport:
    """Find the sentences of ``text`` that bear on a claim, and compare its slots with them.

    An ``index`` made of the same text earlier saves making it again. ``published`` is the day of
    the page, from which "on Tuesday" is counted. The order implies no stance.
    """
    if not text.strip():
        return PassageReport((), (), "The page has no text.")
    if index is None:
        index = TextIndex.build(text, language=language)
    words = terms_in(index.language)
    terms = words.of(claim.text)
    wanted = frozenset(terms)
    index = index.around(claim.text[start:end] for _, start, end in words.placed(claim.text))
    comparer = Comparer(claim, index.language, published)
    passages: list[Passage] = []
    for scored in rank(terms, index)[:limit]:
        sentence = index.sentences[scored.sentence]
        piece = text[sentence.start : sentence.end]
        spans = tuple(
            (sentence.start + start, sentence.start + end)
            for term, start, end in words.placed(piece)
            if term in wanted
        )
        slots = comparer.compare(text, sentence)
        passages.append(
            Passage(sentence.start, sentence.end, piece, round(scored.score, 4), spans, slots)
        )
    note = None if passages else "No sentence of the page shares a word with the claim."
    return PassageReport(tuple(passages), absent_digits(claim.text, text), note)
