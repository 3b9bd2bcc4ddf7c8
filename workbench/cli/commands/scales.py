"""List the rating scales that can be chosen, add one of your own, or choose one.

The scale in use is marked with an asterisk. A scale of your own is a file in TOML or JSON with an
id, a name, and ratings that have a name, a meaning, and a value where they lie in an order (the
greater, the truer). It is kept in the database whole and never changed: a change is another scale
with another id, and a verdict keeps the scale that it was given in.
"""

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_database, add_json, reading_ledger, writing_ledger
from workbench.cli.output import data, hanging, json_line, say
from workbench.errors import EXIT_DONE
from workbench.named_paths import argument_path
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.model import RatingScale


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--add", metavar="FILE", type=argument_path, help="keep a scale of your own (TOML or JSON)"
    )
    parser.add_argument("--use", metavar="ID", help="give verdicts in this scale from now on")
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Add, choose, or list."""
    from workbench.desk import settings_of_project as agreed
    from workbench.ledger.queries import kept_scales

    if arguments.add is None and arguments.use is None:
        with reading_ledger(arguments) as ledger:
            used = agreed.scale_in_use(ledger).id
            kept = {one.id for one in kept_scales(ledger)}
            for scale in agreed.known_scales(ledger):
                if arguments.json:
                    marks = {"in_use": scale.id == used, "kept": scale.id in kept}
                    json_line(asdict(scale) | marks)
                else:
                    _print(scale, in_use=scale.id == used, kept=scale.id in kept)
        return EXIT_DONE
    with writing_ledger(arguments) as ledger:
        if arguments.add is not None:
            from workbench.sourcing.files import load

            scale = agreed.read_scale_file(load(str(arguments.add)).text)
            agreed.add_scale(ledger, scale)
            say(f"kept the scale {clean_line(scale.id, 60)}; it stays in the file")
        if arguments.use is not None:
            chosen = agreed.set_scale(ledger, arguments.use)
            say(f"verdicts are given in {clean_line(chosen.name, 60)} from now on")
    return EXIT_DONE


def _print(scale: "RatingScale", *, in_use: bool, kept: bool) -> None:
    where = "kept in this file" if kept else "comes with the program"
    mark = "*" if in_use else " "
    data(f"{mark} {clean_line(scale.id)}  {clean_line(scale.name)}, {where}")
    for number, step in enumerate(scale.ratings, 1):
        value = f" [{step.value}]" if step.value is not None else ""
        head = f"    {number}  {clean_line(step.name)}{value}: "
        data(hanging(head, squeeze(clean_line(step.meaning))))
