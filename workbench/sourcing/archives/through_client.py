"""Asking archives through the client that fetches pages, with its bounds and its caution."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from workbench.errors import UsageError
from workbench.model.sourcing import Exchange, Outcome
from workbench.sourcing.archives.asking import Question
from workbench.sourcing.fetching import Client, FetchOptions, Pace

CONNECT_SECONDS: Final = 10.0


class _AlreadyPaced(Pace):
    """Whoever asks through here has waited for its turn already."""

    async def wait(self) -> None:
        """Let it go at once."""


class ThroughClient:
    """An ``Asker`` on a client that is opened and closed elsewhere.

    ``options`` say what else is permitted, for example an archive of one's own on an intranet.
    """

    def __init__(self, client: Client, options: FetchOptions | None = None) -> None:
        self._client = client
        self._options = options or FetchOptions()
        self._pace = _AlreadyPaced(per_minute=60)

    async def ask(self, question: Question) -> Exchange:
        """Send it once. An address that the client refuses is an outcome too."""
        options = replace(
            self._options,
            total_seconds=question.seconds,
            connect_seconds=min(CONNECT_SECONDS, question.seconds),
            read_seconds=question.seconds,
            wire_bytes=question.max_bytes,
            decoded_bytes=question.max_bytes,
            attempts=1,
        )
        asked_at = datetime.now(UTC)
        try:
            return await self._client.request(
                question.method,
                question.address,
                headers=dict(question.headers),
                data=question.data,
                pace=self._pace,
                options=options,
            )
        except UsageError as error:
            return Exchange(
                requested=question.address,
                address=question.address,
                outcome=Outcome.BLOCKED,
                started_at=asked_at,
                ended_at=datetime.now(UTC),
                reason=str(error),
            )
