"""Rules about the markup as such: contexts, types, references, repeated keys, broken scripts."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from workbench.linting.checks.common import About, Trouble, shown
from workbench.linting.checks.review import related
from workbench.linting.findings import JSON_TEXT, LINKED_DATA, SCHEMA, Rule, advice, error
from workbench.linting.nodes import REVIEWS, Node, is_reference

_LIKENESS: Final = 0.85

RULES: Final[tuple[Rule, ...]] = (
    error(
        "no-review",
        "there is a ClaimReview or a MediaReview",
        "Nothing in the file is read as a fact-check.",
        "Add the markup; if it is there, look whether scripts write it, which is not seen here.",
    ),
    error(
        "json-broken",
        "a script of JSON-LD is valid JSON",
        "A script with one wrong character is not read at all.",
        "Mend the place that is named; often it is a comma too many or an unescaped quote.",
        JSON_TEXT,
    ),
    error(
        "key-repeated",
        "an object names each property once",
        "Only the last of them is read, so a value is lost without a word.",
        "Keep one, or write the values as a list.",
        JSON_TEXT,
    ),
    error(
        "context-missing",
        "JSON-LD names schema.org as its @context",
        "Without a context the names of types and properties mean nothing.",
        'Add "@context": "https://schema.org".',
        LINKED_DATA,
    ),
    error(
        "context-wrong",
        "the @context is schema.org",
        "Under another context the properties are not those of ClaimReview.",
        'Write "@context": "https://schema.org".',
    ),
    advice(
        "context-extra",
        "schema.org is the only @context",
        "Documents with further contexts may be passed over.",
        'Write "@context": "https://schema.org" and nothing else.',
    ),
    error(
        "type-misspelled",
        "the type is spelled ClaimReview or MediaReview",
        "Capital letters count: an object of another type is not read as a fact-check.",
        'Write "@type": "ClaimReview".',
        SCHEMA,
    ),
    error(
        "type-not-claim-review",
        "what has claimReviewed is a ClaimReview",
        "Under another type the claim and its rating are not read.",
        'Write "@type": "ClaimReview".',
        SCHEMA,
    ),
    error(
        "reference-dangling",
        "an @id refers to something on the page",
        "What only names another object says nothing where that object is missing.",
        "Write the object out, or add it to the graph.",
        LINKED_DATA,
    ),
    error(
        "id-shared",
        "each review has an @id of its own",
        "Two objects with one @id are one object to readers, and their values are mixed.",
        "Give each review its own @id, or none.",
        LINKED_DATA,
    ),
)
_REFERRED: Final = ("author", "reviewRating", "itemReviewed")


def check_context(review: Node, told: set[object]) -> Iterator[Trouble]:
    """What is wrong with the context in force, told once for each context."""
    context = review.context
    where = (id(review.piece.places), context.path)
    if where in told:
        return
    told.add(where)
    if context.path is None:
        yield Trouble("context-missing", review, "there is no @context")
        return
    place = review.raw("@context") or review
    if context.path != (*review.path, "@context"):
        place = Node(context.value, context.path, review.piece)
    if not context.is_schema:
        yield Trouble("context-wrong", place, f"@context is {shown(context.value)}")
    elif context.extra:
        yield Trouble("context-extra", place, "@context names more than schema.org")


def check_type(node: Node) -> Iterator[Trouble]:
    """Whether an object that is no review was meant as one."""
    if any(kind in REVIEWS for kind in node.types):
        return
    place = node.raw("@type") or node
    for kind in node.types:
        bare = kind.replace(" ", "").replace("_", "").replace("-", "")
        meant = {name.lower(): name for name in REVIEWS}.get(bare.lower())
        if meant is None and not node.has("claimReviewed"):
            continue
        near = get_close_matches(bare[:40], REVIEWS, n=1, cutoff=_LIKENESS)
        if meant is not None or near:
            told = f"the type is {shown(kind)}, not {meant or near[0]}"
            yield Trouble("type-misspelled", place, told)
            return
    if node.has("claimReviewed"):
        kinds = shown(node.types[0]) if node.types else "missing"
        yield Trouble(
            "type-not-claim-review", place, f"there is claimReviewed, but the type is {kinds}"
        )


def check_structure(review: Node, about: About) -> Iterator[Trouble]:
    """Repeated keys in a review and what belongs to it, and references that lead nowhere."""
    for node in related(review, about):
        for key in node.piece.repeated.get(id(node.value), ()):
            place = Node(node.value.get(key), (*node.path, key), node.piece)
            yield Trouble("key-repeated", place, f"{shown(key)} is given twice")
    for name in _REFERRED:
        for value in review.each(name):
            if (
                isinstance(value.value, dict)
                and is_reference(value.value)
                and about.page.node(value) is None
            ):
                named = value.value.get("@id", value.value.get("id"))
                told = f"{name} refers to {shown(named)}, which is not here"
                yield Trouble("reference-dangling", value, told)


def check_identities(reviews: Sequence[Node]) -> Iterator[Trouble]:
    """Reviews that share an ``@id`` though they are about different claims."""
    seen: dict[str, Node] = {}
    for review in reviews:
        named = review.id
        if named is None:
            continue
        known = seen.setdefault(named, review)
        if known is not review and known.text("claimReviewed") != review.text("claimReviewed"):
            place = review.raw("@id") or review
            yield Trouble("id-shared", place, f"another review has the @id {shown(named)} too")
