"""How well dates are read: the articles with gold, and specifications.

Gold and specifications are read from ``../shared`` and are skipped with one line when they are
absent. A mention of a range finds both dates that the gold marks at its ends; a week of the gold
may begin on Sunday. ``--misses`` lists every miss.
"""

import argparse
import json
import time
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from specifications import SPECIFICATIONS, Case, describe, load

from workbench.model import DateMention, Granularity
from workbench.reading.dates import find_dates, find_document_date
from workbench.reading.dates.calendar import edge_day
from workbench.reading.sentences import split_sentences

ARTICLES: Final = Path(__file__).resolve().parents[2] / "shared" / "articles"
GOLD: Final = ARTICLES / "gold"
DAY: Final = timedelta(1)
INVALID: Final = "0001-01-01"  # how the specifications write a day that does not exist
NOT_PERIODS: Final = frozenset({Granularity.DAY, Granularity.TIME, Granularity.PART_OF_DAY})


@dataclass
class Tally:
    """Counts of one article."""

    wanted: int = 0
    found: int = 0
    right: int = 0
    mentions: int = 0
    wrong_mentions: int = 0
    misses: list[str] = field(default_factory=list)


def read(text: str, written: date | None) -> tuple[DateMention, ...]:
    """Read the dates of a text."""
    return find_dates(text, split_sentences(text), written)


def gold_dates(name: str) -> list[dict[str, Any]] | None:
    """Load the gold of an article, from whichever file has it."""
    for suffix, key in (("dates", "dates"), ("claims", "all_dates")):
        path = GOLD / f"{name}.{suffix}.json"
        if path.is_file():
            found = json.loads(path.read_text(encoding="utf-8")).get(key)
            if found is not None:
                return list(found)
    return None


def article(name: str, gold: list[dict[str, Any]]) -> Tally:
    """Compare the dates that are read in one article with its gold."""
    text = (ARTICLES / f"{name}.txt").read_bytes().decode()
    header = find_document_date(text)
    mentions = read(text, header.date if header else None)
    tally = Tally(wanted=len(gold), mentions=len(mentions))
    for mark in gold:
        hits = [m for m in mentions if m.start < mark["end"] and mark["start"] < m.end]
        if not hits:
            tally.misses.append(f"{name}: missed: {mark['text']!r}")
            continue
        tally.found += 1
        if any(same(mark, hit) for hit in hits):
            tally.right += 1
        else:
            tally.misses.append(f"{name}: wants {wanted(mark)}: {show(hits[0])}")
    for mention in mentions:
        if not any(mention.start < mark["end"] and mark["start"] < mention.end for mark in gold):
            tally.wrong_mentions += 1
            tally.misses.append(f"{name}: not in gold: {show(mention)}")
    return tally


def wanted(mark: dict[str, Any]) -> str:
    """Write what the gold says."""
    keys = ("value", "when", "from", "to", "notBefore", "notAfter")
    return " ".join(f"{key} {mark[key]}" for key in keys if mark.get(key))


def same(mark: dict[str, Any], mention: DateMention) -> bool:
    """Say whether a mention has the value of the gold."""
    value = mention.value
    if value is None:
        return False
    point = mark.get("value") or mark.get("when")
    if point is not None:
        point = point.removesuffix(":00") if "T" in point else point
        ends = value.split("/")
        return point in {value, *ends} or point == "/".join(ends)
    first, last = interval(value)
    begin, finish = (mark.get("from") or mark.get("notBefore"), mark.get("to") or mark["notAfter"])
    begins = begin is None or (first is not None and near(begin, first))
    return begins and last is not None and near(finish, last)


def near(point: str, day: date) -> bool:
    """Compare to a day either way; a year of the gold holds all its days."""
    if len(point) == 4:
        return day.year == int(point)
    return abs(date.fromisoformat(point) - day) <= DAY


def interval(value: str) -> tuple[date | None, date | None]:
    """Give the first and last day of a value; an open end has none."""
    first, _, last = value.partition("/")
    last = last or first
    return (
        None if first == ".." else edge_day(first, is_end=False),
        None if last == ".." else edge_day(last, is_end=True),
    )


def show(mention: DateMention) -> str:
    """Write a mention on one line."""
    return f"{mention.text!r} = {mention.value} ({mention.granularity}, {mention.basis})"


def passes(case: Case, *, periods: bool) -> bool:
    """Say whether a case passes: every result in its exact words and value, nothing else."""
    found = [mention for mention in case_mentions(case) if is_period(mention) == periods]
    if len(found) != len(case.results):
        return False
    return all(
        words(result["Text"]) == words(mention.text) and resolved(result, mention)
        for result, mention in zip(case.results, found, strict=True)
    )


def case_mentions(case: Case) -> tuple[DateMention, ...]:
    """Read the input of a case as written on its reference day."""
    written = date.fromisoformat(case.reference) if case.reference else None
    return read(case.input, written)


def is_period(mention: DateMention) -> bool:
    """Say whether a mention is of more than a day."""
    return mention.granularity not in NOT_PERIODS


def words(text: str) -> str:
    """Put a text in one form."""
    return " ".join(text.lower().split()).rstrip(".")


def resolved(result: dict[str, Any], mention: DateMention) -> bool:
    """Say whether the value is one of the two that the specification allows."""
    value = result.get("Value") or {}
    if mention.value is None:
        return INVALID in str(value.get("PastResolution"))
    if not value.get("PastResolution") and not value.get("FutureResolution"):
        return True
    first, last = interval(mention.value)
    for resolution in (value.get("PastResolution"), value.get("FutureResolution")):
        if not resolution or first is None or last is None:
            continue
        if "date" in resolution:
            if mention.value == resolution["date"]:
                return True
        elif str(first) == resolution.get("startDate") and resolution.get("endDate") in {
            str(last),
            str(last + DAY),
        }:
            return True
    return False


def print_articles() -> list[str]:
    """Print the table of articles and give the misses."""
    print("\narticles (goal: found .95, right .90, precision .95; kosovo 12 of 12)")
    print(f"{'':40} wanted found right value precision")
    whole = Tally()
    for path in sorted(ARTICLES.glob("*.txt")):
        gold = gold_dates(path.stem)
        if gold is None:
            continue
        tally = article(path.stem, gold)
        print_row(path.stem, tally)
        for name in ("wanted", "found", "right", "mentions", "wrong_mentions", "misses"):
            setattr(whole, name, getattr(whole, name) + getattr(tally, name))
    print_row("all", whole)
    return whole.misses


def print_row(name: str, tally: Tally) -> None:
    """Print one line of the table."""
    precision = 1 - tally.wrong_mentions / max(tally.mentions, 1)
    print(
        f"{name:40} {tally.wanted:6} {tally.found / tally.wanted:5.3f} {tally.right:5} "
        f"{tally.right / tally.wanted:5.3f} {precision:9.3f}"
    )


def print_specifications() -> list[str]:
    """Print how many cases pass and give the misses."""
    print("\nRecognizers-Text specifications, strict (exact words, and value if given; goal .75)")
    misses: list[str] = []
    for file, periods in (("DateParser", False), ("DatePeriodParser", True)):
        loaded = load(f"DateTime/{file}.json", "Date")
        passed = [passes(case, periods=periods) for case in loaded.cases]
        print(f"{file:20} {sum(passed):4}/{len(passed):4} {sum(passed) / len(passed):.3f}")
        print(f"{'':20} {describe(loaded)}")
        misses += [
            f"{file}: {case.input!r} ({case.reference}) wants {expected(case)}, finds "
            f"{[show(mention) for mention in case_mentions(case)]}"
            for case, ok in zip(loaded.cases, passed, strict=True)
            if not ok
        ]
    return misses


def expected(case: Case) -> str:
    """Write what a case asks for."""
    return ", ".join(
        f"{result['Text']!r} = {(result.get('Value') or {}).get('PastResolution')}"
        for result in case.results
    )


def main() -> None:
    """Print every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list every miss")
    arguments = parser.parse_args()
    print("python benchmarks/reading_dates.py" + " --misses" * arguments.misses)
    start = time.process_time()
    misses: list[str] = []
    if GOLD.is_dir():
        misses += print_articles()
    else:
        print(f"\narticles: skipped, {GOLD} is not there")
    if SPECIFICATIONS.is_dir():
        misses += print_specifications()
    else:
        print(f"\nspecifications: skipped, {SPECIFICATIONS} is not there")
    print(f"\n{len(misses)} misses in {time.process_time() - start:.1f} s CPU")
    if arguments.misses:
        print("\n".join(misses))


if __name__ == "__main__":
    main()
