"""Reviews in the scripts of a web page, found by a plain scan: the page itself is not parsed.

Each character is looked at a bounded number of times, whatever the page holds.
"""

from collections.abc import Iterator
from typing import Any, Final

from workbench.sourcing.reviews.claim_review import reviews_in
from workbench.sourcing.reviews.feeds import DECODER, MOST_PROBLEMS
from workbench.sourcing.reviews.found import Found, Problem
from workbench.text import clean_line

LONGEST_TAG: Final = 5_000
_OPEN: Final = b"<script"
_CLOSE: Final = b"</script"
_COMMENT: Final = b"<!--"
_COMMENT_END: Final = b"-->"
_AROUND: Final = (
    ("<!--", "-->"),
    ("//<![CDATA[", "//]]>"),
    ("/*<![CDATA[*/", "/*]]>*/"),
    ("<![CDATA[", "]]>"),
)


def read_page(text: str) -> Iterator[Found]:
    """The reviews in the JSON-LD scripts of a page."""
    any_found = False
    problems = 0
    for line, content in linked_data(text):
        if problems == MOST_PROBLEMS:
            yield Problem(line, f"{problems} scripts are broken; the rest is left")
            return
        try:
            value: Any = DECODER.decode(content)
        except RecursionError:
            problems += 1
            yield Problem(line, "a script is nested too deeply")
            any_found = True
            continue
        except (ValueError, ArithmeticError) as error:
            problems += 1
            at = getattr(error, "pos", 0)
            what = clean_line(str(getattr(error, "msg", error)), 100)
            where = line + content.count("\n", 0, at)
            yield Problem(where, f"a script is no JSON: {what[:1].lower()}{what[1:]}")
            any_found = True
            continue
        for found in reviews_in(value, line):
            any_found = True
            yield found
    if not any_found:
        yield Problem(1, "holds no ClaimReview")


def linked_data(text: str) -> Iterator[tuple[int, str]]:
    """The contents of the JSON-LD scripts of a page, each with the line it begins on."""
    page = text.encode("utf-8", "replace")
    lowered = page.lower()
    line, counted = 1, 0
    place = lowered.find(_OPEN)
    comment = lowered.find(_COMMENT)
    while place >= 0:
        if 0 <= comment < place:
            ended = lowered.find(_COMMENT_END, comment)
            if ended < 0:
                return
            comment = lowered.find(_COMMENT, ended)
            if place < ended:
                place = lowered.find(_OPEN, ended)
            continue
        tag_end = lowered.find(b">", place)
        end = lowered.find(_CLOSE, tag_end)
        if tag_end < 0 or end < 0:
            return
        tag = lowered[place : min(tag_end, place + LONGEST_TAG)]
        if b"ld+json" in tag:
            start = tag_end + 1
            line, counted = line + page.count(b"\n", counted, start), start
            content = page[start:end].decode("utf-8", "replace")
            bare = content.lstrip()
            yield line + content[: len(content) - len(bare)].count("\n"), _unwrapped(bare)
        place = lowered.find(_OPEN, end)
        if 0 <= comment < end:
            comment = lowered.find(_COMMENT, end)


def _unwrapped(content: str) -> str:
    content = content.strip().removesuffix(";").rstrip()
    for before, after in _AROUND:
        if content.startswith(before):
            content = content.removeprefix(before).strip().removesuffix(after).strip()
    return content
