"""How soon the desk answers, in a real pseudo-terminal, among few claims and among very many.

    python benchmarks/make_large_database.py --claims 1000 --varied --out small.db
    python benchmarks/make_large_database.py --claims 1000000 --varied --out large.db
    python benchmarks/desk_latency.py small.db large.db

Every line is timed from the write of its key to the painting that shows what was asked for: by the
clock, and in processor time of the whole process with all its threads. Where a painting follows the
key at once it is that painting; else it is the one with the words that were waited for: a row of
the list that the query finds, the number of the claim, "Saved", the counts of the facets as the
ledger gives them. Beside the desk, in the same run, runs the least app that shows claims in a
Textual DataTable, at most ``--table-claims`` of them, because a table reads all before it paints.

Verdicts are given and taken back, so a few events are added to the databases. What the desk keeps
in the cache folder is made first, and told apart: the index of letters, the columns of facets and
the index in which like claims are found. ``--home`` keeps that folder for the next run; drafts and
settings are new each time.
"""

import argparse
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from terminal import ANSWER_SECONDS, COLUMNS, LINES, Answer, Terminal, terminal

from workbench.desk.finding.facets import Facets
from workbench.desk.finding.filters import parse_filter
from workbench.desk.finding.narrowing import Narrowing
from workbench.desk.matching.indexes import opened_index
from workbench.finding import QueryError
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.identity import IdentityStore
from workbench.ledger.queries import claim_number_slices, claim_rows, counts
from workbench.model import ClaimRow, Reviewer

IN_SIGHT: Final = 30
"""Rows of the list that are surely in sight."""
OPENED: Final = 15
VERDICTS: Final = 8
QUERIES: Final = (
    *("karsk", "zebra", "claimant:union", "tag:floods", "quantity>=8990"),
    *("-is:rated karsk", "rating:refuted", "mayor karsk"),
)
COUNTED: Final = (
    "is:rated",
    "karsk",
    "claimant:union",
    "tag:floods quantity>=500",
    "-is:rated karsk",
)
KEYS: Final = (
    ("down, up", (b"\x1b[B", b"\x1b[B", b"\x1b[A"), 150),
    ("page down, up", (b"\x1b[6~", b"\x1b[6~", b"\x1b[5~"), 90),
    ("end, home", (b"G", b"g"), 20),
)
SCREENS: Final = tuple("vtSew#!@nicrEdNWmFUA%hPYZMXBIT?o")
TABLE: Final = """
import pathlib, sys
from textual.app import App
from textual.widgets import DataTable
from workbench.desk.opening import open_for_reading
from workbench.ledger.queries import claim_number_slices, claim_rows
from workbench.model import ClaimFilter

class Table(App):
    def compose(self):
        yield DataTable(cursor_type="row")

    def on_mount(self):
        table = self.query_one(DataTable)
        table.add_columns("status", "worth", "statement", "claimant", "rating")
        wanted = int(sys.argv[2])
        with open_for_reading(pathlib.Path(sys.argv[1])) as ledger:
            for numbers in claim_number_slices(ledger, ClaimFilter(), first=500):
                for row in claim_rows(ledger, numbers[:wanted]):
                    table.add_row(
                        row.status, str(row.worth), row.statement, row.claimant, row.rating
                    )
                wanted -= len(numbers)
                if wanted <= 0:
                    break
        table.focus()

Table().run()
"""


@dataclass
class Figures:
    """What one program needed, by the name of each line of the table."""

    times: dict[str, list[Answer]] = field(default_factory=dict)
    megabytes: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, *answers: Answer) -> None:
        """Add to a line."""
        self.times.setdefault(name, []).extend(answers)


@dataclass(frozen=True)
class Known:
    """What the ledger itself says, which the desk must show."""

    claims: int
    first: str
    ids: tuple[str, ...]
    """Of the first claims of the list, as they are shown."""
    shown: dict[str, str]
    """By what is typed of a query, words of a row that it finds and that was not in sight."""
    counted: dict[str, tuple[str, ...]]
    """By query, patterns of lines of the panel with their counts."""


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("databases", nargs="+", type=Path)
    parser.add_argument("--table-claims", type=int, default=3_000)
    parser.add_argument("--starts", type=int, default=4)
    parser.add_argument("--home", type=Path, help="where the desk's own files are kept")
    given = parser.parse_args()
    columns: list[tuple[str, Figures]] = []
    print(f"Terminal {COLUMNS}x{LINES}. Milliseconds by the clock (of processor time).\n")
    with own_home(given.home) as home:
        for database in given.databases:
            known = prepare(database, home)
            desk = measure_desk(("-m", "workbench", str(database)), known, given.starts)
            few = min(known.claims, given.table_claims)
            table = measure_table(("-c", TABLE, str(database), str(few)), known.first, given.starts)
            columns += [(f"desk, {known.claims:,}", desk), (f"DataTable, {few:,}", table)]
    print_table(columns)


@contextmanager
def own_home(kept: Path | None) -> Iterator[Path]:
    """A folder for settings and caches, and the environment that names it."""
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary)
        if kept is not None:
            cache = kept.absolute() / "cache"
            cache.mkdir(parents=True, exist_ok=True)
            (home / "cache").symlink_to(cache, target_is_directory=True)
        os.environ["WORKBENCH_HOME"] = str(home)
        yield home


# ------------------------------------------------------------------------- what is true


def prepare(database: Path, home: Path) -> Known:
    """Make what the desk keeps in its cache folder, and ask the ledger what will be shown."""
    identity = IdentityStore(home / "config", home / "state")
    if identity.known_reviewer() is None:
        identity.adopt(Reviewer(random.Random(1).randbytes(16).hex(), "Cleo"))
    with open_ledger(database, mode="read", identity=identity) as ledger:
        facets, narrowing = Facets(ledger), Narrowing(ledger)
        with told_apart("index of letters"):
            while narrowing.bring_up_to_date():
                pass
        with told_apart("columns of facets"):
            facets.queues()
        with told_apart("index of like claims"), opened_index(ledger):
            pass
        every = first_rows(ledger, narrowing, "")
        shown: dict[str, str] = {}
        for query in QUERIES:
            before = every
            for typed in filter(understood, beginnings(query)):
                found = first_rows(ledger, narrowing, typed)
                shown[typed] = words_of_row(found, before)
                before = found
        tally = counts(ledger)
        known = Known(
            tally["all"] - tally["dismissed"],
            every[0].statement[:24],
            tuple(f"claim {row.id[:8]}" for row in every),
            shown,
            {query: counts_as_written(facets, query) for query in ("", *COUNTED)},
        )
        facets.close()
        narrowing.close()
    return known


@contextmanager
def told_apart(what: str) -> Iterator[None]:
    """Tell what it takes to make something that is kept, or to see that it is up to date."""
    began = time.process_time()
    yield
    print(f"Before: {what}, {time.process_time() - began:.1f} s of processor time.")


def beginnings(query: str) -> list[str]:
    """What stands in the line after each key."""
    return [query[:end] for end in range(1, len(query) + 1)]


def understood(typed: str) -> bool:
    """Whether the list follows what is typed so far."""
    try:
        parse_filter(typed)
    except QueryError:
        return False
    return True


def first_rows(ledger: Ledger, narrowing: Narrowing, typed: str) -> list[ClaimRow]:
    """The rows with which the list of a query begins."""
    wanted = parse_filter(typed)
    found: list[int] = []
    for numbers in claim_number_slices(ledger, wanted, among=narrowing.among(wanted)):
        found.extend(numbers)
        if len(found) >= 2 * IN_SIGHT:
            break
    return claim_rows(ledger, found[: 2 * IN_SIGHT])


def words_of_row(found: list[ClaimRow], before: list[ClaimRow]) -> str:
    """How the last row in sight begins that was not there before; what stands for no rows."""
    if not found:
        return "No claims match"
    seen = {row.id for row in before}
    rows = found[:IN_SIGHT]
    return next((row for row in reversed(rows) if row.id not in seen), rows[-1]).statement[:24]


def counts_as_written(facets: Facets, query: str) -> tuple[str, ...]:
    """Patterns of the lines of the panel that count by status."""
    between = r"(?:\x1b\[[0-9;]*m|\s)+"
    return tuple(
        rf"{value}{between}{count:,}(?![\d,])"
        for value, count in facets.counts(query).facets["status"]
    )


# ------------------------------------------------------------------------- measuring


def measure_desk(program: Sequence[str], known: Known, starts: int) -> Figures:
    """All that is measured of the desk."""
    figures = Figures()
    for _ in range(starts):
        with terminal(program) as desk:
            figures.add("start to first claims", desk.start(known.first))
            figures.add("start to first key answered", first_key(desk))
    with terminal(program) as desk:
        desk.start(known.first)
        desk.settle()
        figures.megabytes["settled"] = desk.megabytes()
        for name, keys, presses in KEYS:
            figures.add(name, *(desk.press(keys[n % len(keys)]) for n in range(presses)))
        desk.press(b"g")
        open_claims(desk, known, figures)
        type_queries(desk, known, figures)
        count_facets(desk, known, figures)
        give_verdicts(desk, figures)
        resize(desk, figures)
        open_screens(desk)
        figures.megabytes["every screen opened"] = desk.megabytes()
        figures.megabytes["at most"] = desk.megabytes("VmHWM")
    return figures


def first_key(program: Terminal) -> Answer:
    """What has been spent since the start when the first key is answered."""
    spent = program.processor_seconds() * 1000
    return Answer(0.0, spent + program.press(b"\x1b[B").processor)


def open_claims(desk: Terminal, known: Known, figures: Figures) -> None:
    """Go to the next claim until its own number is shown, then into it and back."""
    for shown in known.ids[1:OPENED]:
        figures.add("open a claim: shown", desk.press_until(b"\x1b[B", (shown,)))
        figures.add("open a claim: gone into", desk.press(b"\r"))
        desk.press(b"\x1b")
    desk.press(b"g")


def type_queries(desk: Terminal, known: Known, figures: Figures) -> None:
    """Type queries key by key, until each time the list shows what it finds."""
    for query in QUERIES:
        desk.press(b"/")
        for typed in beginnings(query):
            key, words = typed[-1:].encode(), known.shown.get(typed)
            if words is None or typed.strip() != typed:
                figures.add("key of a query: in its line", desk.press(key))
                continue
            answer = desk.press_until(key, (re.escape(words),))
            which = "first key" if len(typed) == 1 else "later keys"
            figures.add("key of a query: list shown", answer)
            figures.add(f"key of a query: list, {which}", answer)
        desk.press(b"\x1b")
        desk.settle(3.0)
        desk.press(b"\x7f")
        desk.settle(3.0)
        # The claim under the cursor stays there, so the list would not begin at its first row.
        desk.press(b"g")


def count_facets(desk: Terminal, known: Known, figures: Figures) -> None:
    """The last key of queries with the panel open, until the counts are those of the ledger."""
    desk.settle()
    figures.add("facets: first shown", desk.press_until(b"b", known.counted[""]))
    for _ in range(2):
        for query in COUNTED:
            desk.press(b"/")
            desk.type_ahead(query[:-1].encode())
            desk.settle(10.0)
            key = query[-1:].encode()
            figures.add("facets: narrowed", desk.press_until(key, known.counted[query]))
            desk.press(b"\x1b")
            desk.settle(5.0)
            figures.add("facets: of everything", desk.press_until(b"\x7f", known.counted[""]))
    desk.press(b"b")
    desk.press(b"\x1b")


def give_verdicts(desk: Terminal, figures: Figures) -> None:
    """Rate claims by keys alone, until it is said that they are saved; then take it back."""
    for _ in range(4):
        desk.press(b"\x1b[B")
    for _ in range(VERDICTS):
        desk.press(b"\x1b[B")
        figures.add("verdict form", desk.press_until(b"2", ("Because, in Markdown",)))
        desk.press(b"Compared with the register.")
        desk.press(b"\t")
        desk.press(b" ")
        figures.add("verdict saved and shown", desk.press_until(b"\x13", ("Saved: Refuted",)))
        desk.settle(5.0)
    for _ in range(VERDICTS):
        figures.add("undo, saved and shown", desk.press_until(b"u", ("Undone",)))
        desk.settle(5.0)


def resize(desk: Terminal, figures: Figures) -> None:
    """Make the window smaller and large again."""
    for _ in range(5):
        for columns, lines in ((100, 30), (COLUMNS, LINES)):
            figures.add("resize", desk.resize(columns, lines))


def open_screens(desk: Terminal) -> None:
    """Open every screen once, and leave it."""
    for key in SCREENS:
        if desk.press(key.encode()).clock >= ANSWER_SECONDS * 1000:
            sys.exit(f"the key {key} showed nothing, so its screen was not opened")
        desk.settle(3.0)
        for _ in range(2):
            desk.type_ahead(b"\x1b")
            # With another key close behind it an Escape would be part of that key.
            desk.settle(2.0)
    desk.settle()


def measure_table(program: Sequence[str], words: str, starts: int) -> Figures:
    """The same of the least app."""
    figures = Figures()
    for last in range(starts):
        with terminal(program) as table:
            figures.add("start to first claims", table.start(words))
            figures.add("start to first key answered", first_key(table))
            if last == starts - 1:
                table.settle()
                figures.megabytes["settled"] = table.megabytes()
                for name, keys, presses in KEYS[:2]:
                    figures.add(name, *(table.press(keys[n % len(keys)]) for n in range(presses)))
    return figures


# ------------------------------------------------------------------------- telling


def print_table(columns: Sequence[tuple[str, Figures]]) -> None:
    """A line for each thing measured, a column for each program."""
    names = dict.fromkeys(name for _, figures in columns for name in figures.times)
    print("| | " + " | ".join(name for name, _ in columns) + " |")
    print("| --- |" + " ---: |" * len(columns))
    for name in names:
        for what, share in (("p50", 0.5), ("p99", 0.99)):
            cells = [cell(figures.times.get(name, []), share) for _, figures in columns]
            print(f"| {name}, {what} | " + " | ".join(cells) + " |")
    for name in dict.fromkeys(name for _, figures in columns for name in figures.megabytes):
        cells = [f"{figures.megabytes.get(name, 0):.0f}" for _, figures in columns]
        print(f"| memory, MB: {name} | " + " | ".join(cells) + " |")


def cell(answers: Sequence[Answer], share: float) -> str:
    """A percentile by the clock, and of processor time."""
    if not answers:
        return ""
    place = min(int(len(answers) * share), len(answers) - 1)
    clock = sorted(answer.clock for answer in answers)[place]
    work = sorted(answer.processor for answer in answers)[place]
    return f"{clock:.1f} ({work:.1f})" if clock else f"({work:.0f})"


if __name__ == "__main__":
    main()
