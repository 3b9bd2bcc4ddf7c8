"""Search fact-checks that others have published. It sends words to Google, so it asks first."""

import os
from typing import TYPE_CHECKING

from workbench.desk.sourcing.fetching import Web
from workbench.errors import UsageError
from workbench.settings import load_settings

if TYPE_CHECKING:
    from workbench.sourcing.fact_checks import FactChecksFound

WHERE = "Google's Fact Check Tools"


def fact_check_key() -> str:
    """The key for the search, from the environment.

    Raises:
        UsageError: There is none.
    """
    variable = load_settings().sources.fact_check_variable
    key = os.environ.get(variable, "").strip()
    if not key:
        raise UsageError(
            f"searching published fact-checks needs a key of {WHERE} in the environment variable "
            f"{variable}; see docs/settings.md"
        )
    return key


async def published_fact_checks(
    words: str, web: Web, *, language: str | None = None
) -> "FactChecksFound":
    """Ask for fact-checks about some words. Ratings come in the publishers' own wording.

    Raises:
        UsageError: There is no key, or there are no words.
    """
    from workbench.sourcing.fact_checks import search_fact_checks

    settings = load_settings().sources
    return await search_fact_checks(
        web.asker,
        words,
        fact_check_key(),
        language,
        settings.fact_check_url,
        pacing=web.pacing,
    )
