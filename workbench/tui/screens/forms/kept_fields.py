"""What a field of a form holds, as one text that can be kept and put back."""

from textual.widgets import Input, TextArea

from workbench.tui.widgets.choice import Choice

KeptField = Input | TextArea | Choice
_BETWEEN = "\n"


def content_of(field: KeptField) -> str:
    """What was typed, or which options are chosen."""
    if isinstance(field, Choice):
        return _BETWEEN.join(field.chosen)
    return field.value if isinstance(field, Input) else field.text


def put_back(field: KeptField, content: str) -> None:
    """Let a field hold what it held before; options that are gone are not chosen."""
    if isinstance(field, Choice):
        field.choose(content.split(_BETWEEN))
    elif isinstance(field, Input):
        field.value = content
    else:
        field.text = content
