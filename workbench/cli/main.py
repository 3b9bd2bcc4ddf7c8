"""Find the command that is meant, and run it."""

import os
import sys
from collections.abc import Sequence

from workbench import __version__
from workbench.cli.ending import CtrlC, ended
from workbench.errors import EXIT_DONE, UsageError

COMMANDS = {
    "add": "read documents into the database",
    "extract": "print the claims of a text, without a database",
    "claims": "list claims",
    "show": "show a claim with everything known about it",
    "history": "show what was done to a claim, by whom and why",
    "claim": "add a claim that the reader missed",
    "propose": "let an optional language model propose claims",
    "correct": "give a claim a better wording",
    "split": "split a claim into several",
    "join": "join several claims into one",
    "dismiss": "set aside what is no claim to check",
    "restore": "take a dismissed, split or joined claim back, or a backup",
    "place": "say who claims it, when and where",
    "tag": "tag claims",
    "priority": "say how soon claims should be looked at",
    "assign": "give claims to a reviewer",
    "comment": "comment on a claim, for everybody",
    "ask": "ask questions about a claim",
    "answer": "answer a question about a claim",
    "attach": "fetch sources for a claim and keep them",
    "record": "record a call, an e-mail, a reply, a screenshot",
    "sources": "list the sources of a claim",
    "source": "show a source, its captures and what is proven, or correct it",
    "passages": "show the passages of sources that bear on a claim",
    "quote": "make words of a captured source evidence",
    "cite": "attach words you have seen, without fetching",
    "evidence": "list the evidence of a claim, or withdraw a piece",
    "recheck": "fetch sources again: do the quotes still hold?",
    "archive": "look for a source at web archives, or have it saved there",
    "factchecks": "search fact-checks that others have published",
    "note": "write or print a private note on a claim",
    "match": "find what says the same as a text or claim, or conflicts with it",
    "duplicates": "list pairs of claims that may say the same, or conflict",
    "link": "say what two claims are to each other",
    "unlink": "take back what was said of two claims",
    "group": "show, join or split a group of duplicates",
    "conflicts": "list what reviewers disagree in, with all sides",
    "adjudicate": "settle what reviewers disagree in",
    "look": "show a verdict that waits for a second reader",
    "agreement": "show how far readers agree, and where not",
    "carry": "carry a verdict to the duplicates of a claim",
    "figures": "show what was said of one event, in figures over time",
    "import": "import fact-checks that others have published",
    "verdict": "rate a claim, with a reason",
    "review": "walk a queue by plain questions, for screen readers",
    "serve": "open the desk in a browser on this computer",
    "undo": "take back your latest act",
    "redo": "do again what you undid last",
    "report": "write a report of what was decided",
    "stats": "show how far the work is, in figures",
    "lint": "check the ClaimReview markup of a page, feed or file",
    "verify-report": "compare a report with the database",
    "verify": "check that nothing in the database was lost or altered",
    "merge": "make one of this and other copies of the project",
    "sync": "share the project through a folder: write what is new, read what others wrote",
    "git-setup": "let git merge the database without conflicts and show it as prose",
    "git-merge": "called by git: merge the database of two branches",
    "git-show": "called by git: print a database as prose",
    "inspect": "look into a database without trusting or changing it",
    "redact": "remove text for good from this computer",
    "keyring": "list and trust the keys that others sign with; sign your own work",
    "backups": "list the backups that were made of the database",
    "backup": "copy the project into another file, or update a copy",
    "warc": "write captures as a WARC file",
    "timestamp": "have the time of a capture signed, or check that",
    "scales": "list, add and choose rating scales",
    "project": "show or change the publisher, the scale, second readers",
    "views": "list, save or remove queries with a name",
    "reviewer": "show or change the name that your work is signed with",
    "keys": "show the keys of the desk, or check a file of keys",
    "doctor": "show versions, folders, terminal and the health of the database",
    "sample": "build the sample database",
    "completion": "print a completion script for your shell",
}
_GROUPS = (
    ("Read", ("add", "extract", "claim", "propose", "correct", "dismiss", "restore")),
    ("Work", ("split", "join", "place", "tag", "priority", "assign", "comment", "ask", "answer")),
    ("Look", ("claims", "show", "history", "note", "views")),
    ("Sources", ("attach", "record", "sources", "source", "passages", "quote", "cite", "evidence")),
    ("Sources in time", ("recheck", "archive", "timestamp", "factchecks")),
    ("Match", ("match", "duplicates", "link", "unlink", "group", "figures", "import")),
    (
        "Decide",
        ("verdict", "conflicts", "look", "adjudicate", "agreement", "carry", "undo", "redo"),
    ),
    ("Publish and keep", ("report", "stats", "lint", "verify-report", "verify", "backup", "warc")),
    (
        "Share",
        (
            "merge",
            "sync",
            "git-setup",
            "git-merge",
            "git-show",
            "inspect",
            "redact",
            "keyring",
            "backups",
        ),
    ),
    ("Other ways in", ("review", "serve")),
    ("This program", ("project", "scales", "reviewer", "keys", "doctor", "sample", "completion")),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code.

    Without words of a caller it is all that this process does, so at its end Ctrl+C comes too late.
    """
    ctrl_c = CtrlC()
    if argv is None:
        return ended(lambda: _begun(sys.argv[1:], ctrl_c), ctrl_c)
    try:
        return ended(lambda: _begun(list(argv), ctrl_c), ctrl_c)
    finally:
        ctrl_c.leave()


def usage() -> str:
    """The help of the whole program."""
    lines = [
        "usage: workbench [claims.db]            open the desk",
        "       workbench COMMAND [--help] ...   one thing, from the command line",
        "",
        "A claim-verification workbench: read a text into claims, quote sources, decide, report.",
    ]
    for title, names in _GROUPS:
        lines += ["", f"{title}:"]
        lines += [f"  {name:<13} {COMMANDS[name]}" for name in names]
    lines += [
        "",
        "Options:",
        "  --db FILE   the database (default: the nearest claims.db upwards, else ./claims.db)",
        "  --no-mouse  leave the mouse to the terminal while the desk is open",
        "  --version   print the version",
        "  --help      print this",
        "",
        "Exit codes: 0 done, 1 not so, 2 wrong use, 3 bad input, 4 storage, 5 network,",
        "70 a fault in this program, 130 interrupted.",
    ]
    return "\n".join(lines)


def _begun(arguments: list[str], ctrl_c: CtrlC) -> int:
    _prepare_streams()
    ctrl_c.watch()
    return _run(arguments)


def _run(arguments: list[str]) -> int:
    first = next((word for word in arguments if not word.startswith("-")), None)
    if arguments[:1] in (["--help"], ["-h"], ["help"]):
        if arguments[0] == "help" and arguments[1:2] and arguments[1] in COMMANDS:
            return _run([arguments[1], "--help"])
        print(usage())
        return EXIT_DONE
    if arguments[:1] in (["--version"], ["-V"]):
        print(f"workbench {__version__}")
        return EXIT_DONE
    if first in COMMANDS and arguments[0] == first:
        return _run_command(first, arguments[1:])
    if arguments[:1] == ["--db"] and arguments[2:3] and arguments[2] in COMMANDS:
        return _run_command(arguments[2], [*arguments[:2], *arguments[3:]])
    from workbench.cli.desk import open_desk

    return open_desk(arguments)


def _run_command(name: str, arguments: list[str]) -> int:
    from workbench.cli.parsing import parser_for

    command, parser = parser_for(name)
    rewrite = getattr(command, "rewrite", None)
    words = arguments if rewrite is None else rewrite(arguments)
    return command.run(parser.parse_intermixed_args(words))


def _prepare_streams() -> None:
    _open_what_was_closed()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")


def _open_what_was_closed() -> None:
    """Let a stream that the caller has closed lead nowhere.

    Otherwise a file that is opened later would get its number, and be written to as if it were it.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            mode = "w" if number else "r"
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def unknown(typed: str) -> UsageError:
    """The error for a word that is neither a command nor a database."""
    from difflib import get_close_matches

    near = get_close_matches(typed, COMMANDS, n=1)
    hint = f"did you mean {near[0]}?" if near else "workbench --help lists them"
    return UsageError(f"there is no command or database {typed}; {hint}")
