"""Read a kept capture again with another encoding, where its server or its page names a wrong one.

Nothing is fetched. The capture stays as it is; what was read now is one more capture of the same
bytes, and re-checks of the page keep to the encoding that was chosen.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from workbench.desk.sourcing.attaching import name_of
from workbench.desk.sourcing.fetching import header, judged
from workbench.desk.sourcing.preserving import capture_bytes
from workbench.desk.sourcing.source_view import text_of
from workbench.errors import NotSo, UsageError
from workbench.ledger.queries import capture as get_capture
from workbench.ledger.queries import captures
from workbench.ledger.queries import source as get_source
from workbench.ledger.recording import prepare_capture, record_capture
from workbench.model import Capture, Exchange, Outcome, PageText, SourceKind
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_GIVEN: Final = "given"
_READ_AGAIN: Final = "read again as "
_KINDS: Final = frozenset({SourceKind.PAGE, SourceKind.FILE, SourceKind.TEXT})
_OF_READING: Final = frozenset({Outcome.NOT_TEXT, Outcome.LOGIN, Outcome.SOFT_404})
"""Outcomes that reading the page may have suggested, so that another reading may not."""


def read_again(ledger: "Ledger", source_id: str, encoding: str) -> Capture:
    """Read the newest kept bytes of a source with this encoding, and keep the result.

    Raises:
        NotSo: There are no bytes to read, or they read the same.
        UsageError: The encoding is not known, or the source is of a kind that has none.
        NotALedger: The bytes are damaged.
        StorageError: The database cannot be written; then nothing of it is kept.
    """
    from workbench.sourcing.pages import read_page_blocking

    row = get_source(ledger, source_id)
    if row.kind not in _KINDS:
        raise UsageError("what was said to you has no encoding; only pages, files and texts have")
    before = _newest(captures(ledger, source_id))
    body = capture_bytes(ledger, before)
    exchange = before.exchange
    page = row.kind is SourceKind.PAGE
    readable = read_page_blocking(
        body,
        address=row.url if page else None,
        content_type=header(exchange, "content-type"),
        name=None if page else row.url,
        encoding=encoding,
    )
    if readable.encoding is None:
        raise UsageError(f"{readable.media_type} says itself how it is read; it has no encoding")
    if readable.encoding_basis != _GIVEN:
        typed = clean_line(encoding, 40).strip() or "nothing"
        raise UsageError(
            f"{typed} is no known encoding; write it as windows-1251, iso-8859-2, koi8-r, "
            "shift_jis, gb18030 or utf-8"
        )
    texts = (text_of(ledger, before, PageText.MAIN), text_of(ledger, before, PageText.VISIBLE))
    if texts == (readable.main, readable.visible):
        raise NotSo(f"read as {readable.encoding} it says the same; nothing was kept")
    remark = (
        f"{_READ_AGAIN}{readable.encoding} from the bytes of capture {before.id[-8:]}; "
        "nothing was fetched"
    )
    told = judged(_as_it_came(exchange, body, remark), readable)
    with ledger.act(f"Read {name_of(row)} as {readable.encoding}") as act:
        kept = record_capture(act, source_id, prepare_capture(told, readable))
    return get_capture(ledger, kept)


def _newest(found: tuple[Capture, ...]) -> Capture:
    """The newest capture that brought bytes of its own; a "not modified" brought none."""
    for each in found:
        if (each.body is not None or each.left_out) and (
            each.exchange.outcome is not Outcome.UNCHANGED
        ):
            return each
    raise NotSo("no bytes of this source are kept that could be read again")


def _as_it_came(exchange: Exchange, body: bytes, remark: str) -> Exchange:
    """The fetch that brought the bytes, before anything was read of them."""
    outcome, reason = exchange.outcome, exchange.reason
    if outcome in _OF_READING:
        outcome, reason = Outcome.CAPTURED, None
    others = (each for each in exchange.remarks if not each.startswith(_READ_AGAIN))
    return replace(exchange, outcome=outcome, reason=reason, body=body, remarks=(remark, *others))
