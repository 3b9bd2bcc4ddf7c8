"""The digits of a claim that a page has nowhere, however they are written there.

"1,000", "1000", "1 thousand" and "one thousand" are one number, "5th" and "fifth" another, and
"2018–19" is on a page that has "2018/19" or both parts. Days and months are looked for together.
What only stands in web addresses is not said by the page.
"""

import re
from typing import Final

from workbench.sourcing.passages.dated import absent_dates
from workbench.sourcing.passages.spelled import spelled_numbers

__all__ = ["absent_digits", "absent_spans"]

_NUMBER: Final = re.compile(
    r"(?<![\w.,])[^\W\d_]{0,3}-?(?:\d{1,3}(?:[ \u00a0\u202f'’]\d{3}(?!\w))+|\d+(?:,\d{3})*)"
    r"(?:[.,:]\d+)*[^\W_]*|[^\W_]*\d[^\W_]*"
)
_RUN: Final = re.compile(r"\d+(?:[.,]\d+)*")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+")
_ORDINAL: Final = re.compile(r"\d+(?:st|nd|rd|th)", re.IGNORECASE)
_SUFFIXED: Final = re.compile(r"[^\W\d_]{0,3}-?\d+(?:[smk]|km)", re.IGNORECASE)
_MAGNITUDE: Final = re.compile(
    r"[\s-]{0,2}(hundred|thousand|million|billion|trillion|mn|bn|tn|[mkMK])\b"
)
_ZEROS: Final = {
    "hundred": 2, "thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6,
    "billion": 9, "bn": 9, "trillion": 12, "tn": 12,
}  # fmt: skip
_LONGEST_MAGNITUDE: Final = 12
_DIGITS: Final = re.compile(r"\d+")
_LONG_PAGE: Final = 200_000
_NEARBY: Final = 24


def absent_digits(claim: str, page: str) -> tuple[str, ...]:
    """The numbers and dates of ``claim`` that the page has nowhere, in order, in its own words."""
    return tuple(
        dict.fromkeys(
            " ".join(claim[start:end].split()) for start, end in absent_spans(claim, page)
        )
    )


def absent_spans(claim: str, page: str) -> tuple[tuple[int, int], ...]:
    """The spans in ``claim`` of numbers and dates that the page has nowhere."""
    places = list(_NUMBER.finditer(claim))
    if not places:
        return ()
    page = _ADDRESS.sub(" ", page)
    figures = _around_digits(page)
    have = _numbers_of(figures) | set(spelled_numbers(page))
    spans = [found.span() for found in places if not _has(found, claim, have)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted([*spans, *absent_dates(claim, page, figures)]):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _around_digits(page: str) -> str:
    """The page, or of a long one only what stands near digits, with a line break between."""
    if len(page) < _LONG_PAGE:
        return page
    stretches: list[tuple[int, int]] = []
    for found in _DIGITS.finditer(page):
        start, end = max(found.start() - _NEARBY, 0), found.end() + _NEARBY
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = stretches[-1][0], end
        else:
            stretches.append((start, end))
    return "\n".join(page[start:end] for start, end in stretches)


def _has(found: re.Match[str], claim: str, have: set[str]) -> bool:
    word = found[0]
    if _keys(word, claim[found.end() : found.end() + _LONGEST_MAGNITUDE]) & have:
        return True
    if _ORDINAL.fullmatch(word):
        return f"{word[:-2]}th" in have
    runs = _RUN.findall(word)
    if len(runs) > 1 and len(runs) == len(re.split(r"[-–—/:]", word)):
        return all(_plain(run) in have for run in runs)
    return _SUFFIXED.fullmatch(word) is not None and _plain(runs[0]) in have


def _numbers_of(page: str) -> set[str]:
    have: set[str] = set()
    for found in _NUMBER.finditer(page):
        word = found[0]
        have |= _keys(word, page[found.end() : found.end() + _LONGEST_MAGNITUDE])
        have.update(map(_plain, _RUN.findall(word)))
        have.update(re.findall(r"\d+", word))
        if _ORDINAL.fullmatch(word):
            have.add(f"{word[:-2]}th")
    return have


def _keys(word: str, after: str) -> set[str]:
    """The ways one number may be looked for: as it stands, and in full with its magnitude."""
    plain = _plain(word)
    keys = {plain}
    magnitude = _MAGNITUDE.match(after)
    run = _RUN.match(plain)
    size = magnitude[1] if magnitude else plain[run.end() :] if run else ""
    if run and size.lower() in _ZEROS:
        keys.add(_with_zeros(run[0], _ZEROS[size.lower()]))
    return keys


def _plain(word: str) -> str:
    """Without the marks that group digits, and without zeros after a decimal point."""
    plain = re.sub(r"(?<=\d)[,'’ \u00a0\u202f](?=\d{3}(?!\d))", "", word.casefold())
    return re.sub(r"(?<=\d)\.0+$", "", plain)


def _with_zeros(number: str, zeros: int) -> str:
    whole, _, rest = number.replace(",", "").partition(".")
    if "." in rest or len(rest) > zeros:
        return number
    return (whole + rest.ljust(zeros, "0")).lstrip("0") or "0"
