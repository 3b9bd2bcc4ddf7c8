"""Removing text for good from this computer: what goes, what cannot be reached, and doing it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from itertools import product
from typing import TYPE_CHECKING, Final

from workbench.desk.deciding.drafts import DraftBox
from workbench.desk.safekeeping.backups import Backup, backups_of, remove_parts
from workbench.desk.working.notes import NoteBox
from workbench.errors import NotSo, StorageError, UsageError
from workbench.ledger import redacting
from workbench.ledger.private_folder import clear_private_folders
from workbench.ledger.queries import project_ids
from workbench.ledger.queries.prefixes import by_either_end, prefix
from workbench.ledger.schema import IS_EVENT
from workbench.ledger.values.integrity import LONGEST_REASON, MOST_PROPOSED
from workbench.places import cache_directory, state_directory
from workbench.text import clean_line, counted, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_SHORTEST: Final = 6
_MOST_SHOWN: Final = 5
_ONE_EACH: Final = "('evidence', 'comment', 'question', 'answer', 'tag')"
"""Kinds whose field names one thing, so that its earlier wordings go with it."""
_OF_CLAIM: Final = (
    "SELECT event FROM entry WHERE entity = ?1"
    " UNION SELECT entry.event FROM entry JOIN claim_pair ON claim_pair.id = entry.entity"
    " WHERE entry.kind = 'link' AND (claim_pair.a = ?1 OR claim_pair.b = ?1)"
    " UNION SELECT id FROM event WHERE body LIKE '%\"claims\":[\"' || ?1 || '\"]%'"
    " AND json_extract(body, '$.kind') <> 'redaction'"
)
_DOCUMENTS_OF_CLAIM: Final = (
    "SELECT DISTINCT document.id FROM event JOIN document"
    " ON document.id = json_extract(event.body, '$.value.document')"
    " WHERE event.id IN (SELECT event FROM entry WHERE entity = ? AND kind = 'claim'"
    " AND field = 'read')"
)
_KEPT_BY: Final = (
    "SELECT DISTINCT kept.sha256 FROM kept JOIN entered ON entered.number = kept.entry"
    f" WHERE {IS_EVENT.format('entered', '?1')}"
)
_CLAIMS_OF: Final = (
    "SELECT id FROM claim WHERE document IN (SELECT number FROM document WHERE id = ?)"
)


@dataclass(frozen=True, slots=True)
class Redaction:
    """What a redaction will remove, and in words what it is and what it does not reach."""

    what: str
    events: tuple[bytes, ...]
    kept: tuple[bytes, ...]
    claims: tuple[str, ...]
    lines: tuple[str, ...]
    backups: tuple[Backup, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to remove."""
        return not (self.events or self.kept)


def plan_redaction(ledger: "Ledger", typed: str, *, keep_document: bool = False) -> Redaction:
    """Find what is meant, and what would go with it.

    A claim goes with everything that was said about it and with the text of its document; a
    document with all claims read from it; a capture with its page copies; anything else alone,
    in all its wordings.

    Raises:
        NotSo: Nothing has such an id, or several things do.
    """
    wanted = prefix(typed, "thing to redact")
    if len(wanted) < _SHORTEST:
        raise UsageError(f"type at least {_SHORTEST} digits of the id; there is no undo")
    claims = ledger.rows(
        "SELECT DISTINCT entity, '' FROM entry WHERE kind = 'claim' AND entity GLOB ?",
        (f"{wanted}*",),
    )
    documents = ledger.rows("SELECT id, title FROM document WHERE id GLOB ?", (f"{wanted}*",))
    captures = ledger.rows("SELECT id, '' FROM capture")
    if len(claims) + len(documents) > 1:
        raise NotSo(f"{clean_line(typed, 40)} begins the ids of several things; type more of it")
    if claims:
        return _of_claim(ledger, claims[0][0], keep_document=keep_document)
    if documents:
        return _of_document(ledger, *documents[0])
    if any(one.startswith(wanted) or one.endswith(wanted) for one, _ in captures):
        return _of_capture(ledger, by_either_end(captures, wanted, "capture"))
    return _of_event(ledger, wanted)


def carry_out(ledger: "Ledger", plan: Redaction, because: str, *, propose: bool = True) -> None:
    """Redact for good, and let the others know what, by its ids and hashes alone.

    Raises:
        UsageError: There is no reason, or it is too long.
        NotSo: There is nothing to redact.
        StorageError: The file cannot be written anew.
    """
    reason = because.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise UsageError(
            f"say why in 1 to {LONGEST_REASON} characters, without the text that is to go"
        )
    if plan.empty:
        raise NotSo(f"nothing of {plan.what} is in this file")
    if propose:
        # First, since nobody could work out afterwards what there was to propose.
        _propose(ledger, plan, reason)
    redacting.redact(ledger, plan.events, plan.kept, plan.claims)
    forget_elsewhere(ledger, plan.claims)


def forget_elsewhere(ledger: "Ledger", claims: Iterable[str]) -> None:
    """Remove the drafts and notes of claims, and every cache that was made from the file.

    Raises:
        StorageError: Something of it cannot be removed; all the rest is.
    """
    from workbench.faceting import table_file as facets
    from workbench.indexing import cache_file as indexing
    from workbench.substrings import index as letters

    remove_parts(ledger.path, 0)
    for place in (None, *(state_directory() / "working").glob("*")):
        clear_private_folders(place)
    project, drafts = ledger.project.id, DraftBox()
    left: list[str] = []
    for claim, one in product(claims, project_ids(ledger)):
        forget_note = partial(NoteBox(one).write_note, claim, "")
        for forget in (partial(drafts.forget_claim, one, claim), forget_note):
            try:
                forget()
            except StorageError as problem:
                left.append(str(problem))
    caches = ((indexing.FOLDER, f"{project}*"), (facets.FOLDER, "*"), (letters.FOLDER, "*"))
    for folder, pattern in caches:
        for path in (cache_directory() / folder).glob(pattern):
            try:
                if path.is_file():
                    path.unlink(missing_ok=True)
            except OSError as error:
                left.append(f"{clean_line(str(path))} cannot be removed ({error.strerror})")
    if left:
        raise StorageError(
            "it was redacted from this file, but may still be read elsewhere on this computer: "
            + "; ".join(left[:_MOST_SHOWN])
        )


def remove_backups(backups: Sequence[Backup]) -> int:
    """Delete backups that still hold what was redacted; returns how many went."""
    for one in backups:
        try:
            one.path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                f"the backup {clean_line(str(one.path))} cannot be removed ({error.strerror})"
            ) from None
    return len(backups)


def _of_claim(ledger: "Ledger", claim: str, *, keep_document: bool) -> Redaction:
    events = [row[0] for row in ledger.rows(_OF_CLAIM, (claim,))]
    lines: list[str] = []
    kept: list[bytes] = []
    for (document,) in ledger.rows(_DOCUMENTS_OF_CLAIM, (claim,)):
        others = len(ledger.rows(_CLAIMS_OF, (document,))) - 1
        if keep_document:
            lines.append(f"the text of document {document[:8]} stays, and the words of the claim")
            continue
        kept += _bytes_of_document(ledger, document)
        lines.append(
            f"the text of document {document[:8]} goes with it; of other claims from it, {others} "
            f"{'stays' if others == 1 else 'stay'} in their own words"
        )
    quoted = ledger.rows(
        "SELECT DISTINCT capture FROM evidence WHERE capture IS NOT NULL AND claim ="
        " (SELECT number FROM claim WHERE id = ?)",
        (claim,),
    )
    for (capture,) in quoted[:_MOST_SHOWN]:
        lines.append(f"the page that was quoted stays: workbench redact {capture[-8:]} removes it")
    mentioned = ledger.rows(
        "SELECT DISTINCT entity FROM entry JOIN event ON event.id = entry.event"
        " WHERE entity <> ?1 AND kind = 'claim' AND field = 'read'"
        " AND body LIKE '%' || ?1 || '%'",
        (claim,),
    )
    for (other,) in mentioned[:_MOST_SHOWN]:
        lines.append(f"claim {other[:8]} was made from it and stays: redact it too if it must go")
    return planned(ledger, f"claim {claim[:8]}", events, kept, (claim,), lines)


def _of_document(ledger: "Ledger", document: str, title: str) -> Redaction:
    claims = [row[0] for row in ledger.rows(_CLAIMS_OF, (document,))]
    events = [
        row[0]
        for row in ledger.rows(
            "SELECT event FROM entry WHERE kind = 'document' AND entity = ?", (document,)
        )
    ]
    kept = _bytes_of_document(ledger, document)
    for claim in claims:
        events += [row[0] for row in ledger.rows(_OF_CLAIM, (claim,))]
    lines = [f"{len(claims)} claims that were read from it go with it"]
    shown = squeeze(clean_line(title, 60))
    return planned(ledger, f"document {document[:8]} ({shown})", events, kept, claims, lines)


def _of_capture(ledger: "Ledger", capture: str) -> Redaction:
    event = ledger.rows(
        "SELECT entered.event FROM capture JOIN entered ON entered.number = capture.number"
        " WHERE capture.id = ?",
        (capture,),
    )[0][0]
    kept = [row[0] for row in ledger.rows(_KEPT_BY, (event,))]
    lines = ["quotes from it stay as evidence, without their page; redact them by their ids"]
    return planned(ledger, f"capture {capture[-8:]}", [event], kept, (), lines)


def _of_event(ledger: "Ledger", wanted: str) -> Redaction:
    rows = ledger.rows(
        "SELECT lower(hex(event)), kind, entity, field FROM entry WHERE"
        " lower(hex(event)) GLOB ?1 || '*' OR lower(hex(event)) GLOB '*' || ?1"
        " OR field = ?1",
        (wanted,),
    )
    things = {(kind, entity, field) for _, kind, entity, field in rows}
    if not rows:
        raise NotSo(f"nothing in this file has an id that begins or ends with {wanted}")
    if len(things) > 1:
        raise NotSo(f"{wanted} names several things; type more of it")
    kind, entity, field = things.pop()
    if kind in ("project", "reviewer", "undo", "scale", "signature", "redaction"):
        raise NotSo(f"a {kind} cannot be redacted: everything else hangs on it")
    found = ledger.rows(
        f"SELECT event FROM entry WHERE kind = ?1 AND entity = ?2 AND field = ?3"
        f" AND (kind IN {_ONE_EACH} OR lower(hex(event)) IN (SELECT value FROM json_each(?4)))",
        (kind, entity, field, json.dumps([row[0] for row in rows])),
    )
    events = [row[0] for row in found]
    lines = ["what it took the place of does not come back"]
    return planned(ledger, f"{kind} {wanted}", events, [], (), lines)


def _bytes_of_document(ledger: "Ledger", document: str) -> list[bytes]:
    found = ledger.rows("SELECT bytes FROM document WHERE id = ?", (document,))
    return [bytes.fromhex(row[0]) for row in found]


def planned(
    ledger: "Ledger",
    what: str,
    events: Sequence[bytes],
    kept: Sequence[bytes],
    claims: Sequence[str],
    lines: Sequence[str],
) -> Redaction:
    """What of these is here and will go, and what in words."""
    here = [one for one in dict.fromkeys(events) if is_event(ledger, one)]
    held = [one for one in dict.fromkeys(kept) if is_kept(ledger, one)]
    backups = tuple(backups_of(ledger.path))
    parts = [counted(len(here), "event")] if here or not held else []
    parts += [counted(len(held), "kept text")] if held else []
    many, alone = " and ".join(parts), len(here) + len(held) == 1
    told = [f"{many} {'is' if alone else 'are'} removed from this file", *lines]
    told += [f"the backup {clean_line(str(one.path))} holds it still" for one in backups]
    told.append(
        "copies that you gave away, made with backup, or published in a folder or repository hold "
        "it still; colleagues see a proposal to redact it too"
    )
    return Redaction(what, tuple(here), tuple(held), tuple(claims), tuple(told), backups)


def is_event(ledger: "Ledger", identifier: bytes) -> bool:
    """Whether the event is in the log."""
    return bool(ledger.rows("SELECT 1 FROM event WHERE id = ?", (identifier,)))


def is_kept(ledger: "Ledger", digest: bytes) -> bool:
    """Whether the bytes are kept."""
    return bool(ledger.rows("SELECT 1 FROM blob WHERE sha256 = ? LIMIT 1", (digest,)))


def _propose(ledger: "Ledger", plan: Redaction, because: str) -> None:
    events, kept = [one.hex() for one in plan.events], [one.hex() for one in plan.kept]
    most = max(len(events), len(kept), len(plan.claims))
    proposed = ledger.rows("SELECT DISTINCT entity FROM entry WHERE kind = 'redaction'")
    with ledger.act("Propose to redact") as act:
        for start in range(0, most, MOST_PROPOSED):
            end = start + MOST_PROPOSED
            value = {
                "events": events[start:end],
                "bytes": kept[start:end],
                "claims": list(plan.claims[start:end]),
                "because": because,
            }
            named = sha256("".join([*value["events"], *value["bytes"]]).encode()).hexdigest()[:32]
            if (named,) not in proposed:
                act.record("redaction", named, "proposed", value)
