"""What narrows a search never loses a claim: not by age, damage or script."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.finding.project import Found
from tests.finding.queries import QUERIES, Typed
from workbench.desk.acts import redo, undo
from workbench.desk.deciding.verdicts import decide
from workbench.desk.finding import narrowing as narrowing_module
from workbench.desk.finding.filters import parse_filter
from workbench.desk.finding.narrowing import Narrowing
from workbench.desk.working.claims import correct, dismiss
from workbench.desk.working.tagging import tag
from workbench.ledger.database import Ledger
from workbench.ledger.queries import claim_number_slices, claim_numbers, claim_rows
from workbench.model import ClaimFilter
from workbench.substrings import SubstringIndex

LETTERS = st.text("abAB%_\\\"'kKſıİé \n\u212a", max_size=8)

CHANGING = ("zebra", "karsk", "tag:striped", "because:striped", 'because:"the reg"')


@pytest.fixture(autouse=True)
def _small_files_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing_module, "WORTHWHILE", 0)


def listed(narrowing: Narrowing, typed: str) -> list[int]:
    wanted = parse_filter(typed)
    slices = claim_number_slices(narrowing.ledger, wanted, among=narrowing.among(wanted))
    return [number for numbers in slices for number in numbers]


def plainly(ledger: Ledger, typed: str) -> list[int]:
    return list(claim_numbers(ledger, parse_filter(typed)))


def made(ledger: Ledger, folder: Path) -> Narrowing:
    narrowing = Narrowing(ledger, folder)
    while narrowing.bring_up_to_date():
        pass
    assert narrowing.index.stamp
    return narrowing


def test_any_query_lists_what_looking_at_all_lists(
    found: Found, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with found.open("read") as ledger:
        narrowing = made(ledger, tmp_path_factory.mktemp("cache"))

        @settings(max_examples=15)
        @given(query=QUERIES)
        def same(query: Typed) -> None:
            assert listed(narrowing, query[0]) == plainly(ledger, query[0])

        same()
        narrowing.close()


@settings(max_examples=15, deadline=None)
@given(texts=st.lists(LETTERS, max_size=6), words=st.text("abAB%_\\\"'kK ", min_size=3, max_size=6))
def test_every_text_that_holds_the_letters_is_named(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], words: str
) -> None:
    index = SubstringIndex(tmp_path_factory.mktemp("letters") / "x.db")
    index.begin("now")
    index.add(enumerate(texts), "now")
    index.finish("now")
    found = index.candidates(words, 100, 10.0)
    index.close()
    assert found is not None
    folded = words.lower()
    assert {number for number, text in enumerate(texts) if folded in text.lower()} <= found | {
        number for number, text in enumerate(texts) if not text.isascii()
    }
    assert {
        number
        for number, text in enumerate(texts)
        if folded in "".join(one.lower() if one.isascii() else one for one in text)
    } <= found


def test_what_changes_is_found_before_and_after_the_index_has_seen_it(
    project: Found, tmp_path: Path
) -> None:
    with project.open("write", "Ben") as ledger:
        narrowing = made(ledger, tmp_path / "cache")
        ids = [row.id for row in claim_rows(ledger, claim_numbers(ledger, ClaimFilter())[:4])]
        acts = (
            lambda: correct(ledger, ids[0], "A zebra was seen in Karsk."),
            lambda: dismiss(ledger, ids[1], ""),
            lambda: undo(ledger),
            lambda: tag(ledger, ids[:2], add=["striped"]),
            lambda: decide(ledger, ids[2], "Supported", 'Striped, by the "log".', unsourced=True),
            lambda: undo(ledger),
            lambda: redo(ledger),
        )
        for act in acts:
            act()
            for _ in range(2):
                for typed in (*CHANGING, "is:rated", "has:conflict"):
                    assert listed(narrowing, typed) == plainly(ledger, typed)
                narrowing.bring_up_to_date()
        assert len(listed(narrowing, "zebra")) == 1
        assert len(listed(narrowing, "because:striped")) == 1
        narrowing.close()


def test_a_rare_word_is_looked_for_among_few(found: Found, tmp_path: Path) -> None:
    with found.open("read") as ledger:
        narrowing = made(ledger, tmp_path)
        assert narrowing.among(parse_filter("qzxqzx")) == []
        assert narrowing.among(parse_filter("-qzxqzx")) is None
        assert narrowing.among(parse_filter("qz")) is None
        narrowing.close()


@pytest.mark.parametrize("damage", ["cut", "text", "empty", "other"])
def test_a_damaged_index_is_made_anew(found: Found, tmp_path: Path, damage: str) -> None:
    with found.open("read") as ledger:
        narrowing = made(ledger, tmp_path)
        path = narrowing.index.path
        narrowing.close()
        data = path.read_bytes()
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        path.write_bytes(
            {
                "cut": data[:5_000],
                "text": b"not a database at all" * 500,
                "empty": b"",
                "other": next(found.folder.glob("*.db")).read_bytes(),
            }[damage]
        )
        later = Narrowing(ledger, tmp_path)
        assert listed(later, "karsk") == plainly(ledger, "karsk")
        later.close()
        again = made(ledger, tmp_path)
        assert listed(again, "karsk") == plainly(ledger, "karsk")
        again.close()


def test_an_index_that_another_program_makes_anew_takes_nothing_of_the_old_making(
    tmp_path: Path,
) -> None:
    one, other = SubstringIndex(tmp_path / "x.db"), SubstringIndex(tmp_path / "x.db")
    one.begin("first")
    one.add([(1, "zebra")], "first")
    other.begin("second")
    one.add([(2, "zebra")], "first")
    one.finish("first")
    assert other.stamp == ""
    other.add([(7, "zebra")], "second")
    other.finish("second")
    assert one.candidates("zebra", 10, 10.0) == {7}
    one.close()
    other.close()


def test_a_folder_that_cannot_be_used_costs_only_time(found: Found, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with found.open("read") as ledger:
        narrowing = Narrowing(ledger, tmp_path / "file")
        assert not narrowing.bring_up_to_date()
        assert listed(narrowing, "karsk") == plainly(ledger, "karsk")
