"""Questions and facts in plain lines: nothing moves the cursor, nothing needs a colour.

A person who listens to a terminal hears each line once, in order. So every fact is one line, a
question is one line that ends where the answer is typed, and nothing is ever written over.
"""

import sys
from collections.abc import Callable, Sequence

from workbench.text import clean_line, squeeze

_MANY_CHARACTERS = 20_000


class Left(Exception):
    """The person has left: the end of what is typed was reached."""


def tell(words: str) -> None:
    """One fact on one line."""
    print(clean_line(squeeze(words), _MANY_CHARACTERS), flush=True)


def ask(question: str) -> str:
    """What is typed in answer, without the white space around it; empty for nothing.

    Raises:
        Left: There are no more lines.
    """
    print(f"{clean_line(squeeze(question), _MANY_CHARACTERS)}: ", end="", flush=True)
    line = sys.stdin.readline()
    if not line:
        print(flush=True)
        raise Left
    return line.strip()


def ask_lines(question: str, kept: "Callable[[str], object] | None" = None) -> str:
    """Several lines up to an empty one. All so far is handed to ``kept`` after each."""
    print(f"{question} (an empty line ends it)", flush=True)
    lines: list[str] = []
    while line := ask(f"line {len(lines) + 1}"):
        lines.append(line)
        if kept is not None:
            kept("\n".join(lines))
    return "\n".join(lines)


def ask_one_of(question: str, options: Sequence[str]) -> int | None:
    """The place of the chosen option, by its number or how it begins; ``None`` for none."""
    for number, option in enumerate(options, start=1):
        tell(f"{number}: {option}")
    while True:
        typed = ask(f"{question}, a number from 1 to {len(options)}; empty goes back")
        if not typed:
            return None
        if typed.isdecimal() and 1 <= int(typed) <= len(options):
            return int(typed) - 1
        alike = [
            place
            for place, option in enumerate(options)
            if option.casefold().startswith(typed.casefold())
        ]
        if len(alike) == 1:
            return alike[0]
        tell(f"{typed} is none of them.")


def numbers_in(typed: str, most: int) -> list[int] | None:
    """The places that typed numbers name, each once; ``None`` if something else was typed."""
    words = typed.replace(",", " ").split()
    if not all(word.isdecimal() and 1 <= int(word) <= most for word in words):
        return None
    return list(dict.fromkeys(int(word) - 1 for word in words))
