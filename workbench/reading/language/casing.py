"""A text beside the same text in small letters, so that patterns need not know of capitals."""

from typing import NamedTuple


def in_small_letters(text: str) -> str:
    """Lower a text without changing its length."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(
        lowered if len(lowered := character.lower()) == 1 else character for character in text
    )


class Text(NamedTuple):
    """A text and the same text in small letters, of equal length."""

    original: str
    small: str

    def is_capital(self, position: int) -> bool:
        """Say whether the character is a capital letter."""
        return self.original[position].isupper()

    def words_before(self, position: int, reach: int = 24) -> list[str]:
        """Give the words just before a position, in small letters."""
        piece = self.small[max(position - reach, 0) : position]
        return piece.replace("(", " ").replace("“", " ").replace('"', " ").split()


def with_small_letters(text: str) -> Text:
    """Put a text beside itself in small letters."""
    return Text(text, in_small_letters(text))
