"""A report as ClaimReview: one review for each claim that has one result.

The rules are those of schema.org and of the fact check guidelines that search engines published:
the nearer ``bestRating`` the truer, ``worstRating`` is at least 1, a rating without a place in an
order has its name alone, whoever is not known is left out. Several reviews on one page each have
an address of their own.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date
from itertools import pairwise
from typing import Any, BinaryIO, Final
from urllib.parse import urlsplit

from workbench.model import Claim, ClaimantKind, Evidence, NameKind, Publisher, RatingScale, Verdict
from workbench.reporting.dossier import (
    Dossier,
    Entry,
    SourceRecord,
    claimant_of,
    live_verdicts,
)
from workbench.reporting.formats import ReportOptions
from workbench.text import clean_line, escape_json, squeeze

CONTEXT: Final = "https://schema.org"
REPORT: Final = "urn:workbench:report:"
_EXPLANATION_CHARACTERS: Final = 300
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])")
_KINDS: Final = {
    NameKind.PERSON: ClaimantKind.PERSON,
    NameKind.ORGANISATION: ClaimantKind.ORGANIZATION,
    NameKind.UNIT: ClaimantKind.ORGANIZATION,
}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def write(dossier: Dossier, stream: BinaryIO, _options: ReportOptions) -> None:
    """Write all reviews as one graph, which is empty where nothing is decided."""
    stream.write(b'{"@context": "https://schema.org", "@graph": [')
    between = b"\n"
    for review in reviews(dossier):
        stream.write(between + _json(review))
        between = b",\n"
    stream.write(b"\n]}\n" if between == b",\n" else b"]}\n")


def reviews(dossier: Dossier) -> Iterator[dict[str, Any]]:
    """The reviews of the claims that have one result, without their context."""
    for entry in dossier.entries:
        found = review_of(entry, dossier)
        if found is not None:
            yield found


def review_of(entry: Entry, dossier: Dossier) -> dict[str, Any] | None:
    """The review of a claim; ``None`` if it is undecided or reviewers disagree on it."""
    claim = entry.claim
    deciding = deciding_verdict(claim)
    if deciding is None:
        return None
    publisher = dossier.publisher
    address = review_address(claim, publisher)
    given = [verdict.given_at for verdict in claim.verdicts]
    language = (publisher.language if publisher else None) or claim.document.language
    return _known(
        {
            "@type": "ClaimReview",
            "@id": address,
            "identifier": [f"urn:workbench:verdict:{deciding.id}", report_identifier(dossier)],
            "url": address,
            "datePublished": min(given).date().isoformat(),
            "dateModified": max(given).date().isoformat(),
            "sdDatePublished": dossier.made_at.astimezone(UTC).date().isoformat(),
            "inLanguage": language if language != "und" else None,
            "claimReviewed": _line(claim.statement),
            "author": _author(publisher) if publisher else None,
            "reviewRating": rating_object(deciding, dossier.scale(deciding.scale)),
            "itemReviewed": _item(entry, address, publisher, min(given).date()),
            "citation": [
                _citation(piece, entry.record(piece), dossier.made_at.date())
                for piece in claim.evidence
                if piece.id in deciding.evidence and is_web_address(piece.source.url)
            ],
            "correction": list(_corrections(claim, deciding)),
            "license": publisher.license if publisher else None,
        }
    )


def report_identifier(dossier: Dossier) -> str:
    """The name of a report: its project and the moment it was made at, for machines.

    ``sdDatePublished`` is a day by its definition, and a day is too long to tell what was altered
    from what has changed since.
    """
    moment = dossier.made_at.astimezone(UTC).isoformat(timespec="milliseconds")
    return f"{REPORT}{dossier.project_id}:{moment.removesuffix('+00:00')}Z"


def deciding_verdict(claim: Claim) -> Verdict | None:
    """The newest of the verdicts in force that gave a claim its one result."""
    if claim.rating is None or claim.dismissed is not None:
        return None
    agreeing = [verdict for verdict in live_verdicts(claim) if verdict.rating == claim.rating]
    return max(agreeing, key=lambda verdict: verdict.given_at, default=None)


def anchor_of(claim: Claim) -> str:
    """The name of a claim's place on a page."""
    return f"claim-{claim.id[:12]}"


def review_address(claim: Claim, publisher: Publisher | None) -> str | None:
    """Where the review of a claim will stand: an address that no other review has."""
    if publisher is None:
        return None
    pattern = publisher.review_address
    if pattern and "{claim}" in pattern:
        return pattern.replace("{claim}", claim.id)
    page = pattern or publisher.url
    return f"{page.partition('#')[0]}#{anchor_of(claim)}" if page else None


def is_web_address(text: str | None) -> bool:
    """Whether a text is an absolute web address."""
    try:
        split = urlsplit(text or "")
    except ValueError:
        return False
    return split.scheme in ("http", "https") and bool(split.hostname)


def _author(publisher: Publisher) -> dict[str, Any]:
    return _known(
        {
            "@type": "Organization",
            "name": _line(publisher.name),
            "url": publisher.url,
            "logo": publisher.logo,
            "sameAs": list(publisher.same_as),
            "correctionsPolicy": publisher.corrections,
            "publishingPrinciples": publisher.methodology,
        }
    )


def rating_object(verdict: Verdict, scale: RatingScale | None) -> dict[str, Any]:
    """A rating with its number where it has one, moved so that the lowest is at least 1."""
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": _line(verdict.rating)}
    explained = explanation(verdict.because)
    if explained:
        rating["ratingExplanation"] = explained
    if scale is None or not scale.ordered:
        return rating
    values = {step.name: step.value for step in scale.ratings if step.value is not None}
    value, worst, best = values.get(verdict.rating), min(values.values()), max(values.values())
    if value is None or worst == best:
        return rating
    moved = max(1 - worst, 0)
    numbers = {
        "ratingValue": value + moved,
        "bestRating": best + moved,
        "worstRating": worst + moved,
    }
    return {**rating, **numbers}


def explanation(because: str) -> str:
    """The first two sentences of a reason, cut at a word if they are long."""
    text = " ".join(_SENTENCE_END.split(_line(because))[:2])
    if len(text) <= _EXPLANATION_CHARACTERS:
        return text
    return f"{text[:_EXPLANATION_CHARACTERS].rpartition(' ')[0] or text[:_EXPLANATION_CHARACTERS]}…"


def _item(
    entry: Entry, address: str | None, publisher: Publisher | None, reviewed: date
) -> dict[str, Any]:
    """The claim. A day after the review cannot be its own, so none is told then."""
    claim, document = entry.claim, entry.document
    kind = claimant_kind(claim)
    claimant = claimant_of(claim)
    published_by_us = publisher is not None and same_site(document.address, publisher.url)
    appears = is_web_address(document.address) and not published_by_us
    dated = document.document_date
    appearance = {
        "@type": "CreativeWork",
        "url": document.address,
        "name": _line(document.title),
        "datePublished": dated.isoformat() if dated and dated <= reviewed else None,
    }
    said_on = claim.claimed_on if claim.claimed_on and _DAY.fullmatch(claim.claimed_on) else None
    if said_on is None and appears and dated is not None and not claim.claimed_on:
        said_on = dated.isoformat()
    if said_on is not None and said_on > reviewed.isoformat():
        said_on = None
    first = claim.first_appearance if is_web_address(claim.first_appearance) else None
    return _known(
        {
            "@type": "Claim",
            "@id": f"{address}-claim" if address else None,
            "identifier": f"urn:workbench:claim:{claim.id}",
            "name": _line(claim.statement),
            "author": {"@type": kind.value, "name": _line(claimant)} if kind and claimant else None,
            "datePublished": said_on,
            "firstAppearance": {"@type": "CreativeWork", "url": first} if first else None,
            "appearance": [_known(appearance)] if appears else [],
        }
    )


def claimant_kind(claim: Claim) -> ClaimantKind | None:
    """Whether a claimant is a person or an organisation, if that is known."""
    if claim.claimant_kind is not None:
        return claim.claimant_kind
    claimant = claimant_of(claim)
    kinds = {
        _KINDS[name.kind]
        for name in claim.reading.names
        if name.kind in _KINDS and name.text == claimant
    }
    return kinds.pop() if len(kinds) == 1 else None


def same_site(one: str | None, other: str | None) -> bool:
    """Whether an address lies on the same domain as another, or on a part of it."""
    if not is_web_address(one) or not is_web_address(other):
        return False
    host, site = (
        (urlsplit(each or "").hostname or "").removeprefix("www.").lower() for each in (one, other)
    )
    return host == site or host.endswith(f".{site}")


def _citation(piece: Evidence, record: SourceRecord, made_on: date) -> dict[str, Any]:
    published = record.published if _is_past(record.published, made_on) else None
    return _known(
        {
            "@type": "CreativeWork",
            "identifier": f"urn:workbench:evidence:{piece.id}",
            "url": piece.source.url,
            "name": _line(record.title) if record.title else None,
            "datePublished": published,
            "text": piece.quote,
            "archivedAt": record.archived if is_web_address(record.archived) else None,
        }
    )


def _corrections(claim: Claim, deciding: Verdict) -> Iterable[dict[str, Any]]:
    """What was decided before and is no longer said, and what a verdict says it corrects."""
    later = sorted(claim.verdicts, key=lambda verdict: verdict.given_at)
    for earlier, verdict in pairwise(later):
        changed = not earlier.live and earlier.rating != verdict.rating
        note = verdict.correction
        if not note and not changed:
            continue
        words = f"The rating was {earlier.rating} until {verdict.given_at:%Y-%m-%d}."
        text = " ".join(filter(None, (words if changed else "", _line(note) if note else "")))
        yield {
            "@type": "CorrectionComment",
            "text": _line(text),
            "datePublished": verdict.given_at.date().isoformat(),
        }
    if len(later) == 1 and deciding.correction:
        yield {
            "@type": "CorrectionComment",
            "text": _line(deciding.correction),
            "datePublished": deciding.given_at.date().isoformat(),
        }


def _is_past(text: str | None, today: date) -> bool:
    try:
        return date.fromisoformat(text or "") <= today
    except ValueError:
        return False


def _known(value: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {key: each for key, each in value.items() if each not in (None, "", [], {})}


def _line(text: str) -> str:
    return squeeze(clean_line(text))


def _json(value: dict[str, Any]) -> bytes:
    return escape_json(json.dumps(value, ensure_ascii=False)).encode()
