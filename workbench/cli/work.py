"""Printing the work on a claim: who claims it when and where, tags, comments, questions."""

from collections.abc import Iterator

from workbench.cli.output import data, hanging, short
from workbench.model import Claim, Priority
from workbench.text import clean_block, clean_line, squeeze

_SIDES = {
    "claimant": "claimant",
    "claimed_on": "claimed on",
    "place": "place",
    "appearance": "appeared first",
    "priority": "priority",
    "assigned": "assigned to",
}


def work_lines(claim: Claim) -> Iterator[tuple[str, str]]:
    """Each thing that reviewers said of a claim beside its wording: its name and its words."""
    if claim.claimant:
        kind = f" ({claim.claimant_kind.value})" if claim.claimant_kind else ""
        yield "claimant", f"{claim.claimant}{kind}"
    for name, value in (
        ("claimed on", claim.claimed_on),
        ("place", claim.place),
        ("appeared first", claim.first_appearance),
        ("tags", ", ".join(claim.tags)),
    ):
        if value:
            yield name, value
    if claim.priority is not Priority.NORMAL:
        yield "priority", claim.priority.value
    if claim.assignment is not None:
        given = claim.assignment
        yield "assigned to", f"{given.to.name or short(given.to.id)}, by {given.given_by.name}"
    yield from _disagreements(claim)
    if claim.derived_from:
        yield "made from", ", ".join(short(one) for one in claim.derived_from)
    if claim.taken_over_by:
        yield "taken over by", ", ".join(short(one) for one in claim.taken_over_by)


def print_comments(claim: Claim, indent: str = "") -> None:
    """Print the comments on a claim, each reply below what it answers."""
    from workbench.desk.working.commenting import in_threads

    for depth, one in in_threads(claim.comments):
        who = f"{clean_line(one.written_by.name, 60)}, {one.written_at.astimezone():%Y-%m-%d %H:%M}"
        deeper = indent + "  " * min(depth, 10)
        data(f"{deeper}{one.id[:8]}  {who}")
        for line in clean_block(one.text).splitlines():
            data(hanging(f"{deeper}  ", line))


def print_questions(claim: Claim, indent: str = "") -> None:
    """Print the questions on a claim with their answers."""
    for number, question in enumerate(claim.questions, 1):
        head = f"{indent}{number:>2}  {question.id[:8]}  "
        data(hanging(head, clean_line(squeeze(question.text))))
        for one in question.answers:
            rests = f" [evidence {one.evidence[-8:]}]" if one.evidence else ""
            where = f" ({one.url})" if one.url else ""
            why = f": {one.because}" if one.because else ""
            said = f"{one.text}{why}{where}{rests}, {one.kind.value.lower()}, {one.given_by.name}"
            data(hanging(f"{indent}    {one.id[:8]}  ", clean_line(squeeze(said))))


def _disagreements(claim: Claim) -> Iterator[tuple[str, str]]:
    """Sides of a claim of which reviewers say different things; the latest is shown."""
    for field, name in _SIDES.items():
        said = [one for one in claim.details if one.field == field]
        if len({(one.value, one.kind) for one in said}) > 1 and field != "assigned":
            words = "; ".join(f"{one.given_by.name}: {one.value or 'nobody'}" for one in said)
            yield f"{name}?", words
