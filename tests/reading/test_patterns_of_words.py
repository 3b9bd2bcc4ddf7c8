"""A pattern of many words is a tree of letters, and matches what the plain list would."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.reading.language import NEVER, SPACE, any_of

WORDS = st.lists(st.text("ab .-", min_size=1, max_size=5), max_size=8)


def longest_first(choices: list[str]) -> str:
    """The same pattern without a tree: one alternative after the other."""
    ordered = sorted(choices, key=len, reverse=True)
    return "|".join(re.escape(choice).replace(r"\ ", SPACE) for choice in ordered) or NEVER


@settings(max_examples=60)
@given(choices=WORDS, text=st.text("ab .-\n", max_size=24), after=st.sampled_from(["", "b", r"\b"]))
def test_the_tree_matches_what_the_longest_of_the_words_matches(
    choices: list[str], text: str, after: str
) -> None:
    tree, plain = (f"(?:{made}){after}" for made in (any_of(choices), longest_first(choices)))
    found = [match.span() for match in re.finditer(tree, text)]
    assert found == [match.span() for match in re.finditer(plain, text)]


def test_words_that_begin_alike_share_their_beginning() -> None:
    assert any_of(["one", "once", "on", "a few"]) == r"a\s{1,4}+few|on(?:ce|e|)"
