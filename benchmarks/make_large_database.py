"""Build a database of many synthetic claims through the ledger, as a program would.

    python benchmarks/make_large_database.py --claims 1000000 --out large.db

Every claim is written as an event and folded like any other; a few get evidence and verdicts,
some of them in conflict. With ``--varied`` speakers and places are thousands, most of them rare,
and every twentieth claim was worked on. The same arguments give the same claims.
"""

import argparse
import hashlib
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import varied_work

from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.identifiers import claim_identifier
from workbench.ledger.identity import IdentityStore
from workbench.ledger.writing import Writing
from workbench.model import Reviewer

CLAIMS_IN_A_DOCUMENT: Final = 40
CLAIMS_IN_AN_ACT: Final = 10_000
_PLACES: Final = ("Varnia", "Port Ostra", "the Elm Valley", "Dellingen", "Karsk", "Lower Mirn")
_SPEAKERS: Final = (
    "the interior ministry", "Governor Ilse Brandt", "a hospital spokesman", "the rail union",
    "Deputy Mayor Tomas Vel", "the statistics office", None, None,
)  # fmt: skip
_COUNTED: Final = ("people", "houses", "soldiers", "vehicles", "schools", "tonnes of grain")
_WHAT: Final = (
    "were evacuated from", "returned to", "were damaged in", "arrived in",
    "were counted in", "were moved out of",
)  # fmt: skip
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_RATINGS: Final = ("Supported", "Refuted", "Not Enough Evidence")


def main() -> None:
    """Build the database and print what it took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--varied", action="store_true", help="many names, and much work")
    arguments = parser.parse_args()
    if arguments.out.exists():
        parser.error(f"{arguments.out} exists already")
    started, worked = time.perf_counter(), time.process_time()
    build(arguments.out, arguments.claims, arguments.seed, varied=arguments.varied)
    elapsed, work = time.perf_counter() - started, time.process_time() - worked
    size = arguments.out.stat().st_size
    print(f"claims            {arguments.claims:>12,}")
    print(f"time              {elapsed:>12.1f} s ({work:.1f} s of processor)")
    print(f"claims per second {arguments.claims / elapsed:>12,.0f}")
    print(
        f"size              {size / 1e6:>12,.1f} MB ({size / arguments.claims:,.0f} bytes a claim)"
    )


def build(path: Path, claims: int, seed: int = 1, *, varied: bool = False) -> None:
    """Write a database of ``claims`` synthetic claims to ``path``."""
    chance = random.Random(seed)
    words = varied_work.names(random.Random(seed)) if varied else None
    with tempfile.TemporaryDirectory() as folder:
        own = IdentityStore(Path(folder) / "one", Path(folder) / "one-state")
        other = IdentityStore(Path(folder) / "two", Path(folder) / "two-state")
        own.adopt(Reviewer(chance.randbytes(16).hex(), "Ada"))
        other.adopt(Reviewer(chance.randbytes(16).hex(), "Ben"))
        reviewed: list[str] = []
        with open_ledger(path, mode="create", identity=own, name="synthetic") as ledger:
            written = 0
            while written < claims:
                until = min(claims, written + CLAIMS_IN_AN_ACT)
                with ledger.act(f"Add {until - written} synthetic claims") as act:
                    while written < until:
                        count = min(CLAIMS_IN_A_DOCUMENT, until - written)
                        ids = add_document(act, chance, written, count, words)
                        reviewed.extend(ids[: 2 if varied else 1])
                        written += count
            if varied:
                varied_work.work_on(ledger, chance, reviewed, seen=0.8)
            else:
                _review(ledger, chance, reviewed[:: max(1, len(reviewed) // 2_000)])
        with open_ledger(path, mode="write", identity=other) as ledger:
            if varied:
                varied_work.work_on(ledger, chance, reviewed[::5], seen=0.6)
            else:
                _review(ledger, chance, reviewed[:: max(1, len(reviewed) // 400)])


def add_document(
    act: Writing,
    chance: random.Random,
    first: int,
    count: int,
    words: tuple[Sequence[str], Sequence[str]] | None = None,
) -> list[str]:
    """Record a document with so many claims, and return their ids.

    ``words`` are places and speakers to choose from beside the ordinary ones.
    """
    statements = [_statement(chance, words) for _ in range(count)]
    text = "\n".join(statement["span"] for statement in statements) + "\n"
    data = f"Dispatch {first}\n\n{text}".encode()
    document = hashlib.sha256(data).hexdigest()
    act.record(
        "document",
        document,
        "read",
        {
            "title": f"Dispatch {first}",
            "address": f"dispatches/{first}.txt",
            "encoding": "utf-8",
            "language": "en",
            "characters": len(data.decode()),
            "document_date": "2024-06-01",
            "document_date_basis": "given",
            "notes": [],
            "bytes": act.keep(data),
        },
        replaces_own=False,
    )
    offset = len(f"Dispatch {first}\n\n")
    ids = []
    for statement in statements:
        end = offset + len(statement["span"])
        identifier = claim_identifier(document, offset, end)
        value = {**_shifted(statement, offset), "document": document, "start": offset, "end": end}
        act.record("claim", identifier, "read", value, replaces_own=False)
        ids.append(identifier)
        offset = end + 1
    return ids


def _statement(
    chance: random.Random, words: tuple[Sequence[str], Sequence[str]] | None = None
) -> dict[str, Any]:
    """A claim with offsets that count from its own beginning."""
    number, counted = chance.randrange(2, 9_000), chance.choice(_COUNTED)
    place, speaker = chance.choice(_PLACES), chance.choice(_SPEAKERS)
    if words and chance.random() < 0.6:
        place = varied_work.rarely(chance, words[0])
        speaker = speaker and varied_work.rarely(chance, words[1])
    day, month = chance.randrange(1, 29), chance.randrange(1, 13)
    date_text = f"{day} {_MONTHS[month - 1]} 2024"
    about = chance.random() < 0.3
    amount = f"{'some ' if about else ''}{number:,} {counted}"
    text = f"{amount} {chance.choice(_WHAT)} {place} on {date_text}"
    text = text[0].upper() + text[1:]
    said = f", {speaker} said" if speaker else ""
    digits = text.index(f"{number:,}")
    at, when = text.index(place), text.index(date_text)
    return {
        "span": f"{text}{said}.",
        "text": text,
        "types": ["quantity", "event"],
        "quantities": [
            {
                "start": digits, "end": digits + len(f"{number:,}"), "text": f"{number:,}",
                "value": number, "low": None, "high": None,
                "approximator": "about" if about else None, "unit": None, "counted": counted,
            }
        ],
        "dates": [
            {
                "start": when, "end": when + len(date_text), "text": date_text,
                "value": f"2024-{month:02}-{day:02}", "granularity": "day", "basis": "explicit",
                "alternatives": [], "weekday_agrees": None, "anchor": None,
            }
        ],
        "names": [{"start": at, "end": at + len(place), "text": place, "kind": "place"}],
        "claimant": speaker,
        "attribution": {
            "start": len(text) + 2, "end": len(text) + len(said), "text": said[2:],
            "claimant": speaker, "cue": "said", "direct": False, "relayer": None,
        } if speaker else None,
        "negated": False,
        "modality": "asserted",
        "worth": chance.randrange(300, 1000),
        "reasons": ["a number with what it counts", "a date"],
        "by_hand": False,
    }  # fmt: skip


def _shifted(statement: dict[str, Any], offset: int) -> dict[str, Any]:
    moved = dict(statement)
    for slot in ("quantities", "dates", "names"):
        moved[slot] = [
            {**one, "start": one["start"] + offset, "end": one["end"] + offset}
            for one in statement[slot]
        ]
    said = statement["attribution"]
    if said:
        moved["attribution"] = {
            **said, "start": said["start"] + offset, "end": said["end"] + offset
        }  # fmt: skip
    return moved


def _review(ledger: Ledger, chance: random.Random, claims: list[str]) -> None:
    with ledger.act(f"Review {len(claims)} claims") as act:
        for claim in claims:
            evidence = act.record(
                "evidence",
                claim,
                chance.randbytes(8).hex(),
                {
                    "url": f"https://records.example/{claim[:6]}",
                    "source": f"records.example/{claim[:6]}",
                    "quote": "The register gives another figure.",
                    "stance": "refutes",
                    "seen_on": "2024-07-01",
                },
            )
            act.record(
                "verdict",
                claim,
                "rating",
                {
                    "rating": chance.choice(_RATINGS),
                    "scale": "averitec/1",
                    "because": "Compared with the register.",
                    "evidence": [evidence],
                    "unsourced": False,
                },
            )


if __name__ == "__main__":
    main()
