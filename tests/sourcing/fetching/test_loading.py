"""What is loaded when, and what of the HTTP library is relied on."""

import subprocess
import sys

import httpcore

from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import answer
from workbench.sourcing.fetching import Client


def test_nothing_of_the_http_library_is_loaded_before_the_first_request() -> None:
    script = (
        "import sys\nfrom workbench.sourcing.fetching import Client, display_host\n"
        "Client(); display_host('https://example.org')\n"
        "assert not {'httpx', 'httpcore', 'h11', 'anyio', 'idna', 'certifi'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


async def test_the_library_still_asks_our_backend_for_every_connection(
    horrors: Horrors, client: Client
) -> None:
    url = horrors.on("/a", answer())
    for _ in range(3):
        await client.fetch(url)
    assert horrors.connections == 3
    assert "AsyncNetworkBackend" in httpcore.__all__
