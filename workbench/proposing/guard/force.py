"""With what force the text says it: negation, modality, and who says it.

What is denied, planned, doubted or said by somebody in the text must not become a plain fact
because a proposal left the words out.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from workbench.model import Attribution, Modality, Statement
from workbench.proposing.guard.alignment import Alignment
from workbench.proposing.guard.spans import find_phrase
from workbench.proposing.guard.vocabulary import words_of
from workbench.proposing.guard.words import Word, is_negation, is_reporting, is_weakening, words_in
from workbench.proposing.proposals import UNSPECIFIED, Proposal

_KEPT_BY: Final = {
    Modality.PLANNED: "planned",
    Modality.POSSIBLE: "possible",
    Modality.CONDITIONAL: "conditional",
    Modality.DENIED: "denied",
}
_PARAGRAPH: Final = re.compile(r"\n\s*\n")


@dataclass(slots=True)
class Force:
    """How the claim is meant and who makes it, or the reasons why that was lost."""

    negated: bool = False
    modality: Modality = Modality.ASSERTED
    claimant: str | None = None
    attribution: Attribution | None = None
    reasons: list[str] = field(default_factory=list)


def force_of(alignment: Alignment, proposal: Proposal) -> Force:
    """Weigh the statement's negations, modality and attribution against the text's."""
    force = Force(negated=any(is_negation(word) for word in alignment.words))
    scope = _scope(alignment)
    _negations(alignment, scope, force)
    _weakening(alignment, scope, force)
    _modality(alignment, force)
    _attribution(alignment, proposal, scope, force)
    return force


def _scope(alignment: Alignment) -> list[Word]:
    """The words that bear on the claim: the reader's clause, else the sentence."""
    governing = alignment.governing
    if governing is not None:
        left, right = governing.start, governing.end
    else:
        # a semicolon ends the reach of what stands before it
        left = alignment.text.rfind(";", alignment.context_start, alignment.start)
        right = alignment.text.find(";", alignment.end, alignment.context_end)
        right = right if right >= 0 else alignment.context_end
    return [word for word in alignment.context if left <= word.start and word.end <= right]


def _negations(alignment: Alignment, scope: Sequence[Word], force: Force) -> None:
    here = Counter(word.lower for word in scope if is_negation(word))
    said = Counter(word.lower for word in alignment.words if is_negation(word))
    force.reasons += [f"leaves out “{word}”" for word in (here - said)]
    force.reasons += [f"adds “{word}”" for word in (said - here)]
    governing = alignment.governing
    if governing is not None and governing.negated and not force.negated:
        force.reasons.append("says as a fact what the text negates")


def _weakening(alignment: Alignment, scope: Sequence[Word], force: Force) -> None:
    said = {word.lower for word in alignment.words}
    lost = dict.fromkeys(word.lower for word in scope if is_weakening(word))
    force.reasons += [f"leaves out “{word}”" for word in lost if word not in said]


def _modality(alignment: Alignment, force: Force) -> None:
    said = {word.lower for word in alignment.words}
    governing = alignment.governing
    question = alignment.text[alignment.context_end - 1 : alignment.context_end + 1].find("?") >= 0
    if question and not alignment.statement.rstrip(" \"'”’").endswith("?"):
        force.reasons.append("makes a statement of a question")
    if governing is not None and governing.modality is not Modality.ASSERTED:
        force.modality = governing.modality
        heading = _KEPT_BY.get(governing.modality)
        if heading and not said & words_of(heading):
            force.reasons.append(
                f"says as a fact what is {_called(governing.modality)} in the text"
            )
        return
    force.modality = Modality.QUESTION if question else _own_modality(said)


def _own_modality(said: set[str]) -> Modality:
    if said & {"if", "unless"}:
        return Modality.CONDITIONAL
    if said & words_of("possible"):
        return Modality.POSSIBLE
    if said & (words_of("planned") - {"to", "would", "due", "going"}):
        return Modality.PLANNED
    return Modality.ASSERTED


def _called(modality: Modality) -> str:
    return {
        Modality.PLANNED: "only planned",
        Modality.POSSIBLE: "only possible",
        Modality.CONDITIONAL: "conditional",
        Modality.DENIED: "denied",
    }[modality]


def _attribution(
    alignment: Alignment, proposal: Proposal, scope: Sequence[Word], force: Force
) -> None:
    governing = alignment.governing
    named = _lower_words(proposal.claimant or "")
    if governing is not None and (governing.attribution or governing.claimant):
        _as_the_reader(governing, named, alignment, force)
        return
    cues = [word.lower for word in alignment.context if is_reporting(word)]
    quoted = governing is None and _in_quotation(alignment)
    if not proposal.claimant or proposal.claimant.lower() == UNSPECIFIED:
        said = {word.lower for word in alignment.words}
        lost = [word.lower for word in scope if is_reporting(word) and word.lower not in said]
        if lost or quoted:
            how = f"with “{lost[0]}”" if lost else "in quotation marks"
            force.reasons.append(f"says as a fact what the text gives {how} as somebody's words")
        return
    words = words_in(proposal.claimant)
    place = find_phrase(alignment.text[: alignment.context_end], words, alignment.context_end)
    if place is None:
        force.reasons.append(
            f"names “{proposal.claimant}” as the one who says it, whom the text does not name"
        )
    elif place[0] < alignment.context_start or not (cues or quoted):
        force.reasons.append(
            f"names “{proposal.claimant}” as the one who says it, which the sentence does not say"
        )
    else:
        force.claimant = alignment.text[place[0] : place[1]]


def _as_the_reader(
    governing: Statement, named: set[str], alignment: Alignment, force: Force
) -> None:
    attribution = governing.attribution
    force.attribution = attribution
    force.claimant = governing.claimant
    speaker = governing.claimant or (attribution.claimant if attribution else None)
    said = {word.lower for word in alignment.words}
    around = _lower_words(attribution.text) if attribution else set()
    cue_kept = bool(said & around & words_of("reporting"))
    if speaker is None:
        if named - {UNSPECIFIED}:
            force.reasons.append("names somebody as saying it, whom the text leaves unnamed")
        elif not named and not cue_kept:
            force.reasons.append("says as a fact what the text gives as reported")
    elif named and not named & ((around | _lower_words(speaker)) - _small_words()):
        force.reasons.append(f"gives to somebody else what the text gives to {speaker}")
    elif not named and not cue_kept:
        force.reasons.append(f"says as a fact what the text gives as the words of {speaker}")


def _small_words() -> frozenset[str]:
    """Words that name nobody."""
    return words_of("function") | words_of("reporting") | words_of("articles")


def _lower_words(text: str) -> set[str]:
    return {word.lower for word in words_in(text)}


def _in_quotation(alignment: Alignment) -> bool:
    """Whether a quotation that was opened in this paragraph is still open at the claim."""
    paragraph = 0
    for found in _PARAGRAPH.finditer(
        alignment.text, max(0, alignment.start - 4000), alignment.start
    ):
        paragraph = found.end()
    before = alignment.text[max(paragraph, alignment.start - 4000) : alignment.start]
    curly = before.count("“") > before.count("”")
    return curly or before.count('"') % 2 == 1
