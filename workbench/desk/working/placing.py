"""Who claims it, when and where, and where it appeared first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from workbench.desk.sourcing.dating import check_day
from workbench.desk.working.several import Change, carry_out, claims_named
from workbench.errors import UsageError
from workbench.ledger.recording.working import record_detail
from workbench.ledger.values.working import LONGEST_ADDRESS, LONGEST_NAME
from workbench.model import Claim, ClaimantKind
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.ledger.writing import Writing

NOBODY: Final = "nobody"
"""Typed for a claimant: no one is named."""
READ: Final = "as read"


@dataclass(frozen=True, slots=True)
class Placing:
    """What is to be said of claims; ``None`` leaves a side as it is, an empty text takes it back.

    Without a claimant of a reviewer's, the one that was read is shown.
    """

    claimant: str | None = None
    claimant_kind: ClaimantKind | None = None
    claimed_on: str | None = None
    place: str | None = None
    first_appearance: str | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    """One thing to be said: its field, its value in the log, and how it reads."""

    field: str
    value: dict[str, Any] | None
    words: str


def place(
    ledger: "Ledger", claims: Sequence[str], given: Placing, *, preview: bool = False
) -> tuple[Change, ...]:
    """Say of claims who claims them, when and where, in one act.

    Raises:
        NotSo: There is no such claim, or nothing would change.
        UsageError: Nothing is given, or something is no date or address, or far too long.
    """
    words = list(_words_of(given))
    if not words:
        raise UsageError("say who claims it, when, where, or where it appeared first")
    wanted: dict[str, list[_Word]] = {}
    changes: list[Change] = []
    for claim in claims_named(ledger, claims):
        new = [one for one in words if _differs(claim, one)]
        if new:
            wanted[claim.id] = new
            before = "; ".join(_shown(claim, one.field) for one in new)
            after = "; ".join(one.words for one in new)
            changes.append(Change(claim.id, claim.statement, before, after))

    def record(act: "Writing", claim: str) -> None:
        for one in wanted[claim]:
            record_detail(act, claim, one.field, one.value)

    names = " and ".join(_NAMES[one.field] for one in words)
    return carry_out(
        ledger,
        f"Set {names} of",
        changes,
        record,
        preview=preview,
        nothing=f"nothing to change: {names} is so already",
    )


def set_claimant(
    ledger: "Ledger",
    claims: Sequence[str],
    name: str,
    kind: ClaimantKind | None = None,
    *,
    preview: bool = False,
) -> tuple[Change, ...]:
    """Say who claims it: ``nobody`` if no one is named, an empty name to go by the reader."""
    given = Placing(claimant=name, claimant_kind=kind)
    return place(ledger, claims, given, preview=preview)


def set_claimed_on(
    ledger: "Ledger", claims: Sequence[str], on: str, *, preview: bool = False
) -> tuple[Change, ...]:
    """Say on which day, month or year it was claimed (2023-06-01, 2023-06, 2023)."""
    return place(ledger, claims, Placing(claimed_on=on), preview=preview)


def set_place(
    ledger: "Ledger", claims: Sequence[str], where: str, *, preview: bool = False
) -> tuple[Change, ...]:
    """Say where it was claimed."""
    return place(ledger, claims, Placing(place=where), preview=preview)


def set_first_appearance(
    ledger: "Ledger", claims: Sequence[str], url: str, *, preview: bool = False
) -> tuple[Change, ...]:
    """Say at which address it appeared first."""
    return place(ledger, claims, Placing(first_appearance=url), preview=preview)


def placing_of(claim: Claim) -> Placing:
    """What is said of a claim now, to be changed in a form; a claimant as read is left empty."""
    said = {one.field: one for one in claim.details}
    claimant = said.get("claimant")
    return Placing(
        claimant=(claimant.value or NOBODY) if claimant else "",
        claimant_kind=claim.claimant_kind,
        claimed_on=claim.claimed_on or "",
        place=claim.place or "",
        first_appearance=claim.first_appearance or "",
    )


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


def _words_of(given: Placing) -> list[_Word]:
    words: list[_Word] = []
    if given.claimant is not None:
        said = _plain(given.claimant, "a claimant")
        if not said:
            words.append(_Word("claimant", None, READ))
        else:
            nobody = said.casefold() == NOBODY
            kind = None if nobody else given.claimant_kind
            name = "" if nobody else said
            words.append(_Word("claimant", {"name": name, "kind": kind}, _claimant(name, kind)))
    if given.claimed_on is not None:
        on = check_day(given.claimed_on) if given.claimed_on.strip() else ""
        words.append(_Word("claimed_on", {"on": on} if on else None, on))
    if given.place is not None:
        where = _plain(given.place, "a place")
        words.append(_Word("place", {"place": where} if where else None, where))
    if given.first_appearance is not None:
        url = _address(given.first_appearance.strip())
        words.append(_Word("appearance", {"url": url} if url else None, url))
    return words


def _differs(claim: Claim, word: _Word) -> bool:
    said = [one for one in claim.details if one.field == word.field]
    return len(said) > 1 or _now(claim, word.field) != word.words


def _now(claim: Claim, field: str) -> str:
    """What reviewers say now, in words; empty if nothing."""
    said = [one for one in claim.details if one.field == field]
    if field != "claimant":
        return said[-1].value if said else ""
    if not said:
        return READ
    kind = said[-1].kind
    return _claimant(said[-1].value, ClaimantKind(kind) if kind else None)


def _shown(claim: Claim, field: str) -> str:
    now = _now(claim, field)
    return (claim.reading.claimant or NOBODY) if now == READ else now


def _claimant(name: str, kind: ClaimantKind | None) -> str:
    return f"{name} ({kind.value})" if name and kind else name or NOBODY


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    page = parts.scheme in ("http", "https") and parts.netloc
    if url and (not page or any(map(str.isspace, url)) or len(url) > LONGEST_ADDRESS):
        raise UsageError(f"{clean_line(url, 60)} is no address of a page (https://…)")
    return url


def _plain(typed: str, what: str) -> str:
    said = squeeze(typed)
    if len(said) > LONGEST_NAME:
        raise UsageError(f"{what} has at most {LONGEST_NAME} characters")
    return said


_NAMES: Final = {
    "claimant": "claimant",
    "claimed_on": "date",
    "place": "place",
    "appearance": "first appearance",
}
