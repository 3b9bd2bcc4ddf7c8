"""The language of queries: what is understood, what is refused, and where it went wrong."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.finding.queries import QUERIES, Typed
from workbench.finding import (
    FIELDS,
    Asked,
    Field,
    QueryError,
    asked_values,
    complete,
    in_words,
    joined,
    parse_query,
    with_value,
    without_value,
)
from workbench.finding.writing import written_value
from workbench.model import Priority
from workbench.model.finding import (
    All,
    Amount,
    AnyOf,
    How,
    Is,
    Matches,
    Not,
    Range,
    State,
    TextField,
    Within,
    Words,
)
from workbench.model.finding import DateField as Time

PIECES = st.sampled_from(
    [
        *("ferry", '"', "(", ")", "-", "OR", "AND", "NOT", " ", "tag:", "is:unrated", "quantity>="),
        *(
            "5..10km",
            "date:2023-06",
            "x:y",
            "https://a.b",
            "é",
            "..",
            "*",
            "host:",
            "\x1b",
            "priority<",
        ),
    ]
)


@given(QUERIES)
def test_a_query_is_understood_as_it_was_meant(query: Typed) -> None:
    typed, tree = query
    assert parse_query(typed).tree == tree
    assert in_words(tree)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join)))
def test_whatever_is_typed_is_understood_or_refused_at_a_place(typed: str) -> None:
    refused = None
    try:
        parse_query(typed)
    except QueryError as error:
        refused = error
    if refused is not None:
        assert 0 <= refused.start <= refused.end <= len(typed)
        assert refused.reason in str(refused)
        assert "\n" not in str(refused)


def test_not_binds_before_and_and_and_before_or() -> None:
    a, b, c = Words("a"), Words("b"), Words("c")
    assert parse_query("a b OR -c").tree == AnyOf((All((a, b)), Not(c)))
    assert parse_query("a AND (b OR c)").tree == All((a, AnyOf((b, c))))
    assert parse_query("NOT a b").tree == All((Not(a), b))
    assert parse_query("--a").tree == Not(Not(a))


def test_what_is_being_typed_is_closed_by_itself() -> None:
    assert parse_query('"two words').tree == Words("two words")
    assert parse_query("(a OR b").tree == AnyOf((Words("a"), Words("b")))
    assert parse_query("   ").tree is None


def test_colons_in_words_are_no_fields() -> None:
    assert parse_query("12:30").tree == Words("12:30")
    assert parse_query("https://x.example/a").tree == Words("https://x.example/a")
    assert parse_query('"note: this"').tree == Words("note: this")


@pytest.mark.parametrize(
    ("typed", "reason", "place"),
    [
        ("a claiment:NATO", "claiment: is no field; did you mean claimant:", (2, 11)),
        ("Memo: this", "Memo: is no field; words with a colon go in quotes", (0, 5)),
        ("is:unratd", "is:unratd is not known; did you mean unrated?", (0, 9)),
        ("date:2023-13", "2023-13 is no date; write 2023, 2023-06 or 2023-06-07", (0, 12)),
        ("a tag:", "type words after tag", (2, 6)),
        ("a OR", "OR needs something after it", (2, 4)),
        ("OR a", "OR needs something before it", (0, 2)),
        ("a AND", "AND needs something after it", (2, 5)),
        ("a) b", "nothing was opened that this closes", (1, 2)),
        ("()", "there is nothing between the parentheses", (1, 2)),
        ("quantity:many", 'many is no quantity; write 500, 1.5km or "500 troops"', (0, 13)),
        ("quantity:5km..10kg", "both ends of a range have the same unit", (0, 18)),
        ("is>unrated", "is cannot be compared with >", (0, 10)),
        ("priority>urgent", "nothing is > urgent", (0, 15)),
        ("worth>x", "x is no number", (0, 7)),
        ("date:..", "a range needs a beginning or an end", (0, 7)),
    ],
)
def test_an_error_says_what_is_wrong_and_where(
    typed: str, reason: str, place: tuple[int, int]
) -> None:
    with pytest.raises(QueryError) as refused:
        parse_query(typed)
    assert refused.value.reason == reason
    assert (refused.value.start, refused.value.end) == place


def test_a_query_that_is_nested_or_long_beyond_reason_is_refused() -> None:
    for typed in ("(" * 500 + "a", "-" * 500 + "a", "a " * 3_000):
        with pytest.raises(QueryError):
            parse_query(typed)


def test_times_are_days_months_years_ranges_and_comparisons() -> None:
    def within(typed: str) -> tuple[str | None, str | None]:
        tree = parse_query(typed).tree
        assert isinstance(tree, Within)
        return tree.first, tree.last

    assert within("date:2023") == ("2023-01-01", "2023-12-31")
    assert within("date:2023-06..2023-08-02") == ("2023-06-01", "2023-08-02")
    assert within("date:..2023-06-30") == (None, "2023-06-31")
    assert within("added:>2026-01") == ("2026-01-31~", None)
    assert within("claimed<2024") == (None, "2023-12-31")
    assert within("date<2023-03-01") == (None, "2023-02-31")
    assert within("rated<=2023") == (None, "2023-12-31")
    assert parse_query("date=2023").tree == Within(Time.DATE, "2023-01-01", "2023-12-31")


def test_quantities_have_units_magnitudes_or_what_they_count() -> None:
    def amount(typed: str) -> Amount:
        tree = parse_query(typed).tree
        assert isinstance(tree, Amount)
        return tree

    kilometres = dict(amount("quantity:5..10km").ranges)
    assert kilometres["kilometre"] == Range(Decimal(5), Decimal(10))
    assert kilometres["metre"] == Range(Decimal(5_000), Decimal(10_000))
    assert [unit for unit, _ in amount("quantity>$3m").ranges] == ["USD"]
    assert amount("quantity>=1.5million").ranges[0][1].low == 1_500_000
    assert amount('quantity:"500 troops"').counted == "troops"
    assert amount("quantity:12%").ranges[0][0] == "%"


def test_ranked_values_can_be_compared() -> None:
    urgent, high = (Matches(TextField.PRIORITY, p, How.WHOLE) for p in ("urgent", "high"))
    assert parse_query("priority>=high").tree == AnyOf((high, urgent))
    assert parse_query("priority>high").tree == urgent
    assert parse_query("priority:low").tree == Matches(TextField.PRIORITY, Priority.LOW, How.WHOLE)


def test_a_star_stands_for_the_rest_of_a_value() -> None:
    assert parse_query("tag:kos*").tree == Matches(TextField.TAG, "kos", How.BEGINS)
    assert parse_query('tag:"kos*"').tree == Matches(TextField.TAG, "kos*", How.WHOLE)
    assert parse_query("claimant=NATO").tree == Matches(TextField.CLAIMANT, "NATO", How.WHOLE)


def test_a_query_about_dismissed_claims_says_so() -> None:
    assert parse_query("a is:dismissed").about_dismissed
    assert parse_query("a -(b is:any)").about_dismissed
    assert not parse_query("a is:unrated").about_dismissed
    assert parse_query("is:taken-over").about_taken_over


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: field.name)
def test_the_example_of_a_field_is_about_it(field: Field) -> None:
    tree = parse_query(field.example).tree
    assert tree is not None
    assert in_words(tree) != in_words(None)


# ---------------------------------------------------------------------------- facets


@given(QUERIES, st.text(alphabet='abÖ "(.*', min_size=1).filter(str.strip), st.booleans())
def test_a_value_put_into_a_query_can_be_taken_out_again(
    query: Typed, value: str, negated: bool
) -> None:
    typed = query[0]
    put = with_value(typed, "tag", value, negated=negated)
    kept = value.replace('"', " ") if written_value(value) != value else value
    if not kept.strip():
        return
    assert Asked("tag", kept, negated) in asked_values(put)
    leaf = Matches(TextField.TAG, kept, How.WHOLE)
    before = parse_query(without_value(typed, "tag", kept)).tree
    added = Not(leaf) if negated else leaf
    after = parse_query(put).tree
    assert after == added or (isinstance(after, All) and after.parts[-1] == added)
    taken = parse_query(without_value(put, "tag", kept)).tree
    assert taken == before


def test_values_of_which_a_claim_has_one_become_alternatives() -> None:
    both = with_value("ferry status:single", "status", "agreed", either=True)
    assert both == "ferry (status:single OR status:agreed)"
    assert without_value(both, "status", "single") == "ferry status:agreed"
    assert without_value("status:agreed", "status", "AGREED") == ""
    assert with_value("a OR b", "tag", "x") == "(a OR b) tag:x"
    assert with_value("-tag:x a", "tag", "x") == "a tag:x"


# ------------------------------------------------------------------------ a command line


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["is:unrated", "claimant:the ministry"], 'is:unrated claimant:"the ministry"'),
        (["is:unrated", "-claimant=the ministry"], 'is:unrated -claimant="the ministry"'),
        (["is:unrated", "ferry fares"], 'is:unrated "ferry fares"'),
        (["is:unrated", '"ferry fares"'], 'is:unrated "ferry fares"'),
        (["is:unrated", "ferry OR bus"], "is:unrated (ferry OR bus)"),
        (["is:unrated", "(ferry OR bus)"], "is:unrated (ferry OR bus)"),
        (["ferry", "tag:a is:rated"], "ferry (tag:a is:rated)"),
        (["is:any tag:a", "claimant:the ministry"], '(is:any tag:a) claimant:"the ministry"'),
        (["claimant:the ministry"], "claimant:the ministry"),
        ([], ""),
    ],
    ids=lambda one: " + ".join(one) if isinstance(one, list) else "",
)
def test_what_the_shell_took_the_quotation_marks_from_is_understood(
    words: list[str], meant: str
) -> None:
    assert parse_query(joined(words)).tree == parse_query(meant).tree


def test_what_is_no_character_is_refused() -> None:
    with pytest.raises(QueryError, match="no character"):
        parse_query("ferry \udcff")


# ------------------------------------------------------------------------ completion


def test_names_of_fields_and_values_are_completed() -> None:
    def values(field: str) -> list[str]:
        return {"claimant": ["NATO", "a NATO envoy", "Nauru"], "tag": []}[field]

    assert complete("ferry cl", 8, values).candidates == ("claimant:", "claimed:")
    assert complete("status:s", 8, values).candidates == ("single",)
    assert complete("claimant:na", 11, values).candidates == ("NATO", "Nauru", '"a NATO envoy"')
    assert complete("tag:x", 5, values).candidates == ()
    assert complete("ferry ", 6, values).candidates == ()
    assert complete("", 0, values).candidates == ()
    found = complete("-claimant:na is:rated", 12, values)
    assert found.taken("-claimant:na is:rated", '"a NATO envoy"') == (
        '-claimant:"a NATO envoy" is:rated',
        25,
    )


@given(st.text(max_size=30), st.integers(0, 30))
def test_completion_never_fails(typed: str, cursor: int) -> None:
    found = complete(typed, min(cursor, len(typed)), lambda _: ["a b", "ab"])
    assert 0 <= found.start <= found.end <= len(typed)


def test_every_state_is_known_to_the_explanation() -> None:
    for state in State:
        assert in_words(Is(state))


def test_a_dash_at_the_end_waits_for_what_is_left_out() -> None:
    for typed in ("-", "ferry -"):
        with pytest.raises(QueryError, match="needs something after it"):
            parse_query(typed)
    assert parse_query("ferry - bus").tree == All((Words("ferry"), Words("-"), Words("bus")))
    assert parse_query('"-"').tree == Words("-")
