"""Reviewers without their names: "Reviewer 1", the same person throughout one report."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TypeVar, cast

from workbench.model import HistoryEntry, Reviewer, Statement

Noun = TypeVar("Noun")


class Pseudonyms:
    """The names that stand for reviewers in one report, given in the order they are met."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = dict(names)
        self._given: dict[str, Reviewer] = {}
        known = sorted({name for name in names.values() if name.strip()}, key=len, reverse=True)
        self._pattern = (
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)") if known else None
        )

    def of(self, reviewer: Reviewer) -> Reviewer:
        """Who stands for this reviewer."""
        found = self._given.get(reviewer.id)
        if found is None:
            number = len(self._given) + 1
            found = Reviewer(f"reviewer-{number}", f"Reviewer {number}")
            self._given[reviewer.id] = found
        return found

    def noun(self, noun: Noun) -> Noun:
        """A claim, entry or whatever else, with every reviewer in it replaced."""
        return cast("Noun", self._replaced(noun))

    def history(self, entries: tuple[HistoryEntry, ...]) -> tuple[HistoryEntry, ...]:
        """A history in which names of reviewers are replaced in what was written down too."""
        return tuple(
            replace(self.noun(entry), old=self._words(entry.old), new=self._words(entry.new))
            for entry in entries
        )

    def _words(self, text: str | None) -> str | None:
        if text is None or self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._of_name(found[0]), text)

    def _of_name(self, name: str) -> str:
        identifier = next(key for key, known in self._names.items() if known == name)
        return self.of(Reviewer(identifier, name)).name

    def _replaced(self, value: object) -> object:
        if isinstance(value, Reviewer):
            return self.of(value)
        if isinstance(value, tuple):
            items = [self._replaced(item) for item in value]
            same = all(new is old for new, old in zip(items, value, strict=True))
            return value if same else tuple(items)
        if not is_dataclass(value) or isinstance(value, type | Statement):
            return value
        changes: dict[str, object] = {}
        for name in _names_of_fields(type(value)):
            old = getattr(value, name)
            new = self._replaced(old)
            if new is not old:
                changes[name] = new
        return replace(value, **changes) if changes else value


@cache
def _names_of_fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
