"""Every message about the file, its copies and what is shared is in the pages, with what to do.

The messages are taken from the program's source: what its errors are raised with, and the lines
that tell what was refused, left out, not whole, or found. Names and numbers in them are any words.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = ("sharing.md", "messages.md")
COMMANDS: Final = (
    *("merge", "sync", "git_merge", "git_setup", "git_show", "backup", "backups", "verify"),
    *("redact", "inspect", "restore", "conflicts", "keyring", "adjudicate"),
)
PROGRAM: Final = (
    *("ledger/*.py", "ledger/foreign/*.py", "ledger/segments/*.py"),
    *("desk/sharing/*.py", "desk/sharing/git/*.py", "desk/safekeeping/*.py", "desk/opening.py"),
    *("desk/apart.py", "desk/reading/rereading.py", "desk/reading/proposals.py", "named_paths.py"),
    *("tui/screens/sharing/*.py", "tui/screens/claims/offers.py", "tui/session.py"),
    *(f"cli/commands/{name}.py" for name in COMMANDS),
)
ALSO_SHOWN: Final = (
    *("cli/main.py", "cli/ending.py", "cli/progress.py", "desk/deciding/adjudicating.py"),
    *("tui/screens/desk/syncing.py", "tui/window.py"),
)
ERRORS: Final = frozenset(
    (
        *("StorageError", "NotSo", "NotALedger", "NewerLedger", "LedgerLocked", "LedgerReadOnly"),
        *("UsageError", "InputError", "FolderReadOnly", "OtherProject", "WorkbenchError"),
        "Damaged",
    )
)
TOLD: Final = (
    *("ledger/verify.py", "desk/sharing/merging_words.py", "desk/sharing/syncing_words.py"),
    *("desk/sharing/conflict_copies.py", "desk/sharing/git/setting_up.py"),
    "desk/safekeeping/signing.py",
)
OUTCOMES: Final = (
    # What was done, which asks nothing of anybody.
    *("new source: …", "…: … of … not here yet", "…: … of … new", "1 signature holds"),
    *(
        "… signatures hold",
        "… refused",
        ".git/config: …",
        "…: …, …",
        "SELECT ",
        "another project: … (…)",
    ),
)
BLANK: Final = "…"
LEAST: Final = 8


def text_of(node: ast.AST) -> str:
    """The words of a string expression, with a blank for whatever is put in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) for part in node.values)
    if isinstance(node, ast.BinOp):
        return text_of(node.left) + text_of(node.right)
    return BLANK


def strings_in(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    ):
        yield text_of(node)
        return
    for child in ast.iter_child_nodes(node):
        yield from strings_in(child)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def files(patterns: tuple[str, ...]) -> list[Path]:
    return [path for one in patterns for path in sorted((ROOT / "workbench").glob(one))]


def raised(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            words = text_of(node.args[0])
            if node.func.id in ERRORS and words.strip(f"{BLANK} "):
                yield words


def told(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        found: list[str] = []
        if isinstance(node, ast.Yield) and node.value is not None:
            found = list(strings_in(node.value))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in ("append", "problem", "remark"):
                found = [words for given in node.args for words in strings_in(given)]
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            found = list(strings_in(node.targets[0].slice))
        for words in found:
            if " " in words and len(words) > LEAST and not words.startswith(OUTCOMES):
                yield words


def documented() -> dict[str, str]:
    """What stands in the first column of tables of messages, with the second."""
    found: dict[str, str] = {}
    for page in PAGES:
        within = False
        for line in (ROOT / "docs" / page).read_text("utf-8").splitlines():
            within = line.startswith("| message |") or (within and line.startswith("|"))
            if within and not line.startswith(("| message |", "| ---")):
                _, messages, advice, _ = re.split(r"(?<!\\)\|", line)
                if "git: `" not in messages:
                    found.update(dict.fromkeys(re.findall(r"`([^`]+)`", messages), advice))
    return found


@cache
def pattern(words: str) -> re.Pattern[str]:
    pieces = [re.escape(piece.strip()) for piece in words.split(BLANK)]
    return re.compile(".*".join(pieces))


def are_one(message: str, row: str) -> bool:
    """Whether a row of a table is about a message; either may say more than the other."""
    if pattern(row).search(message):
        return True
    known = sum(len(piece.strip()) for piece in message.split(BLANK))
    return known >= LEAST and pattern(message.strip(BLANK)).search(row) is not None


def test_every_message_is_in_a_table_with_what_to_do() -> None:
    rows = documented()
    messages = [words for path in files(PROGRAM) for words in raised(path)]
    messages += [words for path in files(TOLD) for words in told(path)]
    assert len(messages) > 150
    assert [one for one in messages if not any(are_one(one, row) for row in rows)] == []
    assert [row for row, advice in rows.items() if not advice.strip()] == []


def test_no_table_holds_a_message_that_nothing_says() -> None:
    said = [
        words
        for path in {*files(PROGRAM), *files(ALSO_SHOWN)}
        for words in strings_in(parsed(path))
        if len(words) > LEAST
    ]
    every = "\n".join(said)
    rest = [row for row in documented() if not pattern(row).search(every)]
    assert [row for row in rest if not any(are_one(one, row) for one in said)] == []
