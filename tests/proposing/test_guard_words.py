"""Which words the guard lets pass: quoted, added, left out, counted and named."""

from dataclasses import replace

import pytest

from tests.proposing.judging import FIRE, RAID, accepted, named, read, refused, stating
from workbench.model import (
    NameKind,
    Quantity,
)
from workbench.proposing.guard.check import Held, Refused, check
from workbench.proposing.guard.repeats import Known
from workbench.proposing.proposals import Proposal


class TestSpans:
    def test_the_span_is_the_exact_place_of_the_quoted_words(self) -> None:
        text = "First  line.\n\nThe  old\nbridge “Alma” fell."
        held = accepted(text, "The old bridge Alma fell", 'The old bridge "Alma" fell.')
        assert text[held.start : held.end] == "The  old\nbridge “Alma” fell"

    @pytest.mark.parametrize(
        ("written", "quoted"),
        [
            ("The mayor’s house fell down", "The mayor's house fell down"),
            ("The non‑stop flight was late", "The non-stop flight was late"),
            ("From 2003–2008 the mine was shut", "From 2003-2008 the mine was shut"),
            ("Cafe\u0301 Alma was shut", "Caf\u00e9 Alma was shut"),
        ],
    )
    def test_the_shape_of_quotes_dashes_and_accents_does_not_matter(
        self, written: str, quoted: str
    ) -> None:
        held = accepted(f"Before that. {written}.", quoted, quoted)
        assert (held.start, held.end) == (13, 13 + len(written))

    def test_words_that_the_text_does_not_have_are_no_quote(self) -> None:
        reason = refused(FIRE, "The fire destroyed 40 houses", "fire ruined 40 houses")
        assert reason == "quotes words that are not in the text"

    def test_a_quote_ends_at_the_end_of_a_word(self) -> None:
        assert "not in the text" in refused(FIRE, "The fire destroyed 40 houses", "fire destroy")

    def test_words_outside_the_part_that_was_shown_are_not_quoted(self) -> None:
        reading = read(f"{FIRE}\n\n{RAID}")
        result = check(
            Proposal("the ferry sank", "the ferry sank"), reading, (0, len(FIRE)), Known(())
        )
        assert isinstance(result, Refused)

    def test_one_of_several_places_is_taken_only_if_it_is_the_one_that_fits(self) -> None:
        text = "The dam held. Officials feared the dam broke. Two days later the dam broke."
        held = accepted(text, "Two days later the dam broke", "the dam broke")
        assert held.start == text.rindex("the dam broke")

    def test_several_places_that_fit_are_as_bad_as_none(self) -> None:
        text = "The old dam broke. On Monday, the old dam broke."
        assert "2 places" in refused(text, "The old dam broke", "old dam broke")

    def test_the_nearest_place_after_the_proposal_before_is_taken(self) -> None:
        text = "The old dam broke. The mill burned down. Then, the old dam broke."
        reading = read(text)
        proposal = Proposal("The old dam broke", "old dam broke")
        result = check(proposal, reading, (0, len(text)), Known(()), after=len(text) - 20)
        assert isinstance(result, Held)
        assert result.start == text.rindex("old dam broke")


class TestAddedWords:
    def test_a_number_that_the_document_lacks_is_refused(self) -> None:
        reason = refused(FIRE, "The fire destroyed 400 houses", "The fire destroyed 40 houses")
        assert "has the number “400”, which the document does not have" in reason

    @pytest.mark.parametrize(
        "number", ["forty-one", "４０", "4O", "40.0", "-40", "40%", "$40", "XL"]
    )
    def test_a_number_in_any_other_writing_is_refused(self, number: str) -> None:
        assert refused(FIRE, f"The fire destroyed {number} houses", "fire destroyed 40 houses")

    def test_a_number_from_elsewhere_in_the_document_is_refused(self) -> None:
        text = f"{FIRE} It burned for 12 days."
        reason = refused(text, "The fire destroyed 12 houses", "The fire destroyed 40 houses")
        assert "takes the number “12” from elsewhere" in reason

    def test_a_name_that_the_document_lacks_is_refused(self) -> None:
        reason = refused(RAID, "the ferry Aurora sank", "the ferry sank")
        assert "has the name “Aurora”, which the document does not have" in reason

    def test_a_name_is_not_the_word_that_it_is_spelt_like(self) -> None:
        text = "The guards saw us and the may flowers withered."
        assert "“US”" in refused(text, "The guards saw US", "The guards saw us")
        assert "“May”" in refused(text, "the May flowers withered", "the may flowers withered")

    def test_a_date_that_the_document_lacks_is_refused(self) -> None:
        reason = refused(RAID, "On 3 June the ferry sank", "the ferry sank")
        assert "has the date “3 June”" in reason

    def test_the_date_that_the_reader_worked_out_is_put_in_brackets_with_its_place(self) -> None:
        text = "On Monday, the ferry sank."
        held = accepted(text, "On 13 May 2024 the ferry sank", "the ferry sank")
        assert held.wording.text == "[On 13 May 2024] the ferry sank."
        (day,) = held.wording.insertions
        assert day.words == "On 13 May 2024"
        assert text[day.origin_start : day.origin_end] == "On Monday"

    def test_another_day_than_the_reader_worked_out_is_refused(self) -> None:
        text = "On Monday, the ferry sank."
        assert refused(text, "On 12 May 2024 the ferry sank", "the ferry sank")

    def test_words_of_the_sentence_outside_the_quote_are_put_in_brackets(self) -> None:
        text = "Some of it is old. The bridge over the Alma fell on Monday."
        held = accepted(text, "The bridge over the Alma fell on Monday", "fell on Monday")
        assert held.wording.text == "[The bridge over the Alma] fell on Monday."
        (added,) = held.wording.insertions
        assert text[added.origin_start : added.origin_end] == "The bridge over the Alma"
        assert held.wording.text[added.start : added.end] == added.words

    def test_a_phrase_of_the_text_may_stand_for_a_pronoun(self) -> None:
        text = "The Harbour Union met. It bought a ferry."
        held = accepted(text, "The Harbour Union bought a ferry", "It bought a ferry")
        assert held.wording.text == "[The Harbour Union] bought a ferry."
        (added,) = held.wording.insertions
        assert text[added.origin_start : added.origin_end] == "The Harbour Union"

    def test_a_phrase_may_own_what_a_pronoun_owned(self) -> None:
        text = "The Harbour Union met. Its ferry sank."
        held = accepted(text, "The Harbour Union's ferry sank", "Its ferry sank")
        assert held.wording.text == "[The Harbour Union's] ferry sank."

    def test_a_pronoun_is_not_replaced_against_the_reader(self) -> None:
        text = "The Harbour Union and the Guild met. It bought a ferry."
        own = stating(text, "It bought a ferry.", text="It [The Guild] bought a ferry.")
        reason = refused(read(text, own), "The Harbour Union bought a ferry", "It bought a ferry")
        assert "where the reader understands “The Guild”" in reason

    def test_a_pronoun_does_not_become_a_number(self) -> None:
        text = "Police sent 700 men. They took the harbour."
        assert refused(text, "700 men took the harbour", "They took the harbour")

    def test_a_name_may_be_given_in_the_fuller_form_that_the_text_has(self) -> None:
        text = "Ilse Brand spoke. Brand left the party."
        held = accepted(text, "Ilse Brand left the party", "Brand left the party")
        assert held.wording.text == "[Ilse] Brand left the party."

    def test_two_names_are_not_joined_to_a_new_one(self) -> None:
        text = "Ilse Moor spoke. Brand left the party."
        assert "“Ilse”" in refused(text, "Ilse Brand left the party", "Brand left the party")

    def test_a_plausible_word_from_elsewhere_is_refused(self) -> None:
        text = "The school was new. The fire destroyed a mill."
        reason = refused(text, "The fire destroyed a new mill", "The fire destroyed a mill")
        assert reason == "takes “new” from elsewhere in the document"

    def test_who_did_it_to_whom_stays(self) -> None:
        text = "The Guild attacked the Union."
        reason = refused(text, "The Union attacked the Guild", "The Guild attacked the Union")
        assert "in another order than the text does" in reason

    @pytest.mark.parametrize("article", ["the", "a", "The"])
    def test_not_even_an_article_is_added(self, article: str) -> None:
        text = "Ships of the guild left a port."
        assert refused(text, f"Ships of the guild left {article} a port", text)
        assert refused(text, f"{article} Ships of the guild left a port", text)

    def test_words_that_the_text_has_in_brackets_stay_in_brackets(self) -> None:
        text = "The chairman [Moor] left the party on Monday."
        held = accepted(text, text, text)
        assert held.wording.text == text

    @pytest.mark.parametrize("mark", ["\x1b", "\x9b", "\u202e", "\x00", "●", "🙂", "=", "\u0337"])
    def test_marks_that_the_text_lacks_are_refused(self, mark: str) -> None:
        proposal = Proposal.from_outside(f"The fire {mark} destroyed 40 houses", FIRE, None)
        assert mark.isprintable() or mark not in proposal.statement
        assert refused(FIRE, proposal.statement, "The fire destroyed 40 houses")


class TestLeftOutWords:
    @pytest.mark.parametrize(
        ("statement", "reason"),
        [
            ("the Harbour Union attacked the ferry", "begins in the middle of “of the”"),
            ("Critics attacked the ferry", "leaves out “of the Harbour Union”"),
            ("Critics of the Harbour Union attacked", "ends in the middle of “attacked the”"),
            ("Critics of the Harbour Union sank", "from the middle of a clause"),
        ],
    )
    def test_a_cut_in_the_middle_of_a_clause_is_refused(self, statement: str, reason: str) -> None:
        assert reason in refused(RAID, statement, RAID)

    @pytest.mark.parametrize(
        ("text", "statement"),
        [
            ("The guild acted as a judge in Alma.", "The guild acted as a judge in"),
            ("A storm hit the roof of Alma's mosque.", "A storm hit the roof of Alma"),
            ("It ignored the rights of Serbs in Alma.", "It ignored the rights of Serbs"),
            ("According to the guild over 40 ships sank.", "to the guild over 40 ships sank"),
            ("The brigade, which left on Monday, is back.", "which left on Monday"),
            ("In the unrest, a mill of the guild burned.", "In the unrest"),
        ],
    )
    def test_a_part_of_a_phrase_is_no_statement(self, text: str, statement: str) -> None:
        assert refused(text, statement, text)

    def test_the_voice_of_the_verb_stays(self) -> None:
        text = "The Guild was brutally attacked yesterday by the Union."
        assert "was brutally" in refused(text, "The Guild attacked the Union", text)

    @pytest.mark.parametrize(
        ("text", "statement"),
        [
            (RAID, "the ferry sank"),
            (RAID, "Critics of the Harbour Union attacked the ferry"),
            ("The mill, an old building, burned down.", "The mill burned down"),
            ("The mill (built by monks) burned down.", "The mill burned down"),
            ("The guild bought a mill and sold a ferry.", "The guild sold a ferry"),
            ("The guild bought a mill but the ferry sank.", "The guild bought a mill"),
            ("The town burned after the guild left it.", "the guild left it"),
            ("The mill, they hear, fell on 3 May.", "The mill, they hear, fell on 3 May"),
        ],
    )
    def test_a_clean_cut_is_let_pass(self, text: str, statement: str) -> None:
        assert accepted(text, statement, text).wording.text == f"{statement}."

    def test_a_closing_time_may_be_left_out(self) -> None:
        held = accepted(
            "The mill burned down on Monday.", "The mill burned down", "mill burned down"
        )
        assert held.wording.text == "[The] mill burned down."

    def test_what_was_banned_did_not_happen(self) -> None:
        text = "The guild was banned from entering and leaving the port."
        assert refused(text, "The guild was leaving the port", text)

    def test_one_of_a_list_is_not_the_subject(self) -> None:
        for text in (
            "Friends of Alma, Brand and Moor attacked the ferry.",
            "Friends of Alma, Brand, and Moor attacked the ferry.",
        ):
            assert "begins in the middle" in refused(text, "Moor attacked the ferry", text)
            assert refused(text, "Brand and Moor attacked the ferry", text)

    def test_what_somebody_else_did_is_not_joined_on(self) -> None:
        text = "The Guild lost and the Union won the war."
        assert refused(text, "The Guild won the war", text)
        assert refused(text, "The Guild lost the war", text)


class TestFigures:
    @pytest.mark.parametrize(
        ("text", "statement"),
        [
            ("More than 500 houses burned.", "500 houses burned"),
            ("In Alma, up to 500 houses burned.", "500 houses burned"),
            ("At least two or three houses burned.", "three houses burned"),
            ("Between 5 and 10 houses burned.", "10 houses burned"),
            ("The war cost, in all, 5 million euros.", "The war cost, in all, 5 million"),
            ("Last year 40 , old houses burned.", "Last year 40 houses burned"),
        ],
    )
    def test_a_number_is_kept_with_all_that_belongs_to_it(self, text: str, statement: str) -> None:
        assert refused(text, statement, text)

    def test_what_was_counted_stays(self) -> None:
        text = "About 500 soldiers, angry and loud, took the bridge."
        counted = Quantity(6, 9, "500", counted="soldiers")
        reading = replace(read(text), quantities=(counted,))
        reason = refused(reading, "About 500 took the bridge", text)
        assert "counts, “soldiers”" in reason

    def test_a_name_is_kept_whole(self) -> None:
        text = "In 2019, the Bank of Alma failed the town."
        reading = read(text, names=(named(text, "Bank of Alma"),))
        assert "keeps only a part of “Bank of Alma”" in refused(
            reading, "Alma failed the town", text
        )

    def test_a_person_may_be_called_by_the_last_name_alone(self) -> None:
        text = "On Monday, Ilse Brand left the party."
        name = named(text, "Ilse Brand", NameKind.PERSON)
        reason = refused(read(text, names=(name,)), "Brand left the party", text)
        assert "part of" not in reason
