"""Tasks other than reading a page's text: its structured data, and what a report states."""

from importlib import import_module
from typing import Any, Final

from workbench.sourcing.pages.child.charset import decode
from workbench.sourcing.pages.frames import REPORT, STRUCTURED_DATA, Request
from workbench.sourcing.pages.kinds import Kind

_HOMES: Final = {STRUCTURED_DATA: "structured_data", REPORT: "report"}
_HTML: Final = Kind("html", "text/html")


def load_tasks(request: Request) -> Kind:
    """Import what does a task, before its time begins."""
    if request.task in _HOMES:
        import_module(f"{__package__}.{_HOMES[request.task]}")
    return _HTML


def read_value(request: Request, body: bytes) -> dict[str, Any]:
    """Do the task. Whatever a parser does, there is an answer; ``problem`` says what went wrong."""
    try:
        text = decode(body, request.content_type, request.encoding).text
        if request.task == STRUCTURED_DATA:
            from workbench.sourcing.pages.child.structured_data import read_structured_data

            return read_structured_data(text, request.address)
        if request.task == REPORT:
            from workbench.sourcing.pages.child.report import read_report
            from workbench.sourcing.pages.child.report_files import read_report_file

            return read_report_file(body) or read_report(text)
    except MemoryError:
        return {"problem": "needs more memory to read than it may have"}
    except Exception as error:
        # A parser met what its author did not think of: the page is at fault, not the reader.
        return {"problem": f"could not be read: its reader failed ({type(error).__name__})"}
    return {"problem": "was asked for something this version cannot do"}
