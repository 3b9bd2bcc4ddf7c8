"""What is known of words beforehand changes nothing: neither how they are cut nor their tags."""

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.reading.grammar.marks import marks_of
from workbench.reading.grammar.tagging import spellings, tagged, with_tags
from workbench.reading.grammar.tokens import Spellings, Token, laid_out, tokenise

PIECES = ["J.", "U.S.", "Mr.", "isn’t", "3.5", "example.com", "(see", "co.uk (x", "A.B", "“No,”"]
TEXTS = st.lists(st.sampled_from([*PIECES, "he", "Smith", "end.", "'s", "x-y", "&", "7km"]))


def written(tokens: list[Token]) -> list[tuple[int, int, str, str]]:
    """Where each word stands, how it is written and what it is."""
    return [(token.start, token.end, token.text, token.tag) for token in tokens]


@settings(max_examples=80)
@given(words=TEXTS, odd=st.text("aB.’- (&1", max_size=9))
def test_a_stretch_is_cut_as_it_is_in_its_sentence(words: list[str], odd: str) -> None:
    text = " ".join([*words, odd]).strip()
    # of two spaces in a row no stretch is cut by itself
    whole = tokenise(f"{text}  .", 0, len(text) + 3, spellings())[:-1]
    assert written(tokenise(text, 0, len(text), spellings())) == written(whole)


def test_words_at_the_same_place_whatever_stands_between_them() -> None:
    found = tokenise("a\u00a0b\nc", 0, 5, spellings())
    assert [token.start for token in found] == [0, 2, 4]
    assert laid_out(0, []) == []


SENTENCES = st.lists(
    st.sampled_from(
        [
            "The",
            "the",
            "May",
            "may",
            "Who",
            "Will",
            "will",
            "Left-led",
            "NATO",
            "Smith",
            "said",
            "that",
            "he",
            "It",
            "was",
            "US",
            '"',
            "'",
            "(",
            ",",
            "In",
            "Reading",
            "reported",
            "have",
            "First",
            "first",
            "open",
            "Once",
            "like",
            "'s",
            "to",
            "Data-based",
            "Own",
            "Said",
            "5",
            "which",
        ]
    ),
    max_size=14,
)


@settings(max_examples=120)
@given(words=SENTENCES)
def test_a_tag_that_is_known_beforehand_is_the_one_that_the_rules_give(words: list[str]) -> None:
    text = " ".join(words)
    unknown = tokenise(text, 0, len(text), Spellings(None, marks_of))
    assert written(with_tags(unknown)) == written(tagged(text, 0, len(text)))
