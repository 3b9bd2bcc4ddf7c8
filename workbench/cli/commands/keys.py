"""Print the keys of the desk that are in force, or check a file of keys.

The keys are those shipped, changed by the preset in settings.toml ([keys] preset, vim or plain)
and then by keys.toml in the configuration folder, in which each line is an action and its keys:
claim.verdict = ["v", "F6"]. A key that would mean two things is an error. What differs from the
table as shipped is marked *.
"""

import argparse

from workbench.cli.arguments import add_json
from workbench.cli.output import data, json_line, say
from workbench.errors import EXIT_DONE, UsageError
from workbench.named_paths import argument_path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--check", metavar="FILE", type=argument_path, help="check this file in place of your own"
    )
    parser.add_argument("--preset", metavar="NAME", help="take this preset: vim or plain")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Read and print."""
    from workbench.places import config_directory
    from workbench.settings import load_settings
    from workbench.tui.keys.keymap import FILE_NAME, key_table, rows

    path = arguments.check or config_directory() / FILE_NAME
    if arguments.check is not None and not path.is_file():
        raise UsageError(f"there is no file {path}")
    table = key_table(arguments.preset or load_settings().keys.preset, path)
    if arguments.check is not None:
        number = sum(changed for _, _, changed in rows(table))
        say(f"{path} is in order: {number} action{'s' if number != 1 else ''} changed")
        return EXIT_DONE
    where = ""
    for action, names, changed in rows(table):
        if arguments.json:
            json_line(
                {
                    "action": action.id,
                    "where": action.where.value,
                    "keys": list(table.keys(action)),
                    "title": action.title,
                    "changed": changed,
                }
            )
            continue
        if action.where.value != where:
            data(f"{chr(10) if where else ''}{action.where.value}")
            where = action.where.value
        data(f"{'*' if changed else ' '} {names:<22} {action.id:<24} {action.title}")
    return EXIT_DONE
