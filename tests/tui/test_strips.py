"""Painted lines take little memory, and are gone as soon as nothing shows them."""

import gc
from collections.abc import Iterator

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import Monochrome
from textual.strip import Strip

from workbench.tui.terminal.strips import keep_strips_small


@pytest.fixture(autouse=True)
def small() -> Iterator[None]:
    keep_strips_small()
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def painted() -> Strip:
    return Strip([Segment("Ten ", Style(bold=True)), Segment("ships", Style(dim=True))], 9)


def test_a_line_that_needs_no_dividing_is_no_garbage() -> None:
    line = painted()
    assert list(line.divide([9])) == [line]
    assert list(line.divide([9, 12])) == [line]
    del line
    assert gc.collect() == 0


def test_lines_are_divided_filled_and_styled_as_ever() -> None:
    line = painted()
    for _ in range(2):
        assert [part.text for part in line.divide([4, 9])] == ["Ten ", "ships"]
        assert line.adjust_cell_length(11).text == "Ten ships  "
        assert line.crop(4, 9).text == "ships"
        assert line.crop_extend(4, 11, None).text == "ships  "
        assert line.apply_style(Style(dim=True)).text == "Ten ships"
        assert line.apply_filter(Monochrome(), Color(0, 0, 0)).text == "Ten ships"


def test_having_lines_so_twice_changes_nothing() -> None:
    divide = Strip.divide
    keep_strips_small()
    assert Strip.divide is divide
