"""The cache file of a table of facets: a line that says what is in it, then the columns.

Nothing in it is trusted: a file that does not add up is as good as none. It appears under its
name only when it is whole.
"""

import hashlib
import json
import os
import sys
import tempfile
from array import array
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final
from zlib import crc32

from workbench.faceting.columns import Column
from workbench.faceting.table import FACETS, FLAGS, FacetTable

FORMAT: Final = 2
FOLDER: Final = "facets"
"""In the folder of caches."""
_LONGEST_HEAD: Final = 256 * 1024 * 1024
_MOST_CLAIMS: Final = 1 << 32
_NAMES: Final = (*FACETS, FLAGS)


def table_path(folder: Path, project: str, database: Path) -> Path:
    """Where the table of a database lies in the folder of caches."""
    name = f"{project}\0{database.absolute()}".encode("utf-8", "surrogatepass")
    return folder / FOLDER / f"{hashlib.sha256(name).hexdigest()[:32]}.facets"


def save_table(table: FacetTable, path: Path) -> bool:
    """Keep a table; returns whether the disk took it."""
    places = [table.columns[name].places for name in _NAMES]
    head = {
        "format": FORMAT,
        "order": sys.byteorder,
        "stamp": table.stamp,
        "labels": table.labels,
        "columns": [
            [name, column.typecode, len(column), table.columns[name].groups]
            for name, column in zip(_NAMES, places, strict=True)
        ],
    }
    check = 0
    for column in places:
        check = crc32(column, check)
    line = json.dumps({**head, "check": check}, ensure_ascii=True).encode()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(b"%d\n%08x\n" % (len(line), crc32(line)) + line)
                for column in places:
                    column.tofile(file)
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError:
        return False
    return True


def load_table(path: Path) -> FacetTable | None:
    """A table that was kept; ``None`` if there is none that can be used."""
    try:
        with path.open("rb") as file:
            size, check = int(file.readline(20)), int(file.readline(20), 16)
            if not 0 < size <= _LONGEST_HEAD:
                return None
            line = file.read(size)
            if crc32(line) != check:
                return None
            return _table(json.loads(line), file)
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _table(head: Any, file: BinaryIO) -> FacetTable | None:
    if head["format"] != FORMAT or head["order"] != sys.byteorder:
        return None
    columns: dict[str, Column] = {}
    check = 0
    for name, typecode, length, groups in head["columns"]:
        # A column at a time, so that nothing is in memory twice.
        places = array(typecode)
        if not 0 <= length <= _MOST_CLAIMS:
            return None
        places.fromfile(file, length)
        check = crc32(places, check)
        shared = {value: value for value in head["labels"].get(name, ())}
        columns[name] = Column(
            (tuple(shared.get(value, value) for value in group) for group in groups), places
        )
        if not columns[name].whole:
            return None
    if tuple(columns) != _NAMES or file.read(1) or check != head["check"]:
        return None
    labels = {
        name: {value: value if label == value else label for value, label in written.items()}
        for name, written in ((name, head["labels"][name]) for name in FACETS)
    }
    return FacetTable(columns, labels, str(head["stamp"]))
