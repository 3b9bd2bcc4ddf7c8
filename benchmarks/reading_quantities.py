"""How well quantities are read: the hard set, the articles marked by hand, and specifications.

The articles and the Recognizers-Text specifications are read from ``../shared`` and are skipped
with one line when they are absent. ``--misses`` lists every miss.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from specifications import SPECIFICATIONS, Case, describe, load

from workbench.model import Quantity
from workbench.reading.dates import find_dates, find_document_date
from workbench.reading.quantities import find_quantities
from workbench.reading.sentences import split_sentences

HERE: Final = Path(__file__).resolve().parent
HARD_SET: Final = HERE.parent / "tests" / "reading" / "data" / "quant_hard.json"
GOLD: Final = HERE / "gold"
ARTICLES: Final = HERE.parents[1] / "shared" / "articles"
TOLERANCE: Final = Fraction(1, 10**8)

CURRENCIES: Final = {
    "dollar": "USD", "united states dollar": "USD", "canadian dollar": "CAD",
    "australian dollar": "AUD", "hong kong dollar": "HKD", "new zealand dollar": "NZD",
    "pound": "GBP", "euro": "EUR", "japanese yen": "JPY", "chinese yuan": "CNY",
    "franc": "franc", "swiss franc": "CHF", "rupee": "INR", "finnish markka": "FIM",
    "peseta": "ESP", "netherlands guilder": "NLG", "cent": "cent", "pence": "penny",
    "penny": "penny", "mexican peso": "MXN",
}  # fmt: skip
DIMENSIONS: Final = {
    "metric ton": "tonne", "meter": "metre", "kilometer": "kilometre", "millimeter": "millimetre",
    "milliliter": "millilitre", "square meter": "square metre",
    "square kilometer": "square kilometre", "kilometer per hour": "kilometre per hour",
}  # fmt: skip
NOT_DIMENSIONS: Final = frozenset(
    """% fraction times score magnitude point second minute hour day week month year decade century
    millennium quarter night fortnight cent penny franc""".split()  # noqa: SIM905
)


@dataclass
class Tally:
    """Counts of one table line."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    counted: int = 0
    exactness: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def score(self) -> float:
        """F1 of what was found."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0


def read(text: str) -> tuple[Quantity, ...]:
    """Read the quantities of a text as the reader does, but without names."""
    sentences = split_sentences(text)
    header = find_document_date(text)
    dates = find_dates(text, sentences, header.date if header else None)
    return find_quantities(text, sentences, dates)


def as_fraction(number: Any) -> Fraction | None:
    """Read a number of the gold: an integer, a decimal string or "3/2"."""
    return None if number is None else Fraction(str(number))


def same(first: Fraction | None, second: Decimal | None) -> bool:
    """Compare exactly up to ten places."""
    if first is None or second is None:
        return first is None and second is None
    scale: Fraction = max(Fraction(1), abs(first))
    return abs(first - Fraction(second)) <= TOLERANCE * scale


def head(phrase: str | None) -> str | None:
    """Give the last word of a phrase."""
    return phrase.split()[-1] if phrase else None


def hard_set() -> Tally:
    """Measure the hard set: exact words, value and unit; then noun and exactness of those."""
    tally = Tally()
    for case in json.loads(HARD_SET.read_text(encoding="utf-8")):
        wanted = list(case["quantities"])
        tally.wanted += len(wanted)
        for found in read(case["text"]):
            tally.found += 1
            gold = next((entry for entry in wanted if hard_match(entry, found)), None)
            if gold is None:
                tally.misses.append(f"false: {show(found)} in {case['text']}")
                continue
            wanted.remove(gold)
            tally.right += 1
            tally.counted += head(found.counted) == gold["noun"]
            tally.exactness += found.approximator == gold["approx"]
        tally.misses += [f"missed: {entry['surface']} in {case['text']}" for entry in wanted]
    return tally


def hard_match(gold: dict[str, Any], found: Quantity) -> bool:
    """Say whether words, unit and value agree."""
    if gold["surface"] != found.text or gold["unit"] != found.unit:
        return False
    value = gold["value"]
    if isinstance(value, list):
        bounds = [None if bound is None else Fraction(bound) for bound in value]
        return same(bounds[0], found.low) and same(bounds[1], found.high)
    return same(None if value is None else Fraction(value), found.value)


def article(name: str) -> Tally:
    """Measure one article that was marked by hand; optional marks are never missed."""
    tally = Tally()
    text = (ARTICLES / f"{name}.txt").read_bytes().decode()
    gold = json.loads((GOLD / f"{name}.quantities.json").read_text(encoding="utf-8"))["quantities"]
    open_marks = list(gold)
    for found in read(text):
        mark = next(
            (
                mark
                for mark in open_marks
                if mark["start"] < found.end and found.start < mark["end"]
            ),
            None,
        )
        if mark is None or not article_match(mark, found):
            tally.found += 1
            tally.misses.append(f"{name}: false: {show(found)}")
            continue
        open_marks.remove(mark)
        if mark.get("optional"):
            continue
        tally.found += 1
        tally.wanted += 1
        tally.right += 1
        nouns = [head(noun) for noun in (mark["counted"], *mark.get("counted_also", []))]
        if head(found.counted) in nouns:
            tally.counted += 1
        else:
            tally.misses.append(f"{name}: counts {nouns}: {show(found)}")
        if found.approximator == mark["approximator"]:
            tally.exactness += 1
        else:
            tally.misses.append(f"{name}: meant {mark['approximator']}: {show(found)}")
    for mark in open_marks:
        if not mark.get("optional"):
            tally.wanted += 1
            tally.misses.append(f"{name}: missed: {text[mark['start'] : mark['end']]}")
    return tally


def overlap(mark: dict[str, Any], found: Quantity) -> bool:
    """Say whether a mark and a quantity share a character."""
    return bool(mark["start"] < found.end and found.start < mark["end"])


def article_match(mark: dict[str, Any], found: Quantity) -> bool:
    """Say whether unit and value agree."""
    if mark["unit"] != found.unit and not mark.get("optional"):
        return False
    if "value" in mark:
        return same(as_fraction(mark["value"]), found.value)
    return same(as_fraction(mark.get("low")), found.low) and same(
        as_fraction(mark.get("high")), found.high
    )


def show(found: Quantity) -> str:
    """Write a quantity on one line."""
    value = found.value if found.value is not None else f"{found.low}..{found.high}"
    return f"{found.text!r} = {value} {found.unit or ''} of {found.counted} ({found.approximator})"


Selector = Callable[[Quantity], bool]


def specification(case: Case, select: Selector, units: dict[str, str] | None) -> bool:
    """Say whether a case passes: every result in its exact words, and nothing else."""
    found = [quantity for quantity in read(case.input) if select(quantity)]
    if len(found) != len(case.results):
        return False
    return all(
        specification_match(result, quantity, units)
        for result, quantity in zip(case.results, found, strict=True)
    )


def specification_match(
    result: dict[str, Any], found: Quantity, units: dict[str, str] | None
) -> bool:
    """Compare words, value and unit; without ``units`` only the number's own words count."""
    wanted = " ".join(result["Text"].lower().split())
    words = " ".join(found.text.lower().split())
    resolution = result["Resolution"]
    value = Fraction(resolution["value"].rstrip("%"))
    close = found.value is not None and abs(value - Fraction(found.value)) <= abs(value) / 10**8
    if units is None:
        return close and (words == wanted or (found.unit is not None and wanted in words))
    if words != wanted and found.unit is not None and " per " not in found.unit:
        return False
    unit = resolution.get("unit", "%").lower()
    base = (found.unit or "").split(" per ")[0]
    known = units.get(unit, unit)
    return close and words.startswith(wanted) and known in {found.unit, base}


def is_currency(found: Quantity) -> bool:
    """Say whether the quantity is of money."""
    unit = (found.unit or "").split(" per ")[0]
    return unit in {"cent", "penny", "franc"} or (len(unit) == 3 and unit.isupper())


def is_dimension(found: Quantity) -> bool:
    """Say whether the quantity is measured in space, mass, data or the like."""
    if found.unit is None or is_currency(found):
        return False
    return found.unit not in NOT_DIMENSIONS


SPECIFICATION_FILES: Final[tuple[tuple[str, str, float, Selector, dict[str, str] | None], ...]] = (
    ("Number/NumberModel.json", "Number", 0.90, lambda _: True, None),
    ("Number/PercentModel.json", "Percent", 1.0, lambda found: found.unit == "%", {}),
    ("NumberWithUnit/CurrencyModel.json", "Currency", 0.90, is_currency, CURRENCIES),
    ("NumberWithUnit/DimensionModel.json", "Dimension", 0.85, is_dimension, DIMENSIONS),
)


def print_tallies(title: str, tallies: Iterable[tuple[str, Tally]]) -> list[str]:
    """Print a table and give the misses."""
    misses: list[str] = []
    print(f"\n{title}\n{'':40} wanted found right    F1  noun exactness")
    for name, tally in tallies:
        share = max(tally.right, 1)
        print(
            f"{name:40} {tally.wanted:6} {tally.found:5} {tally.right:5} {tally.score:5.3f} "
            f"{tally.counted / share:5.3f} {tally.exactness / share:9.3f}"
        )
        misses += tally.misses
    return misses


def total(tallies: list[Tally]) -> Tally:
    """Add tallies up."""
    whole = Tally()
    for tally in tallies:
        for name in ("right", "found", "wanted", "counted", "exactness"):
            setattr(whole, name, getattr(whole, name) + getattr(tally, name))
    return whole


def articles() -> list[tuple[str, Tally]]:
    """Measure every article with marks, with the totals of the two halves."""
    split = json.loads((GOLD / "split.json").read_text(encoding="utf-8"))
    rows: list[tuple[str, Tally]] = []
    for half in ("development", "opened"):
        tallies = [(name, article(name)) for name in sorted(split[half])]
        rows += tallies
        rows.append((f"all {half}", total([tally for _, tally in tallies])))
    return rows


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list every miss")
    arguments = parser.parse_args()
    print("python benchmarks/reading_quantities.py" + " --misses" * arguments.misses)
    start = time.process_time()
    misses = print_tallies(
        "hard set (goal: F1 .98, noun .93, exactness .98)", [("all", hard_set())]
    )
    if ARTICLES.is_dir():
        misses += print_tallies("articles, marked by hand", articles())
    else:
        print(f"\narticles: skipped, {ARTICLES} is not there")
    if SPECIFICATIONS.is_dir():
        print("\nRecognizers-Text specifications, strict (exact words, value and unit)")
        for file, name, goal, select, units in SPECIFICATION_FILES:
            loaded = load(file, name)
            passed = [specification(case, select, units) for case in loaded.cases]
            misses += [
                f"{name}: {case.input[:90]!r} wants "
                f"{[(r['Text'], r['Resolution']['value']) for r in case.results]}, finds "
                f"{[show(q) for q in read(case.input)]}"
                for case, ok in zip(loaded.cases, passed, strict=True)
                if not ok
            ]
            rate = sum(passed) / len(passed)
            print(f"{name:10} {sum(passed):4}/{len(passed):4} {rate:.3f} (goal {goal:.2f})")
            print(f"{'':10} {describe(loaded)}")
    else:
        print(f"\nspecifications: skipped, {SPECIFICATIONS} is not there")
    print(f"\n{len(misses)} misses in {time.process_time() - start:.1f} s CPU")
    if arguments.misses:
        print("\n".join(misses))


if __name__ == "__main__":
    main()
