"""The date that heads a text, which is no part of what surrounds its first claims."""

from workbench.reading.sentences import split_sentences

__all__ = ["opening_dateline"]


def opening_dateline(text: str) -> int:
    """Where a text goes on after the date that it opens with: nought if it opens with none."""
    first = next(iter(split_sentences(text)), None)
    if first is None or first.kind != "dateline":
        return 0
    return first.end + len(text[first.end :]) - len(text[first.end :].lstrip())
