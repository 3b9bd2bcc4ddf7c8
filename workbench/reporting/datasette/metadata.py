"""A metadata file with which Datasette shows the tables of a database well.

    workbench report --format datasette -o metadata.json
    datasette claims.db -m metadata.json

It has no claims in it. Tables that only the program needs are hidden, the others get a title, an
order, facets and words for their columns; a few queries answer what reviewers ask most.
"""

import json
from typing import Any, BinaryIO, Final

from workbench.reporting.dossier import Dossier
from workbench.reporting.formats import ReportOptions
from workbench.text import clean_line

_HIDDEN: Final = (
    *("_sqlite_migrations", "act", "blob", "claim_pair", "duplicate_member", "edge", "entered"),
    *("entity", "entry", "event", "kept", "local", "project", "rated", "unfolded", "waiting"),
    "writer",
)
_TABLES: Final[dict[str, dict[str, Any]]] = {
    "claim": {
        "title": "Claims",
        "label_column": "statement",
        "sort_desc": "worth",
        "facets": ["status", "rating", "claimant", "stale", "dismissed"],
        "columns": {
            "id": "the same in every copy of the database",
            "statement": "the claim as it is worded now",
            "worth": "how much it is worth checking, 0 to 1000",
            "status": "unrated, single, agreed or conflict",
            "rating": "the result, where all verdicts in force agree",
            "stale": "a verdict rests on something that no longer holds",
        },
    },
    "document": {
        "title": "Documents",
        "label_column": "title",
        "sort_desc": "added_at",
        "facets": ["language"],
        "columns": {"id": "SHA-256 of its bytes", "address": "the path or address it came from"},
    },
    "evidence": {
        "title": "Evidence",
        "label_column": "quote",
        "facets": ["stance", "standing"],
        "columns": {
            "quote": "the exact words of the source",
            "stance": "what they do to the claim",
            "standing": "what became of the words when the page was last looked at",
        },
    },
    "verdict": {
        "title": "Verdicts",
        "label_column": "rating",
        "sort_desc": "given_at",
        "facets": ["rating", "reviewer", "live"],
        "columns": {"live": "0 once it was superseded or undone", "because": "the reason, whole"},
    },
    "source": {"title": "Sources", "label_column": "url", "facets": ["kind"]},
    "capture": {"title": "Captures of sources", "facets": ["outcome"]},
    "reviewer": {"title": "Reviewers", "label_column": "name"},
    "published": {"title": "Published fact-checks", "label_column": "text"},
    "link": {"title": "Links between claims", "facets": ["relation"]},
    "claim_status": {"title": "Claims with their status", "facets": ["status", "rating"]},
    "history": {"title": "History", "sort_desc": "at"},
    "link_rot": {"title": "Links that have gone bad"},
}
_QUERIES: Final = {
    "decided": {
        "title": "Decided claims, the latest first",
        "sql": "select claim.id, claim.statement, claim.rating, verdict.because, reviewer.name as"
        " reviewer, verdict.given_at from verdict join claim on claim.number = verdict.claim"
        " join reviewer on reviewer.number = verdict.reviewer where verdict.live = 1"
        " order by verdict.given_at desc",
    },
    "by_claimant": {
        "title": "Results by claimant",
        "sql": "select coalesce(claimant, '') as claimant, rating, count(*) as claims from claim"
        " where status <> 'unrated' and dismissed = 0 group by 1, 2 order by 3 desc",
    },
    "disagreements": {
        "title": "Claims that reviewers disagree on",
        "sql": "select claim.id, claim.statement, verdict.rating, reviewer.name as reviewer,"
        " verdict.because from claim join verdict on verdict.claim = claim.number and"
        " verdict.live = 1 join reviewer on reviewer.number = verdict.reviewer"
        " where claim.status = 'conflict' order by claim.number, verdict.id",
    },
}


def write(dossier: Dossier, stream: BinaryIO, _options: ReportOptions) -> None:
    """Write the metadata for the database."""
    publisher = dossier.publisher
    hidden = {name: {"hidden": True} for name in _HIDDEN}
    value: dict[str, Any] = {
        "title": clean_line(dossier.project, 200),
        "description": "Claims, the sources quoted for and against them, and verdicts.",
        "databases": {dossier.database: {"tables": {**_TABLES, **hidden}, "queries": _QUERIES}},
    }
    if publisher is not None:
        value["source"] = clean_line(publisher.name, 200)
        value.update({"source_url": publisher.url} if publisher.url else {})
    stream.write(json.dumps(value, indent=2).encode() + b"\n")
