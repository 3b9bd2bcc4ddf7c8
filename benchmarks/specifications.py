"""The Recognizers-Text specifications as cases: what to find in an input, less what is left out.

The files are Microsoft's, under the MIT licence, and are not part of this project; a program that
needs them says so when they are absent. ``excluded_specs.toml`` names what is left out and why.
"""

import json
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
SPECIFICATIONS: Final = HERE.parents[1] / "shared" / "yardsticks" / "recognizers"


@dataclass(frozen=True)
class Case:
    """One input, its reference day, and the results that are asked for."""

    input: str
    reference: str
    results: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Specification:
    """The cases of one file that count, and how many were left out by category."""

    name: str
    cases: tuple[Case, ...]
    left_out: Counter[str]


def load(file: str, name: str) -> Specification:
    """Load a specification; ``name`` is its table in the list of what is left out."""
    excluded = tomllib.loads((HERE / "excluded_specs.toml").read_text(encoding="utf-8"))
    categories = {
        category: re.compile("|".join(entry["patterns"]), re.IGNORECASE)
        for category, entry in excluded.get(name, {}).items()
    }
    cases: list[Case] = []
    left_out: Counter[str] = Counter()
    for entry in json.loads((SPECIFICATIONS / file).read_text(encoding="utf-8-sig")):
        category = _category(entry, categories)
        if category is None:
            reference = entry.get("Context", {}).get("ReferenceDateTime", "")[:10]
            cases.append(Case(entry["Input"], reference, tuple(entry["Results"])))
        else:
            left_out[category] += 1
    return Specification(file, tuple(cases), left_out)


def _category(entry: dict[str, Any], categories: dict[str, re.Pattern[str]]) -> str | None:
    if "python" in entry.get("NotSupported", "").lower():
        return "reference"
    for category, pattern in categories.items():
        if pattern.search(entry["Input"]):
            return category
    return None


def describe(specification: Specification) -> str:
    """Say in one line what was left out."""
    parts = ", ".join(f"{name} {count}" for name, count in specification.left_out.most_common())
    return f"left out {sum(specification.left_out.values())} ({parts})"
