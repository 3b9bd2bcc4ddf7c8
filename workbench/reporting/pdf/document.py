"""The same page as a PDF, through WeasyPrint where it is installed.

Nothing is fetched for it: the page holds everything, and whatever a template asks for beyond
that is refused.
"""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Final

from workbench.errors import InputError, UsageError
from workbench.reporting.dossier import Dossier
from workbench.reporting.formats import ReportOptions
from workbench.reporting.html.building import report_view
from workbench.reporting.html.environment import digest_of_templates
from workbench.reporting.html.page import pieces
from workbench.reporting.manifest import canonical, manifest_value
from workbench.reporting.stating import manifest_of
from workbench.text import clean_line

_SOFT: Final = "#444444"
_TONES: Final = {"yes": "#17634a", "no": "#9a2c1b", "between": "#7a4f00", "plain": "#4f4b43"}
_LINE: Final = 'fill="none" stroke="{tone}" stroke-width="1.6" stroke-linecap="round"'
_WORDS: Final = 'font-family="sans-serif" font-size="10"'
_INKS: Final = {
    "solid": 'fill="{tone}"',
    "ring": _LINE,
    "stroke": _LINE,
    "dash": f'{_LINE} stroke-dasharray="2.4 2.7"',
    "cut": 'fill="none" stroke="#ffffff" stroke-width="1.9" stroke-linecap="round"',
    "track": 'fill="#f2f2f2"',
    "tick": 'fill="#d0d0d0"',
    "level": 'fill="#d0d0d0"',
    "dot": 'fill="#1c4a80"',
    "range": 'fill="#1c4a80"',
    "label": f'{_WORDS} fill="#000000"',
    "words": f'{_WORDS} fill="#444444"',
}
_PART: Final = re.compile(f'class="({"|".join(_INKS)})"')
_SIGN: Final = re.compile(
    r'<span class="(?:sign|stamp|stance) (\w+)"><svg class="shape".*?</svg>', re.DOTALL
)
_BAR: Final = re.compile(r'<tr class="(\w+)"><th scope="row">.*?</tr>', re.DOTALL)
_CHART: Final = re.compile(r'<svg [^>]*class="chart".*?</svg>', re.DOTALL)
MANIFEST_NAME: Final = "workbench-report.json"
MISSING: Final = (
    "a PDF needs WeasyPrint: pip install 'claim-workbench[pdf]', and the library Pango of your "
    "system; or write HTML and print it from a browser"
)


def write(dossier: Dossier, stream: BinaryIO, options: ReportOptions) -> None:
    """Write the report.

    Raises:
        UsageError: WeasyPrint is not installed, or a library that it needs is not.
        InputError: A template is wrong, or there is no such folder of templates.
    """
    page = "".join(pieces(report_view(dossier), options))
    value = canonical(
        manifest_value(manifest_of(dossier, digest_of_templates(options.templates)), None)
    )
    stream.write(_printed(inked(page), value, options.paging))


def inked(page: str) -> str:
    """The page with the colours of its pictures written into them.

    WeasyPrint draws a picture by itself, out of reach of the page's style sheet. Words from
    outside cannot be taken for a picture: their quotation marks are escaped.
    """
    page = _SIGN.sub(lambda found: _with_inks(found[0], _TONES.get(found[1], _SOFT)), page)
    page = _BAR.sub(
        lambda found: found[0].replace('class="fill"', f'fill="{_TONES.get(found[1], _SOFT)}"'),
        page,
    )
    return _CHART.sub(lambda found: _with_inks(found[0], _SOFT), page)


class _Pages(logging.Handler):
    """Hears of each page that WeasyPrint begins."""

    def __init__(self, paging: Callable[[int], None]) -> None:
        super().__init__()
        self._paging = paging

    def emit(self, record: logging.LogRecord) -> None:
        """Tell the number of the page, if it is about one."""
        if isinstance(record.args, tuple) and "Page" in record.msg:
            self._paging(int(str(record.args[0])))


@contextmanager
def _telling(paging: Callable[[int], None] | None) -> Iterator[None]:
    """Pass on which page is laid out; what hears of it may end the work by raising."""
    if paging is None:
        yield
        return
    log, handler = logging.getLogger("weasyprint.progress"), _Pages(paging)
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)


def _with_inks(picture: str, tone: str) -> str:
    return _PART.sub(lambda found: _INKS[found[1]].format(tone=tone), picture)


def _printed(page: str, manifest: str, paging: Callable[[int], None] | None) -> bytes:
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    try:
        import weasyprint
    except (ImportError, OSError):
        raise UsageError(MISSING) from None
    asked: list[str] = []

    class Refusing(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, *_: Any) -> Any:
            asked.append(url)
            raise ValueError(url)

    made = weasyprint.HTML(string=page, base_url=None, url_fetcher=Refusing())
    try:
        carried = weasyprint.Attachment(
            string=manifest.encode(), name=MANIFEST_NAME, description="What this report states"
        )
        with _telling(paging):
            written: bytes = made.write_pdf(pdf_ua=True, attachments=[carried]) or b""
    except (AssertionError, ArithmeticError, LookupError, RecursionError, TypeError) as error:
        # Its layout gives up on some pages; what it says then helps nobody but its authors.
        raise InputError(
            "WeasyPrint could not lay this report out; write HTML and print it from a browser"
        ) from error
    if asked:
        raise InputError(
            f"a template asks for {clean_line(asked[0], 100)}, and a report loads nothing"
        )
    return written
