"""What events say, in words for people, whole."""

from urllib.parse import urlsplit

from workbench.ledger.events import parse
from workbench.ledger.shapes import NotUnderstood
from workbench.ledger.values import (
    CORRECTION,
    AnchoringValue,
    AnswerValue,
    ArchivedValue,
    AttachmentValue,
    CaptureValue,
    ClaimValue,
    CommentValue,
    CorrectionValue,
    DetailValue,
    EvidenceValue,
    LinkValue,
    QuestionValue,
    ReviewValue,
    SourceValue,
    TagValue,
    TestimonyValue,
    TimestampValue,
    Value,
    VerdictValue,
    understand,
)
from workbench.model import AnchorState

NEWER = "something that a newer program wrote"
_CLAIM_FIELDS = {
    "claimed_on": "claimed on",
    "appearance": "first appearance",
    "assigned": "assigned to",
    "taken_over": "taken over by",
}
_BECAME = {
    AnchorState.VERBATIM: "stands word for word",
    AnchorState.MOVED: "stands, elsewhere in the text",
    AnchorState.EDITED: "was edited",
    AnchorState.FIGURE_CHANGED: "FIGURE CHANGED",
    AnchorState.GONE: "is gone",
    AnchorState.UNKNOWN: "could not be looked for",
}


def value_of(body: str) -> Value:
    """The value of an event, or words in its place if this program does not understand it."""
    found = parse(body)
    try:
        return understand(
            found["version"], found["kind"], found["entity"], found["field"], found["value"]
        )
    except NotUnderstood:
        return NEWER


def field_in_words(kind: str, field: str) -> str:
    """What an event is about, in a word or two."""
    if kind == "claim":
        return _CLAIM_FIELDS.get(field, field)
    if kind == "source":
        return field.replace(CORRECTION, "metadata ")
    return {"archived": "archived copy", "anchoring": "re-check"}.get(kind, kind)


def reason_of(value: Value) -> str | None:
    """The reason that was given with a value."""
    if isinstance(value, VerdictValue | CorrectionValue | LinkValue):
        return value.because or None
    if isinstance(value, AnswerValue):
        return value.because
    if isinstance(value, EvidenceValue) and value.details is not None:
        return value.details.note
    return None


def words_of(value: Value) -> str | None:
    """A value in words."""
    match value:
        case ClaimValue():
            return _claim(value)
        case VerdictValue():
            return _verdict(value)
        case LinkValue():
            return f"{value.relation}: {value.a[:8]} and {value.b[:8]}"
        case ReviewValue():
            return f"{value.review.rating or 'no rating'}: {value.review.text}"
        case EvidenceValue():
            return _evidence(value)
        case AnchoringValue():
            found = value.anchoring
            changes = "; ".join(found.differences)
            return f"{_BECAME[found.state]}: {changes}" if changes else _BECAME[found.state]
        case str():
            return value
    return _words_of_work(value) or _words_of_source(value)


def _words_of_work(value: Value) -> str | None:
    match value:
        case DetailValue():
            named = f"{value.value} ({value.kind})" if value.kind else value.value
            return named or "nobody"
        case TagValue():
            return value.tag
        case CommentValue() | QuestionValue():
            return value.text
        case AnswerValue():
            return f"{value.text} ({value.kind.value.lower()})"
    return None


def _words_of_source(value: Value) -> str | None:
    match value:
        case AttachmentValue():
            return value.url or value.source
        case SourceValue():
            return f"{value.kind}: {value.title or value.url or value.source}"
        case TestimonyValue():
            return _testimony(value)
        case CorrectionValue():
            return value.value or "none"
        case CaptureValue():
            return _capture(value)
        case ArchivedValue():
            return f"{value.archive}: {value.state} {value.url or ''}".rstrip()
        case TimestampValue():
            return f"{value.authority}, {value.at:%Y-%m-%d %H:%M} UTC"
    return None


def _claim(value: ClaimValue) -> str:
    origins = ", ".join(one[:8] for one in value.derived_from)
    return f"{value.statement.text} (from {origins})" if origins else value.statement.text


def _verdict(value: VerdictValue) -> str:
    parts = [value.rating]
    if value.carried:
        parts.append(f"carried from claim {value.carried[0][:8]}")
    if value.confidence:
        parts.append(f"{value.confidence} confidence")
    if value.as_of:
        parts.append(f"as of {value.as_of}")
    if value.conditions:
        parts.append(f"if {value.conditions}")
    if value.correction:
        parts.append(f"correction: {value.correction}")
    return ", ".join(parts)


def _evidence(value: EvidenceValue) -> str:
    said = f"{value.stance}: “{value.quote}”"
    details = value.details
    if details is None:
        return f"{said} ({value.url}, seen on {value.seen_on})"
    page = f", page {details.selector.page}" if details.selector.page else ""
    ours = f", in our translation “{details.translation}”" if details.translation else ""
    return f"{said}{ours} ({value.url}{page}, capture {details.capture[-8:]})"


def _testimony(value: TestimonyValue) -> str:
    asked = f", asked on {value.asked_on}" if value.asked_on else ""
    answered = f", answered on {value.answered_on}" if value.answered_on else ""
    return f"{value.who} on {value.on}, {value.terms}{asked}{answered}"


def _capture(value: CaptureValue) -> str:
    exchange = value.exchange
    status = f" (status {exchange.status})" if exchange.status else ""
    reason = f": {exchange.reason}" if exchange.reason else ""
    here, there = exchange.requested, exchange.address
    led = f", led to {there}" if there != here and urlsplit(there).netloc else ""
    return f"{exchange.outcome}{status}{reason}{led}"
