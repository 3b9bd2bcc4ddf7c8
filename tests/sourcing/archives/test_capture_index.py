from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.sourcing.archives.answers import HOSTILE, answer, is_one_safe_line
from workbench.model.sourcing import ArchiveState, Exchange
from workbench.sourcing.archives.capture_index import index_address, nearest_copy, read_index

PAGE = "http://example.org/a"
REPLAY = "https://web.archive.example/web"
HEADER = ["timestamp", "original", "mimetype", "statuscode", "digest", "length"]


def row(
    timestamp: str, status: str = "200", digest: str = "AAAA", kind: str = "text/html"
) -> list[str]:
    return [timestamp, PAGE, kind, status, digest, "1234"]


def test_the_question_asks_for_the_newest_rows_without_a_scheme() -> None:
    address = index_address("https://a.example/cdx", "https://example.org/a?b=c&d", limit=-5)
    assert address == (
        "https://a.example/cdx?url=example.org%2Fa%3Fb%3Dc%26d&output=json"
        "&fl=timestamp,original,mimetype,statuscode,digest,length&limit=-5"
    )


def test_a_resume_key_asks_for_what_follows() -> None:
    address = index_address(
        "https://a.example/cdx", PAGE, limit=10, resume_key="org,example)/a 2+3"
    )
    assert address.endswith("&showResumeKey=true&resumeKey=org%2Cexample%29%2Fa%202%2B3")


def test_rows_are_read_by_the_names_in_the_first_row() -> None:
    swapped = [[*HEADER[::-1]], row("20200102030405")[::-1]]
    (read,) = read_index(answer(swapped)).rows
    assert read.at == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert (read.original, read.status, read.length) == (PAGE, 200, 1234)


@pytest.mark.parametrize(
    "body", [b"", b"\n", b"[]", [HEADER]], ids=["nothing", "line", "[]", "header"]
)
def test_no_rows_mean_that_the_index_lists_none(body: object) -> None:
    read = read_index(answer(body))
    assert (read.rows, read.problem) == ((), None)
    assert nearest_copy(read, PAGE, REPLAY).state is ArchiveState.NONE_KNOWN


def test_a_revisit_is_trusted_only_beside_a_whole_copy_of_the_same_digest() -> None:
    read = read_index(
        answer(
            [
                HEADER,
                row("20200101000000", digest="SAME"),
                row("20200201000000", "-", "SAME", "warc/revisit"),
                row("20200301000000", "-", "OTHER", "warc/revisit"),
                row("20200401000000", "404", "GONE"),
            ]
        )
    )
    assert [each.trusted for each in read.rows] == [True, True, False, False]
    assert [each.revisit for each in read.rows] == [False, True, True, False]
    assert [each.status for each in read.rows] == [200, None, None, 404]


def test_the_newest_trusted_copy_is_shown_before_newer_doubtful_ones() -> None:
    read = read_index(
        answer([HEADER, row("20200101000000"), row("20210101000000"), row("20220101000000", "503")])
    )
    found = nearest_copy(read, PAGE, REPLAY)
    assert found.url == f"{REPLAY}/20210101000000/{PAGE}"
    assert found.note is None


def test_the_copy_nearest_to_a_moment_is_shown() -> None:
    read = read_index(answer([HEADER, row("20200101000000"), row("20210101000000")]))
    found = nearest_copy(read, PAGE, REPLAY, datetime(2020, 3, 1, tzinfo=UTC))
    assert found.archived_at == datetime(2020, 1, 1, tzinfo=UTC)


def test_only_doubtful_copies_are_shown_with_the_doubt() -> None:
    revisit = read_index(answer([HEADER, row("20200101000000", "-", "X", "warc/revisit")]))
    assert nearest_copy(revisit, PAGE, REPLAY).note == "only a copy whose status is not known"
    error = read_index(answer([HEADER, row("20200101000000", "404")]))
    assert nearest_copy(error, PAGE, REPLAY).note == "the copy is of an error page (status 404)"


def test_an_empty_row_and_one_cell_are_the_key_to_what_follows() -> None:
    read = read_index(
        answer([HEADER, row("20200101000000"), [], ["org,example)/a 20200101000001"]])
    )
    assert len(read.rows) == 1
    assert read.resume_key == "org,example)/a 20200101000001"
    assert read.left_out == 0


def test_rows_that_make_no_sense_are_counted() -> None:
    lines = [
        HEADER,
        row("20200101000000"),
        row("20201301000000"),
        ["20200101000000"],
        "text",
        None,
        [1, 2, 3, 4, 5, 6],
        ["20200101000000", "javascript:alert(1)", "a", "200", "b", "1"],
        ["20200101000000", f"http://{HOSTILE}", "a", "200", "b", "1"],
    ]
    read = read_index(answer(lines))
    assert (len(read.rows), read.left_out) == (1, 7)


def test_only_unreadable_rows_leave_it_unknown() -> None:
    read = read_index(answer([HEADER, ["x"]]))
    assert nearest_copy(read, PAGE, REPLAY).state is ArchiveState.UNKNOWN


@pytest.mark.parametrize(
    "exchange",
    [
        answer("<html><title>504 Gateway Time-out"),
        answer('[["timestamp", "original"], ["2020'),
        answer({"message": f"Blocked {HOSTILE}"}),
        answer([["no", "header"]]),
        answer(["20200101000000"]),
        answer("9" * 5000),
        answer(b"\xff\xfe\x00"),
        answer([], status=503),
    ],
    ids=["page", "cut-off", "refusal", "no-header", "no-rows", "giant", "bytes", "503"],
)
def test_an_answer_that_is_no_index_leaves_it_unknown(exchange: Exchange) -> None:
    read = read_index(exchange)
    assert is_one_safe_line(read.problem)
    assert nearest_copy(read, PAGE, REPLAY).state is ArchiveState.UNKNOWN


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(HEADER),
    lambda inner: st.lists(inner, max_size=7) | st.dictionaries(st.text(), inner, max_size=4),
)


@examples(20, 50)
@given(st.lists(json_values, max_size=6))
def test_no_answer_raises(lines: list[object]) -> None:
    read = read_index(answer([HEADER, *lines]))
    assert len(read.rows) + read.left_out <= len(lines)
    assert all(each.original.startswith("http") for each in read.rows)
