"""The error codes of Save Page Now 2, in our words, and what each means for trying again."""

from enum import StrEnum
from typing import Final


class Advice(StrEnum):
    """What to do after a refusal or a failed capture."""

    NEVER = "never"
    """Asking again for this page will not help."""
    STOP = "stop-the-batch"
    """No page should be submitted for some minutes."""
    TOMORROW = "tomorrow"
    LATER = "later"


_PERMANENT: Final = {
    "blocked": "the site turns the archive away",
    "blocked-url": "the archive does not capture this address",
    "filesize-limit": "the page is larger than the archive takes",
    "invalid-host-resolution": "the archive finds no such host",
    "invalid-url-syntax": "the archive cannot read the address",
    "no-access": "the site forbids the page to the archive",
    "not-found": "the site told the archive that there is no such page",
    "too-many-redirects": "the address leads through too many redirects",
    "unauthorized": "the page is behind a log-in",
}
_STOPPING: Final = {
    "blocked-client-ip": "the archive takes nothing from this computer's network",
    "max-daily-bandwidth": "the account has used up its volume of today",
    "max-daily-bandwidth-from-ip": "this computer's network has used up its volume of today",
    "max-daily-bandwidth-host": "the site's volume of today is used up",
    "too-many-requests": "the site has had too many requests of the archive",
    "user-session-limit": "too many captures are running at once",
}
_TOMORROW: Final = {
    "too-many-daily-captures": "the page has been captured as often as one day allows",
}
_TRANSIENT: Final = {
    "bad-gateway": "the site's gateway failed",
    "bad-request": "the site could not understand the archive",
    "bandwidth-limit-exceeded": "the site's bandwidth is used up",
    "browsing-timeout": "the archive's browser took too long",
    "cannot-fetch": "the archive is overloaded",
    "capture-location-error": "the archive lost its own capture",
    "celery": "the archive could not start the capture",
    "ftp-access-denied": "the archive was denied access",
    "gateway-timeout": "the site did not answer the archive in time",
    "http-version-not-supported": "the site does not speak the archive's version of HTTP",
    "internal-server-error": "the archive has a fault of its own",
    "invalid-server-response": "the site's answer to the archive was invalid",
    "job-failed": "the capture failed inside the archive",
    "method-not-allowed": "the site does not allow the archive's request",
    "network-authentication-required": "the network asks the archive to log in",
    "no-browsers-available": "the archive has no browser free",
    "no-captures": "the archive made no capture and does not say why",
    "not-implemented": "the site does not support the archive's request",
    "protocol-error": "the connection of the archive to the site broke",
    "proxy-error": "the archive's proxy failed",
    "read-timeout": "the site was too slow for the archive",
    "redis-error": "the archive has a fault of its own",
    "service-unavailable": "the site was not available",
    "soft-time-limit-exceeded": "the capture took longer than the archive allows",
}
_WORDS: Final = {**_PERMANENT, **_STOPPING, **_TOMORROW, **_TRANSIENT}


def advice_for(code: str) -> Advice:
    """What a code means for trying again; a code that is not known is never permanent."""
    name = _name(code)
    if name in _PERMANENT:
        return Advice.NEVER
    if name in _STOPPING or name.startswith("max-daily-bandwidth"):
        return Advice.STOP
    return Advice.TOMORROW if name in _TOMORROW else Advice.LATER


def words_for(code: str) -> str | None:
    """The code in words; ``None`` for one that is not known."""
    return _WORDS.get(_name(code))


def known_codes() -> frozenset[str]:
    """All codes with words of their own, as the archive writes them."""
    return frozenset(f"error:{name}" for name in _WORDS)


def _name(code: str) -> str:
    return code.removeprefix("error:")
