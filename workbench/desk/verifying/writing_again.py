"""Write a published report again from the ledger, so that it can be compared word by word.

The same claims are told in the same format, as they are now or as they stood when the report was
made. What stands in both cannot have been altered.
"""

import json
import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from workbench.desk.reporting.reports import PROGRAM, dossier_of, templates_for
from workbench.desk.reporting.selection import MYSELF, Selection, choose, end_of_day
from workbench.errors import WorkbenchError
from workbench.ledger.as_of import ledger_as_of
from workbench.ledger.queries import numbers_of_claims, reviewer_names
from workbench.reporting.averitec.examples import claim_value
from workbench.reporting.claimreview.reviews import review_of
from workbench.reporting.csv.table import COLUMNS, cells_of, plain_cell
from workbench.reporting.dossier import Dossier, Entry, Left
from workbench.reporting.formats import Format, Part, ReportOptions, format_named
from workbench.reporting.html.environment import digest_of_templates
from workbench.reporting.json.portable import portable_claim
from workbench.reporting.json.report_objects import claim_object, document_object, head_object
from workbench.reporting.reading_back import Told, ToldReport
from workbench.reporting.reading_back.told import REVIEWS_OF_A_PAGE

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_FORMATS: Final = {
    "HTML": "html",
    "PDF": "pdf",
    "Word": "docx",
    "Markdown": "markdown",
    "JSON": "json",
    "JSON Lines": "jsonl",
    "CSV": "csv",
    "ClaimReview": "claimreview",
    "ClaimReview page": "claimreview-page",
    REVIEWS_OF_A_PAGE: "claimreview",
    "Portable": "portable",
    "AVeriTeC": "averitec",
}
PROGRAMS: Final = re.compile(r"claim-workbench \d[\w.+-]{0,30}")
"""What versions of this program are named."""
_INSTANT: Final = timedelta(milliseconds=1)


class Again:
    """What a report would say if it were made of the same claims now, or when it was made."""

    def __init__(
        self,
        ledger: "Ledger",
        told: ToldReport,
        claims: Sequence[str],
        templates: Path | None = None,
    ) -> None:
        self.ledger = ledger
        form = format_named(_FORMATS[told.form])
        if any((one.raw or {}).get("history") for one in told.claims):
            form = form.asked(ReportOptions(histories=True))
        self.form: Format = replace(form, needs=form.needs - {Part.QUOTED})
        self._told = told
        self._claims = claims
        self._templates = templates_for(self.form, templates)
        head = told.head or {}
        self._selection = _selection(head)
        self._words = _words(self._selection, head)
        self.made_at = _moment(head.get("made_at"))
        self._copies = any("page_copy" in each for one in told.claims for each in _pieces(one))
        self.chosen: array[int] | None = None
        self.left = Left()
        self._choose()

    @property
    def has_its_templates(self) -> bool:
        """Whether the templates of the report are those in use here."""
        return not self.form.templates or self._head("templates") == digest_of_templates(
            self._templates
        )

    def dossier(self, claims: Sequence[str] | None = None) -> Dossier:
        """The dossier of the claims, or of some of them."""
        wanted = self._claims if claims is None else claims
        numbers = numbers_of_claims(self.ledger, list(wanted))
        options = ReportOptions(page_copies=self._copies)
        selection = self._selection or Selection(anonymous=self._head("anonymous") is True)
        made = dossier_of(self.ledger, numbers, self.left, selection, self.form, options)
        at = self.made_at or made.made_at
        as_of, program = self._head("as_of"), str(self._head("program"))
        return replace(
            made,
            made_at=at.astimezone(),
            as_of=end_of_day(date.fromisoformat(as_of)) if isinstance(as_of, str) else None,
            anonymous=self._head("anonymous") is True,
            chosen=self._head("chosen"),
            selection=self._words if self._selection else str(self._head("selection") or ""),
            program=program if PROGRAMS.fullmatch(program) else PROGRAM,
        )

    def written(self) -> bytes:
        """The whole report, with the templates that are in use here."""
        stream = BytesIO()
        self.form.write(self.dossier(), stream, ReportOptions(self._templates))
        return stream.getvalue()

    def values(self, claims: Sequence[str] | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
        """What is told of each claim, by its id, in a format that is made of values."""
        dossier = self.dossier(claims)
        for entry in dossier.entries:
            value = self._value(entry, dossier)
            if value is not None:
                yield entry.claim.id, json.loads(json.dumps(value))

    def told_of_claims(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Everything that can be told of each claim, by its id."""
        for entry in self.dossier().entries:
            yield entry.claim.id, claim_object(entry)

    def tellable(self, numbers: Sequence[int]) -> list[int]:
        """Those of these claims that can be told in the format."""
        if not numbers:
            return []
        selection = self._selection or Selection()
        made = dossier_of(
            self.ledger, array("q", numbers), self.left, selection, self.form, ReportOptions()
        )
        pairs = zip(numbers, made.entries, strict=True)
        return [number for number, entry in pairs if self.form.tells(entry.claim)]

    def head(self) -> dict[str, Any]:
        """What the report says of itself."""
        made: dict[str, Any] = json.loads(json.dumps(head_object(self.dossier(()))))
        return made

    def documents(self) -> list[dict[str, Any]]:
        """What is told of the documents of the claims."""
        found: dict[str, dict[str, Any]] = {}
        for entry in self.dossier().entries:
            if entry.document.id not in found:
                found[entry.document.id] = json.loads(json.dumps(document_object(entry.document)))
        return list(found.values())

    def _value(self, entry: Entry, dossier: Dossier) -> Mapping[str, Any] | None:
        match self.form.name:
            case "csv":
                return dict(zip(COLUMNS, map(plain_cell, cells_of(entry)), strict=True))
            case "claimreview" | "claimreview-page":
                return review_of(entry, dossier)
            case "averitec":
                return claim_value(entry, dossier)
            case "portable":
                return portable_claim(entry)
        return claim_object(entry)

    def _choose(self) -> None:
        """Choose the claims as was done for the report, for the figures of what it leaves out."""
        counts = self._head("counts") or {}
        self.left = Left(
            counts.get("undecided", 0), counts.get("dismissed", 0), counts.get("unsettled", 0)
        )
        if self._selection is None:
            return
        told = sorted(numbers_of_claims(self.ledger, list(self._claims)))
        for selection in self._possible():
            try:
                chosen, left = choose(self.ledger, selection)
            except WorkbenchError:
                continue
            if self.chosen is None or sorted(chosen) == told:
                self.chosen, self.left, self._selection = chosen, left, selection

    def _possible(self) -> Iterator[Selection]:
        """How the claims can have been chosen, whoever it was that is not named."""
        given = self._selection
        withheld = (self._head("chosen") or {}).get("withheld")
        if given is None:
            return
        if not isinstance(withheld, list) or not withheld:
            yield given
            return
        for name in sorted(set(reviewer_names(self.ledger).values())):
            query = given.query
            if "me" in withheld:
                named = json.dumps(name, ensure_ascii=False).replace("\\", "\\\\")
                query = MYSELF.sub(named, query)
            yield replace(
                given, query=query, reviewer=name if "reviewer" in withheld else given.reviewer
            )

    def _head(self, name: str) -> Any:
        return self._told.head.get(name) if self._told.head is not None else None


def by_this_program(told: ToldReport) -> bool:
    """Whether a report was laid out as this version does it."""
    return told.head is None or told.head.get("program") in (None, PROGRAM)


@contextmanager
def ledger_then(ledger: "Ledger", told: ToldReport) -> "Iterator[Ledger | None]":
    """The project as it stood when a report was made; nothing where that is not known."""
    head = told.head or {}
    at = _moment(head.get("made_at"))
    if at is None:
        yield None
        return
    at += _INSTANT
    if isinstance(head.get("as_of"), str):
        at = min(at, end_of_day(date.fromisoformat(head["as_of"])))
    with ledger_as_of(ledger, at) as then:
        yield then


def _pieces(told: Told) -> list[Mapping[str, Any]]:
    found = told.raw.get("evidence") if told.raw is not None else None
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _selection(head: Mapping[str, Any]) -> Selection | None:
    chosen = head.get("chosen")
    if not isinstance(chosen, dict):
        return None
    try:
        return Selection(
            query=str(chosen["query"]),
            document=chosen["document"],
            tags=tuple(map(str, chosen["tags"])),
            reviewer=chosen["reviewer"],
            since=date.fromisoformat(chosen["since"]) if chosen["since"] else None,
            until=date.fromisoformat(chosen["until"]) if chosen["until"] else None,
            drafts=chosen["drafts"] is True,
            closed=chosen["closed"] is True,
            anonymous=head.get("anonymous") is True,
        )
    except (KeyError, TypeError, ValueError):
        return None


def _words(given: Selection | None, head: Mapping[str, Any]) -> str:
    """How claims were chosen, in words."""
    withheld = (head.get("chosen") or {}).get("withheld")
    if given is None:
        return ""
    if isinstance(withheld, list) and "reviewer" in withheld:
        given = replace(given, reviewer="somebody", anonymous=True)
    return given.words


def _moment(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None
