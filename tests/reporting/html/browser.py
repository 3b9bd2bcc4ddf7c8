"""A real browser to open reports in, where this computer has one."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NO_BROWSER = "needs Chromium on PATH and the package playwright"


@contextmanager
def chromium() -> "Iterator[Browser]":
    """A Chromium without a window; the test is skipped where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    playwright = pytest.importorskip("playwright.sync_api", reason=NO_BROWSER)
    if program is None:
        pytest.skip(NO_BROWSER)
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def axe_source() -> str:
    """The accessibility checker axe-core, which the package axe-playwright-python brings."""
    package = pytest.importorskip(
        "axe_playwright_python", reason="needs the package axe-playwright-python"
    )
    return (Path(str(package.__file__)).parent / "axe.min.js").read_text("utf-8")
