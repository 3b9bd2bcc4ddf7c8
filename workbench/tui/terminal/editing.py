"""An editor of the reviewer's own for long texts, beside the desk, in the same terminal."""

import asyncio
import os
import shlex
import shutil
import signal
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import StorageError, UsageError
from workbench.places import state_directory

if TYPE_CHECKING:
    from textual.app import App

MOST_CHARACTERS = 1_000_000


def editor_words(environment: Mapping[str, str], setting: str = "") -> list[str]:
    """The editor's command line: the setting, VISUAL, EDITOR, else one that is installed.

    Raises:
        UsageError: There is none, or its words cannot be understood.
    """
    chosen = setting or environment.get("VISUAL") or environment.get("EDITOR") or ""
    try:
        words = shlex.split(chosen)
    except ValueError as error:
        raise UsageError(f"VISUAL or EDITOR cannot be understood: {error}") from None
    if not words:
        words = [name for name in ("nano", "vi") if shutil.which(name)][:1]
    if not words or shutil.which(words[0]) is None:
        name = words[0] if words else "nano or vi"
        raise UsageError(f"there is no editor {name}; set VISUAL to the one you use")
    return words


async def edited(app: "App[Any]", text: str, setting: str = "") -> str:
    """Let the reviewer edit a text in their editor, and give what came of it.

    The file lies in a folder that nobody else may read, and is removed afterwards. If the editor
    fails it stays where it is, and the error says where.

    Raises:
        UsageError: There is no editor, no terminal to give it, or it failed.
        StorageError: The file cannot be written or read.
    """
    words = editor_words(os.environ, setting)
    driver = app._driver
    if driver is None or not driver.can_suspend:
        raise UsageError("an editor can be opened from a terminal only")
    try:
        state_directory().mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="editing-", dir=state_directory()))
        path = folder / "text.md"
        path.touch(mode=0o600)
        path.write_text(text, "utf-8", errors="replace")
    except OSError as error:
        raise StorageError(f"no file can be made for the editor: {error.strerror}") from None
    loop = asyncio.get_running_loop()
    with app.suspend():
        # Ctrl+C is the editor's while it is open.
        loop.add_signal_handler(signal.SIGINT, _left_to_the_editor)
        try:
            process = await asyncio.create_subprocess_exec(*words, str(path))
            code = await process.wait()
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise UsageError(f"{words[0]} cannot be run: {error.strerror}") from None
        finally:
            loop.add_signal_handler(signal.SIGINT, app.exit)
    if code != 0:
        raise UsageError(
            f"{words[0]} ended with {code}, so the text is as it was; what it left is in {path}"
        )
    try:
        found = path.read_text("utf-8", errors="replace")
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror}") from None
    if len(found) > MOST_CHARACTERS:
        raise UsageError(f"the text is far too long; it is in {path}")
    shutil.rmtree(folder, ignore_errors=True)
    return found.rstrip("\n")


def _left_to_the_editor() -> None:
    """The desk is not meant."""
