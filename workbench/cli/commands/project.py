"""Show what is agreed for the project, or change it: publisher, rating scale, second readers.

Reports and ClaimReview name the publisher. A verdict keeps the scale in which it was given, so
another scale changes no earlier verdict. Each change is one act, which undo takes back.
"""

import argparse
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from workbench.cli.arguments import add_database, add_json, reading_ledger, writing_ledger
from workbench.cli.output import data, json_line, say
from workbench.errors import EXIT_DONE, UsageError
from workbench.model import ProjectSettings, Publisher, RatingScale, SecondReader
from workbench.named_paths import argument_path
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_OF_PUBLISHER = {
    "url": ("URL", "the publisher's address"),
    "logo": ("URL", "the address of its logo"),
    "review_address": ("URL", "where the review of a claim stands, with {claim} for its id"),
    "contact": ("TEXT", "how to reach it"),
    "methodology": ("URL", "where it says how it checks"),
    "corrections": ("URL", "where it says how it corrects errors"),
    "license": ("URL", "the licence of what it publishes"),
    "language": ("CODE", "the language it publishes in"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--publisher", metavar="NAME", help="who publishes; empty for nobody")
    for name, (shape, words) in _OF_PUBLISHER.items():
        parser.add_argument(f"--{name.replace('_', '-')}", metavar=shape, help=words)
    parser.add_argument(
        "--same-as", metavar="URL", action="append", help="another address of the publisher"
    )
    parser.add_argument("--scale", metavar="ID", help="the rating scale for verdicts from now on")
    parser.add_argument(
        "--add-scale",
        metavar="FILE",
        type=argument_path,
        help="keep a scale of your own (TOML or JSON)",
    )
    parser.add_argument(
        "--second-reader",
        choices=["blind", "open", "off"],
        help="whether each verdict needs a second reader, and whether that one reads blind",
    )
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Change what was given, or show everything."""
    changes = _about_publisher(arguments) or any(
        one is not None for one in (arguments.scale, arguments.add_scale, arguments.second_reader)
    )
    if not changes:
        from workbench.desk.settings_of_project import known_scales, scale_in_use, settings

        with reading_ledger(arguments) as ledger:
            _print(settings(ledger), scale_in_use(ledger), known_scales(ledger), arguments)
        return EXIT_DONE
    with writing_ledger(arguments) as ledger:
        _change(ledger, arguments)
    return EXIT_DONE


def _change(ledger: "Ledger", arguments: argparse.Namespace) -> None:
    from workbench.desk import settings_of_project as agreed
    from workbench.sourcing.files import load

    if _about_publisher(arguments):
        agreed.set_publisher(ledger, _publisher(agreed.settings(ledger).publisher, arguments))
        say("kept the publisher; workbench undo takes it back")
    if arguments.add_scale is not None:
        scale = agreed.read_scale_file(load(str(arguments.add_scale)).text)
        agreed.add_scale(ledger, scale)
        say(f"kept the scale {clean_line(scale.id, 60)}; it stays in the file")
    if arguments.scale is not None:
        chosen = agreed.set_scale(ledger, arguments.scale)
        say(f"verdicts are given in {clean_line(chosen.name, 60)} from now on")
    if arguments.second_reader is not None:
        word = arguments.second_reader
        agreed.set_second_reader(ledger, SecondReader(word != "off", word != "open"))
        say("kept the rule for second readers; workbench undo takes it back")


def _about_publisher(arguments: argparse.Namespace) -> bool:
    names = ("publisher", "same_as", *_OF_PUBLISHER)
    return any(getattr(arguments, name) is not None for name in names)


def _publisher(before: Publisher | None, arguments: argparse.Namespace) -> Publisher | None:
    if arguments.publisher == "":
        return None
    name = arguments.publisher or (before.name if before else None)
    if name is None:
        raise UsageError("name the publisher with --publisher")
    given: dict[str, Any] = {
        one: getattr(arguments, one) or None
        for one in _OF_PUBLISHER
        if getattr(arguments, one) is not None
    }
    if arguments.same_as is not None:
        given["same_as"] = tuple(one for one in arguments.same_as if one)
    return replace(before or Publisher(name), name=name, **given)


def _print(
    settings: ProjectSettings,
    scale: RatingScale,
    known: tuple[RatingScale, ...],
    arguments: argparse.Namespace,
) -> None:
    publisher, rule = settings.publisher, settings.second_reader
    if arguments.json:
        json_line(
            {
                "publisher": asdict(publisher) if publisher else None,
                "scale": asdict(scale),
                "second_reader": asdict(rule),
                "scales": [one.id for one in known],
            }
        )
        return
    data(f"publisher      {clean_line(publisher.name) if publisher else 'none yet'}")
    for name in _OF_PUBLISHER if publisher else ():
        value = getattr(publisher, name)
        if value:
            data(f"  {name.replace('_', ' '):<15}{clean_line(value)}")
    for address in publisher.same_as if publisher else ():
        data(f"  same as        {clean_line(address)}")
    data(f"scale          {clean_line(scale.name)} ({clean_line(scale.id)})")
    for step in scale.ratings:
        data(f"  {clean_line(step.name)}: {clean_line(step.meaning)}")
    data(f"can be chosen  {', '.join(clean_line(one.id) for one in known)}")
    readers = (
        ("one, blind" if rule.blind else "one, who sees the first") if rule.required else "none"
    )
    data(f"second reader  {readers}")
