"""Name look-ups as a test wants them; the connections they lead to are real ones."""

import socket
from collections.abc import Sequence

from tests.sourcing.horrors.server import LOOPBACK


class Names:
    """Knows the addresses of names by a table, and counts who asks.

    Several answers for one name are given one after the other, the last one from then on.
    """

    def __init__(self, **answers: Sequence[Sequence[str]]) -> None:
        self._answers = {name.replace("_", "."): list(rows) for name, rows in answers.items()}
        self.asked: list[str] = []

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        rows = self._answers.get(host)
        if rows is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return rows.pop(0) if len(rows) > 1 else rows[0]


class NoNetwork:
    """The look-up of a computer that is offline."""

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


HERE = ((LOOPBACK,),)
