"""The desk in a browser opens with the key of this start, works by keys, and refuses all else."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.conftest import Program
from tests.reporting.html.browser import chromium
from workbench.serving.gate import Gate
from workbench.serving.page import page as page_of

pytest.importorskip("textual_serve", reason="needs textual-serve: pip install .[serve]")
ENDING_SECONDS = 30


@dataclass
class Served:
    """A server that runs, and the address that it printed."""

    address: str
    process: "subprocess.Popen[str]"

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    def status(self, path: str, **headers: str) -> int:
        """How it answers a request with these headers."""
        connection = HTTPConnection(self.host, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Host": self.host} | named)
        status = connection.getresponse().status
        connection.close()
        return status

    def children(self) -> list[int]:
        """The processes that it has started and that still run."""
        told = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(one) for one in told.split()]


@contextmanager
def served(folder: Path, *words: str) -> Iterator[Served]:
    """Serve the database of a folder."""
    process = subprocess.Popen(
        [sys.executable, "-m", "workbench", "serve", *words],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        yield Served(process.stdout.readline().strip(), process)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=ENDING_SECONDS)


def test_only_the_key_the_host_and_the_own_page_open_the_door(
    project: Program, folder: Path
) -> None:
    with served(folder) as server:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{43}/", server.address)
        key = urlsplit(server.address).path
        port = server.host.partition(":")[2]
        assert server.status(key) == 200
        assert server.status(key, Host=f"localhost:{port}") == 200
        assert server.status("/") == 403
        assert server.status("/ws") == 403
        assert server.status(f"/{'x' * 43}/") == 403
        assert server.status("/static/js/textual.js") == 403
        assert server.status(f"{key}static/js/textual.js") == 200
        assert server.status(f"{key}static/../../../../../etc/passwd") in (403, 404)
        assert server.status(f"{key}static/%2e%2e/server.py") in (403, 404)
        assert server.status(key, Host=f"evil.example:{port}") == 403
        assert server.status(key, Host="127.0.0.1") == 403
        assert server.status(key, Origin="https://evil.example") == 403
        assert server.status(key, Origin="null") == 403
        assert server.status(f"{key}ws") == 403
        upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13"}
        upgrade["Sec_WebSocket_Key"] = "dGhlIHNhbXBsZSBub25jZQ=="
        assert server.status(f"{key}ws", Origin="http://evil.example", **upgrade) == 403
        assert server.status(f"{key}ws", **upgrade) == 403
        assert server.status(f"/{'x' * 43}/ws", Origin=f"http://{server.host}", **upgrade) == 403
        assert server.children() == []
    assert server.process.returncode == 0


def test_nothing_listens_beside_the_loopback(project: Program, folder: Path) -> None:
    with served(folder) as server:
        port = int(server.host.partition(":")[2])
        listening = [
            line.split()[1]
            for table in ("/proc/net/tcp", "/proc/net/tcp6")
            if Path(table).exists()
            for line in Path(table).read_text().splitlines()[1:]
            if line.split()[3] == "0A" and line.split()[1].endswith(f":{port:04X}")
        ]
        assert listening == [f"0100007F:{port:04X}"]


@pytest.mark.long
def test_a_browser_opens_the_desk_works_by_keys_and_leaves(project: Program, folder: Path) -> None:
    with chromium() as browser, served(folder) as server:
        asked: list[str] = []
        wrong: list[str] = []
        tab = browser.new_page()
        tab.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.goto(server.address)
        tab.wait_for_selector("body.-first-byte", timeout=20_000)
        tab.wait_for_timeout(1_000)
        for key in ("j", "v", "1"):
            tab.keyboard.press(key)
            tab.wait_for_timeout(300)
        tab.keyboard.type("Counted by the hospital.")
        for key in ("Tab", "Space", "Control+s"):
            tab.wait_for_timeout(300)
            tab.keyboard.press(key)
        decided = []
        for _ in range(50):
            decided = [c for c in project("claims", "--json").objects if c["verdicts"]]
            if decided:
                break
            tab.wait_for_timeout(200)
        assert decided[0]["verdicts"][0]["because"] == "Counted by the hospital."
        tab.keyboard.press("q")
        tab.wait_for_selector("body.-closed", timeout=20_000)
        assert tab.get_by_role("status").is_visible()
        assert not wrong
        assert set(asked) == {server.host}
        tab.close()
    assert server.process.returncode == 0


@pytest.mark.long
def test_a_page_that_is_closed_ends_its_desk(project: Program, folder: Path) -> None:
    with chromium() as browser, served(folder) as server:
        tab = browser.new_page()
        tab.goto(server.address)
        tab.wait_for_selector("body.-first-byte", timeout=20_000)
        assert len(server.children()) == 1
        tab.close()
        other = browser.new_page()
        for _ in range(100):
            if not server.children():
                break
            other.wait_for_timeout(100)
        assert server.children() == []
        other.close()


def test_a_port_that_is_taken_is_told_in_one_line(project: Program, folder: Path) -> None:
    with served(folder) as server:
        taken = server.host.partition(":")[2]
        outcome = project("serve", "--port", taken)
    assert outcome.code == 2
    assert f"port {taken} cannot be used" in outcome.err


def test_the_key_is_another_one_at_each_start_and_never_shown() -> None:
    assert Gate(80).key != Gate(80).key
    assert Gate(80, "secret").why_not({"Host": "localhost:80"}, "secret") == ""
    assert "secret" not in repr(Gate(80, "secret"))


def test_the_title_of_a_project_cannot_write_into_the_page() -> None:
    assert "<script>x" not in page_of("<script>x</script>", "ws://127.0.0.1:1/k/ws", "9" * 9)


def test_without_the_extra_one_line_says_what_to_install(
    project: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.cli.commands.serve._NEEDED", ("no_such_library",))
    outcome = project("serve")
    assert outcome.code == 2
    assert 'pip install "claim-workbench[serve]"' in outcome.err
    assert len(outcome.err.splitlines()) == 1
