"""The work on a claim as parts of its sheet: who, when and where, questions, comments."""

from workbench.desk.working.commenting import in_threads
from workbench.model import Claim, Priority, Verdict
from workbench.text import clean_line, squeeze
from workbench.tui.looks.signs import PRIORITY_SIGNS
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.sheets.words import moment_in_words

_SIDES = {
    "claimant": "Claimant",
    "claimed_on": "Claimed on",
    "place": "Place",
    "appearance": "First seen at",
    "priority": "Priority",
}
_DEEPEST = 8


def add_work(sheet: SheetBuilder, claim: Claim) -> None:
    """What reviewers said of a claim beside its wording; where they differ, every word."""
    lines = list(_lines(claim))
    if lines:
        sheet.line()
    for name, words, tone in lines:
        sheet.field(name, words, tone, width=13)


def _lines(claim: Claim) -> list[tuple[str, str, Tone]]:
    lines: list[tuple[str, str, Tone]] = []
    if claim.taken_over_by:
        others = ", ".join(one[:8] for one in claim.taken_over_by)
        lines.append(("Taken over", f"by {others}; d restores it", Tone.WARNING))
    if claim.derived_from:
        lines.append(("Made from", ", ".join(one[:8] for one in claim.derived_from), Tone.MUTED))
    for field, name in _SIDES.items():
        said = [one for one in claim.details if one.field == field]
        if not said:
            continue
        latest = said[-1]
        kind = f" ({latest.kind})" if latest.kind else ""
        sign = f"{PRIORITY_SIGNS[claim.priority]} " if field == "priority" else ""
        lines.append((name, f"{sign.lstrip()}{latest.value or 'nobody'}{kind}", Tone.PLAIN))
        lines.extend(
            ("", f"≠ {one.given_by.name} says {one.value or 'nobody'}", Tone.WARNING)
            for one in said[:-1]
            if (one.value, one.kind) != (latest.value, latest.kind)
        )
    if claim.tags:
        lines.append(("Tags", ", ".join(f"#{tag}" for tag in claim.tags), Tone.KEY))
    if claim.assignment is not None:
        given = claim.assignment
        to = given.to.name or given.to.id[:8]
        by = "" if given.to.id == given.given_by.id else f", by {given.given_by.name}"
        lines.append(("Assigned to", f"{to}{by}", Tone.PLAIN))
    return lines


def add_verdict_details(sheet: SheetBuilder, verdict: Verdict) -> None:
    """What a verdict says beside its rating and its reason."""
    for words in (
        f"confidence {verdict.confidence.value}" if verdict.confidence else "",
        f"as of {verdict.as_of}" if verdict.as_of else "",
        f"only if {verdict.conditions}" if verdict.conditions else "",
        f"corrected because {verdict.correction}" if verdict.correction else "",
    ):
        if words:
            sheet.line(f"  {words}", Tone.MUTED, hang=2)


def add_questions(sheet: SheetBuilder, claim: Claim) -> None:
    """The questions on a claim with their answers."""
    if claim.questions:
        sheet.heading("Questions")
    for number, question in enumerate(claim.questions, 1):
        sheet.line(f"{number} ", Tone.STRONG, hang=2).add(squeeze(question.text))
        sheet.add(f"  {question.asked_by.name}", Tone.MUTED)
        if not question.answers:
            sheet.line("  not answered yet; y answers it", Tone.MUTED)
        for answer in question.answers:
            sheet.line("  → ", Tone.KEY, hang=4).add(squeeze(answer.text))
            if answer.because:
                sheet.add(f": {squeeze(answer.because)}")
            rests = " on evidence" if answer.evidence else ""
            sheet.add(f"  {answer.kind.value.lower()}{rests}, {answer.given_by.name}", Tone.MUTED)
            if answer.url:
                sheet.line(f"    {clean_line(answer.url)}", Tone.MUTED, hang=4)


def add_comments(sheet: SheetBuilder, claim: Claim) -> None:
    """The comments on a claim, each reply below what it answers."""
    if claim.comments:
        sheet.heading("Comments")
    for depth, comment in in_threads(claim.comments):
        indent = "  " * min(depth, _DEEPEST)
        arrow = "↳ " if depth else ""
        sheet.line(f"{indent}{arrow}{comment.written_by.name}", Tone.STRONG, hang=len(indent))
        sheet.add(f"  {moment_in_words(comment.written_at)}", Tone.MUTED)
        sheet.line(f"{indent}  {comment.text}", hang=len(indent) + 2)


def priority_in_words(priority: Priority) -> str:
    """A priority with its sign."""
    return f"{PRIORITY_SIGNS[priority]} {priority.value}".strip()
