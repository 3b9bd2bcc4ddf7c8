"""A page that sends its readers on by itself is followed once, under the rules of redirects."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sourcing.horrors.server import Horrors, Trick
from tests.sourcing.horrors.tricks import ARTICLE, answer
from workbench.model.sourcing import Hop, Outcome
from workbench.sourcing.fetching import Client
from workbench.sourcing.fetching.refreshing import refresh_target

HERE = "http://example.org/a"


def sign(order: str, around: str = "{}") -> bytes:
    element = f'<meta http-equiv="refresh" content="{order}">'
    return f"<html><head>{around.format(element)}</head><body>Moved.</body></html>".encode()


@pytest.mark.parametrize(
    "trick",
    [answer(sign("0; url=/b")), answer(sign("3;URL='/b'")), answer(b"Moved", Refresh="1; url=/b")],
    ids=["element", "quoted", "header"],
)
async def test_a_sign_to_another_page_is_followed_and_kept_as_a_hop(
    horrors: Horrors, client: Client, trick: Trick
) -> None:
    url = horrors.on("/a", trick)
    target = horrors.on("/b", answer())
    page = await client.fetch(url)
    assert (page.outcome, page.body, page.address) == (Outcome.CAPTURED, ARTICLE, target)
    (hop,) = page.hops
    assert (hop.status, hop.origin, hop.target) == (200, url, target)
    assert hop.remark is not None
    assert "sends its readers on" in hop.remark
    assert any(hop.remark in remark for remark in page.remarks)


async def test_a_second_sign_is_shown_and_not_followed(horrors: Horrors, client: Client) -> None:
    url = horrors.on("/a", answer(sign("0; url=/b")))
    second = sign("0; url=/c")
    horrors.on("/b", answer(second))
    page = await client.fetch(url)
    assert (page.outcome, page.body) == (Outcome.CAPTURED, second)
    assert any("followed only once" in remark for remark in page.remarks)
    assert horrors.paths() == ["/a", "/b"]


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "file:///etc/passwd", "http://169.254.169.254/", "http://127.0.0.1/"],
)
async def test_a_page_that_sends_on_to_where_one_does_not_go_is_kept(
    horrors: Horrors, client: Client, target: str
) -> None:
    body = sign(f"0; url={target}")
    page = await client.fetch(horrors.on("/a", answer(body)))
    assert (page.outcome, page.body) == (Outcome.CAPTURED, body)
    assert any("was not done" in remark for remark in page.remarks)
    assert all(remark.isprintable() for remark in page.remarks)
    assert horrors.paths() == ["/a"]


async def test_pages_that_send_to_each_other_end(horrors: Horrors, client: Client) -> None:
    url = horrors.on("/a", answer(sign("0; url=/b")))
    horrors.on("/b", answer(sign("0; url=/a")))
    page = await client.fetch(url)
    assert page.outcome is Outcome.CAPTURED
    assert page.hops == (Hop(200, url, horrors.url("/b"), page.hops[0].remark),)


async def test_an_interface_is_not_left(horrors: Horrors, client: Client) -> None:
    body = sign("0; url=/b")
    page = await client.request("GET", horrors.on("/a", answer(body)))
    assert page.body == body


@pytest.mark.parametrize(
    ("header", "body"),
    [
        (None, sign("6; url=/b")),
        (None, sign("0")),
        (None, sign("0; url=/a#here")),
        (None, sign("0; url=/b", "<noscript>{}</noscript>")),
        (None, sign("0; url=/b", "<!-- {} -->")),
        (None, sign("0; url=/b", "<script>let x = '{}'</script>")),
        (None, b" " * 9000 + sign("0; url=/b")),
        (None, b"<meta name=refresh content='0; url=/b'>"),
        ("300; url=/b", b""),
        ("soon; url=/b", b""),
        (None, b""),
    ],
    ids=["later", "itself", "fragment", "noscript", "comment", "script", "far down", "name",
         "header later", "no number", "nothing"],
)  # fmt: skip
def test_a_page_that_is_to_be_read_is_not_left(header: str | None, body: bytes) -> None:
    assert refresh_target(header, body, HERE) is None


@given(st.text(max_size=200), st.binary(max_size=400))
def test_no_bytes_whatever_raise(header: str, body: bytes) -> None:
    element = b'<meta http-equiv=refresh content="' + body + b'">'
    for found in (refresh_target(header, body, HERE), refresh_target(None, element, HERE)):
        assert found is None or 0 <= found[0] <= 5
