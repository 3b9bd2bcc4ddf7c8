"""What a status and its headers mean for whoever wanted to read the page. Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

from workbench.model.sourcing import Outcome

RETRIED_STATUSES: Final = frozenset({429, 502, 503, 504})
REDIRECT_STATUSES: Final = frozenset({301, 302, 303, 307, 308})
MAX_RETRY_AFTER_SECONDS: Final = 366 * 24 * 3600
MOST_CLOCKS_APART: Final = timedelta(minutes=10)

_LOGIN_PATH: Final = re.compile(
    r"(?:^|[/._-])(?:log-?in|sign-?in|log-?on|auth(?:enticate|orize)?|sso|subscribe|register"
    r"|anmelden|connexion|captcha|challenge|consent)(?:[/._-]|$)",
    re.IGNORECASE,
)
_REFUSALS: Final = {
    400: "{place} finds the request wrong (status 400)",
    401: "{place} asks for a name and password (status 401)",
    402: "{place} asks for payment (status 402)",
    403: "{place} refuses to show the page (status 403)",
    405: "{place} does not let the page be fetched (status 405)",
    406: "{place} has the page in no form that was asked for (status 406)",
    407: "a proxy on the way asks for a password (status 407)",
    421: "{place} says that it is not the server for this name (status 421)",
    428: "{place} wants a condition that was not sent (status 428)",
    431: "{place} finds the request's headers too large (status 431)",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome, and why in one line if it is a failure."""

    outcome: Outcome
    reason: str | None = None


def verdict_of_status(
    status: int, place: str, *, conditional: bool, challenged: bool = False
) -> Verdict:
    """What a status means by itself. Redirects that were followed do not come here."""
    if 200 <= status < 300:
        return _success(status, place)
    if 300 <= status < 400:
        return _redirection(status, place, conditional=conditional)
    if 400 <= status < 500:
        return _refusal(status, place, challenged=challenged)
    if status == 503:
        return Verdict(Outcome.BUSY, f"{place} is out of service for now (status 503)")
    if 500 <= status < 600:
        return Verdict(Outcome.SERVER_ERROR, f"{place} has a fault of its own (status {status})")
    return Verdict(Outcome.PROTOCOL, f"{place} answers with status {status}, which HTTP lacks")


def _success(status: int, place: str) -> Verdict:
    if status in (204, 205):
        return Verdict(Outcome.NO_CONTENT, f"{place} says that there is no content ({status})")
    if status == 206:
        return Verdict(Outcome.INCOMPLETE, f"{place} sent only a part of the page (status 206)")
    return Verdict(Outcome.CAPTURED)


def _redirection(status: int, place: str, *, conditional: bool) -> Verdict:
    if status == 304 and conditional:
        return Verdict(Outcome.UNCHANGED)
    if status == 304:
        return Verdict(
            Outcome.PROTOCOL, f"{place} says “not modified” (status 304), but was not asked that"
        )
    return Verdict(Outcome.PROTOCOL, f"{place} redirects (status {status}) without saying where to")


def _refusal(status: int, place: str, *, challenged: bool) -> Verdict:
    if challenged:
        return Verdict(
            Outcome.FORBIDDEN,
            f"{place} lets only browsers in (status {status}, a check against robots); "
            "open the page and attach it as a file or pasted text",
        )
    match status:
        case 404:
            return Verdict(Outcome.DEAD, f"{place} has no such page (status 404)")
        case 410:
            return Verdict(Outcome.DEAD, f"{place} has removed the page for good (status 410)")
        case 451:
            return Verdict(
                Outcome.LEGAL, f"{place} may not show the page for legal reasons (status 451)"
            )
        case 408:
            return Verdict(Outcome.TIMED_OUT, f"{place} gave up waiting (status 408)")
        case 425 | 429:
            return Verdict(Outcome.BUSY, f"{place} asks for fewer requests (status {status})")
    words = _REFUSALS.get(status, "{place} refuses (status {status})")
    return Verdict(Outcome.FORBIDDEN, words.format(place=place, status=status))


def leads_to_login(requested: str, final: str) -> bool:
    """Whether redirects ended at a path for logging in that was not asked for."""
    return bool(_LOGIN_PATH.search(urlsplit(final).path)) and not _LOGIN_PATH.search(
        urlsplit(requested).path
    )


def retry_after(value: str | None, now: datetime) -> tuple[int | None, str | None]:
    """The seconds a Retry-After header asks for, or a remark on why it cannot be heeded."""
    if value is None:
        return None, None
    value = value.strip()
    seconds = _seconds(value, now)
    if seconds is None:
        return None, "the server's Retry-After cannot be read and was not heeded"
    if seconds < 0:
        return None, "the server's Retry-After lies in the past and was not heeded"
    if seconds > MAX_RETRY_AFTER_SECONDS:
        return None, "the server's Retry-After is more than a year and was not heeded"
    return seconds, None


def clock_remark(value: str | None, now: datetime) -> str | None:
    """A remark if the server's ``Date`` and this computer's clock are far apart.

    Nobody can say which of them is wrong, but the times of a capture are this computer's.
    """
    if value is None:
        return None
    try:
        at = parsedate_to_datetime(value)
        apart = abs((at if at.tzinfo else at.replace(tzinfo=UTC)) - now)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    if apart < MOST_CLOCKS_APART:
        return None
    there = f"{at:%Y-%m-%d %H:%M}"
    return f"the server's clock says {there}, this computer's {now:%Y-%m-%d %H:%M} UTC"


def _seconds(value: str, now: datetime) -> int | None:
    if re.fullmatch(r"[+-]?[0-9]{1,19}", value):
        return int(value)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return round((at - now).total_seconds())
