"""What the elements of a page say of it: meta, link, time, title, the language of html."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from workbench.sourcing.pages.child.said import Said

_META: Final = {
    "title": ("og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title",
              "parsely-title", "sailthru.title"),
    "author": ("author", "article:author", "parsely-author", "citation_author", "dc.creator",
               "dcterms.creator", "sailthru.author", "byl", "authors"),
    "published": ("article:published_time", "og:article:published_time", "og:published_time",
                  "article:published", "datepublished", "pubdate", "publishdate", "publish-date",
                  "publish_date", "publication_date", "published_time", "parsely-pub-date",
                  "sailthru.date", "citation_publication_date", "citation_date",
                  "dc.date.issued", "dc.date", "dcterms.issued", "dcterms.created",
                  "dcterms.date", "originalpublicationdate", "date"),
    "modified": ("article:modified_time", "og:article:modified_time", "og:updated_time",
                 "article:modified", "datemodified", "lastmod", "last-modified", "dcterms.modified",
                 "dc.date.modified", "revised", "updated_time"),
    "publisher": ("og:site_name", "publisher", "citation_publisher", "dc.publisher",
                  "dcterms.publisher", "application-name", "article:publisher"),
    "language": ("og:locale", "content-language", "dc.language", "language"),
    "description": ("og:description", "description", "twitter:description", "dc.description"),
    "canonical": ("og:url", "twitter:url"),
}  # fmt: skip
_PLACES: Final = {
    name: (field, rank) for field, names in _META.items() for rank, name in enumerate(names)
}
_ITEM_PROPERTIES: Final = {
    "datepublished": "published",
    "datecreated": "published",
    "datemodified": "modified",
}
_NO_AUTHOR: Final = ("http://", "https://", "@", "//")


def read_tags(tree: etree._Element) -> tuple[Said, ...]:
    """All values in the order in which they are to be believed within one basis."""
    metas = sorted(_metas(tree), key=lambda found: found[0])
    return (
        *(said for _, said in metas),
        *_times(tree),
        *_elements(tree),
    )


def _metas(tree: etree._Element) -> Iterator[tuple[int, Said]]:
    for element in tree.iter("meta"):
        value = (element.get("content") or "").strip()
        if not value:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            field, rank = _PLACES.get((element.get(attribute) or "").strip().lower(), ("", 0))
            if not field:
                continue
            if field in ("author", "publisher") and value.startswith(_NO_AUTHOR):
                continue
            yield rank, Said(field, value, "meta")
            break


def _times(tree: etree._Element) -> Iterator[Said]:
    """Dates that are marked as the page's own; a bare time element may be anybody's."""
    bare: list[Said] = []
    for element in tree.iter("time", "span", "div", "p", "abbr"):
        marked = _ITEM_PROPERTIES.get((element.get("itemprop") or "").lower())
        is_time = element.tag == "time"
        if not is_time and not marked:
            continue
        value = element.get("datetime") or element.get("content") or element.get("title")
        value = value or "".join(str(part) for part in element.itertext())[:100]
        if marked:
            yield Said(marked, value, "time-element")
        elif element.get("pubdate") is not None:
            yield Said("published", value, "time-element")
        elif not bare and element.get("datetime") and _is_in_article(element):
            bare.append(Said("published", value, "time-element"))
    yield from bare


def _is_in_article(element: etree._Element) -> bool:
    """Whether a time stands in the head of the article rather than in a list of others."""
    for above in element.iterancestors():
        if above.tag in ("article", "main", "header"):
            return True
        if above.tag in ("aside", "nav", "footer", "li"):
            return False
    return False


def _elements(tree: etree._Element) -> Iterator[Said]:
    root = tree.getroottree().getroot()
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        yield Said("language", language, "html-lang")
    for element in tree.iter("title"):
        if all(above.tag != "svg" for above in element.iterancestors()):
            yield Said("title", "".join(str(part) for part in element.itertext()), "title-element")
            break
    for element in tree.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split() and element.get("href"):
            yield Said("canonical", element.get("href") or "", "link")
