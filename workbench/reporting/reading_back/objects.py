"""Reports that are JSON: our own as one object or lines, ClaimReview, and AVeriTeC."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from workbench.reporting.manifest import digest_of
from workbench.reporting.reading_back.told import (
    NoReport,
    Told,
    ToldEvidence,
    ToldReport,
    ToldVerdict,
    checked_head,
    objects,
    text_of,
)

_CLAIM: Final = "urn:workbench:claim:"
_VERDICT: Final = "urn:workbench:verdict:"
_EVIDENCE: Final = "urn:workbench:evidence:"
_NUMBERS: Final = ("ratingValue", "bestRating", "worstRating")


def json_report(values: Sequence[Any]) -> ToldReport:
    """What the values of a JSON file say as a report.

    Raises:
        NoReport: They are none.
    """
    first = values[0]
    if isinstance(first, dict) and "report" in first:
        return _own(values)
    reviews = list(_reviews(values))
    if reviews:
        return ToldReport("ClaimReview", tuple(_review(one, n) for n, one in enumerate(reviews, 1)))
    if isinstance(first, list) and first and _is_averitec(first[0]):
        told = tuple(_averitec(one, n) for n, one in enumerate(objects(first), 1))
        return ToldReport("AVeriTeC", told)
    raise NoReport("it is JSON, but neither a report, nor our ClaimReview, nor AVeriTeC")


def manifest_claims(value: object) -> tuple[Told, ...]:
    """The claims of a manifest.

    Raises:
        NoReport: It is none.
    """
    if not isinstance(value, list):
        raise NoReport("its manifest cannot be read")
    return tuple(_stated(one, n) for n, one in enumerate(objects(value), 1))


def _own(values: Sequence[Any]) -> ToldReport:
    head = checked_head(values[0]["report"])
    claims: list[dict[str, Any]] = []
    documents: list[dict[str, Any]] = []
    if "documents" in values[0]:
        for document in objects(values[0]["documents"]):
            claims.extend(objects(document.get("claims")))
            documents.append({key: each for key, each in document.items() if key != "claims"})
        form = "JSON"
    else:
        claims = [
            one["claim"]
            for one in values[1:]
            if isinstance(one, dict) and isinstance(one.get("claim"), dict)
        ]
        documents = [one["document"] for one in objects(list(values)) if "document" in one]
        form = "JSON Lines"
    told = tuple(_claim(one, n) for n, one in enumerate(claims, 1))
    return ToldReport(form, told, head, documents=tuple(objects(documents)))


def _claim(value: dict[str, Any], number: int) -> Told:
    said = text_of(value.get("text"))
    return Told(
        place=f"claim {number}",
        id=text_of(value.get("id")),
        statement=digest_of(said) if said is not None else None,
        words=said,
        outcome=text_of(value.get("outcome")),
        rating=text_of(value.get("rating")),
        verdicts=tuple(
            ToldVerdict(
                id=text_of(one.get("id")),
                rating=text_of(one.get("rating")),
                because=digest_of(str(one.get("because", ""))),
                live=one.get("live") is True,
            )
            for one in objects(value.get("verdicts"))
        ),
        evidence=tuple(
            ToldEvidence(
                id=text_of(one.get("id")),
                quote=digest_of(one["quote"]) if isinstance(one.get("quote"), str) else None,
                stance=text_of(one.get("stance")),
                sha256=text_of(one.get("sha256")),
                standing=text_of(one.get("standing")),
                url=text_of(one.get("url")),
                words=text_of(one.get("quote")),
            )
            for one in objects(value.get("evidence"))
        ),
        raw=value,
    )


def _stated(value: dict[str, Any], number: int) -> Told:
    return Told(
        place=f"claim {number}",
        id=text_of(value.get("id")),
        statement=text_of(value.get("statement")),
        outcome=text_of(value.get("outcome")),
        verdicts=tuple(
            ToldVerdict(
                id=text_of(one.get("id")),
                rating=text_of(one.get("rating")),
                because=text_of(one.get("because")),
                live=one.get("live") is True,
            )
            for one in objects(value.get("verdicts"))
        ),
        evidence=tuple(
            ToldEvidence(
                id=text_of(one.get("id")),
                quote=text_of(one.get("quote")),
                stance=text_of(one.get("stance")),
                sha256=text_of(one.get("sha256")),
                standing=text_of(one.get("standing")),
            )
            for one in objects(value.get("evidence"))
        ),
    )


def _reviews(values: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """The reviews that name a claim of ours, wherever in the values they stand."""
    waiting = list(reversed(values))
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            if one.get("@type") == "ClaimReview" and _named(one.get("itemReviewed"), _CLAIM):
                yield one
            else:
                waiting.extend(reversed([each for each in one.values() if each is not one]))


def _review(value: dict[str, Any], number: int) -> Told:
    rating = value.get("reviewRating")
    rating = rating if isinstance(rating, dict) else {}
    explained = text_of(rating.get("ratingExplanation"))
    name = text_of(rating.get("alternateName"))
    said = text_of(value.get("claimReviewed"))
    verdict = ToldVerdict(
        id=_named(value, _VERDICT),
        rating=name,
        beginning=explained.removesuffix("…") if explained is not None else None,
        numbers={key: str(rating[key]) for key in _NUMBERS if key in rating},
    )
    cited = value.get("citation")
    cited = [cited] if isinstance(cited, dict) else cited
    return Told(
        place=f"review {number}",
        id=_named(value.get("itemReviewed"), _CLAIM),
        statement=digest_of(said) if said is not None else None,
        words=said,
        rating=name,
        verdicts=(verdict,),
        evidence=tuple(
            ToldEvidence(
                id=_named(one, _EVIDENCE),
                quote=digest_of(one["text"]) if isinstance(one.get("text"), str) else None,
                url=text_of(one.get("url")),
                words=text_of(one.get("text")),
            )
            for one in objects(cited)
        ),
        whole=False,
        raw=value,
    )


def _named(value: object, prefix: str) -> str | None:
    """The id of ours that an object carries as its identifier."""
    given = value.get("identifier") if isinstance(value, dict) else None
    for one in given if isinstance(given, list) else [given]:
        if isinstance(one, str) and one.startswith(prefix):
            return one.removeprefix(prefix)
    return None


def _is_averitec(value: object) -> bool:
    return isinstance(value, dict) and {"claim", "label", "questions"} <= set(value)


def _averitec(value: dict[str, Any], number: int) -> Told:
    said = text_of(value.get("claim"))
    label, why = text_of(value.get("label")), text_of(value.get("justification"))
    answers = [
        answer
        for question in objects(value.get("questions"))
        for answer in objects(question.get("answers"))
    ]
    return Told(
        place=f"claim {number}",
        id=text_of(value.get("workbench_claim")),
        statement=digest_of(said) if said is not None else None,
        words=said,
        rating=label,
        verdicts=(ToldVerdict(None, label, digest_of(why) if why is not None else None),),
        evidence=tuple(
            ToldEvidence(
                None,
                digest_of(one["answer"]),
                url=text_of(one.get("source_url")) or None,
                words=one["answer"],
            )
            for one in answers
            if isinstance(one.get("answer"), str) and one.get("answer_type") != "Unanswerable"
        ),
        whole=False,
        raw=value,
    )
