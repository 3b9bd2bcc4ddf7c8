"""How far the work is, in figures."""

from datetime import date
from pathlib import Path

import pytest

from tests.desk.conftest import DISPATCH
from tests.desk.test_reports import Team, ids
from workbench.desk.deciding.agreement import agreement
from workbench.desk.deciding.verdicts import decide
from workbench.desk.reading.documents import add_document
from workbench.desk.reporting.statistics import statistics_of
from workbench.desk.sourcing.sources import cite
from workbench.model import Stance
from workbench.sourcing.files import decode


@pytest.fixture
def team(tmp_path: Path) -> Team:
    made = Team(tmp_path)
    with made.open("Ada") as ledger:
        add_document(ledger, decode("dispatch.txt", DISPATCH.encode()))
    made.clock.later(hours=3)
    return made


def test_claims_are_counted_by_what_became_of_them_and_who_made_them(team: Team) -> None:
    with team.open("Ada") as ledger:
        first, second = ids(ledger)[:2]
        cite(ledger, first, "https://a.example/", "No.", stance=Stance.REFUTES,
             seen_on=date(2025, 10, 15))  # fmt: skip
        decide(ledger, first, "Refuted", "So they say.")
    team.clock.later(days=1)
    with team.open("Ben") as ledger:
        decide(ledger, second, "Supported", "It is.", unsourced=True)
        decide(ledger, first, "Supported", "I say.", unsourced=True)
        found = statistics_of(ledger)
        every = len(ids(ledger))
        assert (found.claims, found.decided) == (every, 2)
        assert found.statuses == {"conflict": 1, "single": 1, "unrated": every - 2}
        assert found.ratings == {"Supported": 1}
        assert found.reviewers == {"Ben": 2, "Ada": 1}
        assert found.days == {"2025-10-15": 1, "2025-10-16": 2}
        assert found.sources == {0: every - 1, 1: 1}
        assert found.outcomes == {"not fetched": 1}
        assert found.rotten == 0
        assert found.hours == pytest.approx((3 + 27) / 2, abs=0.1)
        assert sum(one.claims for one in found.balance) == every


def test_only_what_matches_is_counted(team: Team) -> None:
    with team.open("Ada") as ledger:
        first = ids(ledger)[0]
        decide(ledger, first, "Refuted", "So they say.", unsourced=True)
        assert statistics_of(ledger, "is:single").claims == 1
        nothing = statistics_of(ledger, "nothingsaysthis")
        assert (nothing.claims, nothing.hours, nothing.sources_per_claim) == (0, None, None)


def test_whoever_no_longer_waits_ends_the_counting(team: Team) -> None:
    class Left(Exception):
        pass

    def go_on() -> None:
        raise Left

    with team.open("Ada") as ledger:
        with pytest.raises(Left):
            statistics_of(ledger, "", go_on)
        with pytest.raises(Left):
            agreement(ledger, "", go_on)
