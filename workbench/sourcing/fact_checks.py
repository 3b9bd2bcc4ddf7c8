"""Fact-checks that others have published, from the Google Fact Check Tools interface.

The words of the claim are sent to Google, so whoever calls this asks the reviewer first. Ratings
are free text in any language: they are given word for word and never mapped to a verdict.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from workbench.errors import UsageError
from workbench.model.sourcing import Exchange
from workbench.sourcing.archives.asking import (
    Asker,
    NoAnswer,
    Question,
    ask_in_turn,
    encoded,
    json_in,
    json_of,
    said,
)
from workbench.sourcing.archives.pacing import Pacing, Service
from workbench.sourcing.archives.replay_addresses import is_web_address
from workbench.text import squeeze

SEARCH: Final = "https://factchecktools.googleapis.com/v1alpha1/claims:search"
WHO: Final = "the fact-check search"
PAGE_SIZE: Final = 20
MAX_PAGES: Final = 5
MAX_QUERY_CHARACTERS: Final = 1000
MAX_REVIEWS_A_PAGE: Final = 500

_KEY: Final = re.compile(r"[\x21-\x7e]{1,200}")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_REFUSED: Final = (400, 401, 403)


@dataclass(frozen=True, slots=True)
class PublishedFactCheck:
    """One review of one claim. Everything but the address may be missing.

    ``rating`` is the publisher's own wording. Dates are as they were given.
    """

    url: str
    publisher: str | None = None
    site: str | None = None
    title: str | None = None
    rating: str | None = None
    language: str | None = None
    reviewed_on: str | None = None
    claim: str | None = None
    claimant: str | None = None
    claimed_on: str | None = None


@dataclass(frozen=True, slots=True)
class FactChecksFound:
    """What a search found.

    ``next_page`` asks for more. ``left_out`` counts reviews without an address that can be
    opened. With a ``problem``, what was found before it is kept, and nothing follows from the
    absence of more; without one, an empty answer means that the search found none.
    """

    checks: tuple[PublishedFactCheck, ...] = ()
    next_page: str | None = None
    left_out: int = 0
    problem: str | None = None


async def search_fact_checks(
    client: Asker,
    query: str,
    key: str,
    language: str | None = None,
    base: str = SEARCH,
    *,
    pages: int = 1,
    page: str | None = None,
    pacing: Pacing | None = None,
) -> FactChecksFound:
    """Search for ``query`` and read up to ``pages`` pages, from the page named ``page`` on.

    Raises:
        UsageError: There is nothing to search for, or the key or the language can be none.
    """
    address = search_address(base, query, language)
    headers = (("Accept", "application/json"), ("X-Goog-Api-Key", _sound_key(key)))
    clock = pacing or Pacing()
    found = FactChecksFound(next_page=page)
    for _ in range(max(1, min(pages, MAX_PAGES))):
        here = f"{address}&pageToken={encoded(found.next_page)}" if found.next_page else address
        question = Question("GET", here, headers)
        answer = read_fact_checks(
            await ask_in_turn(client, question, clock, Service.FACT_CHECKS), key
        )
        found = FactChecksFound(
            tuple(dict.fromkeys(found.checks + answer.checks)),
            found.next_page if answer.problem else answer.next_page,
            found.left_out + answer.left_out,
            answer.problem,
        )
        if answer.problem or not answer.next_page:
            break
    return found


def search_address(base: str, query: str, language: str | None = None) -> str:
    """What to ask, without the key.

    Raises:
        UsageError: There is nothing to search for, or ``language`` is no language code.
    """
    words = squeeze(query)[:MAX_QUERY_CHARACTERS]
    if not words:
        raise UsageError("there are no words to search published fact-checks for")
    if language is not None and not _LANGUAGE.fullmatch(language):
        raise UsageError(f"{said(language, 40)} is not a language code such as en or pt-BR")
    wanted = f"&languageCode={language}" if language else ""
    return f"{base}?query={encoded(words)}{wanted}&pageSize={PAGE_SIZE}"


def read_fact_checks(exchange: Exchange, key: str = "") -> FactChecksFound:
    """The reviews in an answer; ``{}`` means that the search found none."""
    try:
        answer = json_of(exchange, WHO)
        if not isinstance(answer, dict):
            raise NoAnswer(f"{WHO} answered something else than fact-checks")
        return _read(answer)
    except NoAnswer as no_answer:
        return FactChecksFound(problem=_refusal(exchange, key) or str(no_answer))


def _sound_key(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise UsageError("searching published fact-checks needs a key; put it into the settings")
    return key


def _read(answer: Mapping[str, object]) -> FactChecksFound:
    token = answer.get("nextPageToken")
    reviews = [
        (claim, review)
        for claim in _mappings(answer.get("claims"))
        for review in _mappings(claim.get("claimReview"))
    ][:MAX_REVIEWS_A_PAGE]
    checks = [_check(claim, review) for claim, review in reviews]
    sound = tuple(check for check in checks if check)
    return FactChecksFound(
        sound,
        token if isinstance(token, str) and 0 < len(token) <= 2000 else None,
        len(checks) - len(sound),
    )


def _mappings(value: object) -> list[Mapping[str, object]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _check(claim: Mapping[str, object], review: Mapping[str, object]) -> PublishedFactCheck | None:
    url = review.get("url")
    if not isinstance(url, str) or not is_web_address(url):
        return None
    publisher = review.get("publisher")
    house: Mapping[str, object] = publisher if isinstance(publisher, dict) else {}
    return PublishedFactCheck(
        url=url,
        publisher=_words(house.get("name")),
        site=_words(house.get("site")),
        title=_words(review.get("title"), 400),
        rating=_words(review.get("textualRating"), 2000),
        language=_words(review.get("languageCode"), 40),
        reviewed_on=_words(review.get("reviewDate"), 40),
        claim=_words(claim.get("text"), 2000),
        claimant=_words(claim.get("claimant")),
        claimed_on=_words(claim.get("claimDate"), 40),
    )


def _words(value: object, limit: int = 200) -> str | None:
    return said(value, limit) or None


def _refusal(exchange: Exchange, key: str) -> str | None:
    if exchange.status not in _REFUSED:
        return None
    message = ""
    try:
        answer = json_in(exchange.body or b"", WHO)
        error = answer.get("error") if isinstance(answer, dict) else None
        message = said(error.get("message")) if isinstance(error, dict) else ""
    except NoAnswer:
        pass
    # some refusals repeat the key
    message = message.replace(key, "…") if key else message
    return f"{WHO} refused{f': {message}' if message else ''}; check the key in the settings"
