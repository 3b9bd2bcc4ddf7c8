"""Sources: what a reviewer attaches, captures and quotes, and what becomes of it."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.ledger.material import (
    DOCUMENT,
    FIRST,
    SECOND,
    Person,
    evidence_value,
    verdict_value,
)
from tests.ledger.source_material import (
    ADDRESS,
    AT,
    MAIN,
    PAGE,
    SOURCE,
    details,
    exchange,
    fetch,
    key,
    quote,
    readable,
    recheck,
)
from workbench import model
from workbench.errors import NotSo
from workbench.ledger import queries
from workbench.ledger.database import Ledger
from workbench.ledger.queries import (
    all_sources,
    archived_copies,
    attachments,
    capture,
    capture_text,
    captures,
    changes,
    claim,
    claim_numbers,
    claim_rows,
    claim_spans,
    claims_of_source,
    counts,
    evidence_of_source,
    find_capture,
    find_source,
    findings,
    history,
    kept,
    metadata_in_force,
    source,
    source_history,
    sources_due,
    sources_of_claim,
    timestamps,
)
from workbench.ledger.recording import (
    attach,
    detach,
    prepare_capture,
    record_archived,
    record_capture,
    record_metadatum,
    record_testimony,
    record_timestamp,
)
from workbench.ledger.undoing import redo, undo
from workbench.model import (
    AnchorState,
    ArchivedCopy,
    ArchiveState,
    ClaimFilter,
    OnRecord,
    Outcome,
    PageText,
    SourceKind,
    Stance,
)


def decide_on(ledger: Ledger, *evidence: str, considered: tuple[str, ...] = ()) -> None:
    value = verdict_value(evidence=list(evidence), unsourced=False, considered=list(considered))
    with ledger.act("Decide", claims=(FIRST,)) as act:
        act.record("verdict", FIRST, "rating", value)


class TestCaptures:
    def test_everything_about_a_fetch_is_kept(self, ledger: Ledger) -> None:
        found = capture(ledger, fetch(ledger))
        whole = exchange()
        assert found.exchange == exchange(None)
        assert kept(ledger, found.body or "") == whole.body
        assert capture_text(ledger, found) == MAIN
        assert capture_text(ledger, found, PageText.VISIBLE) == PAGE
        read = readable()
        assert (found.metadata, found.flags, found.extractor) == (
            read.metadata,
            read.flags,
            read.extractor,
        )
        assert (found.source, found.kind, found.left_out) == (SOURCE, SourceKind.PAGE, False)

    def test_a_failure_is_a_capture_too_and_hides_no_text(self, ledger: Ledger) -> None:
        good = fetch(ledger)
        gone = prepare_capture(
            exchange(None, outcome=Outcome.DEAD, status=404, reason="the page is gone")
        )
        with ledger.act("Fetch again") as act:
            record_capture(act, SOURCE, gone)
        row = source(ledger, SOURCE)
        assert (row.captures, row.outcome, row.reason) == (2, Outcome.DEAD, "the page is gone")
        assert row.latest == good
        assert [one.exchange.outcome for one in captures(ledger, SOURCE)] == ["dead", "captured"]
        assert ledger.rows("SELECT quotes, last_captured_at IS NOT NULL FROM link_rot") == [(0, 1)]

    def test_the_same_bytes_are_kept_once(self, ledger: Ledger) -> None:
        fetch(ledger)
        before = ledger.rows("SELECT count(*) FROM blob")
        fetch(ledger)
        assert len(captures(ledger, SOURCE)) == 2
        assert ledger.rows("SELECT count(*) FROM blob") == before

    def test_not_modified_means_the_bytes_of_the_capture_before(self, ledger: Ledger) -> None:
        first = fetch(ledger)
        prepared = prepare_capture(exchange(None, outcome=Outcome.UNCHANGED, status=304))
        with ledger.act("Re-check") as act:
            second = record_capture(act, SOURCE, prepared, same_as=first)
        found = capture(ledger, second)
        assert found.exchange.outcome is Outcome.UNCHANGED
        assert capture_text(ledger, found) == MAIN
        assert found.body == capture(ledger, first).body

    def test_an_undone_capture_is_hidden_and_stays_in_the_log(self, ledger: Ledger) -> None:
        first = fetch(ledger)
        body = capture(ledger, first).body or ""
        undo(ledger)
        assert captures(ledger, SOURCE) == ()
        with pytest.raises(NotSo, match="there is no source"):
            source(ledger, SOURCE)
        assert kept(ledger, body) == exchange().body
        redo(ledger)
        assert [one.id for one in captures(ledger, SOURCE)] == [first]

    def test_a_capture_that_another_has_quoted_is_not_undone(
        self, ledger: Ledger, ben: Person
    ) -> None:
        first = fetch(ledger)
        with ben.opens(ledger.path) as his:
            quote(his, first)
        with pytest.raises(NotSo, match="Ben has quoted from it since"):
            undo(ledger)

    def test_a_capture_is_found_by_either_end_of_its_id(self, ledger: Ledger) -> None:
        first = fetch(ledger)
        assert find_capture(ledger, SOURCE, first[-6:]) == first
        with pytest.raises(NotSo, match="there is no capture"):
            find_capture(ledger, SOURCE, "zz")


class TestSources:
    def test_a_claim_has_its_sources_in_the_order_in_which_they_came(self, ledger: Ledger) -> None:
        first = fetch(ledger)
        with ledger.act("Attach") as act:
            attach(act, FIRST, "1:two.example", "https://two.example")
        quote(ledger, first)
        rows = sources_of_claim(ledger, FIRST)
        assert [(row.id, row.quotes, row.origin) for row in rows] == [
            (SOURCE, 1, 1),
            ("1:two.example", 0, 2),
        ]
        assert (rows[0].title, rows[0].published) == ("The register", "2025-05-05")
        assert sources_of_claim(ledger, SECOND) == ()
        assert [row.id for row in claims_of_source(ledger, SOURCE)] == [FIRST]
        assert [one.id for one in evidence_of_source(ledger, SOURCE)] == [
            one.id for one in claim(ledger, FIRST).evidence
        ]

    @pytest.mark.parametrize("typed", ["1", ADDRESS, SOURCE, key()[:6], f" {key()} "])
    def test_a_source_is_found_by_place_address_or_key(self, ledger: Ledger, typed: str) -> None:
        fetch(ledger)
        assert find_source(ledger, typed, FIRST) == SOURCE

    def test_a_source_that_nothing_names_is_not_found(self, ledger: Ledger) -> None:
        with pytest.raises(NotSo, match="there is no source"):
            find_source(ledger, "https://nowhere.example")
        with pytest.raises(NotSo, match="there is no source"):
            find_source(ledger, "0123")

    def test_attaching_can_be_undone_and_taken_back_by_anybody(
        self, ledger: Ledger, ben: Person
    ) -> None:
        fetch(ledger)
        assert [one.attached_by.name for one in attachments(ledger, FIRST)] == ["Ada"]
        with ben.opens(ledger.path) as his:
            with his.act("Detach", claims=(FIRST,)) as act:
                detach(act, FIRST, SOURCE)
            assert attachments(his, FIRST) == ()
            assert sources_of_claim(his, FIRST) == ()
            undo(his)
        assert len(attachments(ledger, FIRST)) == 1

    def test_a_correction_counts_before_the_pages_own_word(self, ledger: Ledger) -> None:
        fetch(ledger)
        with ledger.act("Correct the title") as act:
            record_metadatum(act, SOURCE, "title", "The Karsk register", "the page misspells it")
        found = metadata_in_force(ledger, SOURCE)
        assert (found["title"].metadatum.value, found["title"].because) == (
            "The Karsk register",
            "the page misspells it",
        )
        assert found["published"].metadatum.basis == "time-element"
        assert source(ledger, SOURCE).title == "The Karsk register"
        with ledger.act("Withdraw the correction") as act:
            record_metadatum(act, SOURCE, "title", None)
        assert source(ledger, SOURCE).title == "The register"
        undo(ledger)
        undo(ledger)
        assert metadata_in_force(ledger, SOURCE)["title"].metadatum.value == "The register"

    def test_what_was_said_is_a_source(self, ledger: Ledger) -> None:
        told = model.Testimony(
            SourceKind.RIGHT_OF_REPLY, "the ministry", "2025-05-08", OnRecord.ON_RECORD,
            asked_on="2025-05-06", answered_on="2025-05-08", note="by e-mail",
        )  # fmt: skip
        with ledger.act("Record a reply") as act:
            record_testimony(act, "said:00", told)
            attach(act, FIRST, "said:00", "")
        assert queries.testimony(ledger, "said:00") == told
        (row,) = sources_of_claim(ledger, FIRST)
        assert (row.kind, row.title, row.url) == ("right-of-reply", "the ministry", "")
        undo(ledger)
        assert queries.testimony(ledger, "said:00") is None

    def test_copies_at_archives_and_time_stamps_are_known(self, ledger: Ledger) -> None:
        stored = capture(ledger, fetch(ledger))
        copy = ArchivedCopy(SOURCE, "wayback", ArchiveState.ARCHIVED, "https://a.example", AT, AT)
        with ledger.act("Archive") as act:
            record_archived(act, copy)
            record_timestamp(
                act, stored, authority="https://t.example", token=b"tok", digest="b" * 64, at=AT
            )
        assert archived_copies(ledger, SOURCE) == (copy,)
        (stamp,) = timestamps(ledger, SOURCE)
        assert (stamp.capture, stamp.at, kept(ledger, stamp.token)) == (stored.id, AT, b"tok")
        undo(ledger)
        assert archived_copies(ledger, SOURCE) == ()
        assert timestamps(ledger, SOURCE) == ()

    def test_pages_are_due_oldest_first_and_once(self, ledger: Ledger) -> None:
        fetch(ledger)
        with ledger.act("Attach") as act:
            attach(act, FIRST, "1:two.example", "https://two.example")
            record_testimony(
                act,
                "said:00",
                model.Testimony(SourceKind.CALL, "a clerk", "2025-05", OnRecord.BACKGROUND),
            )
        later = ledger.now() + timedelta(days=1)
        assert [row.id for row in sources_due(ledger, later)] == ["1:two.example", SOURCE]
        assert [row.id for row in sources_due(ledger, datetime(2020, 1, 1, tzinfo=UTC))] == [
            "1:two.example"
        ]
        assert list(sources_due(ledger, later, quoted=True)) == []
        assert {row.id for row in all_sources(ledger)} == {SOURCE, "1:two.example", "said:00"}


class TestQuotes:
    def test_a_quote_knows_where_it_stands(self, ledger: Ledger) -> None:
        first = fetch(ledger)
        quote(ledger, first, details=details(first, note="a note", dated="2025-05", younger=True))
        (piece,) = claim(ledger, FIRST).evidence
        assert piece.details == details(first, note="a note", dated="2025-05", younger=True)
        undo(ledger)
        assert claim(ledger, FIRST).evidence == ()

    def test_a_changed_stance_takes_the_place_of_the_one_before(self, ledger: Ledger) -> None:
        first = fetch(ledger)
        before = quote(ledger, first)
        after = quote(ledger, first, stance=Stance.REFUTES, instead_of=before)
        assert [(one.id, one.stance) for one in claim(ledger, FIRST).evidence] == [
            (after, "refutes")
        ]
        with pytest.raises(NotSo, match="could be replaced"):
            quote(ledger, first, instead_of=before)
        undo(ledger)
        assert [one.id for one in claim(ledger, FIRST).evidence] == [before]

    def test_a_verdict_is_stale_once_its_quote_no_longer_stands(self, ledger: Ledger) -> None:
        evidence = quote(ledger, fetch(ledger))
        decide_on(ledger, evidence)
        recheck(ledger, evidence, AnchorState.MOVED)
        assert not claim(ledger, FIRST).stale
        recheck(ledger, evidence, AnchorState.FIGURE_CHANGED, "500 became 700")
        found = claim(ledger, FIRST)
        assert found.stale
        assert found.evidence[0].details is not None
        assert found.evidence[0].details.standing is AnchorState.FIGURE_CHANGED
        assert found.evidence[0].details.differences == ("500 became 700",)
        assert counts(ledger)["stale"] == 1
        stale = claim_numbers(ledger, ClaimFilter(stale=True))
        assert [row.stale for row in claim_rows(ledger, stale)] == [True]
        assert len(claim_numbers(ledger, ClaimFilter(stale=False))) == 1
        assert [one.stale for one in claim_spans(ledger, DOCUMENT)] == [True, False]
        undo(ledger)
        assert not claim(ledger, FIRST).stale

    def test_a_page_that_could_not_be_read_tells_nothing_of_a_quote(self, ledger: Ledger) -> None:
        evidence = quote(ledger, fetch(ledger))
        decide_on(ledger, evidence)
        recheck(ledger, evidence, AnchorState.GONE)
        recheck(ledger, evidence, AnchorState.UNKNOWN)
        assert claim(ledger, FIRST).stale
        recheck(ledger, evidence, AnchorState.VERBATIM)
        assert not claim(ledger, FIRST).stale

    def test_a_verdict_that_considered_the_change_is_not_stale(self, ledger: Ledger) -> None:
        evidence = quote(ledger, fetch(ledger))
        recheck(ledger, evidence, AnchorState.EDITED)
        decide_on(ledger, evidence, considered=findings(ledger, FIRST))
        assert not claim(ledger, FIRST).stale
        recheck(ledger, evidence, AnchorState.GONE)
        assert claim(ledger, FIRST).stale

    def test_a_verdict_that_rests_on_withdrawn_or_turned_evidence_is_stale(
        self, ledger: Ledger
    ) -> None:
        first = fetch(ledger)
        evidence = quote(ledger, first)
        decide_on(ledger, evidence)
        noted = quote(ledger, first, details=details(first, note="more"), instead_of=evidence)
        assert not claim(ledger, FIRST).stale
        quote(ledger, first, stance=Stance.REFUTES, instead_of=noted)
        assert claim(ledger, FIRST).stale
        undo(ledger)
        with ledger.act("Withdraw") as act:
            act.withdraw(noted)
        assert claim(ledger, FIRST).stale


class TestHistory:
    def test_the_history_of_a_claim_tells_of_its_sources_in_words(self, ledger: Ledger) -> None:
        first = fetch(ledger)
        evidence = quote(ledger, first)
        recheck(ledger, evidence, AnchorState.FIGURE_CHANGED, "500 became 700")
        with ledger.act("Detach") as act:
            detach(act, FIRST, SOURCE)
        told = [(one.field, one.old, one.new) for one in history(ledger, FIRST)][1:]
        assert told == [
            ("attachment", None, ADDRESS),
            ("evidence", None, f"supports: “Five hundred left” ({ADDRESS}, capture {first[-8:]})"),
            ("re-check", None, "“Five hundred left” FIGURE CHANGED: 500 became 700"),
            ("attachment", ADDRESS, None),
        ]

    def test_the_history_of_a_source_tells_what_was_done_with_it(self, ledger: Ledger) -> None:
        stored = capture(ledger, fetch(ledger))
        refused = exchange(None, outcome=Outcome.FORBIDDEN, status=403, reason="refused")
        with ledger.act("More") as act:
            record_capture(act, SOURCE, prepare_capture(refused))
            record_metadatum(act, SOURCE, "title", "Better", "misspelt")
            record_metadatum(act, SOURCE, "author", "")
            record_archived(
                act, ArchivedCopy(SOURCE, "wayback", ArchiveState.NONE_KNOWN, None, None, AT)
            )
            record_timestamp(
                act, stored, authority="https://t.example", token=b"t", digest="b" * 64, at=AT
            )
        undo(ledger)
        told = [(one.field, one.new, one.because) for one in source_history(ledger, SOURCE)]
        assert told == [
            ("kind", f"page: {ADDRESS}", None),
            ("capture", "captured (status 200)", None),
            ("capture", "forbidden (status 403): refused", None),
            ("metadata title", "Better", "misspelt"),
            ("metadata author", "none", None),
            ("archived copy", "wayback: none-known", None),
            ("timestamp", "https://t.example, 2025-05-07 10:00 UTC", None),
            ("undo", "More", None),
        ]


def test_whoever_writes_is_noticed(ledger: Ledger, ben: Person) -> None:
    before = changes(ledger)
    assert changes(ledger) == before
    with ben.opens(ledger.path) as his, his.act("Attach") as act:
        attach(act, FIRST, SOURCE, ADDRESS)
    theirs = changes(ledger)
    assert theirs != before
    fetch(ledger)
    ours = changes(ledger)
    assert ours != theirs
    with ben.opens(ledger.path) as his, his.transaction():
        assert changes(ledger) == ours


def test_an_address_with_control_characters_is_a_source_like_any_other(ledger: Ledger) -> None:
    odd = "1:x.example/a\x00b\x1b[31m"
    with ledger.act("Cite") as act:
        act.record("evidence", FIRST, "1" * 16, evidence_value(source=odd))
        act.record("evidence", SECOND, "2" * 16, evidence_value(source=odd))
    assert [piece.source.id for piece in queries.claim(ledger, FIRST).evidence] == [odd]
    assert [piece.source.id for piece in queries.claim(ledger, SECOND).evidence] == [odd]
