"""Names, places and work for a large synthetic database that is as mixed as a real one.

``make_large_database.py --varied`` uses it: some thousands of speakers and places, of which a few
are frequent and most are rare, and on every twentieth claim the work of two reviewers: sources,
quotations, verdicts, tags, priorities, assignments and comments.
"""

import random
from collections.abc import Sequence
from typing import Final

from workbench.ledger.database import Ledger
from workbench.ledger.recording import attach
from workbench.ledger.recording.working import (
    record_assignment,
    record_comment,
    record_priority,
    record_tag,
)
from workbench.model import Priority

CLAIMS_IN_AN_ACT: Final = 2_000
NAMES: Final = 4_000
_BEGINNINGS: Final = (
    "Al", "Bre", "Cor", "Dun", "Es", "Fal", "Gor", "Hal", "Iv", "Jor", "Kel", "Lund", "Mar", "Nor",
    "Ost", "Pel", "Quin", "Ros", "Sar", "Tor", "Ul", "Var", "Wes", "Yar", "Zel",
)  # fmt: skip
_MIDDLES: Final = ("a", "ber", "den", "i", "len", "mo", "ni", "ra", "so", "ta", "ve", "wi")
_ENDS: Final = (
    "burg",
    "by",
    "dal",
    "ford",
    "gate",
    "ham",
    "ik",
    "mouth",
    "nes",
    "ov",
    "stad",
    "vik",
)
_OFFICES: Final = ("Mayor", "Minister", "Professor", "Senator", "Judge", "Captain", "Doctor")
_TAGS: Final = (
    "budget", "climate", "election", "energy", "farming", "floods", "health", "housing",
    "migration", "police", "railways", "schools", "taxes", "trade", "war", "water",
)  # fmt: skip
_REASONS: Final = (
    "Compared with the register.", "The annual report gives the same figure for that day.",
    "The ministry's table counts another district.", "No record of it was found in the archive.",
)  # fmt: skip
_RATINGS: Final = (
    "Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking",
)  # fmt: skip
_DAY: Final = "2024-07-01"


def names(chance: random.Random) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Places and speakers; the first of each are those that are used most."""
    places = tuple(_word(chance) for _ in range(NAMES))
    speakers = tuple(f"{chance.choice(_OFFICES)} {_word(chance)}" for _ in range(NAMES))
    return places, speakers


def rarely(chance: random.Random, words: Sequence[str]) -> str:
    """One of the words, the first ones far more often than the last."""
    return words[int(len(words) * chance.random() ** 4)]


def work_on(ledger: Ledger, chance: random.Random, claims: Sequence[str], seen: float) -> None:
    """Let the reviewer of the ledger work on claims; ``seen`` of them get a verdict."""
    reviewer = ledger.reviewer.id
    for first in range(0, len(claims), CLAIMS_IN_AN_ACT):
        some = claims[first : first + CLAIMS_IN_AN_ACT]
        with ledger.act(f"Work on {len(some)} claims") as act:
            for claim in some:
                host = f"{_BEGINNINGS[int(25 * chance.random() ** 2)].lower()}.records.example"
                page = f"{host}/{claim[:6]}"
                attach(act, claim, page, f"https://{page}")
                if chance.random() < 0.7:
                    record_tag(act, claim, rarely(chance, _TAGS))
                if chance.random() < 0.2:
                    record_priority(act, claim, chance.choice(tuple(Priority)))
                if chance.random() < 0.2:
                    record_assignment(act, claim, reviewer)
                if chance.random() < 0.05:
                    record_comment(act, claim, "The translation of this sentence is doubtful.")
                if chance.random() >= seen:
                    continue
                evidence = act.record(
                    "evidence",
                    claim,
                    chance.randbytes(8).hex(),
                    {
                        "url": f"https://{page}",
                        "source": page,
                        "quote": "The register gives another figure.",
                        "stance": chance.choice(("supports", "refutes")),
                        "seen_on": _DAY,
                    },
                )
                value = {
                    "rating": chance.choice(_RATINGS),
                    "scale": "averitec/1",
                    "because": chance.choice(_REASONS),
                    "evidence": [evidence],
                    "unsourced": False,
                }
                act.record("verdict", claim, "rating", value)


def _word(chance: random.Random) -> str:
    middle = chance.choice(_MIDDLES) if chance.random() < 0.7 else ""
    return chance.choice(_BEGINNINGS) + middle + chance.choice(_ENDS)
