from datetime import UTC, datetime
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sourcing.archives.answers import answer, is_one_safe_line
from workbench.model.sourcing import ArchiveState, Exchange, Outcome
from workbench.sourcing.archives.timemaps import links, nearest_memento, read_timemap

TIMEMAP = """\
<http://example.org/>; rel="original",
<http://archive.example/timemap/link/http://example.org/>; rel="self"
 ; type="application/link-format"
 ; from="Tue, 20 Jun 2000 18:02:59 GMT"; until="Wed, 21 Jun 2000 04:41:56 GMT",
<http://archive.example/timegate/http://example.org/>; rel="timegate",
<http://archive.example/20000621011731/http://example.org/>
 ; rel="last memento";datetime="Wed, 21 Jun 2000 01:17:31 GMT",
<http://archive.example/20000620180259/http://example.org/>
 ; rel="first memento";datetime="Tue, 20 Jun 2000 18:02:59 GMT"
 ; license="http://creativecommons.org/publicdomain/zero/1.0/"
"""


def test_a_timemap_is_read_oldest_first() -> None:
    timemap = read_timemap(answer(TIMEMAP), "archive.example")
    assert timemap.original == "http://example.org/"
    assert timemap.timegate == "http://archive.example/timegate/http://example.org/"
    assert [each.at for each in timemap.mementos] == [
        datetime(2000, 6, 20, 18, 2, 59, tzinfo=UTC),
        datetime(2000, 6, 21, 1, 17, 31, tzinfo=UTC),
    ]
    assert (timemap.left_out, timemap.problem) == (0, None)


def test_the_nearest_or_the_newest_copy_is_shown() -> None:
    timemap = read_timemap(answer(TIMEMAP), "archive.example")
    newest = nearest_memento(timemap, "archive.example")
    assert newest.url == "http://archive.example/20000621011731/http://example.org/"
    first = nearest_memento(timemap, "archive.example", datetime(1999, 1, 1, tzinfo=UTC))
    assert first.archived_at == datetime(2000, 6, 20, 18, 2, 59, tzinfo=UTC)


def test_commas_semicolons_and_escapes_in_quotes_divide_nothing() -> None:
    (link,) = links(r'<http://a/?x=1,2;3>; title="a, \"b\"; c>"; rel=memento; rel=second')
    assert link.target == "http://a/?x=1,2;3"
    assert link.get("title") == 'a, "b"; c>'
    assert link.relations == {"memento"}


def test_status_404_means_that_none_is_listed() -> None:
    timemap = read_timemap(answer("", status=404, outcome=Outcome.DEAD), "archive.example")
    found = nearest_memento(timemap, "archive.example")
    assert (found.state, found.note) == (ArchiveState.NONE_KNOWN, "archive.example lists no copy")


def test_a_timemap_in_parts_says_where_they_are() -> None:
    text = (
        '<http://example.org/>; rel="original",'
        '<http://archive.example/timemap/2/>; rel="timemap"; type="application/link-format"'
    )
    timemap = read_timemap(answer(text), "archive.example")
    assert timemap.further == ("http://archive.example/timemap/2/",)
    assert nearest_memento(timemap, "archive.example").state is ArchiveState.UNKNOWN


@pytest.mark.parametrize(
    "exchange",
    [
        answer("<html><body>Sorry</body></html>"),
        answer('{"mementos": {}}'),
        answer(""),
        answer("<javascript:alert(1)>; rel=memento; datetime=x"),
        answer(TIMEMAP, status=503, outcome=Outcome.BUSY),
        answer(TIMEMAP, complete=False),
    ],
    ids=["page", "json", "nothing", "hostile", "503", "cut-off"],
)
def test_an_answer_that_is_no_timemap_leaves_it_unknown(exchange: Exchange) -> None:
    timemap = read_timemap(exchange, "archive.example")
    assert is_one_safe_line(timemap.problem)
    assert nearest_memento(timemap, "archive.example").state is ArchiveState.UNKNOWN


def test_links_that_make_no_sense_are_counted() -> None:
    text = TIMEMAP + ',<http://archive.example/x/>; rel="memento"; datetime="once",<ftp://a/>;rel=x'
    timemap = read_timemap(answer(text), "archive.example")
    assert (len(timemap.mementos), timemap.left_out) == (2, 2)


@given(st.text(alphabet='<>;,="\\ ab\n'))
def test_no_text_raises(text: str) -> None:
    assert all("<" in text for _ in links(text))
    read_timemap(answer(text), "archive.example")


def test_a_long_hostile_text_is_read_once() -> None:
    began = process_time()
    for unit in ('<a>;x="', "<", ";", "<a>;" * 3, '\\"', "<a>;rel=,"):
        list(links("<a>" + unit * 20_000))
    assert process_time() - began < 2
