"""Whether quotes survive harmless changes of a page, and no changed figure is ever accepted.

A seeded generator takes quotes from texts and changes the pages: 1,000 changes of a number, unit,
date, name or negation inside the quote, of which none may be accepted (verbatim, moved or edited),
and 1,000 harmless ones, after which the quote must be found again. The texts are a few of our own
and, when ``../shared`` is there, the article bodies of the extraction yardstick. Beside it, what
rapidfuzz accepts at a similarity of 70. ``--misses`` lists what went wrong.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from quote_mutations import HARMFUL, HARMLESS, Mutation, own_texts
from rapidfuzz import fuzz

from workbench.model import AnchorState
from workbench.sourcing.quotes import reanchor, select

HERE: Final = Path(__file__).resolve().parent
BODIES: Final = (
    HERE.parents[1] / "shared" / "yardsticks" / "article_extraction" / "ground-truth.json"
)
SEED: Final = 20230607
PAGES: Final = 1_000
ACCEPTED: Final = (AnchorState.VERBATIM, AnchorState.MOVED, AnchorState.EDITED)
SIMILAR: Final = 70


def texts() -> list[str]:
    """Our own texts, and the article bodies where they are present."""
    found = own_texts()
    if BODIES.is_file():
        articles = json.loads(BODIES.read_text(encoding="utf-8")).values()
        found += [one["articleBody"] for one in articles if len(one["articleBody"]) > 600]
    return found


def quotes_in(text: str, chance: random.Random) -> Iterator[tuple[int, int]]:
    """Spans of 40 to 300 characters from word to word, without end."""
    while True:
        start = chance.randrange(len(text))
        while start and not text[start - 1].isspace():
            start -= 1
        end = min(start + chance.randint(40, 300), len(text))
        while end < len(text) and not text[end].isspace():
            end += 1
        while end > start and text[end - 1] in " \n.,;:":
            end -= 1
        while start < end and text[start] in " \n":
            start += 1
        if end - start >= 40:
            yield start, end


def run(mutations: tuple[Mutation, ...], misses: bool, harmful: bool) -> None:
    """Change 1,000 pages in turn by every mutation and print one line for each."""
    chance = random.Random(SEED)
    pages = texts()
    states: dict[str, Counter[AnchorState]] = {one.name: Counter() for one in mutations}
    peer: Counter[str] = Counter()
    spent = 0.0
    for number in range(PAGES):
        mutation = mutations[number % len(mutations)]
        text, start, end, changed = changed_page(mutation, pages, chance)
        selector = select(text, start, end)
        begin = time.process_time()
        found = reanchor(selector, changed)
        spent += time.process_time() - begin
        states[mutation.name][found.state] += 1
        similar = fuzz.partial_ratio(text[start:end], changed) >= SIMILAR
        peer[mutation.name] += similar
        if misses and (found.state in ACCEPTED) == harmful:
            print(
                f"    {mutation.name}: {found.state.value} {found.differences}\n"
                f"        was: {text[start:end]!r}\n"
                f"        is:  {changed[found.start or 0 : found.end or 0]!r}"
            )
    accepted = sum(one[state] for one in states.values() for state in ACCEPTED)
    print(f"\n| change | pages | {' | '.join(state.value for state in AnchorState)} | rapidfuzz |")
    print(f"|---|---:|{'---:|' * (len(AnchorState) + 1)}")
    for name, counts in states.items():
        cells = " | ".join(str(counts[state]) for state in AnchorState)
        print(f"| {name} | {counts.total()} | {cells} | {peer[name]} |")
    goal = "0" if harmful else "at least 970"
    print(
        f"\nAccepted: {accepted} of {PAGES} (goal: {goal}); rapidfuzz partial_ratio at {SIMILAR}: "
        f"{peer.total()}. {spent / PAGES * 1000:.2f} ms a quote (CPU)."
    )


def changed_page(
    mutation: Mutation, pages: list[str], chance: random.Random
) -> tuple[str, int, int, str]:
    """Find a page with a quote that this mutation can change, and change it."""
    while True:
        text = chance.choice(pages)
        for _, (start, end) in zip(range(40), quotes_in(text, chance), strict=False):
            changed = mutation.change(text, start, end, chance)
            if changed is not None and changed != text:
                return text, start, end, changed


def main() -> None:
    """Print the section."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="list what went wrong")
    arguments = parser.parse_args()
    if not BODIES.is_file():
        print("The article bodies beside the checkout are absent: only our own texts are used.\n")
    print("Changes of a figure, name or negation inside the quote:")
    run(HARMFUL, arguments.misses, harmful=True)
    print("\nHarmless changes:")
    run(HARMLESS, arguments.misses, harmful=False)


if __name__ == "__main__":
    main()
