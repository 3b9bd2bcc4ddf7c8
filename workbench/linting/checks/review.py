"""Rules about the review itself: its words, its author, its dates and its language."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from workbench.linting.checks.addresses import check_address
from workbench.linting.checks.claim import check_agent
from workbench.linting.checks.common import About, Day, Trouble, day_of, shown
from workbench.linting.findings import GOOGLE, LANGUAGES, SCHEMA, Rule, advice, error
from workbench.linting.nodes import Node, Value
from workbench.linting.words import folded, rating_words, truth_of

_LONGEST_CLAIM: Final = 75
_HEADLINE: Final = re.compile(
    r"\s*(?:fact[- ]?check(?:ed|ing)?|verif\w+|did|is it true)\b", re.IGNORECASE
)
_BEFORE: Final = re.compile(
    r"\s*[\[(]?\s*([^:\[\]()|–—]{2,40}?)\s*[\])]?\s*(?:[:|–—]|\s-\s|(?<=[\])])\s)"
)
_AFTER: Final = re.compile(
    r"(?:[:|–—]|\s-\s|\s(?=[\[(]))\s*[\[(]?\s*([^:\[\]()|–—]{2,40}?)\s*[\])]?\s*[.!]?\s*$"
)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,6}")
_DATES: Final = ("datePublished", "dateModified", "dateCreated", "uploadDate")
_LEEWAY: Final = timedelta(days=1)

RULES: Final[tuple[Rule, ...]] = (
    error(
        "claim-reviewed-missing",
        "a review has claimReviewed",
        "It is the claim in words, by which readers find the review; the property is required.",
        'Add "claimReviewed": "500 troops were sent to the border".',
    ),
    error(
        "claim-reviewed-not-text",
        "claimReviewed is one text",
        "An object or a list is not read as the words of a claim.",
        "Write the words of the claim as one text.",
    ),
    advice(
        "claim-reviewed-long",
        "claimReviewed is shorter than 75 characters",
        "A longer text is cut off where it is shown.",
        "Shorten the claim to what is being checked.",
    ),
    error(
        "claim-reviewed-has-rating",
        "claimReviewed does not hold the rating",
        "The claim is shown beside the rating, which then reads “False: ... False”.",
        "Keep the words of the claim only; the rating belongs in reviewRating.",
    ),
    advice(
        "claim-reviewed-headline",
        "claimReviewed is the claim, not a headline about it",
        "A headline hides what was claimed, and matching by claim fails.",
        "Write what was claimed, as it was claimed.",
    ),
    advice(
        "author-missing",
        "a review has an author",
        "It says who checked the claim; readers see the site only.",
        'Add "author": {"@type": "Organization", "name": ..., "url": ...}.',
    ),
    error(
        "author-nameless",
        "the author of a review has a name or a url",
        "An author without either names nobody.",
        "Give the name of your organisation, and its url.",
    ),
    error(
        "author-is-the-claimant",
        "the author of a review is who checked, not who claimed",
        "The two are shown as opponents; one of them stands in the wrong place.",
        "author of the review is your organisation; author of itemReviewed made the claim.",
    ),
    advice(
        "date-missing",
        "a review has datePublished",
        "Readers and searches by age need the day of the review.",
        'Add "datePublished": "2026-03-02".',
    ),
    error(
        "date-not-iso",
        "dates are days or moments that exist, in ISO 8601",
        "A date in another form is read differently in different places, or not at all.",
        "Write 2026-03-02, or 2026-03-02T09:30:00+01:00.",
        SCHEMA,
    ),
    error(
        "date-in-the-future",
        "dates are not in the future",
        "Nothing was said on a day that has not come; often day and month are swapped.",
        "Correct the date, and check the order of day and month.",
    ),
    advice(
        "modified-before-published",
        "dateModified is not before datePublished",
        "A change before the publication shows that one of the dates is wrong.",
        "Correct the dates.",
        SCHEMA,
    ),
    advice(
        "language-not-a-tag",
        "inLanguage is a language tag",
        "The name of a language is not understood by machines.",
        "Write “en”, “pt-BR” and the like.",
        LANGUAGES,
    ),
    error(
        "value-empty",
        "a property that is written says something",
        "An empty value is not the same as none; readers may take it for the answer.",
        "Fill it in, or leave the property out.",
        GOOGLE,
    ),
    error(
        "property-spelled-otherwise",
        "names of properties are spelled as schema.org spells them",
        "Capital letters count: a property under another name is not read.",
        "Write the name as it is given in the message.",
        SCHEMA,
    ),
)

_SPELLED: Final = {
    name.lower(): name
    for name in (
        *("claimReviewed", "reviewRating", "itemReviewed", "datePublished", "dateModified"),
        *("author", "url", "inLanguage", "alternateName", "ratingValue", "bestRating"),
        *("worstRating", "ratingExplanation", "appearance", "firstAppearance", "sameAs", "name"),
        *("mediaAuthenticityCategory", "originalMediaContextDescription", "originalMediaLink"),
        *("mediaItemAppearance", "contentUrl", "archivedAt", "associatedClaimReview"),
    )
}


def check_words(review: Node, about: About) -> Iterator[Trouble]:
    """What is wrong with ``claimReviewed``."""
    whole = review.raw("claimReviewed")
    values = list(review.each("claimReviewed"))
    said = review.first("claimReviewed")
    if whole is None or said is None:
        yield Trouble("claim-reviewed-missing", whole or review, "the claim is not given in words")
        return
    if len(values) > 1 or not isinstance(said.value, str):
        told = f"claimReviewed is {shown(whole.value if len(values) > 1 else said.value)}"
        yield Trouble("claim-reviewed-not-text", said, told)
        return
    words = said.value.strip()
    if len(words) >= _LONGEST_CLAIM:
        yield Trouble("claim-reviewed-long", said, f"claimReviewed has {len(words)} characters")
    value = review.first("reviewRating")
    rating = about.page.node(value) if value else None
    named = rating.text("alternateName") if rating else None
    found = _rating_in(words, named)
    if found is not None:
        yield Trouble("claim-reviewed-has-rating", said, f"{shown(found)} stands in {shown(words)}")
    elif _HEADLINE.match(words) and ("check" in words.lower()[:14] or words.endswith("?")):
        yield Trouble("claim-reviewed-headline", said, f"claimReviewed is {shown(words)}")


def _rating_in(words: str, named: str | None) -> str | None:
    """The rating that stands at an end of the words, apart from them."""
    for pattern, text in ((_BEFORE, words[:120]), (_AFTER, words[-120:])):
        found = pattern.match(text) if pattern is _BEFORE else pattern.search(text)
        if found is None:
            continue
        said = folded(found[1].removeprefix("Rating").removeprefix("Verdict"))
        if said in rating_words() or (named and said == folded(named)):
            return found[1]
    if named and truth_of(named) and words.casefold().startswith(f"{named.casefold()}! "):
        return named
    return None


def check_author(review: Node, about: About) -> Iterator[Trouble]:
    """What is wrong with the author of a review."""
    given = list(review.each("author"))
    if not given or all(one.is_empty for one in given):
        yield Trouble("author-missing", review.raw("author") or review, "the review has no author")
        return
    claimants = {name.casefold() for name in _claimants(review, about)}
    for value in given:
        agent = about.page.node(value)
        if agent is not None and not agent.text("name") and not agent.text("url"):
            yield Trouble("author-nameless", agent, "the author has neither name nor url")
        yield from check_agent(value, about, claimant=False)
        name = agent.text("name") if agent else value.said
        if name and name.casefold() in claimants:
            told = f"{shown(name)} is author of the review and of the claim"
            yield Trouble("author-is-the-claimant", value, told)


def _claimants(review: Node, about: About) -> Iterator[str]:
    item = review.first("itemReviewed")
    claim = about.page.node(item) if item else None
    for author in claim.each("author") if claim else ():
        agent = about.page.node(author)
        name = agent.text("name") if agent else author.said
        if name:
            yield name


def check_dates(review: Node, about: About) -> Iterator[Trouble]:
    """What is wrong with the dates of a review, its claim and the appearances of that."""
    if review.raw("datePublished") is None:
        yield Trouble("date-missing", review, "the review has no datePublished")
    for node in related(review, about):
        for name in _DATES:
            for value in node.each(name):
                yield from _date(value, name, about)
    published, modified = (
        day_of(review.text(name) or "") for name in ("datePublished", "dateModified")
    )
    place = review.first("dateModified")
    if published and modified and place and modified.last < published.first:
        told = f"dateModified is {shown(place.value)}, before datePublished"
        yield Trouble("modified-before-published", place, told)


def _date(value: Value, name: str, about: About) -> Iterator[Trouble]:
    if value.is_empty:
        return
    found: Day | None = day_of(value.value) if isinstance(value.value, str) else None
    if found is None:
        yield Trouble("date-not-iso", value, f"{name} is {shown(value.value)}")
    elif found.first > about.around.today + _LEEWAY:
        yield Trouble("date-in-the-future", value, f"{name} is {shown(value.value)}")


def check_values(review: Node, about: About) -> Iterator[Trouble]:
    """Empty values, misspelt properties, a language that is no tag, addresses that lead nowhere."""
    language = review.first("inLanguage")
    if language is not None and isinstance(language.value, str):
        tag = language.value.strip()
        if not _LANGUAGE.fullmatch(tag):
            yield Trouble("language-not-a-tag", language, f"inLanguage is {shown(tag)}")
    for node in related(review, about):
        for key, value in node.value.items():
            bare = key.rpartition("/")[2].rpartition(":")[2]
            right = _SPELLED.get(bare.lower())
            if right is None:
                continue
            place = Value(value, (*node.path, key), node.piece)
            if bare != right:
                told = f"{shown(key)} is to be spelled {right}"
                yield Trouble("property-spelled-otherwise", place, told)
            elif place.is_empty and bare not in _TOLD_ELSEWHERE:
                yield Trouble("value-empty", place, f"{bare} is empty")
        for name in ("sameAs", *(("url",) if node.value is not review.value else ())):
            for value in node.each(name):
                if isinstance(value.value, str) and value.value.strip():
                    yield from check_address(value, name)


_TOLD_ELSEWHERE: Final = frozenset(
    {"ratingValue", "bestRating", "worstRating", "alternateName", "claimReviewed", "reviewRating",
     "url", "itemReviewed", "appearance", "firstAppearance", "mediaAuthenticityCategory",
     "mediaItemAppearance"}
)  # fmt: skip


def related(review: Node, about: About) -> Iterator[Node]:
    """The review and the objects that belong to it, each once."""
    yield review
    seen = {id(review.value)}
    waiting = [value for name in ("author", "reviewRating") for value in review.each(name)]
    for item in review.each("itemReviewed"):
        waiting.append(item)
        claim = about.page.node(item)
        if claim is not None:
            for name in ("author", "appearance", "firstAppearance", "mediaItemAppearance"):
                waiting.extend(claim.each(name))
    for value in waiting:
        node = about.page.node(value)
        if node is not None and id(node.value) not in seen:
            seen.add(id(node.value))
            yield node
