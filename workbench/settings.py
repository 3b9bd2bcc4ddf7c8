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
_CONTACT_CHARACTERS: Final = 200
_BACKUP_BOUNDS: Final = {"before_merges": (1, 100), "days": (1, 100), "weeks": (0, 100)}
_SOURCE_BOUNDS: Final = {"total_seconds": (1, 600), "at_once": (1, 16)}


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
class SourceSettings:
    """How web pages are fetched, and where archives and published fact-checks are asked."""

    offline: bool = False
    """Refuse every command that would use the network, before anything is sent."""

    contact: str = ""
    """A web page or mail address at which sites may complain; sent with every fetch if set."""

    total_seconds: int = 30
    """How long one page may take in all."""

    at_once: int = 4
    """How many pages are fetched at the same time, each from another host."""

    archive_url: str = "https://web.archive.org"
    """The Wayback Machine, for its list of captures, their replay and Save Page Now."""

    availability_url: str = "https://archive.org/wayback/available"
    """Where the Wayback Machine tells whether it has a page at all."""

    memento_url: str = "https://web.archive.org/web/timemap/link/"
    """A Memento TimeMap service; the page's address is put behind it."""

    archive_access_variable: str = "WORKBENCH_ARCHIVE_ACCESS"
    """The environment variable with the access key of archive.org, for Save Page Now."""

    archive_key_variable: str = "WORKBENCH_ARCHIVE_KEY"
    """The environment variable with the secret key that belongs to it."""

    fact_check_url: str = "https://factchecktools.googleapis.com/v1alpha1/claims:search"
    """Google's search in published fact-checks."""

    fact_check_variable: str = "WORKBENCH_FACT_CHECK_KEY"
    """The environment variable with the key for it."""

    timestamp_url: str = "https://freetsa.org/tsr"
    """The RFC 3161 authority that signs the time of a capture."""

    timestamp_roots: str = ""
    """A PEM file with the root certificates that authority's signature must lead to."""


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """The backups that this program makes by itself, in the state folder."""

    enabled: bool = True
    """Make one before each merge and restore, and one a day before the first change."""

    before_merges: int = 5
    """How many of those from before merges and restores are kept."""

    days: int = 7
    """Of how many days the daily one is kept."""

    weeks: int = 4
    """Of how many weeks before these the last daily one is kept."""


@dataclass(frozen=True, slots=True)
class SyncSettings:
    """Working with colleagues through a shared folder."""

    folder: str = ""
    """The folder that ``workbench sync`` and the desk sync with where none is named."""

    working_copies: bool = True
    """Work on a local copy of a file that lies in a synchronised folder or on a network share."""


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """An optional sentence encoder that finds claims of like meaning."""

    on: bool = False
    """Use it, if it is installed."""

    folder: str = ""
    """A folder with ``config.json``, ``vocab.txt`` and ``model.safetensors`` of a BERT encoder."""


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """How reports are written."""

    templates: str = ""
    """A folder of templates that take the place of ours where ``--templates`` names none."""


@dataclass(frozen=True, slots=True)
class KeySettings:
    """The keys of the desk; single ones are changed in keys.toml beside this file."""

    preset: str = "vim"
    """``vim``: letters move, beside the arrows. ``plain``: they do not."""


@dataclass(frozen=True, slots=True)
class LookSettings:
    """How the desk looks."""

    theme: str = "slate"
    """``slate``, ``paper``, ``contrast`` or ``terminal`` (the terminal's own colours)."""


@dataclass(frozen=True, slots=True)
class TerminalSettings:
    """How the desk uses the terminal."""

    mouse: bool = True
    """Take the mouse; without it the terminal selects words as it does elsewhere."""

    editor: str = ""
    """The editor for long texts; by default the one in ``VISUAL`` or ``EDITOR``."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings."""

    model: ModelSettings = field(default_factory=ModelSettings)

    sources: SourceSettings = field(default_factory=SourceSettings)

    backups: BackupSettings = field(default_factory=BackupSettings)

    sync: SyncSettings = field(default_factory=SyncSettings)

    encoder: EncoderSettings = field(default_factory=EncoderSettings)

    reports: ReportSettings = field(default_factory=ReportSettings)

    keys: KeySettings = field(default_factory=KeySettings)

    looks: LookSettings = field(default_factory=LookSettings)

    terminal: TerminalSettings = field(default_factory=TerminalSettings)

    worth: Mapping[str, int] = field(default_factory=dict)
    """Points, per mille, that replace the reader's own for a reason for checking a claim."""


_Section = (
    ModelSettings
    | SourceSettings
    | BackupSettings
    | SyncSettings
    | EncoderSettings
    | ReportSettings
    | KeySettings
    | LookSettings
    | TerminalSettings
)


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
    _refuse_unknown(path, "", data, tuple(each.name for each in fields(Settings)))
    return Settings(
        model=ModelSettings(**_section(path, "model", ModelSettings, data)),
        sources=_sources(path, data),
        backups=_backups(path, data),
        sync=SyncSettings(**_section(path, "sync", SyncSettings, data)),
        encoder=EncoderSettings(**_section(path, "encoder", EncoderSettings, data)),
        reports=ReportSettings(**_section(path, "reports", ReportSettings, data)),
        keys=KeySettings(**_section(path, "keys", KeySettings, data)),
        looks=LookSettings(**_section(path, "looks", LookSettings, data)),
        terminal=TerminalSettings(**_section(path, "terminal", TerminalSettings, data)),
        worth=_points(path, _table(path, "worth", data.get("worth", {}))),
    )


def _sources(path: Path, data: Mapping[str, Any]) -> SourceSettings:
    values = _section(path, "sources", SourceSettings, data)
    for name, (least, most) in _SOURCE_BOUNDS.items():
        if not least <= values.get(name, least) <= most:
            raise UsageError(f"{path}: sources.{name} must be from {least} to {most}")
    contact = values.get("contact", "")
    if not (contact.isascii() and contact.isprintable() and len(contact) <= _CONTACT_CHARACTERS):
        raise UsageError(
            f"{path}: sources.contact must be a page or mail address in plain ASCII letters, at "
            f"most {_CONTACT_CHARACTERS} of them"
        )
    return SourceSettings(**values)


def _backups(path: Path, data: Mapping[str, Any]) -> BackupSettings:
    values = _section(path, "backups", BackupSettings, data)
    for name, (least, most) in _BACKUP_BOUNDS.items():
        if not least <= values.get(name, least) <= most:
            raise UsageError(f"{path}: backups.{name} must be from {least} to {most}")
    return BackupSettings(**values)


def _section(
    path: Path, section: str, kind: type[_Section], data: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The values of one section, checked against the types of the defaults."""
    table = _table(path, section, data.get(section, {}))
    types = {each.name: type(each.default) for each in fields(kind)}
    _refuse_unknown(path, f"{section}.", table, types)
    for name, value in table.items():
        if type(value) is not types[name]:
            raise UsageError(f"{path}: {section}.{name} must be {_article(types[name])}")
    return table


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
    return {str: "a text in quotes", int: "a whole number", bool: "true or false"}[kind]
