"""The formats of a report: one module each, loaded when its format is asked for.

A format writes a dossier to a binary stream. One that ``streams`` goes through the entries once
and keeps none, so it can write a million claims; the others may go through them as often as they
like. ``needs`` names what is gathered for a format beyond the claims themselves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from importlib import resources
from pathlib import Path
from typing import BinaryIO, Final

from workbench.errors import UsageError
from workbench.model import Claim
from workbench.reporting.dossier import Dossier, Entry
from workbench.text import clean_line


class Part(Enum):
    """What can be gathered for each claim of a report."""

    RECORDS = auto()
    INDEPENDENCE = auto()
    HISTORY = auto()
    BESIDE = auto()
    CONTEXT = auto()
    FIGURES = auto()
    QUOTED = auto()
    """Evidence as JSON tells it, where nothing else needs it otherwise."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How a report is written, whichever claims it is about.

    ``templates`` is a folder whose templates take the place of ours. ``page_copies`` says that
    the texts of captures are wanted where a format can carry them, ``histories`` that what takes
    a format long to gather is wanted too. ``paging`` is told of each page that is laid out, where a
    format has pages; what it raises ends the work.
    """

    templates: Path | None = None
    page_copies: bool = False
    histories: bool = False
    paging: Callable[[int], None] | None = None


Writer = Callable[[Dossier, BinaryIO, ReportOptions], None]


@dataclass(frozen=True, slots=True)
class Pieces:
    """How a format is written that can be made in pieces: its beginning, some claims, its end.

    The claims come after another entry, or after the beginning, and are counted; the end is told
    how many there were. Put together the pieces are what is written at once.
    """

    begin: Callable[[Dossier, BinaryIO], None]
    claims: Callable[[Dossier, BinaryIO, Entry | None], int]
    end: Callable[[int, BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of a report.

    ``binary`` ones are not for a terminal. ``templates`` and ``page_copies`` say whether those
    options mean anything for it. ``tells`` says whether a claim can be told in it at all.
    ``pieces`` is there for those that can be made in pieces. ``more`` is what is gathered where
    histories are asked for, in place of ``needs``.
    """

    name: str
    suffix: str
    media_type: str
    about: str
    write: Writer
    needs: frozenset[Part] = frozenset()
    streams: bool = False
    binary: bool = False
    templates: bool = False
    page_copies: bool = False
    tells: Callable[[Claim], bool] = lambda _: True
    pieces: Callable[[], Pieces] | None = None
    more: frozenset[Part] = frozenset()

    @property
    def tells_histories(self) -> bool:
        """Whether it tells the histories of claims, always or where they are asked for."""
        return Part.HISTORY in self.needs | self.more

    def asked(self, options: ReportOptions) -> "Format":
        """The format as it is asked for."""
        return replace(self, needs=self.more) if options.histories and self.more else self


def _html(dossier: Dossier, stream: BinaryIO, options: ReportOptions) -> None:
    from workbench.reporting.html.page import write

    write(dossier, stream, options)


def _pdf(dossier: Dossier, stream: BinaryIO, options: ReportOptions) -> None:
    from workbench.reporting.pdf.document import write

    write(dossier, stream, options)


def _markdown(dossier: Dossier, stream: BinaryIO, options: ReportOptions) -> None:
    from workbench.reporting.markdown.document import write

    write(dossier, stream, options)


def _csv() -> Pieces:
    from workbench.reporting.csv.table import PIECES

    return PIECES


def _json() -> Pieces:
    from workbench.reporting.json.report import PIECES

    return PIECES


def _json_lines() -> Pieces:
    from workbench.reporting.json.report import LINES

    return LINES


def _portable() -> Pieces:
    from workbench.reporting.json.portable import PIECES

    return PIECES


def _whole(pieces: Callable[[], Pieces]) -> Writer:
    """What writes all pieces one after the other."""

    def write(dossier: Dossier, stream: BinaryIO, _options: ReportOptions) -> None:
        made = pieces()
        made.begin(dossier, stream)
        made.end(made.claims(dossier, stream, None), stream)

    return write


def _claim_review(dossier: Dossier, stream: BinaryIO, options: ReportOptions) -> None:
    from workbench.reporting.claimreview.reviews import write

    write(dossier, stream, options)


def _claim_review_page(dossier: Dossier, stream: BinaryIO, options: ReportOptions) -> None:
    from workbench.reporting.claimreview.page import write

    write(dossier, stream, options)


def _averitec(dossier: Dossier, stream: BinaryIO, options: ReportOptions) -> None:
    from workbench.reporting.averitec.examples import write

    write(dossier, stream, options)


def _docx(dossier: Dossier, stream: BinaryIO, options: ReportOptions) -> None:
    from workbench.reporting.docx.document import write

    write(dossier, stream, options)


def _datasette(dossier: Dossier, stream: BinaryIO, options: ReportOptions) -> None:
    from workbench.reporting.datasette.metadata import write

    write(dossier, stream, options)


def _has_one_result(claim: Claim) -> bool:
    from workbench.reporting.claimreview.reviews import deciding_verdict

    return deciding_verdict(claim) is not None


def _has_a_label(claim: Claim) -> bool:
    from workbench.reporting.averitec.examples import label_of

    return label_of(claim) is not None


_FOR_READERS: Final = frozenset(Part) - {Part.QUOTED}
_FOR_PROGRAMS: Final = _FOR_READERS - {Part.FIGURES}
_JSON: Final = "application/json"

FORMATS: Final[Mapping[str, Format]] = {
    each.name: each
    for each in (
        Format(
            "html",
            ".html",
            "text/html",
            "one page to publish as it is",
            _html,
            needs=_FOR_READERS,
            templates=True,
        ),
        Format(
            "pdf",
            ".pdf",
            "application/pdf",
            "that page for print; needs the extra pdf",
            _pdf,
            needs=_FOR_READERS,
            binary=True,
            templates=True,
        ),
        Format(
            "markdown",
            ".md",
            "text/markdown",
            "complete, in plain text",
            _markdown,
            needs=_FOR_READERS,
        ),
        Format(
            "csv",
            ".csv",
            "text/csv",
            "a table, safe in spreadsheets",
            _whole(_csv),
            streams=True,
            pieces=_csv,
        ),
        Format(
            "json",
            ".json",
            _JSON,
            "everything, for programs",
            _whole(_json),
            needs=_FOR_PROGRAMS,
            streams=True,
            page_copies=True,
            pieces=_json,
        ),
        Format(
            "jsonl",
            ".jsonl",
            "application/jsonl",
            "the same, an object a line; histories and independence only with --histories",
            _whole(_json_lines),
            needs=_FOR_PROGRAMS - {Part.HISTORY, Part.INDEPENDENCE} | {Part.QUOTED},
            streams=True,
            page_copies=True,
            pieces=_json_lines,
            more=_FOR_PROGRAMS,
        ),
        Format(
            "portable",
            ".portable.jsonl",
            "application/jsonl",
            "what another project can take in and give back the same",
            _whole(_portable),
            needs=frozenset((Part.RECORDS,)),
            streams=True,
            pieces=_portable,
        ),
        Format(
            "claimreview",
            ".jsonld",
            "application/ld+json",
            "ClaimReview markup",
            _claim_review,
            needs=frozenset((Part.RECORDS,)),
            tells=_has_one_result,
        ),
        Format(
            "claimreview-page",
            ".review.html",
            "text/html",
            "a page with that markup in it",
            _claim_review_page,
            needs=frozenset((Part.RECORDS,)),
            tells=_has_one_result,
        ),
        Format(
            "averitec",
            ".averitec.json",
            _JSON,
            "claims, labels, questions and answers as in AVeriTeC",
            _averitec,
            needs=frozenset((Part.RECORDS,)),
            streams=True,
            tells=_has_a_label,
        ),
        Format(
            "docx",
            ".docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "a Word document",
            _docx,
            needs=_FOR_READERS - {Part.HISTORY},
            binary=True,
        ),
        Format(
            "datasette",
            ".metadata.json",
            _JSON,
            "metadata with which Datasette shows the database well",
            _datasette,
            streams=True,
        ),
    )
}
DEFAULT_FORMAT: Final = "markdown"
_ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "html": (".htm",),
    "markdown": (".markdown",),
    "jsonl": (".ndjson",),
}
"""Other endings that files of a format have."""


def schema() -> str:
    """The JSON Schema of the formats ``json`` and ``jsonl``."""
    folder = resources.files("workbench.reporting").joinpath("schemas")
    return folder.joinpath("report-1.schema.json").read_text("utf-8")


def format_named(name: str) -> Format:
    """The format with this name.

    Raises:
        UsageError: There is none.
    """
    found = FORMATS.get(name)
    if found is None:
        raise UsageError(
            f"there is no report format {clean_line(name, 40)}; there are: {', '.join(FORMATS)}"
        )
    return found


def format_of_file(path: Path) -> Format | None:
    """The format that a file's name asks for by its ending, if one does."""
    name = path.name.lower()
    fitting = [
        (ending, each)
        for each in FORMATS.values()
        for ending in (each.suffix, *_ALSO.get(each.name, ()))
        if name.endswith(ending)
    ]
    return max(fitting, key=lambda found: len(found[0]), default=(None, None))[1]
