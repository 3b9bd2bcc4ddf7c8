"""One browser for all tests that open a report."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.reporting.html.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def real_browser() -> "Iterator[Browser]":
    with chromium() as running:
        yield running
