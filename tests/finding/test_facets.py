"""The columns of facets keep up with the ledger, and their file is a cache and no more."""

from pathlib import Path

import pytest

from tests.finding.project import Found
from workbench.desk.acts import redo, undo
from workbench.desk.deciding.verdicts import decide
from workbench.desk.finding.facets import Facets, Overtaken
from workbench.desk.matching.linking import link, unlink
from workbench.desk.working.claims import dismiss, restore
from workbench.desk.working.tagging import tag
from workbench.errors import StorageError
from workbench.faceting import FACETS, Column, FacetTable, load_table, save_table
from workbench.faceting.columns import members, numbers_mask
from workbench.faceting.table import ClaimFacets, Flag
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim_numbers, claim_rows
from workbench.model import ClaimFilter, LinkRelation


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))


def fresh(ledger: Ledger) -> Facets:
    facets = Facets(ledger)
    facets._table = FacetTable()
    return facets


def test_after_every_act_the_columns_are_as_if_made_anew(project: Found) -> None:
    with project.open("write", "Ben") as ledger:
        facets = Facets(ledger)
        facets.queues()
        ids = [row.id for row in claim_rows(ledger, claim_numbers(ledger, ClaimFilter())[:8])]
        acts = (
            lambda: decide(ledger, ids[0], "Supported", "because", unsourced=True),
            lambda: tag(ledger, ids[:4], add=["New tag"]),
            lambda: dismiss(ledger, ids[1], ""),
            lambda: restore(ledger, ids[1]),
            lambda: link(ledger, ids[2], ids[3], LinkRelation.DUPLICATE),
            lambda: link(ledger, ids[3], ids[4], LinkRelation.CONFLICT),
            lambda: unlink(ledger, ids[2], ids[3]),
            lambda: undo(ledger),
            lambda: redo(ledger),
            lambda: undo(ledger),
            lambda: ledger.identity.rename("Benjamin"),
            lambda: decide(ledger, ids[5], "Refuted", "because", unsourced=True),
        )
        for act in acts:
            act()
            anew = fresh(ledger)
            assert facets.queues() == anew.queues()
            assert facets.counts("") == anew.counts("")
            assert facets.counts("karsk -is:rated").total == anew.counts("karsk -is:rated").total


def test_columns_are_taken_up_from_the_cache_and_brought_up_to_date(project: Found) -> None:
    with project.open("write") as ledger:
        facets = Facets(ledger)
        before = facets.counts("")
        assert facets._table is not None
        path = facets._path
        assert save_table(facets._table, path)
        row = claim_rows(ledger, claim_numbers(ledger, ClaimFilter())[:1])[0]
        tag(ledger, [row.id], add=["afterwards"])
        later = Facets(ledger)
        assert dict(later.counts("").facets["tag"])["afterwards"] == 1
        assert later.counts("").total == before.total


def test_columns_are_let_go_of_where_a_file_has_them(project: Found) -> None:
    with project.open() as ledger:
        facets = Facets(ledger)
        before = facets.counts("")
        facets.let_go()
        assert facets._table is not None
        assert save_table(facets._table, facets._path)
        again = Facets(ledger)
        assert again.counts("") == before
        again.let_go()
        assert again._table is None
        assert again.counts("") == before


@pytest.mark.parametrize("damage", ["cut", "flip", "empty", "other", "missing"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, damage: str) -> None:
    table = FacetTable(stamp="here")
    values = tuple(("Kosovo", "é") if facet == "tag" else () for facet in FACETS)
    table.take([ClaimFacets(3, (Flag.PRESENT.value,), values)])
    path = tmp_path / "x.facets"
    assert save_table(table, path)
    loaded = load_table(path)
    assert loaded is not None
    assert loaded.stamp == "here"
    assert loaded.counts("tag", loaded.flag(Flag.PRESENT)) == [("Kosovo", 1), ("é", 1)]
    data = path.read_bytes()
    changed = {
        "cut": data[:-1],
        "flip": data[:-1] + bytes((data[-1] ^ 1,)),
        "empty": b"",
        "other": b"SQLite format 3\0",
        "missing": None,
    }[damage]
    path.unlink()
    if changed is not None:
        path.write_bytes(changed)
    assert load_table(path) is None


def one_claim(number: int, *tags: str) -> ClaimFacets:
    values = tuple(tags if facet == "tag" else () for facet in FACETS)
    return ClaimFacets(number, (Flag.PRESENT.value,), values)


def test_a_table_from_a_file_takes_in_claims_as_one_in_memory_does(tmp_path: Path) -> None:
    first = [one_claim(number, f"t{number % 7}") for number in range(0, 400, 2)]
    more = [one_claim(number, f"n{number % 11}", "t1") for number in range(1, 900, 3)]
    here, path = FacetTable(), tmp_path / "x.facets"
    here.take(first)
    assert save_table(here, path)
    kept = load_table(path)
    assert kept is not None
    path.unlink()
    for table in (here, kept):
        table.take(more)
        table.drop(range(100, 140))
    for again in (kept, _through_a_file(kept, path)):
        every = again.flag(Flag.PRESENT)
        assert every == here.flag(Flag.PRESENT)
        few = numbers_mask(range(60), again.size)
        for among in (every, few, every ^ few):
            assert again.counts("tag", among) == here.counts("tag", among)
        assert again.having("tag", "t1") == here.having("tag", "t1")
        assert again.columns["tag"].totals == here.columns["tag"].totals
        assert [again.columns["tag"].values(n) for n in (0, 1, 120, 399, 5_000)] == [
            here.columns["tag"].values(n) for n in (0, 1, 120, 399, 5_000)
        ]


def _through_a_file(table: FacetTable, path: Path) -> FacetTable:
    assert save_table(table, path)
    found = load_table(path)
    assert found is not None
    assert found.late == 0
    return found


def test_a_column_in_a_file_becomes_wider_where_its_values_do(tmp_path: Path) -> None:
    table = FacetTable()
    table.take([one_claim(number, f"v{number}") for number in range(200)])
    kept = _through_a_file(table, tmp_path / "x.facets")
    kept.take([one_claim(number, f"v{number}") for number in range(100, 400)])
    assert kept.columns["tag"].typecode == "H"
    assert dict(kept.counts("tag", kept.flag(Flag.PRESENT))) == {f"v{n}": 1 for n in range(400)}


def test_a_file_that_is_cut_while_it_is_in_use_is_made_anew(project: Found) -> None:
    with project.open("read") as ledger:
        facets = Facets(ledger)
        before = facets.counts("")
        assert facets._table is not None
        assert save_table(facets._table, facets._path)
        later = Facets(ledger)
        assert later.counts("") == before
        facets._path.write_bytes(b"")
        with pytest.raises(StorageError):
            later.counts("tag:budget")
        assert later.counts("") == before


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not save_table(FacetTable(), tmp_path / "file" / "x.facets")


def test_a_column_of_many_values_counts_like_one_of_few() -> None:
    column = Column()
    column.grow(1_000)
    for number in range(0, 1_000, 2):
        column.put(number, (f"v{number % 300}", "all"))
    every = numbers_mask(range(1_000), 1_000)
    assert column.places.itemsize == 1
    before = column.counts(every)
    for number in range(1, 1_000, 2):
        column.put(number, (f"w{number}",))
    assert column.places.itemsize == 2
    column.settle()
    for number in range(1, 1_000, 2):
        for copy in range(200):
            column.put(number, (f"w{number} {copy}",))
    assert column.places.itemsize == 4
    even = numbers_mask(range(0, 1_000, 2), 1_000)
    assert column.counts(even) == before
    assert members(column.mask(lambda values: "all" in values)) == 500


def test_an_overtaken_question_has_no_answer_and_harms_no_later_one(project: Found) -> None:
    with project.open("read") as ledger:
        facets = Facets(ledger)
        facets.stopped = lambda: True
        with pytest.raises(Overtaken):
            facets.counts("karsk")
        facets.stopped = lambda: False
        assert facets.counts("karsk").total > 0


def test_every_facet_is_a_field() -> None:
    from workbench.finding import FIELDS

    assert set(FACETS) <= set(FIELDS)


def test_values_that_a_query_names_are_told_beyond_the_limit(project: Found) -> None:
    with project.open("read") as ledger:
        facets = Facets(ledger)
        every = facets.counts("").facets["type"]
        rarest = every[-1][0]
        few = facets.counts(f"type:{rarest} OR karsk", limit=2)
        assert len(few.facets["type"]) == 2
        told = facets.counts(f"type:{rarest}", limit=2)
        assert rarest in dict(told.facets["type"])
        assert told.different["type"] == len(facets.counts(f"type:{rarest}").facets["type"])
