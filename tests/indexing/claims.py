"""Claims for the index, made by a rule: what is said of a place on a day, and who said it."""

from collections.abc import Iterator
from random import Random

from workbench.matching import Facts, facts_of_text

PLACES = [
    f"{one}{two}"
    for one in ("Bar", "Kal", "Vor", "Ost", "Mir")
    for two in ("holm", "grad", "by", "ton")
]
THINGS = ["schools", "bridges", "hospitals", "tanks", "farms", "ships", "wells", "mills"]
DEEDS = ["opened", "destroyed", "sold", "repaired", "closed", "searched"]


def text(chance: Random) -> str:
    """One claim; two are seldom the same."""
    return (
        f"{chance.randint(2, 900)} {chance.choice(THINGS)} were {chance.choice(DEEDS)} near "
        f"{chance.choice(PLACES)} on {chance.randint(1, 28)} May {chance.randint(2001, 2024)}."
    )


def claims(count: int, seed: int = 7) -> Iterator[tuple[int, Facts]]:
    """So many claims with the keys 0, 1, 2 and so on."""
    chance = Random(seed)
    for key in range(count):
        yield key, facts_of_text(text(chance))


def keyed(*texts: str) -> Iterator[tuple[int, Facts]]:
    """Some claims of one's own with the keys 0, 1, 2 and so on."""
    for key, each in enumerate(texts):
        yield key, facts_of_text(each)
