"""Times, days and hosts as people read them."""

from datetime import date, datetime
from urllib.parse import urlsplit


def moment_in_words(moment: datetime) -> str:
    """A time as the clock on this computer shows it."""
    return f"{moment.astimezone():%-d %b %Y, %H:%M}"


def day_in_words(day: date) -> str:
    """A day."""
    return f"{day:%-d %b %Y}"


def host_in_words(url: str) -> str:
    """Where a page lies, or the whole address if it has no host."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url
