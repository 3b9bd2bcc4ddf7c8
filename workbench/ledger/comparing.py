"""Comparisons that SQLite lacks: texts in any script whatever their case, and hosts."""

import sqlite3
from typing import Final
from urllib.parse import urlsplit

from workbench.text import fold_case


def teach(connection: sqlite3.Connection) -> None:
    """Teach a connection the comparisons; teaching twice changes nothing."""
    for name, compare in _TEXTS.items():
        connection.create_function(name, 2, compare, deterministic=True)
    connection.create_function("on_host", 3, _on_host, deterministic=True)


def host_of(url: str) -> str:
    """The host that an address names, folded; empty where it names none."""
    try:
        return fold_case(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def _contains(text: str | None, folded: str) -> bool:
    return text is not None and folded in fold_case(text)


def _whole(text: str | None, folded: str) -> bool:
    return text is not None and folded == fold_case(text)


def _begins(text: str | None, folded: str) -> bool:
    return text is not None and fold_case(text).startswith(folded)


def _on_host(url: str | None, folded: str, how: str) -> bool:
    host = host_of(url or "")
    if not host:
        return False
    if how == "contains":
        return host == folded or host.endswith(f".{folded}")
    return host.startswith(folded) if how == "begins" else host == folded


_TEXTS: Final = {"contains": _contains, "whole": _whole, "begins": _begins}
