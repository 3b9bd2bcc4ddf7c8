"""An accepted proposal as a claim: an exact span with the reader's slots in it."""

from typing import Final

from workbench.model import ClaimType, Insertion, Modality, Reading, Statement
from workbench.proposing.guard.check import Held
from workbench.proposing.placed import within
from workbench.text import clean_line, squeeze

NEUTRAL_WORTH: Final = 500


def claim_of(held: Held, reading: Reading, model: str) -> Statement:
    """Make the claim. Its worth is that of the reader's claim around it, where there is one."""
    start, end = held.start, held.end
    quantities = within(reading.quantities, start, end)
    dates = within(reading.dates, start, end)
    governing = held.alignment.governing
    types: list[ClaimType] = []
    if governing is not None:
        carried = {ClaimType.QUANTITY, ClaimType.DATE}
        types += [kind for kind in governing.types if kind not in carried]
    types += [ClaimType.QUANTITY] if quantities else []
    types += [ClaimType.DATE] if dates else []
    if held.force.modality is Modality.PLANNED and ClaimType.PLAN not in types:
        types.append(ClaimType.PLAN)
    return Statement(
        start=start,
        end=end,
        span=reading.text[start:end],
        text=held.wording.text,
        types=tuple(types),
        quantities=quantities,
        dates=dates,
        names=within(reading.names, start, end),
        claimant=held.force.claimant,
        attribution=held.force.attribution,
        negated=held.force.negated,
        modality=held.force.modality,
        worth=governing.worth if governing is not None else NEUTRAL_WORTH,
        reasons=(f"proposed by {squeeze(clean_line(model, 80))}",),
        insertions=tuple(
            Insertion(one.origin_start, one.origin_end, one.words)
            for one in held.wording.insertions
        ),
    )
