"""Published reviews in tables: columns by their names, broken rows told by line."""

import pytest

from workbench.errors import UsageError
from workbench.sourcing.reviews import FoundReview, Problem, read_reviews

ROWS = (
    "Claim,Link,Verdict,Publisher,Date,Speaker\n"
    '"500 troops left, and went",https://facts.example/1,Mostly true,Facts,2023-06-07,Jane\n'
    "52 were injured,https://facts.example/2,False,Example Facts,2023-06-08,\n"
)
UNSAID = "is left out: nothing in this column shows whether its day or its month comes first"


def read(table: str, **columns: str) -> list[FoundReview | Problem]:
    return list(read_reviews(table.encode(), columns or None))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_are_known_by_their_usual_names(delimiter: str) -> None:
    header, *_ = ROWS.splitlines()
    text = (
        header.replace(",", delimiter)
        + f"\n500 left{delimiter}https://a.example/1{delimiter}True\n"
    )
    (found,) = read(text)
    assert isinstance(found, FoundReview)
    assert (found.line, found.review.text, found.review.rating) == (2, "500 left", "True")
    assert found.review.site == "a.example"


def test_rows_are_read_whole() -> None:
    first, second = read(ROWS)
    assert isinstance(first, FoundReview)
    assert isinstance(second, FoundReview)
    assert first.review.text == "500 troops left, and went"
    assert (first.review.reviewed_on, first.review.claimant) == ("2023-06-07", "Jane")
    assert (second.line, second.review.rating, second.review.claimant) == (3, "False", None)


def test_a_mapping_names_the_columns() -> None:
    text = "a,b,c\nhttps://facts.example/1,500 left,falsch\n"
    (found,) = read(text, text="b", url="A", rating="c")
    assert isinstance(found, FoundReview)
    assert (found.review.text, found.review.url) == ("500 left", "https://facts.example/1")
    assert found.review.rating == "falsch"


def test_a_mapping_makes_a_table_of_what_looks_like_json() -> None:
    (found,) = read("[claim],x\n500 left,1\n", text="[claim]")
    assert isinstance(found, FoundReview)


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"words": "Claim"}, "words is no field of a review"),
        ({"text": "Statement"}, "there is no column Statement; there are: Claim, Link"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(columns: dict[str, str], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        read(ROWS, **columns)


def test_a_table_without_words_is_refused_with_its_columns() -> None:
    with pytest.raises(UsageError, match=r"--columns text=NAME; there are: x, y"):
        read("x,y\n1,2\n")


def test_bad_rows_are_told_by_line_and_the_rest_is_read() -> None:
    text = (
        "claim,url,rating,date\n"
        "One,https://a.example/1,True,2023-06-07\n"
        "\n"
        ",https://a.example/2,True,2023-06-07\n"
        "Three,no address,,7/6/2023\n"
        "Four\n"
    )
    found = read(text)
    assert [type(one) for one in found] == [FoundReview, Problem, FoundReview, FoundReview]
    assert [one.line for one in found] == [2, 4, 5, 6]
    third = found[2]
    assert isinstance(third, FoundReview)
    assert third.remarks == (
        f"“7/6/2023” {UNSAID}",
        "“no address” is no web address",
        "no rating is given",
    )


def test_a_row_that_swallows_the_others_is_told() -> None:
    found = read('claim,rating\n"never closed,' + "x" * 250_000 + "\nTwo,True\n")
    assert isinstance(found[0], Problem)
    assert found[0].line == 2


@pytest.mark.parametrize(
    "broken",
    ['"two,https://a.example/2,False', 'two,"https://a.example/2,False', '"two', '"two, ""so""'],
)
@pytest.mark.parametrize(
    "after",
    [
        ["three,https://a.example/3,True", "four,https://a.example/4,True"],
        ['"three, at last",https://a.example/3,True', '"four",https://a.example/4,"True\nmostly"'],
        [],
    ],
)
def test_a_quote_that_is_not_closed_costs_its_row_alone(broken: str, after: list[str]) -> None:
    lines = ["claim,url,rating", '"one\nover two lines",https://a.example/1,True', broken, *after]
    found = read("\n".join(lines))
    assert [(one.line, type(one)) for one in found] == [
        (2, FoundReview),
        (4, Problem),
        *[(line, FoundReview) for line in range(5, 5 + len(after))],
    ]
    assert found[1] == Problem(4, "is no row of the table: a quote is opened and not closed")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_of_spreadsheets_are_decoded(encoding: str) -> None:
    data = "claim;rating\n500 Männer gingen;wahr\n".encode(encoding)
    (found,) = read_reviews(data)
    assert isinstance(found, FoundReview)
    assert found.review.text == "500 Männer gingen"


def test_the_guard_of_our_own_tables_is_taken_off() -> None:
    (found,) = read("claim,rating\n'=1+1 is two,True\n")
    assert isinstance(found, FoundReview)
    assert found.review.text == "=1+1 is two"


def days(*written: str) -> list[tuple[str | None, tuple[str, ...]]]:
    """What is made of the dates of a column, and what is said of them."""
    rows = "".join(f"Claim {row},True,{one}\n" for row, one in enumerate(written))
    found = read(f"claim,rating,date\n{rows}")
    return [(one.review.reviewed_on, one.remarks) for one in found if isinstance(one, FoundReview)]


def test_in_dates_with_dots_the_day_comes_first() -> None:
    assert days("31.12.2022", "7.6.2023", "07.06.2023 14:30") == [
        ("2022-12-31", ()),
        ("2023-06-07", ()),
        ("2023-06-07", ()),
    ]


@pytest.mark.parametrize(
    ("telling", "read_so", "other"),
    [("31/12/2022", "2022-12-31", "2023-06-07"), ("12/31/2022", "2022-12-31", "2023-07-06")],
    ids=["day first", "month first"],
)
def test_a_number_over_twelve_says_how_all_dates_of_its_column_are_written(
    telling: str, read_so: str, other: str
) -> None:
    assert days("7/6/2023", telling, "2023-01-02") == [
        (other, ()),
        (read_so, ()),
        ("2023-01-02", ()),
    ]


def test_of_a_column_that_does_not_show_it_nothing_is_guessed() -> None:
    assert days("7/6/2023", "1/2/2023") == [
        (None, (f"“7/6/2023” {UNSAID}",)),
        (None, (f"“1/2/2023” {UNSAID}",)),
    ]


def test_of_a_column_that_is_written_both_ways_only_what_is_certain_is_read() -> None:
    both = "is left out: this column has dates with the day first and with the month first"
    assert days("31/12/2022", "12/31/2022", "7/6/2023") == [
        ("2022-12-31", ()),
        ("2022-12-31", ()),
        (None, (f"“7/6/2023” {both}",)),
    ]


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert days("31.02.2022", "32.1.2022", "31/2/2022") == [
        (None, (f"“{one}” is no date",)) for one in ("31.02.2022", "32.1.2022", "31/2/2022")
    ]


def test_each_column_of_dates_is_written_in_its_own_way() -> None:
    table = (
        "claim,rating,date,claim date\nOne,True,31/12/2022,7/6/2023\nTwo,True,1/2/2023,6/30/2023\n"
    )
    found = [one.review for one in read(table) if isinstance(one, FoundReview)]
    assert [(one.reviewed_on, one.claimed_on) for one in found] == [
        ("2022-12-31", "2023-07-06"),
        ("2023-02-01", "2023-06-30"),
    ]
