"""Whoever pulls the plug while sources are attached finds whole captures, or none."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from random import Random

import pytest

from tests.sourcing.horrors.fixtures import horrors
from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import ARTICLE, answer, death
from workbench.desk.opening import open_for_reading
from workbench.ledger.queries import all_sources, capture_text, captures, kept
from workbench.ledger.verify import verify
from workbench.model import Outcome, PageText

__all__ = ["horrors"]

ROOT = Path(__file__).parents[2]
PAGES = 8
ROUNDS = 1
ROUNDS_WHEN_LONG = 50
TEXT = "About 500 troops arrived in the Marun valley on Monday, the Joint Force said.\n"


def workbench(folder: Path, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "workbench", *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def done(process: "subprocess.Popen[str]") -> str:
    said, complaint = process.communicate(timeout=60)
    assert process.returncode == 0, complaint
    return said


@pytest.fixture
def claim(tmp_path: Path) -> str:
    """The id of a claim of the project in the folder."""
    (tmp_path / "text.txt").write_text(TEXT, "utf-8")
    done(workbench(tmp_path, "add", "text.txt"))
    return done(workbench(tmp_path, "claims")).split()[0]


def pages(horrors: Horrors) -> list[str]:
    """Pages that all differ, so that each has bytes of its own to keep."""
    return [
        horrors.on(f"/{number}", answer(ARTICLE.replace(b"500", b"%d" % (500 + number))))
        for number in range(PAGES)
    ]


def whole_captures(folder: Path) -> int:
    """How many captures there are, having read each of them to the last byte."""
    count = 0
    with open_for_reading(folder / "claims.db") as ledger:
        assert verify(ledger).problems == ()
        for source in all_sources(ledger):
            found = captures(ledger, source.id)
            assert found, "a source without a capture is half of one"
            for capture in found:
                assert capture.exchange.outcome is Outcome.CAPTURED
                assert capture.body is not None
                assert kept(ledger, capture.body)
                assert "crossed the new bridge" in capture_text(ledger, capture, PageText.MAIN)
                count += 1
    return count


def kill_while_attaching(folder: Path, claim: str, addresses: list[str], random: Random) -> None:
    """Let a few sources be acknowledged, then kill the program at some moment after."""
    process = workbench(folder, "attach", claim, "--allow-private", "--again", "--json", *addresses)
    assert process.stdout is not None
    for _ in range(random.randrange(4)):
        process.stdout.readline()
    timer = threading.Timer(random.random() * 0.1, process.kill)
    timer.start()
    process.communicate(timeout=60)
    timer.join()


@pytest.mark.parametrize(
    "rounds",
    [
        pytest.param(ROUNDS, id="few"),
        pytest.param(ROUNDS_WHEN_LONG, id="many", marks=pytest.mark.long),
    ],
)
def test_kill_nine_while_attaching_leaves_whole_captures_and_the_list_goes_on(
    tmp_path: Path, horrors: Horrors, claim: str, rounds: int
) -> None:
    addresses = pages(horrors)
    random = Random(20261123)
    for _ in range(rounds):
        before = whole_captures(tmp_path)
        kill_while_attaching(tmp_path, claim, random.sample(addresses, PAGES), random)
        assert whole_captures(tmp_path) >= before
    done(workbench(tmp_path, "attach", claim, *addresses, "--allow-private"))
    assert len(done(workbench(tmp_path, "sources", claim)).splitlines()) == PAGES


@pytest.mark.long
def test_two_programs_attach_to_one_project_at_once(
    tmp_path: Path, horrors: Horrors, claim: str
) -> None:
    addresses = pages(horrors)
    both = [
        workbench(tmp_path, "attach", claim, *addresses[start::2], "--allow-private")
        for start in (0, 1)
    ]
    for process in both:
        done(process)
    assert whole_captures(tmp_path) == PAGES


def test_a_server_that_dies_in_the_middle_of_a_list_costs_its_own_pages_only(
    tmp_path: Path, horrors: Horrors, claim: str
) -> None:
    good = pages(horrors)[:4]
    dying = [
        horrors.on("/head", death(b"HTTP/1.1 200 OK\r\nContent-Le")),
        horrors.on("/body", death(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<p>Some")),
    ]
    process = workbench(tmp_path, "attach", claim, *good, *dying, "--allow-private")
    _, complaint = process.communicate(timeout=60)
    assert process.returncode == 5
    assert "Traceback" not in complaint
    assert "4 of 6 sources attached well" in complaint
