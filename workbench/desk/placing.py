"""Who claims it, when and where, and where it appeared first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from workbench.desk.dating import check_day
from workbench.desk.several import Change, carry_out, claims_named
from workbench.errors import UsageError
from workbench.ledger.recording.working import record_detail
from workbench.ledger.values.working import LONGEST_ADDRESS, LONGEST_NAME
from workbench.model import Claim, ClaimantKind
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

NOBODY = "nobody"
READ = "as read"


def set_claimant(
    ledger: "Ledger",
    claims: Sequence[str],
    name: str | None,
    kind: ClaimantKind | None = None,
    *,
    preview: bool = False,
) -> tuple[Change, ...]:
    """Say who claims it. An empty name says that nobody is named; ``None`` goes by the reader.

    Raises:
        NotSo: There is no such claim, or nothing would change.
        UsageError: The name is far too long.
    """
    said = None if name is None else _words(name, "a claimant")
    value = None if said is None else {"name": said, "kind": kind if said else None}
    return _set(ledger, claims, "claimant", value, _in_words(said, kind), preview=preview)


def set_claimed_on(
    ledger: "Ledger", claims: Sequence[str], on: str | None, *, preview: bool = False
) -> tuple[Change, ...]:
    """Say on which day, month or year it was claimed (2023-06-01, 2023-06, 2023).

    Raises:
        NotSo: There is no such claim, or nothing would change.
        UsageError: It is no day, month or year.
    """
    said = check_day(on) if on is not None and on.strip() else ""
    value = {"on": said} if said else None
    return _set(ledger, claims, "claimed_on", value, said, preview=preview)


def set_place(
    ledger: "Ledger", claims: Sequence[str], place: str | None, *, preview: bool = False
) -> tuple[Change, ...]:
    """Say where it was claimed; nothing takes back what was said.

    Raises:
        NotSo: There is no such claim, or nothing would change.
        UsageError: The place is far too long.
    """
    said = _words(place or "", "a place")
    value = {"place": said} if said else None
    return _set(ledger, claims, "place", value, said, preview=preview)


def set_first_appearance(
    ledger: "Ledger", claims: Sequence[str], url: str | None, *, preview: bool = False
) -> tuple[Change, ...]:
    """Say at which address it appeared first; nothing takes back what was said.

    Raises:
        NotSo: There is no such claim, or nothing would change.
        UsageError: It is no address of a page.
    """
    said = (url or "").strip()
    if said:
        _check_address(said)
    value = {"url": said} if said else None
    return _set(ledger, claims, "appearance", value, said, preview=preview)


def find_kind(typed: str) -> ClaimantKind:
    """The kind of claimant that ``typed`` names or begins.

    Raises:
        UsageError: It names none.
    """
    word = typed.strip().casefold()
    for one in ClaimantKind:
        if word and one.value.casefold().startswith(word):
            return one
    raise UsageError(f"{clean_line(typed, 40)} is neither person nor organization")


def _check_address(url: str) -> None:
    if len(url) > LONGEST_ADDRESS:
        raise UsageError(f"an address has at most {LONGEST_ADDRESS} characters")
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or any(map(str.isspace, url)):
        raise UsageError(f"{clean_line(url, 60)} is no address of a page (https://…)")


def _words(typed: str, what: str) -> str:
    said = squeeze(typed)
    if len(said) > LONGEST_NAME:
        raise UsageError(f"{what} has at most {LONGEST_NAME} characters")
    return said


def _in_words(name: str | None, kind: ClaimantKind | None) -> str:
    if name is None:
        return READ
    return f"{name} ({kind.value})" if name and kind else name or NOBODY


def _now(claim: Claim, field: str) -> str:
    """What reviewers say now, in words; empty if nothing."""
    said = [one for one in claim.details if one.field == field]
    if field == "claimant":
        latest = said[-1] if said else None
        kind = ClaimantKind(latest.kind) if latest and latest.kind else None
        return _in_words(latest.value if latest else None, kind)
    return said[-1].value if said else ""


def _set(
    ledger: "Ledger",
    claims: Sequence[str],
    field: str,
    value: dict[str, Any] | None,
    words: str,
    *,
    preview: bool,
) -> tuple[Change, ...]:
    changes = []
    for claim in claims_named(ledger, claims):
        now = _now(claim, field)
        if now != words or sum(one.field == field for one in claim.details) > 1:
            if field == "claimant" and now == READ:
                now = claim.reading.claimant or NOBODY
            changes.append(Change(claim.id, claim.statement, now, words))
    return carry_out(
        ledger,
        f"Set {_NAMES[field]} of",
        changes,
        lambda act, claim: record_detail(act, claim, field, value),
        preview=preview,
        nothing=f"nothing to change: the {_NAMES[field]} is so already",
    )


_NAMES = {
    "claimant": "claimant",
    "claimed_on": "date",
    "place": "place",
    "appearance": "first appearance",
}
