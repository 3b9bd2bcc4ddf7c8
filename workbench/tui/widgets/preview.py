"""Markdown as it will be laid out. Nothing in it can be followed or run."""

from textual.containers import VerticalScroll
from textual.widgets import Markdown

from workbench.text import clean_block


class Preview(VerticalScroll, can_focus=True):
    """A reason in Markdown, laid out."""

    async def show(self, text: str) -> None:
        """Lay out a text."""
        await self.remove_children()
        words = clean_block(text).strip() or "*Nothing is written yet.*"
        await self.mount(Markdown(words, open_links=False))
