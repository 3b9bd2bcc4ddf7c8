"""Which kinds of events are about what."""

from typing import Final

from workbench.ledger.folding.work import WORK_KINDS

CLAIM_KINDS: Final = frozenset(
    {"claim", "verdict", "evidence", "attachment", "anchoring", *WORK_KINDS}
)
SOURCE_KINDS: Final = frozenset({"source", "capture", "archived", "timestamp"})
