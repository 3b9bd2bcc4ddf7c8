"""What is written is read again by warcio itself, digests and all."""

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from tests.sourcing.captures import BODY, capture, exchange
from workbench.errors import StorageError, UsageError
from workbench.model.sourcing import Capture, Hop, Outcome, SourceKind
from workbench.sourcing.warc import WarcWritten, write_warc
from workbench.sourcing.warc_headers import address_of, peer_of, response_head, status_line

NOW = datetime(2026, 11, 23, 1, 2, 3, 450, tzinfo=UTC)


@dataclass
class Record:
    kind: str
    fields: dict[str, str]
    status: str | None
    headers: dict[str, str]
    body: bytes


def read(data: bytes) -> list[Record]:
    """All records; a digest that does not fit raises."""
    records = []
    for record in ArchiveIterator(BytesIO(data), check_digests="raise"):
        head = record.http_headers
        records.append(
            Record(
                record.rec_type,
                dict(record.rec_headers.headers),
                head.statusline if head else None,
                {name.lower(): value for name, value in head.headers} if head else {},
                record.raw_stream.read(),
            )
        )
    return records


def written(*captures: tuple[Capture, bytes | None]) -> tuple[WarcWritten, list[Record]]:
    stream = BytesIO()
    counts = write_warc(stream, captures, written_at=NOW)
    return counts, read(stream.getvalue())


def test_a_page_becomes_a_response_and_a_request() -> None:
    counts, (info, response, request) = written((capture(), BODY))
    assert counts == WarcWritten(pages=1)
    assert [info.kind, response.kind, request.kind] == ["warcinfo", "response", "request"]
    assert response.body == BODY
    assert response.fields["WARC-Target-URI"] == "https://example.org/a?b=1"
    assert response.fields["WARC-IP-Address"] == "192.0.2.7"
    assert response.fields["WARC-Date"] == "2026-11-20T12:00:01.000005Z"
    assert response.fields["WARC-Payload-Digest"].startswith("sha1:")
    assert "WARC-Truncated" not in response.fields
    assert request.status == "/a?b=1 HTTP/1.1"
    assert request.headers["host"] == "example.org"
    assert request.fields["WARC-Concurrent-To"] == response.fields["WARC-Record-ID"]


def test_every_record_is_warc_1_1_and_compressed_by_itself() -> None:
    stream = BytesIO()
    write_warc(stream, [(capture(), BODY)], written_at=NOW)
    data = stream.getvalue()
    assert gzip.decompress(data).count(b"WARC/1.1\r\n") == 3
    assert data.count(b"\x1f\x8b\x08") >= 3


def test_headers_fit_the_decoded_body() -> None:
    _, (info, response, _) = written((capture(), BODY))
    assert response.headers["content-length"] == str(len(BODY))
    assert "transfer-encoding" not in response.headers
    assert "content-encoding" not in response.headers
    assert response.headers["x-note"] == "kept"
    assert b"Content-Encoding and Transfer-Encoding are taken out" in info.body
    assert info.fields["WARC-Date"] == "2026-11-23T01:02:03.000450Z"


def test_redirects_are_records_of_their_own() -> None:
    hops = (
        Hop(301, "http://example.org/a", "https://example.org/a"),
        Hop(302, "https://example.org/a", "https://example.org/a?b=1"),
    )
    counts, records = written((capture(exchange(hops=hops)), BODY))
    assert counts == WarcWritten(pages=1, redirects=2)
    first, second = records[1:3]
    assert (first.status, first.headers["location"]) == (
        "301 Moved Permanently",
        "https://example.org/a",
    )
    assert first.fields["WARC-Target-URI"] == "http://example.org/a"
    assert second.headers["location"] == "https://example.org/a?b=1"
    assert (second.body, records[3].body) == (b"", BODY)
    assert "WARC-IP-Address" not in first.fields


def test_a_fetch_without_an_answer_is_told_in_a_metadata_record() -> None:
    failed = exchange(
        status=None,
        outcome=Outcome.UNREACHABLE,
        reason="example.org\r\nWARC-Type: response refused",
        wire_bytes=0,
        complete=False,
        peer=None,
    )
    counts, (_, metadata) = written((capture(failed, body=None), None))
    assert counts == WarcWritten(failed=1)
    assert metadata.kind == "metadata"
    assert metadata.fields["Content-Type"] == "application/warc-fields"
    lines = metadata.body.decode().splitlines()
    assert lines == [
        "fetchOutcome: unreachable",
        "why: no answer came",
        "reason: example.org WARC-Type: response refused",
        "finalAddress: https://example.org/a?b=1",
    ]


def test_an_error_page_that_was_kept_is_a_response() -> None:
    dead = exchange(status=404, outcome=Outcome.DEAD)
    counts, records = written((capture(dead), BODY))
    assert counts.pages == 1
    assert records[1].status == "404 Not Found"


def test_a_page_copy_that_is_left_out_is_told_with_its_hashes() -> None:
    one = capture()
    counts, (_, metadata) = written((one, None))
    assert counts == WarcWritten(without_copy=1)
    assert f"bodySha256: {one.body}".encode() in metadata.body


def test_a_copy_that_is_not_in_this_file_is_never_told_as_an_empty_page() -> None:
    shared = replace(capture(exchange(wire_bytes=0), body=None), left_out=True)
    counts, (_, metadata) = written((shared, None))
    assert counts == WarcWritten(without_copy=1)
    assert metadata.kind == "metadata"


def test_bytes_that_are_not_the_captured_ones_are_never_passed_off_as_them() -> None:
    counts, (_, metadata) = written((capture(), BODY + b"!"))
    assert counts == WarcWritten(damaged=1)
    assert (metadata.kind, b"not those that were captured" in metadata.body) == ("metadata", True)


def test_an_answer_without_content_is_an_empty_response() -> None:
    empty = exchange(status=204, outcome=Outcome.NO_CONTENT, wire_bytes=0)
    counts, records = written((capture(empty, body=None), None))
    assert counts == WarcWritten(pages=1)
    assert (records[1].body, records[1].headers["content-length"]) == (b"", "0")


@pytest.mark.parametrize(
    ("outcome", "truncated"),
    [
        (Outcome.INCOMPLETE, "disconnect"),
        (Outcome.TOO_LARGE, "length"),
        (Outcome.TIMED_OUT, "time"),
        (Outcome.PROTOCOL, "unspecified"),
    ],
)
def test_a_part_of_a_page_is_marked_as_one(outcome: Outcome, truncated: str) -> None:
    _, records = written((capture(exchange(outcome=outcome, complete=False)), BODY))
    assert records[1].fields["WARC-Truncated"] == truncated


@pytest.mark.parametrize("kind", [SourceKind.FILE, SourceKind.TEXT, SourceKind.SCREENSHOT])
def test_files_are_resources_without_their_path(kind: SourceKind) -> None:
    local = exchange(status=None, address="file:///home/ada/secret.pdf")
    one = capture(local, kind=kind)
    counts, (_, resource) = written((one, BODY))
    assert counts == WarcWritten(resources=1)
    assert resource.kind == "resource"
    assert resource.fields["WARC-Target-URI"] == f"urn:sha256:{one.body}"
    assert resource.fields["Content-Type"] == "text/html"
    assert resource.body == BODY
    counts, (_, metadata) = written((one, None))
    assert counts == WarcWritten(without_copy=1)
    assert b"ada" not in metadata.body


@pytest.mark.parametrize("kind", [SourceKind.CALL, SourceKind.EMAIL, SourceKind.RIGHT_OF_REPLY])
def test_what_never_was_on_the_web_is_left_out_and_counted(kind: SourceKind) -> None:
    counts, records = written((capture(kind=kind), BODY))
    assert counts == WarcWritten(left_out=1)
    assert [record.kind for record in records] == ["warcinfo"]


def test_several_captures_of_one_page_stay_apart_and_in_order() -> None:
    later = capture(identity="c2", body=b"later")
    counts, records = written((capture(), BODY), (later, b"later"))
    assert counts.captures == 2
    assert [each.body for each in records if each.kind == "response"] == [BODY, b"later"]
    identities = [each.fields["WARC-Record-ID"] for each in records]
    assert len(set(identities)) == len(identities)


def test_writing_the_same_captures_again_gives_the_same_records() -> None:
    _, first = written((capture(), BODY))
    _, second = written((capture(), BODY))
    assert first[1:] == second[1:]


@given(
    name=st.text(max_size=12),
    value=st.text(max_size=40),
    address=st.text(max_size=40),
    body=st.binary(max_size=200),
)
@example(name="", value=";\xa0=0", address="", body=b"")
def test_nothing_from_outside_can_forge_a_header_or_a_record(
    name: str, value: str, address: str, body: bytes
) -> None:
    made = exchange(
        address=f"https://example.org/{address}",
        headers=(("X-First", value), (name, "x"), ("X-Last", "y")),
        request=(("Accept", value),),
    )
    _, records = written((capture(made, body=body), body))
    assert [each.kind for each in records] == ["warcinfo", "response", "request"]
    assert records[1].body == body
    assert records[1].headers["x-last"] == "y"


def test_a_peer_is_named_without_its_port() -> None:
    assert peer_of("192.0.2.1:443") == "192.0.2.1"
    assert peer_of("[2001:db8::1]:443") == "2001:db8::1"
    assert peer_of("2001:db8::1") == "2001:db8::1"
    assert peer_of("example.org") is None
    assert peer_of(None) is None


def test_http_2_is_written_as_readers_want_it() -> None:
    protocol, headers = response_head(exchange(http_version="HTTP/2"), 5)
    assert protocol == "HTTP/1.1"
    assert headers[-1] == ("Content-Length", "5")
    assert status_line(999) == "999 Status"
    assert address_of("http://a/ü\r\n") == "http://a/%C3%BC%0D%0A"


def test_a_file_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "pages.warc.gz"
    target.write_bytes(b"older")
    write_warc(target, [(capture(), BODY)])
    records = read(target.read_bytes())
    assert records[0].fields["WARC-Filename"] == "pages.warc.gz"
    assert [each.name for each in tmp_path.iterdir()] == ["pages.warc.gz"]


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    target = tmp_path / "pipe"
    os.mkfifo(target)
    descriptor = os.open(target, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_warc(target, [(capture(), BODY)])
        assert read(os.read(descriptor, 1 << 20))
    finally:
        os.close(descriptor)
    assert target.is_fifo()


def test_a_link_goes_on_pointing_at_the_file(tmp_path: Path) -> None:
    target, link = tmp_path / "pages.warc.gz", tmp_path / "link"
    link.symlink_to(target)
    write_warc(link, [(capture(), BODY)])
    assert link.is_symlink()
    assert read(target.read_bytes())


def test_trouble_on_the_way_leaves_the_older_file(tmp_path: Path) -> None:
    target = tmp_path / "pages.warc.gz"
    target.write_bytes(b"older")

    def failing() -> Iterator[tuple[Capture, bytes | None]]:
        yield capture(), BODY
        raise OSError(28, "No space left on device")

    with pytest.raises(StorageError, match="No space left on device; nothing was replaced"):
        write_warc(target, failing())
    assert target.read_bytes() == b"older"
    assert [each.name for each in tmp_path.iterdir()] == ["pages.warc.gz"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        write_warc(tmp_path / "none" / "a.warc.gz", [])


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio.warcwriter", None)
    with pytest.raises(UsageError, match=r"pip install 'claim-workbench\[archive\]'"):
        write_warc(BytesIO(), [])


def test_warcio_is_loaded_only_when_it_is_needed() -> None:
    code = "import sys, workbench.sourcing.warc; print('warcio' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
