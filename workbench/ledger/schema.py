"""The tables: the log, which is the truth, and what is folded from it, which can be rebuilt.

The SQL of the log is compared word for word when a file is opened, so a statement here is
never reworded; a change is a new migration. Derived tables may change freely: raise
``DERIVED_VERSION`` and every file rebuilds its own.
"""

from typing import Final

from workbench.ledger.views import DERIVED_VIEWS
from workbench.ledger.work_tables import WORK_INDEXES, WORK_TABLES

APPLICATION_ID: Final = 0x434C4D31
"""``CLM1`` in the header of the file."""
LOG_VERSION: Final = 1
"""The ``user_version`` that this program writes; a higher one needs a newer program."""
DERIVED_VERSION: Final = 5
NAMES_SINCE: Final = {
    2: frozenset(
        {
            *("testimony", "capture", "metadatum", "correction", "archived_copy", "timestamp"),
            *("attachment", "anchoring", "kept", "source_status", "evidence_quoted", "link_rot"),
        }
    ),
    3: frozenset(
        {
            *("link", "claim_pair", "duplicate_member", "published"),
            *("duplicate_group", "pair_of_claims"),
        }
    ),
    4: frozenset(
        {
            *("detail", "tag", "comment", "question", "answer"),
            *("setting", "scale", "saved_view", "claim_work", "claim_question"),
            *("signature", "redaction_proposal"),
        }
    ),
    5: frozenset({"entity", "entered", "rated"}),
}
"""The names of tables and views that came with a version; before, they were anybody's."""

LOG: Final[dict[str, str]] = {
    "event": (
        "CREATE TABLE event(id BLOB NOT NULL PRIMARY KEY CHECK(length(id)=32), body TEXT)"
        " STRICT, WITHOUT ROWID"
    ),
    "blob": (
        "CREATE TABLE blob(sha256 BLOB NOT NULL CHECK(length(sha256)=32),"
        " part INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY(sha256, part)) STRICT"
    ),
    "unfolded": ("CREATE TABLE unfolded(event BLOB NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID"),
    "local": (
        "CREATE TABLE local(key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)"
        " STRICT, WITHOUT ROWID"
    ),
    "event_is_folded_later": (
        "CREATE TRIGGER event_is_folded_later AFTER INSERT ON event"
        " BEGIN INSERT OR IGNORE INTO unfolded VALUES (new.id); END"
    ),
    "event_is_never_changed": (
        "CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event"
        " BEGIN SELECT RAISE(ABORT, 'events are never changed'); END"
    ),
    "event_is_never_deleted": (
        "CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event"
        " BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END"
    ),
    "blob_is_never_changed": (
        "CREATE TRIGGER blob_is_never_changed BEFORE UPDATE ON blob"
        " BEGIN SELECT RAISE(ABORT, 'kept bytes are never changed'); END"
    ),
    "blob_is_never_deleted": (
        "CREATE TRIGGER blob_is_never_deleted BEFORE DELETE ON blob"
        " BEGIN SELECT RAISE(ABORT, 'kept bytes are never deleted'); END"
    ),
}

DERIVED_TABLES: Final[dict[str, str]] = {
    # What a person reads. ``number`` is local to the file; ``id`` is the same everywhere.
    "project": (
        "CREATE TABLE project(id TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL,"
        " sample INTEGER NOT NULL, started INTEGER NOT NULL)"
    ),
    "reviewer": (
        "CREATE TABLE reviewer(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
        " name TEXT NOT NULL)"
    ),
    "document": (
        "CREATE TABLE document(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
        " title TEXT NOT NULL, address TEXT NOT NULL, encoding TEXT NOT NULL,"
        " language TEXT NOT NULL, characters INTEGER NOT NULL, document_date TEXT,"
        " document_date_basis TEXT, notes TEXT NOT NULL, bytes TEXT NOT NULL,"
        " added_at TEXT NOT NULL, reviewer INTEGER NOT NULL REFERENCES reviewer(number),"
        " added INTEGER NOT NULL, withdrawn INTEGER NOT NULL, checks TEXT NOT NULL)"
    ),
    "claim": (
        "CREATE TABLE claim(number INTEGER PRIMARY KEY, id TEXT NOT NULL,"
        " document INTEGER NOT NULL REFERENCES document(number),"
        " document_added INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,"
        " statement TEXT NOT NULL, claimant TEXT, status TEXT NOT NULL, rating TEXT,"
        " worth INTEGER NOT NULL, dismissed INTEGER NOT NULL, dismissed_because TEXT,"
        " evidence_count INTEGER NOT NULL, types TEXT NOT NULL, negated INTEGER NOT NULL,"
        " modality TEXT NOT NULL, by_hand INTEGER NOT NULL, stale INTEGER NOT NULL,"
        " reading INTEGER NOT NULL, verdict_count INTEGER NOT NULL, claimant_kind TEXT,"
        " claimed_on TEXT, place TEXT, first_appearance TEXT, priority INTEGER NOT NULL,"
        " assignee TEXT, taken_over INTEGER NOT NULL,"
        " worth_rank INTEGER GENERATED ALWAYS AS (-worth) VIRTUAL)"
    ),
    "appearance": (
        "CREATE TABLE appearance(claim INTEGER NOT NULL REFERENCES claim(number)"
        " ON DELETE CASCADE, document INTEGER NOT NULL REFERENCES document(number),"
        " start INTEGER NOT NULL, end INTEGER NOT NULL, span TEXT NOT NULL,"
        " read_as TEXT NOT NULL, attribution TEXT,"
        " PRIMARY KEY(claim, document, start, end)) WITHOUT ROWID"
    ),
    "quantity": (
        "CREATE TABLE quantity(claim INTEGER NOT NULL REFERENCES claim(number)"
        " ON DELETE CASCADE, place INTEGER NOT NULL, start INTEGER NOT NULL,"
        " end INTEGER NOT NULL, text TEXT NOT NULL, value NUMERIC, low NUMERIC,"
        " high NUMERIC, approximator TEXT, unit TEXT, counted TEXT,"
        " PRIMARY KEY(claim, place)) WITHOUT ROWID"
    ),
    "date": (
        "CREATE TABLE date(claim INTEGER NOT NULL REFERENCES claim(number)"
        " ON DELETE CASCADE, place INTEGER NOT NULL, start INTEGER NOT NULL,"
        " end INTEGER NOT NULL, text TEXT NOT NULL, value TEXT, granularity TEXT NOT NULL,"
        " basis TEXT NOT NULL, weekday_agrees INTEGER,"
        " PRIMARY KEY(claim, place)) WITHOUT ROWID"
    ),
    "name": (
        "CREATE TABLE name(claim INTEGER NOT NULL REFERENCES claim(number)"
        " ON DELETE CASCADE, place INTEGER NOT NULL, start INTEGER NOT NULL,"
        " end INTEGER NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL,"
        " PRIMARY KEY(claim, place)) WITHOUT ROWID"
    ),
    "source": (
        "CREATE TABLE source(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
        " key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, url TEXT NOT NULL, title TEXT,"
        " published TEXT, captures INTEGER NOT NULL, outcome TEXT, reason TEXT,"
        " captured_at TEXT, latest TEXT)"
    ),
    "testimony": (
        "CREATE TABLE testimony(source INTEGER PRIMARY KEY REFERENCES source(number)"
        " ON DELETE CASCADE, who TEXT NOT NULL, said_on TEXT NOT NULL, terms TEXT NOT NULL,"
        " asked_on TEXT, answered_on TEXT, confidential INTEGER NOT NULL, note TEXT,"
        " told_at TEXT NOT NULL, reviewer INTEGER NOT NULL REFERENCES reviewer(number))"
    ),
    "capture": (
        "CREATE TABLE capture(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
        " source INTEGER NOT NULL REFERENCES source(number) ON DELETE CASCADE,"
        " requested TEXT NOT NULL, address TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT,"
        " status INTEGER, started_at TEXT NOT NULL, ended_at TEXT NOT NULL, http_version TEXT,"
        " request_headers TEXT NOT NULL, response_headers TEXT NOT NULL, hops TEXT NOT NULL,"
        " peer TEXT, certificate TEXT, wire_sha256 TEXT, wire_bytes INTEGER NOT NULL,"
        " complete INTEGER NOT NULL, remarks TEXT NOT NULL, body TEXT, main TEXT, visible TEXT,"
        " media_type TEXT, encoding TEXT, encoding_basis TEXT, extractor TEXT,"
        " pages INTEGER NOT NULL, flags TEXT NOT NULL, captured_at TEXT NOT NULL,"
        " reviewer INTEGER NOT NULL REFERENCES reviewer(number))"
    ),
    "metadatum": (
        "CREATE TABLE metadatum(capture INTEGER NOT NULL REFERENCES capture(number)"
        " ON DELETE CASCADE, place INTEGER NOT NULL, field TEXT NOT NULL,"
        " value TEXT NOT NULL, basis TEXT NOT NULL, raw TEXT,"
        " PRIMARY KEY(capture, place)) WITHOUT ROWID"
    ),
    "correction": (
        "CREATE TABLE correction(source INTEGER NOT NULL REFERENCES source(number)"
        " ON DELETE CASCADE, field TEXT NOT NULL, value TEXT NOT NULL, because TEXT NOT NULL,"
        " given_at TEXT NOT NULL, reviewer INTEGER NOT NULL REFERENCES reviewer(number),"
        " event TEXT NOT NULL, PRIMARY KEY(source, field)) WITHOUT ROWID"
    ),
    "archived_copy": (
        "CREATE TABLE archived_copy(source INTEGER NOT NULL REFERENCES source(number)"
        " ON DELETE CASCADE, archive TEXT NOT NULL, state TEXT NOT NULL, url TEXT,"
        " archived_at TEXT, checked_at TEXT NOT NULL, note TEXT,"
        " reviewer INTEGER NOT NULL REFERENCES reviewer(number), event TEXT NOT NULL,"
        " PRIMARY KEY(source, archive)) WITHOUT ROWID"
    ),
    "timestamp": (
        "CREATE TABLE timestamp(number INTEGER PRIMARY KEY, id TEXT NOT NULL,"
        " source INTEGER NOT NULL REFERENCES source(number) ON DELETE CASCADE,"
        " capture TEXT NOT NULL, authority TEXT NOT NULL, token TEXT NOT NULL,"
        " digest TEXT NOT NULL, at TEXT NOT NULL,"
        " reviewer INTEGER NOT NULL REFERENCES reviewer(number))"
    ),
    "attachment": (
        "CREATE TABLE attachment(number INTEGER PRIMARY KEY, id TEXT NOT NULL,"
        " claim INTEGER NOT NULL REFERENCES claim(number) ON DELETE CASCADE,"
        " source INTEGER NOT NULL REFERENCES source(number), url TEXT NOT NULL,"
        " attached_at TEXT NOT NULL, reviewer INTEGER NOT NULL REFERENCES reviewer(number))"
    ),
    "evidence": (
        "CREATE TABLE evidence(number INTEGER PRIMARY KEY, id TEXT NOT NULL,"
        " claim INTEGER NOT NULL REFERENCES claim(number) ON DELETE CASCADE,"
        " source INTEGER NOT NULL REFERENCES source(number), url TEXT NOT NULL,"
        " quote TEXT NOT NULL, stance TEXT NOT NULL, seen_on TEXT NOT NULL,"
        " added_at TEXT NOT NULL, reviewer INTEGER NOT NULL REFERENCES reviewer(number),"
        " capture TEXT, page_text TEXT, start INTEGER, end INTEGER, prefix TEXT, suffix TEXT,"
        " page INTEGER, extractor TEXT, note TEXT, dated TEXT, younger INTEGER,"
        " translation TEXT, translation_language TEXT, standing TEXT,"
        " standing_checked_at TEXT, differences TEXT)"
    ),
    "anchoring": (
        "CREATE TABLE anchoring(number INTEGER PRIMARY KEY, id TEXT NOT NULL,"
        " claim INTEGER NOT NULL REFERENCES claim(number) ON DELETE CASCADE,"
        " evidence TEXT NOT NULL, capture TEXT NOT NULL, state TEXT NOT NULL, start INTEGER,"
        " end INTEGER, similarity REAL NOT NULL, differences TEXT NOT NULL,"
        " checked_at TEXT NOT NULL, reviewer INTEGER NOT NULL REFERENCES reviewer(number))"
    ),
    "link": (
        "CREATE TABLE link(number INTEGER PRIMARY KEY, id TEXT NOT NULL, pair TEXT NOT NULL,"
        " a TEXT NOT NULL, b TEXT NOT NULL, relation TEXT NOT NULL, because TEXT,"
        " linked_at TEXT NOT NULL, reviewer INTEGER NOT NULL REFERENCES reviewer(number))"
    ),
    "claim_pair": (
        "CREATE TABLE claim_pair(id TEXT NOT NULL PRIMARY KEY, a TEXT NOT NULL,"
        " b TEXT NOT NULL, state TEXT) WITHOUT ROWID"
    ),
    "duplicate_member": (
        "CREATE TABLE duplicate_member(claim TEXT NOT NULL PRIMARY KEY, head TEXT NOT NULL,"
        " at_odds INTEGER NOT NULL) WITHOUT ROWID"
    ),
    "published": (
        "CREATE TABLE published(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
        " text TEXT NOT NULL, url TEXT, rating TEXT, publisher TEXT, site TEXT, title TEXT,"
        " reviewed_on TEXT, claimant TEXT, claimant_kind TEXT, claimed_on TEXT,"
        " appearances TEXT NOT NULL, first_appearance TEXT, rating_number NUMERIC, best NUMERIC,"
        " worst NUMERIC, language TEXT, imported_from TEXT, imported_at TEXT NOT NULL,"
        " reviewer INTEGER NOT NULL REFERENCES reviewer(number), event TEXT NOT NULL)"
    ),
    **WORK_TABLES,
    "act": (
        "CREATE TABLE act(number INTEGER PRIMARY KEY, id TEXT NOT NULL,"
        " reviewer INTEGER NOT NULL REFERENCES reviewer(number), label TEXT NOT NULL,"
        " at TEXT NOT NULL, undone INTEGER NOT NULL, undoes TEXT, steps INTEGER NOT NULL,"
        " started INTEGER NOT NULL, labelled BLOB, UNIQUE(id, reviewer))"
    ),
    # What only the fold needs.
    "writer": (
        "CREATE TABLE writer(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
        " seq INTEGER NOT NULL, head BLOB NOT NULL, events INTEGER NOT NULL)"
    ),
    # The number of an entity is that of the first entry about it, and that of the claim it is.
    "entity": "CREATE TABLE entity(number INTEGER PRIMARY KEY, id TEXT NOT NULL)",
    "entered": (
        "CREATE TABLE entered(number INTEGER PRIMARY KEY, event BLOB NOT NULL,"
        " kind TEXT NOT NULL, entity INTEGER NOT NULL REFERENCES entity(number),"
        " field TEXT NOT NULL,"
        " reviewer INTEGER NOT NULL REFERENCES reviewer(number),"
        " act INTEGER NOT NULL REFERENCES act(number), adjudicates INTEGER NOT NULL,"
        " understood INTEGER NOT NULL, withdraws INTEGER NOT NULL, live INTEGER NOT NULL)"
    ),
    # What is looked for of a verdict; the view ``verdict`` takes the rest from its event.
    "rated": (
        "CREATE TABLE rated(claim INTEGER NOT NULL REFERENCES claim(number)"
        " ON DELETE CASCADE, number INTEGER NOT NULL REFERENCES entered(number),"
        " rating TEXT NOT NULL, stale INTEGER NOT NULL, carried_claim TEXT,"
        " carried_verdict TEXT, PRIMARY KEY(claim, number)) WITHOUT ROWID"
    ),
    "edge": (
        "CREATE TABLE edge(parent BLOB NOT NULL, child INTEGER NOT NULL"
        " REFERENCES entered(number), PRIMARY KEY(parent, child)) WITHOUT ROWID"
    ),
    "kept": (
        "CREATE TABLE kept(sha256 BLOB NOT NULL, entry INTEGER NOT NULL REFERENCES"
        " entered(number), part TEXT NOT NULL, PRIMARY KEY(sha256, entry, part)) WITHOUT ROWID"
    ),
    "waiting": (
        "CREATE TABLE waiting(claim TEXT NOT NULL PRIMARY KEY, document TEXT NOT NULL)"
        " WITHOUT ROWID"
    ),
}

BEGINNING_BYTES: Final = 12
BEGINNING: Final = f"substr({{}}, 1, {BEGINNING_BYTES})"
"""What the index of events has of the id of one: its clock, and enough of its hash."""
IS_EVENT: Final = (
    f"{BEGINNING.format('{0}.event')} = {BEGINNING.format('{1}')} AND {{0}}.event = {{1}}"
)
"""Whether an entry is that of an event, in words for which SQLite takes the index."""
ENTRY_IN_QUESTION: Final = (
    "live = 1 AND understood = 1 AND withdraws = 0 AND kind IN ('claim', 'source', 'project')"
    " AND field NOT IN ('read', 'kind', 'dismissed', 'taken_over')"
)
"""What an entry is of which several say different things: one word is shown at a time."""

DERIVED_INDEXES: Final[dict[str, str]] = {
    "claim_in_order": (
        "CREATE INDEX claim_in_order"
        " ON claim(document_added, document, start, end, number, dismissed, status)"
    ),
    "claim_by_worth": (
        "CREATE INDEX claim_by_worth"
        " ON claim(worth_rank, document_added, document, start, end, number, dismissed, status)"
    ),
    "claim_by_state": "CREATE INDEX claim_by_state ON claim(dismissed, status)",
    "claim_that_is_stale": "CREATE INDEX claim_that_is_stale ON claim(number) WHERE stale = 1",
    **WORK_INDEXES,
    "source_in_turn": "CREATE INDEX source_in_turn ON source(captured_at, number)",
    "capture_of_source": "CREATE INDEX capture_of_source ON capture(source)",
    "timestamp_of_source": "CREATE INDEX timestamp_of_source ON timestamp(source)",
    "attachment_of_claim": "CREATE INDEX attachment_of_claim ON attachment(claim)",
    "attachment_of_source": "CREATE INDEX attachment_of_source ON attachment(source)",
    "anchoring_of_claim": "CREATE INDEX anchoring_of_claim ON anchoring(claim)",
    "evidence_of_claim": "CREATE INDEX evidence_of_claim ON evidence(claim)",
    "evidence_of_source": "CREATE INDEX evidence_of_source ON evidence(source)",
    "verdict_that_was_carried": (
        "CREATE INDEX verdict_that_was_carried ON rated(carried_claim)"
        " WHERE carried_claim IS NOT NULL"
    ),
    "link_of_pair": "CREATE INDEX link_of_pair ON link(pair)",
    "pair_by_first": "CREATE INDEX pair_by_first ON claim_pair(a)",
    "pair_by_second": "CREATE INDEX pair_by_second ON claim_pair(b)",
    "member_of_group": "CREATE INDEX member_of_group ON duplicate_member(head)",
    "act_of_reviewer": "CREATE INDEX act_of_reviewer ON act(reviewer, started)",
    "act_in_order": "CREATE INDEX act_in_order ON act(started)",
    "entity_by_id": "CREATE UNIQUE INDEX entity_by_id ON entity(id)",
    "entry_of_event": f"CREATE INDEX entry_of_event ON entered({BEGINNING.format('event')})",
    "entry_of_entity": "CREATE INDEX entry_of_entity ON entered(entity)",
    "entry_in_question": (
        f"CREATE INDEX entry_in_question ON entered(entity, kind, field) WHERE {ENTRY_IN_QUESTION}"
    ),
    "entry_of_act": "CREATE INDEX entry_of_act ON entered(act)",
    "edge_of_child": "CREATE INDEX edge_of_child ON edge(child)",
    "waiting_for_document": "CREATE INDEX waiting_for_document ON waiting(document)",
}

DERIVED: Final[dict[str, str]] = {**DERIVED_TABLES, **DERIVED_INDEXES, **DERIVED_VIEWS}
