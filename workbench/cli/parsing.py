"""Argument parsers: one for each command, made only when that command is asked for."""

import argparse
import sys
from importlib import import_module
from keyword import iskeyword
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn, Protocol, cast

from workbench.cli.main import COMMANDS
from workbench.errors import UsageError
from workbench.text import clean_line

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


class Command(Protocol):
    """What a module in ``commands`` offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it and return the exit code."""


class OneLineParser(argparse.ArgumentParser):
    """A parser whose complaints are one line like all others."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing the usage and leaving."""
        raise UsageError(f"{clean_line(message)}; see {self.prog} --help")

    def print_help(self, file: "SupportsWrite[str] | None" = None) -> None:
        """Print the help at once: where that fails, it is told as of all other output."""
        place = sys.stdout if file is None else file
        place.write(self.format_help())
        if file is None:
            sys.stdout.flush()


def parser_for(name: str) -> tuple[Command, argparse.ArgumentParser]:
    """The command called ``name`` and its parser."""
    module = _module_of(name)
    command = cast("Command", module)
    parser = OneLineParser(
        prog=f"workbench {name}",
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.add_arguments(parser)
    return command, parser


def _module_of(name: str) -> ModuleType:
    """The module of a command; one that is called like a keyword ends in an underscore."""
    called = name.replace("-", "_")
    return import_module(f"workbench.cli.commands.{called}{'_' if iskeyword(name) else ''}")


def whole_parser() -> argparse.ArgumentParser:
    """One parser with every command in it, for completion scripts."""
    parser = OneLineParser(prog="workbench", description="A claim-verification workbench")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, summary in COMMANDS.items():
        module = _module_of(name)
        cast("Command", module).add_arguments(commands.add_parser(name, help=summary))
    return parser
