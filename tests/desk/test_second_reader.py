"""A second reader reads blind: what waits for them is shown nowhere until they have decided."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest

from tests.ledger.material import FIRST, SECOND, Person, add_document, decide
from workbench.desk.acts import undo
from workbench.desk.deciding.agreement import agreement
from workbench.desk.deciding.carrying import carry_verdict
from workbench.desk.deciding.second_reader import look
from workbench.desk.finding.facets import Facets
from workbench.desk.finding.filters import parse_filter
from workbench.desk.matching.linking import link
from workbench.desk.reporting.reports import write_report
from workbench.desk.reporting.selection import Selection
from workbench.desk.settings_of_project import set_second_reader
from workbench.errors import NotSo
from workbench.ledger.as_of import ledger_as_of
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim, claim_numbers, claim_rows, history
from workbench.ledger.queries.history import HIDDEN
from workbench.ledger.veil import draw_veil
from workbench.model import Claim, ClaimFilter, ClaimOrder, ClaimStatus, LinkRelation, SecondReader

NAMES = ("Ada", "Ben", "Cora")


class Team:
    """Three people at one file of a project that asks for blind second readers."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "claims.db"
        self._people = {name: Person(name, folder / name) for name in NAMES}
        self._moment = 0
        with self.opens("Ada", create=True) as ledger:
            add_document(ledger)
            set_second_reader(ledger, SecondReader(required=True, blind=True))

    def opens(self, name: str, *, create: bool = False) -> Ledger:
        """The file as somebody works in it; time goes on from one to the next."""
        self._moment += 60_000
        person = self._people[name]
        person.clock.milliseconds = 1_750_000_000_000 + self._moment
        opened = person.opens(self._path, "create" if create else "write")
        assert isinstance(opened, Ledger)
        return opened

    def moment(self) -> datetime:
        """A moment after all that was done."""
        with self.opens("Cora") as ledger:
            return ledger.now()

    def looks(self, name: str) -> Ledger:
        """The file as somebody sees it."""
        opened = self._people[name].opens(self._path, "read")
        assert isinstance(opened, Ledger)
        draw_veil(opened)
        return opened

    def decides(self, name: str, rating: str, *, adjudicates: bool = False) -> None:
        with self.opens(name) as ledger:
            decide(ledger, rating, adjudicates=adjudicates)

    def sees(self, name: str) -> Claim:
        with self.looks(name) as ledger:
            return claim(ledger, FIRST)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def ratings(claim: Claim) -> list[str]:
    return sorted(one.rating for one in claim.verdicts)


def test_a_verdict_is_hidden_from_everybody_but_its_giver(team: Team) -> None:
    team.decides("Ada", "Refuted")

    assert ratings(team.sees("Ada")) == ["Refuted"]
    theirs = team.sees("Ben")
    assert (theirs.verdicts, theirs.rating, theirs.withheld) == ((), None, 1)
    assert theirs.status is ClaimStatus.SINGLE


def test_it_is_shown_once_ones_own_is_given(team: Team) -> None:
    team.decides("Ada", "Refuted")
    team.decides("Ben", "Supported")

    assert ratings(team.sees("Ben")) == ["Refuted", "Supported"]
    assert ratings(team.sees("Cora")) == ["Refuted", "Supported"], "its second reading is done"


def test_an_earlier_verdict_of_the_same_giver_is_hidden_too(team: Team) -> None:
    team.decides("Ada", "Refuted")
    team.decides("Ada", "Supported")

    assert ratings(team.sees("Ben")) == []


def test_what_was_adjudicated_is_shown_to_all(team: Team) -> None:
    team.decides("Ada", "Refuted")
    team.decides("Ben", "Supported")
    team.decides("Cora", "Supported", adjudicates=True)

    for name in NAMES:
        found = team.sees(name)
        assert (found.rating, found.withheld) == ("Supported", 0)


@pytest.mark.parametrize(
    "query",
    ["rating:Refuted", "because:register", "reviewer:Ada", "has:verdict rating:Refuted"],
)
def test_no_query_finds_out_what_it_says(team: Team, query: str) -> None:
    team.decides("Ada", "Refuted")

    def found(name: str) -> int:
        with team.looks(name) as ledger:
            return len(claim_numbers(ledger, parse_filter(query)))

    assert (found("Ada"), found("Ben")) == (1, 0)


def test_neither_list_nor_facets_tell_it_but_the_queue_does(team: Team) -> None:
    with team.looks("Ben") as ledger:
        Facets(ledger).counts("")
    team.decides("Ada", "Refuted")
    with team.looks("Ada") as ledger:
        facets = Facets(ledger)
        assert dict(facets.counts("").facets["rating"]) == {"Refuted": 1}
        facets.close()
    with team.looks("Ben") as ledger:
        (row,) = claim_rows(ledger, claim_numbers(ledger, parse_filter("is:awaiting")))
        facets = Facets(ledger)
        assert (row.id, row.rating) == (FIRST, None)
        assert not facets.counts("").facets["rating"]
        assert facets.queues()["awaiting"] == 1


@pytest.mark.parametrize("order", list(ClaimOrder))
def test_lists_are_in_every_order_what_they_are_elsewhere(team: Team, order: ClaimOrder) -> None:
    team.decides("Ada", "Refuted")
    wanted = ClaimFilter(order=order)
    with team.looks("Ben") as ledger, team.opens("Ada") as writer:
        assert claim_numbers(ledger, wanted) == claim_numbers(writer, wanted)


def test_the_history_tells_who_decided_and_when_and_nothing_more(team: Team) -> None:
    team.decides("Ada", "Refuted")
    team.decides("Ada", "Supported")
    with team.opens("Ada") as ledger:
        undo(ledger)
    with team.looks("Ben") as ledger:
        told = history(ledger, FIRST)
    with team.looks("Ada") as ledger:
        own = history(ledger, FIRST)

    verdicts = [one for one in told if one.field == "verdict"]
    assert [one.by.name for one in verdicts] == ["Ada", "Ada"]
    assert {(one.old, one.new, one.because) for one in verdicts} == {(None, HIDDEN, None)}
    said = " ".join(str((one.old, one.new, one.because)) for one in told)
    assert not any(word in said for word in ("Refuted", "Supported", "register"))
    assert "Refuted" in str(own)
    assert len(own) == len(told)


def test_the_past_hides_what_the_present_hides(team: Team) -> None:
    team.decides("Ada", "Refuted")
    with team.looks("Ben") as now, ledger_as_of(now, team.moment()) as then:
        assert claim(then, FIRST).verdicts == ()
    team.decides("Ben", "Refuted")
    with team.looks("Ben") as now, ledger_as_of(now, team.moment()) as then:
        assert ratings(claim(then, FIRST)) == ["Refuted", "Refuted"]


def test_whoever_looks_sees_it_and_the_history_says_so_even_when_it_is_undone(team: Team) -> None:
    team.decides("Ada", "Refuted")
    with team.opens("Ben") as ledger:
        look(ledger, FIRST, "the deadline is at noon")

    assert ratings(team.sees("Ben")) == ["Refuted"]
    assert ratings(team.sees("Cora")) == []
    with team.opens("Ben") as ledger:
        undo(ledger)
    assert ratings(team.sees("Ben")) == []
    with team.looks("Cora") as ledger:
        looked = next(one for one in history(ledger, FIRST) if one.field == "look")
    assert looked.by.name == "Ben"
    assert "the deadline is at noon" in str(looked.new)


def test_what_is_decided_after_looking_is_left_out_of_agreement(team: Team) -> None:
    team.decides("Ada", "Refuted")
    with team.opens("Ben") as ledger:
        look(ledger, FIRST)
    team.decides("Ben", "Refuted")
    with team.looks("Ada") as ledger:
        (found,) = agreement(ledger)

    assert (found.claims, found.alone, found.looked) == (0, 1, 1)


@pytest.mark.parametrize(
    "prepare",
    [
        pytest.param(lambda _team: None, id="nobody has decided"),
        pytest.param(lambda team: team.decides("Ben", "Refuted"), id="only I have"),
        pytest.param(
            lambda team: (team.decides("Ada", "Refuted"), team.decides("Cora", "Refuted")),
            id="two have",
        ),
    ],
)
def test_there_is_nothing_to_look_at_where_nothing_is_hidden(
    team: Team, prepare: Callable[[Team], object]
) -> None:
    prepare(team)

    with team.opens("Ben") as ledger, pytest.raises(NotSo, match="nothing on claim"):
        look(ledger, FIRST)


def test_a_change_of_the_rule_is_seen_by_a_connection_that_is_open(team: Team) -> None:
    team.decides("Ada", "Refuted")
    with team.looks("Ben") as ledger:
        assert claim(ledger, FIRST).withheld == 1
        with team.opens("Ada") as writer:
            set_second_reader(writer, SecondReader(required=True, blind=False))
        draw_veil(ledger)
        assert ratings(claim(ledger, FIRST)) == ["Refuted"]
        with team.opens("Ada") as writer:
            set_second_reader(writer, SecondReader(required=True, blind=True))
        draw_veil(ledger)
        assert claim(ledger, FIRST).withheld == 1


def report_of(team: Team, name: str) -> list[str]:
    """The line of a report that tells of the claim."""
    stream = BytesIO()
    with team.looks(name) as ledger:
        write_report(ledger, "jsonl", stream, Selection(drafts=True))
    lines = [one for one in stream.getvalue().decode().splitlines() if f'"{FIRST}"' in one]
    assert lines
    return lines


def test_a_report_takes_what_awaits_a_second_reader_for_undecided_whoever_writes_it(
    team: Team,
) -> None:
    team.decides("Ada", "Refuted")

    told = [report_of(team, name) for name in ("Ada", "Ben")]

    assert told[0] == told[1]
    assert "Refuted" not in str(told)
    team.decides("Ben", "Refuted")
    assert "Refuted" in str(report_of(team, "Cora"))


def test_nothing_hidden_is_carried_to_duplicates(team: Team) -> None:
    team.decides("Ada", "Refuted")
    with team.opens("Ben") as ledger:
        link(ledger, FIRST, SECOND, LinkRelation.DUPLICATE)
        with pytest.raises(NotSo, match="waits for you"):
            carry_verdict(ledger, FIRST)
