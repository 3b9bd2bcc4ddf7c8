"""What restoring did, and how that is told."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.ledger.merging import Merged
from workbench.ledger.named_things import NOTHING, Amount, amount_in_words, loss_in_words
from workbench.text import clean_line, counted

__all__ = ["Restored", "restored_lines"]

_NOTHING: Final = "nothing that it lacks could still be read"


@dataclass(frozen=True, slots=True)
class Restored:
    """What restoring did.

    ``aside`` is where the file from before is kept, if there was one. ``merged`` tells what came
    into the file where both were joined. ``lost`` says why a damaged file could not be read whole;
    then ``merged`` tells of the rows that could, and ``came`` how much of them the backup lacked.
    ``gone`` is what a damaged or altered file names and is nowhere. ``redacted`` is how many events
    were in the backup and stay out, because they have been redacted since; ``back`` is how many
    proposals to redact name something that is here now, which the list in a damaged or missing file
    would have kept out. ``mended`` is true of a file that was damaged or altered, and holds now
    what is sound in it and in the backup. ``source`` is what was restored from, in words.
    """

    aside: Path | None
    merged: Merged | None = None
    lost: str | None = None
    came: Amount = NOTHING
    gone: Amount = NOTHING
    redacted: int = 0
    back: int = 0
    mended: bool = False
    source: str = "the backup"


def restored_lines(restored: Restored, *, exactly: bool) -> list[str]:
    """What restoring did, in words."""
    lines = []
    if restored.lost is not None:
        came = amount_in_words(restored.came)
        came = f"{came} that it lacks could still be read and came back" if came else _NOTHING
        lines.append(f"the damaged file could not be read whole: {restored.lost}")
        lines.append(f"restored from {restored.source}; {came}")
        return [*lines, *_loss_lines(restored), *_left_lines(restored)]
    if exactly:
        lines.append(f"restored to exactly what {restored.source} holds")
    elif restored.mended:
        lines.append(
            f"mended: the file holds what {restored.source} held and all that was sound in the file"
        )
        lines += _loss_lines(restored)
    elif restored.merged is None:
        lines.append(f"restored from {restored.source}")
    elif restored.merged.empty:
        lines.append(f"nothing was missing: everything that {restored.source} holds is here")
    else:
        lines.append(f"restored: {counted(restored.merged.new, 'event')} came back, none was lost")
    return [*lines, *_left_lines(restored)]


def _loss_lines(restored: Restored) -> list[str]:
    """What is lost, in words."""
    words = loss_in_words(restored.gone).removesuffix(".")
    return [f"{words[0].lower()}{words[1:]}"]


def _left_lines(restored: Restored) -> list[str]:
    """What stays out, what is back, and where the file from before is."""
    lines = []
    if restored.redacted:
        lines.append(f"{counted(restored.redacted, 'event')} in it stay out, as redacted since")
    if restored.back:
        named = "proposal to redact names" if restored.back == 1 else "proposals to redact name"
        lines.append(
            f"{restored.back} {named} something that is here now; workbench redact --list shows it"
        )
    if restored.aside is not None:
        lines.append(f"the file from before is kept as {clean_line(str(restored.aside))}")
    return lines
