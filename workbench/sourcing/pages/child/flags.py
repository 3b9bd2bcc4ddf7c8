"""What a page looks like besides an article: advisory remarks for the reviewer."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from workbench.model.sourcing import Outcome
from workbench.sourcing.pages.child.metadata import PageMetadata

_FEW_CHARACTERS: Final = 250
_SHORT_CHARACTERS: Final = 600
_SHELL_CHARACTERS: Final = 200
_LOGIN_PATH: Final = re.compile(
    r"/(?:log[-_]?in|sign[-_]?in|signon|sso|auth|authenticate|account/login|wp-login\.php|"
    r"captcha)(?:[/.?]|$)",
    re.IGNORECASE,
)
_NOT_FOUND: Final = re.compile(
    r"\b(?:404(?:\s*[-–—:|]|\s+(?:error|not found))|(?:error|http)\s+404|"
    r"page (?:not|cannot be|could not be|can'?t be|can’t be) found|"
    r"(?:page|article|story|content)\b.{0,40}\b(?:no longer|doesn'?t|doesn’t|does not) "
    r"(?:available|exists?)|(?:we )?(?:can'?t|can’t|cannot|couldn'?t|couldn’t|could not) find "
    r"(?:the|that|this) page|"
    r"seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada|"
    r"страница не найдена)",
    re.IGNORECASE,
)
_BOT: Final = re.compile(
    r"^(?:just a moment|attention required|access denied|are you a (?:human|robot)|"
    r"robot check|security check|please wait|verify(?:ing)? you are (?:a )?human|"
    r"pardon our interruption|checking your browser)|"
    r"\b(?:enable javascript and cookies to continue|verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"checking (?:if the site connection is secure|your browser before)|"
    r"unusual traffic from your computer|complete the (?:captcha|security check)|"
    r"prove you(?:'re| are|’re) not a robot|i'?m not a robot)\b",
    re.IGNORECASE,
)
_LOGIN: Final = re.compile(
    r"^(?:log|sign) ?in\b|\b(?:please|you (?:must|need to|have to)) (?:log|sign) ?in\b|"
    r"\b(?:log|sign) ?in to (?:continue|read|view|your account)\b|"
    r"\bsubscribe to (?:continue|keep) reading\b|^anmelden\b|^connexion\b|^iniciar sesión\b",
    re.IGNORECASE,
)
_COOKIES: Final = re.compile(
    r"\b(?:we (?:and our (?:\d+ )?partners )?(?:use|store)|uses?|accept(?: all)?|before you "
    r"continue)\b.{0,80}\bcookies\b|\bcookie(?:s)? (?:consent|settings|policy|preferences)\b",
    re.IGNORECASE | re.DOTALL,
)
_SCRIPT_WANTED: Final = re.compile(
    r"(?:enable|requires?|need(?:s)?|turn on|activate|without|activer|aktivieren)\b.{0,40}"
    r"\bjava ?script|java ?script.{0,40}(?:enabled|disabled|required|aktivieren|activé)",
    re.IGNORECASE | re.DOTALL,
)
_SHELLS: Final = frozenset({"root", "app", "__next", "__nuxt", "main-app", "react-root"})
_REFRESH: Final = re.compile(
    r"^\s*(\d{1,6})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Flags:
    """Remarks in words, and how the fetch should be called if they are strong."""

    words: tuple[str, ...] = ()
    suggested_outcome: Outcome | None = None
    script_only: bool = False
    why_empty: str = "the page has no text"


def find_flags(
    tree: etree._Element,
    markup: str,
    visible: str,
    own: PageMetadata,
    address: str | None,
) -> Flags:
    """Look for the signs of a page that is not what was asked for."""
    words: list[str] = []
    outcome: Outcome | None = None
    title = own.title_element
    start = visible[:_FEW_CHARACTERS]
    short = len(visible) < _SHORT_CHARACTERS
    script_only = _is_shell(tree, visible)
    if _NOT_FOUND.search(title) or (short and _NOT_FOUND.search(start)):
        words.append("looks like a page that says “not found” although the server said OK")
        outcome = Outcome.SOFT_404 if short or _NOT_FOUND.search(start) else None
    if _BOT.search(title) or (short and _BOT.search(start)):
        words.append("looks like a check for robots, not the page itself")
        outcome = outcome or (Outcome.FORBIDDEN if short else None)
    path = urlsplit(address).path if address else ""
    by_path = _LOGIN_PATH.search(path) is not None
    if by_path or (short and (_LOGIN.search(title) or _LOGIN.search(start))):
        words.append("looks like a log-in page")
        if short and (by_path or _asks_password(tree)):
            outcome = outcome or Outcome.LOGIN
    if short and _COOKIES.search(start):
        words.append("looks like a question about cookies, not the page itself")
    if script_only:
        words.append("the page is filled in by scripts, which are not run here")
    if own.paywalled:
        words.append("the page marks itself as not free to read; some text may be missing")
    refresh = _refresh(tree)
    if refresh:
        words.append(refresh)
    return Flags(tuple(words), outcome, script_only, _why_empty(markup, script_only, tree))


def _why_empty(markup: str, script_only: bool, tree: etree._Element) -> str:
    if not markup.strip():
        return "the page is empty"
    if script_only:
        return "the page has no text without scripts, which are not run; open it in a browser"
    if next(tree.iter("frame", "frameset"), None) is not None:
        return "the page has no text of its own; it only holds frames with other pages"
    if next(tree.iter("img", "video", "svg", "canvas"), None) is not None:
        return "the page has no text; it shows pictures or video only"
    return "the page has no text"


def _is_shell(tree: etree._Element, visible: str) -> bool:
    if len(visible) >= _SHELL_CHARACTERS or next(tree.iter("script"), None) is None:
        return False
    wanted = any(
        _SCRIPT_WANTED.search("".join(str(part) for part in element.itertext()))
        for element in tree.iter("noscript")
    )
    empty = any(
        element.get("id") in _SHELLS and not "".join(map(str, element.itertext())).strip()
        for element in tree.iter("div", "main", "section")
    )
    return wanted or empty or not visible or _SCRIPT_WANTED.search(visible) is not None


def _asks_password(tree: etree._Element) -> bool:
    return any((element.get("type") or "").lower() == "password" for element in tree.iter("input"))


def _refresh(tree: etree._Element) -> str | None:
    for element in tree.iter("meta"):
        if (element.get("http-equiv") or "").lower() == "refresh":
            found = _REFRESH.match(element.get("content") or "")
            if found:
                return f"the page sends readers on to {found[2].strip()[:200]} after {found[1]} s"
    return None
