"""Which format a report has, and what it says."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from workbench.reporting.manifest import CLAIM_REVIEW_PAGE, COMMENT_START
from workbench.reporting.reading_back.markdown_form import markdown_report
from workbench.reporting.reading_back.objects import json_report, manifest_claims
from workbench.reporting.reading_back.table_form import table_report
from workbench.reporting.reading_back.told import (
    REVIEWS_OF_A_PAGE,
    NoReport,
    Shown,
    Told,
    ToldReport,
    bare,
    checked_head,
    line_of,
    objects,
    text_of,
)

_WHITE: Final = " \t\r\n\ufeff"


def text_report(text: str) -> ToldReport:
    """What a report says that is JSON, lines of JSON, Markdown or a table.

    Raises:
        NoReport: It is none of ours.
    """
    if COMMENT_START in text and text.lstrip(_WHITE)[:1] not in ("{", "["):
        return markdown_report(text)
    if text.lstrip(_WHITE)[:1] in ("{", "["):
        return json_report(_values(text))
    return table_report(text)


def html_report(found: Mapping[str, Any]) -> ToldReport:
    """What an HTML, PDF or Word report says, from what the child process found in it.

    Raises:
        NoReport: It carries no manifest of ours, and no ClaimReview of ours.
    """
    letters = bare(str(found.get("text", "")))
    manifest = found.get("manifest")
    form = text_of(found.get("form"))
    if not isinstance(manifest, str) and form is not None:
        raise NoReport(f"it is a {form} document without a manifest of ours")
    if not isinstance(manifest, str):
        return _reviews_of_page(found, letters)
    try:
        value = json.loads(manifest)
    except (ValueError, RecursionError):
        raise NoReport("its manifest cannot be read") from None
    head = checked_head(value)
    by_markup = value.get("kind") == CLAIM_REVIEW_PAGE
    return ToldReport(
        form="ClaimReview page" if by_markup else form or "HTML",
        claims=_marked_up(found) if by_markup else manifest_claims(value.get("claims")),
        head=head,
        shown=_marks(found),
        altered=value.get("words") is not None and found.get("words") != value.get("words"),
        letters=letters,
        lines=tuple(
            line_of(str(one.get("text", "")), one.get("line"), str(one.get("marks", "")))
            for one in objects(found.get("lines"))
        ),
        style=_texts(found.get("style")),
        added=_texts(found.get("added")),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _marks(found: Mapping[str, Any]) -> tuple[Shown, ...]:
    shown: list[Shown] = []
    claim: str | None = None
    for mark in objects(found.get("marks")):
        kind, named = str(mark.get("kind")), text_of(mark.get("id"))
        if kind == "claim":
            claim = named
            continue
        title = text_of(mark.get("title"))
        said = title if kind == "sha256" and title else str(mark.get("text", ""))
        shown.append(
            Shown(kind, named, claim, said, f"line {mark.get('line')}", mark.get("hidden") is True)
        )
    return tuple(shown)


def _reviews_of_page(found: Mapping[str, Any], letters: str) -> ToldReport:
    values: list[Any] = []
    for script in objects(found.get("scripts")):
        try:
            values.append(json.loads(str(script.get("text"))))
        except (ValueError, RecursionError):
            continue
    if not values:
        raise NoReport("it is HTML without a manifest of ours")
    told = json_report(values)
    return replace(told, form=REVIEWS_OF_A_PAGE, letters=letters, strange=())


def _marked_up(found: Mapping[str, Any]) -> tuple[Told, ...]:
    """The claims of a page that are stated by its markup."""
    return _reviews_of_page(found, "").claims if objects(found.get("scripts")) else ()


def _values(text: str) -> list[Any]:
    decoder = json.JSONDecoder()
    values: list[Any] = []
    place = 0
    while True:
        while place < len(text) and text[place] in _WHITE:
            place += 1
        if place >= len(text):
            return values
        try:
            value, place = decoder.raw_decode(text, place)
        except RecursionError:
            raise NoReport("it is nested too deeply") from None
        except json.JSONDecodeError as error:
            line = text.count("\n", 0, error.pos) + 1
            column = error.pos - (text.rfind("\n", 0, error.pos) + 1) + 1
            what = error.msg[:1].lower() + error.msg[1:]
            raise NoReport(f"it is no valid JSON: line {line}, column {column}: {what}") from None
        except ValueError as error:
            raise NoReport(f"it is no valid JSON: {error}") from None
        values.append(value)
