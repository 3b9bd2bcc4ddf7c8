"""One page from bytes to readable text: which reader for which kind, and what to fall back to."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Final

from workbench.model.sourcing import Outcome, ReadableText
from workbench.sourcing.pages.child.charset import Decoded, decode
from workbench.sourcing.pages.child.cleaning import clean_markup
from workbench.sourcing.pages.child.crude import NAME as CRUDE
from workbench.sourcing.pages.child.crude import crude_text
from workbench.sourcing.pages.child.said import Said, ordered
from workbench.sourcing.pages.frames import Request
from workbench.sourcing.pages.kinds import Kind, kind_of

UNPARSED: Final = (
    "read without its structure, because no parser got through it; hidden text may be in it"
)
TOO_MUCH_MEMORY: Final = "the page needs more memory to read than it may have"
Partial = Callable[[ReadableText], None]
_TOLD_EARLY_CHARACTERS: Final = 250_000
TEXT: Final = "text/1"
_EMPTY: Final = ReadableText("", "", "application/octet-stream", None, None, "none")
_PARSERS: Final = {
    "pdf": "pdf",
    "docx": "docx",
    "xml": "feeds",
    "feed": "feeds",
    "html": "pages",
}
_NO_NULLS: Final = {0: None}
_PDF_FIELDS: Final = {
    "Title": "title",
    "Author": "author",
    "Subject": "description",
    "CreationDate": "published",
    "ModDate": "modified",
}


def load_parsers(request: Request, body: bytes) -> Kind:
    """Tell the kind of a page and import what reads it, before its time begins."""
    kind = kind_of(body, request.content_type, request.name)
    if kind.family in _PARSERS and not request.plain:
        import_module(f"{__package__}.{_PARSERS[kind.family]}")
    return kind


def read_page(
    request: Request, body: bytes, kind: Kind, *, deadline: float, partial: Partial
) -> ReadableText:
    """Read a page whose parsers are loaded. Whatever a parser does, there is an answer."""
    try:
        match kind.family:
            case "pdf":
                return _pdf(body, kind, deadline)
            case "docx":
                return _docx(body, kind)
            case "other":
                return _not_read(kind)
        decoded = decode(body, request.content_type, request.encoding)
        if request.plain and kind.family in ("html", "xml", "feed"):
            return _plain(decoded, kind)
        if kind.family == "html":
            return _html(request, decoded, kind, partial)
        if kind.family in ("xml", "feed"):
            return _xml(decoded, kind)
        return _text(decoded, kind)
    except MemoryError:
        return replace(_EMPTY, media_type=kind.media_type, problem=TOO_MUCH_MEMORY)
    except Exception as error:
        # A parser met what its author did not think of: the page is at fault, not the reader.
        problem = f"the file could not be read: its reader failed ({type(error).__name__})"
        return replace(_EMPTY, media_type=kind.media_type, problem=problem)


def _html(request: Request, decoded: Decoded, kind: Kind, partial: Partial) -> ReadableText:
    from workbench.sourcing.pages.child.pages import Page, PageText

    def readable(text: PageText) -> ReadableText:
        return _with_encoding(
            ReadableText(
                main=text.main,
                visible=text.visible,
                media_type=kind.media_type,
                encoding=decoded.encoding,
                encoding_basis=decoded.basis,
                extractor=text.extractor,
                metadata=text.metadata,
                flags=text.flags,
                problem=text.problem,
                suggested_outcome=text.suggested_outcome,
            ),
            decoded,
        )

    markup = clean_markup(decoded.text)
    if not markup.strip():
        return _nothing(kind, decoded)
    page = Page(markup, request.address)
    if not page.parsed:
        return _plain(decoded, kind)
    if len(markup) > _TOLD_EARLY_CHARACTERS:
        partial(readable(page.everything()))
    found = readable(page.article())
    if found.problem and not found.flags:
        # A tag that is never closed swallows all that follows it.
        rescued = _plain(decoded, kind)
        return rescued if rescued.main else found
    return found


def _plain(decoded: Decoded, kind: Kind) -> ReadableText:
    words = crude_text(clean_markup(decoded.text))
    return _with_encoding(
        replace(
            _EMPTY,
            main=words,
            visible=words,
            media_type=kind.media_type,
            extractor=CRUDE,
            flags=(UNPARSED,),
            problem=None if words else "the page has no text that could be read safely",
        ),
        decoded,
    )


def _xml(decoded: Decoded, kind: Kind) -> ReadableText:
    from workbench.sourcing.pages.child.feeds import NAME, read_xml

    words = read_xml(clean_markup(decoded.text))
    if not words:
        return _plain(decoded, kind)
    flags = ("the page is a feed, a list of articles, not an article",)
    return _with_encoding(
        replace(
            _EMPTY,
            main=words,
            visible=words,
            media_type=kind.media_type,
            extractor=NAME,
            flags=flags if kind.family == "feed" else (),
        ),
        decoded,
    )


def _text(decoded: Decoded, kind: Kind) -> ReadableText:
    words = decoded.text.translate(_NO_NULLS)
    if not words.strip():
        return _nothing(kind, decoded)
    return _with_encoding(
        replace(_EMPTY, main=words, visible=words, media_type=kind.media_type, extractor=TEXT),
        decoded,
    )


def _pdf(body: bytes, kind: Kind, deadline: float) -> ReadableText:
    from workbench.sourcing.pages.child.pdf import NAME, read_pdf

    found = read_pdf(body, deadline)
    said = [
        Said(_PDF_FIELDS[key], value, "pdf")
        for key, value in found.properties
        if key in _PDF_FIELDS
    ]
    return replace(
        _EMPTY,
        main=found.main,
        visible=found.visible,
        media_type=kind.media_type,
        extractor=NAME,
        metadata=ordered(said, None),
        pages=found.pages,
        flags=found.flags,
        problem=found.problem,
    )


def _docx(body: bytes, kind: Kind) -> ReadableText:
    from workbench.sourcing.pages.child.docx import NAME, read_docx

    found = read_docx(body)
    said = [Said(field, value, "docx") for field, value in found.properties]
    return replace(
        _EMPTY,
        main=found.text,
        visible=found.text,
        media_type=kind.media_type,
        extractor=NAME,
        metadata=ordered(said, None),
        flags=found.flags,
        problem=found.problem,
    )


def _not_read(kind: Kind) -> ReadableText:
    return replace(
        _EMPTY,
        media_type=kind.media_type,
        problem=f"this is {kind.words}, not text",
        suggested_outcome=Outcome.NOT_TEXT,
    )


def _nothing(kind: Kind, decoded: Decoded) -> ReadableText:
    return replace(
        _EMPTY,
        media_type=kind.media_type,
        encoding=decoded.encoding,
        encoding_basis=decoded.basis,
        problem="the page is empty",
        suggested_outcome=Outcome.NO_CONTENT,
    )


def _with_encoding(readable: ReadableText, decoded: Decoded) -> ReadableText:
    flags = decoded.flags
    if decoded.replaced:
        count = f"{decoded.replaced} bytes are" if decoded.replaced > 1 else "1 byte is"
        flags = (*flags, f"{count} not {decoded.encoding} and shown as �")
    return replace(
        readable,
        encoding=decoded.encoding,
        encoding_basis=decoded.basis,
        flags=(*readable.flags, *flags),
    )
