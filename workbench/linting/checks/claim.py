"""Rules about ``itemReviewed``: the claim, who made it, when, and where it appeared."""

from collections.abc import Iterator
from typing import Final

from workbench.linting.checks.addresses import host_in, is_address
from workbench.linting.checks.common import About, Trouble, day_of, shown
from workbench.linting.findings import GOOGLE, SCHEMA, Rule, advice, error
from workbench.linting.names import kind_of_name
from workbench.linting.nodes import Node, Value

_LEGACY: Final = frozenset(
    {"CreativeWork", "NewsArticle", "Article", "SocialMediaPosting", "WebPage", "WebSite",
     "ImageObject", "VideoObject", "Blog", "BlogPosting", "Report", "Message", "MediaObject"}
)  # fmt: skip
_AGENTS: Final = ("Person", "Organization")
_BODIES: Final = frozenset(
    {"Organization", "NewsMediaOrganization", "GovernmentOrganization", "NGO", "Corporation",
     "EducationalOrganization", "PerformingGroup", "MusicGroup", "SportsOrganization",
     "PoliticalParty", "OnlineBusiness", "OnlineStore", "LocalBusiness", "ResearchOrganization",
     "CollegeOrUniversity", "MedicalOrganization", "Airline", "Consortium", "WorkersUnion",
     "LibrarySystem", "FundingScheme", "Project", "SearchRescueOrganization", "OnlineMarketplace"}
)  # fmt: skip
_MANY_CLAIMANTS: Final = 20

RULES: Final[tuple[Rule, ...]] = (
    advice(
        "item-missing",
        "a review has an itemReviewed",
        "It says who made the claim, when and where; without it a claim cannot be traced.",
        'Add "itemReviewed": {"@type": "Claim", ...}.',
    ),
    error(
        "item-not-an-object",
        "itemReviewed is an object of type Claim",
        "A bare text is not read; the words of the claim belong in claimReviewed.",
        'Write {"@type": "Claim", "author": ..., "datePublished": ...}.',
    ),
    error(
        "item-wrong-type",
        "itemReviewed is a Claim",
        "What is reviewed is a claim, not the person, thing or page it is about.",
        'Give it "@type": "Claim", and put the page into appearance.',
        SCHEMA,
    ),
    advice(
        "item-untyped",
        "itemReviewed says that it is a Claim",
        "Readers that go by types pass over an object without one.",
        'Add "@type": "Claim".',
        SCHEMA,
    ),
    advice(
        "item-old-shape",
        "itemReviewed is a Claim, not the work it appeared in",
        "The shape from before 2018 is still read, but has room for one appearance only.",
        'Make it a Claim, and put the work into "appearance".',
    ),
    error(
        "claimant-nameless",
        "the author of a claim has a name",
        "The name is required where an author is given.",
        "Give the name, or leave author out when nobody is known.",
    ),
    error(
        "claimant-nobody",
        "the author of a claim is left out when nobody is known",
        "A name such as “Unknown” is shown to readers as the name of the claimant.",
        "Leave author out.",
    ),
    error(
        "organisation-as-person",
        "an organisation is typed as Organization",
        "Readers and searches by claimant take it for a human being.",
        'Write "@type": "Organization".',
        SCHEMA,
    ),
    error(
        "crowd-as-person",
        "a platform or a crowd is not a Person",
        "“Facebook posts” is no human being; readers take it for the name of one.",
        'Use "Organization" for a platform, or leave author out and give the posts as appearance.',
        SCHEMA,
    ),
    advice(
        "person-as-organisation",
        "a person is typed as Person",
        "Searches by claimant do not find the person.",
        'Write "@type": "Person".',
        SCHEMA,
    ),
    advice(
        "everyone-a-person",
        "claimants are not all of one kind",
        "In a long list without one organisation the type was hardly chosen.",
        "Let the type be chosen for each claimant, or leave author out where nobody is known.",
        SCHEMA,
    ),
    error(
        "agent-wrong-type",
        "an author is a Person or an Organization",
        "Other types are not read as somebody.",
        'Write "@type": "Person" or "Organization".',
        SCHEMA,
    ),
    error(
        "appearance-not-an-address",
        "appearance and firstAppearance are addresses or works with one",
        "Words or an empty object lead nowhere.",
        'Give the URL, or {"@type": "CreativeWork", "url": "https://..."}.',
    ),
    advice(
        "appearance-missing",
        "a claim has an appearance or a firstAppearance",
        "Where a claim was seen lets others find it and check you.",
        "Give the address of at least one place where the claim was made.",
    ),
    advice(
        "appearance-twice",
        "an appearance is given once",
        "Either appearance or firstAppearance is enough for one address.",
        "Keep firstAppearance for the origin, and list only other places in appearance.",
    ),
    error(
        "appearance-is-the-review",
        "an appearance is where the claim was made, not your review of it",
        "The claim must come from elsewhere; the review itself is no appearance of it.",
        "Give the address at which the claim was made, or leave it out.",
    ),
    advice(
        "claim-dated-as-the-review",
        "a claim has its own date",
        "The moment of publishing your review is not the moment at which the claim was made.",
        "Give the day on which the claim was made, or leave datePublished out.",
    ),
    error(
        "review-before-claim",
        "a review is not older than the claim",
        "One of the two dates is wrong, or they are swapped.",
        "Correct datePublished of the review or of the claim.",
        GOOGLE,
    ),
)


def check_claim(review: Node, about: About) -> Iterator[Trouble]:
    """What is wrong with the claim that a review is about."""
    item = review.first("itemReviewed")
    if item is None:
        place = review.raw("itemReviewed") or review
        yield Trouble("item-missing", place, "does not say who made the claim, when and where")
        return
    claim = about.page.node(item)
    if claim is None:
        if not isinstance(item.value, dict):
            yield Trouble("item-not-an-object", item, f"itemReviewed is {shown(item.value)}")
        return
    yield from _type(claim)
    for author in claim.each("author"):
        yield from check_agent(author, about, claimant=True)
    yield from _appearances(review, claim, about)
    yield from _days(review, claim)


def _type(claim: Node) -> Iterator[Trouble]:
    if not claim.types:
        yield Trouble("item-untyped", claim, "itemReviewed has no type")
    elif "Claim" in claim.types:
        return
    elif _LEGACY & set(claim.types):
        yield Trouble("item-old-shape", claim, f"itemReviewed is a {shown(claim.types[0])}")
    else:
        yield Trouble("item-wrong-type", claim, f"itemReviewed is a {shown(claim.types[0])}")


def check_agent(value: Value, about: About, *, claimant: bool) -> Iterator[Trouble]:
    """What is wrong with somebody: the author of a claim, or of a review."""
    if value.is_empty:
        if claimant:
            yield Trouble("claimant-nameless", value, "the author of the claim is empty")
        return
    agent = about.page.node(value)
    if agent is None:
        if claimant and (said := value.said) and kind_of_name(said) == "nobody":
            yield Trouble("claimant-nobody", value, f"the author of the claim is {shown(said)}")
        return
    name = agent.text("name")
    if claimant and name is None:
        place = agent.raw("name") or agent
        yield Trouble("claimant-nameless", place, "the author of the claim has no name")
    if agent.types and not any(kind in _AGENTS or kind in _BODIES for kind in agent.types):
        yield Trouble("agent-wrong-type", agent, f"the author is a {shown(agent.types[0])}")
    kind = kind_of_name(name) if name else None
    if name is None or kind is None:
        return
    where = agent.raw("@type") or agent
    if kind == "nobody" and claimant:
        yield Trouble(
            "claimant-nobody", agent.raw("name") or agent, f"the claimant is {shown(name)}"
        )
    elif kind == "organisation" and "Person" in agent.types:
        yield Trouble("organisation-as-person", where, f"{shown(name)} is typed as Person")
    elif kind == "crowd" and "Person" in agent.types:
        yield Trouble("crowd-as-person", where, f"{shown(name)} is typed as Person")
    elif kind == "person" and _BODIES & set(agent.types):
        yield Trouble(
            "person-as-organisation", where, f"{shown(name)} is typed as {agent.types[0]}"
        )


def address_of(value: Value, about: About) -> str | None:
    """The address that an appearance gives, directly or as a work."""
    said = value.said
    if said is not None:
        return said.strip()
    work = about.page.node(value)
    if work is not None:
        return work.text("url") or work.text("contentUrl") or work.id
    named = value.value.get("@id") if isinstance(value.value, dict) else None
    return named if isinstance(named, str) else None


def _appearances(review: Node, claim: Node, about: About) -> Iterator[Trouble]:
    seen: set[str] = set()
    own = review.text("url")
    given = 0
    for name in ("firstAppearance", "appearance"):
        for value in claim.each(name):
            given += 1
            address = address_of(value, about)
            if address is None or not is_address(address):
                told = f"{name} is {shown(address or value.value)}"
                yield Trouble("appearance-not-an-address", value, told)
            elif address in seen:
                yield Trouble("appearance-twice", value, f"{shown(address)} is given twice")
            elif own and _same(address, own):
                yield Trouble("appearance-is-the-review", value, f"{name} is the review itself")
            if address is not None:
                seen.add(address)
    legacy = claim.has("url") or claim.has("sameAs")
    if not given and not legacy:
        yield Trouble("appearance-missing", claim, "does not say where the claim was made")


def _same(one: str, other: str) -> bool:
    bare = [address.partition("#")[0].rstrip("/") for address in (one, other)]
    return bare[0] == bare[1] and host_in(one) is not None


def _days(review: Node, claim: Node) -> Iterator[Trouble]:
    ours, theirs = review.text("datePublished"), claim.text("datePublished")
    place = claim.first("datePublished")
    if not ours or not theirs or place is None:
        return
    reviewed, claimed = day_of(ours), day_of(theirs)
    if reviewed is not None and claimed is not None and reviewed.last < claimed.first:
        told = f"the review is of {shown(ours)}, the claim of {shown(theirs)}"
        yield Trouble("review-before-claim", place, told)
    elif ours == theirs and "T" in ours:
        yield Trouble("claim-dated-as-the-review", place, f"both are of {shown(ours)}")


def check_claimants(reviews: list[Node], about: About) -> Iterator[Trouble]:
    """What is wrong with the claimants of a page taken together."""
    names: set[str] = set()
    first: Node | None = None
    for review in reviews:
        item = review.first("itemReviewed")
        claim = about.page.node(item) if item else None
        for author in claim.each("author") if claim else ():
            agent = about.page.node(author)
            if agent is None:
                continue
            if "Person" not in agent.types:
                return
            first = first or agent
            names.add(agent.text("name") or "")
    if first is not None and len(names) >= _MANY_CLAIMANTS:
        told = f"all {len(names)} claimants are typed as Person"
        yield Trouble("everyone-a-person", first, told)
