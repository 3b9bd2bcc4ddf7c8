"""From a host name to numeric addresses, checked before anybody connects to them."""

import asyncio
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from ipaddress import ip_address
from typing import Final, Protocol

from workbench.model.sourcing import Outcome
from workbench.sourcing.fetching.failures import Failure
from workbench.sourcing.fetching.policy import AddressPolicy, Private, not_public

MAX_ADDRESSES_TRIED: Final = 4


class Resolver(Protocol):
    """Whoever knows the addresses of names. Asked once for each connection."""

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        """All numeric addresses of a host, best first.

        Raises:
            OSError: There are none, or nobody could be asked.
        """
        ...


class SystemResolver:
    """The operating system's own look-up.

    It runs in a thread that nobody waits for at the end of the program: a name server that does
    not answer must not hold up somebody who quits.
    """

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        """See :class:`Resolver`."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[str]] = loop.create_future()

        def settle(found: list[str] | None, error: OSError | None) -> None:
            if answer.done():
                return
            if found is None:
                answer.set_exception(error or OSError("no answer"))
            else:
                answer.set_result(found)

        def look_up() -> None:
            found: list[str] | None = None
            error: OSError | None = None
            try:
                answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                found = [str(one[4][0]) for one in answers]
            except OSError as caught:
                error = caught
            except UnicodeError:
                error = socket.gaierror(socket.EAI_NONAME, "no such name")
            # the loop may be gone by now, and with it everybody who wanted to know
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(settle, found, error)

        threading.Thread(target=look_up, name="name look-up", daemon=True).start()
        return await answer


async def checked_addresses(
    host: str,
    port: int,
    *,
    policy: AddressPolicy,
    private: Private,
    resolver: Resolver,
    seconds: float,
) -> tuple[list[str], str | None]:
    """The addresses that may be connected to, and a remark if that is by special permission.

    Raises:
        Failure: There is no such host, or any one of its addresses is refused.
    """
    addresses = await _addresses(host, port, resolver, seconds)
    permitted = None
    for address in addresses:
        refused = policy.refusal(host, port, address, private)
        if refused is not None:
            named = host if host == address else f"{host} has the address {address}, which"
            raise Failure(Outcome.BLOCKED, f"{named} is {refused}")
        kind = not_public(address)
        if kind is not None:
            permitted = f"fetched from {address}, which is {kind}: {Private.ALLOWED.value}"
    return addresses[:MAX_ADDRESSES_TRIED], permitted


async def _addresses(host: str, port: int, resolver: Resolver, seconds: float) -> list[str]:
    if _is_numeric(host):
        return [host]
    try:
        async with asyncio.timeout(seconds):
            found = await resolver.resolve(host.rstrip("."), port)
    except TimeoutError:
        raise Failure(
            Outcome.TIMED_OUT, f"no name server told the address of {host} in time", retry=True
        ) from None
    except OSError as error:
        raise _unknown(host, error) from None
    if not found:
        raise Failure(Outcome.UNREACHABLE, f"the name {host} has no address")
    return list(dict.fromkeys(found))


def _unknown(host: str, error: OSError) -> Failure:
    if isinstance(error, socket.gaierror) and error.errno in (
        socket.EAI_AGAIN,
        socket.EAI_FAIL,
        getattr(socket, "EAI_SYSTEM", socket.EAI_AGAIN),
    ):
        return Failure(
            Outcome.UNREACHABLE,
            f"the address of {host} could not be looked up; is this computer online?",
            retry=True,
        )
    return Failure(Outcome.UNREACHABLE, f"there is no host of the name {host}")


def _is_numeric(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
