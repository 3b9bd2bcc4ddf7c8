"""What a database holds, in words: a label and a line for each thing."""

from collections.abc import Iterator, Mapping

from workbench.desk.sharing.inspecting import Hand, Inspected
from workbench.text import clean_line, counted, squeeze


def inspected_lines(found: Inspected) -> Iterator[tuple[str, str]]:
    """Project, people, devices, kinds of events, what is wrong, sizes, and what would come."""
    for project, name in found.projects.items():
        yield "project", f"{_line(name) or 'without a name'} ({project[:8]})"
    if not found.projects:
        yield "project", "none is named in it"
    for hand in by_weight(found.reviewers):
        name = _line(hand.name) or f"reviewer {hand.id[:8]}"
        events, verdicts = counted(hand.events, "event"), counted(hand.verdicts, "verdict")
        yield "reviewer", f"{name}: {events}, {verdicts}, {_when(hand)}"
    for hand in by_weight(found.writers):
        yield "writer", f"{hand.id[:8]}: {counted(hand.events, 'event')}, {_when(hand)}"
    most = sorted(found.kinds.items(), key=lambda one: (-one[1], one[0]))
    kinds = ", ".join(f"{number} {clean_line(kind)}" for kind, number in most)
    yield "events", f"{found.events} of {counted(found.rows, 'row')}: {kinds or 'none'}"
    if found.unknown:
        yield "", f"{found.unknown} of kinds that this version does not know"
    for reason, number in sorted(found.refused.items()):
        yield "refused", f"{counted(number, 'row')}: {clean_line(reason)}"
    damaged = f", {found.damaged} damaged" if found.damaged else ""
    yield "kept", f"{counted(found.kept, 'text')}{damaged}"
    facts = found.facts
    tables = facts.tables_version or "to be made anew"
    made = f"pages of {facts.page_size}, log {facts.log_version}, tables {tables}"
    yield "file", f"{facts.size / 1e6:,.1f} MB, {made}"
    if found.tables_are:
        yield "", found.tables_are
    if found.here is not None:
        yield "here", f"{found.here}; {counted(found.new or 0, 'event')} of it would be new"


def inspected_summary(found: Inspected) -> str:
    """Whether all of it is what its hash says."""
    wrong = found.wrong
    if not wrong:
        return "everything in it is what its hash says"
    return f"{counted(wrong, 'thing')} in it {'is' if wrong == 1 else 'are'} not what the hash says"


def by_weight(hands: Mapping[str, Hand]) -> list[Hand]:
    """Those who wrote most first."""
    return sorted(hands.values(), key=lambda hand: (-hand.events, hand.id))


def _when(hand: Hand) -> str:
    first, last = f"{hand.first_at:%Y-%m-%d}", f"{hand.last_at:%Y-%m-%d}"
    return first if first == last else f"{first} to {last}"


def _line(text: str) -> str:
    return squeeze(clean_line(text, 80))
