"""The check-worthiness model: what it ranks above what, its arithmetic and its file."""

import math
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import StorageError
from workbench.reading import worth_model
from workbench.reading.worth_model import THRESHOLD, score, scoring, surface
from workbench.reading.worth_model.lanes import Lanes
from workbench.reading.worth_model.network import FORMS_REMEMBERED, WINDOW, Network, Parameters
from workbench.reading.worth_model.storage import decode, encode

LARGEST_MODEL_BYTES = 512 * 1024

PAIRS = [
    ("Unemployment fell from 9 percent to 6 percent in two years.", "Good evening, everyone."),
    ("We have lost 40,000 factory jobs since 2008.", "Thank you very much for having me."),
    ("The state spent $3 billion on prisons last year.", "I believe in the people of this state."),
    ("My opponent voted against the clean water act five times.", "Let me finish, please."),
    ("Crime has doubled in our cities over the past decade.", "What would you do about crime?"),
    ("The average family pays $1,200 more in taxes.", "We can do better than this."),
    ("Exports to Japan grew by 15 percent in 1996.", "That is a very good question."),
    ("One in four children in this country lives in poverty.", "I love children."),
    ("He raised taxes eleven times as governor.", "I will fight for you every single day."),
    ("The deficit is the largest in our history.", "We need to have courage, my friends."),
    ("Our navy has fewer ships than it had in 1916.", "God bless our sailors."),
    ("Twenty million people have no health insurance.", "Can you tell us your plan?"),
    ("The bill cut funding for schools by 2 million dollars.", "Schools matter to all of us."),
    ("She voted for the war in 2002.", "I think she is a wonderful person."),
    ("Oil imports rose from 30 to 60 percent of what we use.", "So that is how I feel about it."),
    ("Wages have been stagnant for twenty years.", "Let us hope for the best."),
    ("We created 5 million new jobs in four years.", "Now, wait a minute."),
    ("The top one percent received half of the tax cut.", "That would be unfair, I think."),
    ("Gun deaths went up by 12 percent in 2015.", "How would you feel about that?"),
    ("The treaty was signed by 170 countries in 1997.", "I look forward to that discussion."),
    ("Medicare costs have tripled since 1990.", "My mother taught me to be honest."),
    ("The army sent 20,000 troops to the border last month.", "Is that the right thing to do?"),
    ("Steel production dropped by a third under this government.", "You will have your turn."),
    ("The agency inspected only two percent of imported food.", "I am not going to do that."),
    ("Half of all small businesses closed within five years.", "Hello, and welcome back."),
    ("The senator has missed 60 percent of his votes.", "He should be ashamed of himself."),
    ("Inflation reached 13 percent in 1980.", "And I want to make one more point."),
    ("Our trade deficit with China is 300 billion dollars a year.", "We must win this."),
    ("The number of people on food stamps rose by 14 million.", "Nobody should go hungry."),
    ("Teachers in the state earn less than in 1985.", "I have always admired teachers."),
    ("The company received 400 million dollars from the government.", "I do not agree with you."),
    ("Illegal crossings fell by 40 percent last year.", "We are a nation of immigrants."),
    ("The strike killed 24 people in Marun on Sunday.", "What a terrible day this is."),
    ("The central bank raised its rate to 4.5 percent.", "Please, tell us what you think."),
    ("About 700 soldiers arrived in the province in June.", "Why did nobody listen to us?"),
    ("The city had 310,000 inhabitants in 2011.", "I hope that you will visit our city."),
]

signed = st.integers(-127, 127)


@pytest.mark.parametrize(("checkable", "chatter"), PAIRS)
def test_a_fact_with_a_figure_ranks_above_chatter_opinion_and_question(
    checkable: str, chatter: str
) -> None:
    assert score(checkable) > score(chatter) + 0.2


@pytest.mark.parametrize("chatter", [chatter for _, chatter in PAIRS])
def test_chatter_opinion_and_question_stay_below_the_threshold(chatter: str) -> None:
    assert score(chatter) < THRESHOLD


@given(st.text(max_size=400))
def test_any_text_has_a_probability(text: str) -> None:
    assert 0.0 <= score(text) <= 1.0


def test_text_without_words_is_worth_nothing() -> None:
    assert score("") == score(" \t\n_ ") == 0.0


def test_only_the_beginning_of_an_endless_sentence_counts() -> None:
    opening = "Taxes rose by 5 percent in 2010 and " * 60
    assert score(opening + "Thank you. " * 100_000) == score(opening)


def test_a_score_does_not_depend_on_what_was_scored_before() -> None:
    sentence = "Prices rose by 5 percent in Kerval."
    before = score(sentence)
    for number in range(0, FORMS_REMEMBERED + 100, 50):
        score(" ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}" for n in range(50)))
        score(" ".join("x" * (1 + n % 9) + str(n) for n in range(number, number + 50)))
    assert score(sentence) == before


def test_one_capital_at_the_beginning_says_nothing() -> None:
    assert score("Taxes rose by 5 percent.") == score("taxes rose by 5 percent.")


def test_a_year_is_a_year_whichever_it_is() -> None:
    assert score("It opened in 1985.") == score("It opened in 1993.")


def test_importing_the_model_does_not_load_it() -> None:
    program = (
        "from workbench.reading.worth_model import scoring;"
        "print(scoring.network.cache_info().currsize)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert printed == "0\n"


def test_the_shipped_model_is_small_and_names_its_origin() -> None:
    data = (Path(worth_model.__file__).parent / scoring.MODEL_FILE).read_bytes()
    _, attribution = decode(data)
    assert len(data) <= LARGEST_MODEL_BYTES
    assert "ClaimBuster" in attribution
    assert "CC BY 4.0" in attribution


@given(st.lists(st.lists(st.integers(0, 2**23 - 1), min_size=3, max_size=3), min_size=1))
def test_the_greatest_of_packed_vectors_is_taken_lane_by_lane(vectors: list[list[int]]) -> None:
    lanes = Lanes(3)
    packed = [lanes.pack(vector) for vector in vectors]
    expected = tuple(max(column) for column in zip(*vectors, strict=True))
    assert lanes.unpack(lanes.maximum(packed[0], map(lanes.topped, packed[1:]))) == expected


@given(st.lists(st.integers(-1000, 1000), min_size=4, max_size=4), signed)
def test_negative_lanes_are_scaled_and_come_back_above_a_bias(values: list[int], by: int) -> None:
    lanes = Lanes(4)
    bias = 1 << 20
    raised = lanes.pack(values) * by + lanes.fill(bias)
    assert [lane - bias for lane in lanes.unpack(raised)] == [value * by for value in values]


@st.composite
def small_parameters(draw: st.DrawFn) -> Parameters:
    """A network of two dimensions, three filters and three known forms."""

    def table(rows: int, columns: int) -> bytes:
        values = draw(st.lists(signed, min_size=rows * columns, max_size=rows * columns))
        return bytes(value % 256 for value in values)

    numbers = st.floats(-0.01, 0.01)
    return Parameters(
        dimensions=2,
        filters=3,
        vocabulary=("<n2>", "rose", "taxes"),
        forms=table(3, 2),
        buckets=table(1, 2) * surface.SUFFIX_BUCKETS,
        cases=table(surface.CASES, 2),
        filter_rows=table(2, 3 * WINDOW),
        filter_biases=tuple(draw(st.lists(st.integers(-5000, 5000), min_size=3, max_size=3))),
        weights=tuple(draw(st.lists(numbers, min_size=3, max_size=3))),
        length_weight=draw(numbers),
        constant=draw(numbers),
    )


def plain_logit(parameters: Parameters, vectors: list[list[int]]) -> float:
    """What the network should answer, one multiplication after another."""

    def byte(table: bytes, place: int) -> int:
        return (table[place] + 128) % 256 - 128

    total = parameters.constant + parameters.length_weight * len(vectors) / 25
    for column in range(3):
        answers = [0]
        for position in range(len(vectors)):
            answer = parameters.filter_biases[column]
            for offset in range(WINDOW):
                place = position + offset - 1
                if 0 <= place < len(vectors):
                    answer += sum(
                        vectors[place][row]
                        * byte(parameters.filter_rows, row * 3 * WINDOW + offset * 3 + column)
                        for row in range(2)
                    )
            answers.append(answer)
        total += parameters.weights[column] * max(answers)
    return total


@given(small_parameters())
def test_packed_arithmetic_answers_as_plain_arithmetic_does(parameters: Parameters) -> None:
    def row(table: bytes, index: int) -> list[int]:
        return memoryview(table).cast("b")[2 * index : 2 * index + 2].tolist()

    vectors = [
        [
            a + b
            for a, b in zip(row(parameters.forms, form), row(parameters.cases, case), strict=True)
        ]
        for form, case in ((2, surface.LOWER), (1, surface.UPPER), (0, surface.LOWER))
    ]
    expected = plain_logit(parameters, vectors)
    network = Network(parameters)
    assert math.isclose(network.logit("Taxes ROSE 40"), expected, rel_tol=1e-9, abs_tol=1e-6)


@given(small_parameters(), st.text(max_size=40).filter(lambda text: text.isprintable()))
def test_a_model_file_gives_back_what_was_put_in(parameters: Parameters, origin: str) -> None:
    assert decode(encode(parameters, origin)) == (parameters, origin)


@given(small_parameters(), st.data())
def test_a_damaged_model_file_is_refused_in_one_line(
    parameters: Parameters, data: st.DataObject
) -> None:
    whole = encode(parameters, "made up")
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(StorageError, match="damaged") as refusal:
        decode(whole[:cut])
    assert "\n" not in str(refusal.value)


@given(small_parameters(), st.integers(19, 1000), st.integers(1, 255))
def test_a_flipped_byte_in_a_model_file_is_noticed_or_changes_nothing(
    parameters: Parameters, place: int, flip: int
) -> None:
    whole = bytearray(encode(parameters, "made up"))
    whole[19 + place % (len(whole) - 19)] ^= flip
    try:
        read, _ = decode(bytes(whole))
    except StorageError:
        return
    assert read == parameters
