"""List what reviewers disagree in, with all sides.

Verdicts that differ, and other words of which one is shown at a time: wordings, claimants, dates,
a page's author. Nothing was lost and nothing was chosen: all sides stand until somebody settles
it. Verdicts are settled by a verdict that takes the place of all (workbench adjudicate CLAIM
RATING --because TEXT), other words by choosing a side (workbench adjudicate --keep ID, with the
id that is printed before the side).
"""

import argparse
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_database, add_json, reading_ledger
from workbench.cli.output import data, hanging, json_line, say
from workbench.errors import EXIT_DONE
from workbench.text import clean_line, counted, squeeze

if TYPE_CHECKING:
    from workbench.desk.deciding.conflicts import Conflict, Side

ID_DIGITS = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """List them."""
    from workbench.desk.deciding.conflicts import conflicts

    count = 0
    with reading_ledger(arguments) as ledger:
        for conflict in conflicts(ledger):
            count += 1
            if arguments.json:
                json_line(as_object(conflict))
            else:
                print_conflict(conflict)
    if count:
        say(f"{counted(count, 'conflict')}; each stands until somebody adjudicates")
    else:
        say("nobody disagrees")
    return EXIT_DONE


def print_conflict(conflict: "Conflict") -> None:
    """Print one conflict with all its sides."""
    data(hanging(f"{conflict.entity[:8]}  {conflict.what}  ", _line(conflict.about)))
    for side in conflict.sides:
        data(hanging(f"  {side.event[-ID_DIGITS:]}  ", _side(side)))
        if side.because:
            data(hanging("      because: ", _line(side.because)))
        for quote in side.evidence:
            data(hanging("      evidence: ", _line(quote)))


def as_object(conflict: "Conflict") -> dict[str, object]:
    """A conflict as a JSON object."""
    return {
        "what": conflict.what,
        "kind": conflict.kind,
        "id": conflict.entity,
        "about": conflict.about,
        "sides": [
            {
                "id": side.event,
                "says": side.says,
                "because": side.because,
                "by": side.given_by.name,
                "reviewer": side.given_by.id,
                "at": side.given_at.isoformat(),
                "evidence": list(side.evidence),
                "unsourced": side.unsourced,
            }
            for side in conflict.sides
        ],
    }


def _side(side: "Side") -> str:
    unsourced = ", unsourced" if side.unsourced else ""
    at = f"{side.given_at:%Y-%m-%d %H:%M}"
    return f"{_line(side.says)}{unsourced}, by {_line(side.given_by.name)}, {at}"


def _line(text: str) -> str:
    return squeeze(clean_line(text))
