"""A process that runs commands and cuts them short at a boundary of their work.

A boundary is where something outside the process may change: a file that is made, written to, made
durable, renamed or removed, a connection, a process that is started, a transaction that begins or
ends, the first of each kind of statement. They are counted as they are met. At the one that is
named the process is killed, or interrupted as by Ctrl+C, or finds the disk full from then on; of a
write, half is done by then. Or it goes on, and each process that it has started is killed.

It is started once and forks for each command: starting Python takes longer than most commands.
"""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.cli.any_line import AnyLine

CHANGES = frozenset(
    (
        "os.rename",
        "os.remove",
        "os.mkdir",
        "os.rmdir",
        "os.link",
        "os.truncate",
        "subprocess.Popen",
        "sqlite3.connect",
    )
)
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
TURNS = ("BEGIN", "COMMIT", "ROLLBACK", "VACUUM")
FILLER = "filler"
ANY_LINE = "any line"
"""To be interrupted at the n-th line that is run, and not at the n-th boundary."""
COMPILED = "__pycache__"
"""What Python keeps of modules when it loads them for the first time is no work of a command."""


class Cutter:
    """Counts the boundaries of one command and cuts at one of them; at 0 it only counts."""

    def __init__(self, how: str, at: int, place: str) -> None:
        self.how, self.at, self.place = how, at, place
        self.met = 0
        self.seen: set[str] = set()
        self.names: list[str] = []
        self.started: list[subprocess.Popen[Any]] = []
        self.begun = False

    def __call__(self, event: str, given: tuple[Any, ...]) -> None:
        if not self.begun or COMPILED in str(given[:1]):
            return
        to_write = event == "open" and type(given[2]) is int and given[2] & WRITES
        if event in CHANGES or to_write:
            self.boundary(event)

    def statement(self, sql: str) -> None:
        kind = " ".join(sql.split()[:4])
        if not sql.startswith(TURNS):
            if kind in self.seen:
                return
            self.seen.add(kind)
        self.boundary(kind, within_sqlite=True)

    def boundary(self, name: str, *, within_sqlite: bool = False) -> None:
        if not self.begun:
            return
        self.met += 1
        if self.at == 0:
            self.names.append(name)
        if self.met != self.at:
            return
        self.begun = False
        if self.how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif self.how == "others":
            for one in self.started:
                one.kill()
        elif self.how == "interrupt" and within_sqlite:
            # Within SQLite an exception would be lost, as no person's Ctrl+C is.
            threading.Thread(target=_interrupt_soon, daemon=True).start()
        elif self.how == "interrupt":
            signal.raise_signal(signal.SIGINT)
        elif self.how == "limit":
            hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
        elif self.how == "full":
            _fill(Path(self.place) / FILLER)


def _interrupt_soon() -> None:
    time.sleep(0.0002)
    os.kill(os.getpid(), signal.SIGINT)


def _fill(path: Path) -> None:
    """Leave no free block on the disk."""
    filler = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for size in (1 << 20, 1 << 12, 1):
        try:
            while os.write(filler, bytes(size)):
                pass
        except OSError:
            continue
    os.close(filler)


def run(told: dict[str, Any], main: Callable[[], int]) -> None:
    """In a process of its own: run a command."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.update(told["environment"])
    os.chdir(told["folder"])
    tempfile.tempdir = None
    if told["helped"]:
        _let_small_merges_be_helped()
    cutter: Cutter | AnyLine
    if told["how"] == ANY_LINE:
        cutter = AnyLine(told["at"])
        cutter.follow()
    else:
        cutter = Cutter(told["how"], told["at"], told["place"])
        sys.addaudithook(cutter)
        _follow(cutter)
        cutter.begun = True
    sys.argv[1:] = told["words"]
    code = main()
    sys.settrace(None)
    if isinstance(cutter, Cutter):
        cutter.begun = False
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(told["counted"], json.dumps([cutter.met, cutter.names]).encode())
    os._exit(code)


def _follow(cutter: Cutter) -> None:
    """Let the cutter see what the audit hook is not told of."""
    connect, write, fsync = sqlite3.connect, os.write, os.fsync

    def followed(*given: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*given, **named)
        connection.set_trace_callback(cutter.statement)
        return connection

    def written(file: int, data: bytes) -> int:
        # What is half done is told as such, as by a system that finds no room for the rest.
        half = cutter.begun and cutter.met + 1 == cutter.at
        done = write(file, memoryview(data)[: len(data) // 2]) if half else 0
        cutter.boundary("write")
        return done or write(file, data)

    def synced(file: int) -> None:
        cutter.boundary("fsync")
        fsync(file)

    class Started(subprocess.Popen[Any]):
        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            cutter.started.append(self)

    for module, name, function in (
        (subprocess, "Popen", Started),
        (sqlite3, "connect", followed),
        (os, "write", written),
        (os, "fsync", synced),
    ):
        setattr(module, name, function)


def _let_small_merges_be_helped() -> None:
    """Start a second process also where it would not be worth it."""
    from workbench.ledger import staging
    from workbench.ledger.second import asking

    for module, bound in ((staging, "WORTH_ADDING_EVENTS"), (asking, "WORTH_IT_EVENTS")):
        setattr(module, bound, min(1, getattr(module, bound)))


def serve() -> None:
    """Run each command that is told on standard input; tell of each what came of it."""
    from workbench.cli.main import main

    _load_what_commands_load()
    while line := sys.stdin.readline():
        told = json.loads(line)
        out, err, count = os.pipe(), os.pipe(), os.pipe()
        child = os.fork()
        if child == 0:
            os.dup2(out[1], 1)
            os.dup2(err[1], 2)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            sys.stdin, sys.stdout, sys.stderr = (
                os.fdopen(number, how) for number, how in enumerate(("r", "w", "w"))
            )
            run({**told, "counted": count[1]}, main)
        for _, writing in (out, err, count):
            os.close(writing)
        texts = []
        for reading, _ in (err, out, count):
            with os.fdopen(reading, "rb") as pipe:
                texts.append(pipe.read().decode())
        _, status = os.waitpid(child, 0)
        met, names = json.loads(texts[2] or "[0, []]")
        answer = {
            "code": os.waitstatus_to_exitcode(status),
            "err": texts[0],
            "out": texts[1],
            "met": met,
            "names": names,
        }
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _load_what_commands_load() -> None:
    """Load the modules once, so that loading them is no part of what is cut."""
    import pkgutil
    from importlib import import_module

    import workbench.desk.safekeeping
    import workbench.desk.sharing
    import workbench.ledger

    for package in (workbench.desk.safekeeping, workbench.desk.sharing, workbench.ledger):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith(("child", "copy_process")):
                import_module(module.name)


if __name__ == "__main__":
    serve()
