"""List the saved views of a project, or save or remove one.

A view is a query with a name, for everybody who has the file.
"""

import argparse

from workbench.cli.arguments import add_database, add_json, reading_ledger, writing_ledger
from workbench.cli.output import data, json_line, say
from workbench.errors import EXIT_DONE, UsageError
from workbench.text import clean_line


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="the view (default: list all)")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--save", metavar="QUERY", help="save this query under the name")
    what.add_argument("--remove", action="store_true", help="remove the view")
    parser.add_argument("--order", metavar="ORDER", help="the order of its list: text or worth")
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """List, save or remove."""
    from workbench.desk.finding.filters import parse_filter
    from workbench.desk.finding.views import find_view, forget_view, save_view, views

    if arguments.name is None and (arguments.save is not None or arguments.remove):
        raise UsageError("name the view")
    if arguments.save is not None:
        parse_filter(arguments.save)
        with writing_ledger(arguments) as ledger:
            save_view(ledger, arguments.name, arguments.save, _order(arguments.order))
        say("saved; workbench undo takes it back")
    elif arguments.remove:
        with writing_ledger(arguments) as ledger:
            forget_view(ledger, arguments.name)
        say("removed; workbench undo brings it back")
    else:
        with reading_ledger(arguments) as ledger:
            shown = (find_view(ledger, arguments.name),) if arguments.name else views(ledger)
        for view in shown:
            if arguments.json:
                json_line({"name": view.name, "query": view.query, "order": view.order})
            else:
                data(f"{clean_line(view.name, 60)}: {clean_line(view.query)}")
        if not shown:
            say('there are no saved views yet; save one with: workbench views NAME --save "QUERY"')
    return EXIT_DONE


def _order(typed: str | None) -> str | None:
    from workbench.model import ClaimOrder

    if typed is None:
        return None
    if typed not in tuple(ClaimOrder):
        raise UsageError(f"there is no order {clean_line(typed, 40)}: {', '.join(ClaimOrder)}")
    return typed
