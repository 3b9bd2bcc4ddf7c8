"""Decide: give a claim a rating with a reason and the evidence that it rests on."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from workbench.desk.notes import NoteBox, refuse_name
from workbench.desk.sources import find_evidence
from workbench.errors import NotSo, UsageError
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import findings
from workbench.model import Claim, RatingScale, RatingStep
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

DEFAULT_SCALE = "averitec-1"
BECAUSE_CHARACTERS = 100_000


@cache
def scale() -> RatingScale:
    """The scale in which verdicts are given."""
    data = tomllib.loads(
        resources.files("workbench.desk")
        .joinpath("scales", f"{DEFAULT_SCALE}.toml")
        .read_text("utf-8")
    )
    return RatingScale(
        id=data["id"],
        name=data["name"],
        ratings=tuple(
            RatingStep(step["name"], step["meaning"], step.get("value")) for step in data["rating"]
        ),
    )


def find_rating(typed: str) -> RatingStep:
    """The rating that ``typed`` names: its full name or an unambiguous beginning of it.

    Raises:
        UsageError: No rating of the scale begins so, or several do.
    """
    wanted = " ".join(typed.casefold().split())
    ratings = scale().ratings
    for rating in ratings:
        if rating.name.casefold() == wanted:
            return rating
    beginning = [
        rating for rating in ratings if wanted and rating.name.casefold().startswith(wanted)
    ]
    if len(beginning) == 1:
        return beginning[0]
    names = ", ".join(rating.name for rating in ratings)
    raise UsageError(
        f"{clean_line(typed, 60) or 'nothing'} is no rating of the {scale().name} scale"
        f"{_nearest(typed)}; there are: {names}"
    )


def decide(
    ledger: "Ledger",
    claim_id: str,
    rating: str,
    because: str,
    *,
    evidence: Sequence[str] | None = None,
    unsourced: bool = False,
) -> str:
    """Give a verdict and return its id. An earlier verdict of the same reviewer is superseded.

    ``evidence`` holds ids of the claim's evidence; ``None`` means all of it. Another
    reviewer's verdict is never touched: two that differ stand side by side. What re-checks have
    found of quotations is taken to be known, so the verdict is not stale on its account.

    Raises:
        NotSo: There is no such claim or evidence.
        UsageError: The rating is not on the scale, the reason is missing or names a confidential
            source, or there is no evidence and the verdict does not say that it is unsourced.
    """
    chosen = find_rating(rating)
    reason = because.strip()
    if not reason:
        raise UsageError("a verdict needs a reason; say why in your own words")
    if len(reason) > BECAUSE_CHARACTERS:
        raise UsageError(f"a reason has at most {BECAUSE_CHARACTERS} characters")
    claim = get_claim(ledger, claim_id)
    rests_on = _evidence_of(claim, evidence)
    if unsourced and rests_on and evidence is not None:
        raise UsageError("a verdict is either unsourced or rests on evidence; choose one")
    if not unsourced and not rests_on:
        raise UsageError(
            f"claim {claim.id[:8]} has no evidence for this verdict; cite a source first, "
            "or say that the verdict is unsourced"
        )
    box = NoteBox(ledger.project.id)
    for piece in claim.evidence:
        refuse_name(box.name(piece.source.id), reason)
    known = findings(ledger, claim.id)
    with ledger.act(f"Verdict {chosen.name}", claims=(claim.id,)) as act:
        return act.record(
            "verdict",
            claim.id,
            "rating",
            {
                "rating": chosen.name,
                "scale": scale().id,
                "because": reason,
                "evidence": [] if unsourced else list(rests_on),
                "unsourced": unsourced,
                **({"considered": list(known)} if known else {}),
            },
        )


def withdraw_verdict(ledger: "Ledger", claim_id: str) -> None:
    """Take back one's own verdict on a claim. It stays in the history.

    Raises:
        NotSo: The reviewer has no live verdict on this claim.
    """
    claim = get_claim(ledger, claim_id)
    if not any(v.live and v.given_by.id == ledger.reviewer.id for v in claim.verdicts):
        raise NotSo(f"you have no verdict on claim {claim.id[:8]}")
    with ledger.act("Withdraw verdict", claims=(claim.id,)) as act:
        act.record("verdict", claim.id, "rating", None)


def _evidence_of(claim: Claim, chosen: Sequence[str] | None) -> tuple[str, ...]:
    if chosen is None:
        return tuple(piece.id for piece in claim.evidence)
    return tuple(dict.fromkeys(find_evidence(claim, typed).id for typed in chosen))


def _nearest(typed: str) -> str:
    from rapidfuzz import fuzz, process, utils

    names = [rating.name for rating in scale().ratings]
    match = process.extractOne(
        typed, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=70
    )
    return f" (did you mean {match[0]}?)" if match else ""
