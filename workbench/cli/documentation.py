"""The reference of the command line as Markdown, made from the parsers themselves."""

import argparse
from collections.abc import Iterator

from workbench.cli.main import COMMANDS, usage
from workbench.cli.parsing import parser_for


def commands_markdown() -> str:
    """The text of ``docs/commands.md``."""
    parts = [
        "# Commands",
        "Made from the program by `make docs`; a test keeps it up to date.",
        f"```text\n{usage()}\n```",
    ]
    parts += ["\n\n".join(_command(name)) for name in COMMANDS]
    return "\n\n".join(parts) + "\n"


def _command(name: str) -> Iterator[str]:
    _, parser = parser_for(name)
    yield f"## {name}"
    yield (parser.description or "").strip()
    rows = [_row(action) for action in parser._actions if action.dest != "help"]
    if rows:
        yield "\n".join(["| argument | meaning |", "| --- | --- |", *rows])


def _row(action: argparse.Action) -> str:
    metavar = action.metavar if isinstance(action.metavar, str) else action.dest
    if action.choices is not None and not isinstance(action.metavar, str):
        metavar = "{" + ",".join(str(choice) for choice in action.choices) + "}"
    if not action.option_strings:
        repeated = {"*": f"[{metavar} ...]", "+": f"{metavar} ...", "?": f"[{metavar}]"}
        name = repeated.get(str(action.nargs), metavar)
    elif action.nargs == 0:
        name = ", ".join(action.option_strings)
    else:
        name = f"{', '.join(action.option_strings)} {metavar}"
    return f"| `{name}` | {action.help or ''} |"


if __name__ == "__main__":
    import sys

    sys.stdout.write(commands_markdown())
