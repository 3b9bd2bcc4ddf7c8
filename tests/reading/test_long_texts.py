"""The words of a long text are the same whether they are held or made again."""

from workbench.reading.grammar.long_text import LongText
from workbench.reading.grammar.tagging import tagged
from workbench.reading.grammar.tokens import Token
from workbench.reading.sentences import split_sentences

TEXT = "\n\n".join(
    (
        "Boeing also managed to sell 40 aircraft. The city’s mayor said that it wasn't enough.",
        'THE FACTS: "We  won," Ms. Dahl said on 5 May 2021, “and they\tlost.”',
        "Prices rose by 3.5% after the U.S. report, which nobody had expected.",
    )
    * 20
)


def words_of(tokens: list[Token]) -> list[tuple[int, int, str, str, bool, str, int]]:
    return [
        (one.start, one.end, one.text, one.lower, one.capital, one.tag, one.marks) for one in tokens
    ]


def test_words_that_are_made_again_are_the_same() -> None:
    sentences = split_sentences(TEXT)
    held = [words_of(tagged(TEXT, one.start, one.end)) for one in sentences]
    words = LongText(TEXT, sentences)
    assert len(words) == len(sentences) > 60
    assert [words_of(tokens) for tokens in words] == held
    assert [words_of(words[place]) for place in reversed(range(len(words)))] == held[::-1]
    assert [words_of(tokens) for tokens in words[3:9:2]] == held[3:9:2]


def test_every_word_is_where_it_says() -> None:
    for tokens in LongText(TEXT, split_sentences(TEXT)):
        assert all(TEXT[one.start : one.end] == one.text for one in tokens)


def test_a_name_that_opens_a_sentence_is_tagged_as_one() -> None:
    words = LongText(
        "Dams broke. Dams were built.", split_sentences("Dams broke. Dams were built.")
    )
    plain = words[1][0].tag
    words.open_with_names(frozenset({12}))
    assert plain != "NAME"
    assert (words[0][0].tag, words[1][0].tag) == (plain, "NAME")
