"""What a person pastes: addresses, paths of files, or a text. Pure."""

import re
from pathlib import Path

from workbench.named_paths import may_be_file, may_be_there, plain_file

_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
_AFTER = ".,;:!?…'’”»"
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?:[/:?#]\S*)?")
_FILE_ENDINGS = frozenset(
    {".pdf", ".html", ".htm", ".mhtml", ".txt", ".md", ".docx", ".doc", ".odt", ".csv", ".json"}
)
MOST_WORDS_BESIDE_ADDRESSES = 30


def addresses_in(text: str) -> list[str]:
    """The web addresses in a text, each once, without the punctuation that follows them."""
    return list(dict.fromkeys(_trimmed(found[0]) for found in _ADDRESS.finditer(text)))


def is_mostly_addresses(text: str) -> bool:
    """Whether a text is a list of addresses with some words around them, or the text itself."""
    if not _ADDRESS.search(text):
        return False
    return len(_ADDRESS.sub(" ", text).split()) <= MOST_WORDS_BESIDE_ADDRESSES


def typed_sources(text: str) -> list[str]:
    """The addresses and paths that were typed, one a line; several addresses may share a line."""
    found: list[str] = []
    for line in text.splitlines():
        addresses = addresses_in(line)
        if addresses:
            found += addresses
        elif line.strip():
            found.append(line.strip())
    return list(dict.fromkeys(found))


def is_address(typed: str) -> bool:
    """Whether a line is meant as an address and not as the path of a file."""
    if _SCHEME.match(typed):
        return True
    if _HOST.fullmatch(typed) is None or Path(typed).suffix.lower() in _FILE_ENDINGS:
        return False
    return not may_be_there(typed)


def looks_like_a_text(text: str) -> bool:
    """Whether what was typed or pasted is meant to be kept as it is."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or is_mostly_addresses(text):
        return False
    if all(is_address(line.strip()) or _may_be_a_path(line.strip()) for line in lines):
        return False
    return len(text.split()) > 1


def _may_be_a_path(line: str) -> bool:
    if line.startswith(("/", "~", "./", "../")) and "\t" not in line:
        return True
    return may_be_file(line)


def _trimmed(address: str) -> str:
    while address:
        if address[-1] in _AFTER:
            address = address[:-1]
            continue
        for opening, closing in _PAIRS:
            if address.endswith(closing) and address.count(closing) > address.count(opening):
                address = address[:-1]
                break
        else:
            return address
    return address


def file_named(typed: str) -> str:
    """The path that was typed. A minus names a file too: standard input is where keys come from."""
    path = str(plain_file(typed))
    return f"./{path}" if path == "-" else path
