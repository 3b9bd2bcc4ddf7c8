"""Parsing HTML: without network, without document type definitions, without scripts."""

from typing import Final

from lxml import etree, html

MOST_PARSED_CHARACTERS: Final = 24_000_000
_IN_HEAD: Final = frozenset(
    {
        *("base", "basefont", "bgsound", "link", "meta", "noscript", "object"),
        *("script", "style", "template", "title"),
    }
)
_GAVE_UP: Final = "ERR_RESOURCE_LIMIT"


def parse_html(markup: str) -> html.HtmlElement | None:
    """Parse cleaned markup; ``None`` if there is no element in it or the parser gave up midway."""
    parser = html.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
        huge_tree=True,
    )
    try:
        tree = html.fromstring(markup[:MOST_PARSED_CHARACTERS].encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if any(one.type_name == _GAVE_UP for one in parser.error_log.filter_from_fatals()):
        return None
    while (parent := tree.getparent()) is not None:
        tree = parent
    if not isinstance(tree, html.HtmlElement):
        return None
    _end_head(tree)
    return tree


def _end_head(tree: html.HtmlElement) -> None:
    """Begin the body where the HTML standard does, at the first element that no head may hold.

    libxml2 knows no element newer than HTML 4, and leaves an article in the head of a page that
    writes no body tag.
    """
    head = tree.find("head")
    if head is None:
        return
    children = list(head)
    first = next(
        (
            place
            for place, child in enumerate(children)
            if isinstance(child.tag, str) and child.tag not in _IN_HEAD
        ),
        None,
    )
    if first is None:
        return
    body = tree.find("body")
    if body is None:
        body = etree.SubElement(tree, "body")
    for place, child in enumerate(children[first:]):
        body.insert(place, child)


def parse_xml(data: bytes) -> etree._Element | None:
    """Parse XML leniently; entities other than the predefined ones are left alone."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    # Recovering from what is no markup at all leaves nothing.
    return tree if tree is not None and isinstance(tree.tag, str) else None
