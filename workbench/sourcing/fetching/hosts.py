"""Hosts as a person should see them, and which ones belong together."""

import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

_SCRIPTS_WRITTEN_TOGETHER: Final = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
)
_LATIN_LOOKALIKES: Final = frozenset("асеорхуіјѕһԁԛԝӏгпкитвмнοανιρτυκ")
_SECOND_LEVEL: Final = frozenset(
    {"ac", "co", "com", "edu", "gob", "gouv", "gov", "go", "gv", "mil", "ne", "net", "nom", "or"}
    | {"org", "gen", "ltd", "plc", "sch", "nhs", "police", "judiciary", "parliament"}
)


@dataclass(frozen=True, slots=True)
class HostDisplay:
    """A host in both its spellings. They are equal for a host in plain letters.

    ``mixed_scripts`` says that one word of it mixes alphabets, ``lookalike`` that a whole word in
    another alphabet could be taken for Latin letters.
    """

    unicode: str
    punycode: str
    mixed_scripts: bool = False
    lookalike: bool = False

    @property
    def warning(self) -> str | None:
        """What to tell the reviewer, if the host may be made to be mistaken for another."""
        if self.mixed_scripts:
            return f"the host {self.unicode} ({self.punycode}) mixes alphabets; look twice"
        if self.lookalike:
            return f"the host {self.unicode} ({self.punycode}) only looks like Latin letters"
        return None


def display_host(url: str) -> HostDisplay:
    """The host of an address as Unicode and as punycode, with what is suspicious about it."""
    try:
        host = (urlsplit(url.strip()).hostname or "").rstrip(".")
    except ValueError:
        return HostDisplay("", "")
    if host.isascii() and "xn--" not in host:
        return HostDisplay(host, host)
    import idna

    try:
        punycode = idna.encode(host, uts46=True).decode("ascii")
        readable = idna.decode(punycode)
    except idna.IDNAError:
        return HostDisplay(host, host)
    labels = readable.split(".")
    return HostDisplay(
        readable,
        punycode,
        mixed_scripts=any(_mixes(label) for label in labels),
        lookalike=any(_looks_latin(label) for label in labels[:-1]) and labels[-1].isascii(),
    )


def registrable_domain(host: str) -> str:
    """The part of a host that somebody owns, as far as that can be told without a list.

    Right for ``bbc.co.uk`` and ``gov.br``; a list of all public suffixes would know more of them.
    It serves for a remark, never for a decision.
    """
    if ":" in host or host.replace(".", "").isdigit():
        return host
    labels = host.rstrip(".").split(".")
    size = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-size:])


def _mixes(label: str) -> bool:
    scripts = {
        unicodedata.name(letter, "?").replace("-", " ").partition(" ")[0]
        for letter in label
        if letter.isalpha()
    }
    if len(scripts) < 2:
        return False
    return not any(scripts <= together for together in _SCRIPTS_WRITTEN_TOGETHER)


def _looks_latin(label: str) -> bool:
    letters = [letter for letter in label if letter.isalpha()]
    return bool(letters) and set(letters) <= _LATIN_LOOKALIKES
