"""Attach sources to a claim: fetch pages, read files, keep what came for ever.

A SOURCE is a web address, a file (HTML, PDF, DOCX or plain text), or - for text on standard
input. What came is kept in the database with its hash, headers and times; a fetch that fails is
kept too, with the reason. Printed are the source's id, how it went, the title, and the passages
that bear on the claim, best first, with what of the claim each agrees with or differs in. Their
order says nothing about who is right.

A page that is attached already is not fetched again but shown, so that a long list that was
interrupted can simply be run again; --again fetches it anew and keeps both captures.

Where the settings say that you work offline, nothing is sent: a page is attached as one that is
not fetched, and attaching it again, or a re-check, fetches it later.

An address that is no web address, or leads into this computer or its network, is refused:
nothing is sent or kept, and the exit code is 2. A failed fetch gives exit code 5. Each source
attached is one act, which one undo takes back; with --detach a source is taken off the claim.
"""

import argparse
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from workbench.cli.arguments import add_claim, add_database, add_json, claim_named, writing_ledger
from workbench.cli.output import data, hanging, json_line, say
from workbench.cli.progress import progress
from workbench.cli.sources import (
    add_allow_private,
    is_address,
    online,
    print_passages,
    read_addresses,
    source_named,
)
from workbench.errors import EXIT_DONE, InputError, NetworkError, UsageError, WorkbenchError
from workbench.model import SourceKind
from workbench.text import clean_line, counted

if TYPE_CHECKING:
    from workbench.desk.sourcing.attaching import Attached
    from workbench.desk.sourcing.fetching import Fetched, Refused, Web
    from workbench.ledger.database import Ledger

_PASSAGES_OF_ONE = 3
_PASSAGES_OF_MANY = 1
_TOO_MANY = 20
"""Of more sources than this nobody reads the passages as they scroll by."""
_MANY = 3
"""More sources than this are read by two child processes."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_claim(parser)
    parser.add_argument(
        "sources", metavar="SOURCE", nargs="*", help="a web address, a file, or - for stdin"
    )
    parser.add_argument(
        "--from", dest="list", metavar="FILE", help="a list of sources too, one a line"
    )
    parser.add_argument("--title", metavar="TEXT", help="what to call text from standard input")
    parser.add_argument("--again", action="store_true", help="fetch pages anew that are here")
    parser.add_argument(
        "--passages",
        type=int,
        metavar="N",
        help="passages to print of each source (default: 3 of one, 1 of several, 0 of many)",
    )
    parser.add_argument(
        "--detach", action="store_true", help="take the sources off the claim; captures stay"
    )
    add_allow_private(parser)
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Attach each source; one that fails does not keep the others out."""
    wanted = list(dict.fromkeys(_wanted(arguments)))
    if not wanted or not all(one.strip() for one in wanted):
        raise UsageError("a source needs a web address or a file; name one")
    if arguments.detach:
        return _detach(arguments, wanted)
    if len(wanted) == 1 and is_address(wanted[0]):
        # A refused address leaves nothing behind, not even an opened database.
        from workbench.sourcing.addresses import check_web_address

        check_web_address(wanted[0])
    with writing_ledger(arguments) as ledger:
        claim = claim_named(ledger, arguments.claim)
        return _Attaching(ledger, claim, arguments, len(wanted)).run(wanted)


def _wanted(arguments: argparse.Namespace) -> Iterator[str]:
    yield from arguments.sources
    if arguments.list:
        yield from read_addresses(arguments.list)


def _detach(arguments: argparse.Namespace, wanted: list[str]) -> int:
    from workbench.desk.sourcing.attaching import detach, short_source

    with writing_ledger(arguments) as ledger:
        claim = claim_named(ledger, arguments.claim)
        for typed in wanted:
            source = source_named(ledger, typed, claim)
            detach(ledger, claim, source)
            say(f"detached {short_source(source)}; workbench undo brings it back")
    return EXIT_DONE


class _Attaching:
    """One run: what is attached to which claim, and what came of it."""

    def __init__(
        self, ledger: "Ledger", claim: str, arguments: argparse.Namespace, count: int
    ) -> None:
        from workbench.desk.sourcing.fetching import works_offline

        self._ledger = ledger
        self._claim = claim
        self._arguments = arguments
        self._most = arguments.passages
        if self._most is None:
            self._most = _PASSAGES_OF_ONE if count == 1 else _PASSAGES_OF_MANY
            if count > _TOO_MANY and not arguments.json:
                self._most = 0
                say(f"passages are not printed for so many; see workbench passages {claim[:8]}")
        self._count = count
        self._done = 0
        self._put_off = 0
        self._offline = works_offline()
        self._failures: list[WorkbenchError] = []

    def run(self, wanted: list[str]) -> int:
        """Attach what is here already, then fetch the rest; returns the exit code."""
        try:
            waiting = [one for one in wanted if not self._known(one)]
            if waiting:
                self._fetch(waiting)
        except KeyboardInterrupt:
            say(f"{self._done} of {self._count} are attached; run it again to go on")
            raise
        if self._put_off:
            say(
                f"settings.toml says sources.offline = true, so {counted(self._put_off, 'page')} "
                f"will be fetched later: workbench recheck {self._claim[:8]}"
            )
        if self._count > 1:
            say(f"{self._done - len(self._failures)} of {self._count} sources attached well")
        worst = {type(error): error for error in self._failures}
        for kind in (UsageError, InputError, NetworkError):
            if kind in worst:
                if self._count == 1:
                    raise worst[kind]
                return kind.exit_code
        return EXIT_DONE

    def _known(self, one: str) -> bool:
        from workbench.desk.sourcing.attaching import attach_known, attach_unfetched

        if not is_address(one):
            return False
        try:
            known = attach_known(self._ledger, self._claim, one, fetch_again=self._arguments.again)
            if known is None and self._offline:
                known = attach_unfetched(self._ledger, self._claim, one)
                self._put_off += 1
        except UsageError as refusal:
            self._fail(refusal)
            return True
        if known is not None:
            self._tell(known)
        return known is not None

    def _fetch(self, waiting: list[str]) -> None:
        """Fetch and read aside, and keep and print what comes here."""
        from workbench.desk.sourcing.aside import aside

        coming = partial(_brought, waiting, self._arguments.title, self._opened(waiting))
        with progress(len(waiting), "Attaching") as step, aside(coming) as brought:
            for one in brought:
                self._take(one)
                step()

    def _opened(self, waiting: list[str]) -> "AbstractAsyncContextManager[Web]":
        only_files = not any(map(is_address, waiting))
        readers = 2 if len(waiting) > _MANY else 1
        return online(self._arguments, only_files=only_files, readers=readers)

    def _take(self, one: "_Brought") -> None:
        from workbench.desk.sourcing.attaching import keep_fetched, keep_file
        from workbench.desk.sourcing.fetching import Refused

        if isinstance(one, WorkbenchError):
            self._fail(one)
        elif isinstance(one, Refused):
            self._fail(UsageError(one.reason))
        elif isinstance(one, _File):
            self._tell(keep_file(self._ledger, one.file, claim_id=self._claim, kind=one.kind))
        else:
            self._tell(keep_fetched(self._ledger, one, claim_id=self._claim))

    def _fail(self, error: WorkbenchError) -> None:
        self._done += 1
        self._failures.append(error)
        if self._count > 1:
            say(f"workbench: {clean_line(str(error))}")

    def _tell(self, attached: "Attached") -> None:
        from workbench.desk.sourcing.fetching import describe_outcome

        self._done += 1
        if not attached.good:
            words = describe_outcome(attached.outcome, attached.reason)
            self._failures.append(
                NetworkError(
                    f"source {attached.short} could not be fetched ({words}); that is kept. Look "
                    f"for a copy with workbench archive {attached.short}, or attach a saved file"
                )
            )
        if self._arguments.json:
            self._print_object(attached)
        else:
            self._print(attached)

    def _print(self, attached: "Attached") -> None:
        from workbench.desk.sourcing.attaching import name_of
        from workbench.desk.sourcing.fetching import describe_outcome
        from workbench.desk.sourcing.source_view import view_source
        from workbench.ledger.queries import source

        row = source(self._ledger, attached.source)
        state = describe_outcome(attached.outcome, attached.reason)
        head = f"{attached.short}  "
        already = ", already attached" if attached.already else ""
        data(hanging(head, f"{name_of(row)} ({clean_line(row.url, 120)}): {state}{already}"))
        if attached.capture is None or self._most < 1 or not attached.good:
            return
        view = view_source(self._ledger, self._claim, attached.capture, limit=self._most)
        for flag in view.flags:
            data(hanging("  ! ", clean_line(flag)))
        print_passages(view.passages, view.absent_digits, view.remark, most=self._most)

    def _print_object(self, attached: "Attached") -> None:
        from workbench.desk.sourcing.source_view import view_source
        from workbench.ledger.queries import source
        from workbench.reporting.json.source_objects import passage_objects, source_object

        row = source(self._ledger, attached.source)
        value = source_object(row, attached.short) | {
            "claim": self._claim,
            "capture": attached.capture,
            "already": attached.already,
            "outcome": attached.outcome,
            "reason": attached.reason,
            "passages": [],
            "absent_digits": [],
            "flags": [],
        }
        if attached.capture is not None and attached.good:
            view = view_source(self._ledger, self._claim, attached.capture, limit=self._most)
            value["passages"] = passage_objects(view.passages)
            value["absent_digits"] = list(view.absent_digits)
            value["flags"] = list(view.flags)
        json_line(value)


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was read, or the text on standard input."""

    file: "Fetched"
    kind: SourceKind


_Brought: TypeAlias = "Fetched | Refused | _File | WorkbenchError"


async def _brought(
    waiting: list[str], title: str | None, opened: "AbstractAsyncContextManager[Web]"
) -> AsyncIterator[_Brought]:
    """Files first, one after the other, then pages as they come."""
    from workbench.desk.sourcing.fetching import fetch_sources
    from workbench.desk.sourcing.files import STANDARD_INPUT, read_file

    async with opened as web:
        for path in (one for one in waiting if not is_address(one)):
            try:
                file = await read_file(path, web.reader, title=title)
            except (InputError, UsageError) as error:
                yield error
            else:
                pasted = path == STANDARD_INPUT
                yield _File(file, SourceKind.TEXT if pasted else SourceKind.FILE)
        async with aclosing(fetch_sources(filter(is_address, waiting), web)) as pages:
            async for page in pages:
                yield page
