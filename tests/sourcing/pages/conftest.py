"""Reading with the one child process that serves the whole run."""

from typing import Protocol

import pytest

from workbench.model.sourcing import ReadableText
from workbench.sourcing.pages import read_page_blocking


class Read(Protocol):
    """Reads a page as the command line does."""

    def __call__(
        self,
        body: str | bytes,
        content_type: str | None = None,
        *,
        address: str | None = None,
        name: str | None = None,
        encoding: str | None = None,
    ) -> ReadableText: ...


@pytest.fixture
def read() -> Read:
    def reading(
        body: str | bytes,
        content_type: str | None = None,
        *,
        address: str | None = None,
        name: str | None = None,
        encoding: str | None = None,
    ) -> ReadableText:
        data = body.encode() if isinstance(body, str) else body
        return read_page_blocking(
            data, address=address, content_type=content_type, name=name, encoding=encoding
        )

    return reading
