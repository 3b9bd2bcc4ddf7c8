"""What the values of known events mean: from JSON to the nouns of the model.

A value that is not understood, because a newer program wrote it or because it is nonsense,
is kept in the log and passed on; it only has no say in the tables.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from workbench.ledger.identifiers import is_digest, is_identifier, is_short_identifier
from workbench.ledger.shapes import NotUnderstood, flag, text
from workbench.ledger.values.captures import CaptureValue, read_capture
from workbench.ledger.values.decisions import (
    AnchoringValue,
    EvidenceValue,
    VerdictValue,
    read_anchoring,
    read_dismissal,
    read_evidence,
    read_look,
    read_verdict,
    read_wording,
)
from workbench.ledger.values.integrity import (
    RedactionValue,
    SignatureValue,
    read_redaction,
    read_signature,
)
from workbench.ledger.values.linking import LinkValue, ReviewValue, read_link, read_review
from workbench.ledger.values.readings import (
    ClaimValue,
    DocumentValue,
    read_claim,
    read_document,
)
from workbench.ledger.values.settings import (
    ScaleChoice,
    ViewValue,
    read_publisher,
    read_scale,
    read_scale_choice,
    read_second_reader,
    read_view,
)
from workbench.ledger.values.sources import (
    ArchivedValue,
    AttachmentValue,
    CorrectionValue,
    SourceValue,
    TestimonyValue,
    TimestampValue,
    is_plain_name,
    read_archived,
    read_attachment,
    read_correction,
    read_source,
    read_testimony,
    read_timestamp,
)
from workbench.ledger.values.working import (
    AnswerValue,
    CommentValue,
    DetailValue,
    QuestionValue,
    TagValue,
    read_answer,
    read_appearance,
    read_assigned,
    read_claimant,
    read_claimed_on,
    read_comment,
    read_place,
    read_priority,
    read_question,
    read_tag,
    read_taken_over,
)
from workbench.model import Publisher, RatingScale, SecondReader


@dataclass(frozen=True, slots=True)
class ProjectValue:
    """The name of a project, and whether it is the sample."""

    name: str
    sample: bool


Value = (
    ProjectValue
    | DocumentValue
    | ClaimValue
    | EvidenceValue
    | VerdictValue
    | AnchoringValue
    | SourceValue
    | TestimonyValue
    | CorrectionValue
    | AttachmentValue
    | ArchivedValue
    | TimestampValue
    | CaptureValue
    | LinkValue
    | ReviewValue
    | DetailValue
    | TagValue
    | CommentValue
    | QuestionValue
    | AnswerValue
    | Publisher
    | ScaleChoice
    | SecondReader
    | RatingScale
    | ViewValue
    | SignatureValue
    | RedactionValue
    | str
    | None
)

CORRECTION: Final = "metadata:"
"""How the field of a correction begins; the name of the metadatum follows."""


def understand(version: int, kind: str, entity: str, field: str, value: object) -> Value:
    """Read the value of an event; ``None`` means that it withdraws what it supersedes.

    Raises:
        NotUnderstood: This program does not know such an event.
    """
    if version != 1:
        raise NotUnderstood(f"version {version}")
    known = _KNOWN.get((kind, field)) or _OF_ANY_FIELD.get(kind)
    if known is None or not (known.fields is None or known.fields(field)):
        raise NotUnderstood(f"{kind} {field}")
    if not known.names(entity):
        raise NotUnderstood(f"the entity of {kind} {field}")
    if value is None:
        return None
    if type(value) is not dict:
        raise NotUnderstood(f"the value of {kind} {field}")
    return known.read(value, entity, field)


def _project(value: dict[str, Any]) -> ProjectValue:
    return ProjectValue(text(value, "name"), flag(value, "sample"))


def _anchoring(value: dict[str, Any], _: str, field: str) -> AnchoringValue:
    found = read_anchoring(value)
    if found.evidence[:32] != field:
        raise NotUnderstood("the evidence is not the one that the event is about")
    return found


def _is_correction(field: str) -> bool:
    return field.startswith(CORRECTION) and is_plain_name(field.removeprefix(CORRECTION))


Read = Callable[[dict[str, Any], str, str], Value]


@dataclass(frozen=True, slots=True)
class _Known:
    """Which entities a kind of event may have, which fields, and how its value is read."""

    names: Callable[[object], bool]
    read: Read
    fields: Callable[[str], bool] | None = None


def _alone(read: Callable[[dict[str, Any]], Value]) -> Read:
    """A reader that needs to see the value only."""
    return lambda value, _entity, _field: read(value)


_KNOWN: Final[dict[tuple[str, str], _Known]] = {
    ("project", "name"): _Known(is_identifier, _alone(_project)),
    ("reviewer", "name"): _Known(is_identifier, _alone(lambda value: text(value, "name"))),
    ("document", "read"): _Known(is_digest, _alone(read_document)),
    ("claim", "read"): _Known(is_identifier, _alone(read_claim)),
    ("claim", "statement"): _Known(is_identifier, _alone(read_wording)),
    ("claim", "dismissed"): _Known(is_identifier, _alone(read_dismissal)),
    ("claim", "claimant"): _Known(is_identifier, _alone(read_claimant)),
    ("claim", "claimed_on"): _Known(is_identifier, _alone(read_claimed_on)),
    ("claim", "place"): _Known(is_identifier, _alone(read_place)),
    ("claim", "appearance"): _Known(is_identifier, _alone(read_appearance)),
    ("claim", "priority"): _Known(is_identifier, _alone(read_priority)),
    ("claim", "assigned"): _Known(is_identifier, _alone(read_assigned)),
    ("claim", "taken_over"): _Known(is_identifier, _alone(read_taken_over)),
    ("verdict", "rating"): _Known(is_identifier, _alone(read_verdict)),
    ("look", "verdicts"): _Known(is_identifier, _alone(read_look)),
    ("undo", "undone"): _Known(is_short_identifier, _alone(lambda _: "undone")),
    ("source", "kind"): _Known(is_identifier, read_source),
    ("source", "testimony"): _Known(is_identifier, _alone(read_testimony)),
    ("link", "relation"): _Known(is_identifier, read_link),
    ("published", "review"): _Known(is_identifier, read_review),
    ("project", "publisher"): _Known(is_identifier, _alone(read_publisher)),
    ("project", "scale"): _Known(is_identifier, _alone(read_scale_choice)),
    ("project", "second_reader"): _Known(is_identifier, _alone(read_second_reader)),
    ("scale", "definition"): _Known(is_identifier, read_scale),
    ("view", "query"): _Known(is_identifier, read_view),
    ("signature", "head"): _Known(is_identifier, _alone(read_signature)),
    ("redaction", "proposed"): _Known(is_identifier, _alone(read_redaction)),
}
_OF_ANY_FIELD: Final[dict[str, _Known]] = {
    "evidence": _Known(is_identifier, _alone(read_evidence)),
    "attachment": _Known(is_identifier, read_attachment, is_identifier),
    "anchoring": _Known(is_identifier, _anchoring, is_identifier),
    "source": _Known(is_identifier, _alone(read_correction), _is_correction),
    "capture": _Known(is_identifier, read_capture, is_short_identifier),
    "archived": _Known(is_identifier, read_archived, is_plain_name),
    "timestamp": _Known(is_identifier, read_timestamp, is_identifier),
    "tag": _Known(is_identifier, read_tag, is_short_identifier),
    "comment": _Known(is_identifier, _alone(read_comment), is_short_identifier),
    "question": _Known(is_identifier, _alone(read_question), is_short_identifier),
    "answer": _Known(is_identifier, _alone(read_answer), is_short_identifier),
}
KNOWN_FIELDS: Final = frozenset(_KNOWN)
"""The kinds and fields of events that are known; of some kinds any field is."""
KNOWN_KINDS: Final = frozenset({*_OF_ANY_FIELD, *(kind for kind, _ in _KNOWN)})

__all__ = [
    "CORRECTION",
    "KNOWN_FIELDS",
    "KNOWN_KINDS",
    "AnchoringValue",
    "AnswerValue",
    "ArchivedValue",
    "AttachmentValue",
    "CaptureValue",
    "ClaimValue",
    "CommentValue",
    "CorrectionValue",
    "DetailValue",
    "DocumentValue",
    "EvidenceValue",
    "LinkValue",
    "ProjectValue",
    "QuestionValue",
    "RedactionValue",
    "ReviewValue",
    "ScaleChoice",
    "SignatureValue",
    "SourceValue",
    "TagValue",
    "TestimonyValue",
    "TimestampValue",
    "Value",
    "VerdictValue",
    "ViewValue",
    "understand",
]
