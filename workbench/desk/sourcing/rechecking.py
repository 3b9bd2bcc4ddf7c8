"""Re-check sources: is the page still there, is its text the same, do the quotes still hold?

A re-check adds a capture and what became of each quote in it; it never points a quote at other
words. Findings come in the order that spares false alarms: unchanged, page changed but not its
text, text changed but not the quotes, and only then quote by quote.
"""

from collections.abc import AsyncGenerator, Container, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from workbench.desk.sourcing.attaching import name_of
from workbench.desk.sourcing.fetching import (
    Fetched,
    Progress,
    Refused,
    Web,
    as_they_come,
    header,
    read_exchange,
)
from workbench.desk.sourcing.replaying import is_replay
from workbench.desk.sourcing.source_view import text_of
from workbench.errors import UsageError
from workbench.ledger.queries import capture as get_capture
from workbench.ledger.queries import captures, evidence_of_source
from workbench.ledger.queries import source as get_source
from workbench.ledger.recording import record_anchoring, record_capture
from workbench.model import (
    Anchoring,
    AnchorState,
    Capture,
    Evidence,
    Outcome,
    PageText,
    SourceKind,
    SourceRow,
)
from workbench.sourcing.addresses import host_of

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

BROKEN: Final = frozenset({AnchorState.EDITED, AnchorState.FIGURE_CHANGED, AnchorState.GONE})
"""What makes a verdict stale that rests on the quote."""

ROTTEN: Final = frozenset({Outcome.DEAD, Outcome.LEGAL, Outcome.SOFT_404})
"""A page that is no longer there; other failures may pass."""

A_FEW: Final = 5
"""So many pages are checked as a person would look at them; a larger round heeds robots.txt."""

LEFT_ALONE: Final = (
    "the site's robots.txt asks programs not to fetch this page; re-check it by itself"
)


class Finding(StrEnum):
    """What a re-check of one source came to, mildest first."""

    UNCHANGED = "unchanged"
    FIRST = "fetched for the first time"
    TEXT_SAME = "page changed, text same"
    QUOTES_INTACT = "text changed, your quotes intact"
    QUOTES_CHANGED = "quotes changed"
    NOT_FETCHED = "not fetched"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Due:
    """A source to re-check, with what the server needs to say "not modified"."""

    source: SourceRow
    before: Capture | None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What came of one re-check. ``quotes`` has every quoted piece with what became of it."""

    source: SourceRow
    finding: Finding
    capture: str | None
    outcome: Outcome | None
    reason: str | None = None
    quotes: tuple[tuple[Evidence, Anchoring], ...] = ()

    @property
    def broken(self) -> tuple[tuple[Evidence, Anchoring], ...]:
        """The quotes that no longer hold, a changed figure first."""
        order = [AnchorState.FIGURE_CHANGED, AnchorState.GONE, AnchorState.EDITED]
        found = [pair for pair in self.quotes if pair[1].state in BROKEN]
        return tuple(sorted(found, key=lambda pair: order.index(pair[1].state)))

    @property
    def rotten(self) -> bool:
        """Whether the page is gone, not merely out of reach."""
        return self.outcome in ROTTEN


def due(ledger: "Ledger", source_ids: Iterable[str]) -> tuple[Due, ...]:
    """What must be known before fetching; sources that were never on the web are left out.

    Raises:
        NotSo: There is no such source.
    """
    return tuple(
        _due(ledger, row)
        for row in (get_source(ledger, one) for one in dict.fromkeys(source_ids))
        if row.kind is SourceKind.PAGE
    )


async def fetch_due(
    waiting: Sequence[Due],
    web: Web,
    *,
    named: Container[str] = (),
    on_progress: Progress | None = None,
) -> AsyncGenerator[tuple[Due, Fetched | Refused], None]:
    """Fetch what is due, each page conditionally, and hand each on as it comes.

    In a round of more than a few, a page is left alone whose site asks programs to; not so those
    that a person ``named`` by their ids.
    """
    from workbench.sourcing.fetching import RobotsRules, fetch

    rules = RobotsRules(web.client, web.options) if len(waiting) > A_FEW else None

    async def one(each: Due) -> tuple[Due, Fetched | Refused]:
        address = each.source.url
        options = replace(web.options, etag=each.etag, last_modified=each.last_modified)
        if rules and each.source.id not in named and not await rules.allows(address):
            return each, Refused(address, LEFT_ALONE)
        try:
            exchange = await fetch(address, options, client=web.client, on_progress=on_progress)
        except UsageError as refusal:
            return each, Refused(address, str(refusal))
        return each, await read_exchange(
            address, exchange, web.reader, encoding=_chosen_encoding(each.before)
        )

    async with aclosing(as_they_come(waiting, _host_of, one, of_one_host=web.at_once)) as coming:
        async for checked in coming:
            yield checked


def settle(ledger: "Ledger", each: Due, result: Fetched | Refused) -> Rechecked:
    """Keep what a re-check brought, as one act, and say what it means.

    Raises:
        StorageError: The database cannot be written; then nothing of it is kept.
    """
    if isinstance(result, Refused):
        return Rechecked(each.source, Finding.REFUSED, None, None, result.reason)
    exchange = result.exchange
    unchanged = exchange.outcome is Outcome.UNCHANGED and each.before is not None
    same_as = each.before.id if unchanged and each.before else None
    prepared = result.prepare()
    quoted = tuple(
        piece for piece in evidence_of_source(ledger, each.source.id) if piece.details is not None
    )
    touched = tuple(dict.fromkeys(piece.claim for piece in quoted))
    label = f"Re-check {name_of(each.source)}"
    with ledger.act(label, claims=touched) as act:
        capture_id = record_capture(act, each.source.id, prepared, same_as=same_as)
        now = get_capture(ledger, capture_id)
        readable = exchange.outcome in _READABLE and (
            now.main is not None or now.visible is not None
        )
        found = tuple((piece, _became(ledger, piece, now, readable)) for piece in quoted)
        for piece, anchoring in found:
            if _is_news(piece, anchoring):
                record_anchoring(act, piece.claim, piece.id, capture_id, anchoring)
    finding = _finding(each.before, now, found, readable=readable)
    return Rechecked(each.source, finding, capture_id, exchange.outcome, exchange.reason, found)


_READABLE: Final = frozenset({Outcome.CAPTURED, Outcome.UNCHANGED})


def _host_of(each: Due) -> str:
    return host_of(each.source.url)


def _chosen_encoding(before: Capture | None) -> str | None:
    """The encoding that a person chose for the page, whose server names a wrong one."""
    return before.encoding if before and before.encoding_basis == "given" else None


def _due(ledger: "Ledger", row: SourceRow) -> Due:
    before = next(
        (
            capture
            for capture in captures(ledger, row.id)
            if capture.exchange.outcome in _READABLE
            and capture.main is not None
            and not is_replay(capture)
        ),
        None,
    )
    if before is None:
        return Due(row, None)
    exchange = before.exchange
    return Due(row, before, header(exchange, "etag"), header(exchange, "last-modified"))


def _became(ledger: "Ledger", piece: Evidence, now: Capture, readable: bool) -> Anchoring:
    from workbench.sourcing.quotes import reanchor

    details = piece.details
    if details is None or not readable:
        return Anchoring(AnchorState.UNKNOWN)
    found = reanchor(details.selector, text_of(ledger, now, details.selector.text))
    if found.state is AnchorState.GONE and details.selector.text is PageText.MAIN:
        # The article may have been cut otherwise while the words still stand on the page.
        elsewhere = reanchor(details.selector, text_of(ledger, now, PageText.VISIBLE))
        # Offsets into another text than the quote's own would mislead, so none are given.
        if elsewhere.state in (AnchorState.VERBATIM, AnchorState.MOVED):
            return replace(elsewhere, state=AnchorState.MOVED, start=None, end=None)
        if elsewhere.state is AnchorState.FIGURE_CHANGED:
            return replace(elsewhere, start=None, end=None)
    return found


def _is_news(piece: Evidence, anchoring: Anchoring) -> bool:
    """Whether a finding says more than the last one; silence never outweighs a finding."""
    details = piece.details
    before = details.standing if details else None
    if anchoring.state is AnchorState.UNKNOWN:
        return before is None
    return anchoring.state is not before or (
        details is not None and anchoring.differences != details.differences
    )


def _finding(
    before: Capture | None,
    now: Capture,
    found: Sequence[tuple[Evidence, Anchoring]],
    *,
    readable: bool,
) -> Finding:
    if not readable:
        return Finding.NOT_FETCHED
    broken = any(anchoring.state in BROKEN for _, anchoring in found)
    if broken:
        return Finding.QUOTES_CHANGED
    if before is None:
        return Finding.FIRST
    if now.exchange.outcome is Outcome.UNCHANGED or (now.body and now.body == before.body):
        return Finding.UNCHANGED
    if now.main is not None and now.main == before.main:
        return Finding.TEXT_SAME
    return Finding.QUOTES_INTACT
