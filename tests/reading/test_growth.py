"""Time grows with the length of a text and no faster, whatever is in it."""

import time

import pytest

from workbench.reading import read

USUAL, FULL = 2_000, 6_000
UNITS = {
    "prose": "The minister said on 5 May that 3,200 people had left the city since Monday. ",
    "opening brackets": "(",
    "quotation marks": '"',
    "curly quotation marks": "“",
    "digits": "7",
    "digits with spaces": "7 ",
    "list marks": "1. ",
    "one word without an end": "x",
    "said": "said ",
    "of the": "of the ",
    "the man who": "the man who ",
    "names": "Kramer ",
    "months": "May ",
    "years": "2019-",
    "initials": "A. ",
    "money": "$",
    "line ends": "said\n",
}


def seconds(unit: str, length: int) -> float:
    """The least processor time of two readings."""
    text = (unit * (length // len(unit) + 1))[:length]
    times = []
    for _ in range(2):
        start = time.process_time()
        read(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("name", sorted(UNITS))
def test_four_times_the_text_takes_about_four_times_as_long(name: str) -> None:
    read("Warm up: on 5 May 2020 he said “yes” and 3 to 4 people came.")
    short, long = seconds(UNITS[name], USUAL), seconds(UNITS[name], 4 * USUAL)
    assert long < 9 * short + 0.02


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(UNITS))
def test_so_it_does_in_longer_texts(name: str) -> None:
    read("Warm up: on 5 May 2020 he said “yes” and 3 to 4 people came.")
    short, long = seconds(UNITS[name], FULL), seconds(UNITS[name], 4 * FULL)
    assert long < 9 * short + 0.05
