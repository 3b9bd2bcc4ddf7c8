"""Settings: defaults without a file, and errors that name the file and the way out."""

from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.settings import Settings, load_settings


def test_without_a_file_everything_has_its_default(home: Path) -> None:
    assert load_settings() == Settings()
    assert load_settings().model.url == ""


def test_the_file_is_read_from_the_configuration_folder(home: Path) -> None:
    (home / "config").mkdir()
    (home / "config" / "settings.toml").write_text(
        '[model]\nurl = "http://localhost:8080/v1"\nmodel = "small"\n[worth]\nnumber = 300\n'
    )
    settings = load_settings()
    assert settings.model.url == "http://localhost:8080/v1"
    assert settings.worth == {"number": 300}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[modle]\n", "did you mean model?"),
        ('[model]\nulr = "x"\n', "did you mean model.url?"),
        ("[model]\nurl = 5\n", "a text in quotes"),
        ('[model]\ntimeout_seconds = "x"\n', "a whole number"),
        ("model = 3\n", "must be a table"),
        ("[worth]\nnumber = 3000\n", "-1000 to 1000"),
        ("[worth]\nnumber = true\n", "-1000 to 1000"),
        ("[sources]\noffline = 1\n", "sources.offline must be true or false"),
        ("[sources]\ntotal_seconds = 0\n", "from 1 to 600"),
        ("[sources]\noffliné = true\n", "not TOML"),
        ("[sources]\nofline = true\n", "did you mean sources.offline?"),
        ('[sources]\ncontact = "a\\nb"\n', "plain ASCII"),
        ("not toml", "not TOML"),
    ],
)
def test_mistakes_name_the_file_and_the_way_out(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(content)
    with pytest.raises(UsageError) as refused:
        load_settings(path)
    assert str(path) in str(refused.value)
    assert says in str(refused.value)
