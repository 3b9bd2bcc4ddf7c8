"""Giving a verdict in line mode: rating, reason, evidence, confidence, each asked in turn.

What is typed is kept as a draft line by line, so a connection that breaks loses nothing.
"""

from collections.abc import Callable
from dataclasses import replace

from workbench.cli.review.asking import ask, ask_lines, ask_one_of, numbers_in, tell
from workbench.cli.review.sitting import Sitting
from workbench.cli.review.telling import evidence_in_lines
from workbench.desk.deciding.drafts import Draft
from workbench.desk.deciding.verdicts import decide
from workbench.desk.settings_of_project import scale_in_use
from workbench.errors import WorkbenchError
from workbench.model import Claim, Confidence


def give_verdict(sitting: Sitting, claim: Claim) -> None:
    """Ask for a verdict and give it; an empty answer goes back and keeps the draft."""
    project = sitting.reading.project.id
    draft = sitting.drafts.load(project, claim.id) or Draft()
    steps = scale_in_use(sitting.reading).ratings
    if draft.rating:
        tell(f"Your draft says: {draft.rating}")
    chosen = ask_one_of("Rating", [f"{step.name}. {step.meaning}" for step in steps])
    if chosen is None:
        tell("No verdict given.")
        return
    rating = steps[chosen].name

    def keep(because: str) -> None:
        # What was chosen at the desk and is not asked for here stays in the draft.
        sitting.drafts.save(project, claim.id, replace(draft, rating=rating, because=because))

    keep(draft.because)
    because = _because(draft.because, keep)
    if not because:
        tell("No verdict given; a verdict needs a reason. The draft is kept.")
        return
    keep(because)
    evidence = _evidence(claim)
    if evidence is None:
        tell("No verdict given. The draft is kept.")
        return
    confidence = _confidence()
    sitting.write(
        lambda ledger: decide(
            ledger,
            claim.id,
            rating,
            because,
            evidence=evidence,
            unsourced=not evidence,
            confidence=confidence,
        )
    )
    try:
        sitting.drafts.discard(project, claim.id)
    except WorkbenchError as error:
        tell(f"Note: {error}")
    tell(f"Saved: {rating}. u takes it back.")


def _because(draft: str, keep: Callable[[str], None]) -> str:
    if draft:
        for line in draft.splitlines():
            tell(f"Your draft says because: {line}")
        typed = ask_lines("Because; nothing keeps the draft's reason", keep)
        return typed or draft
    return ask_lines("Because", keep)


def _evidence(claim: Claim) -> tuple[str, ...] | None:
    """The evidence that was ticked; empty for an unsourced verdict, ``None`` to go back."""
    if not claim.evidence:
        typed = ask("There is no evidence; type unsourced to decide without, or nothing to go back")
        if typed.casefold() == "unsourced":
            return ()
        return None
    for number, piece in enumerate(claim.evidence, start=1):
        for line in evidence_in_lines(number, piece):
            tell(line)
    while True:
        typed = ask("It rests on: numbers, all, or unsourced; empty goes back").casefold()
        if not typed:
            return None
        if typed == "unsourced":
            return ()
        if typed == "all":
            return tuple(piece.id for piece in claim.evidence)
        places = numbers_in(typed, len(claim.evidence))
        if places:
            return tuple(claim.evidence[place].id for place in places)
        tell(f"{typed} is not understood.")


def _confidence() -> Confidence | None:
    while True:
        typed = ask("Confidence: low, medium or high; empty for none").casefold()
        if not typed:
            return None
        found = [one for one in Confidence if one.value.startswith(typed)]
        if len(found) == 1:
            return found[0]
        tell(f"{typed} is none of them.")
