"""Parsing HTML: without network, without document type definitions, without scripts."""

from typing import Final

from lxml import etree, html

MOST_PARSED_CHARACTERS: Final = 24_000_000
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
    return tree if isinstance(tree, html.HtmlElement) else None


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
