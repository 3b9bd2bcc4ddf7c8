"""Objects of the markup as schema.org means them: types, properties, references, contexts.

This is the part of JSON-LD that fact-checks are written in: one or several contexts, graphs,
references by ``@id``, lists in lists, values in objects, and prefixed or whole names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from workbench.linting.findings import Path
from workbench.linting.pieces import Piece

MOST_OBJECTS: Final = 500_000
REVIEWS: Final = frozenset({"ClaimReview", "MediaReview"})
_SCHEMA: Final = re.compile(
    r"https?://(?:www\.)?schema\.org(?:/?|/docs/jsonldcontext\.json(?:ld)?)#?", re.IGNORECASE
)
_PREFIXES: Final = ("", "schema:", "https://schema.org/", "http://schema.org/")
_WRAPPERS: Final = ("@list", "@set")


@dataclass(frozen=True, slots=True)
class Context:
    """What ``@context`` says where an object stands; ``path`` is where it says so."""

    value: Any
    path: Path | None

    @property
    def is_schema(self) -> bool:
        """Whether schema.org's vocabulary is in force."""
        return any(_names_schema(one) for one in self.entries)

    @property
    def extra(self) -> bool:
        """Whether anything beside schema.org's vocabulary is in force."""
        return any(not _is_plain(one) for one in self.entries)

    @property
    def entries(self) -> list[Any]:
        """The contexts, one by one."""
        if self.value is None:
            return []
        return self.value if isinstance(self.value, list) else [self.value]


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its place."""

    value: Any
    path: Path
    piece: Piece

    @property
    def said(self) -> str | None:
        """The value as text, if it is a text or a number."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, Decimal | int) and not isinstance(self.value, bool):
            return str(self.value)
        return None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said: no value, an empty text, list or object."""
        value = self.value
        return value is None or value in ({}, []) or (isinstance(value, str) and not value.strip())


@dataclass(frozen=True, slots=True)
class Node(Value):
    """An object with its place and the context it stands in."""

    context: Context = field(default_factory=lambda: Context(None, None))

    @property
    def types(self) -> tuple[str, ...]:
        """Its types without the name of the vocabulary."""
        return types_of(self.value)

    @property
    def id(self) -> str | None:
        """Its ``@id``."""
        found = self.value.get("@id", self.value.get("id"))
        return found if isinstance(found, str) and found.strip() else None

    def key_of(self, name: str) -> str | None:
        """Under which key a property stands here, if it does."""
        for prefix in _PREFIXES:
            if prefix + name in self.value:
                return prefix + name
        return None

    def has(self, name: str) -> bool:
        """Whether a property is given, be it empty."""
        return self.key_of(name) is not None

    def raw(self, name: str) -> Value | None:
        """A property as it is written."""
        key = self.key_of(name)
        return None if key is None else Value(self.value[key], (*self.path, key), self.piece)

    def each(self, name: str) -> Iterator[Value]:
        """The values of a property one by one, out of lists and of objects that only wrap."""
        whole = self.raw(name)
        if whole is not None:
            yield from unwrapped(whole)

    def first(self, name: str) -> Value | None:
        """The first value of a property that says anything."""
        return next((one for one in self.each(name) if not one.is_empty), None)

    def text(self, name: str) -> str | None:
        """The first value of a property as text, trimmed; ``None`` if there is none."""
        found = self.first(name)
        said = found.said if found else None
        return said.strip() if said else None


def unwrapped(whole: Value) -> Iterator[Value]:
    """The values in a value, in order."""
    waiting = [whole]
    while waiting:
        one = waiting.pop()
        value = one.value
        if isinstance(value, list):
            inner = [Value(each, (*one.path, place), one.piece) for place, each in enumerate(value)]
            waiting.extend(reversed(inner))
        elif isinstance(value, dict) and (key := next(filter(value.__contains__, _WRAPPERS), None)):
            waiting.append(Value(value[key], (*one.path, key), one.piece))
        elif isinstance(value, dict) and "@value" in value:
            yield Value(value["@value"], (*one.path, "@value"), one.piece)
        else:
            yield one


def types_of(value: Mapping[str, Any]) -> tuple[str, ...]:
    """The types of an object without the name of the vocabulary."""
    given = value.get("@type", value.get("type"))
    listed: Sequence[Any] = given if isinstance(given, list) else (given,)
    return tuple(
        [
            one.rpartition("/")[2].rpartition(":")[2].strip()
            for one in listed
            if isinstance(one, str)
        ]
    )


@dataclass(slots=True)
class Page:
    """All objects of a page or file; ``more`` says that some were too many to look at."""

    nodes: list[Node] = field(default_factory=list)
    known: dict[str, Node] = field(default_factory=dict)
    more: bool = False

    def node(self, value: Value) -> Node | None:
        """The object that a value is or refers to; ``None`` if it is none or refers to none."""
        if not isinstance(value.value, dict):
            return None
        node = Node(value.value, value.path, value.piece)
        if not is_reference(value.value):
            return node
        return self.known.get(node.id or "")


def is_reference(value: Mapping[str, Any]) -> bool:
    """Whether an object only names another by its ``@id``."""
    return bool(value) and set(value) <= {"@id", "id", "@line"} and bool(set(value) - {"@line"})


def read_page(pieces: Sequence[Piece]) -> Page:
    """All objects in all pieces, in the order in which they stand there."""
    page = Page()
    for piece in pieces:
        waiting: list[tuple[Any, Path, Context]] = [(piece.value, (), Context(None, None))]
        while waiting:
            value, path, context = waiting.pop()
            if isinstance(value, list):
                inner = [(each, (*path, place), context) for place, each in enumerate(value)]
                waiting.extend(reversed(inner))
                continue
            if not isinstance(value, dict):
                continue
            if len(page.nodes) >= MOST_OBJECTS:
                page.more = True
                return page
            if "@context" in value:
                context = Context(value["@context"], (*path, "@context"))
            node = Node(value, path, piece, context)
            page.nodes.append(node)
            if node.id is not None and not is_reference(value):
                known = page.known.get(node.id)
                if known is None or len(known.value) < len(value):
                    page.known[node.id] = node
            further = [
                (each, (*path, key), context)
                for key, each in value.items()
                if key != "@context" and isinstance(each, dict | list)
            ]
            waiting.extend(reversed(further))
    return page


def _names_schema(context: Any) -> bool:
    if isinstance(context, str):
        return _SCHEMA.fullmatch(context.strip()) is not None
    if isinstance(context, dict):
        named = (context.get("@vocab"), context.get("schema"))
        return any(isinstance(one, str) and _SCHEMA.fullmatch(one.strip()) for one in named)
    return False


def _is_plain(context: Any) -> bool:
    if isinstance(context, dict):
        # A language or base changes how values are read, not what the words mean.
        return set(context) <= {"@vocab", "@language", "@base", "schema"} and (
            _names_schema(context) or not {"@vocab", "schema"} & set(context)
        )
    return _names_schema(context)
