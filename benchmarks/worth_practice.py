"""Sentences that nobody said, for the pupil of the check-worthiness model to practise on.

A pupil sees too few sentences to learn how its teachers judge. More are made from those it may see:
two are spliced, a part is cut out, words are replaced by near ones in the encoder's own space. They
make little sense, and they need not: the teachers' judgement of them is what is learnt.
"""

import random
from collections.abc import Sequence
from typing import Final

import torch
from worth_student import encoder_vectors, vocabulary_of

COUNT: Final = 60_000
SHORTEST: Final = 3
LONGEST: Final = 50
SPLICED: Final = 0.3
CUT: Final = 0.2
SHORTEST_CUT: Final = 5
NEIGHBOURS: Final = 12
REPLACED: Final = (0.1, 0.2, 0.35)
ROWS_AT_ONCE: Final = 1_000
AROUND_WORDS: Final = ".,?!;:\"'()"


def practice_sentences(texts: Sequence[str], seed: int) -> list[str]:
    """New sentences from these, the same for the same seed."""
    chance = random.Random(seed)
    usable = [words for text in texts if SHORTEST <= len(words := text.split()) <= LONGEST]
    near = neighbours(vocabulary_of(texts))
    made: list[str] = []
    for _ in range(COUNT):
        words = chance.choice(usable)
        draw = chance.random()
        rates: tuple[float, ...] = REPLACED
        if draw < SPLICED:
            other = chance.choice(usable)
            words = words[: chance.randrange(1, len(words))] + other[chance.randrange(len(other)) :]
            rates = (0.0, *REPLACED)
        elif draw < SPLICED + CUT and len(words) > 2 * SHORTEST_CUT:
            start = chance.randrange(len(words) - SHORTEST_CUT)
            words = words[start : chance.randrange(start + SHORTEST_CUT, len(words) + 1)]
            rates = (0.0, *REPLACED)
        rate = chance.choice(rates)
        made.append(
            " ".join(
                _replaced(word, near, chance) if chance.random() < rate else word
                for word in words[:LONGEST]
            )
        )
    return made


def neighbours(vocabulary: Sequence[str]) -> dict[str, list[str]]:
    """For every word the nearest others."""
    words = [form for form in vocabulary if form.isascii() and form.isalpha() and len(form) > 1]
    vectors = torch.nn.functional.normalize(encoder_vectors(words), dim=1)
    found: dict[str, list[str]] = {}
    for start in range(0, len(words), ROWS_AT_ONCE):
        alike = vectors[start : start + ROWS_AT_ONCE] @ vectors.T
        nearest = alike.topk(NEIGHBOURS + 1, dim=1).indices[:, 1:].tolist()
        for row, places in enumerate(nearest):
            found[words[start + row]] = [words[place] for place in places]
    return found


def _replaced(word: str, near: dict[str, list[str]], chance: random.Random) -> str:
    bare = word.strip(AROUND_WORDS)
    others = near.get(bare.lower())
    if others is None:
        return word
    other = chance.choice(others)
    if bare[0].isupper():
        other = other.capitalize()
    return word.replace(bare, other, 1)
