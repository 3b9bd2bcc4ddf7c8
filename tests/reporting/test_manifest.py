"""The manifest that travels in a report."""

import html
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.reporting.manifest import (
    COMMENT_END,
    COMMENT_START,
    Letters,
    Manifest,
    StatedClaim,
    canonical,
    digest_of,
    manifest_value,
    seal_html,
    seal_markdown,
)

_MANIFEST = Manifest(
    project="Valley --> <desk>",
    project_id="0" * 32,
    made_at=datetime(2026, 3, 2, 10, 0, tzinfo=UTC),
    counts={"claims": 1, "Supported": 1},
    claims=(StatedClaim("a" * 32, digest_of("500 troops were sent."), "Supported"),),
)


def test_a_manifest_cannot_break_out_of_the_comment_that_carries_it() -> None:
    sealed = seal_markdown("# Report\n", _MANIFEST)
    carried = sealed.partition(COMMENT_START)[2].rpartition(COMMENT_END)[0]

    assert "--" not in carried
    assert json.loads(carried)["project"] == "Valley --> <desk>"


def test_a_manifest_stands_before_the_end_of_the_body() -> None:
    sealed = seal_html("<html><body><p>500 troops</p></body></html>", _MANIFEST)

    assert sealed.endswith("</template>\n</body></html>")


def test_what_no_reader_sees_does_not_count() -> None:
    plain, dressed = Letters(), Letters()
    plain.add_text("500 troops & more")
    dressed.add_markup("<style>p{}</style><p title='x'>500\n<b>troops</b></p><!-- -->&amp; more")

    assert plain.digest() == dressed.digest()


@pytest.mark.parametrize("altered", ["501 troops", "500 troop", "500 troops!"])
def test_any_letter_counts(altered: str) -> None:
    assert digest_of(altered) != digest_of("500 troops")


@settings(max_examples=40)
@given(st.lists(st.text(max_size=30), max_size=5))
def test_markup_of_any_words_counts_as_the_words(words: list[str]) -> None:
    plain, dressed = Letters(), Letters()
    for word in words:
        clean = word.replace("\x00", "").encode("utf-8", "replace").decode()
        plain.add_text(clean)
        dressed.add_markup(f"<p>{html.escape(clean)}</p>\n")

    assert plain.digest() == dressed.digest()


def test_a_manifest_is_written_in_one_way() -> None:
    value = manifest_value(_MANIFEST, "ab")

    assert canonical(value) == canonical(dict(reversed(value.items())))
