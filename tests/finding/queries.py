"""Queries made at random together with the trees that they should be understood as."""

from decimal import Decimal

from hypothesis import strategies as st

from workbench.model.finding import (
    All,
    Amount,
    AnyOf,
    Counted,
    CountField,
    DateField,
    Has,
    How,
    Is,
    Matches,
    Not,
    Part,
    Range,
    State,
    TextField,
    Tree,
    Within,
    Words,
)

Typed = tuple[str, Tree]

WORDS = ("ferry", "Karsk", "500", "ÖSTERREICH", "é", "straße", "said", "the older", "sic]")
NUMBERS = (0, 1, 40, 500, 1200)
_DAYS = (
    ("2023", "2023-01-01", "2023-12-31"),
    ("2023-06", "2023-06-01", "2023-06-31"),
    ("2023-6", "2023-06-01", "2023-06-31"),
    ("2023-06-02", "2023-06-02", "2023-06-02"),
    ("2024-02-29", "2024-02-29", "2024-02-31"),
)


def _word(word: str) -> Typed:
    return (f'"{word}"' if " " in word else word, Words(word))


def _text(field: TextField, how: How, word: str) -> Typed:
    return (f'{field.value}:"{word}"', Matches(field, word, how))


def _compared(operator: str, number: int) -> Range:
    value = Decimal(number)
    return {
        ":": Range(value, value),
        ">=": Range(low=value),
        "<=": Range(high=value),
        ">": Range(low=value, above_low=True),
        "<": Range(high=value, below_high=True),
    }[operator]


def _times(field: DateField, day: tuple[str, str, str], operator: str) -> Typed:
    written, first, last = day
    bounds = {":": (first, last), ">=": (first, None), "<=": (None, last)}[operator]
    return (f"{field.value}{operator}{written}", Within(field, *bounds))


_OPERATORS = st.sampled_from([":", ">=", "<=", ">", "<"])
_LEAVES: st.SearchStrategy[Typed] = st.one_of(
    st.sampled_from(WORDS).map(_word),
    st.sampled_from(list(State)).map(lambda state: (f"is:{state.value}", Is(state))),
    st.sampled_from(list(Part)).map(lambda part: (f"HAS:{part.value}", Has(part))),
    st.builds(
        lambda field, word: _text(field, How.CONTAINS, word),
        st.sampled_from(
            [
                *(TextField.STATEMENT, TextField.CLAIMANT, TextField.DOCUMENT, TextField.SOURCE),
                *(TextField.QUOTE, TextField.BECAUSE, TextField.NAME, TextField.PLACE),
                *(TextField.COMMENT, TextField.QUESTION, TextField.HOST, TextField.NOTE),
            ]
        ),
        st.sampled_from(
            [*WORDS, "its director", "register", "records", "records.example", "Porto"]
        ),
    ),
    st.builds(
        lambda field, word: _text(field, How.WHOLE, word),
        st.sampled_from([TextField.RATING, TextField.TAG, TextField.REVIEWER, TextField.ASSIGNED]),
        st.sampled_from(["supported", "REFUTED", "Kosovo", "straße", "ben", "me", "none"]),
    ),
    st.builds(
        lambda operator, number: (
            f"quantity{operator}{number}",
            Amount(((None, _compared(operator, number)),)),
        ),
        _OPERATORS,
        st.sampled_from(NUMBERS),
    ),
    st.builds(
        lambda operator, number: (
            f"evidence{operator}{number}",
            Counted(CountField.EVIDENCE, _compared(operator, number)),
        ),
        _OPERATORS,
        st.sampled_from((0, 1, 2)),
    ),
    st.builds(
        _times,
        st.sampled_from(list(DateField)),
        st.sampled_from(_DAYS),
        st.sampled_from([":", ">=", "<="]),
    ),
)


def _all(parts: list[Typed], joint: str) -> Typed:
    return (joint.join(typed for typed, _ in parts), All(tuple(tree for _, tree in parts)))


def _any(parts: list[Typed]) -> Typed:
    return (
        "(" + " OR ".join(typed for typed, _ in parts) + ")",
        AnyOf(tuple(tree for _, tree in parts)),
    )


def _joined(inner: st.SearchStrategy[Typed]) -> st.SearchStrategy[Typed]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        st.builds(
            lambda parts, joint: (f"({_all(parts, joint)[0]})", _all(parts, joint)[1]),
            several,
            st.sampled_from([" ", " AND ", "  \t"]),
        ),
        several.map(_any),
        inner.map(lambda one: (f"-{one[0]}", Not(one[1]))),
        inner.map(lambda one: (f"NOT {one[0]}", Not(one[1]))),
    )


QUERIES: st.SearchStrategy[Typed] = st.recursive(_LEAVES, _joined, max_leaves=6)
