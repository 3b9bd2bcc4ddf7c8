"""A report with something of everything in it, and texts that try to break out."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from workbench.model import (
    Answer,
    AnswerKind,
    Claim,
    ClaimantKind,
    ClaimStatus,
    Confidence,
    DateBasis,
    Document,
    Evidence,
    HistoryEntry,
    PairState,
    Publisher,
    Question,
    RatingScale,
    RatingStep,
    Reviewer,
    Source,
    Stance,
    Statement,
    Verdict,
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
ADA: Final = Reviewer("a" * 32, "Ada")
BEN: Final = Reviewer("b" * 32, "Ben")
AVERITEC: Final = RatingScale(
    "averitec/1",
    "AVeriTeC",
    (
        RatingStep("Supported", "It is true."),
        RatingStep("Refuted", "It is false."),
        RatingStep("Not Enough Evidence", "Nobody can tell."),
        RatingStep("Conflicting Evidence/Cherrypicking", "Both."),
    ),
)
ORDERED: Final = RatingScale(
    "five/1",
    "Five steps",
    (
        RatingStep("True", "It is so.", 4),
        RatingStep("Mostly true", "Nearly.", 3),
        RatingStep("Half true", "Half of it.", 2),
        RatingStep("Mostly false", "Hardly.", 1),
        RatingStep("False", "It is not so.", 0),
        RatingStep("Satire", "It was a joke.", None),
    ),
)
PUBLISHER: Final = Publisher(
    name="Example Desk",
    url="https://desk.example/",
    logo="https://desk.example/logo.png",
    review_address="https://desk.example/checks/{claim}",
    same_as=("https://www.wikidata.org/wiki/Q1",),
    methodology="https://desk.example/method",
    corrections="https://desk.example/corrections",
    license="https://creativecommons.org/licenses/by/4.0/",
    language="en",
)
DOCUMENT: Final = Document(
    id="d" * 64,
    title="Troops arrive",
    address="https://news.example/troops",
    encoding="utf-8",
    language="en",
    characters=900,
    document_date=date(2025, 10, 14),
    document_date_basis=DateBasis.HEADER,
    added_at=NOON,
    added_by=ADA,
)
EVIDENCE: Final = Evidence(
    id="e" * 64,
    claim="c" * 32,
    source=Source("1:hospital.example/a", "https://hospital.example/a"),
    quote="47 were treated.\nNo more.",
    stance=Stance.REFUTES,
    seen_on=date(2025, 10, 15),
    added_at=NOON,
    added_by=ADA,
)
OFF_RECORD: Final = replace(
    EVIDENCE, id="0" * 64, source=Source("said:1", "said:1"), quote="The secret words."
)
RECORD: Final = SourceRecord(
    title="Statement of the hospital",
    author="Press office",
    published="2025-10-14",
    captured_at=NOON,
    sha256="9" * 64,
    archived="https://archive.example/1",
    archived_at=NOON,
)
EARLIER: Final = Verdict(
    id="1" * 64,
    claim="c" * 32,
    rating="Supported",
    scale="averitec/1",
    because="The ministry says so.",
    evidence=(),
    unsourced=True,
    given_at=datetime(2025, 10, 14, 9, 0, tzinfo=UTC),
    given_by=ADA,
    live=False,
)
VERDICT: Final = Verdict(
    id="f" * 64,
    claim="c" * 32,
    rating="Refuted",
    scale="averitec/1",
    because="The hospital counted 47. It published its list. The ministry did not.",
    evidence=(EVIDENCE.id,),
    unsourced=False,
    given_at=NOON,
    given_by=ADA,
    confidence=Confidence.HIGH,
    as_of=date(2025, 10, 15),
    conditions="As long as nobody else was hurt.",
    correction="We had not heard the hospital.",
)
QUESTION: Final = Question(
    id="2" * 64,
    claim="c" * 32,
    text="How many were treated?",
    asked_by=BEN,
    asked_at=NOON,
    answers=(
        Answer(
            id="3" * 64,
            text="47 were treated.",
            kind=AnswerKind.EXTRACTIVE,
            given_by=ADA,
            given_at=NOON,
            evidence=EVIDENCE.id,
        ),
        Answer(
            id="4" * 64,
            text="No",
            kind=AnswerKind.BOOLEAN,
            given_by=ADA,
            given_at=NOON,
            url="https://hospital.example/b",
            because="The list has 47 names.",
        ),
    ),
)
CLAIM: Final = Claim(
    number=1,
    id="c" * 32,
    document=DOCUMENT,
    statement="52 civilians were injured.",
    reading=Statement(10, 36, "52 civilians were injured.", "52 civilians were injured."),
    by_hand=False,
    dismissed=None,
    status=ClaimStatus.SINGLE,
    rating="Refuted",
    evidence=(EVIDENCE,),
    verdicts=(VERDICT, EARLIER),
    claimant="Interior Ministry",
    claimant_kind=ClaimantKind.ORGANIZATION,
    claimed_on="2025-10-12",
    place="VE",
    first_appearance="https://ministry.example/1",
    tags=("Numerical Claim",),
    questions=(QUESTION,),
)
CHANGE: Final = HistoryEntry(
    event=VERDICT.id,
    act="5" * 32,
    at=NOON,
    by=ADA,
    field="verdict",
    old="Supported",
    new="Refuted",
    because=VERDICT.because,
)
ENTRY: Final = Entry(
    number=1,
    claim=CLAIM,
    records={EVIDENCE.id: RECORD},
    independence="1 source, 1 origin",
    history=(CHANGE,),
    beside=(Beside(PairState.CONFLICT, "8" * 32, "47 were injured.", "Another text"),),
    before="He said: ",
    after=" Then he left.",
)
OTHER_CLAIM: Final = replace(
    CLAIM,
    number=2,
    id="7" * 32,
    statement="Nobody was hurt.",
    reading=Statement(40, 56, "Nobody was hurt.", "Nobody was hurt."),
    status=ClaimStatus.CONFLICT,
    rating=None,
    claimant=None,
    claimant_kind=None,
    evidence=(OFF_RECORD,),
    verdicts=(
        replace(VERDICT, id="6" * 64, evidence=(OFF_RECORD.id,), correction=None),
        replace(EARLIER, id="a" * 64, given_by=BEN, live=True),
    ),
    questions=(),
    tags=(),
    first_appearance=None,
    claimed_on=None,
)
OTHER: Final = Entry(
    number=2,
    claim=OTHER_CLAIM,
    records={OFF_RECORD.id: SourceRecord(said="a call, somebody", withheld=True)},
)


def dossier(*entries: Entry, **changes: Any) -> Dossier:
    """A report of these entries."""
    made = Dossier(
        project="Valley",
        project_id="1" * 32,
        made_at=NOON,
        scales=(AVERITEC, ORDERED),
        entries=entries,
        count=len(entries),
        publisher=PUBLISHER,
        left=Left(undecided=2, dismissed=1),
        figures=(
            FigureLine(
                "injured",
                (
                    FigurePoint("47", 47, 47, "2025-10-12", "hospital.example", "47 injured"),
                    FigurePoint("52", 52, 52, "2025-10-14", "news.example", "52 injured", "c" * 32),
                ),
            ),
        ),
        program="claim-workbench",
    )
    return replace(made, **changes)


def saying(text: str) -> Entry:
    """An entry that says these words wherever words from outside can stand."""
    evidence = replace(EVIDENCE, quote=text, source=Source("1:x", f"https://x.example/{text}"))
    verdict = replace(VERDICT, because=text, conditions=text, correction=text)
    claim = replace(
        CLAIM,
        statement=text,
        claimant=text,
        place=text,
        tags=(text,),
        document=replace(DOCUMENT, title=text, address=text),
        evidence=(evidence,),
        verdicts=(verdict, replace(EARLIER, because=text)),
        questions=(replace(QUESTION, text=text),),
    )
    record = replace(RECORD, title=text, author=text, archived=text)
    return replace(ENTRY, claim=claim, records={evidence.id: record}, before=text, after=text)


HOSTILE: Final = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!-- </template> --> ]]>",
    "# heading\n- list\n[x](javascript:alert(1)) ![y](https://evil.example/p.png)",
    '=HYPERLINK("https://evil.example";"x")',
    "x;=1+1\t=2+2",
    '";=1+1;"',
    "@SUM(A1:A9)",
    "\x1b]52;c;Zm9v\x07\x1b[31m",
    "\u202eevil\u2066",
    "a\x00b\x0bc\ufffe",
    "\ud800 alone",
    "👩‍👩‍👧‍👦 ﷽",
    "'quoted",
    "",
    "  ",
)
