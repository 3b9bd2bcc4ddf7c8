"""A number in digits: grouped, decimal, mixed with a fraction, and its magnitude."""

import re
from decimal import Decimal

from workbench.reading.language import made_once
from workbench.reading.quantities.numbers import Number, share, tidy
from workbench.reading.quantities.vocabulary import any_of, context_words, number_words

MOST_DIGITS = 24
USUAL_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 64, 100, 1000})
LARGEST_EXPONENT = 30

VULGAR = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8),
    "⅞": (7, 8),
}  # fmt: skip

_SPACES = re.compile(r"[\s\u00a0\u202f]")


@made_once
def _digits() -> re.Pattern[str]:
    known = number_words()
    point, comma = re.escape(known.decimal_mark), re.escape(known.group_mark)
    long = any_of(known.magnitudes)
    alone = any_of(name for name in known.short_magnitudes if len(name) > 1)
    attached = any_of(known.short_magnitudes)
    labels = context_words()
    model = rf"(?:{any_of(labels.models)})\s(?:{any_of(labels.model_nouns)})\b"
    return re.compile(
        rf"""
        (?: (?P<whole>\d{{1,6}})(?:-|\s{{1,2}})(?P<over>\d{{1,3}})/(?P<under>\d{{1,3}})
          | (?P<plain_over>\d{{1,3}})/(?P<plain_under>\d{{1,4}})
          | (?P<before_vulgar>\d{{0,6}})\s?(?P<vulgar>[{"".join(VULGAR)}])
          | (?P<digits>
                \d{{1,3}}(?:{comma}\d{{3}})++(?:{point}\d++)?
              | \d{{1,2}}(?:{comma}\d{{2}}){{1,6}}{comma}\d{{3}}(?!\d)(?:{point}\d++)?
              | \d{{1,3}}(?:[\u00a0\u202f\ ](?!{model})\d{{3}})++(?!\d|{comma})(?:{point}\d++)?
              | \d++(?:{point}\d++)?
              | {point}\d++ )
            (?: (?:e|\s?[x×]\s?10\^)(?P<exponent>[-+−]?\d{{1,2}}) )?
        )
        (?![\d/])
        (?: (?:(?:[-\s]{{0,2}}(?P<long>(?:{long})(?:\s(?:{long}))?))
            | \s(?P<apart>{alone}) | (?P<attached>{attached}) )(?![\w/]) )?
        """,
        re.VERBOSE,
    )


def digits_at(small: str, position: int) -> Number | None:
    """Read a number in digits, with its word or letter of magnitude."""
    found = _digits().match(small, position)
    if found is None:
        return None
    base = _value(found)
    if base is None:
        return None
    known = number_words()
    value = base
    for word in (found["long"] or "").split():
        value *= known.magnitudes[word]
    short = found["apart"] or found["attached"]
    if short:
        value *= known.short_magnitudes[short]
    is_share = found["plain_over"] is not None
    return Number(found.start(), found.end(), tidy(value), base, is_share=is_share)


def _value(found: re.Match[str]) -> Decimal | None:
    if found["vulgar"]:
        over, under = VULGAR[found["vulgar"]]
        return int(found["before_vulgar"] or 0) + share(over, under)
    if found["plain_over"]:
        return _share(int(found["plain_over"]), int(found["plain_under"]))
    if found["whole"]:
        part = _share(int(found["over"]), int(found["under"]))
        return None if part is None else int(found["whole"]) + part
    known = number_words()
    digits = _SPACES.sub("", found["digits"]).replace(known.group_mark, "")
    digits = digits.replace(known.decimal_mark, ".")
    if len(digits) > MOST_DIGITS:
        return None
    value = Decimal(digits)
    if found["exponent"]:
        exponent = int(found["exponent"].replace("−", "-"))
        if abs(exponent) > LARGEST_EXPONENT:
            return None
        value = value.scaleb(exponent)
    return value


def _share(over: int, under: int) -> Decimal | None:
    return share(over, under) if under in USUAL_DENOMINATORS else None
