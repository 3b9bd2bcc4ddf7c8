"""Whatever a model says: what is accepted has an exact span and no figure of the model's own."""

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workbench.model import Reading
from workbench.proposing.guard.check import Held, Refused, check
from workbench.proposing.guard.repeats import Known
from workbench.proposing.guard.words import words_in
from workbench.proposing.proposals import Proposal
from workbench.reading.dates import find_dates
from workbench.reading.sentences import split_sentences

TEXT = """\
Tuesday, 14 May 2024

The 7th Harbour Brigade, a reserve unit, moved about 500 men to Alma. On Monday, the port \
of Alma was closed. The guild did not pay 2,500 euros; it will sell 12 ferries by 3 June.

Between 5 and 10 houses burned, harbour master Ilse Brand said. She owns 3.5 percent of the mill \
but lost the ferry. “The dam is safe. The water rose by 40 cm,” Brand added.
"""
SENTENCES = split_sentences(TEXT)
READING = Reading(
    text=TEXT,
    statements=(),
    sentences=SENTENCES,
    dates=find_dates(TEXT, SENTENCES, date(2024, 5, 14)),
    quantities=(),
    names=(),
    document_date=date(2024, 5, 14),
)
WHOLE = (0, len(TEXT))
WORKED_OUT = ["13 May 2024", "3 June 2024", "14 May 2024"]
SPEAKERS = st.sampled_from([None, None, "Ilse Brand", "Brand", "unspecified", "Moor", "Alma"])

digits = st.text(alphabet="0123456789٣½²", min_size=1, max_size=4)
strange = st.one_of(
    digits,
    st.text(min_size=1, max_size=6),
    st.sampled_from(["not", "more", "Moor", "500", "12", "June", "2023", "%", "million", "[", "]"]),
)


HOLDING = [
    ("The 7th Harbour Brigade moved about 500 men to Alma", "moved about 500 men to Alma", None),
    ("On 13 May 2024 the port of Alma was closed", "the port of Alma was closed", None),
    ("the port of Alma was closed", "port of Alma was closed", None),
    ("The guild did not pay 2,500 euros", "guild did not pay 2,500 euros", None),
    ("Between 5 and 10 houses burned", "Between 5 and 10 houses burned", "Ilse Brand"),
    ("it will sell 12 ferries by 3 June", "it will sell 12 ferries by 3 June", None),
    ("Ilse Brand owns 3.5 percent of the mill", "owns 3.5 percent of the mill", None),
    ("The water rose by 40 cm", "The water rose by 40 cm", "Brand"),
]


@st.composite
def nearly_right(draw: st.DrawFn) -> Proposal:
    """A proposal that holds, with words lost, added and put elsewhere."""
    statement, quote, claimant = draw(st.sampled_from(HOLDING))
    words = statement.split()
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(words)))
        change = draw(st.sampled_from(["add", "replace", "lose", "move", "raise"]))
        if change == "add":
            words.insert(place, draw(strange))
        elif change == "replace" and words:
            words[place - 1] = draw(strange)
        elif change == "lose" and words:
            del words[place - 1]
        elif change == "move" and words:
            words.append(words.pop(place - 1))
        elif words:
            words[place - 1] = words[place - 1].swapcase()
    shortened = quote.split()[draw(st.integers(0, 2)) :]
    return Proposal.from_outside(
        " ".join(words),
        " ".join(shortened),
        draw(st.one_of(st.just(claimant), SPEAKERS)),
    )


def figures(text: str) -> set[str]:
    """Everything with a digit of any kind in it, in the form in which it can be compared."""
    words = re.split(r"[\s\[\]“”]+", unicodedata.normalize("NFC", text))
    return {word.strip(".,;") for word in words if any(one.isnumeric() for one in word)}


def check_it(proposal: Proposal) -> Held | Refused:
    return check(proposal, READING, WHOLE, Known(()))


@pytest.mark.parametrize(("statement", "quote", "claimant"), HOLDING)
def test_what_the_properties_start_from_is_accepted(
    statement: str, quote: str, claimant: str | None
) -> None:
    result = check_it(Proposal(statement, quote, claimant))
    assert isinstance(result, Held), result.reasons


@given(nearly_right())
@settings(max_examples=500, deadline=None)
def test_an_accepted_proposal_stands_on_the_words_it_quotes(proposal: Proposal) -> None:
    result = check_it(proposal)
    if isinstance(result, Held):
        span = [word.folded for word in words_in(TEXT, result.start, result.end)]
        assert span == [word.folded for word in words_in(proposal.quote)]
        assert TEXT[result.start : result.end].strip() == TEXT[result.start : result.end]
    else:
        assert result.reasons


@given(nearly_right())
@settings(max_examples=500, deadline=None)
def test_an_accepted_proposal_has_no_figure_that_the_document_lacks(proposal: Proposal) -> None:
    result = check_it(proposal)
    if isinstance(result, Held):
        known = figures(TEXT) | figures(" ".join(WORKED_OUT))
        assert figures(result.wording.text) <= known


@given(nearly_right())
@settings(max_examples=500, deadline=None)
def test_outside_the_brackets_there_are_only_words_of_the_span_in_their_order(
    proposal: Proposal,
) -> None:
    result = check_it(proposal)
    if isinstance(result, Held):
        own = [word.lower for word in words_in(re.sub(r"\[[^\]]*\]", " ", result.wording.text))]
        span = iter([word.lower for word in words_in(TEXT, result.start, result.end)])
        assert all(word in span for word in own)
        for insertion in result.wording.insertions:
            assert result.wording.text[insertion.start : insertion.end] == insertion.words
            assert TEXT[insertion.origin_start : insertion.origin_end].strip()


@given(nearly_right())
@settings(max_examples=500, deadline=None)
def test_an_accepted_proposal_negates_exactly_what_the_text_negates(proposal: Proposal) -> None:
    result = check_it(proposal)
    if isinstance(result, Held):
        said = {word.lower for word in words_in(result.wording.text)}
        assert ("not" in said) == ("2,500" in said)


@given(st.text(max_size=200), st.text(max_size=100), st.none() | st.text(max_size=20))
@settings(max_examples=300, deadline=None)
def test_any_text_at_all_gets_an_answer(statement: str, quote: str, claimant: str | None) -> None:
    result = check_it(Proposal.from_outside(statement, quote, claimant))
    assert isinstance(result, Refused)
    assert all(reason and "\n" not in reason for reason in result.reasons)


@given(st.integers(0, len(SENTENCES) - 1), st.integers(0, 9999))
@settings(max_examples=200, deadline=None)
def test_a_changed_number_is_never_accepted(index: int, number: int) -> None:
    sentence = SENTENCES[index]
    quote = TEXT[sentence.start : sentence.end]
    changed = re.sub(r"\d[\d,.]*", str(number), quote)
    assume(not figures(changed) <= figures(TEXT))
    result = check_it(Proposal(changed, quote, "Ilse Brand"))
    assert isinstance(result, Refused)
