"""How many examples a property is tried on: few in the ordinary suite, many in the long one."""

import os
from collections.abc import Callable
from typing import Any, Final, TypeVar

import pytest
from hypothesis import settings

THOROUGH: Final = os.environ.get("WORKBENCH_EXAMPLES") == "many"
Test = TypeVar("Test", bound=Callable[..., Any])


def examples(few: int, many: int) -> Callable[[Test], Test]:
    """So many examples, without a time limit; ``make test-long`` asks for ``many``."""
    chosen = settings(max_examples=many if THOROUGH else few, deadline=None)

    def apply(test: Test) -> Test:
        marked: Test = pytest.mark.many(chosen(test))
        return marked

    return apply
