"""With an encoder switched on, the desk encodes claims between its questions."""

from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="the extra 'encoder' (numpy) is not installed")

from tests.encoding.tiny_model import one_of, write_model
from tests.tui.desk_material import settled, sitting, until
from tests.tui.matching_material import reports_project, rows_of
from workbench.desk.matching.meaning import meanings_of
from workbench.places import config_directory


async def test_claims_are_encoded_in_the_background(tmp_path: Path) -> None:
    project = reports_project(tmp_path)
    model = write_model(tmp_path / "model", {"harbour": one_of(0), "fire": one_of(1)})
    config_directory().mkdir(parents=True, exist_ok=True)
    settings = f'[encoder]\non = true\nfolder = "{model}"\n'
    (config_directory() / "settings.toml").write_text(settings)
    with project.session() as session:
        meanings = meanings_of(session.project.id)
        assert meanings is not None
        assert meanings.count == 0
        async with sitting(session) as pilot:
            await settled(pilot)
            await until(pilot, lambda: meanings.count == len(rows_of(project)), "all are encoded")
