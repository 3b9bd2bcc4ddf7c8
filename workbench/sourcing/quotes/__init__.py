"""Quotes: selected in a page's own characters, found again in a later text, never re-pointed.

``select`` and ``anchor_exact`` make a selector, ``reanchor`` says what became of a quote in
another text. A difference in a number, date, name or negation outranks every likeness of words.
Nothing here reads pages or keeps anything.
"""

from workbench.sourcing.quotes.differences import word_differences
from workbench.sourcing.quotes.fragments import text_fragment
from workbench.sourcing.quotes.reanchoring import reanchor
from workbench.sourcing.quotes.selecting import anchor_exact, select

__all__ = ["anchor_exact", "reanchor", "select", "text_fragment", "word_differences"]
