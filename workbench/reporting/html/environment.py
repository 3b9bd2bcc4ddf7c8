"""The templates of a report: ours, or those of a folder that has some with the same names.

They run in a sandbox, since a folder of templates may come from somebody else, and whatever is
wrong with one is told with its file and line.
"""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from workbench.errors import InputError
from workbench.reporting.html.direction import apart, direction
from workbench.text import clean_line

if TYPE_CHECKING:
    from jinja2 import Environment

OURS: Final = Path(__file__).parent / "templates"
_OWN_CODE: Final = str(Path(__file__).parents[2])
PREFIX: Final = "ours"
"""A template of the user's extends the one it replaces as ``ours/report.html``."""
PAGE: Final = "report.html"
STYLES: Final = ("style.css", "more.css")


def environment(folder: Path | None) -> "Environment":
    """Where templates are found.

    Raises:
        InputError: The folder is none, or what is in it is not text.
    """
    from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    if folder is not None and not folder.is_dir():
        raise InputError(
            f"{clean_line(str(folder))} is no folder; --templates names one with templates in it"
        )
    for path in _files_of(folder):
        _check_encoding(path)
    ours = FileSystemLoader(OURS)
    theirs = [FileSystemLoader(folder)] if folder is not None else []
    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([*theirs, ours, PrefixLoader({PREFIX: ours})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"direction": direction, "apart": apart}
    return made


def digest_of_templates(folder: Path | None) -> str | None:
    """What tells a folder of templates from others; nothing for ours."""
    if folder is None or not folder.is_dir():
        return None
    digest = hashlib.sha256()
    for path in _files_of(folder):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:32]


def _files_of(folder: Path | None) -> list[Path]:
    found = sorted(folder.rglob("*")) if folder is not None else []
    return [path for path in found if path.is_file() and path.suffix in (".html", ".css")]


def _check_encoding(path: Path) -> None:
    content = path.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{clean_line(str(path))}, line {line}: not UTF-8: {error.reason}"
        ) from None


def style_of(templates: "Environment") -> str:
    """The style sheet, with what ``more.css`` adds to it.

    Raises:
        InputError: It cannot be read, or would end the element it stands in.
    """
    from jinja2 import TemplateNotFound

    parts = []
    for name in STYLES:
        assert templates.loader is not None
        try:
            source, path, _ = templates.loader.get_source(templates, name)
        except TemplateNotFound:
            continue
        if "</style" in source.lower():
            raise InputError(f"{clean_line(path or name)} holds “</style”, which no style may")
        parts.append(source.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(parts)


def policy_for(style: str) -> str:
    """The content security policy of a page with this one style and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@contextmanager
def told_with_its_line() -> Iterator[None]:
    """Turn whatever goes wrong inside a template into one line that names file and line.

    Raises:
        InputError: Something did.
    """
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    try:
        yield
    except TemplateSyntaxError as error:
        raise InputError(_told(error.filename or error.name, error.lineno, error)) from None
    except TemplateNotFound as error:
        place = _place(error.__traceback__)
        raise InputError(
            _told(*place, f"there is no template {error.message}")
            if place
            else f"there is no template {clean_line(str(error.message))}"
        ) from None
    except UnicodeDecodeError as error:
        raise InputError(f"a template is not UTF-8: {error.reason}") from None
    except TemplateError as error:
        raise InputError(
            _told(*(_place(error.__traceback__) or ("a template", 0)), error)
        ) from None
    except (
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        RecursionError,
    ) as error:
        place = _place(error.__traceback__)
        if place is None:
            raise
        raise InputError(_told(*place, error)) from None


def _told(name: str | None, line: int, error: object) -> str:
    where = f"{clean_line(name or 'a template')}, line {line}"
    return f"{where}: {clean_line(str(error), 300)}"


def _place(trace: TracebackType | None) -> tuple[str, int] | None:
    """The innermost place in a template, if the error came from one and from nowhere deeper."""
    found = None
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith((".html", ".css")):
            found = name, trace.tb_lineno
        elif name.startswith(_OWN_CODE):
            found = None
        trace = trace.tb_next
    return found
