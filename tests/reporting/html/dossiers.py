"""Dossiers to write: one with everything in it, and one full of words that mean harm."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from workbench.model import (
    AnchorState,
    Answer,
    AnswerKind,
    Claim,
    ClaimantKind,
    ClaimStatus,
    Confidence,
    DateBasis,
    Document,
    Evidence,
    PairState,
    Publisher,
    Question,
    QuoteDetails,
    QuoteSelector,
    RatingScale,
    RatingStep,
    Reviewer,
    Source,
    Stance,
    Statement,
    Verdict,
    Wording,
)
from workbench.reporting.dossier import (
    Beside,
    Dossier,
    Entry,
    FigureLine,
    FigurePoint,
    Left,
    SourceRecord,
)

NOON: Final = datetime(2025, 10, 15, 12, 0, tzinfo=UTC)
ADA: Final = Reviewer("a" * 32, "Ada Example")
BEN: Final = Reviewer("b" * 32, "Ben Example")
SCALE: Final = RatingScale(
    "desk/2",
    "House",
    (
        RatingStep("True", "It holds as it stands.", 5),
        RatingStep("Mostly true", "It holds but for a detail.", 4),
        RatingStep("Half true", "It leaves out what matters.", 3),
        RatingStep("Mostly false", "A grain of truth is in it.", 2),
        RatingStep("False", "It does not hold.", 1),
        RatingStep("Not Enough Evidence", "Nobody can tell from what there is."),
    ),
)
TEXT: Final = (
    "The unrest began on Friday evening in the lower town. According to the ministry, 52 civilians "
    "were injured, and the hospital was full. Shops opened again on Sunday."
)
DOCUMENT: Final = Document(
    id="d" * 64,
    title="Troops arrive in the Marun valley",
    address="https://news.example/marun/dispatch",
    encoding="utf-8",
    language="en",
    characters=1843,
    document_date=date(2025, 10, 12),
    document_date_basis=DateBasis.HEADER,
    added_at=NOON,
    added_by=ADA,
)


def evidence(
    number: int, stance: Stance, quote: str, *, details: QuoteDetails | None = None
) -> Evidence:
    return Evidence(
        id=f"{number:064x}",
        claim="c" * 32,
        source=Source(f"1:source{number}", f"https://source{number}.example/page?id={number}"),
        quote=quote,
        stance=stance,
        seen_on=date(2025, 10, 14),
        added_at=NOON,
        added_by=ADA,
        details=details,
    )


def anchored(page: int | None = None, **more: object) -> QuoteDetails:
    selector = QuoteSelector(
        "words", "From the statement of the hospital: ", " More will follow.", 40, 90, page=page
    )
    details = QuoteDetails(capture="9" * 64, selector=selector, extractor="reader/1")
    return replace(details, **more)  # type: ignore[arg-type]


HOSPITAL: Final = evidence(
    1,
    Stance.REFUTES,
    "Forty-seven civilians were treated after the unrest of 10 October. We have no patient in "
    "critical condition.",
    details=anchored(dated="2025-10-11"),
)
MINISTRY: Final = evidence(
    2,
    Stance.SUPPORTS,
    "Nach unseren Zahlen wurden 52 Zivilpersonen verletzt.",
    details=anchored(
        page=3,
        translation="By our figures 52 civilians were injured.",
        translation_language="English",
        standing=AnchorState.FIGURE_CHANGED,
        differences=("52 became 49",),
        younger=True,
        dated="2025-10-13",
    ),
)
NURSE: Final = evidence(3, Stance.CONTEXT, "We sent nobody home that night.")
HIDDEN: Final = evidence(4, Stance.SUPPORTS, "This must never be printed.")
RECORDS: Final = {
    HOSPITAL.id: SourceRecord(
        title="Statement of the hospital",
        author="Marun General Hospital",
        published="2025-10-11",
        captured_at=NOON - timedelta(days=1),
        sha256="a1b2c3d4" * 8,
        archived="https://web.archive.org/web/20251011120000/https://source1.example/page?id=1",
        archived_at=NOON - timedelta(days=4),
    ),
    MINISTRY.id: SourceRecord(
        title="Zahlen zum 10. Oktober",
        published="2025-10-13",
        captured_at=NOON - timedelta(days=1, hours=2),
        sha256="0f1e2d3c" * 8,
        of_wire=True,
    ),
    NURSE.id: SourceRecord(said="Call, a nurse of the hospital, 14 October 2025 (on background)"),
    HIDDEN.id: SourceRecord(withheld=True),
}
REFUTED: Final = Verdict(
    id="e" * 64,
    claim="c" * 32,
    rating="False",
    scale=SCALE.id,
    because="The hospital that treated them counted **47**, [by name](https://source1.example/list)."
    "\n\n- It is the only hospital of the valley.\n- The ministry has published *no list*.",
    evidence=(HOSPITAL.id, NURSE.id),
    unsourced=False,
    given_at=NOON,
    given_by=ADA,
    confidence=Confidence.HIGH,
    as_of=date(2025, 10, 14),
)
MIXED: Final = replace(
    REFUTED,
    id="f" * 64,
    rating="Half true",
    because="The ministry may count people who never went to the hospital; neither list is public.",
    evidence=(MINISTRY.id, HOSPITAL.id),
    given_at=NOON + timedelta(hours=3),
    given_by=BEN,
    confidence=None,
    conditions="If “injured” includes people treated on the spot.",
)
EARLIER: Final = replace(
    REFUTED,
    id="7" * 64,
    rating="True",
    because="The ministry says so.",
    given_at=NOON - timedelta(hours=5),
    live=False,
)


def at(words: str) -> Statement:
    start = TEXT.index(words)
    return Statement(start, start + len(words), words, words)


WOUNDED: Final = Claim(
    number=1,
    id="c" * 32,
    document=DOCUMENT,
    statement="On 10 October, 52 civilians were injured in the Marun valley.",
    reading=at("52 civilians were injured"),
    by_hand=False,
    dismissed=None,
    status=ClaimStatus.CONFLICT,
    rating=None,
    evidence=(HOSPITAL, MINISTRY, NURSE, HIDDEN),
    verdicts=(EARLIER, REFUTED, MIXED),
    wordings=(
        Wording(
            "8" * 64, "On 10 October, 52 civilians were injured in the Marun valley.", BEN, NOON
        ),
    ),
    stale=True,
    claimant="Interior Ministry of Veltania",
    claimant_kind=ClaimantKind.ORGANIZATION,
    claimed_on="2025-10-11",
    place="Marun valley",
    first_appearance="https://ministry.example/statements/11",
    tags=("casualties", "unrest"),
    questions=(
        Question(
            "1" * 64,
            "c" * 32,
            "How many civilians were treated?",
            ADA,
            NOON,
            (
                Answer("2" * 64, "Forty-seven.", AnswerKind.EXTRACTIVE, ADA, NOON, HOSPITAL.id),
                Answer("3" * 64, "No answer could be found.", AnswerKind.UNANSWERABLE, BEN, NOON),
            ),
        ),
    ),
)
OPENED: Final = replace(
    WOUNDED,
    number=2,
    id="b" * 32,
    statement="Shops opened again on Sunday.",
    reading=at("Shops opened again on Sunday."),
    status=ClaimStatus.AGREED,
    rating="True",
    evidence=(HOSPITAL,),
    verdicts=(
        replace(REFUTED, id="6" * 64, rating="True", because="Seen by both."),
        replace(MIXED, id="5" * 64, rating="True", because="I agree.", conditions=None),
    ),
    wordings=(),
    stale=False,
    claimant=None,
    claimant_kind=None,
    claimed_on=None,
    place=None,
    first_appearance=None,
    tags=(),
    questions=(),
)
BEGAN: Final = replace(
    OPENED,
    number=3,
    id="a" * 32,
    statement="The unrest began on Friday evening in the lower town.",
    reading=at("The unrest began on Friday evening in the lower town."),
    status=ClaimStatus.UNRATED,
    rating=None,
    evidence=(),
    verdicts=(),
)


def around(claim: Claim) -> tuple[str, str]:
    return TEXT[: claim.reading.start], TEXT[claim.reading.end :]


def entry(number: int, claim: Claim, **more: object) -> Entry:
    before, after = around(claim)
    made = Entry(number, claim, records=RECORDS, before=before, after=after)
    return replace(made, **more)  # type: ignore[arg-type]


def full(*entries: Entry) -> Dossier:
    """Everything that a report can hold."""
    return Dossier(
        project="The Marun valley",
        project_id="p" * 32,
        made_at=NOON + timedelta(days=1),
        scales=(SCALE,),
        entries=entries
        or (
            entry(
                1,
                WOUNDED,
                independence="3 sources, 2 origins",
                beside=(
                    Beside(PairState.CONFLICT, "0" * 32, "47 were treated.", "Hospital dispatch"),
                    Beside(PairState.RELATED, OPENED.id, OPENED.statement, DOCUMENT.title),
                ),
            ),
            entry(2, OPENED),
            entry(3, BEGAN),
        ),
        count=len(entries) or 3,
        publisher=Publisher(
            name="Example Desk",
            url="https://desk.example/",
            corrections="https://desk.example/corrections",
        ),
        selection="tag unrest",
        left=Left(undecided=2, dismissed=1),
        figures=(
            FigureLine(
                "civilians injured",
                (
                    FigurePoint("47", 47, 47, "2025-10-11", "Hospital", "47 were treated."),
                    FigurePoint(
                        "52", 52, 52, "2025-10-11", "Ministry", "52 were injured.", "c" * 32
                    ),
                    FigurePoint(
                        "45 to 50", 45, 50, "2025-10-13", "Port wire", "Between 45 and 50."
                    ),
                    FigurePoint(
                        "at least 40", 40, float("inf"), None, "Mayor", "At least 40 were hurt."
                    ),
                ),
            ),
        ),
        program="claim-workbench 0",
    )
