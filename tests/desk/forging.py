"""Ways to alter a report at some place, as somebody would who wants it to say something else."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from random import Random
from typing import Any, Final

from workbench.reporting.manifest import (
    COMMENT_END,
    COMMENT_START,
    ELEMENT_ID,
    Letters,
    canonical,
    digest_of,
)

OTHER_PROGRAM: Final = "claim-workbench 0.9.2"
_PROGRAM: Final = re.compile(r"claim-workbench \d+\.\d+\.\d+")
_WORD: Final = re.compile(r"(?<![&#\w])\w+")
_TEXT: Final = re.compile(r">([^<>]*\w[^<>]*)<")
_WORD_TEXT: Final = re.compile(r"<w:t(?: [^>]*)?>([^<]*\w[^<]*)</w:t>")
_ELEMENT: Final = re.compile(rf'<template id="{ELEMENT_ID}">(.*?)</template>', re.DOTALL)
_FREE: Final = {
    *("format", "project_id", "made_at", "as_of", "templates", "chosen", "program"),
    *("report_made_at", "report_as_of", "report_project_id"),
}
"""What says which report it is: with another of these it is another report, or none."""


def with_a_word_altered(text: str, start: int, end: int, chance: Random) -> str:
    """The text with one word of that part altered by one letter or figure."""
    words = list(_WORD.finditer(text, start, end))
    word = chance.choice(words)
    place = chance.randrange(word.start(), word.end())
    figures = [at for at in range(word.start(), word.end()) if text[at].isdigit()]
    place = chance.choice(figures) if figures else place
    old = text[place]
    letters = "0123456789" if old.isdigit() else "abcdefghijklmnopqrstuvwxyz"
    new = chance.choice([one for one in letters if one != old.lower()])
    return text[:place] + new + text[place + 1 :]


def altered_page(data: bytes, chance: Random) -> bytes:
    """HTML in which a reader sees another word."""
    page = data.decode()
    manifest = _ELEMENT.search(page)
    end = manifest.start() if manifest is not None else len(page)
    texts = list(_TEXT.finditer(page, page.index("<body"), end))
    found = chance.choice([one for one in texts if _WORD.search(page, *one.span(1))])
    return with_a_word_altered(page, *found.span(1), chance).encode()


def altered_markdown(data: bytes, chance: Random) -> bytes:
    """Markdown in which a reader sees another word."""
    text = data.decode()
    return with_a_word_altered(text, 0, text.index(COMMENT_START), chance).encode()


def altered_word_document(data: bytes, chance: Random) -> bytes:
    """A Word document in which a reader sees another word."""

    def change(text: str) -> str:
        found = chance.choice(list(_WORD_TEXT.finditer(text)))
        return with_a_word_altered(text, *found.span(1), chance)

    return in_word(data, change)


def in_word(data: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """A Word document with other words in it."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.startswith(part) and name.endswith(".xml"):
                body = change(body.decode()).encode()
            new.writestr(name, body)
    return made.getvalue()


def altered_table(data: bytes, chance: Random) -> bytes:
    """A table with another word in a cell."""
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    cells = [
        (row, column)
        for row in range(1, len(rows))
        for column, name in enumerate(rows[0])
        if name not in _FREE and _WORD.search(rows[row][column])
    ]
    row, column = chance.choice(cells)
    said = rows[row][column]
    rows[row][column] = with_a_word_altered(said, 0, len(said), chance)
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode()


def altered_json(data: bytes, chance: Random) -> bytes:
    """JSON, or lines of it, with another value."""
    text = data.decode()
    by_line = text.startswith('{"report"') and '\n"documents": [' not in text
    lines = text.splitlines() if by_line else [text]
    number = chance.choice([n for n, line in enumerate(lines) if list(_ways(json.loads(line)))])
    value = json.loads(lines[number])
    path = chance.choice(list(_ways(value)))
    lines[number] = json.dumps(with_another(value, path, chance), ensure_ascii=False)
    return "\n".join(lines).encode()


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to all single values in a JSON value."""
    if isinstance(value, dict | list) and value:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in items:
            yield from leaves(each, (*path, key))
    else:
        yield path


def is_compared(path: tuple[Any, ...]) -> bool:
    """Whether a value of a report is one that the ledger can say something of."""
    return (not path or path[0] != "report" or path[1] not in _FREE) and path[-1:] != ("@context",)


def _ways(value: Any) -> Iterator[tuple[Any, ...]]:
    for path in leaves(value):
        said = _at(value, path)
        names_report = isinstance(said, str) and said.startswith("urn:workbench:report:")
        if is_compared(path) and said not in ("", None, [], {}) and not names_report:
            yield path


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def with_another(value: Any, path: tuple[Any, ...], chance: Random | None = None) -> Any:
    """A copy in which one value is another."""
    copy = json.loads(json.dumps(value))
    old = _at(copy, path)
    new: Any = "another"
    if isinstance(old, bool):
        new = not old
    elif isinstance(old, int):
        new = old + 1
    elif isinstance(old, str) and chance is not None and _WORD.search(old):
        new = with_a_word_altered(old, 0, len(old), chance)
    _at(copy, path[:-1])[path[-1]] = new
    return copy


def by_another_version(data: bytes, form: str) -> bytes:
    """The report with the name of another version in it, and a manifest that fits its words."""
    if form == "docx":
        return in_word(in_word(data, _renamed), _renamed, "customXml/")
    return resealed(_renamed(data.decode())).encode()


def _renamed(text: str) -> str:
    return _PROGRAM.sub(OTHER_PROGRAM, text)


def resealed(text: str) -> str:
    """HTML or Markdown with a manifest that fits the words as they are now."""
    found = _ELEMENT.search(text)
    if found is not None:
        letters = Letters()
        letters.add_markup(text)
        value = {**json.loads(found[1]), "words": letters.digest()}
        return text[: found.start(1)] + canonical(value) + text[found.end(1) :]
    start = text.find(COMMENT_START)
    if start < 0:
        return text
    end = text.index(COMMENT_END, start)
    seen = text[:start] + text[end + len(COMMENT_END) :]
    value = {**json.loads(text[start + len(COMMENT_START) : end]), "words": digest_of(seen)}
    return text[: start + len(COMMENT_START)] + canonical(value) + text[end:]


ALTERED: Final[dict[str, Callable[[bytes, Random], bytes]]] = {
    "html": altered_page,
    "markdown": altered_markdown,
    "docx": altered_word_document,
    "csv": altered_table,
    "json": altered_json,
    "jsonl": altered_json,
    "portable": altered_json,
    "claimreview": altered_json,
    "claimreview-page": altered_page,
    "averitec": altered_json,
}
"""How each format is altered at some place."""
