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
from typing import Any, Final
from zlib import crc32

from workbench.errors import StorageError
from workbench.faceting.columns import Column, whole
from workbench.faceting.kept import KeptFile, KeptPlaces
from workbench.faceting.table import FACETS, FLAGS, FacetTable

FORMAT: Final = 3
FOLDER: Final = "facets"
"""In the folder of caches."""
_LONGEST_HEAD: Final = 256 * 1024 * 1024
_MOST_CLAIMS: Final = 1 << 32
_LONGEST_LINES: Final = 40
_NAMES: Final = (*FACETS, FLAGS)


def table_path(folder: Path, project: str, database: Path) -> Path:
    """Where the table of a database lies in the folder of caches."""
    name = f"{project}\0{database.absolute()}".encode("utf-8", "surrogatepass")
    return folder / FOLDER / f"{hashlib.sha256(name).hexdigest()[:32]}.facets"


def save_table(table: FacetTable, path: Path) -> bool:
    """Keep a table; returns whether the disk took it.

    Raises:
        StorageError: The file from which it came cannot be read any more.
    """
    columns = [table.columns[name] for name in _NAMES]
    head = {
        "format": FORMAT,
        "order": sys.byteorder,
        "stamp": table.stamp,
        "labels": table.labels,
        "columns": [
            [name, column.typecode, len(column), column.groups, column.totals.tolist()]
            for name, column in zip(_NAMES, columns, strict=True)
        ],
    }
    check = 0
    # A column at a time, because what is kept in a file is read anew each time.
    for column in columns:
        check = crc32(column.places, check)
    line = json.dumps({**head, "check": check}, ensure_ascii=True).encode()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(b"%d\n%08x\n" % (len(line), crc32(line)) + line)
                for column in columns:
                    column.places.tofile(file)
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError:
        return False
    return True


def load_table(path: Path) -> FacetTable | None:
    """A table that was kept; ``None`` if there is none that can be used.

    Its columns stay in the file, which is looked through once.
    """
    try:
        file = KeptFile(path)
        size, check, _ = file.read(0, min(_LONGEST_LINES, file.size)).split(b"\n", 2)
        start = len(size) + len(check) + 2
        if not 0 < int(size) <= _LONGEST_HEAD:
            return None
        line = file.read(start, int(size))
        if crc32(line) != int(check, 16):
            return None
        return _table(json.loads(line), file, start + int(size))
    except (
        *(OSError, EOFError, ValueError, KeyError, TypeError, AttributeError),
        *(RecursionError, OverflowError, StorageError),
    ):
        return None


def _table(head: Any, file: KeptFile, offset: int) -> FacetTable | None:
    if head["format"] != FORMAT or head["order"] != sys.byteorder:
        return None
    columns: dict[str, Column] = {}
    check = 0
    for name, typecode, length, groups, totals in head["columns"]:
        if not 0 <= length <= _MOST_CLAIMS:
            return None
        kept = KeptPlaces(file, offset, typecode, length)
        offset += length * kept.itemsize
        # A column at a time, so that no more than one is in memory.
        places = kept.all()
        check = crc32(places, check)
        if not whole(places, len(groups)) or len(totals) != len(groups) or sum(totals) != length:
            return None
        shared = {value: value for value in head["labels"].get(name, ())}
        columns[name] = Column(
            (tuple(shared.get(value, value) for value in group) for group in groups),
            kept,
            array("Q", totals),
        )
    if tuple(columns) != _NAMES or file.size != offset or check != head["check"]:
        return None
    labels = {
        name: {value: value if label == value else label for value, label in written.items()}
        for name, written in ((name, head["labels"][name]) for name in FACETS)
    }
    return FacetTable(columns, labels, str(head["stamp"]), file)
