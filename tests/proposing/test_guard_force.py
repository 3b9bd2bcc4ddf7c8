"""With what force a claim may be repeated: negation, modality, who says it, and how often."""

from dataclasses import replace

import pytest

from tests.proposing.judging import RAID, accepted, read, refused, stating
from workbench.model import (
    Attribution,
    Modality,
    Reading,
    Statement,
)
from workbench.proposing.guard.check import Held, Refused, check
from workbench.proposing.guard.repeats import Known
from workbench.proposing.proposals import Proposal


class TestForce:
    def test_a_lost_not_is_refused(self) -> None:
        text = "The mayor did not, he wrote, resign from office."
        assert "leaves out “not”" in refused(text, "The mayor did resign from office", text)

    def test_an_added_not_is_refused(self) -> None:
        assert "“not”" in refused(RAID, "the ferry did not sink", "the ferry sank")
        text = "The dam did not break, but the bridge fell down."
        assert refused(text, "the bridge did not fell down", "the bridge fell down")

    def test_a_not_before_the_quoted_words_counts(self) -> None:
        text = "It is not true that the mayor resigned on Monday."
        reason = refused(text, "the mayor resigned on Monday", "the mayor resigned on Monday")
        assert "leaves out “not”" in reason

    def test_a_not_before_a_semicolon_belongs_to_another_claim(self) -> None:
        text = "The mayor did not resign; the ferry sank on Monday."
        assert not accepted(text, "the ferry sank on Monday", "sank on Monday").force.negated

    def test_a_not_that_is_kept_is_marked(self) -> None:
        text = "The mayor did not resign."
        assert accepted(text, "The mayor did not resign", text).force.negated

    @pytest.mark.parametrize(
        ("text", "statement", "word"),
        [
            ("The guild will, in time, sell the ferry.", "The guild sell the ferry", "will"),
            ("The former chairman, a Moor, resigned.", "a Moor resigned", "former"),
            ("Allegedly, the ferry sank in May.", "the ferry sank in May", "allegedly"),
            ("If it rains, the dam will break.", "the dam will break", "if"),
            ("Nearly, but not quite, all fell.", "not quite all fell", "nearly"),
            ("Police feared that the dam broke.", "the dam broke", "feared"),
            ("Either the dam broke, or the mill burned.", "the dam broke, the mill burned", "or"),
        ],
    )
    def test_a_word_that_made_it_less_than_a_fact_is_not_left_out(
        self, text: str, statement: str, word: str
    ) -> None:
        assert f"leaves out “{word}”" in refused(text, statement, text)

    def test_a_plan_that_stays_a_plan_is_marked(self) -> None:
        text = "The guild will sell the ferry."
        assert accepted(text, text, text).force.modality is Modality.PLANNED

    def test_the_modality_that_the_reader_found_is_kept_in_words(self) -> None:
        text = "The ministry rejected the report that the dam broke in May."
        own = stating(text, "the dam broke in May", modality=Modality.DENIED)
        reason = refused(read(text, own), "the dam broke in May", "dam broke in May")
        assert "says as a fact what is denied in the text" in reason

    def test_a_question_stays_a_question(self) -> None:
        text = "Did the guild sell the ferry?"
        assert "of a question" in refused(text, "Did the guild sell the ferry", text)
        held = accepted(text, text, text)
        assert held.wording.text == text
        assert held.force.modality is Modality.QUESTION


class TestAttribution:
    TEXT = "The ferry sank at night, harbour master Ilse Brand said. Moor owns the ferry."

    def reading(self) -> Reading:
        words = "harbour master Ilse Brand said"
        start = self.TEXT.index(words)
        said = Attribution(start, start + len(words), words, "Ilse Brand", "said")
        return read(
            self.TEXT,
            stating(self.TEXT, "The ferry sank at night,", attribution=said, claimant="Ilse Brand"),
        )

    def test_what_somebody_said_does_not_become_a_fact(self) -> None:
        reason = refused(self.reading(), "The ferry sank", "ferry sank")
        assert "says as a fact what the text gives as the words of Ilse Brand" in reason

    def test_the_one_who_said_it_is_taken_from_the_reader(self) -> None:
        reading = self.reading()
        text = "The ferry sank at night"
        own = replace(reading.statements[0], span="", text="[Brand]")
        held = accepted(replace(reading, statements=(own,)), text, "ferry sank at night", "Brand")
        assert held.force.claimant == "Ilse Brand"
        assert held.force.attribution == reading.statements[0].attribution

    def test_it_is_not_given_to_somebody_else(self) -> None:
        reason = refused(self.reading(), "The ferry sank at night", "ferry sank at night", "Moor")
        assert "gives to somebody else what the text gives to Ilse Brand" in reason

    def test_without_the_reader_the_sentence_must_name_the_one_who_says_it(self) -> None:
        held = accepted(self.TEXT, "The ferry sank at night", "ferry sank at night", "Ilse Brand")
        assert held.force.claimant == "Ilse Brand"
        assert "does not name" in refused(self.TEXT, "The ferry sank at night", "ferry sank", "Xu")
        assert refused(self.TEXT, "The ferry sank at night", "ferry sank at night")
        assert refused(self.TEXT, "The ferry sank at night", "ferry sank at night", "unspecified")

    def test_nobody_is_made_to_say_what_the_text_says_itself(self) -> None:
        reason = refused(self.TEXT, "Moor owns the ferry", "Moor owns the ferry", "Ilse Brand")
        assert "which the sentence does not say" in reason

    def test_the_words_of_an_open_quotation_are_somebodys(self) -> None:
        text = "“The dam is safe. The ferry sank at night. Nobody knows why,” Brand told us."
        reason = refused(text, "The ferry sank at night", "The ferry sank at night")
        assert "in quotation marks" in reason

    def test_what_is_reported_without_a_name_stays_reported(self) -> None:
        text = "It was reported that the ferry sank at night."
        words = "It was reported that"
        said = Attribution(0, len(words), words, None, "reported")
        own = stating(text, "the ferry sank at night", attribution=said, span="", text="[x]")
        reading = read(text, own)
        assert "gives as reported" in refused(reading, "the ferry sank at night", "sank at night")
        assert refused(reading, "the ferry sank at night", "sank at night", "Moor")
        held = accepted(reading, "the ferry sank at night", "sank at night", "unspecified")
        assert held.force.claimant is None
        assert held.force.attribution == said


class TestRepeats:
    def test_the_readers_claims_are_not_proposed_again(self) -> None:
        own = stating(RAID, "the ferry sank")
        reading = read(RAID, own)
        assert "a claim of the reader" in refused(reading, "The ferry sank", "ferry sank")

    def test_a_claim_on_exactly_the_same_words_would_take_its_place(self) -> None:
        own = stating(RAID, "the ferry sank", text="[On Monday, early, the old] ferry [Alma] sank")
        reason = refused(read(RAID, own), "the ferry sank", "the ferry sank")
        assert reason == "says what a claim of the reader says"
        longer = "Monday, and the ferry sank"
        own = stating(RAID, longer, text="[Something quite] different")
        assert "another claim stands on" in refused(read(RAID, own), "the ferry sank", longer)

    def test_a_proposal_is_not_accepted_twice(self) -> None:
        reading = read(RAID)
        known = Known(())
        proposal = Proposal("the ferry sank", "ferry sank")
        first = check(proposal, reading, (0, len(RAID)), known)
        assert isinstance(first, Held)
        known.add(Statement(first.start, first.end, "ferry sank", first.wording.text))
        again = check(Proposal("The ferry sank.", "the ferry sank"), reading, (0, len(RAID)), known)
        assert again == Refused(("repeats an earlier proposal",), (RAID.index("the ferry s"), 77))


@pytest.mark.parametrize(
    ("statement", "quote", "reason"),
    [
        ("It sank", "the ferry sank", "is too short to be a statement"),
        ("the ferry sank", "sank", "quotes no words of the text"),
        ("the ferry sank " * 60, "the ferry sank", "is longer than 600 characters"),
        ("Critics of the Harbour Union attacked the ferry", "the ferry sank", "another order"),
    ],
)
def test_what_is_no_statement_is_refused(statement: str, quote: str, reason: str) -> None:
    assert refused(RAID, statement, quote)
    if reason != "another order":
        assert refused(RAID, statement, quote) == reason
