"""What the templates see: words that are clean, signs, links and anchors, nothing to decide.

These classes and their fields are what a folder of templates can rely on; docs/reports.md lists
them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from workbench.reporting.html.links import Link
from workbench.reporting.html.shapes import Sign


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what it says, in the margin of a claim; with a link, the words lead there."""

    name: str
    words: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source in the numbered list; ``said`` stands for one that never was a page."""

    number: int
    anchor: str
    title: str | None
    author: str | None
    published: str | None
    link: Link | None
    said: str | None
    archived: Link | None
    archived_on: str | None
    captures: tuple["CaptureView", ...]
    claims: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class CaptureView:
    """A copy that was kept: when it was made, and the hash of its bytes."""

    at: str | None
    iso: str | None
    sha256: str | None
    of_wire: bool


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A quotation with its stance. A ``withheld`` one has neither words nor source."""

    id: str
    sign: Sign
    number: int | None
    source_anchor: str | None
    withheld: bool
    title: str
    place: str
    link: Link | None
    quote: Markup
    translation: Markup | None
    translation_language: str | None
    seen_on: str
    seen_by: str
    dated: str | None
    younger: bool
    capture: CaptureView | None
    archived: Link | None
    archived_on: str | None
    standing: str | None


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A verdict with its reasons; ``part`` says whose it is among several."""

    id: str
    sign: Sign
    part: str
    by: str
    on: str
    iso: str
    scale: str
    confidence: str | None
    as_of: str | None
    conditions: Markup | None
    because: Markup
    sources: tuple[tuple[int, str], ...]
    ground: str | None
    stale: bool
    carried: bool


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer and what it rests on."""

    words: Markup
    kind: str
    by: str
    link: Link | None
    number: int | None
    source_anchor: str | None
    because: str | None


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with its answers."""

    words: str
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """One step in the trail of corrections: what it was, and why it is so no more."""

    on: str
    iso: str
    words: str
    because: Markup | None
    claim: int
    claim_anchor: str


@dataclass(frozen=True, slots=True)
class BesideView:
    """Another claim that this one was compared with; it may be in the report as well."""

    relation: str
    words: str
    document: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with everything that is told of it; ``id`` marks it for whoever verifies."""

    id: str
    number: int
    anchor: str
    statement: str
    sign: Sign
    document: str
    language: str | None
    before: str
    span: str
    after: str
    reworded: bool
    stale: bool
    facts: tuple[Fact, ...]
    verdicts: tuple[VerdictView, ...]
    disagree: bool
    second_reader: str
    evidence: tuple[EvidenceView, ...]
    questions: tuple[QuestionView, ...]
    beside: tuple[BesideView, ...]
    corrections: tuple[CorrectionView, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document; ``claims`` can be gone through once."""

    title: str
    anchor: str
    address: Link
    dated: str | None
    characters: str
    sha256: str
    count: int
    claims: Iterable[ClaimView]


@dataclass(frozen=True, slots=True)
class Bar:
    """One result and how many claims have it; ``share`` is in per cent of all."""

    sign: Sign
    count: int
    share: int
    chart: Markup


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """A claimant and how often each result was given, in the order of the columns."""

    name: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Balance:
    """Who was checked how often, and with which results."""

    columns: tuple[Sign, ...]
    rows: tuple[BalanceRow, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its title and the same in words, a line for each row."""

    title: str
    picture: Markup
    columns: tuple[str, ...]
    rows: tuple[tuple[Fact, ...], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class ScaleView:
    """A rating scale with its steps."""

    name: str
    id: str
    steps: tuple[tuple[Sign, str], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim in the list at the top."""

    number: int
    anchor: str
    statement: str
    sign: Sign


@dataclass(frozen=True, slots=True)
class ReportView:
    """The report."""

    project: str
    publisher: str | None
    publisher_link: Link | None
    logo: str | None
    corrections_link: Link | None
    methodology: Link | None
    license: Link | None
    contact: Link | None
    language: str
    made_at: str
    made_iso: str
    as_of: str | None
    selection: str
    program: str
    anonymous: bool
    reviewers: tuple[str, ...]
    count: int
    bars: tuple[Bar, ...]
    listed: tuple[Listed, ...]
    timeline: Chart | None
    figures: tuple[Chart, ...]
    documents: tuple[DocumentView, ...]
    sources: tuple[SourceView, ...]
    withheld: int
    balance: Balance | None
    corrections: tuple[CorrectionView, ...]
    unchecked: tuple[str, ...]
    scales: tuple[ScaleView, ...]
