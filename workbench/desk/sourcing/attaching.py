"""Attach sources to claims: a fetched page, a file, pasted text, or what somebody said.

What was fetched is kept for ever as a capture, a failure with its reason. Everything here is one
act each, which one undo takes back; kept bytes stay in the file.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from workbench.desk.sourcing.dating import check_day
from workbench.desk.sourcing.fetching import GOOD, Fetched
from workbench.errors import NotSo, UsageError
from workbench.ledger.identifiers import source_key
from workbench.ledger.queries import attachments, captures, source
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.recording import (
    PreparedCapture,
    attach,
    record_capture,
    record_metadatum,
    record_source,
)
from workbench.ledger.recording import detach as record_detaching
from workbench.model import Capture, Outcome, ReadableText, SourceKind, SourceRow
from workbench.sourcing.addresses import canonical_key, check_web_address, host_of
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

METADATA_FIELDS: Final = (
    "title",
    "author",
    "published",
    "modified",
    "publisher",
    "language",
    "description",
    "canonical",
)
_FIELDS_IN_WORDS: Final = {
    "published": "date of publication",
    "modified": "date of the last change",
    "canonical": "address of its own",
}
_FRESH: Final = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Attached:
    """What attaching did.

    ``already`` says that the source was there before and nothing was fetched or kept now.
    ``capture`` is the one to look at, ``None`` if there is none.
    """

    source: str
    capture: str | None
    already: bool
    outcome: Outcome | None
    reason: str | None = None

    @property
    def good(self) -> bool:
        """Whether there is a page to look at."""
        return self.outcome is None or self.outcome in GOOD

    @property
    def short(self) -> str:
        """The part of the source's key that lists show."""
        return short_source(self.source)


def short_source(source_id: str) -> str:
    """How lists name a source: the beginning of its key."""
    return source_key(source_id)[:8]


def attach_known(
    ledger: "Ledger", claim_id: str, address: str, *, fetch_again: bool = False
) -> Attached | None:
    """Attach a page that is here already; ``None`` says that it must be fetched.

    A page that is attached to this claim and was captured well is not fetched anew, nor is one
    that was captured within the last day for another claim: two addresses that differ only in
    scheme, case, fragment or trackers are the same page.

    Raises:
        UsageError: The address is no web address.
        NotSo: There is no such claim.
    """
    wanted = canonical_key(check_web_address(address))
    claim = get_claim(ledger, claim_id)
    newest = newest_good_capture(ledger, wanted)
    if newest is None or fetch_again:
        return None
    if any(each.source == wanted for each in attachments(ledger, claim.id)):
        return Attached(wanted, newest.id, already=True, outcome=newest.exchange.outcome)
    if ledger.now() - newest.captured_at > _FRESH:
        return None
    with ledger.act(_label(address), claims=(claim.id,)) as act:
        attach(act, claim.id, wanted, address.strip())
    return Attached(wanted, newest.id, already=False, outcome=newest.exchange.outcome)


def attach_unfetched(ledger: "Ledger", claim_id: str, address: str) -> Attached:
    """Attach a page that cannot be fetched now; attaching it again or a re-check fetches it.

    Nothing is sent and nothing is captured: until then the source is one that is not fetched.

    Raises:
        UsageError: The address is no web address.
        NotSo: There is no such claim.
    """
    wanted = canonical_key(check_web_address(address))
    claim = get_claim(ledger, claim_id)
    already = any(each.source == wanted for each in attachments(ledger, claim.id))
    if not already:
        known = bool(captures(ledger, wanted))
        with ledger.act(_label(address), claims=(claim.id,)) as act:
            if not known:
                record_source(act, wanted, SourceKind.PAGE, url=address.strip())
            attach(act, claim.id, wanted, address.strip())
    return Attached(wanted, None, already=already, outcome=None)


def keep_fetched(ledger: "Ledger", fetched: Fetched, *, claim_id: str | None = None) -> Attached:
    """Keep a fetch as a capture, a failure too, and attach its source to a claim if one is given.

    Raises:
        NotSo: There is no such claim.
        StorageError: The database cannot be written; then nothing of it is kept.
    """
    address = fetched.asked_for.strip()
    identifier = canonical_key(address)
    same_as = _not_modified_since(ledger, identifier, fetched)
    if fetched.exchange.outcome is Outcome.UNCHANGED and same_as is None:
        reason = "it said “not modified” although nothing of it is here"
        exchange = replace(fetched.exchange, outcome=Outcome.PROTOCOL, reason=reason)
        fetched = Fetched(fetched.asked_for, exchange)
    prepared = fetched.prepare()
    capture = _keep(
        ledger,
        identifier,
        prepared,
        kind=SourceKind.PAGE,
        url=address,
        title=title_of(fetched.readable),
        claim_id=claim_id,
        label=_label(address) if claim_id else f"Keep {clean_line(host_of(address), 60)}",
        same_as=same_as,
    )
    exchange = fetched.exchange
    return Attached(
        identifier, capture, already=False, outcome=exchange.outcome, reason=exchange.reason
    )


def keep_file(
    ledger: "Ledger", fetched: Fetched, *, claim_id: str, kind: SourceKind = SourceKind.FILE
) -> Attached:
    """Keep a file or a pasted text, as :mod:`workbench.desk.sourcing.files` read it, as a source.

    Its identity is the hash of its bytes, so the same file is the same source under any name.

    Raises:
        NotSo: There is no such claim.
        StorageError: The database cannot be written; then nothing of it is kept.
    """
    claim = get_claim(ledger, claim_id)
    body = fetched.exchange.body or b""
    identifier = f"file:{hashlib.sha256(body).hexdigest()}"
    known = newest_good_capture(ledger, identifier)
    outcome, reason = fetched.exchange.outcome, fetched.exchange.reason
    if known is not None:
        already = any(each.source == identifier for each in attachments(ledger, claim.id))
        if not already:
            with ledger.act(f"Attach {fetched.asked_for}", claims=(claim.id,)) as act:
                attach(act, claim.id, identifier, fetched.asked_for)
        return Attached(identifier, known.id, already, outcome, reason)
    capture = _keep(
        ledger,
        identifier,
        fetched.prepare(),
        kind=kind,
        url=fetched.asked_for,
        title=title_of(fetched.readable) or fetched.asked_for,
        claim_id=claim.id,
        label=f"Attach {clean_line(fetched.asked_for, 60)}",
    )
    return Attached(identifier, capture, already=False, outcome=outcome, reason=reason)


def detach(ledger: "Ledger", claim_id: str, source_id: str) -> None:
    """Say that a source is no longer looked at for a claim. Its captures and quotes stay.

    Raises:
        NotSo: There is no such claim, or the source is not attached to it.
    """
    claim = get_claim(ledger, claim_id)
    if not any(each.source == source_id for each in attachments(ledger, claim.id)):
        raise NotSo(f"source {short_source(source_id)} is not attached to claim {claim.id[:8]}")
    with ledger.act(f"Detach {short_source(source_id)}", claims=(claim.id,)) as act:
        record_detaching(act, claim.id, source_id)


def correct_metadata(
    ledger: "Ledger", source_id: str, field: str, value: str | None, *, because: str = ""
) -> None:
    """Correct what a page says of itself; ``None`` withdraws the correction in force.

    An empty value says that the page gives none, where what it gives is wrong. What the page
    itself gave stays in its captures, and who corrected what stays in the history.

    Raises:
        NotSo: There is no such source.
        UsageError: There is no such field, or a date is none.
    """
    if field not in METADATA_FIELDS:
        raise UsageError(
            f"there is no {clean_line(field, 40)} to correct; there are: "
            f"{', '.join(METADATA_FIELDS)}"
        )
    found = source(ledger, source_id)
    wanted = None if value is None else squeeze(value)
    if wanted and field in ("published", "modified"):
        check_day(wanted)
    named = _FIELDS_IN_WORDS.get(field, field)
    with ledger.act(f"Correct the {named} of {name_of(found)}") as act:
        record_metadatum(act, source_id, field, wanted, because.strip())


def newest_good_capture(ledger: "Ledger", source_id: str) -> Capture | None:
    """The newest capture of a source that was no failure, if there is any."""
    return next((c for c in captures(ledger, source_id) if c.exchange.outcome in GOOD), None)


def title_of(readable: ReadableText | None) -> str | None:
    """The title that a page gives itself first."""
    given = readable.metadata if readable else ()
    title = next((each.value for each in given if each.field == "title"), None)
    return clean_line(squeeze(title), 300) if title else None


def name_of(row: SourceRow) -> str:
    """A source in a few words, for labels."""
    return clean_line(squeeze(row.title or host_of(row.url) or row.url), 60)


def _label(address: str) -> str:
    return f"Attach {clean_line(host_of(address), 60)}"


def _not_modified_since(ledger: "Ledger", identifier: str, fetched: Fetched) -> str | None:
    """The capture that a 304 speaks of: the newest that has a body."""
    if fetched.exchange.outcome is not Outcome.UNCHANGED:
        return None
    with_body = (c for c in captures(ledger, identifier) if c.exchange.outcome in GOOD)
    return next((capture.id for capture in with_body), None)


def _keep(
    ledger: "Ledger",
    identifier: str,
    prepared: PreparedCapture,
    *,
    kind: SourceKind,
    url: str,
    title: str | None,
    claim_id: str | None,
    label: str,
    same_as: str | None = None,
) -> str:
    claims = (get_claim(ledger, claim_id).id,) if claim_id else ()
    known = captures(ledger, identifier)
    attached = any(each.source == identifier for one in claims for each in attachments(ledger, one))
    with ledger.act(label, claims=claims) as act:
        if not known:
            record_source(act, identifier, kind, url=url, title=title)
        capture = record_capture(act, identifier, prepared, same_as=same_as)
        for one in claims if not attached else ():
            attach(act, one, identifier, url)
        return capture
