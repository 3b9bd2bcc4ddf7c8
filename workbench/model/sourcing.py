"""What comes of going to a source: captures, the text of a page, passages, anchored quotes.

Terms are those of W3C Web Annotation for quotes and of WARC for captures. Offsets are code points
of the named text of one capture, which never changes once it is kept.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from workbench.model.people import Reviewer


class SourceKind(StrEnum):
    """What a source is. All but ``PAGE`` and ``FILE`` were never on the web."""

    PAGE = "page"
    FILE = "file"
    TEXT = "text"
    CALL = "call"
    INTERVIEW = "interview"
    EMAIL = "email"
    RECORDS_REPLY = "records-reply"
    SCREENSHOT = "screenshot"
    RIGHT_OF_REPLY = "right-of-reply"


class OnRecord(StrEnum):
    """What may be published of what somebody said."""

    ON_RECORD = "on-record"
    BACKGROUND = "background"
    OFF_RECORD = "off-record"


class Outcome(StrEnum):
    """How a fetch ended. Everything but the first two is a failure with its own reason."""

    CAPTURED = "captured"
    UNCHANGED = "unchanged"
    """The server said 304: not modified since the capture that was named."""
    NO_CONTENT = "no-content"
    INCOMPLETE = "incomplete"
    """The body ended before it was whole; what came is kept, marked as partial."""
    DEAD = "dead"
    """404 or 410."""
    FORBIDDEN = "forbidden"
    """401, 402, 403 or another refusal."""
    LEGAL = "gone-for-legal-reasons"
    LOGIN = "login-wall"
    SOFT_404 = "soft-404"
    NOT_TEXT = "not-text"
    BLOCKED = "blocked-by-policy"
    """The address, or one it led to, is none this program goes to."""
    TOO_LARGE = "too-large"
    TIMED_OUT = "timed-out"
    UNREACHABLE = "unreachable"
    """No such host, connection refused or reset, no network."""
    UNTRUSTED = "untrusted-certificate"
    REDIRECTS = "redirect-loop"
    PROTOCOL = "protocol-error"
    """The answer is no valid HTTP, or its encoding is broken, unknown or stacked."""
    BUSY = "busy"
    """429 or 503: asked to come back later."""
    SERVER_ERROR = "server-error"


class PageText(StrEnum):
    """Which text of a capture an offset counts in."""

    MAIN = "main"
    VISIBLE = "visible"
    """Everything a reader of the page could see; what the main text left out is in here."""


class Slot(StrEnum):
    """What kind of thing in a claim is compared with a passage."""

    QUANTITY = "quantity"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"


class Agreement(StrEnum):
    """How a passage stands to one slot of a claim. It says nothing of the stance."""

    AGREES = "agrees"
    DIFFERS = "differs"
    MISSING = "missing"


class AnchorState(StrEnum):
    """What became of a quote in a later capture, or in the text it is said to stand in."""

    VERBATIM = "verbatim"
    MOVED = "moved"
    EDITED = "edited"
    FIGURE_CHANGED = "figure-changed"
    """A number, date, name or negation differs; outranks any similarity."""
    GONE = "gone"
    UNKNOWN = "unknown"
    """The page could not be fetched or read, so nothing is known."""


class ArchiveState(StrEnum):
    """What is known of a copy at a web archive."""

    ARCHIVED = "archived"
    NONE_KNOWN = "none-known"
    SUBMITTED = "submitted"
    PENDING = "pending"
    CAPTURE_FAILED = "capture-failed"
    SUBMIT_FAILED = "submit-failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: the status that ordered it, from where, to where, and what is odd about it."""

    status: int
    origin: str
    target: str
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Certificate:
    """The TLS certificate that the server showed; ``sha256`` is of its DER form, in hexadecimal."""

    sha256: str
    protocol: str | None = None
    issuer: str | None = None
    not_after: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One fetch as it went over the wire, success or failure.

    ``wire_sha256`` is of the bytes as they came (still compressed), ``body`` holds the decoded
    bytes. ``reason`` is one line in words when the outcome is a failure. ``peer`` is the address
    that was connected to. ``retry_after`` is in seconds, as the server asked.
    """

    requested: str
    address: str
    outcome: Outcome
    started_at: datetime
    ended_at: datetime
    reason: str | None = None
    status: int | None = None
    http_version: str | None = None
    request_headers: tuple[tuple[str, str], ...] = ()
    response_headers: tuple[tuple[str, str], ...] = ()
    hops: tuple[Hop, ...] = ()
    peer: str | None = None
    certificate: Certificate | None = None
    wire_sha256: str | None = None
    wire_bytes: int = 0
    complete: bool = False
    body: bytes | None = None
    retry_after: int | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadatum:
    """One value a page gives about itself, and where on the page it stood.

    ``field`` is title, author, published, modified, publisher, language, description or canonical;
    ``basis`` names the origin (``json-ld``, ``meta``, ``time-element``, ``url``, ``html-lang``,
    ``extractor``, ``pdf``, ``docx``, ``given``); ``raw`` is the value as it stood there.
    """

    field: str
    value: str
    basis: str
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class ReadableText:
    """What could be read of a capture.

    ``main`` is the article, ``visible`` everything a reader could see (equal where there is no
    difference). ``pages`` are the spans of a PDF's pages in ``main``. ``metadata`` lists values
    best first within each field; several values of one field that differ are a conflict to show.
    ``flags`` are advisory remarks in words ("looks like a log-in page"); ``problem`` says in one
    line why there is no text, if there is none.
    """

    main: str
    visible: str
    media_type: str
    encoding: str | None
    encoding_basis: str | None
    extractor: str
    metadata: tuple[Metadatum, ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    flags: tuple[str, ...] = ()
    problem: str | None = None
    suggested_outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class SlotComparison:
    """One slot of the claim beside a passage.

    ``ours`` is the claim's own words; ``theirs`` the words of the passage that agree or differ,
    with their span in the text searched.
    """

    slot: Slot
    ours: str
    agreement: Agreement
    theirs: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a source that bears on a claim. The score ranks; it implies no stance.

    ``terms`` are the spans of words shared with the claim.
    """

    start: int
    end: int
    text: str
    score: float
    terms: tuple[tuple[int, int], ...] = ()
    slots: tuple[SlotComparison, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteSelector:
    """Where a quote stands: W3C TextQuoteSelector and TextPositionSelector together.

    ``page`` counts from 1 and is set for paged captures only.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    text: PageText = PageText.MAIN
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Anchoring:
    """What became of a quote in a text. ``similarity`` is from 0 to 100.

    ``differences`` say in words what changed ("500 became 700").
    """

    state: AnchorState
    start: int | None = None
    end: int | None = None
    similarity: float = 0.0
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Capture:
    """A fetch that was kept. ``id`` is its event; a capture is never changed or replaced.

    ``body`` and the two texts are hashes of kept bytes, absent in a failure or in a copy of the
    project that was shared without page copies. The exchange has no body here.
    """

    id: str
    source: str
    kind: SourceKind
    exchange: Exchange
    body: str | None
    main: str | None
    visible: str | None
    media_type: str | None
    encoding: str | None
    encoding_basis: str | None
    extractor: str | None
    metadata: tuple[Metadatum, ...]
    pages: tuple[tuple[int, int], ...]
    flags: tuple[str, ...]
    captured_at: datetime
    captured_by: Reviewer
    left_out: bool = False
    """Bytes of this capture were kept, and are not in this file."""


@dataclass(frozen=True, slots=True)
class ArchivedCopy:
    """A copy at a web archive, or what is known of the attempt to make one."""

    source: str
    archive: str
    state: ArchiveState
    url: str | None
    archived_at: datetime | None
    checked_at: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source of a claim for a list.

    ``origin`` is the number of the group of sources that carry the same text, from 1;
    ``outcome`` is that of the newest capture, ``None`` before any. ``latest`` is the id of the
    newest capture that has a text, or of the newest if none has.
    """

    id: str
    url: str
    kind: SourceKind
    title: str | None
    published: str | None
    outcome: Outcome | None
    reason: str | None
    captures: int
    captured_at: datetime | None
    quotes: int
    origin: int
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Testimony:
    """What never was a page: who told what to whom, when, and on what terms.

    ``who`` is a description when the name is confidential; the name itself is kept only in the
    reviewer's local notes. ``asked_on`` and ``answered_on`` are for a right of reply and a records
    request; an answer that never came has none.
    """

    kind: SourceKind
    who: str
    on: str
    terms: OnRecord
    asked_on: str | None = None
    answered_on: str | None = None
    confidential: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class QuoteDetails:
    """What a piece of evidence has beyond its words, when it was quoted from a capture.

    ``dated`` is the evidence's own date, ISO 8601. ``younger`` says that this date lies after the
    claim's. ``translation`` is ours, never the source's. ``standing`` is what the latest re-check
    found, ``None`` before any.
    """

    capture: str
    selector: QuoteSelector
    extractor: str
    note: str | None = None
    dated: str | None = None
    younger: bool = False
    translation: str | None = None
    translation_language: str | None = None
    standing: AnchorState | None = None
    standing_checked_at: datetime | None = None
    differences: tuple[str, ...] = field(default_factory=tuple)
