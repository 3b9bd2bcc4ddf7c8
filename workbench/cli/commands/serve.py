"""Open the desk in a browser on this computer: the same desk, the same keys.

Printed is the address, with a key that is made anew at each start; whoever has it works as you
do, so give it to nobody. The server listens on this computer alone, refuses whatever comes under
another host's name or from another page, and ends with Ctrl+C. Each open page is a desk of its
own; what one of them saves shows in the others. It needs the extra "serve".
"""

import argparse
import sys
from importlib.util import find_spec

from workbench.cli.arguments import add_database, database_path, opened_for_reading
from workbench.cli.output import data, say
from workbench.errors import EXIT_DONE, UsageError

_NEEDED = ("aiohttp", "textual_serve")
_DESK = (
    "import sys, pathlib; from workbench.tui.starting import start_served; "
    "start_served(pathlib.Path(sys.argv[1]))"
)
_MOST = 65_535


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--port", type=_port, default=0, metavar="N", help="the port (default: any that is free)"
    )
    parser.add_argument("--open", action="store_true", help="open the page in your browser")
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    if any(find_spec(name) is None for name in _NEEDED):
        raise UsageError(
            "workbench serve needs textual-serve, which is not installed: "
            'pip install "claim-workbench[serve]"'
        )
    import asyncio

    from workbench.serving.server import Server

    path = database_path(arguments).absolute()
    with opened_for_reading(path) as ledger:
        title = f"workbench: {ledger.project.name}"
    server = Server([sys.executable, "-c", _DESK, str(path)], title, arguments.port)

    def listening(address: str) -> None:
        data(address)
        sys.stdout.flush()
        say("the key in the address lets anybody in; Ctrl+C ends this")
        if arguments.open:
            import webbrowser

            webbrowser.open(address)

    asyncio.run(server.serve(listening))
    return EXIT_DONE


def _port(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and 0 < int(typed) <= _MOST):
        raise argparse.ArgumentTypeError(f"{typed[:40]} is no port; ports are from 1 to {_MOST}")
    return int(typed)
