"""The texts that were annotated by hand: articles, and bodies of news pages, beside the project.

A gold file names its ``document``: a file of ``../shared/articles``, or one of the page bodies of
``../shared/yardsticks/article_extraction``, which lie in one file by their number; "#1800" after
the number means the first 1,800 characters of it; or sentences of a web page of
``../shared/yardsticks/wice``, with a space between two, as in "wice/dev03713:5-8,10".
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

__all__ = ["ARTICLES", "GOLD", "document_of", "document_text"]

GOLD: Final = Path(__file__).resolve().parent / "gold"
SHARED: Final = Path(__file__).resolve().parents[2] / "shared"
ARTICLES: Final = SHARED / "articles"
PAGES: Final = "article_extraction"
SENTENCES: Final = "wice"


@cache
def _bodies() -> dict[str, str]:
    path = SHARED / "yardsticks" / PAGES / "ground-truth.json"
    if not path.is_file():
        return {}
    pages: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return {number: str(page["articleBody"]) for number, page in pages.items()}


@cache
def _pages() -> dict[str, list[str]]:
    path = SHARED / "yardsticks" / SENTENCES / "evidence_dev.jsonl"
    if not path.is_file():
        return {}
    records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {record["meta"]["id"]: record["evidence"] for record in records}


def _chosen(number: str, runs: str) -> str | None:
    """The sentences of a page that ``runs`` names, first and last of each."""
    page = _pages().get(number)
    if page is None:
        return None
    chosen: list[str] = []
    for run in runs.split(","):
        first, _, last = run.partition("-")
        chosen += page[int(first) : int(last or first) + 1]
    return " ".join(sentence.strip() for sentence in chosen)


def document_of(name: str) -> str:
    """The document of an annotated text; texts without claims of our own are articles."""
    path = GOLD / f"{name}.claims.json"
    if not path.is_file():
        return f"{name}.txt"
    return str(json.loads(path.read_text(encoding="utf-8"))["document"])


def document_text(document: str) -> str | None:
    """The text of a document, if it is beside the project."""
    folder, _, number = document.rpartition("/")
    if folder == PAGES:
        number, _, characters = number.partition("#")
        body = _bodies().get(number)
        return body[: int(characters)] if body is not None and characters else body
    if folder == SENTENCES:
        number, _, runs = number.partition(":")
        return _chosen(number, runs)
    path = ARTICLES / document
    return path.read_bytes().decode() if path.is_file() else None
