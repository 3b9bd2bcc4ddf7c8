"""scales, look, agreement, adjudicate: verdicts in one's own scale, read by a second person."""

from pathlib import Path

import pytest

from tests.cli.conftest import Program

OURS = """id = "ours/{version}"
name = "Ours"
[[rating]]
name = "{best}"
meaning = "It is so."
value = 2
[[rating]]
name = "Wrong"
meaning = "It is not so."
value = 1
"""


def test_a_rating_that_is_renamed_changes_no_earlier_verdict(
    project: Program, wounded: str, folder: Path
) -> None:
    for version, best in ((1, "Right"), (2, "Correct")):
        file = folder / f"ours{version}.toml"
        file.write_text(OURS.format(version=version, best=best), "utf-8")
        assert project("scales", "--add", str(file), "--use", f"ours/{version}").code == 0
        if version == 1:
            assert project("verdict", wounded, "right", "--because", "So.", "--unsourced").code == 0
    (given,) = project("show", wounded, "--json").objects[0]["verdicts"]
    assert (given["rating"], given["scale"]) == ("Right", "ours/1")
    refused = project("verdict", wounded, "Right", "--because", "So.", "--unsourced")
    assert refused.code == 2
    assert "Correct, Wrong" in refused.err
    listed = {one["id"]: one for one in project("scales", "--json").objects}
    assert [one for one in listed if listed[one]["in_use"]] == ["ours/2"]
    assert {one for one in listed if listed[one]["kept"]} == {"ours/1", "ours/2"}
    assert listed["ours/1"]["ratings"][0]["name"] == "Right"
    reviewed = project("report", "--format", "claimreview").out
    assert '"alternateName": "Right"' in reviewed
    assert '"ratingValue": 2' in reviewed


def test_a_scale_is_never_changed(project: Program, folder: Path) -> None:
    file = folder / "ours.toml"
    file.write_text(OURS.format(version=1, best="Right"), "utf-8")
    assert project("scales", "--add", str(file)).code == 0
    file.write_text(OURS.format(version=1, best="Correct"), "utf-8")
    again = project("scales", "--add", str(file))
    assert again.code == 2
    assert "a scale is never changed" in again.err


def test_looking_prints_what_is_hidden_and_is_told_of(
    project: Program, wounded: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project("project", "--second-reader", "blind")
    project("verdict", wounded, "Refuted", "--because", "The hospital counted.", "--unsourced")
    monkeypatch.setenv("WORKBENCH_HOME", str(folder / "ben"))
    project("reviewer", "Ben")
    assert "hospital counted" not in project("show", wounded).out
    hidden = project("show", wounded, "--json").objects[0]
    assert (hidden["verdicts"], hidden["hidden_verdicts"]) == ([], 1)
    looked = project("look", wounded, "--because", "The deadline.")
    assert (looked.code, "The hospital counted." in looked.out) == (0, True)
    assert "The hospital counted." in project("show", wounded).out
    told = project("history", wounded).out
    assert "looked at verdicts that wait for a second reader: The deadline." in told
    assert project("look", wounded).code == 1
    agreed = project("verdict", wounded, "Refuted", "--because", "So it is.", "--unsourced")
    assert agreed.code == 0
    (found,) = project("agreement", "--json").objects
    assert (found["claims"], found["left_out_after_looking"]) == (0, 1)
