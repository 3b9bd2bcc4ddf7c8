"""The tables of the work on claims and of what is agreed for a project; a part of the schema."""

from typing import Final

WORK_TABLES: Final[dict[str, str]] = {
    "detail": (
        "CREATE TABLE detail(number INTEGER PRIMARY KEY, id TEXT NOT NULL,"
        " claim INTEGER NOT NULL REFERENCES claim(number) ON DELETE CASCADE,"
        " field TEXT NOT NULL, value TEXT NOT NULL, kind TEXT, given_at TEXT NOT NULL,"
        " reviewer INTEGER NOT NULL REFERENCES reviewer(number))"
    ),
    "tag": (
        "CREATE TABLE tag(claim INTEGER NOT NULL REFERENCES claim(number) ON DELETE CASCADE,"
        " key TEXT NOT NULL, tag TEXT NOT NULL, tagged_at TEXT NOT NULL,"
        " reviewer INTEGER NOT NULL REFERENCES reviewer(number),"
        " PRIMARY KEY(claim, key)) WITHOUT ROWID"
    ),
    "comment": (
        "CREATE TABLE comment(number INTEGER PRIMARY KEY, event TEXT NOT NULL,"
        " claim INTEGER NOT NULL REFERENCES claim(number) ON DELETE CASCADE,"
        " id TEXT NOT NULL, text TEXT NOT NULL, parent TEXT, written_at TEXT NOT NULL,"
        " reviewer INTEGER NOT NULL REFERENCES reviewer(number))"
    ),
    "question": (
        "CREATE TABLE question(number INTEGER PRIMARY KEY, event TEXT NOT NULL,"
        " claim INTEGER NOT NULL REFERENCES claim(number) ON DELETE CASCADE,"
        " id TEXT NOT NULL, text TEXT NOT NULL, asked_at TEXT NOT NULL,"
        " reviewer INTEGER NOT NULL REFERENCES reviewer(number))"
    ),
    "answer": (
        "CREATE TABLE answer(number INTEGER PRIMARY KEY, event TEXT NOT NULL,"
        " claim INTEGER NOT NULL REFERENCES claim(number) ON DELETE CASCADE,"
        " id TEXT NOT NULL, question TEXT NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL,"
        " evidence TEXT, url TEXT, because TEXT, given_at TEXT NOT NULL,"
        " reviewer INTEGER NOT NULL REFERENCES reviewer(number))"
    ),
    "setting": (
        "CREATE TABLE setting(number INTEGER PRIMARY KEY, id TEXT NOT NULL,"
        " project TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, set_at TEXT NOT NULL,"
        " reviewer INTEGER NOT NULL REFERENCES reviewer(number))"
    ),
    "scale": (
        "CREATE TABLE scale(number INTEGER PRIMARY KEY, event TEXT NOT NULL,"
        " definition TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, ratings TEXT NOT NULL,"
        " kept_at TEXT NOT NULL, reviewer INTEGER NOT NULL REFERENCES reviewer(number))"
    ),
    "saved_view": (
        "CREATE TABLE saved_view(number INTEGER PRIMARY KEY, event TEXT NOT NULL,"
        " id TEXT NOT NULL, name TEXT NOT NULL, query TEXT NOT NULL, ordering TEXT,"
        " saved_at TEXT NOT NULL, reviewer INTEGER NOT NULL REFERENCES reviewer(number))"
    ),
    "signature": (
        "CREATE TABLE signature(number INTEGER PRIMARY KEY, event TEXT NOT NULL,"
        " writer TEXT NOT NULL, key TEXT NOT NULL, seq INTEGER NOT NULL, head TEXT NOT NULL,"
        " signature TEXT NOT NULL, signed_at TEXT NOT NULL,"
        " reviewer INTEGER NOT NULL REFERENCES reviewer(number))"
    ),
    "redaction_proposal": (
        "CREATE TABLE redaction_proposal(number INTEGER PRIMARY KEY, event TEXT NOT NULL,"
        " id TEXT NOT NULL, events TEXT NOT NULL, bytes TEXT NOT NULL, claims TEXT NOT NULL,"
        " because TEXT NOT NULL, proposed_at TEXT NOT NULL,"
        " reviewer INTEGER NOT NULL REFERENCES reviewer(number))"
    ),
}

WORK_INDEXES: Final[dict[str, str]] = {
    "claim_taken_over": ("CREATE INDEX claim_taken_over ON claim(number) WHERE taken_over = 1"),
    "claim_by_priority": (
        "CREATE INDEX claim_by_priority ON claim(priority, number) WHERE priority <> 2"
    ),
    "claim_of_assignee": (
        "CREATE INDEX claim_of_assignee ON claim(assignee, number) WHERE assignee IS NOT NULL"
    ),
    "detail_of_claim": "CREATE INDEX detail_of_claim ON detail(claim, field)",
    "tag_by_key": "CREATE INDEX tag_by_key ON tag(key, claim)",
    "comment_of_claim": "CREATE INDEX comment_of_claim ON comment(claim)",
    "question_of_claim": "CREATE INDEX question_of_claim ON question(claim)",
    "answer_of_claim": "CREATE INDEX answer_of_claim ON answer(claim)",
}
