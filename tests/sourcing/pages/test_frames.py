"""What comes from the child is believed only as far as it makes sense."""

import json

from hypothesis import given
from hypothesis import strategies as st

from workbench.model.sourcing import Metadatum, Outcome, ReadableText
from workbench.sourcing.pages.frames import (
    PREFIX_BYTES,
    Answer,
    BadFrame,
    Request,
    pack_answer,
    pack_request,
    unpack_answer,
    unpack_prefix,
    unpack_request,
)

READABLE = ReadableText(
    main="Zwölf Wörter.",
    visible="Menü Zwölf Wörter.",
    media_type="text/html",
    encoding="utf-8",
    encoding_basis="meta",
    extractor="visible/1",
    metadata=(Metadatum("title", "Wörter", "meta", None),),
    pages=((0, 5), (6, 13)),
    flags=("looks like a log-in page",),
    suggested_outcome=Outcome.LOGIN,
)
ANSWER = Answer(readable=READABLE, final=True, peak_bytes=12_345)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


def parts(frame: bytes) -> tuple[bytes, bytes]:
    header, blob = unpack_prefix(frame[:PREFIX_BYTES])
    assert len(frame) == PREFIX_BYTES + header + blob
    return frame[PREFIX_BYTES : PREFIX_BYTES + header], frame[PREFIX_BYTES + header :]


def check(header: bytes, blob: bytes) -> None:
    """An answer is refused, or is one in which everything is of its kind and in its place."""
    try:
        answer = unpack_answer(header, blob)
    except BadFrame:
        return
    readable = answer.readable
    assert answer.begun is (readable is None)
    if readable is not None:
        assert all(0 <= start <= end <= len(readable.main) for start, end in readable.pages)
        assert all(isinstance(flag, str) for flag in readable.flags)
        readable.main.encode("utf-8")


def test_an_answer_comes_back_as_it_was_sent() -> None:
    assert unpack_answer(*parts(pack_answer(ANSWER))) == ANSWER


def test_a_request_comes_back_as_it_was_sent() -> None:
    request = Request("http://x.example/", "text/html", None, "utf-8", 10.0, 1 << 30)
    header, blob = parts(pack_request(request, b"\x00body"))
    assert (unpack_request(header), blob) == (request, b"\x00body")


@given(st.data())
def test_an_answer_with_bytes_changed_is_refused_or_makes_sense(data: st.DataObject) -> None:
    header, blob = (bytearray(part) for part in parts(pack_answer(ANSWER)))
    for part in (header, blob):
        for place in data.draw(st.lists(st.integers(0, len(part) - 1), max_size=4)):
            part[place] = data.draw(st.integers(0, 255))
    check(bytes(header), bytes(blob))


@given(st.sampled_from(["main_bytes", "same", "final", "peak_bytes", "readable", "begun"]), JSON)
def test_an_answer_with_a_field_of_another_kind_is_refused_or_makes_sense(
    name: str, value: object
) -> None:
    header, blob = parts(pack_answer(ANSWER))
    check(json.dumps(json.loads(header) | {name: value}).encode(), blob)


@given(st.sampled_from(sorted(json.loads(parts(pack_answer(ANSWER))[0])["readable"])), JSON)
def test_a_text_with_a_field_of_another_kind_is_refused_or_makes_sense(
    name: str, value: object
) -> None:
    header, blob = parts(pack_answer(ANSWER))
    fields = json.loads(header)
    fields["readable"][name] = value
    check(json.dumps(fields).encode(), blob)


@given(st.binary(min_size=PREFIX_BYTES, max_size=PREFIX_BYTES))
def test_a_beginning_of_any_kind_is_refused_or_has_bounded_lengths(prefix: bytes) -> None:
    try:
        header, blob = unpack_prefix(prefix)
    except BadFrame:
        return
    assert prefix.startswith(b"WBP1")
    assert header + blob < 1 << 30
