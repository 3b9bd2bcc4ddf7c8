"""Very much on one claim: what each further step costs, one large step, and the tables made anew.

    python benchmarks/much_on_one_claim.py [--few 1000 --many 10000]

Processor time. A step works its claim out anew from all that was said of it, so a further step
grows with what is there; a large step, and a rebuild, work it out once and must grow in proportion.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from make_large_database import add_document
from merging import opened

from workbench.ledger.database import Ledger
from workbench.ledger.rebuild import rebuild
from workbench.ledger.recording.working import record_comment, record_tag
from workbench.ledger.undoing import redo, undo
from workbench.ledger.writing import Writing

_FURTHER: Final = 7
Say = Callable[[Writing, str, int], object]


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=10_000)
    parser.add_argument("--undos", type=int, default=1_000)
    given = parser.parse_args()
    print("| on one claim | in one step, s | a further step, ms | rebuild, s |")
    print("| --- | ---: | ---: | ---: |")
    for name, say in _SAYING.items():
        for count in (given.few, given.many):
            print(f"| {count:,} {name} {_measured(say, count)}")
    print(f"\n{_undone(given.undos)}")


def _verdict(act: Writing, claim: str, number: int) -> object:
    value = {
        "rating": "Supported",
        "scale": "averitec/1",
        "because": f"The register of {number} gives the same figure.",
        "evidence": [],
        "unsourced": True,
    }
    return act.record("verdict", claim, "rating", value)


_SAYING: Final[dict[str, Say]] = {
    "verdicts": _verdict,
    "comments": lambda act, claim, number: record_comment(act, claim, f"comment {number}"),
    "tags": lambda act, claim, number: record_tag(act, claim, f"tag {number}"),
}


def _begun(folder: str) -> tuple[Ledger, str]:
    ledger = opened(Path(folder) / "one.db", "Ada", "create")
    with ledger.act("Add a document") as act:
        claims = add_document(act, random.Random(1), 0, 40)
    return ledger, claims[0]


def _measured(say: Say, count: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        ledger, claim = _begun(folder)
        with ledger:
            began = time.process_time()
            with ledger.act("Say much") as act:
                for number in range(count):
                    say(act, claim, number)
            at_once = time.process_time() - began
            further = []
            for number in range(count, count + _FURTHER):
                began = time.process_time()
                with ledger.act("Say one thing more") as act:
                    say(act, claim, number)
                further.append(time.process_time() - began)
            began = time.process_time()
            rebuild(ledger)
            anew = time.process_time() - began
    return f"| {at_once:.2f} | {statistics.median(further) * 1000:.0f} | {anew:.2f} |"


def _undone(count: int) -> str:
    """Undo one verdict and redo it, again and again."""
    with tempfile.TemporaryDirectory() as folder:
        ledger, claim = _begun(folder)
        with ledger:
            with ledger.act("Decide") as act:
                _verdict(act, claim, 0)
            taken = []
            for _ in range(count // 2):
                began = time.process_time()
                undo(ledger)
                redo(ledger)
                taken.append((time.process_time() - began) / 2)
    first, last = statistics.median(taken[:9]), statistics.median(taken[-9:])
    return (
        f"One act undone and redone {count:,} times: {first * 1000:.1f} ms a step at first, "
        f"{last * 1000:.1f} ms at the end."
    )


if __name__ == "__main__":
    main()
