"""The parts of docs/finding.md that are made from the tables of the language."""

from collections.abc import Iterable

from workbench.finding.explaining import state_in_words
from workbench.finding.fields import FIELDS, Form
from workbench.model.finding import How, Part, State


def fields_table() -> str:
    """A line for each field."""
    return "| field | what it is about | example |\n| --- | --- | --- |\n" + "".join(
        f"| `{field.name}` | {field.help}{', *whole*' if field.how is How.WHOLE else ''}"
        f"{_values(field.values if field.form is Form.TEXT else ())} | `{field.example}` |\n"
        for field in FIELDS.values()
    )


def states_list() -> str:
    """All states with what they say, a line each."""
    return "".join(f"- `is:{state.value}`: {state_in_words(state)}\n" for state in State)


def parts_list() -> str:
    """All parts."""
    return ", ".join(f"`{part.value}`" for part in Part) + ".\n"


def filled(page: str, queues: Iterable[tuple[str, str]]) -> str:
    """The page with its tables as they are now."""
    rows = "| queue | its query |\n| --- | --- |\n" + "".join(
        f"| {title} | {f'`{query}`' if query else '(none)'} |\n" for title, query in queues
    )
    tables = {
        "fields": fields_table(),
        "states": states_list(),
        "parts": parts_list(),
        "queues": rows,
    }
    for name, table in tables.items():
        before, mark, rest = page.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(f"<!-- end of {name} -->")
        page = before + mark + table + end + after
    return page


def _values(values: tuple[str, ...]) -> str:
    return f": {', '.join(values)}" if values else ""
