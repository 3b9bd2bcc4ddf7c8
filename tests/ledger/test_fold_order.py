"""The tables are a function of the set of events: order and batches of arrival do not matter.

What they must say is worked out by the oracle beside this file.
"""

import json
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.ledger.link_material import link_value, review_value, reviewed
from tests.ledger.material import (
    DOCUMENT,
    Pair,
    arrive_at_once,
    claim_value,
    contents,
    document_value,
    event,
    evidence_value,
    folded,
    verdict_value,
)
from tests.ledger.oracle import CLAIMS, FAR, Oracle
from tests.ledger.source_material import (
    SOURCE,
    anchoring_value,
    archived_value,
    capture_value,
    key,
    source_value,
    timestamp_value,
)
from tests.ledger.work_material import work_said
from workbench.ledger.rebuild import rebuild_tables

REVIEWERS = ["a" * 32, "b" * 32, "c" * 32]
ACTS = [f"{number:016x}" for number in range(7)]
DOCUMENTS = [DOCUMENT, "f" * 64]
STATEMENTS = ["Some troops left", "Many troops left"]
EVIDENCE = ["1234567890abcdef", "fedcba0987654321"]
SOURCES = [SOURCE, "1:two.example"]

GROUND = [
    event("document", DOCUMENT, "read", document_value(), act="9" * 16, clock=5 << 16),
    event("claim", CLAIMS[0], "read", claim_value(), act="9" * 16, clock=5 << 16),
    event("claim", CLAIMS[1], "read", claim_value(), act="9" * 16, clock=5 << 16),
]
"""What most histories rest on: a document with two claims."""

LINKED = event("link", *link_value(CLAIMS[0], CLAIMS[1], "duplicate"), act=ACTS[0], clock=3 << 16)
DECIDED = event("verdict", CLAIMS[0], "rating", verdict_value("X"), act=ACTS[1], clock=3 << 16)
CARRIED = event(
    "verdict",
    CLAIMS[1],
    "rating",
    verdict_value("X", carried={"claim": CLAIMS[0], "verdict": DECIDED[0].hex()}),
    act=ACTS[2],
    clock=4 << 16,
)
"""A verdict that was carried from one claim to its duplicate."""


@st.composite
def quotations(draw: st.DrawFn) -> dict[str, Any]:
    """Words of a page, in different places and with different stances."""
    value = evidence_value(source=draw(st.sampled_from(SOURCES)))
    value["stance"] = draw(st.sampled_from(["supports", "refutes"]))
    if draw(st.booleans()):
        value.update(capture="7" * 64, text="main", start=0, end=len(value["quote"]))
        value.update(extractor="reader/1", note=draw(st.sampled_from(["one", "two"])))
    return value


@st.composite
def verdicts(draw: st.DrawFn, known: list[Pair]) -> dict[str, Any]:
    """A verdict that rests on some of the evidence there is, in knowledge of some findings.

    Or one that says it was carried from another.
    """
    cited = _ids(known, "evidence")
    found = _ids(known, "anchoring")
    given = [(one.hex(), json.loads(body)) for one, body in known if '"kind":"verdict"' in body]
    if given and draw(st.integers(0, 2)) == 0:
        origin, body = draw(st.sampled_from(given))
        rating = (body["value"] or {}).get("rating")
        rating = rating if isinstance(rating, str) and draw(st.integers(0, 3)) else "Z"
        return verdict_value(rating, carried={"claim": body["entity"], "verdict": origin})
    return verdict_value(
        draw(st.sampled_from("XYZ")),
        evidence=draw(st.lists(st.sampled_from(cited), max_size=2)) if cited else [],
        considered=draw(st.lists(st.sampled_from(found), max_size=1)) if found else [],
    )


@st.composite
def things_about_sources(draw: st.DrawFn, known: list[Pair]) -> tuple[str, str, str, Any]:
    """What is said of sources, and of what became of quotes."""
    source = draw(st.sampled_from(SOURCES))
    which = draw(st.integers(0, 9))
    said: tuple[str, str, str, Any]
    if which == 0:
        kind = draw(st.sampled_from(["page", "file"]))
        said = ("source", key(source), "kind", source_value(source, kind=kind))
    elif which == 1:
        word = {"value": draw(st.sampled_from(["Better", ""]))}
        said = ("source", key(source), "metadata:title", word)
    elif which == 2:
        state = draw(st.sampled_from(["archived", "pending"]))
        said = ("archived", key(source), "wayback", archived_value(state=state))
    elif which <= 4:
        value = {"source": source, "url": draw(st.sampled_from(["https://a.example", ""]))}
        said = ("attachment", draw(st.sampled_from(CLAIMS)), key(source), value)
    elif which <= 6:
        outcome = draw(st.sampled_from(["captured", "dead"]))
        said = ("capture", key(source), f"{which:016x}", capture_value(source, outcome=outcome))
    elif which == 7 and (stamped := _ids(known, "capture")):
        one = draw(st.sampled_from(stamped))
        said = ("timestamp", key(source), one[:32], timestamp_value(one))
    elif cited := _ids(known, "evidence"):
        one = draw(st.sampled_from(cited))
        state = draw(st.sampled_from(["gone", "figure-changed", "verbatim", "unknown"]))
        claim = draw(st.sampled_from(CLAIMS))
        said = ("anchoring", claim, one[:32], anchoring_value(one, state))
    else:
        return draw(st.sampled_from([("source", key(source), "kind", {"kind": "page"})]))
    return (*said[:3], None if draw(st.integers(0, 5)) == 0 else said[3])


def _ids(pairs: list[Pair], kind: str) -> list[str]:
    return [identifier.hex() for identifier, body in pairs if f'"kind":"{kind}"' in body]


@st.composite
def things_about_pairs(draw: st.DrawFn) -> tuple[str, str, str, Any]:
    """What is said of two claims, and of reviews by others."""
    if draw(st.integers(0, 4)) == 0:
        review = reviewed(draw(st.sampled_from(["One", "Two"])), draw(st.sampled_from("XY")))
        said = ("published", *review_value(review))
    else:
        a, b = draw(st.sampled_from([CLAIMS, [CLAIMS[0], FAR[0]], [CLAIMS[1], FAR[0]], FAR[:2]]))
        relation = draw(st.sampled_from(["duplicate"] * 4 + ["conflict", "related", "distinct"]))
        said = ("link", *link_value(a, b, relation))
    entity, field, value = said[1:]
    return said[0], entity, field, None if draw(st.integers(0, 5)) == 0 else value


@st.composite
def things_said(draw: st.DrawFn, known: list[Pair]) -> tuple[str, str, str, Any]:
    """A kind, an entity, a field and a value, not all of them sensible."""
    subject = draw(st.integers(0, 7))
    if subject >= 6:
        return draw(work_said(CLAIMS))
    if subject <= 1:
        return draw(things_about_sources(known))
    if subject == 2:
        return draw(things_about_pairs())
    claim = draw(st.sampled_from(CLAIMS))
    withdrawn = draw(st.integers(0, 5)) == 0
    which = draw(st.integers(0, 12))
    said: tuple[str, str, str, Any]
    if which <= 1:
        document = draw(st.sampled_from(DOCUMENTS))
        said = ("document", document, "read", document_value(title=draw(st.sampled_from("TU"))))
    elif which <= 3:
        document = draw(st.sampled_from(DOCUMENTS))
        said = ("claim", claim, "read", claim_value(document=document, worth=draw(_WORTH)))
    elif which == 4:
        said = ("claim", claim, "statement", {"text": draw(st.sampled_from(STATEMENTS))})
    elif which == 5:
        said = ("claim", claim, "dismissed", {"reason": draw(st.sampled_from(["", "no claim"]))})
    elif which <= 7:
        said = ("evidence", claim, draw(st.sampled_from(EVIDENCE)), draw(quotations()))
    elif which <= 9:
        said = ("verdict", claim, "rating", draw(verdicts(known)))
    elif which <= 11:
        return ("undo", draw(st.sampled_from(ACTS)), "undone", {})
    else:
        return draw(
            st.sampled_from(
                [
                    ("comment", claim, "text", {"text": "well"}),
                    ("verdict", claim, "rating", {"rating": 5}),
                    ("claim", claim, "mood", "sour"),
                    ("reviewer", REVIEWERS[0], "name", {"name": "Zoe"}),
                    ("project", "d" * 32, "name", {"name": "Karsk", "sample": False}),
                ]
            )
        )
    return (*said[:3], None if withdrawn else said[3])


_WORTH = st.integers(0, 3)


@st.composite
def histories(draw: st.DrawFn) -> list[Pair]:
    """Events of several reviewers and acts, which supersede and undo as they please."""
    pairs: list[Pair] = GROUND[:] if draw(st.integers(0, 3)) else []
    if draw(st.integers(0, 2)) == 0:
        pairs = [*pairs, LINKED, DECIDED, CARRIED]
    for place in range(draw(st.integers(1, 24))):
        kind, entity, field, value = draw(things_said(pairs))
        known = [identifier for identifier, _ in pairs]
        links = draw(st.lists(st.sampled_from(known), max_size=3)) if known else []
        changes: dict[str, Any] = {}
        if draw(st.integers(0, 3)) == 0:
            changes["adjudicates"] = True
        if draw(st.integers(0, 2)) == 0:
            changes["label"] = f"label {place}"
        pairs.append(
            event(
                kind,
                entity,
                field,
                value,
                reviewer=draw(st.sampled_from(REVIEWERS)),
                act=draw(st.sampled_from(ACTS)),
                clock=draw(st.integers(0, 12)) << 16,
                supersedes=links,
                **changes,
            )
        )
    return list(dict(pairs).items())


@given(histories(), st.randoms(use_true_random=False), st.integers(1, 8))
@examples(40, 500)
def test_any_order_and_any_batches_give_the_same_tables(
    pairs: list[Pair], chance: Random, size: int
) -> None:
    expected = contents(folded(pairs))
    shuffled = pairs[:]
    chance.shuffle(shuffled)
    batches = [shuffled[start : start + size] for start in range(0, len(shuffled), size)]
    assert contents(folded(*batches)) == expected


@given(histories(), st.randoms(use_true_random=False), st.integers(0, 24), st.integers(1, 8))
@examples(40, 500)
def test_very_many_at_once_give_the_tables_that_single_ones_gave(
    pairs: list[Pair], chance: Random, cut: int, size: int
) -> None:
    expected = contents(folded(*[[pair] for pair in pairs]))
    shuffled = pairs[:]
    chance.shuffle(shuffled)
    connection = folded(shuffled[:cut])
    arrive_at_once(connection, shuffled[cut:], size)
    assert contents(connection) == expected


def test_what_is_not_understood_among_very_many_has_no_say() -> None:
    nonsense = [
        event("verdict", CLAIMS[0], "rating", {"rating": 7}, clock=9 << 16),
        event("claim", CLAIMS[1], "statement", {"text": None}, clock=9 << 16),
        event("claim", CLAIMS[1], "no such field", None, clock=9 << 16),
        event("evidence", "f" * 32, EVIDENCE[0], {}, clock=9 << 16),
        event("verdict", "no claim", "rating", None, clock=9 << 16),
    ]
    pairs = [*GROUND, DECIDED, *nonsense]
    connection = folded()
    arrive_at_once(connection, pairs, 3)
    assert contents(connection) == contents(folded(*[[pair] for pair in pairs]))
    unknown = connection.execute("SELECT count(*) FROM entry WHERE understood = 0").fetchone()[0]
    assert unknown == len(nonsense)


@given(histories(), st.integers(0, 24))
@examples(25, 300)
def test_events_that_arrive_twice_change_nothing(pairs: list[Pair], cut: int) -> None:
    assert contents(folded(pairs[:cut], pairs, pairs)) == contents(folded(pairs))


@given(histories())
@examples(25, 300)
def test_a_rebuild_gives_the_tables_that_arrival_gave(pairs: list[Pair]) -> None:
    connection = folded(*[[pair] for pair in pairs])
    before = contents(connection)
    rebuild_tables(connection)
    assert contents(connection) == before


@given(histories())
@examples(50, 600)
def test_the_tables_say_what_the_rules_say(pairs: list[Pair]) -> None:
    connection = folded(*[pairs[start : start + 3] for start in range(0, len(pairs), 3)])
    oracle = Oracle(pairs)
    live = {
        row[0] for row in connection.execute("SELECT lower(hex(event)) FROM entry WHERE live = 1")
    }
    assert live == {one.id for one in oracle.events if oracle.is_live(one)}
    assert _claims(connection) == oracle.claims()
    assert _sources(connection) == oracle.sources()
    assert _pairs(connection) == oracle.pairs()
    assert _groups(connection) == oracle.groups()
    assert _published(connection) == oracle.published()
    assert _work(connection) == oracle.work()
    assert _agreed(connection) == oracle.agreed()
    assert _attached(connection) == {
        (claim, source) for claim in oracle.claims() for source in oracle.attached(claim)
    }


def _claims(connection: Any) -> dict[str, tuple[Any, ...]]:
    return {
        row[0]: (row[1], row[2], row[3], bool(row[4]), row[5], row[6], bool(row[7]))
        for row in connection.execute(
            "SELECT claim.id, statement, status, rating, dismissed, evidence_count, document.id,"
            " stale"
            " FROM claim JOIN document ON document.number = claim.document"
        )
    }


def _sources(connection: Any) -> dict[str, tuple[Any, ...]]:
    return {
        row[0]: row[1:]
        for row in connection.execute(
            "SELECT id, kind, captures, outcome, title, (SELECT state FROM archived_copy"
            " WHERE archived_copy.source = source.number) FROM source"
        )
    }


def _pairs(connection: Any) -> dict[tuple[str, str], str]:
    rows = connection.execute("SELECT a, b, state FROM claim_pair WHERE state IS NOT NULL")
    return {(a, b): state for a, b, state in rows}


def _groups(connection: Any) -> dict[frozenset[str], bool]:
    found: dict[str, set[str]] = {}
    torn: dict[str, bool] = {}
    for claim, head, odds in connection.execute(
        "SELECT claim, head, at_odds FROM duplicate_member"
    ):
        found.setdefault(head, set()).add(claim)
        torn[head] = bool(odds)
    return {frozenset(group): torn[head] for head, group in found.items()}


def _published(connection: Any) -> dict[str, str]:
    return dict(connection.execute("SELECT id, rating FROM published"))


def _work(connection: Any) -> dict[str, tuple[Any, ...]]:
    """What claims show of the work on them."""
    found = {}
    for number, claim, *shown in connection.execute(
        "SELECT number, id, claimant, claimant_kind, claimed_on, place, first_appearance, priority,"
        " assignee, taken_over, verdict_count FROM claim"
    ).fetchall():
        tags = connection.execute("SELECT key FROM tag WHERE claim = ?", (number,))
        remarks = connection.execute(
            "SELECT event FROM comment WHERE claim = ?1 UNION SELECT event FROM question"
            " WHERE claim = ?1 UNION SELECT event FROM answer WHERE claim = ?1",
            (number,),
        )
        said = {row[0] for row in tags}, {row[0] for row in remarks}
        found[claim] = (*shown, *said)
    return found


def _agreed(connection: Any) -> set[str]:
    """The events that say what is agreed for a project."""
    return {
        row[0]
        for row in connection.execute(
            "SELECT id FROM setting UNION SELECT event FROM scale"
            " UNION SELECT event FROM saved_view"
        )
    }


def _attached(connection: Any) -> set[tuple[str, str]]:
    return set(
        connection.execute(
            "SELECT claim.id, source.id FROM attachment"
            " JOIN claim ON claim.number = attachment.claim"
            " JOIN source ON source.number = attachment.source"
        )
    )
