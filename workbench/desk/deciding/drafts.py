"""Drafts of verdicts and of all other forms, kept on this computer as they are typed.

They never enter claims.db.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from workbench.errors import StorageError
from workbench.places import state_directory

_FURTHER = ("confidence", "as_of", "conditions", "correction")


@dataclass(frozen=True, slots=True)
class Draft:
    """A verdict that has not been given yet."""

    rating: str | None = None
    because: str = ""
    evidence: tuple[str, ...] = ()
    unsourced: bool = False
    confidence: str = ""
    as_of: str = ""
    conditions: str = ""
    correction: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it worth keeping."""
        said = (self.because, self.as_of, self.conditions, self.correction)
        chosen = self.rating or self.evidence or self.unsourced or self.confidence
        return not chosen and not any(one.strip() for one in said)


class DraftBox:
    """The reviewer's drafts: a small file each, replaced as a whole and so never half written."""

    def __init__(self, directory: Path | None = None) -> None:
        self._directory = (directory or state_directory()) / "drafts"

    def load(self, project: str, claim: str) -> Draft | None:
        """The draft for a claim, or ``None``. A draft that cannot be read counts as none."""
        try:
            data = json.loads(self._path(project, claim).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return _draft(data) if isinstance(data, dict) else None

    def save(self, project: str, claim: str, draft: Draft) -> None:
        """Keep a draft; an empty one is discarded.

        Raises:
            StorageError: The folder of drafts cannot be written.
        """
        if draft.empty:
            self.discard(project, claim)
            return
        _replace(self._path(project, claim), asdict(draft))

    def discard(self, project: str, claim: str) -> None:
        """Forget a draft, for example once its verdict has been given."""
        _remove(self._path(project, claim))

    def load_typed(self, project: str, form: str, about: str) -> dict[str, str] | None:
        """What was typed into a form about something, or ``None``."""
        try:
            data = json.loads(self._typed_path(project, form, about).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        typed = data.get("typed") if isinstance(data, dict) else None
        if not isinstance(typed, dict) or not all(isinstance(one, str) for one in typed.values()):
            return None
        return typed

    def save_typed(self, project: str, form: str, about: str, typed: Mapping[str, str]) -> None:
        """Keep what was typed into a form.

        Raises:
            StorageError: The folder of drafts cannot be written.
        """
        kept = {"form": form, "about": about, "typed": dict(typed)}
        _replace(self._typed_path(project, form, about), kept)

    def discard_typed(self, project: str, form: str, about: str) -> None:
        """Forget what was typed into a form, for example once it was saved."""
        _remove(self._typed_path(project, form, about))

    def forget_claim(self, project: str, claim: str) -> None:
        """Forget the draft for a claim and whatever was typed into any form about it.

        Raises:
            StorageError: One of them cannot be removed.
        """
        self.discard(project, claim)
        for path in (self._directory / project / "forms").glob("*.json"):
            try:
                about = json.loads(path.read_text("utf-8"))["about"]
            except (OSError, ValueError, KeyError, TypeError):
                continue
            if claim in str(about):
                _remove(path)

    def _path(self, project: str, claim: str) -> Path:
        return self._directory / project / f"{claim}.json"

    def _typed_path(self, project: str, form: str, about: str) -> Path:
        name = hashlib.sha256(f"{form}:{about}".encode("utf-8", "replace")).hexdigest()[:32]
        return self._directory / project / "forms" / f"{name}.json"


def _replace(path: Path, kept: Mapping[str, object]) -> None:
    fresh: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="replace", dir=path.parent, prefix=".new-", delete=False
        ) as file:
            fresh = Path(file.name)
            json.dump(kept, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        fresh = None
    except OSError as error:
        raise StorageError(
            f"the draft cannot be kept in {path.parent}: {error.strerror}; "
            "set WORKBENCH_HOME to a folder that can be written"
        ) from None
    finally:
        if fresh is not None:
            fresh.unlink(missing_ok=True)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"the draft cannot be removed: {error.strerror}") from None


def _draft(data: Mapping[str, object]) -> Draft:
    rating = data.get("rating")
    evidence = data.get("evidence")
    return Draft(
        rating=rating if isinstance(rating, str) else None,
        because=str(data.get("because") or ""),
        evidence=tuple(str(item) for item in evidence) if isinstance(evidence, list) else (),
        unsourced=data.get("unsourced") is True,
        **{name: str(data.get(name) or "") for name in _FURTHER},
    )
