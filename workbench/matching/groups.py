"""Groups of claims that were accepted as duplicates, never joined across a conflict.

A group is what duplicates connect. A link that would join two claims of which the one conflicts
with the other is not taken into the group: it is named, and so is the conflict.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Group", "Groups"]

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Group(Generic[Key]):
    """The members of one group in the order in which they came.

    ``refused`` are duplicate links that were not followed because of a conflict, ``conflicts`` the
    conflicts between members of this group and any claim. A group with either carries no verdict.
    """

    members: tuple[Key, ...]
    refused: tuple[tuple[Key, Key], ...] = ()
    conflicts: tuple[tuple[Key, Key], ...] = ()

    @property
    def carries_verdict(self) -> bool:
        """Whether a verdict on one member may be carried to the others."""
        return len(self.members) > 1 and not self.refused and not self.inner_conflicts

    @property
    def inner_conflicts(self) -> tuple[tuple[Key, Key], ...]:
        """Conflicts between two members, possible only where a conflict was linked afterwards."""
        inside = set(self.members)
        return tuple(pair for pair in self.conflicts if inside.issuperset(pair))


class Groups(Generic[Key]):
    """Connected components of accepted duplicates.

    Conflicts are heard first, whatever the order of the calls: the groups are made when they are
    asked for, from conflicts and then from duplicates in the order given.
    """

    def __init__(
        self,
        duplicates: Iterable[tuple[Key, Key]] = (),
        conflicts: Iterable[tuple[Key, Key]] = (),
    ) -> None:
        self._duplicates = list(duplicates)
        self._conflicts = list(conflicts)
        self._parents: dict[Key, Key] | None = None
        self._refused: list[tuple[Key, Key]] = []

    def join(self, one: Key, other: Key) -> bool:
        """Accept two claims as duplicates; false if a conflict keeps them apart."""
        self._duplicates.append((one, other))
        self._parents = None
        return self.together(one, other)

    def oppose(self, one: Key, other: Key) -> None:
        """Mark two claims as conflicting."""
        self._conflicts.append((one, other))
        self._parents = None

    def together(self, one: Key, other: Key) -> bool:
        """Whether two claims are in one group."""
        self._made()
        return self._root(one) == self._root(other)

    def of(self, member: Key) -> Group[Key]:
        """The group of a claim; a claim without links is a group of its own."""
        self._made()
        root = self._root(member)
        return next(
            (group for group in self.all() if root in group.members), Group(members=(member,))
        )

    def all(self) -> tuple[Group[Key], ...]:
        """The groups of two or more claims, and those of one whose links were refused."""
        self._made()
        members: dict[Key, list[Key]] = {}
        for key in self._parents or ():
            members.setdefault(self._root(key), []).append(key)
        refused = self._by_root(self._refused)
        conflicts = self._by_root(self._conflicts)
        return tuple(
            Group(tuple(keys), tuple(refused.get(root, ())), tuple(conflicts.get(root, ())))
            for root, keys in members.items()
            if len(keys) > 1 or root in refused
        )

    def _by_root(self, pairs: Iterable[tuple[Key, Key]]) -> dict[Key, list[tuple[Key, Key]]]:
        found: dict[Key, list[tuple[Key, Key]]] = {}
        for pair in pairs:
            for root in dict.fromkeys((self._root(pair[0]), self._root(pair[1]))):
                found.setdefault(root, []).append(pair)
        return found

    def _made(self) -> None:
        if self._parents is not None:
            return
        self._parents = {}
        self._refused = []
        enemies: dict[Key, set[Key]] = {}
        for one, other in self._conflicts:
            enemies.setdefault(self._root(one), set()).add(self._root(other))
            enemies.setdefault(self._root(other), set()).add(self._root(one))
        for one, other in self._duplicates:
            left, right = self._root(one), self._root(other)
            if left == right:
                continue
            if right in enemies.get(left, ()):
                self._refused.append((one, other))
                continue
            self._parents[right] = left
            for enemy in enemies.pop(right, set()):
                enemies[enemy].discard(right)
                enemies[enemy].add(left)
                enemies.setdefault(left, set()).add(enemy)

    def _root(self, key: Key) -> Key:
        parents = self._parents if self._parents is not None else {}
        parent = parents.setdefault(key, key)
        while parent != parents[parent]:
            parents[parent] = parents[parents[parent]]
            parent = parents[parent]
        parents[key] = parent
        return parent
