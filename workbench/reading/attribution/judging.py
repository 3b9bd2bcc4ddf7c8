"""Claims whose attributing words belong to what is claimed: a verdict, a bare report.

"The League called it "a crime"" and "State media have reported few deaths" are claims as a whole,
of the League and of the media.
"""

from functools import cache
from typing import Final

from workbench.reading.attribution.cue import Cue, Line, begins_clause, speech, subject_of
from workbench.reading.attribution.phrases import may_speak, noun_of
from workbench.reading.grammar.verbs import base_of, forms

__all__ = ["judging", "verdict_forms"]

_REPORT: Final = "report"
_FINITE: Final = frozenset({"VERB", "VPAST"})
_HAVE: Final = frozenset({"have", "has", "had"})
_BE: Final = frozenset({"are", "is", "were", "was"})
_AS: Final = frozenset({"describe", "denounce"})


@cache
def verdict_forms() -> frozenset[str]:
    """Every form of the verbs by which somebody judges something."""
    bases = speech()["verdicts"]
    return bases | {form for form in forms() if base_of(form) in bases}


@cache
def _opening_forms() -> frozenset[str]:
    reports = {form for form in forms() if base_of(form) == _REPORT}
    return verdict_forms() | reports | speech()["minded"]


def judging(line: Line) -> Cue | None:
    """The attribution of a sentence that is itself what its speaker claims."""
    words, end = line.words, line.end()
    judges_or_reports = _opening_forms()
    for index in range(1, end - 2):
        if words[index].lower not in judges_or_reports:
            continue
        if line.quoted[index]:
            return None
        perfect = words[index].tag == "PART" and words[index - 1].lower in _HAVE
        verdict = perfect or words[index].tag in _FINITE
        verdict = verdict and words[index].lower in verdict_forms()
        judges = (verdict and _judges(line, index, end)) or _minds(line, index, end)
        if not judges and not _reports(line, index):
            continue
        if line.has_finite(0, index - 1):
            return None
        subject = subject_of(line, 0, index)
        if subject is None or not _is_one(line, subject):
            return None
        if not judges and noun_of(words[slice(*subject)]) not in speech()["reporting_bodies"]:
            return None
        return Cue(subject[0], index + 1, index, ((subject[0], end),), subject)
    return None


def _is_one(line: Line, subject: tuple[int, int]) -> bool:
    """Whether the subject is one phrase for somebody else than the writer."""
    words = line.words[slice(*subject)]
    if any(word.tag == "SUB" or word.lower in ("i", "we") for word in words):
        return False
    return may_speak(words)


def _judges(line: Line, verb: int, end: int) -> bool:
    """Whether something is called a name that is quoted, or described as something."""
    words = line.words
    if words[verb + 1].tag in ("PREP", "TO", "PUNCT") or words[verb + 1].lower == "that":
        return False  # "called on them", "called for help"
    rest = range(verb + 2, end)
    if base_of(words[verb].lower) in _AS:
        return any(words[i].lower == "as" for i in rest)
    return any(words[i].tag == "QUOTE" for i in rest)


def _reports(line: Line, index: int) -> bool:
    """Whether the word is "reported" as the verb of its clause, with what was reported."""
    words = line.words
    word = words[index]
    if base_of(word.lower) != _REPORT or words[index + 1].tag in ("PREP", "PUNCT", "SUB", "TO"):
        return False
    if word.tag in _FINITE:
        return True
    before = words[index - 1].lower
    return (word.tag == "PART" and before in _HAVE) or (word.tag == "ING" and before in _BE)


def _minds(line: Line, index: int, end: int) -> bool:
    """As in "are concerned the law will change", "is confident that it will pass"."""
    words = line.words
    if words[index].lower not in speech()["minded"] or words[index - 1].lower not in _BE:
        return False
    return words[index + 1].lower == "that" or begins_clause(line, index + 1, end)
