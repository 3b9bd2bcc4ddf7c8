"""Anonymous reports: no reviewer's name, identity, device or folder is anywhere in their bytes."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.desk.deciding.verdicts import decide
from workbench.desk.reading.documents import add_document
from workbench.desk.reporting.reports import write_report
from workbench.desk.reporting.selection import Selection
from workbench.desk.settings_of_project import set_publisher
from workbench.desk.sourcing.attaching import keep_file
from workbench.desk.sourcing.files import read_text
from workbench.desk.sourcing.quoting import quote
from workbench.desk.working.claims import correct
from workbench.desk.working.questions import answer, ask
from workbench.ledger.database import Ledger, open_ledger
from workbench.ledger.identity import IdentityStore
from workbench.ledger.queries import claim_numbers, claim_rows
from workbench.model import AnswerKind, ClaimFilter, Publisher, Reviewer, Stance
from workbench.reporting.formats import FORMATS, ReportOptions
from workbench.sourcing.files import decode

DISPATCH = "KERVAL, 14 October 2025 - The hospital said that 47 civilians were injured on Friday."
SMALL = sorted(set(FORMATS) - {"pdf"})
LETTERS = st.characters(
    categories=("Lu", "Ll", "Lo"), max_codepoint=0x6FF, exclude_characters="abcdefABCDEF"
)
NAMES = st.builds(
    "{}zyq {} {}zyq".format,
    st.text(LETTERS, min_size=3, max_size=9),
    st.sampled_from(("O'Qvist", "<b>Vex</b>", "=Zyx", "Qu\u0308xley", "Xenophon & Sons")),
    st.text(LETTERS, min_size=5, max_size=9),
)


class Pair:
    """Two reviewers of given names, who did everything that a report tells of."""

    def __init__(self, folder: Path, first: str, second: str) -> None:
        self.folder = folder
        self.people = (Reviewer("a1" * 16, first), Reviewer("b2" * 16, second))
        self.path = folder / "claims.db"
        for number, person in enumerate(self.people):
            with self.open(number) as ledger:
                self._work(ledger, person)

    def open(self, number: int) -> Ledger:
        own = self.folder / f"laptop-{number}"
        identity = IdentityStore(own / "config", own / "state")
        identity.adopt(self.people[number])
        return open_ledger(self.path, mode="create", identity=identity)

    def _work(self, ledger: Ledger, person: Reviewer) -> None:
        add_document(ledger, decode(str(self.folder / "dispatch.txt"), DISPATCH.encode()))
        (claim, *_) = [row.id for row in claim_rows(ledger, claim_numbers(ledger, ClaimFilter()))]
        attached = keep_file(ledger, read_text("The register has 47 names."), claim_id=claim)
        assert attached.capture is not None
        quote(ledger, claim, attached.capture, "47 names", stance=Stance.SUPPORTS)
        first = person is self.people[0]
        asked = ask(ledger, claim, f"How many were injured, question {first}?")
        answer(
            ledger, claim, asked, "47 were.", kind=AnswerKind.EXTRACTIVE, url="https://a.example/"
        )
        correct(ledger, claim, f"47 civilians were injured, wording {first}.")
        decide(ledger, claim, "Refuted" if first else "Supported", "The register says so.")
        decide(ledger, claim, "Supported", "The register says so, read again.")
        if first:
            set_publisher(ledger, Publisher("Desk", "https://desk.example/"))

    def traces(self) -> Iterator[str]:
        """What would tell who they are."""
        with self.open(0) as ledger:
            yield from (row[0] for row in ledger.rows("SELECT id FROM writer"))
        for person in self.people:
            yield person.id
            yield from (word for word in re.split(r"\W+", person.name) if len(word) > 4)
        yield str(self.folder)
        yield "laptop-"


def everything_in(document: bytes) -> str:
    """All that is written in a file, however it is packed."""
    found = [document.decode("utf-8", "replace")]
    if document.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(document)) as parts:
            found += [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
            found += parts.namelist()
    if document.startswith(b"%PDF"):
        found += list(_in_pdf(document))
    return "\n".join(found)


def _in_pdf(document: bytes) -> Iterator[str]:
    import pypdfium2

    for stream in re.findall(rb"stream\r?\n(.*?)endstream", document, re.DOTALL):
        packed = zlib.decompressobj()
        try:
            yield packed.decompress(stream).decode("utf-8", "replace")
        except zlib.error:
            continue
    with pypdfium2.PdfDocument(document) as opened:
        yield " ".join(opened.get_metadata_dict().values())
        for page in opened:
            yield page.get_textpage().get_text_bounded()


def written(pair: Pair, name: str, selection: Selection) -> str:
    stream = io.BytesIO()
    with pair.open(0) as ledger:
        write_report(ledger, name, stream, selection, ReportOptions())
    return everything_in(stream.getvalue())


def assert_nobody_is_named(pair: Pair, name: str) -> None:
    """Neither in a plain report, nor in one whose selection asks for a reviewer."""
    who = pair.people[0].name.replace('"', "")
    for selection in (
        Selection(anonymous=True),
        Selection(anonymous=True, reviewer=who, query=f'reviewer:"{who}"'),
    ):
        told = written(pair, name, selection)
        for trace in pair.traces():
            assert trace.casefold() not in told.casefold(), (name, trace)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return Pair(
        tmp_path_factory.mktemp("pair"),
        "Wilhelmina Q\u00fcxley",
        "\u0634\u0647\u0631\u0632\u0627\u062f <b>Vexhall</b>",
    )


@pytest.mark.parametrize("name", SMALL)
def test_no_reviewer_is_anywhere_in_the_bytes(pair: Pair, name: str) -> None:
    assert_nobody_is_named(pair, name)


def test_the_search_finds_a_name_where_there_is_one(pair: Pair) -> None:
    for name in ("docx", "html", "json"):
        assert "Wilhelmina" in written(pair, name, Selection())


@pytest.mark.long
def test_no_reviewer_is_anywhere_in_a_pdf(pair: Pair) -> None:
    pytest.importorskip("weasyprint", reason="needs the extra pdf")
    assert "Wilhelmina" in written(pair, "pdf", Selection())
    assert_nobody_is_named(pair, "pdf")


@pytest.mark.long
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=NAMES, second=NAMES)
def test_whatever_reviewers_are_called(
    tmp_path_factory: pytest.TempPathFactory, first: str, second: str
) -> None:
    team = Pair(tmp_path_factory.mktemp("named"), first, second)
    for name in SMALL:
        assert_nobody_is_named(team, name)
