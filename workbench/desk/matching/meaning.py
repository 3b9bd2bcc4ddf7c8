"""Nearness of meaning by a sentence encoder, where one is installed and switched on.

It finds more candidates and puts them in order. What two claims are to each other the slots
decide, as they do without it. Vectors are kept in the cache of this computer, never in the file.
"""

from collections.abc import Callable, Container, Hashable, Iterable, Mapping, Sequence
from functools import cache
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Final

from workbench.errors import EncoderUnusable
from workbench.matching import Facts, rank
from workbench.places import cache_directory
from workbench.settings import EncoderSettings, load_settings
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.desk.matching.indexes import Index, OnProgress
    from workbench.encoding.encoder import Encoder
    from workbench.indexing import ClaimIndex
    from workbench.indexing.vectors import Vectors
    from workbench.model import Match

CANDIDATES: Final = 100
_PIECE: Final = 64
_PAGE: Final = 1_000


class Meanings:
    """The vectors of one project's claims, and the encoder that makes them."""

    def __init__(self, project: str, encoder: "Encoder") -> None:
        from workbench.indexing.vectors import VectorFile, vectors_path

        self._encoder = encoder
        self._asked: tuple[str, Vectors] | None = None
        path = vectors_path(cache_directory(), project, encoder.name)
        self._file = VectorFile(path, encoder.size)

    @property
    def count(self) -> int:
        """How many claims have a vector."""
        return self._file.count

    def near(self, text: str, limit: int = CANDIDATES) -> list[int]:
        """The numbers of the claims whose meaning is nearest to a text."""
        return self._file.nearest(self._vector(text), limit)

    def nearness(self, text: str, claims: Sequence[tuple[int, Facts]]) -> list[float | None]:
        """How near the meaning of claims is to that of a text; ``None`` where it is not known."""
        marks = [_mark(facts) for _, facts in claims]
        return self._file.cosines(self._vector(text), [key for key, _ in claims], marks)

    def encode(
        self,
        index: "ClaimIndex",
        *,
        seconds: float | None = None,
        on_progress: "OnProgress | None" = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> bool:
        """Encode the claims that have no vector; whether all have one now.

        With ``seconds``, it stops after that time and goes on with the next call.
        """
        stamp = index.stamp
        if stamp and self._file.stamp == stamp:
            return True
        until = None if seconds is None else monotonic() + seconds
        facts = index.all_facts()
        done = 0
        while page := list(islice(facts, _PAGE)):
            keys, marks = [key for key, _ in page], [_mark(one) for _, one in page]
            lacking = self._file.lacking(keys, marks)
            done += len(page) - len(lacking)
            for start in range(0, len(lacking), _PIECE):
                if (until is not None and monotonic() >= until) or (cancelled and cancelled()):
                    return False
                some = lacking[start : start + _PIECE]
                vectors = self._encoder.vectors([encoded_words(page[at][1]) for at in some])
                self._file.add([keys[at] for at in some], [marks[at] for at in some], vectors)
                done += len(some)
                if on_progress is not None:
                    on_progress("Encoding", done, index.count)
        self._file.set_stamp(stamp)
        return True

    def _vector(self, text: str) -> "Vectors":
        """The vector of a text; the last one is kept, for it is asked for twice."""
        if self._asked is None or self._asked[0] != text:
            self._asked = text, self._encoder.vectors([text])[0]
        return self._asked[1]


def meanings_of(project: str, on_note: Callable[[str], None] | None = None) -> Meanings | None:
    """The vectors of a project, if an encoder is switched on; why it cannot be used is said."""
    settings = load_settings().encoder
    if not settings.on:
        return None
    try:
        return Meanings(project, _encoder_in(settings.folder))
    except EncoderUnusable as error:
        reason = str(error)
    except OSError as error:
        reason = f"the vectors of claims cannot be kept: {clean_line(error.strerror or '', 80)}"
    if on_note is not None:
        on_note(f"{reason}; claims are matched without the encoder")
    return None


def give_meanings(
    project: str,
    index: "ClaimIndex",
    seconds: float = 0.0,
    on_progress: "OnProgress | None" = None,
    on_note: Callable[[str], None] | None = None,
) -> None:
    """Have an index tell nearness of meaning, if an encoder is switched on.

    What has no vector yet is encoded for so many seconds; what is left then is said.
    """
    meanings = meanings_of(project, on_note)
    if meanings is None:
        return
    index.meanings = meanings
    if not seconds:
        return
    try:
        whole = meanings.encode(index, seconds=seconds, on_progress=on_progress)
    except OSError as error:
        index.meanings = None
        if on_note is not None:
            on_note(
                f"the vectors of claims cannot be written: {clean_line(error.strerror or '', 80)}"
            )
        return
    if not whole and on_note is not None:
        on_note(
            f"{meanings.count:,} of {index.count:,} claims are encoded; the others are found by "
            "their words alone until the next calls, or the desk, have encoded them"
        )


def describe_encoder(settings: EncoderSettings) -> tuple[str, bool]:
    """How it stands with the encoder, in a line, and whether that is wrong."""
    from workbench.encoding.finding import what_is_missing

    missing = what_is_missing(settings.folder)
    if not settings.on:
        switch = "off; on = true under [encoder] in settings.toml switches it on"
        return (f"{switch}" if missing is None else f"off; {missing}"), False
    if missing is not None:
        return f"switched on, and cannot be used: {missing}", True
    try:
        encoder = _encoder_in(settings.folder)
    except EncoderUnusable as error:
        return f"switched on, and cannot be used: {error}", True
    return f"on; vectors of {encoder.size} numbers from {clean_line(str(encoder.folder))}", False


def found_for(
    index: "Index", facts: Facts, text: str, limit: int, leaving_out: Container[int] = ()
) -> list[int]:
    """The numbers of what may say the same as a text: by its terms, and by meaning if possible."""
    found = index.candidates(facts, limit)
    if index.meanings is not None:
        found = list(dict.fromkeys([*found, *index.meanings.near(text)]))
    return [one for one in found if one not in leaving_out]


def ranked(
    index: "Index",
    facts: Facts,
    text: str,
    numbers: Iterable[int],
    limit: int,
    kinds: Mapping[int, Hashable],
) -> "list[Match[int]]":
    """Claims put in order for a text, each with its relation.

    Of claims in the same words one of each of the ``kinds`` is given.
    """
    claims = list(index.facts(numbers))
    nearness = index.meanings.nearness(text, claims) if index.meanings is not None else None
    return rank(facts, claims, index.weights, limit, nearness=nearness, kind_of=kinds.get)


@cache
def _encoder_in(folder: str) -> "Encoder":
    """The encoder of a folder, or of the package; it is read once, by whoever comes first."""
    from workbench.encoding.finding import model_folder

    found = model_folder(folder)
    from workbench.encoding.encoder import Encoder

    return Encoder(found)


def encoded_words(facts: Facts) -> str:
    """The words of a claim that are encoded: its own, then those of its headline."""
    return f"{facts.wording}. {facts.heading}" if facts.heading else facts.wording


def _mark(facts: Facts) -> int:
    from workbench.indexing.vectors import mark_of

    return mark_of(encoded_words(facts))
