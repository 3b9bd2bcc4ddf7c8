"""tag, priority, assign, place, comment, ask, answer, split, join, project, views."""

import json
from pathlib import Path

from tests.cli.conftest import Program


def shown(project: Program, claim: str) -> dict[str, object]:
    found: dict[str, object] = project("show", claim, "--json").objects[0]
    return found


def listed(project: Program) -> list[str]:
    return [one["id"] for one in project("claims", "--json").objects]


def test_tags_are_added_and_taken_away_by_their_signs(project: Program, wounded: str) -> None:
    given = project("tag", wounded[:8], "+valley", "+air defence")
    assert (given.code, given.out.count("\n")) == (0, 1)
    assert project("tag", wounded).out.split(None, 1)[1] == "air defence, valley\n"
    assert project("tag", wounded, "-valley").code == 0
    assert shown(project, wounded)["tags"] == ["air defence"]
    assert project("tag", wounded, "-valley").code == 1


def test_a_bulk_act_is_previewed_and_undone_at_once(project: Program) -> None:
    planned = project("priority", "--where", "is:unrated", "high", "--dry-run")
    assert planned.code == 0
    assert "nothing was changed" in planned.err
    assert {one["priority"] for one in project("claims", "--json").objects} == {"normal"}
    done = project("priority", "--where", "is:unrated", "high")
    assert done.out == planned.out
    assert {one["priority"] for one in project("claims", "--json").objects} == {"high"}
    project("undo")
    assert {one["priority"] for one in project("claims", "--json").objects} == {"normal"}


def test_claims_are_named_or_described_but_not_both(project: Program, wounded: str) -> None:
    assert project("assign", "me").code == 2
    assert project("assign", wounded, "me", "--where", "is:unrated").code == 2
    assert project("assign", "me", "--where", "nothing-says-this").code == 1
    assert project("assign", wounded, "me").code == 0
    assert shown(project, wounded)["assigned_to"]
    assert project("assign", wounded, "nobody").code == 0
    assert shown(project, wounded)["assigned_to"] is None


def test_a_claim_is_placed_and_shown(project: Program, wounded: str) -> None:
    options = ("--claimant", "A minister", "--kind", "person", "--on", "2025-10", "--at", "Kerval")
    assert project("place", wounded, *options).code == 0
    told = project("show", wounded).out
    assert "A minister (Person)" in told
    assert "Kerval" in told
    assert shown(project, wounded)["claimed_on"] == "2025-10"
    assert project("place", wounded, "--on", "soon").code == 2


def test_comments_and_questions_are_printed_with_what_answers_them(
    project: Program, wounded: str
) -> None:
    first = project("comment", wounded, "Who counted?").out.strip()
    project("comment", wounded, "The hospital.", "--reply-to", first)
    assert "  The hospital." in project("comment", wounded).out
    assert project("comment", wounded, "--json").objects[1]["parent"] == first
    project("ask", wounded, "Were they 52?")
    answered = project("answer", wounded, "1", "no", "--kind", "boolean", "--because", "47 were.")
    assert answered.code == 0
    assert "No: 47 were., boolean" in project("ask", wounded).out
    assert project("answer", wounded, "2", "no", "--kind", "boolean").code == 1
    told = project("history", wounded).out
    assert "Were they 52?" in told
    assert "Who counted?" in told


def test_a_split_leaves_its_parts_in_the_list(project: Program, wounded: str) -> None:
    made = project("split", wounded, "52 civilians", "41 soldiers").out.split()
    assert set(made) < set(listed(project))
    assert wounded not in listed(project)
    joined = project("join", *made, "--as", "Both were hurt").out.strip()
    assert set(made).isdisjoint(listed(project))
    assert shown(project, joined)["derived_from"] == made
    project("undo")
    project("undo")
    assert wounded in listed(project)


def test_a_verdict_says_how_sure_and_for_when(project: Program, wounded: str) -> None:
    options = ("--because", "Seen.", "--unsourced", "--confidence", "low", "--as-of", "2025-10-20")
    assert project("verdict", wounded, "Supported", *options, "--if", "counted once").code == 0
    verdict = project("show", wounded, "--json").objects[0]["verdicts"][0]
    assert (verdict["confidence"], verdict["as_of"]) == ("low", "2025-10-20")
    assert "only if: counted once" in project("show", wounded).out


def test_a_project_has_a_publisher_a_scale_and_views(project: Program, tmp_path: Path) -> None:
    assert project("project", "--publisher", "Desk", "--url", "https://d.example").code == 0
    assert project("project", "--logo", "https://d.example/l.png").code == 0
    own = {
        "id": "own/1",
        "name": "Own",
        "ratings": [{"name": name, "meaning": "so"} for name in ("Yes", "No")],
    }
    file = tmp_path / "own.json"
    file.write_text(json.dumps(own), "utf-8")
    assert project("project", "--add-scale", str(file), "--scale", "own/1").code == 0
    assert project("project", "--second-reader", "blind").code == 0
    told = project("project", "--json").objects[0]
    assert told["publisher"]["name"] == "Desk"
    assert told["publisher"]["logo"] == "https://d.example/l.png"
    assert told["scale"]["id"] == "own/1"
    assert told["second_reader"] == {"required": True, "blind": True}
    assert project("views", "Unrated", "--save", "is:unrated").code == 0
    assert project("views", "--json").objects[0]["query"] == "is:unrated"
    assert project("views", "unrated", "--remove").code == 0
    assert project("views").out == ""
