"""import: fact-checks of others from files and pages, and how they come up."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Program, as_page
from tests.sourcing.horrors.server import Horrors

REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://facts.example/500",
    "claimReviewed": "About 500 Ostrian troops of the 65th Mountain Brigade arrived in the Marun "
    "valley on 13 October 2025",
    "datePublished": "2025-10-20",
    "author": {"@type": "Organization", "name": "Example Facts"},
    "reviewRating": {"alternateName": "Mostly true"},
}
FEED = json.dumps(
    [REVIEW, {**REVIEW, "claimReviewed": None}, {**REVIEW, "url": "https://b.example"}]
)


@pytest.fixture
def feed(folder: Path) -> Path:
    path = folder / "feed.json"
    path.write_text(FEED, "utf-8")
    return path


def test_a_feed_is_imported_once_and_its_problems_are_told(workbench: Program, feed: Path) -> None:
    first = workbench("import", str(feed))
    assert first.code == 0
    assert first.out == "2 added, 0 updated, 0 known already, 1 left out\n"
    assert "line 1: left out: a review at https://facts.example/500 does not say" in first.err
    again = workbench("import", str(feed), "--json").objects[0]
    assert (again["added"], again["updated"], again["known"]) == (0, 0, 2)
    assert len(again["problems"]) == 1
    feed.write_text(FEED.replace("Mostly true", "False"), "utf-8")
    assert workbench("import", str(feed)).out.startswith("0 added, 2 updated")
    assert workbench("undo").code == 0
    assert workbench("undo").out.startswith("undone: Import 2 reviews from")
    assert workbench("verify").code == 0


def test_an_imported_review_comes_up_in_match_show_and_add(
    workbench: Program, feed: Path, dispatch: Path
) -> None:
    workbench("import", str(feed))
    added = workbench("add", str(dispatch))
    told = [line for line in added.err.splitlines() if "Example Facts" in line]
    assert len(told) == 1
    assert "checked on 2025-10-20 by Example Facts: Mostly true" in told[0]
    claim = told[0][:8]
    assert "checked on 2025-10-20 by Example Facts: Mostly true" in workbench("show", claim).out
    (precedent, *_) = workbench("show", claim, "--json").objects[0]["precedents"]
    assert precedent["url"] in ("https://facts.example/500", "https://b.example")
    found = workbench("match", REVIEW["claimReviewed"], "--json").objects
    published = [one for one in found if one["kind"] == "published"]
    assert published[0]["checked"] == "checked on 2025-10-20 by Example Facts: Mostly true"


def test_a_table_is_imported_by_its_columns(workbench: Program, folder: Path) -> None:
    table = folder / "table.csv"
    table.write_text("was,wo,wie\n500 troops came,https://a.example/1,falsch\n,x,y\n", "utf-8")
    assert workbench("import", str(table)).code == 2
    run = workbench("import", str(table), "--columns", "text=was,url=wo,rating=wie")
    assert run.out == "1 added, 0 updated, 0 known already, 1 left out\n"
    assert "line 3: left out" in run.err
    (found,) = workbench("match", "500 troops came", "--json").objects
    assert found["checked"] == "checked by a.example: falsch"


def test_a_page_is_fetched_and_only_its_reviews_are_kept(
    workbench: Program, horrors: Horrors
) -> None:
    script = f'<script type="application/ld+json">{json.dumps(REVIEW)}</script>'
    address = horrors.on("/check", as_page(f"<html><head>{script}</head><body>x</body></html>"))
    run = workbench("import", address, "--allow-private", "--any-port")
    assert run.out == "1 added, 0 updated, 0 known already, 0 left out\n"
    assert workbench("import", address).code == 2


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("missing.json", None, 3),
        ("empty.json", b"", 3),
        ("broken.json", b'{"@type": "ClaimReview", ', 3),
        ("none.html", b"<html><p>Nothing here</p></html>", 3),
        ("other.bin", bytes(200), 3),
        ("other.db", b"SQLite format 3\x00" + bytes(200), 4),
        ("words.txt", b"just some words\nand more\n", 2),
    ],
)
def test_what_holds_no_review_says_so_in_one_line(
    workbench: Program, folder: Path, name: str, content: bytes | None, code: int
) -> None:
    if content is not None:
        (folder / name).write_bytes(content)
    run = workbench("import", name)
    assert (run.code, run.out) == (code, "")
    assert len([line for line in run.err.splitlines() if line.startswith("workbench: ")]) == 1


@pytest.mark.parametrize("columns", ["", "text", "text=", "=x"])
def test_a_mapping_that_is_none_is_wrong_use(workbench: Program, feed: Path, columns: str) -> None:
    assert workbench("import", str(feed), "--columns", columns).code == 2


def test_many_problems_are_counted_and_the_first_are_told(workbench: Program, folder: Path) -> None:
    rows = "".join(f",https://a.example/{n}\n" for n in range(50))
    (folder / "many.csv").write_text(f"claim,url\nOne,https://a.example/x\n{rows}", "utf-8")
    run = workbench("import", "many.csv")
    assert run.out.endswith("50 left out\n")
    assert "and 31 more; --all tells them" in run.err
    assert workbench("import", "many.csv", "--all").err.count("left out") == 50


def test_what_a_colleague_decided_comes_up_in_match_show_and_add(
    workbench: Program,
    dispatch: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    theirs = str(folder / "theirs.db")
    with monkeypatch.context() as at_bens:
        at_bens.setenv("WORKBENCH_HOME", str(tmp_path_factory.mktemp("ben")))
        workbench("reviewer", "Ben")
        workbench("add", str(dispatch), "--db", theirs)
        listed = workbench("claims", "--db", theirs).out.splitlines()
        claim = next(line[:8] for line in listed if "About 500" in line)
        words = ("--because", "The order is public.", "--unsourced")
        assert workbench("verdict", claim, "Supported", *words, "--db", theirs).code == 0
    run = workbench("import", theirs)
    assert (run.code, run.out) == (0, "1 added, 0 updated, 0 known already, 0 left out\n")
    checked = re.compile(r"checked on [0-9-]{10} by Ben \(project theirs\): Supported, unsourced")
    assert checked.search(workbench("add", str(dispatch)).err)
    assert checked.search(workbench("show", claim).out)
    assert checked.search(workbench("match", "About 500 Ostrian troops arrived").out)
    again = workbench("import", theirs, "--json").objects[0]
    assert (again["added"], again["known"], again["withdrawn"], again["notes"]) == (0, 1, 0, [])
    assert workbench("import", theirs, "--columns", "text=x").code == 2
    ourselves = workbench("import", "claims.db")
    assert (ourselves.code, ourselves.out) == (1, "")
    assert "claims.db is a copy of this project" in ourselves.err


def test_a_database_that_is_not_to_be_trusted_leaves_nothing_behind(
    workbench: Program, folder: Path
) -> None:
    (folder / "theirs.db").write_bytes(b"SQLite format 3\x00" + bytes(range(256)) * 64)
    run = workbench("import", "theirs.db")
    assert (run.code, run.out, run.err.count("\n")) == (4, "", 1)
    assert [one.name for one in folder.iterdir()] == ["theirs.db"]
