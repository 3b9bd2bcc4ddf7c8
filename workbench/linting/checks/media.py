"""Rules about MediaReview: what became of a picture, film or recording."""

from collections.abc import Iterator
from typing import Final

from workbench.linting.checks.addresses import check_address
from workbench.linting.checks.common import About, Trouble, shown
from workbench.linting.findings import MEDIA, Rule, advice, error
from workbench.linting.nodes import Node, Value

CATEGORIES: Final = (
    "OriginalMediaContent",
    "DecontextualizedContent",
    "EditedOrCroppedContent",
    "TransformedContent",
    "StagedContent",
    "SatireOrParodyContent",
)
_CHANGED: Final = frozenset({"EditedOrCroppedContent", "TransformedContent", "StagedContent"})
_FROM_AN_ORIGINAL: Final = frozenset({"EditedOrCroppedContent", "TransformedContent"})
_MEDIA_TYPES: Final = frozenset(
    {"MediaObject", "ImageObject", "VideoObject", "AudioObject", "ImageObjectSnapshot",
     "VideoObjectSnapshot", "AudioObjectSnapshot", "Photograph", "Clip", "CreativeWork"}
)  # fmt: skip

RULES: Final[tuple[Rule, ...]] = (
    error(
        "media-category-missing",
        "a MediaReview has a mediaAuthenticityCategory",
        "It is the finding of the review; without it nothing is said of the media.",
        f"Add one of {', '.join(CATEGORIES)}.",
        MEDIA,
    ),
    error(
        "media-category-unknown",
        "mediaAuthenticityCategory is one of schema.org's",
        "Words of your own are not understood.",
        f"Write one of {', '.join(CATEGORIES)}.",
        MEDIA,
    ),
    error(
        "media-category-contradiction",
        "original media is not also edited, transformed or staged",
        "The categories exclude each other.",
        "Keep the category that holds for the media under review.",
        MEDIA,
    ),
    error(
        "media-item-missing",
        "a MediaReview has an itemReviewed",
        "It says which picture, film or recording was looked at.",
        'Add "itemReviewed": {"@type": "MediaReviewItem", "mediaItemAppearance": ...}.',
        MEDIA,
    ),
    error(
        "media-item-wrong-type",
        "itemReviewed of a MediaReview is a MediaReviewItem",
        "Another type does not say which media was reviewed.",
        'Give it "@type": "MediaReviewItem", or the type of the media itself.',
        MEDIA,
    ),
    error(
        "media-appearance-missing",
        "a MediaReviewItem has a mediaItemAppearance",
        "It says where the media was seen.",
        'Add "mediaItemAppearance": {"@type": "ImageObject", "contentUrl": ...}.',
        MEDIA,
    ),
    error(
        "media-appearance-wrong-type",
        "mediaItemAppearance is a picture, film or recording",
        "The type says what was reviewed.",
        "Write ImageObject, VideoObject, AudioObject or MediaObject.",
        MEDIA,
    ),
    advice(
        "media-appearance-nowhere",
        "mediaItemAppearance has an address",
        "Without contentUrl, url or archivedAt nobody can look at it.",
        "Give contentUrl, the url of the post, or archivedAt.",
        MEDIA,
    ),
    advice(
        "media-context-missing",
        "media out of its context comes with that context",
        "Readers cannot see what the media really shows.",
        "Add originalMediaContextDescription.",
        MEDIA,
    ),
    advice(
        "media-original-missing",
        "changed media comes with a link to the original",
        "Readers cannot compare the two.",
        "Add originalMediaLink.",
        MEDIA,
    ),
)


def check_media(review: Node, about: About) -> Iterator[Trouble]:
    """What is wrong with a review of media."""
    found: set[str] = set()
    values = [one for one in review.each("mediaAuthenticityCategory") if not one.is_empty]
    if not values:
        place = review.raw("mediaAuthenticityCategory") or review
        yield Trouble("media-category-missing", place, "no mediaAuthenticityCategory is given")
    for value in values:
        name = _category(value)
        if name in CATEGORIES:
            found.add(name)
        else:
            told = f"mediaAuthenticityCategory is {shown(value.said or value.value)}"
            yield Trouble("media-category-unknown", value, told)
    if "OriginalMediaContent" in found and found & _CHANGED:
        told = f"it is both OriginalMediaContent and {min(found & _CHANGED)}"
        yield Trouble("media-category-contradiction", values[0], told)
    if "DecontextualizedContent" in found and not review.text("originalMediaContextDescription"):
        told = "originalMediaContextDescription is missing"
        yield Trouble("media-context-missing", review, told)
    link = review.first("originalMediaLink")
    if link is not None:
        yield from check_address(link, "originalMediaLink")
    elif found & _FROM_AN_ORIGINAL:
        yield Trouble("media-original-missing", review, "originalMediaLink is missing")
    yield from _item(review, about)


def _category(value: Value) -> str:
    said = value.said
    if said is None and isinstance(value.value, dict):
        named = value.value.get("@id", value.value.get("name"))
        said = named if isinstance(named, str) else ""
    return (said or "").strip().rpartition("/")[2].rpartition(":")[2]


def _item(review: Node, about: About) -> Iterator[Trouble]:
    value = review.first("itemReviewed")
    item = about.page.node(value) if value else None
    if value is None or item is None:
        place = value or review.raw("itemReviewed") or review
        yield Trouble("media-item-missing", place, "does not say which media was reviewed")
        return
    if _MEDIA_TYPES & set(item.types):
        yield from _appearance(item)
        return
    if item.types and "MediaReviewItem" not in item.types:
        told = f"itemReviewed is a {shown(item.types[0])}"
        yield Trouble("media-item-wrong-type", item, told)
        return
    appearances = [one for one in item.each("mediaItemAppearance") if not one.is_empty]
    if not appearances:
        place = item.raw("mediaItemAppearance") or item
        yield Trouble("media-appearance-missing", place, "no mediaItemAppearance is given")
    for one in appearances:
        media = about.page.node(one)
        if media is None:
            told = f"mediaItemAppearance is {shown(one.value)}"
            yield Trouble("media-appearance-wrong-type", one, told)
        elif not _MEDIA_TYPES & set(media.types):
            kinds = ", ".join(media.types) or "nothing"
            told = f"mediaItemAppearance is typed as {shown(kinds)}"
            yield Trouble("media-appearance-wrong-type", media, told)
        else:
            yield from _appearance(media)


def _appearance(media: Node) -> Iterator[Trouble]:
    named = [media.first(name) for name in ("contentUrl", "url", "archivedAt", "embedUrl")]
    given = [one for one in named if one is not None]
    if not given and not any(list(media.each("sameAs"))):
        yield Trouble("media-appearance-nowhere", media, "the media has no address")
    for name in ("contentUrl", "archivedAt"):
        value = media.first(name)
        if value is not None and isinstance(value.value, str):
            yield from check_address(value, name)
