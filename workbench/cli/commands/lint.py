"""Check the ClaimReview and MediaReview markup of pages, feeds and files, offline.

FILE is HTML with JSON-LD, microdata or RDFa, or JSON: one review, a list, a graph or a feed; - is
standard input, and a web address is fetched. Errors break what readers of the markup rely on,
advice is recommended. Each is told with its place, the reason and how to mend it; docs/linting.md
lists all rules. With --online the addresses of the reviews are opened to see where they lead.

Exit code 0: no error; 1: errors were found; 3: a file cannot be read as HTML or JSON; 5: a page
could not be fetched.
"""

import argparse
from typing import TYPE_CHECKING

from workbench.cli.arguments import add_json
from workbench.cli.output import data, json_line, say
from workbench.cli.sources import add_allow_private, is_address, online
from workbench.errors import EXIT_DONE, NotSo, UsageError
from workbench.text import clean_line, counted

if TYPE_CHECKING:
    from workbench.desk.reporting.linting import Linted

_TOLD = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "file", metavar="FILE", nargs="*", help="a page, JSON file or web address; - for stdin"
    )
    parser.add_argument("--strict", action="store_true", help="advice counts as an error")
    parser.add_argument(
        "--online", action="store_true", help="open the reviews' addresses, to see where they lead"
    )
    parser.add_argument("--address", metavar="URL", help="where a file stands on the web")
    parser.add_argument("--all", action="store_true", help=f"tell more than {_TOLD} findings")
    parser.add_argument("--rules", action="store_true", help="print the rules and stop")
    add_allow_private(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Lint and print what was found."""
    if arguments.rules:
        return _print_rules(as_json=arguments.json)
    if not arguments.file:
        raise UsageError("name a file or address to lint; - is standard input")
    errors = 0
    for name in arguments.file:
        linted = _linted(name, arguments)
        errors += linted.errors
        _tell(linted, arguments)
    if errors:
        raise NotSo(f"{counted(errors, 'error')} found")
    return EXIT_DONE


def _linted(name: str, arguments: argparse.Namespace) -> "Linted":
    import asyncio

    from workbench.desk.reporting.linting import (
        ends_of,
        lint,
        page_at,
        read_input,
        strict,
        with_ends,
    )

    async def fetched() -> tuple[bytes, str, str | None]:
        async with online(arguments) as web:
            return await page_at(name, web)

    async def followed(linted: "Linted") -> "Linted":
        async with online(arguments, warn=False) as web:
            return with_ends(linted, await ends_of(linted.addresses, web))

    if is_address(name):
        body, address, content_type = asyncio.run(fetched())
        linted = lint(body, name, address=address, content_type=content_type)
    else:
        shown = "standard input" if name == "-" else name
        linted = lint(read_input(name), shown, address=arguments.address)
    if arguments.online:
        linted = asyncio.run(followed(linted))
    return strict(linted) if arguments.strict else linted


def _tell(linted: "Linted", arguments: argparse.Namespace) -> None:
    from workbench.linting import RULES

    for remark in linted.remarks:
        say(f"{linted.name}: note: {clean_line(remark)}")
    told = linted.findings if arguments.all or arguments.json else linted.findings[:_TOLD]
    explained: set[str] = set()
    for one in told:
        rule = RULES[one.rule]
        if arguments.json:
            further = {"reason": rule.reason, "fix": rule.fix, "source": rule.source}
            json_line({"file": linted.name, **one.value(), **further})
            continue
        where = f"{linted.name}:{one.line}:{one.column}"
        data(f"{where}: {one.severity}: {clean_line(one.words)} [{one.rule}] {one.path}")
        if one.rule not in explained:
            explained.add(one.rule)
            data(f"    why: {rule.reason}")
            data(f"    fix: {rule.fix}")
            data(f"    from: {rule.source}")
    if len(told) < len(linted.findings):
        say(f"and {len(linted.findings) - len(told)} more; --all tells them")
    say(
        f"{linted.name}: {counted(linted.reviews, 'review')} checked, "
        f"{counted(linted.errors, 'error')}, {linted.advice} advice"
    )


def _print_rules(*, as_json: bool) -> int:
    from workbench.linting import RULES

    for rule in RULES.values():
        if as_json:
            json_line(
                {
                    "rule": rule.id,
                    "severity": rule.severity.value,
                    "asks": rule.asks,
                    "reason": rule.reason,
                    "fix": rule.fix,
                    "source": rule.source,
                }
            )
        else:
            data(f"{rule.id:<30} {rule.severity:<7} {rule.asks}")
    return EXIT_DONE
