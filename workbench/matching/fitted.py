"""The fitted weights that ship with the program, read once from the data beside this module."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["fitted"]


@cache
def fitted() -> dict[str, Any]:
    """All tables of weights; which program fitted them is said in the file."""
    source = files("workbench.matching") / "fitted.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))
