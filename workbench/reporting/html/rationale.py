"""A reviewer's reasons, written in Markdown, as HTML that can do nothing.

HTML in them is shown as it was typed, pictures and headings are left as words, and only
addresses of web pages become links.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

from workbench.reporting.html.links import may_be_linked
from workbench.text import clean_block

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token

_LEFT_AS_WORDS: Final = [
    "image",
    "heading",
    "lheading",
    "html_block",
    "html_inline",
    "reference",
    "code",
]
_DEEPEST: Final = 20
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")


def rendered(text: str) -> Markup:
    """The reasons as HTML; a text nested deeper than anybody writes is left as it was typed."""
    source = clean_block(text.strip())
    parser = _parser()
    tokens = parser.parse(source)
    if any(token.level >= _DEEPEST for token in tokens):
        return paragraphs(text)
    return Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704


def paragraphs(text: str) -> Markup:
    """Plain words as paragraphs, their line breaks kept."""
    parts = (part for part in _PARAGRAPHS.split(clean_block(text.strip())) if part.strip())
    return Markup("\n").join(
        Markup("<p>{}</p>").format(Markup("<br>\n").join(part.strip().splitlines()))
        for part in parts
    )


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    class Reasons(MarkdownIt):
        def validateLink(self, url: str) -> bool:  # noqa: N802
            return may_be_linked(url)

    parser = Reasons("commonmark", {"html": False, "breaks": True, "maxNesting": _DEEPEST})
    parser.enable("strikethrough").disable(_LEFT_AS_WORDS)
    parser.add_render_rule("link_open", _link)
    parser.add_render_rule("fence", _fence)
    return parser


def _link(
    renderer: "RendererHTML", tokens: "Sequence[Token]", place: int, options: Any, _: Any
) -> str:
    token = tokens[place]
    token.attrs.pop("title", None)
    token.attrSet("rel", "noopener noreferrer")
    return str(renderer.renderToken(tokens, place, options, {}))


def _fence(_: Any, tokens: "Sequence[Token]", place: int, *__: Any) -> str:
    return f"<pre><code>{escape(tokens[place].content)}</code></pre>\n"
