"""How far readers agree: coefficients as published, and which verdicts count."""

from pathlib import Path

import pytest

from tests.ledger.material import FIRST, SECOND, Person, add_document, decide, verdict_value
from workbench.desk.acts import undo
from workbench.desk.deciding.agreement import Agreement, agreement
from workbench.desk.deciding.coefficients import (
    Rated,
    cohens_kappa,
    fleiss_kappa,
    krippendorffs_alpha,
)
from workbench.desk.settings_of_project import add_scale, shipped_scales
from workbench.ledger.database import Ledger

# Fleiss, as in the worked example of 10 subjects with 14 ratings each in 5 categories: 0.210.
FLEISS = (
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
)
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: four observers, twelve units.
OBSERVERS = {
    "A": "123321412...",
    "B": "1233224125.3",
    "C": ".3332342251.",
    "D": "12332441251.",
}


def of_two(both: dict[tuple[str, str], int]) -> list[Rated]:
    """The ratings of two readers, from how often each pair of ratings occurred."""
    rated: list[Rated] = []
    for (one, other), times in both.items():
        for _ in range(times):
            claim = str(len(rated))
            rated += [("Ada", claim, one), ("Ben", claim, other)]
    return rated


def test_cohens_kappa_is_that_of_the_textbook() -> None:
    """Fifty applications read by two: 20 both accept, 15 both reject, 5 and 10 they differ."""
    rated = of_two({("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15})

    assert cohens_kappa(rated, "Ada", "Ben") == pytest.approx(0.4)


def test_fleiss_kappa_is_that_of_the_worked_example() -> None:
    rated = [
        (f"{category}.{one}", str(subject), str(category))
        for subject, row in enumerate(FLEISS)
        for category, times in enumerate(row)
        for one in range(times)
    ]

    kappa, ratings, subjects = fleiss_kappa(rated)

    assert (ratings, subjects) == (14, 10)
    assert kappa == pytest.approx(0.210, abs=0.0005)


@pytest.mark.parametrize(("ordinal", "published"), [(False, 0.743), (True, 0.815)])
def test_krippendorffs_alpha_is_the_published_one_with_ratings_missing(
    ordinal: bool, published: float
) -> None:
    rated = [
        (observer, str(unit), rating)
        for observer, ratings in OBSERVERS.items()
        for unit, rating in enumerate(ratings)
        if rating != "."
    ]
    places = {str(one): one for one in range(1, 6)} if ordinal else None

    assert krippendorffs_alpha(rated, places) == pytest.approx(published, abs=0.0005)


def test_where_all_say_the_same_nothing_can_be_told() -> None:
    rated = of_two({("y", "y"): 20})

    assert cohens_kappa(rated, "Ada", "Ben") is None
    assert fleiss_kappa(rated) == (None, 2, 20)
    assert krippendorffs_alpha(rated) is None
    assert krippendorffs_alpha([]) is None


@pytest.fixture
def people(tmp_path: Path) -> dict[str, Person]:
    found = {name: Person(name, tmp_path / name) for name in ("Ada", "Ben", "Cora")}
    for place, person in enumerate(found.values()):
        person.clock.milliseconds += place * 100
    return found


@pytest.fixture
def file(tmp_path: Path, people: dict[str, Person]) -> Path:
    path = tmp_path / "claims.db"
    with people["Ada"].opens(path, "create") as ledger:
        add_document(ledger)
    return path


@pytest.fixture
def said(people: dict[str, Person], file: Path) -> "Said":
    return Said(people, file)


class Said:
    """What people say of claims, each from a computer of their own."""

    def __init__(self, people: dict[str, Person], path: Path) -> None:
        self._people = people
        self._path = path

    def by(self, name: str, rating: str, claim: str = FIRST, **options: bool) -> None:
        with self._people[name].opens(self._path) as ledger:
            decide(ledger, rating, claim, **options)

    def taken_back(self, name: str) -> None:
        with self._people[name].opens(self._path) as ledger:
            undo(ledger)

    def agreement(self, query: str = "") -> tuple[Agreement, ...]:
        with self._people["Ada"].opens(self._path, "read") as ledger:
            return agreement(ledger, query)

    def in_scale(self, name: str, rating: str, scale: str, claim: str) -> None:
        with self._people[name].opens(self._path) as ledger, ledger.act("Verdict") as act:
            value = verdict_value(rating, scale=scale)
            act.record("verdict", claim, "rating", value)

    def ledger(self, name: str) -> Ledger:
        opened = self._people[name].opens(self._path)
        assert isinstance(opened, Ledger)
        return opened


def test_readers_who_differ_are_listed_with_what_each_says(said: Said) -> None:
    said.by("Ada", "Supported")
    said.by("Ben", "Refuted")
    said.by("Ada", "Supported", SECOND)
    said.by("Ben", "Supported", SECOND)

    (found,) = said.agreement()

    assert (found.claims, found.pairs, found.same, found.alone) == (2, 2, 1, 0)
    (one,) = found.differing
    assert one.claim == FIRST
    assert {each.name: each.rating for each in one.ratings} == {
        "Ada": "Supported",
        "Ben": "Refuted",
    }
    (two,) = found.of_two
    assert (two.claims, two.same) == (2, 1)
    assert two.kappa == pytest.approx(0.0)
    assert [(one.name, one.claims, one.same, one.pairs) for one in found.readers] == [
        ("Ada", 2, 1, 2),
        ("Ben", 2, 1, 2),
    ]


def test_a_verdict_that_adjudication_superseded_counts_and_the_adjudication_does_not(
    said: Said,
) -> None:
    said.by("Ada", "Supported")
    said.by("Ben", "Refuted")
    said.by("Cora", "Refuted", adjudicates=True)

    (found,) = said.agreement()

    assert (found.claims, found.ratings) == (1, 2)
    assert found.differing[0].adjudicated == "Refuted"
    assert {one.name: (one.settled, one.upheld) for one in found.readers} == {
        "Ada": (1, 0),
        "Ben": (1, 1),
    }


def test_only_the_latest_word_of_each_counts_and_nothing_that_was_taken_back(said: Said) -> None:
    said.by("Ada", "Supported")
    said.by("Ben", "Refuted")
    said.by("Ben", "Supported")
    (corrected,) = said.agreement()
    said.taken_back("Ben")
    (as_before,) = said.agreement()
    said.taken_back("Ben")
    (alone,) = said.agreement()

    assert (corrected.same, as_before.same) == (1, 0)
    assert (alone.claims, alone.alone) == (0, 1)


def test_a_claim_that_one_alone_has_rated_tells_nothing(said: Said) -> None:
    said.by("Ada", "Supported")

    (found,) = said.agreement()

    assert (found.claims, found.alone, found.alpha, found.kappa) == (0, 1, None, None)


def test_ratings_in_different_scales_are_not_compared(said: Said) -> None:
    with said.ledger("Ada") as ledger:
        add_scale(ledger, shipped_scales()["google-5/1"])
    said.in_scale("Ada", "Mostly true", "google-5/1", FIRST)
    said.in_scale("Ben", "Half true", "google-5/1", FIRST)
    said.in_scale("Cora", "Supported", "averitec/1", FIRST)
    said.in_scale("Ada", "False", "google-5/1", SECOND)
    said.in_scale("Ben", "False", "google-5/1", SECOND)

    averitec, google = said.agreement()

    assert (averitec.claims, averitec.ordinal) == (0, None)
    assert google.claims == 2
    assert google.alpha is not None
    assert google.ordinal is not None
    assert google.ordinal > google.alpha


def test_a_query_says_which_claims_count(said: Said) -> None:
    for claim in (FIRST, SECOND):
        said.by("Ada", "Supported", claim)
        said.by("Ben", "Refuted", claim)

    (found,) = said.agreement("quantity>=500")

    assert [one.claim for one in found.differing] == [FIRST]
