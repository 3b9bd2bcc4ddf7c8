"""What comparing the texts of sources needs, kept in memory for as long as the program runs.

It is worked out of the texts alone and never stored. Texts are named by their hashes, so the same
text is worked out once, under whatever capture it comes.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from workbench.errors import NotALedger
from workbench.ledger.queries import capture as get_capture
from workbench.ledger.queries import capture_text, kept
from workbench.model import PageText

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.sourcing.origins import Sketch

Value = TypeVar("Value")

TEXTS_KEPT: Final = 512
"""So many texts are remembered: 30 KB each for an article, 250 KB at most."""


class _Memory(Generic[Value]):
    """The values that were asked for last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key, made now if it is not remembered."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


_of_captures: _Memory[tuple[tuple[PageText, str], ...]] = _Memory(16 * TEXTS_KEPT)
_of_texts: "_Memory[Sketch]" = _Memory(TEXTS_KEPT)
_of_groups: _Memory[Mapping[str, int]] = _Memory(64)


def sketch_of(ledger: "Ledger", capture_id: str) -> "Sketch | None":
    """What comparing the article of a capture needs, or all that is visible without one.

    ``None`` says that there are no words, or that they are not in this file.
    """
    # Another file of the same project may be without the copies of pages.
    place = (ledger.path, capture_id)
    for kind, digest in _of_captures.get(place, partial(_texts_of, ledger, capture_id)):
        found = _of_texts.get(digest, partial(_sketch, ledger, capture_id, kind))
        if found.words:
            return found
    return None


def sketch_of_texts(ledger: "Ledger", texts: Sequence[str]) -> "Sketch | None":
    """The same of kept texts by their hashes, the first that has any words."""
    for digest in texts:
        found = _of_texts.get(digest, partial(_sketch_of_kept, ledger, digest))
        if found.words:
            return found
    return None


def origins_of_sources(sketches: Mapping[str, "Sketch"]) -> Mapping[str, int]:
    """The number of the origin of each source, by what is known of their texts."""
    from workbench.sourcing.origins import origins_of

    key = tuple(sorted((source, sketch.words) for source, sketch in sketches.items()))
    return _of_groups.get(key, lambda: origins_of(sketches))


def _texts_of(ledger: "Ledger", capture_id: str) -> tuple[tuple[PageText, str], ...]:
    capture = get_capture(ledger, capture_id)
    texts = ((PageText.MAIN, capture.main), (PageText.VISIBLE, capture.visible))
    return tuple((kind, digest) for kind, digest in texts if digest)


def _sketch(ledger: "Ledger", capture_id: str, kind: PageText) -> "Sketch":
    from workbench.sourcing.origins import sketch

    return sketch(capture_text(ledger, get_capture(ledger, capture_id), kind))


def _sketch_of_kept(ledger: "Ledger", digest: str) -> "Sketch":
    from workbench.sourcing.origins import sketch

    try:
        return sketch(kept(ledger, digest).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise NotALedger(f"the kept text {digest[:8]} cannot be read: {error}") from None
