"""attach, sources, passages: from an address to what bears on the claim."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import PAGE, Program, as_page
from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import silence

ROOT = Path(__file__).parents[2]


def captures(project: Program, source: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = project("source", source, "--json").objects[0]["captures"]
    return found


def test_a_page_is_kept_and_its_passages_come_best_first(
    project: Program, wounded: str, page: str
) -> None:
    done = project("attach", wounded[:8], page, "--allow-private")
    assert done.code == 0
    first, *rest = done.out.splitlines()
    assert len(first.split()[0]) == 8
    assert "Statement on the unrest in Kerval" in first
    assert first.endswith("): captured")
    assert any("nowhere in this text: 52" in line for line in rest)
    assert any("1  “The hospital counted 47 civilians" in line for line in rest)
    assert "--allow-private" in done.err


def test_marks_say_what_agrees_and_what_differs(
    project: Program, wounded: str, attached: str
) -> None:
    best = project("passages", wounded, attached, "--json").objects[0]
    marks = {slot["ours"]: (slot["agreement"], slot["theirs"]) for slot in best["slots"]}
    assert marks["52"][0] == "differs"
    assert "47" in marks["52"][1]
    assert ("agrees", "10 October") in marks.values()
    assert "differs: 52" in project("passages", wounded, attached).out


def test_an_address_inside_the_network_is_refused_and_nothing_is_kept(
    project: Program, folder: Path, wounded: str, page: str, horrors: Horrors
) -> None:
    before = (folder / "claims.db").read_bytes()
    refused = project("attach", wounded, page, "--any-port")
    assert refused.code == 2
    assert "this computer" in refused.err
    assert (folder / "claims.db").read_bytes() == before
    assert horrors.requests == []


@pytest.mark.parametrize(
    "typed",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://example.org/x",
     "https://user:secret@example.org/", "http://2130706433/", "www.example.org/page"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused_in_one_line(
    project: Program, folder: Path, wounded: str, typed: str
) -> None:
    before = (folder / "claims.db").read_bytes()
    refused = project("attach", wounded, typed)
    assert refused.code == 2
    assert len([line for line in refused.err.splitlines() if line.startswith("workbench:")]) == 1
    assert (folder / "claims.db").read_bytes() == before


def test_a_failed_fetch_is_kept_with_its_reason(
    project: Program, wounded: str, horrors: Horrors
) -> None:
    failed = project("attach", wounded, horrors.url("/nothing"), "--allow-private")
    assert failed.code == 5
    assert "404" in failed.err
    (row,) = project("sources", wounded, "--json").objects
    assert (row["outcome"], row["capture_count"]) == ("dead", 1)
    assert "404" in row["reason"]


def test_a_page_that_is_there_is_shown_and_not_fetched_again(
    project: Program, wounded: str, attached: str, page: str, horrors: Horrors
) -> None:
    again = project("attach", wounded, f"{page}?utm_source=x#top", "--allow-private")
    assert again.code == 0
    assert "already attached" in again.out
    assert again.out.startswith(attached)
    assert horrors.paths() == []
    project("attach", wounded, page, "--allow-private", "--again")
    assert horrors.paths() == ["/statement"]
    assert len(captures(project, attached)) == 2


def test_a_page_of_another_claim_is_attached_without_a_fetch(
    project: Program, attached: str, page: str, horrors: Horrors
) -> None:
    (other,) = [c["id"] for c in project("claims", "--json").objects if "700-strong" in c["span"]]
    done = project("attach", other, page, "--allow-private")
    assert done.code == 0
    assert "already" not in done.out
    assert horrors.paths() == []
    assert project("sources", other, "--json").objects[0]["short"] == attached


def test_many_sources_come_at_once_and_one_that_fails_keeps_none_out(
    project: Program, folder: Path, wounded: str, page: str, horrors: Horrors
) -> None:
    other = horrors.on("/other", as_page(PAGE.replace("47 civilians", "52 civilians")))
    listed = f"# sources\n{page}\n\n{other}\nhttp://\n{horrors.url('/gone')}\n"
    (folder / "list.txt").write_text(listed, "utf-8")
    done = project("attach", wounded, "--from", "list.txt", "--allow-private", "--json")
    assert done.code == 2
    assert sorted(each["outcome"] for each in done.objects) == ["captured", "captured", "dead"]
    assert "2 of 4 sources attached well" in done.err
    shown = project("sources", wounded)
    assert "2 sources, 1 origin; 1 without a text" in shown.err
    assert sum("origin -" in line for line in shown.out.splitlines()) == 1


def test_sources_with_one_text_are_one_origin(
    project: Program, wounded: str, attached: str, horrors: Horrors
) -> None:
    copy = horrors.on("/agency", as_page(PAGE.replace("Home, patients", "Front page, sports")))
    project("attach", wounded, copy, "--allow-private")
    listed = project("sources", wounded)
    assert "2 sources, 1 origin" in listed.err
    assert listed.out.count("origin 1") == 2
    assert "2 sources, 1 origin" in project("show", wounded).out
    shown = project("show", wounded, "--json").objects[0]
    assert (shown["sources"], shown["origins"]) == (2, 1)


def test_files_and_standard_input_are_sources_too(
    project: Program, folder: Path, wounded: str
) -> None:
    (folder / "saved.html").write_text(PAGE, "utf-8")
    (folder / "plain.txt").write_text("The hospital spoke of 47 civilians.", "utf-8")
    done = project("attach", wounded, "saved.html", "plain.txt", "--json")
    assert done.code == 0, done.err
    kinds = {each["url"]: each["kind"] for each in done.objects}
    assert kinds == {"saved.html": "file", "plain.txt": "file"}
    piped = project(
        "attach", wounded, "-", "--title", "Leaflet", stdin=b"In all 52 civilians were injured."
    )
    assert piped.code == 0
    assert "Leaflet" in piped.out
    assert "Leaflet (pasted text)" in project("sources", wounded).out
    assert project("attach", wounded, "missing.txt").code == 3
    assert "needs a web address or a file" in project("attach", wounded, "").err


def test_a_source_can_be_taken_off_a_claim_and_comes_back(
    project: Program, wounded: str, attached: str
) -> None:
    assert project("attach", wounded, attached, "--detach").code == 0
    assert project("sources", wounded, "--json").objects == []
    assert project("undo").code == 0
    assert project("sources", wounded, "--json").objects[0]["short"] == attached


def test_attaching_is_undone_as_one(project: Program, wounded: str, attached: str) -> None:
    assert project("undo").code == 0
    assert project("sources", wounded, "--json").objects == []
    assert project("verify").code == 0


def test_who_works_offline_sends_nothing(
    project: Program, folder: Path, wounded: str, page: str, horrors: Horrors,
    settings: Callable[[str], None],
) -> None:  # fmt: skip
    settings("[sources]\noffline = true\n")
    for command in (("recheck",), ("archive", "x"), ("add", page)):
        refused = project(*command)
        assert refused.code == 2, command
        assert "offline" in refused.err
    put_off = project("attach", wounded, page)
    assert put_off.code == 0
    assert "not fetched" in put_off.out
    assert f"1 page will be fetched later: workbench recheck {wounded[:8]}" in put_off.err
    assert horrors.connections == 0
    (folder / "plain.txt").write_text("The hospital spoke of 47 civilians.", "utf-8")
    assert project("attach", wounded, "plain.txt").code == 0


def test_a_page_attached_offline_is_fetched_later(
    project: Program, wounded: str, page: str, horrors: Horrors, settings: Callable[[str], None]
) -> None:
    settings("[sources]\noffline = true\n")
    for _ in range(2):
        project("attach", wounded, page)
    (row,) = project("sources", wounded, "--json").objects
    assert (row["url"], row["outcome"], row["capture_count"]) == (page, None, 0)
    assert project("quote", wounded, "1", "47 civilians", "--stance", "context").code == 1
    settings("")
    (found,) = project("recheck", wounded, "--allow-private", "--json").objects
    assert found["finding"] == "fetched for the first time"
    (row,) = project("sources", wounded, "--json").objects
    assert (row["outcome"], row["title"]) == ("captured", "Statement on the unrest in Kerval")
    assert project("undo").code == 0
    assert project("undo").code == 0
    assert project("sources", wounded, "--json").objects == []
    assert project("verify").code == 0
    assert horrors.paths().count("/statement") == 1


def test_servers_are_told_whom_to_complain_to(
    project: Program, wounded: str, page: str, horrors: Horrors, settings: Callable[[str], None]
) -> None:
    settings('[sources]\ncontact = "desk@paper.example"\n')
    project("attach", wounded, page, "--allow-private")
    assert "desk@paper.example" in horrors.requests[0].headers["user-agent"]


def test_an_interrupted_list_keeps_what_is_done_and_goes_on(
    project: Program, folder: Path, wounded: str, page: str, horrors: Horrors
) -> None:
    slow = horrors.on("/slow", silence())
    with subprocess.Popen(
        [sys.executable, "-m", "workbench", "attach", wounded, page, slow, "--allow-private",
         "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert '"outcome": "captured"' in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, words = process.communicate()
    assert process.returncode == 130
    assert "1 of 2 are attached; run it again to go on" in words
    assert "Traceback" not in words
    (row,) = project("sources", wounded, "--json").objects
    assert row["outcome"] == "captured"
    horrors.on("/slow", as_page())
    assert project("attach", wounded, page, slow, "--allow-private").code == 0
    assert horrors.paths().count("/statement") == 1


def test_a_full_disk_keeps_no_half_of_a_page(
    project: Program, folder: Path, wounded: str, horrors: Horrors
) -> None:
    noise = "".join(
        f"<p>{os.urandom(40).hex()} is the number of this line.</p>" for _ in range(700)
    )
    large = horrors.on("/large", as_page(PAGE.replace("</article>", f"{noise}</article>")))
    size = (folder / "claims.db").stat().st_size
    limited = subprocess.run(
        [sys.executable, "-m", "workbench", "attach", wounded, large, "--allow-private"],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, size + 8192)),
    )
    assert limited.returncode == 4, limited.stderr
    assert "Traceback" not in limited.stderr
    assert project("sources", wounded, "--json").objects == []
    assert project("verify").code == 0
    assert project("attach", wounded, large, "--allow-private").code == 0
