"""The derived tables in a form that is the same in every file with the same events.

Numbers are local to a file; here each is replaced by the identity of what it numbers, so
that two folds of one log can be compared row by row.
"""

import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

_CLAIM: Final = "(SELECT id FROM claim WHERE number = {}.claim)"
_REVIEWER: Final = "(SELECT id FROM reviewer WHERE number = {}.reviewer)"
_DOCUMENT: Final = "(SELECT id FROM document WHERE number = {}.document)"
_SOURCE: Final = "(SELECT id FROM source WHERE number = {}.source)"
_EVENT: Final = "(SELECT hex(event) FROM entered WHERE number = {})"

PORTABLE: Final[dict[str, str]] = {
    "project": "SELECT id, name, sample, started FROM project",
    "reviewer": "SELECT id, name FROM reviewer",
    "document": (
        "SELECT id, title, address, encoding, language, characters, document_date,"
        " document_date_basis, notes, bytes, added_at, added, withdrawn, checks,"
        f" {_REVIEWER.format('document')} FROM document"
    ),
    "claim": (
        f"SELECT id, {_DOCUMENT.format('claim')}, document_added, start, end, statement,"
        " claimant, status, rating, worth, dismissed, dismissed_because, evidence_count,"
        f" types, negated, modality, by_hand, stale, {_EVENT.format('claim.reading')},"
        " verdict_count, claimant_kind, claimed_on, place, first_appearance, priority, assignee,"
        " taken_over FROM claim"
    ),
    "appearance": (
        f"SELECT {_CLAIM.format('appearance')}, {_DOCUMENT.format('appearance')}, start, end,"
        " span, read_as, attribution FROM appearance"
    ),
    "quantity": (
        f"SELECT {_CLAIM.format('quantity')}, place, start, end, text, value, low, high,"
        " approximator, unit, counted FROM quantity"
    ),
    "date": (
        f"SELECT {_CLAIM.format('date')}, place, start, end, text, value, granularity, basis,"
        " weekday_agrees FROM date"
    ),
    "name": f"SELECT {_CLAIM.format('name')}, place, start, end, text, kind FROM name",
    "source": (
        "SELECT id, key, kind, url, title, published, captures, outcome, reason, captured_at,"
        " latest FROM source"
    ),
    "testimony": (
        f"SELECT {_SOURCE.format('testimony')}, who, said_on, terms, asked_on, answered_on,"
        f" confidential, note, told_at, {_REVIEWER.format('testimony')} FROM testimony"
    ),
    "capture": (
        f"SELECT id, {_SOURCE.format('capture')}, requested, address, outcome, reason, status,"
        " started_at, ended_at, http_version, request_headers, response_headers, hops, peer,"
        " certificate, wire_sha256, wire_bytes, complete, remarks, body, main, visible,"
        " media_type, encoding, encoding_basis, extractor, pages, flags, captured_at,"
        f" {_REVIEWER.format('capture')}, {_EVENT.format('capture.number')} FROM capture"
    ),
    "metadatum": (
        "SELECT (SELECT id FROM capture WHERE number = metadatum.capture), place, field, value,"
        " basis, raw FROM metadatum"
    ),
    "correction": (
        f"SELECT {_SOURCE.format('correction')}, field, value, because, given_at,"
        f" {_REVIEWER.format('correction')}, event FROM correction"
    ),
    "archived_copy": (
        f"SELECT {_SOURCE.format('archived_copy')}, archive, state, url, archived_at,"
        f" checked_at, note, {_REVIEWER.format('archived_copy')}, event FROM archived_copy"
    ),
    "timestamp": (
        f"SELECT id, {_SOURCE.format('timestamp')}, capture, authority, token, digest, at,"
        f" {_REVIEWER.format('timestamp')}, {_EVENT.format('timestamp.number')} FROM timestamp"
    ),
    "attachment": (
        f"SELECT id, {_CLAIM.format('attachment')}, {_SOURCE.format('attachment')}, url,"
        f" attached_at, {_REVIEWER.format('attachment')}, {_EVENT.format('attachment.number')}"
        " FROM attachment"
    ),
    "evidence": (
        f"SELECT id, {_CLAIM.format('evidence')}, {_SOURCE.format('evidence')}, url, quote,"
        f" stance, seen_on, added_at, {_REVIEWER.format('evidence')},"
        f" {_EVENT.format('evidence.number')}, capture, page_text, start, end, prefix, suffix,"
        " page, extractor, note, dated, younger, translation, translation_language, standing,"
        " standing_checked_at, differences FROM evidence"
    ),
    "anchoring": (
        f"SELECT id, {_CLAIM.format('anchoring')}, evidence, capture, state, start, end,"
        f" similarity, differences, checked_at, {_REVIEWER.format('anchoring')},"
        f" {_EVENT.format('anchoring.number')} FROM anchoring"
    ),
    "rated": (
        f"SELECT {_CLAIM.format('rated')}, {_EVENT.format('rated.number')}, rating, stale,"
        " carried_claim, carried_verdict FROM rated"
    ),
    "link": (
        "SELECT id, pair, a, b, relation, because, linked_at,"
        f" {_REVIEWER.format('link')}, {_EVENT.format('link.number')} FROM link"
    ),
    "claim_pair": "SELECT id, a, b, state FROM claim_pair",
    "duplicate_member": "SELECT claim, head, at_odds FROM duplicate_member",
    "published": (
        "SELECT id, text, url, rating, publisher, site, title, reviewed_on, claimant,"
        " claimant_kind, claimed_on, appearances, first_appearance, rating_number, best, worst,"
        f" language, imported_from, imported_at, event, {_REVIEWER.format('published')}"
        " FROM published"
    ),
    "detail": (
        f"SELECT id, {_CLAIM.format('detail')}, field, value, kind, given_at,"
        f" {_REVIEWER.format('detail')}, {_EVENT.format('detail.number')} FROM detail"
    ),
    "tag": (
        f"SELECT {_CLAIM.format('tag')}, key, tag, tagged_at, {_REVIEWER.format('tag')} FROM tag"
    ),
    "comment": (
        f"SELECT event, {_CLAIM.format('comment')}, id, text, parent, written_at,"
        f" {_REVIEWER.format('comment')}, {_EVENT.format('comment.number')} FROM comment"
    ),
    "question": (
        f"SELECT event, {_CLAIM.format('question')}, id, text, asked_at,"
        f" {_REVIEWER.format('question')}, {_EVENT.format('question.number')} FROM question"
    ),
    "answer": (
        f"SELECT event, {_CLAIM.format('answer')}, id, question, text, kind, evidence, url,"
        f" because, given_at, {_REVIEWER.format('answer')}, {_EVENT.format('answer.number')}"
        " FROM answer"
    ),
    "setting": (
        f"SELECT id, project, field, value, set_at, {_REVIEWER.format('setting')},"
        f" {_EVENT.format('setting.number')} FROM setting"
    ),
    "scale": (
        f"SELECT event, definition, id, name, ratings, kept_at, {_REVIEWER.format('scale')},"
        f" {_EVENT.format('scale.number')} FROM scale"
    ),
    "saved_view": (
        "SELECT event, id, name, query, ordering, saved_at,"
        f" {_REVIEWER.format('saved_view')}, {_EVENT.format('saved_view.number')} FROM saved_view"
    ),
    "signature": (
        "SELECT event, writer, key, seq, head, signature, signed_at,"
        f" {_REVIEWER.format('signature')}, {_EVENT.format('signature.number')} FROM signature"
    ),
    "redaction_proposal": (
        "SELECT event, id, events, bytes, claims, because, proposed_at,"
        f" {_REVIEWER.format('redaction_proposal')},"
        f" {_EVENT.format('redaction_proposal.number')} FROM redaction_proposal"
    ),
    "act": (
        f"SELECT id, {_REVIEWER.format('act')}, label, at, undone, undoes, steps, started,"
        " hex(labelled) FROM act"
    ),
    "writer": "SELECT id, seq, hex(head), events FROM writer",
    "entity": "SELECT id FROM entity",
    "entered": (
        "SELECT hex(event), kind, (SELECT id FROM entity WHERE number = entered.entity), field,"
        f" adjudicates, understood, withdraws, live, {_REVIEWER.format('entered')},"
        " (SELECT id FROM act WHERE number = entered.act) FROM entered"
    ),
    "edge": f"SELECT hex(parent), {_EVENT.format('edge.child')} FROM edge",
    "kept": f"SELECT hex(sha256), part, {_EVENT.format('kept.entry')} FROM kept",
    "waiting": "SELECT claim, document FROM waiting",
}
"""A query for each derived table that gives its rows without a local number."""


_ROWS_AT_ONCE: Final = 1_000


def no_step(_number: int) -> None:
    """Tell nobody."""


def differences(
    ours: sqlite3.Connection,
    theirs: sqlite3.Connection,
    compared: Callable[[int], None] = no_step,
) -> Iterator[tuple[str, int, int]]:
    """Tables that differ, each with how many rows only ours and only theirs have.

    ``compared`` is told how many tables were.
    """
    for number, (table, query) in enumerate(PORTABLE.items()):
        compared(number)
        if _summed(ours, query) != _summed(theirs, query):
            mine, other = _fingerprints(ours, query), _fingerprints(theirs, query)
            yield (
                table,
                sum(max(0, n - other.get(row, 0)) for row, n in mine.items()),
                sum(max(0, n - mine.get(row, 0)) for row, n in other.items()),
            )


def _summed(connection: sqlite3.Connection, query: str) -> tuple[int, int]:
    """How many rows there are, and the sum of the hashes of all, in whatever order they come."""
    rows = total = 0
    for page in iter(partial(connection.execute(query).fetchmany, _ROWS_AT_ONCE), []):
        rows += len(page)
        total += sum(map(hash, page))
    return rows, total


def _fingerprints(connection: sqlite3.Connection, query: str) -> dict[int, int]:
    """How often each row occurs, by its hash; only where the rows are not the same."""
    found: dict[int, int] = {}
    for row in connection.execute(query):
        key = hash(row)
        found[key] = found.get(key, 0) + 1
    return found
