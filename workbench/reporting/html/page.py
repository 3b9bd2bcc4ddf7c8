"""Write a dossier as one HTML file, with the manifest of what it states."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final

from markupsafe import Markup

from workbench.reporting.dossier import Dossier
from workbench.reporting.formats import ReportOptions
from workbench.reporting.html.building import report_view
from workbench.reporting.html.environment import (
    PAGE,
    digest_of_templates,
    environment,
    policy_for,
    style_of,
    told_with_its_line,
)
from workbench.reporting.manifest import seal_html
from workbench.reporting.stating import manifest_of

if TYPE_CHECKING:
    from workbench.reporting.html.views import ReportView

_PIECES: Final = 400
"""So many bits of the templates are joined before they are written."""


def write(dossier: Dossier, stream: BinaryIO, options: ReportOptions) -> None:
    """Write the report.

    Raises:
        InputError: A template is wrong, or there is no such folder of templates.
    """
    page = "".join(pieces(report_view(dossier), options))
    stream.write(
        seal_html(page, manifest_of(dossier, digest_of_templates(options.templates))).encode(
            "utf-8", "replace"
        )
    )


def pieces(report: "ReportView", options: ReportOptions) -> Iterator[str]:
    """The page, a piece at a time.

    Raises:
        InputError: A template is wrong, or there is no such folder of templates.
    """
    templates = environment(options.templates)
    with told_with_its_line():
        style = style_of(templates)
        template = templates.get_template(PAGE)
        bits = template.generate(
            report=report,
            style=Markup(style),  # noqa: S704
            policy=policy_for(style),
        )
        while taken := list(islice(bits, _PIECES)):
            yield "".join(taken)
