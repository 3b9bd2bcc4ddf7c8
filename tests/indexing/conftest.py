from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.indexing import ClaimIndex, open_index


@pytest.fixture
def index(tmp_path: Path) -> Iterator[ClaimIndex]:
    with open_index(tmp_path, "project") as opened:
        yield opened
