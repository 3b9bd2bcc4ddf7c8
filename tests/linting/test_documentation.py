"""The page about linting names the rules as they are."""

from pathlib import Path

from workbench.linting.registry import table

_PAGE = Path(__file__).parents[2] / "docs" / "linting.md"


def test_the_rules_in_the_documentation_are_those_of_the_program() -> None:
    assert _PAGE.read_text("utf-8").endswith(table())
