"""Reports as strings and as trees."""

from io import BytesIO
from pathlib import Path

from workbench.reporting.dossier import Dossier
from workbench.reporting.formats import ReportOptions
from workbench.reporting.html.page import write


def page_of(dossier: Dossier, templates: Path | None = None) -> str:
    stream = BytesIO()
    write(dossier, stream, ReportOptions(templates))
    return stream.getvalue().decode("utf-8")
