"""What the user has set, from ``settings.toml`` in the configuration folder.

Every setting has a default, so the file need not exist. A name that does not exist or a value
of the wrong type is an error that names the file and the nearest name that does exist.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from workbench.errors import UsageError
from workbench.places import config_directory

FILE_NAME: Final = "settings.toml"


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """An optional language model that proposes claims; off unless ``url`` is set."""

    url: str = ""
    """Where the OpenAI-compatible interface is, for example ``http://localhost:8080/v1``."""

    model: str = ""
    """The model's name as the server knows it."""

    key_variable: str = "WORKBENCH_MODEL_KEY"
    """The environment variable that holds the key, if the server wants one."""

    timeout_seconds: int = 120
    """How long one answer may take in all."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings."""

    model: ModelSettings = field(default_factory=ModelSettings)

    worth: Mapping[str, int] = field(default_factory=dict)
    """Points, per mille, that replace the reader's own for a reason for checking a claim."""


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings, or the defaults where there is no file.

    Raises:
        UsageError: The file cannot be read, is no TOML, or holds something unknown.
    """
    path = path or config_directory() / FILE_NAME
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not TOML: {error}") from None
    _refuse_unknown(path, "", data, ("model", "worth"))
    return Settings(
        model=_model(path, _table(path, "model", data.get("model", {}))),
        worth=_points(path, _table(path, "worth", data.get("worth", {}))),
    )


def _model(path: Path, table: Mapping[str, Any]) -> ModelSettings:
    types = {each.name: type(each.default) for each in fields(ModelSettings)}
    _refuse_unknown(path, "model.", table, types)
    for name, value in table.items():
        if type(value) is not types[name]:
            raise UsageError(f"{path}: model.{name} must be {_article(types[name])}")
    return ModelSettings(**table)


def _points(path: Path, table: Mapping[str, Any]) -> Mapping[str, int]:
    for name, value in table.items():
        if type(value) is not int or not -1000 <= value <= 1000:
            raise UsageError(f"{path}: worth.{name} must be a whole number from -1000 to 1000")
    return dict(table)


def _table(path: Path, name: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise UsageError(f"{path}: {name} must be a table, [{name}]")
    return value


def _refuse_unknown(
    path: Path, prefix: str, table: Mapping[str, Any], known: Mapping[str, Any] | tuple[str, ...]
) -> None:
    for name in table:
        if name not in known:
            near = get_close_matches(name, list(known), n=1)
            hint = f"did you mean {prefix}{near[0]}?" if near else f"there are: {', '.join(known)}"
            raise UsageError(f"{path}: there is no setting {prefix}{name}; {hint}")


def _article(kind: type) -> str:
    return {str: "a text in quotes", int: "a whole number"}[kind]
