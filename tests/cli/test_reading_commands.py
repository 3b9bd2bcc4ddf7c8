"""add, extract and claims: a text becomes claims."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.conftest import DISPATCH, Program


def test_extract_prints_claims_whose_spans_are_exact(workbench: Program, dispatch: Path) -> None:
    claims = workbench("extract", str(dispatch), "--json").objects
    assert claims
    for claim in claims:
        assert DISPATCH[claim["start"] : claim["end"]] == claim["span"]
        for slot in (*claim["quantities"], *claim["dates"], *claim["names"]):
            assert DISPATCH[slot["start"] : slot["end"]] == slot["text"]
        assert claim["document_date"] == "2025-10-14"
    assert {
        "id", "text", "start", "end", "span", "type", "quantities", "dates", "names", "claimant",
        "attribution", "negated", "modality", "worth", "reasons", "document_date",
    } <= set(claims[0])  # fmt: skip


def test_extract_gives_quantities_with_what_they_count(workbench: Program, dispatch: Path) -> None:
    found = {
        quantity["text"]: quantity
        for claim in workbench("extract", str(dispatch), "--json").objects
        for quantity in claim["quantities"]
    }
    assert found["500"]["value"] == 500
    assert found["500"]["approximator"] == "about"
    assert found["500"]["counted"].endswith("troops")
    assert found["52"]["counted"].endswith("civilians")
    assert found["41"]["counted"].endswith("soldiers")
    assert found["1,000"]["approximator"] == "over"
    assert "65" not in found
    assert "65th" not in found


def test_the_user_can_weigh_the_reasons(workbench: Program, dispatch: Path, home: Path) -> None:
    before = workbench("extract", str(dispatch), "--json").objects
    (home / "config").mkdir(exist_ok=True)
    settings = home / "config" / "settings.toml"
    settings.write_text("[worth]\nnumber = -1000\n")
    after = workbench("extract", str(dispatch), "--json").objects
    for old, new in zip(before, after, strict=True):
        assert new["reasons"] == old["reasons"]
        assert (new["worth"] < old["worth"]) is ("number" in old["reasons"])
    settings.write_text("[worth]\nnubmer = 5\n")
    refused = workbench("extract", str(dispatch))
    assert refused.code == 2
    assert "nubmer, which is no reason" in refused.err


def test_a_text_that_contradicts_itself_is_told_so(workbench: Program, folder: Path) -> None:
    (folder / "wrong.txt").write_text(
        "Troops arrived in Kerval on Friday, 14 October 2025, the ministry said.\n", "utf-8"
    )
    said = "disagreement in the text: "
    assert said in workbench("extract", "wrong.txt").err
    assert said in workbench("add", "wrong.txt").err
    (claim,) = workbench("claims", "--json").objects
    (check,) = claim["checks"]
    assert (check["kind"], check["agrees"]) == ("weekday", False)
    assert "Tuesday" in check["message"]
    shown = workbench("show", claim["id"]).out
    assert "disagreement" in shown
    assert check["message"] in " ".join(shown.split())


def test_extract_touches_no_database(workbench: Program, folder: Path) -> None:
    workbench("extract", "-", stdin=DISPATCH.encode())
    assert list(folder.iterdir()) == []


def test_extract_reads_standard_input_in_words(workbench: Program) -> None:
    printed = workbench("extract", "-", stdin=DISPATCH.encode())
    assert printed.code == 0
    assert "said by: " in printed.out
    assert "quantity: “500” = about 500" in printed.out


def test_a_given_date_overrules_the_header(workbench: Program, dispatch: Path) -> None:
    claims = workbench("extract", str(dispatch), "--json", "--date", "2024-01-02").objects
    assert {claim["document_date"] for claim in claims} == {"2024-01-02"}


def test_a_day_that_is_none_is_wrong_use(workbench: Program, dispatch: Path) -> None:
    refused = workbench("extract", str(dispatch), "--date", "14 Oct")
    assert refused.code == 2
    assert "2023-06-05" in refused.err


def test_add_makes_the_database_and_names_it(workbench: Program, dispatch: Path) -> None:
    added = workbench("add", str(dispatch))
    assert added.code == 0
    assert f"database: {dispatch.parent / 'claims.db'}" in added.err
    assert "Troops arrive in the Marun valley, dated 2025-10-14" in added.out


def test_adding_the_same_bytes_again_changes_nothing(project: Program, dispatch: Path) -> None:
    before = project("claims", "--json").out
    assert "already here" in project("add", str(dispatch)).out
    assert project("claims", "--json").out == before


def test_claims_have_the_ids_that_extract_prints(project: Program, dispatch: Path) -> None:
    extracted = [c["id"] for c in project("extract", str(dispatch), "--json").objects]
    kept = project("claims", "--json").objects
    assert [c["id"] for c in kept] == extracted
    assert {"document", "status", "verdicts"} <= set(kept[0])


def test_one_bad_document_does_not_keep_the_others_out(
    workbench: Program, dispatch: Path, folder: Path
) -> None:
    (folder / "empty.txt").write_bytes(b"")
    added = workbench("add", str(dispatch), "empty.txt", "missing.txt")
    assert added.code == 3
    assert "1 of 3 documents were read" in added.err
    assert workbench("claims", "--json").objects


def test_a_document_that_cannot_be_read_makes_no_database(workbench: Program, folder: Path) -> None:
    assert workbench("add", "missing.txt").code == 3
    assert list(folder.iterdir()) == []


def test_a_text_without_claims_is_kept_and_said_so(workbench: Program, folder: Path) -> None:
    (folder / "hum.txt").write_text("Hm.\n", "utf-8")
    added = workbench("add", "hum.txt")
    assert added.code == 0
    assert "no claim was found" in added.err
    empty = workbench("claims", "--json")
    assert (empty.code, empty.out) == (0, "")


def test_claims_are_narrowed_by_words_and_status(project: Program) -> None:
    assert len(project("claims", "civilians", "--json").objects) == 1
    assert project("claims", "civilians", "zebra", "--json").objects == []
    assert project("claims", "is:single", "--json").objects == []
    assert project("claims", "is:lost").code == 2


def test_claims_can_be_listed_by_worth(project: Program) -> None:
    by_text = project("claims", "--json").objects
    by_worth = project("claims", "--order", "worth", "--json").objects
    assert [claim["worth"] for claim in by_worth] == sorted(
        (claim["worth"] for claim in by_text), reverse=True
    )
    assert {claim["id"] for claim in by_worth} == {claim["id"] for claim in by_text}


def test_plain_lists_show_eight_characters_of_every_id(project: Program) -> None:
    listed = project("claims").out.splitlines()
    ids = [claim["id"] for claim in project("claims", "--json").objects]
    assert [line[:8] for line in listed] == [identifier[:8] for identifier in ids]


def test_csv_cannot_become_a_formula(workbench: Program, folder: Path) -> None:
    (folder / "sums.txt").write_text("=2+5 troops were sent to Kerval on 5 May 2024.\n", "utf-8")
    workbench("add", "sums.txt")
    rows = list(csv.reader(io.StringIO(workbench("claims", "--csv").out)))
    assert rows[0][0] == "id"
    assert len(rows) == 2
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in rows[1])


@pytest.mark.parametrize("command", [("claims",), ("claims", "--json"), ("show", "{id}")])
def test_nothing_that_steers_a_terminal_is_printed(
    workbench: Program, folder: Path, command: tuple[str, ...]
) -> None:
    text = (
        "The \x1b]52;c;ZXZpbA==\x07minister \u202esaid\u202c 500 \x9b31mtroops [sic] were sent.\n"
    )
    (folder / "evil.txt").write_text(text, "utf-8")
    assert workbench("add", "evil.txt").code == 0
    identifier = workbench("claims", "--json").objects[0]["id"]
    printed = workbench(*(word.replace("{id}", identifier) for word in command)).out
    assert "[sic]" in printed
    assert not set("\x1b\x07\x9b\u202e\u202c") & set(printed)
