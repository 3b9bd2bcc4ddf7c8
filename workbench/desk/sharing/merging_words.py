"""A merge in words: what came, or would come, and what of it needs a person."""

from collections.abc import Iterator, Mapping

from workbench.desk.sharing.merging import MergeReport
from workbench.ledger.merging import Contribution, Merged
from workbench.text import clean_line, squeeze

MOST_SHOWN = 20
_KINDS = {
    "verdict": ("verdict", "verdicts"),
    "evidence": ("piece of evidence", "pieces of evidence"),
    "document": ("document", "documents"),
    "claim": ("word on claims", "words on claims"),
    "capture": ("capture", "captures"),
    "comment": ("comment", "comments"),
    "link": ("link", "links"),
    "undo": ("undo", "undos"),
}

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
    parts.append(f"{counted(len(merged.conflicts), 'new conflict')}")
    if merged.refused:
        parts.append(f"{counted(sum(merged.refused.values()), 'row')} refused")
    return ", ".join(parts)


def counted(number: int, noun: str, plural: str = "") -> str:
    """So many of something, with the thousands told apart."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def _person(person: Contribution) -> str:
    name = squeeze(clean_line(person.name, 60)) or f"reviewer {person.reviewer[:8]}"
    told = [
        counted(person.kinds[kind], *words)
        for kind, words in _KINDS.items()
        if kind in person.kinds
    ]
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
    for words, claims in (
        (f"{would}in conflict", merged.conflicts),
        (f"{would}settled", merged.settled),
    ):
        for claim in claims[:MOST_SHOWN]:
            yield f"{words}: {claim[:8]}  {_statement(merged.statements, claim)}"
        if len(claims) > MOST_SHOWN:
            yield f"and {counted(len(claims) - MOST_SHOWN, 'more claim')} {words}"


def _statement(statements: Mapping[str, str], claim: str) -> str:
    return squeeze(clean_line(statements.get(claim, ""), 160))


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
