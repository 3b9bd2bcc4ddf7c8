"""Loading from NLTK the one file that computes coefficients of agreement, and little else.

NLTK's packages load everything it can do as soon as one part is imported: 30 MB and a third of a
second. So its two packages are entered without running them, and what is loaded is then found
under the same names as ever.
"""

import importlib
import importlib.util
import sys
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any, Final

PACKAGE: Final = "nltk"
_PART: Final = "nltk.metrics.agreement"
_ENTERED: Final = (PACKAGE, "nltk.metrics")
_loading: Final = Lock()


def annotation_task() -> Any:
    """The class of NLTK that computes coefficients.

    Raises:
        ImportError: NLTK is not installed.
    """
    with _loading:
        found = sys.modules.get(_PART) or _loaded()
    return found.AnnotationTask


def _loaded() -> ModuleType:
    package = importlib.util.find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise ModuleNotFoundError(f"No module named {PACKAGE!r}", name=PACKAGE)
    if PACKAGE not in sys.modules:
        try:
            return _without_the_packages(Path(package.origin).parent)
        except (ImportError, AttributeError):
            # Another release may have its parts elsewhere: then all of it is loaded.
            pass
    return importlib.import_module(_PART)


def _without_the_packages(root: Path) -> ModuleType:
    for name in _ENTERED:
        entered = ModuleType(name)
        entered.__path__ = [str(root.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = entered
    try:
        return importlib.import_module(_PART)
    finally:
        # Whoever imports a package later gets the whole of it.
        for name in _ENTERED:
            del sys.modules[name]
