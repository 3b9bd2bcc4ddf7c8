"""The pages of the sample project, as if they had been fetched from their invented addresses.

The bytes stand in ``docs/examples/pages``; what the exchange says about servers is invented too,
from the addresses that are set aside for documentation.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from workbench.desk.sourcing.fetching import Fetched
from workbench.errors import NotSo
from workbench.model import Exchange, Outcome
from workbench.sourcing.pages import read_page_blocking

_FOLDER: Final = Path(__file__).parents[3] / "docs" / "examples" / "pages"
_TYPE: Final = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class SamplePage:
    """A page of the sample: its file, its invented address, and when it was fetched."""

    name: str
    address: str
    peer: str
    fetched_at: datetime


HOSPITAL: Final = SamplePage(
    "hospital.html",
    "https://hospital.example/kerval/statements/2025-10-12",
    "192.0.2.47",
    datetime(2025, 10, 15, 9, 4, tzinfo=UTC),
)
MINISTRY: Final = SamplePage(
    "ministry.html",
    "https://interior.example/veltania/press/unrest-kerval",
    "198.51.100.52",
    datetime(2025, 10, 15, 9, 6, tzinfo=UTC),
)
FORCE: Final = SamplePage(
    "force.html",
    "https://jsf.example/news/reinforcements-arrive",
    "203.0.113.65",
    datetime(2025, 10, 15, 9, 9, tzinfo=UTC),
)


def sample_page(page: SamplePage) -> Fetched:
    """A page of the sample as a fetch would give it.

    Raises:
        NotSo: This installation has no checkout around it.
    """
    try:
        body = (_FOLDER / page.name).read_bytes()
    except OSError:
        raise NotSo(
            "the sample is built from a checkout of the project, and "
            f"docs/examples/pages/{page.name} is not there"
        ) from None
    exchange = Exchange(
        requested=page.address,
        address=page.address,
        outcome=Outcome.CAPTURED,
        started_at=page.fetched_at,
        ended_at=page.fetched_at + timedelta(milliseconds=240),
        status=200,
        http_version="HTTP/1.1",
        request_headers=(("Accept-Encoding", "gzip, deflate"),),
        response_headers=(("Content-Type", _TYPE), ("Content-Length", str(len(body)))),
        peer=page.peer,
        wire_sha256=hashlib.sha256(body).hexdigest(),
        wire_bytes=len(body),
        complete=True,
        body=body,
        remarks=("invented for the sample project",),
    )
    readable = read_page_blocking(body, address=page.address, content_type=_TYPE)
    return Fetched(page.address, exchange, readable)
