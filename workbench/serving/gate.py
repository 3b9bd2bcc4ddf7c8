"""Who may come in: the key in the path, the host that was asked for, the page that asks. Pure.

A page on the web can make a browser ask this computer for anything, also under a name of its own
that leads here (DNS rebinding). It cannot make the browser name another host or origin than its
own, and it does not know the key.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

KEY_BYTES = 32
HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")


def new_key() -> str:
    """A key that nobody can guess, for one start of the server."""
    return secrets.token_urlsafe(KEY_BYTES)


@dataclass(frozen=True, slots=True)
class Gate:
    """The door of one server."""

    port: int
    key: str = field(default_factory=new_key, repr=False)

    @property
    def address(self) -> str:
        """Where the desk is, for those who may know."""
        return f"http://{HOST}:{self.port}/{self.key}/"

    def why_not(self, headers: Mapping[str, str], key: str, *, socket: bool = False) -> str:
        """Why a request is refused, empty if it is not. A web socket must say who asks."""
        if headers.get("Host", "").lower() not in {f"{name}:{self.port}" for name in _NAMES}:
            return "asked for under a name that is not this computer's"
        origin = headers.get("Origin")
        if origin is None:
            if socket:
                return "asked by nobody that says who it is"
        elif origin.lower() not in {f"http://{name}:{self.port}" for name in _NAMES}:
            return "asked by another page"
        if not hmac.compare_digest(key.encode(), self.key.encode()):
            return "asked without the key of this start"
        return ""
