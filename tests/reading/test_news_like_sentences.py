"""Claims of sentences in the manner of news: a pinned score, and what no pattern may do.

The sentences and their claims are of our own making; most were written before the patterns that
find them. A claim is found when a statement's content words agree with it by an F1 of 0.6.
"""

import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.reading import read

SENTENCES: Final = Path(__file__).parent / "data" / "news_like_sentences.txt"
LEAST_COVERAGE: Final = 0.955
LEAST_PRECISION: Final = 0.99
ENOUGH: Final = 0.6
STOP_WORDS: Final = frozenset(
    [
        *("a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or"),
        *("but", "as", "that", "which", "who", "it", "its", "he", "she", "they", "his", "her"),
        *("their", "is", "are", "was", "were", "has", "have", "had", "not", "no"),
    ]
)


def blocks() -> list[tuple[str, list[str]]]:
    """Each sentence with the claims wanted of it."""
    found: list[tuple[str, list[str]]] = []
    for block in SENTENCES.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.strip().split("\n") if not line.startswith("#")]
        if len(lines) > 1:
            found.append((lines[0], [line.removeprefix("- ") for line in lines[1:]]))
    return found


def words(text: str) -> Counter[str]:
    said = re.sub(r" \[(?:is|are)\] ", " ", text)  # stands for a comma, and is no word of the text
    return Counter(re.findall(r"\d[\d,.]*\d|\w+", said.lower()))


def content(text: str) -> Counter[str]:
    return Counter({word: n for word, n in words(text).items() if word not in STOP_WORDS})


def found(ours: list[str], wanted: list[str]) -> int:
    """How many wanted claims a statement of its own agrees with, best pairs first."""
    scored = []
    for i, one in enumerate(ours):
        for j, claim in enumerate(wanted):
            left, right = content(one), content(claim)
            shared = 2 * sum((left & right).values())
            scored.append((shared / max(1, sum(left.values()) + sum(right.values())), i, j))
    taken: tuple[set[int], set[int]] = set(), set()
    for value, i, j in sorted(scored, reverse=True):
        if value >= ENOUGH and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
    return len(taken[0])


def test_the_claims_of_news_like_sentences_are_found_and_little_else() -> None:
    wanted = ours = right = 0
    for sentence, claims in blocks():
        statements = [one.text for one in read(sentence).statements]
        wanted += len(claims)
        ours += len(statements)
        right += found(statements, claims)
    assert wanted >= 340
    assert right / wanted >= LEAST_COVERAGE
    assert right / ours >= LEAST_PRECISION


@pytest.mark.parametrize("sentence", [sentence for sentence, _ in blocks()])
def test_every_statement_has_an_exact_span_and_only_words_of_its_sentence(sentence: str) -> None:
    for one in read(sentence).statements:
        assert sentence[one.start : one.end] == one.span
        assert not words(one.text).keys() - words(sentence).keys()


@given(
    pieces=st.lists(
        st.sampled_from(
            [part for sentence, _ in blocks() for part in re.split(r"(?<=,) ", sentence)]
        ),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=150, deadline=None)
def test_no_mixture_of_such_clauses_breaks_spans_or_invents_words(pieces: list[str]) -> None:
    text = " ".join(pieces)
    spans = []
    for one in read(text).statements:
        spans.append((one.start, one.end))
        assert text[one.start : one.end] == one.span
        assert not words(one.text).keys() - words(text).keys()
    assert len(spans) == len(set(spans))
