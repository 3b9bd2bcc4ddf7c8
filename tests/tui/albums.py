"""Pictures of screens as lines of text, with a short digest of how each line is styled.

A file holds one screen at each size; the digests stand below the words, one row a theme, so that
a difference names the lines that look otherwise. SVG files of the same would be fifty times as
large; the one that differs is drawn where the test says.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rich.style import Style
from textual.strip import Strip

from tests.tui.desk_material import DeskPilot

FOLDER = Path(__file__).parent / "__albums__"
SIZES: Mapping[str, tuple[int, int]] = {
    "60x20": (60, 20),
    "80x24": (80, 24),
    "120x36": (120, 36),
    "160x48": (160, 48),
}
THEMES = ("slate", "paper", "contrast")
_SIZE, _THEME = "════ ", "──── "
_DIGITS = 3
_IDENTIFIER, _SOME_IDENTIFIER = re.compile(r"\b(?=[a-f]*[0-9])[0-9a-f]{8}\b"), "0123abcd"
"""What begins the id of a claim, capture or reviewer; some of these are random."""


@dataclass(frozen=True)
class Picture:
    """What a screen shows: its words, and for each line how these look."""

    lines: tuple[str, ...]
    styles: tuple[str, ...]


def taken(pilot: DeskPilot) -> Picture:
    """What the terminal shows now."""
    screen = pilot.app.screen
    strips = screen._compositor.render_strips(screen.size)
    return Picture(
        tuple(_IDENTIFIER.sub(_SOME_IDENTIFIER, strip.text.rstrip()) for strip in strips),
        tuple(_styled(strip) for strip in strips),
    )


def _styled(strip: Strip) -> str:
    """A digest of the styles of a line; where one ends and the next begins is part of it."""
    runs: list[tuple[str, int]] = []
    for segment in strip:
        look = _look(segment.style)
        before = runs.pop() if runs and runs[-1][0] == look else (look, 0)
        runs.append((look, before[1] + len(segment.text)))
    return sha256(repr(runs).encode()).hexdigest()[:_DIGITS]


def _look(style: Style | None) -> str:
    if style is None:
        return ""
    colours = [colour.name if colour else "" for colour in (style.color, style.bgcolor)]
    marks = (style.bold, style.italic, style.underline, style.reverse, style.dim, style.strike)
    return f"{colours} {[bool(mark) for mark in marks]}"


@dataclass
class Album:
    """All pictures of one screen, as its file holds them."""

    words: dict[str, tuple[str, ...]]
    styles: dict[tuple[str, str], tuple[str, ...]]

    def put(self, size: str, theme: str, picture: Picture) -> None:
        """Keep a picture; the words are the same in every theme."""
        self.words.setdefault(size, picture.lines)
        other = [
            one for one in zip(self.words[size], picture.lines, strict=True) if one[0] != one[1]
        ]
        assert not other, f"{theme} says something else at {size}: {other}"
        self.styles[size, theme] = picture.styles

    def text(self) -> str:
        """The album as its file."""
        return "".join(f"{line}\n" for line in self._lines())

    def _lines(self) -> Iterator[str]:
        for size, lines in self.words.items():
            yield _SIZE + size
            yield from lines
            for (at, theme), styles in self.styles.items():
                if at == size:
                    yield f"{_THEME}{theme} {' '.join(styles)}"


def read_album(name: str) -> Album:
    """The album of a screen as it was committed."""
    album, size = Album({}, {}), ""
    words: dict[str, list[str]] = {}
    for line in _file(name).read_text("utf-8").splitlines():
        if line.startswith(_SIZE):
            size = line.removeprefix(_SIZE)
            words[size] = []
        elif line.startswith(_THEME):
            theme, *styles = line.removeprefix(_THEME).split(" ")
            album.styles[size, theme] = tuple(styles)
        else:
            words[size].append(line)
    album.words = {size: tuple(lines) for size, lines in words.items()}
    return album


def keep_album(name: str, album: Album) -> None:
    """Write the album of a screen."""
    FOLDER.mkdir(exist_ok=True)
    _file(name).write_text(album.text(), "utf-8")


def known_albums() -> set[str]:
    """The names of the screens of which there are pictures."""
    return {path.stem for path in FOLDER.glob("*.txt")}


def differences(album: Album, size: str, theme: str, picture: Picture) -> Iterable[str]:
    """What is other than in the album, line by line."""
    words, styles = album.words[size], album.styles[size, theme]
    if len(words) != len(picture.lines):
        yield f"{len(words)} lines were, {len(picture.lines)} are"
    for row, (was, now) in enumerate(zip(words, picture.lines, strict=False), 1):
        if was != now:
            yield f"{size} line {row:2} was {was!r}"
            yield f"{size} line {row:2} is  {now!r}"
        elif styles[row - 1] != picture.styles[row - 1]:
            yield f"{size} {theme} line {row:2} is styled otherwise: {now!r}"


def _file(name: str) -> Path:
    return FOLDER / f"{name.replace(' ', '-')}.txt"
