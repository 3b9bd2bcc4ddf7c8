"""Reports that are JSON: our own as one object or lines, ClaimReview, and AVeriTeC."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from workbench.reporting.claimreview.reviews import CONTEXT, REPORT
from workbench.reporting.manifest import digest_of
from workbench.reporting.reading_back.told import (
    Line,
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
        return _claim_review(values, reviews)
    if _is_empty_graph(first):
        return ToldReport("ClaimReview", (), strange=_strange(values[1:]))
    if first == [] or (isinstance(first, list) and _is_averitec(first[0])):
        told = tuple(_averitec(one, n) for n, one in enumerate(objects(first), 1))
        odd = [one for one in first if not isinstance(one, dict)] + list(values[1:])
        return ToldReport("AVeriTeC", told, strange=_strange(odd))
    raise NoReport("it is JSON, but neither a report, nor our ClaimReview, nor AVeriTeC")


def manifest_claims(value: object) -> tuple[Told, ...]:
    """The claims of a manifest.

    Raises:
        NoReport: It is none.
    """
    if not isinstance(value, list):
        raise NoReport("its manifest cannot be read")
    return tuple(_stated(one, n) for n, one in enumerate(objects(value), 1))


def _is_empty_graph(value: object) -> bool:
    """Whether it is ClaimReview of a project in which nothing was decided."""
    return (
        isinstance(value, dict)
        and set(value) == {"@context", "@graph"}
        and value["@context"] == CONTEXT
        and value["@graph"] == []
    )


def _own(values: Sequence[Any]) -> ToldReport:
    given = values[0]["report"]
    portable = isinstance(given, dict) and given.get("portable") is True
    head = None if portable else checked_head(given)
    if "documents" in values[0]:
        claims, documents, odd = _in_documents(values)
        form = "JSON"
    else:
        claims, documents, odd = _in_lines(values)
        form = "Portable" if portable else "JSON Lines"
    if portable:
        odd += [{key: each} for key, each in given.items() if key not in ("format", "portable")]
        told = tuple(replace(_claim(one, n), whole=False) for n, one in enumerate(claims, 1))
    else:
        told = tuple(_claim(one, n) for n, one in enumerate(claims, 1))
    return ToldReport(form, told, head, documents=tuple(documents), strange=_strange(odd))


Objects = list[dict[str, Any]]


def _in_documents(values: Sequence[Any]) -> tuple[Objects, Objects, list[Any]]:
    """The claims and the documents of one object, and what else is in it."""
    claims: Objects = []
    documents: Objects = []
    odd: list[Any] = list(values[1:])
    odd += [{key: one} for key, one in values[0].items() if key not in ("report", "documents")]
    given = values[0]["documents"]
    for document in given if isinstance(given, list) else [given]:
        if not isinstance(document, dict):
            odd.append(document)
            continue
        listed = document.get("claims")
        within = listed if isinstance(listed, list) else [listed]
        claims += objects(within)
        odd += [one for one in within if not isinstance(one, dict)]
        documents.append({key: each for key, each in document.items() if key != "claims"})
    return claims, documents, odd


def _in_lines(values: Sequence[Any]) -> tuple[Objects, Objects, list[Any]]:
    """The claims and the documents of lines of objects, and what else is in them."""
    claims: Objects = []
    documents: Objects = []
    odd: list[Any] = [{key: one} for key, one in values[0].items() if key != "report"]
    for value in values[1:]:
        [(kind, one)] = value.items() if isinstance(value, dict) and len(value) == 1 else [("", "")]
        if kind == "claim" and isinstance(one, dict):
            claims.append(one)
        elif kind == "document" and isinstance(one, dict):
            documents.append(one)
        else:
            odd.append(value)
    return claims, documents, odd


def _strange(values: Sequence[Any]) -> tuple[Line, ...]:
    return tuple(Line("", "the file", json.dumps(one, ensure_ascii=False)[:400]) for one in values)


def _claim_review(values: Sequence[Any], reviews: Sequence[dict[str, Any]]) -> ToldReport:
    """Reviews of ours, beside which there may be others that are not."""
    told = tuple(_review(one, n) for n, one in enumerate(reviews, 1))
    made = {_named(one, REPORT) for one in reviews}
    head = None
    if len(made) == 1 and None not in made:
        project, _, moment = str(made.pop()).partition(":")
        head = {"project_id": project, "made_at": moment, "counts": {}}
    ours = {id(one) for one in reviews}
    around = [one for one in values if id(one) not in ours]
    return ToldReport("ClaimReview", told, head, strange=_strange(list(_beside(around, ours))))


def _beside(values: Sequence[Any], ours: set[int]) -> Iterator[Any]:
    """What stands in a file beside its reviews, its context and its graph."""
    for value in values:
        if not isinstance(value, dict) or "@graph" not in value:
            yield value
            continue
        yield from ({key: one} for key, one in value.items() if key not in ("@context", "@graph"))
        graph = value["@graph"]
        listed = graph if isinstance(graph, list) else [graph]
        yield from (one for one in listed if id(one) not in ours)


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
