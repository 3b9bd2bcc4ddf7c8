"""A merge in words: what came, or would come, and what of it needs a person."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from workbench.desk.sharing.merging import MergeReport
from workbench.ledger.clashes import Clash
from workbench.ledger.merging import Contribution, Merged, side_of
from workbench.ledger.queries.disagreements import what_differs
from workbench.ledger.values import CORRECTION
from workbench.text import clean_line, counted, squeeze

MOST_SHOWN = 20
WORDS: Final = {
    ("verdict", ""): ("verdict", "verdicts"),
    ("evidence", ""): ("piece of evidence", "pieces of evidence"),
    ("document", ""): ("document", "documents"),
    ("claim", "read"): ("claim", "claims"),
    ("claim", "statement"): ("new wording", "new wordings"),
    ("claim", "dismissed"): ("dismissal", "dismissals"),
    ("claim", "claimant"): ("claimant named", "claimants named"),
    ("claim", "claimed_on"): ("date of a claim", "dates of claims"),
    ("claim", "place"): ("place of a claim", "places of claims"),
    ("claim", "appearance"): ("first appearance", "first appearances"),
    ("claim", "priority"): ("priority", "priorities"),
    ("claim", "assigned"): ("assignment", "assignments"),
    ("claim", "taken_over"): ("claim split or joined", "claims split or joined"),
    ("tag", ""): ("tag", "tags"),
    ("comment", ""): ("comment", "comments"),
    ("question", ""): ("question", "questions"),
    ("answer", ""): ("answer", "answers"),
    ("look", ""): ("look at verdicts", "looks at verdicts"),
    ("link", ""): ("link between claims", "links between claims"),
    ("published", ""): ("published review", "published reviews"),
    ("source", "kind"): ("source described", "sources described"),
    ("source", "testimony"): ("word of mouth", "words of mouth"),
    ("source", CORRECTION): ("correction of a source", "corrections of sources"),
    ("attachment", ""): ("source attached", "sources attached"),
    ("capture", ""): ("capture", "captures"),
    ("anchoring", ""): ("quote re-checked", "quotes re-checked"),
    ("archived", ""): ("archived copy", "archived copies"),
    ("timestamp", ""): ("time stamp", "time stamps"),
    ("view", ""): ("saved view", "saved views"),
    ("scale", ""): ("rating scale", "rating scales"),
    ("project", "name"): ("name of the project", "names of the project"),
    ("project", "publisher"): ("publisher", "publishers"),
    ("project", "scale"): ("choice of a scale", "choices of a scale"),
    ("project", "second_reader"): ("rule on second readers", "rules on second readers"),
    ("redaction", ""): ("proposal to redact", "proposals to redact"),
    ("signature", ""): ("signature", "signatures"),
    ("reviewer", ""): ("name of a reviewer", "names of reviewers"),
    ("undo", ""): ("undo", "undos"),
}
"""What the events of a merge are called, by their kind and side, in order of their weight."""
_UNKNOWN: Final = (
    "of a kind that this version does not know",
    "of kinds that this version does not know",
)
_NAMED: Final = {side: words[1] for side, words in WORDS.items()} | {
    ("claim", "statement"): "wordings"
}
_NEWER: Final = "what this version does not know"

_LACKING = "documents or time stamps"


def merge_lines(report: MergeReport, *, dry_run: bool) -> Iterator[str]:
    """The lines that tell of a merge, in order of their weight. All of them are clean."""
    merged = report.merged
    for one in report.files:
        name = clean_line(str(one.path))
        if one.problem is not None:
            yield f"left alone: {clean_line(str(one.problem), 400)}"
        else:
            yield f"{name}: {one.new} of {counted(one.events, 'event')} not here yet"
    for project, project_name in merged.projects.items():
        yield f"another project: {clean_line(project_name, 80) or 'without a name'} ({project[:8]})"
    for person in merged.people:
        yield _person(person)
    if things := ", ".join(_things(merged)):
        yield f"{'would be new' if dry_run else 'new'}: {things}"
    yield from _sources(merged)
    yield from _conflicts(merged, dry_run=dry_run)
    yield from _left_out(merged)
    yield from report.keys


def summary(merged: Merged, *, dry_run: bool = False) -> str:
    """All of it in one line."""
    if merged.empty:
        return "nothing new: everything in it is here already"
    would = "would be " if dry_run else ""
    parts = [f"{counted(merged.new, 'event')} {would}merged"]
    parts.append(counted(merged.verdicts, "verdict"))
    parts.append(conflicts_told(merged.conflicts))
    if merged.refused:
        parts.append(f"{counted(sum(merged.refused.values()), 'row')} refused")
    return ", ".join(parts)


def conflicts_told(conflicts: Sequence[Clash]) -> str:
    """How many new conflicts there are, and of which kinds."""
    told = counted(len(conflicts), "new conflict")
    kinds = [f"{number:,} of {noun}" for noun, number in conflicts_by_kind(conflicts).items()]
    return f"{told} ({', '.join(kinds)})" if kinds else told


def conflicts_by_kind(conflicts: Iterable[Clash]) -> dict[str, int]:
    """What reviewers differ in, with how often they do; verdicts first, then in order of weight."""
    found = Counter(_NAMED.get(side, _NEWER) for side in map(_side_of, conflicts))
    return {
        noun: found[noun] for noun in dict.fromkeys([*_NAMED.values(), _NEWER]) if noun in found
    }


def _side_of(clash: Clash) -> tuple[str, str]:
    return side_of(clash.kind, clash.field)


def _person(person: Contribution) -> str:
    name = squeeze(clean_line(person.name, 60)) or f"reviewer {person.reviewer[:8]}"
    told = [
        counted(person.sides[side], *words) for side, words in WORDS.items() if side in person.sides
    ]
    unknown = sum(number for side, number in person.sides.items() if side not in WORDS)
    if unknown:
        told.append(counted(unknown, *_UNKNOWN))
    return f"{name}: {', '.join([counted(person.events, 'event'), *told])}"


def _things(merged: Merged) -> Iterator[str]:
    for number, noun in (
        (merged.documents, "document"),
        (merged.claims, "claim"),
        (merged.sources, "source"),
        (merged.captures, "capture"),
        (merged.kept, "kept text"),
    ):
        if number > 0:
            yield counted(number, noun)


def _sources(merged: Merged) -> Iterator[str]:
    for url in merged.new_sources[:MOST_SHOWN]:
        yield f"new source: {clean_line(url, 200)}"
    if len(merged.new_sources) > MOST_SHOWN:
        yield f"and {counted(merged.sources - MOST_SHOWN, 'more new source')}"


def _conflicts(merged: Merged, *, dry_run: bool) -> Iterator[str]:
    would = "would be " if dry_run else ""
    for words, conflicts in (
        (f"{would}in conflict", merged.conflicts),
        (f"{would}settled", merged.settled),
    ):
        for one in conflicts[:MOST_SHOWN]:
            yield f"{words}: {_clash(merged, one)}"
        if len(conflicts) > MOST_SHOWN:
            yield f"and {counted(len(conflicts) - MOST_SHOWN, 'more thing')} {words}"


def _clash(merged: Merged, clash: Clash) -> str:
    about = squeeze(clean_line(merged.about.get(clash.thing, ""), 160))
    return f"{clash.entity[:8]}  {squeeze(clean_line(what_differs(clash), 60))}  {about}"


def _left_out(merged: Merged) -> Iterator[str]:
    for reason, number in sorted(merged.refused.items()):
        yield f"refused: {counted(number, 'row')}, {clean_line(reason, 100)}"
    if merged.damaged:
        yield f"refused: {counted(merged.damaged, 'kept text')}, not what their hashes say"
    if merged.redacted:
        yield f"left out: {counted(merged.redacted, 'event')} about what was redacted here"
    if merged.lacking:
        yield (
            f"missing: the bytes of {counted(merged.lacking, 'document or time stamp', _LACKING)}; "
            "merge another copy that has them"
        )
