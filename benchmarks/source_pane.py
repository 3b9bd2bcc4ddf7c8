"""How soon a source stands beside its claim, in a real pseudo-terminal.

A claim has captured pages of 132 KB, each with one passage that bears on it. "Opened" is when that
passage has arrived in the terminal; processor time is that of the desk's process with all its
threads, from the key to that moment. The first page brings whatever sources need into memory;
each further one is read, compared and painted for the first time; the last figure is of a page
that was shown before. Attaching is from the key that starts it, with a server on loopback, until
the passage can be read; most of it is the child process that reads the page.
"""

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

COLUMNS, LINES = 120, 40
PAGE_BYTES: Final = 132_000
PATIENCE_SECONDS: Final = 60.0
QUIET_SECONDS: Final = 0.3
DESK: Final = (
    "import sys, pathlib; from workbench.tui.app import run; run(pathlib.Path(sys.argv[1]))"
)
CLAIM: Final = (
    "According to the Interior Ministry, 52 civilians and 41 soldiers were injured in the unrest "
    "on 10 October."
)
FILLER: Final = (
    "The council met again on Tuesday and spoke at length about the roads, the school and the "
    "price of bread, and the mayor promised to report on all of it before the winter.\n\n"
)


def passage(word: str) -> str:
    """The one passage of a page that bears on the claim."""
    return f"The hospital counted 47 civilians injured in the unrest on 10 October in {word}.\n\n"


def page_text(word: str) -> str:
    """A page's text of the full length, the passage in its middle."""
    half = FILLER * (PAGE_BYTES // len(FILLER) // 2)
    return f"{half}{passage(word)}{half}"


@dataclass
class Terminal:
    """The desk behind a pseudo-terminal."""

    pid: int
    descriptor: int
    written: bytes = b""

    def read(self, seconds: float) -> bool:
        """Read what there is; whether there was anything."""
        if not select.select([self.descriptor], [], [], seconds)[0]:
            return False
        try:
            self.written += os.read(self.descriptor, 1 << 16)
        except OSError:
            sys.exit("the desk ended by itself")
        return True

    def wait_for(self, words: str, since: int) -> None:
        """Read until words have been written."""
        deadline = time.perf_counter() + PATIENCE_SECONDS
        while words.encode() not in self.written[since:]:
            if time.perf_counter() > deadline:
                sys.exit(f"never painted: {words}; last bytes: {self.written[-300:]!r}")
            self.read(0.01)

    def rest(self) -> None:
        """Read until nothing more comes."""
        while self.read(QUIET_SECONDS):
            pass

    def processor_seconds(self) -> float:
        """What all threads of the desk have worked, to the nanosecond."""
        total = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
        return total / 1e9

    def press(self, keys: bytes, words: str) -> tuple[float, float]:
        """Press keys; seconds and processor seconds until words are there."""
        self.rest()
        since, began, worked = len(self.written), time.perf_counter(), self.processor_seconds()
        os.write(self.descriptor, keys)
        self.wait_for(words, since)
        return time.perf_counter() - began, self.processor_seconds() - worked


@contextmanager
def terminal(database: Path) -> Iterator[Terminal]:
    """Open the desk, and end it afterwards."""
    pid, descriptor = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
        os.execv(sys.executable, [sys.executable, "-c", DESK, str(database)])
    try:
        yield Terminal(pid, descriptor)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(descriptor)


def build(database: Path, folder: Path, words: list[str]) -> None:
    """A project with one claim and a captured page for each word."""
    from workbench.desk.opening import open_for_writing
    from workbench.desk.reading.documents import add_document
    from workbench.desk.sourcing.attaching import keep_fetched
    from workbench.desk.sourcing.fetching import Fetched
    from workbench.ledger.queries import claim_by_number, claim_numbers
    from workbench.model import ClaimFilter, Exchange, Outcome, ReadableText
    from workbench.sourcing.files import load

    file = folder / "dispatch.txt"
    file.write_text(f"{CLAIM}\n", "utf-8")
    now = datetime.now(UTC)
    with open_for_writing(database, create=True) as ledger:
        add_document(ledger, load(str(file)), document_date=date(2025, 10, 14))
        claim = claim_by_number(ledger, claim_numbers(ledger, ClaimFilter())[0]).id
        for word in words:
            address, text = f"https://hospital.example/{word}", page_text(word)
            exchange = Exchange(
                address, address, Outcome.CAPTURED, now, now, complete=True, body=text.encode()
            )
            readable = ReadableText(
                text, text, "text/html", "utf-8", "HTTP header", "trafilatura 2.3.1"
            )
            keep_fetched(ledger, Fetched(address, exchange, readable), claim_id=claim)


class Pages(BaseHTTPRequestHandler):
    """Serves a page of the full length at any path, with the path's name in its passage."""

    def do_GET(self) -> None:
        """Answer."""
        paragraphs = page_text(self.path.strip("/")).strip().split("\n\n")
        body = "".join(f"<p>{each}</p>" for each in paragraphs)
        data = f"<html><title>Page</title><body><article>{body}</article></body></html>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def attach(desk: Terminal, address: str, word: str) -> tuple[float, float]:
    """From the key that starts the fetch until the passage can be read."""
    desk.press(b"\x1b[200~" + address.encode() + b"\x1b[201~", "address to fetch")
    for key in (b"\t", b"\t"):
        os.write(desk.descriptor, key)
        desk.rest()
    desk.press(b" ", "may reach this computer")
    began, worked = time.perf_counter(), desk.processor_seconds()
    since = len(desk.written)
    os.write(desk.descriptor, b"\x13")
    desk.wait_for("S reads it", since)
    os.write(desk.descriptor, b"S")
    desk.wait_for(word, since)
    return time.perf_counter() - began, desk.processor_seconds() - worked


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=9)
    pages: int = parser.parse_args().pages
    words = [f"ward{number:03d}x" for number in range(pages)]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["WORKBENCH_HOME"] = str(folder / "home")
        database = folder / "claims.db"
        build(database, folder, words)
        with terminal(database) as desk:
            desk.wait_for("52 civilians", 0)
            first = desk.press(b"S", words[0])
            further = [desk.press(b"\t", word) for word in words[1:]]
            back, forth = b"\x1b[Z", b"\t"
            again = [
                desk.press(key, word)
                for key, word in ((back, words[-2]), (forth, words[-1]), (back, words[-2]))
            ]
            desk.rest()
            os.write(desk.descriptor, b"q")
            desk.rest()
            attached = []
            for number in range(3):
                word = f"annex{number}x"
                address = f"http://127.0.0.1:{server.server_port}/{word}"
                attached.append(attach(desk, address, word))
                desk.rest()
                os.write(desk.descriptor, b"q")
                desk.rest()
    server.shutdown()
    print(f"terminal {COLUMNS}x{LINES}, pages of {PAGE_BYTES // 1000} KB; milliseconds\n")
    print("| | processor time | wall |\n|---|---:|---:|")
    line("first source of a sitting, until its passage is painted", [first])
    line(f"each further page, median of {len(further)}", further)
    line(f"a page that was shown before, median of {len(again)}", again)
    line("the first page attached from loopback, until its passage is painted", attached[:1])
    line(f"each further one attached, median of {len(attached) - 1}", attached[1:])
    return 0


def line(label: str, measured: list[tuple[float, float]]) -> None:
    """One line of the table."""
    middle: Callable[[list[float]], float] = statistics.median
    wall = middle([seconds for seconds, _ in measured]) * 1000
    work = middle([seconds for _, seconds in measured]) * 1000
    print(f"| {label} | {work:.0f} | {wall:.0f} |")


if __name__ == "__main__":
    sys.exit(main())
