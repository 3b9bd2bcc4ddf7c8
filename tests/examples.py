"""How many examples a property is tried on: few in the ordinary suite, many in the long one."""

import os
from typing import Final

from hypothesis import settings

THOROUGH: Final = os.environ.get("WORKBENCH_EXAMPLES") == "many"


def examples(few: int, many: int) -> settings:
    """So many examples, without a time limit; ``make test-long`` asks for ``many``."""
    return settings(max_examples=many if THOROUGH else few, deadline=None)
