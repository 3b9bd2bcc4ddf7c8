"""What several commands about sources print and ask, in plain lines."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Any

from workbench.cli.output import data, hanging, say
from workbench.errors import NotSo, UsageError
from workbench.model import (
    Agreement,
    Anchoring,
    AnchorState,
    Evidence,
    Passage,
    SlotComparison,
    SourceRow,
)
from workbench.named_paths import may_be_there
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.desk.sourcing.fetching import Fetched, Web
    from workbench.ledger.database import Ledger

_CANDIDATES = 5
_LEAST_TYPED = 3
_MARKS = {
    Agreement.AGREES: "agrees",
    Agreement.DIFFERS: "differs",
    Agreement.MISSING: "not here",
}


def add_source(parser: argparse.ArgumentParser, *, several: bool = False) -> None:
    """The argument that names a source."""
    parser.add_argument(
        "source",
        metavar="SOURCE",
        nargs="*" if several else None,
        help="a source's id or enough of its beginning, its address, host, or a piece of its title",
    )


def add_allow_private(parser: argparse.ArgumentParser) -> None:
    """The option that lets this program go into the network around it."""
    parser.add_argument(
        "--allow-private",
        action="store_true",
        help="go to addresses inside this network too, for an intranet of yours; never use it "
        "for an address somebody sent you",
    )
    parser.add_argument(
        "--any-port", action="store_true", help="go to ports that web pages are rarely at"
    )


def online(
    arguments: argparse.Namespace, *, warn: bool = True, **more: Any
) -> "AbstractAsyncContextManager[Web]":
    """What fetching needs, as the options allow; private addresses are warned of aloud."""
    from workbench.desk.sourcing.fetching import web

    if arguments.allow_private and warn:
        say(
            "warning: --allow-private lets pages reach this computer and the network around it; "
            "captures say that it was used"
        )
    return web(allow_private=arguments.allow_private, any_port=arguments.any_port, **more)


def fetch_one(address: str, arguments: argparse.Namespace) -> "Fetched":
    """Fetch and read one page.

    Raises:
        UsageError: The address is refused; nothing was sent.
    """
    import asyncio

    from workbench.desk.sourcing.fetching import fetch_source
    from workbench.sourcing.addresses import check_web_address

    checked = check_web_address(address)

    async def fetch() -> "Fetched":
        async with online(arguments) as web:
            return await fetch_source(checked, web.options, client=web.client, reader=web.reader)

    return asyncio.run(fetch())


def source_named(ledger: "Ledger", typed: str, claim_id: str | None = None) -> str:
    """The id of the source that is meant.

    That is an id's beginning, an address, a place in a claim's list, or its host or a piece of
    its title where only one of the claim's sources, or of all, has it.

    Raises:
        NotSo: There is no such source, or several are meant; the message names those.
    """
    from workbench.ledger.queries import find_source

    wanted = typed.strip()
    if wanted.lower().startswith(("http://", "https://")):
        from workbench.sourcing.addresses import canonical_key, check_web_address

        return find_source(ledger, canonical_key(check_web_address(wanted)), claim_id)
    try:
        return find_source(ledger, wanted, claim_id)
    except NotSo:
        found = _sources_like(ledger, wanted, claim_id)
        if len(found) == 1:
            return found[0].id
        if not found:
            raise
    named = "; ".join(_short_line(row) for row in found[:_CANDIDATES])
    more = f"; and {len(found) - _CANDIDATES} more" if len(found) > _CANDIDATES else ""
    raise NotSo(f"{clean_line(typed, 60)} may be several sources: {named}{more}")


def _sources_like(ledger: "Ledger", typed: str, claim_id: str | None) -> list[SourceRow]:
    """The sources whose host, or a piece of whose title, was typed; a claim's own come first."""
    from workbench.ledger.queries import all_sources, sources_of_claim

    words = typed.casefold().removeprefix("www.")
    if len(words) < _LEAST_TYPED:
        return []
    own = sources_of_claim(ledger, claim_id) if claim_id else ()
    for rows in (own, all_sources(ledger)):
        found = [row for row in rows if _is_like(row, words)]
        if found:
            return found
    return []


def _is_like(row: SourceRow, words: str) -> bool:
    from workbench.sourcing.addresses import host_of

    host = host_of(row.url)
    return words in (host, *_parents(host)) or words in squeeze(row.title or "").casefold()


def _parents(host: str) -> Iterator[str]:
    """The names that a host stands under: "news.example.org" under "example.org"."""
    _, dot, rest = host.partition(".")
    while dot and "." in rest:
        yield rest
        _, dot, rest = rest.partition(".")


def _short_line(row: SourceRow) -> str:
    from workbench.desk.sourcing.attaching import name_of, short_source

    return f"{short_source(row.id)} {name_of(row)}"


def print_passages(
    passages: Sequence[Passage], absent: Sequence[str], remark: str | None, *, most: int
) -> None:
    """Print passages, best first, each with what of the claim it agrees with or differs in."""
    if absent:
        words = ", ".join(clean_line(each) for each in absent)
        data(hanging("  ! ", f"nowhere in this text: {words}"))
    for number, passage in enumerate(passages[:most], start=1):
        data(hanging(f"  {number:>2}  ", f"“{clean_line(squeeze(passage.text))}”"))
        marks = describe_slots(passage.slots)
        if marks:
            data(hanging("        ", marks))
    if remark:
        say(f"note: {clean_line(remark)}")


def describe_slots(slots: Sequence[SlotComparison]) -> str:
    """What of the claim a passage agrees with, differs in or lacks, in words."""
    parts = []
    for agreement, words in _MARKS.items():
        named = [_slot(slot) for slot in slots if slot.agreement is agreement]
        if named:
            parts.append(f"{words}: {', '.join(named)}")
    return clean_line("; ".join(parts))


def describe_anchoring(piece: Evidence, found: Anchoring) -> str:
    """What became of a quote, in words; a changed figure is shouted."""
    shown = clean_line(squeeze(piece.quote), 120)
    changes = "; ".join(clean_line(squeeze(each), 200) for each in found.differences)
    told = f" ({changes})" if changes else ""
    return f"{piece.id[-8:]} {describe_standing(found.state)}: “{shown}”{told}"


def describe_standing(state: AnchorState) -> str:
    """What became of a quote, in a few words."""
    return {
        AnchorState.VERBATIM: "stands word for word",
        AnchorState.MOVED: "stands, elsewhere in the text",
        AnchorState.EDITED: "was edited",
        AnchorState.FIGURE_CHANGED: "FIGURE CHANGED",
        AnchorState.GONE: "is gone",
        AnchorState.UNKNOWN: "not known, the page could not be read",
    }[state]


def read_addresses(name: str) -> list[str]:
    """The lines of a list of sources, blank ones and those that begin with # left out.

    Raises:
        InputError: The list cannot be read.
    """
    from workbench.sourcing.files import load

    lines = load(name).text.splitlines()
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def is_address(typed: str) -> bool:
    """Whether what was typed is meant as an address and not as a file."""
    scheme, colon, _ = typed.partition(":")
    if not colon or not scheme[:1].isascii() or not scheme[:1].isalpha():
        return False
    plain = scheme.replace("+", "").replace("-", "").replace(".", "")
    return plain.isalnum() and len(scheme) > 1 and not may_be_there(typed)


def confirmed(question: str, *, yes: bool) -> bool:
    """Whether the person agrees; where nobody can be asked, only ``--yes`` agrees.

    Raises:
        UsageError: Nobody can be asked and ``--yes`` was not given.
    """
    if yes:
        return True
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(f"{question} Nobody can be asked here; say --yes if it may")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _slot(slot: SlotComparison) -> str:
    ours = squeeze(slot.ours)
    if slot.theirs is None or squeeze(slot.theirs) == ours:
        return ours
    return f"{ours} (here: {squeeze(slot.theirs)})"
