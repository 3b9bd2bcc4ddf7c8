"""The table of fields: what can be asked of a claim, how it is written, and an example."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from workbench.model import ClaimStatus, ClaimType, Confidence, Modality, Priority
from workbench.model.finding import CountField, DateField, How, Part, State, TextField


class Form(StrEnum):
    """How the value of a field is written."""

    TEXT = "words"
    STATE = "state"
    PART = "part"
    DATE = "date"
    COUNT = "number"
    AMOUNT = "quantity"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the language.

    ``values`` are all that it can have, where they are known beforehand; ``ranked`` values are in
    ascending order and can be compared.
    """

    name: str
    form: Form
    help: str
    example: str
    text: TextField | None = None
    how: How = How.CONTAINS
    date: DateField | None = None
    count: CountField | None = None
    values: tuple[str, ...] = ()
    strict: bool = False
    ranked: bool = False


def _words(name: TextField, help_: str, example: str) -> Field:
    return Field(name.value, Form.TEXT, help_, example, text=name)


def _whole(
    name: TextField,
    help_: str,
    example: str,
    values: tuple[str, ...] = (),
    *,
    ranked: bool = False,
) -> Field:
    return Field(
        name.value,
        Form.TEXT,
        help_,
        example,
        text=name,
        how=How.WHOLE,
        values=values,
        strict=bool(values),
        ranked=ranked,
    )


def _time(name: DateField, help_: str, example: str) -> Field:
    return Field(name.value, Form.DATE, help_, example, date=name)


ORDERED_PRIORITIES: Final = (Priority.LOW, Priority.NORMAL, Priority.HIGH, Priority.URGENT)
ORDERED_CONFIDENCES: Final = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)

FIELDS: Final[dict[str, Field]] = {
    field.name: field
    for field in (
        Field("is", Form.STATE, "what state the claim is in", "is:unrated", values=tuple(State)),
        Field("has", Form.PART, "what the claim has", "has:evidence", values=tuple(Part)),
        _whole(
            TextField.STATUS,
            "what the verdicts amount to",
            "status:agreed",
            tuple(ClaimStatus),
        ),
        _whole(TextField.RATING, "the rating that a standing verdict gives", "rating:refuted"),
        _words(TextField.CLAIMANT, "who says it", "claimant:NATO"),
        Field(
            "quantity",
            Form.AMOUNT,
            "a number in the claim, with its unit or what it counts",
            "quantity>=500",
        ),
        _time(DateField.DATE, "a date in the claim", "date:2023-06"),
        _whole(TextField.TAG, "a tag", "tag:kosovo"),
        _words(
            TextField.DOCUMENT, "the title or address of the document, or its id", "document:ferry"
        ),
        Field(
            "host",
            Form.TEXT,
            "the host of a source of the claim, or a domain above it",
            "host:example.org",
            text=TextField.HOST,
        ),
        _words(TextField.SOURCE, "the address of a source of the claim", "source:report.pdf"),
        _words(TextField.QUOTE, "words quoted as evidence", "quote:register"),
        _words(TextField.BECAUSE, "the reason of a standing verdict", 'because:"annual report"'),
        _whole(TextField.TYPE, "what must be checked", "type:quantity", tuple(ClaimType)),
        _words(TextField.NAME, "a name in the claim", "name:Harbourton"),
        _whole(TextField.REVIEWER, "who gave a standing verdict, or me", "reviewer:me"),
        _whole(TextField.ASSIGNED, "who it is assigned to, me or none", "assigned:me"),
        _whole(
            TextField.PRIORITY,
            "how soon it should be looked at",
            "priority>=high",
            tuple(ORDERED_PRIORITIES),
            ranked=True,
        ),
        _whole(
            TextField.CONFIDENCE,
            "how sure the giver of a standing verdict is",
            "confidence:low",
            tuple(ORDERED_CONFIDENCES),
            ranked=True,
        ),
        _time(DateField.CLAIMED, "when it was claimed", "claimed:2024"),
        _time(DateField.ADDED, "when its document was added", "added:>2026-01"),
        _time(DateField.RATED, "when a standing verdict was given", "rated:2023-06..2023-08"),
        _time(DateField.DOCUMENT_DATE, "the date of the document", "document-date<2024"),
        _words(TextField.COMMENT, "words of a comment", "comment:translation"),
        _words(TextField.QUESTION, "words of a question about it", "question:who"),
        _words(TextField.PLACE, "where it was claimed", "place:Lisbon"),
        _words(
            TextField.NOTE,
            "words of your private note on it, on this computer alone",
            'note:"call back"',
        ),
        _words(TextField.STATEMENT, "words of the statement alone", "statement:ferry"),
        _whole(
            TextField.MODALITY,
            "whether it is said to be so, planned, possible ...",
            "modality:planned",
            tuple(Modality),
        ),
        Field(
            "worth",
            Form.COUNT,
            "how much it is worth checking, from 0 to 100",
            "worth>=70",
            count=CountField.WORTH,
        ),
        Field(
            "evidence",
            Form.COUNT,
            "how many quotes stand for or against it",
            "evidence>=2",
            count=CountField.EVIDENCE,
        ),
        Field(
            "id", Form.TEXT, "the beginning of its id", "id:3f2a", text=TextField.ID, how=How.BEGINS
        ),
    )
}
"""All fields by name, in the order in which they are offered."""
