"""Decide: give a claim a rating with a reason and the evidence that it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from workbench.desk.settings_of_project import DEFAULT_SCALE, scale_in_use, shipped_scales
from workbench.desk.sourcing.sources import find_evidence
from workbench.desk.working.notes import NoteBox, refuse_name
from workbench.desk.working.several import Change, carry_out, claims_named
from workbench.errors import NotSo, UsageError
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries import findings
from workbench.ledger.recording.agreeing import keep_scale
from workbench.ledger.recording.working import verdict_value
from workbench.ledger.values.decisions import LONGEST_CONDITIONS
from workbench.model import Claim, Confidence, RatingScale, RatingStep
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger
    from workbench.ledger.writing import Writing

NO_VERDICT = "no verdict of yours"
BECAUSE_CHARACTERS = 100_000


def scale() -> RatingScale:
    """The scale in which verdicts are given where a project has chosen none."""
    return shipped_scales()[DEFAULT_SCALE]


def find_rating(typed: str, within: RatingScale | None = None) -> RatingStep:
    """The rating that ``typed`` names: its full name or an unambiguous beginning of it.

    Raises:
        UsageError: No rating of the scale begins so, or several do.
    """
    used = within or scale()
    wanted = " ".join(typed.casefold().split())
    for rating in used.ratings:
        if rating.name.casefold() == wanted:
            return rating
    beginning = [
        rating for rating in used.ratings if wanted and rating.name.casefold().startswith(wanted)
    ]
    if len(beginning) == 1:
        return beginning[0]
    names = ", ".join(rating.name for rating in used.ratings)
    raise UsageError(
        f"{clean_line(typed, 60) or 'nothing'} is no rating of the {used.name} scale"
        f"{_nearest(typed, used)}; there are: {names}"
    )


def decide(
    ledger: "Ledger",
    claim_id: str,
    rating: str,
    because: str,
    *,
    evidence: Sequence[str] | None = None,
    unsourced: bool = False,
    confidence: Confidence | None = None,
    as_of: date | None = None,
    conditions: str | None = None,
    correction: str | None = None,
    adjudicates: bool = False,
) -> str:
    """Give a verdict and return its id. An earlier verdict of the same reviewer is superseded.

    ``evidence`` holds ids of the claim's evidence; ``None`` means all of it. Another
    reviewer's verdict is never touched, two that differ stand side by side, unless this one
    ``adjudicates``: then it takes the place of all. What re-checks have found of quotations is
    taken to be known, so the verdict is not stale on its account. ``as_of`` is the day for which
    it holds, ``conditions`` say under which it does, ``correction`` why it takes the place of an
    earlier one. The definition of the scale in use is kept in the file with it.

    Raises:
        NotSo: There is no such claim or evidence.
        UsageError: The rating is not on the scale, the reason is missing or names a confidential
            source, there is no evidence and the verdict does not say that it is unsourced, or
            there is nothing to correct.
    """
    given = prepare_verdict(
        ledger,
        get_claim(ledger, claim_id),
        rating,
        because,
        evidence=evidence,
        unsourced=unsourced,
        confidence=confidence,
        as_of=as_of,
        conditions=conditions,
        correction=correction,
        adjudicates=adjudicates,
    )
    label = "Adjudicate" if adjudicates else "Verdict"
    with ledger.act(f"{label} {given.rating}", claims=(given.claim,)) as act:
        keep_scale(act, given.scale)
        return given.record(act)


def decide_several(
    ledger: "Ledger",
    claims: Sequence[str],
    rating: str,
    because: str,
    *,
    unsourced: bool = False,
    confidence: Confidence | None = None,
    as_of: date | None = None,
    conditions: str | None = None,
    preview: bool = False,
) -> tuple[Change, ...]:
    """Give several claims one verdict with one reason, in one act.

    Each rests on all of its own evidence. Where one has none, nothing is decided, unless the
    verdicts say that they are unsourced.

    Raises:
        NotSo: There is no such claim.
        UsageError: As for one verdict; the message names the claim.
    """
    given: dict[str, PreparedVerdict] = {}
    changes: list[Change] = []
    for claim in claims_named(ledger, claims):
        prepared = given[claim.id] = prepare_verdict(
            ledger,
            claim,
            rating,
            because,
            unsourced=unsourced,
            confidence=confidence,
            as_of=as_of,
            conditions=conditions,
        )
        mine = [v for v in claim.verdicts if v.live and v.given_by.id == ledger.reviewer.id]
        before = mine[0].rating if mine else NO_VERDICT
        changes.append(Change(claim.id, claim.statement, before, prepared.rating))

    def record(act: "Writing", claim: str) -> None:
        keep_scale(act, given[claim].scale)
        given[claim].record(act)

    return carry_out(
        ledger,
        f"Verdict {changes[0].new} on",
        changes,
        record,
        preview=preview,
        nothing="no claim was named",
    )


@dataclass(frozen=True, slots=True)
class PreparedVerdict:
    """A verdict that was checked and can be recorded."""

    claim: str
    rating: str
    scale: RatingScale
    value: Mapping[str, Any]
    adjudicates: bool

    def record(self, act: "Writing") -> str:
        """Record it and return its id."""
        return act.record(
            "verdict", self.claim, "rating", dict(self.value), adjudicates=self.adjudicates
        )


def prepare_verdict(
    ledger: "Ledger",
    claim: Claim,
    rating: str,
    because: str,
    *,
    evidence: Sequence[str] | None = None,
    unsourced: bool = False,
    confidence: Confidence | None = None,
    as_of: date | None = None,
    conditions: str | None = None,
    correction: str | None = None,
    adjudicates: bool = False,
) -> PreparedVerdict:
    """Check a verdict as :func:`decide` does, without recording it.

    Raises:
        NotSo: There is no such evidence.
        UsageError: The verdict cannot be given so.
    """
    used = scale_in_use(ledger)
    chosen = find_rating(rating, used)
    reason = because.strip()
    if not reason:
        raise UsageError("a verdict needs a reason; say why in your own words")
    if len(reason) > BECAUSE_CHARACTERS:
        raise UsageError(f"a reason has at most {BECAUSE_CHARACTERS} characters")
    said = _optional(conditions, "conditions have")
    corrected = _optional(correction, "the reason of a correction has")
    rests_on = _evidence_of(claim, evidence)
    if unsourced and rests_on and evidence is not None:
        raise UsageError("a verdict is either unsourced or rests on evidence; choose one")
    if not unsourced and not rests_on:
        raise UsageError(
            f"claim {claim.id[:8]} has no evidence for this verdict; cite a source first, "
            "or say that the verdict is unsourced"
        )
    if corrected and not adjudicates and not _own(ledger, claim):
        raise UsageError(f"you have no verdict on claim {claim.id[:8]} that could be corrected")
    box = NoteBox(ledger.project.id)
    for piece in claim.evidence:
        refuse_name(box.name(piece.source.id), reason, said, corrected)
    value = verdict_value(
        rating=chosen.name,
        scale=used.id,
        because=reason,
        evidence=() if unsourced else rests_on,
        unsourced=unsourced,
        considered=tuple(findings(ledger, claim.id)),
        confidence=confidence,
        as_of=as_of,
        conditions=said,
        correction=corrected,
    )
    return PreparedVerdict(claim.id, chosen.name, used, value, adjudicates)


def find_confidence(typed: str) -> Confidence:
    """The confidence that ``typed`` names or begins.

    Raises:
        UsageError: It names none.
    """
    word = typed.strip().casefold()
    for one in Confidence:
        if word and one.value.startswith(word):
            return one
    names = ", ".join(Confidence)
    raise UsageError(f"{clean_line(typed, 40) or 'nothing'} is no confidence; there are: {names}")


def withdraw_verdict(ledger: "Ledger", claim_id: str) -> None:
    """Take back one's own verdict on a claim. It stays in the history.

    Raises:
        NotSo: The reviewer has no live verdict on this claim.
    """
    claim = get_claim(ledger, claim_id)
    if not _own(ledger, claim):
        raise NotSo(f"you have no verdict on claim {claim.id[:8]}")
    with ledger.act("Withdraw verdict", claims=(claim.id,)) as act:
        act.record("verdict", claim.id, "rating", None)


def _evidence_of(claim: Claim, chosen: Sequence[str] | None) -> tuple[str, ...]:
    if chosen is None:
        return tuple(piece.id for piece in claim.evidence)
    return tuple(dict.fromkeys(find_evidence(claim, typed).id for typed in chosen))


def _own(ledger: "Ledger", claim: Claim) -> bool:
    return any(v.live and v.given_by.id == ledger.reviewer.id for v in claim.verdicts)


def _optional(words: str | None, what: str) -> str | None:
    said = (words or "").strip()
    if len(said) > LONGEST_CONDITIONS:
        raise UsageError(f"{what} at most {LONGEST_CONDITIONS} characters")
    return said or None


def _nearest(typed: str, within: RatingScale) -> str:
    from rapidfuzz import fuzz, process, utils

    names = [rating.name for rating in within.ratings]
    match = process.extractOne(
        typed, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=70
    )
    return f" (did you mean {match[0]}?)" if match else ""
