"""Walking a queue: one claim, one question, one act, then the next."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field

from workbench.cli.review.asking import Left, ask, ask_lines, tell
from workbench.cli.review.deciding import give_verdict
from workbench.cli.review.sitting import Sitting
from workbench.cli.review.sourcing import attach_source, cite_words, list_evidence, quote_words
from workbench.cli.review.telling import claim_in_lines
from workbench.desk.finding.filters import parse_filter
from workbench.desk.finding.narrowing import found_slices
from workbench.errors import WorkbenchError
from workbench.ledger.queries import claim as get_claim
from workbench.ledger.queries.faceting import touched_since
from workbench.model import Claim


@dataclass
class Walk:
    """The claims of a queue, and the one that is looked at.

    The queue goes by the numbers of claims, which change when the tables of the file are made
    anew. What is done is done to the claim that was told, by its id; and the queue is asked for
    again where numbers may mean other claims.
    """

    sitting: Sitting
    query: str
    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    place: int = 0
    left: bool = False
    done: set[str] = field(default_factory=set)
    told: str = ""
    """The id of the claim that is looked at."""
    stamp: str = ""

    @property
    def claim(self) -> Claim:
        """The claim that is looked at, as it is now."""
        return get_claim(self.sitting.reading, self.told)

    def ask_for_queue(self) -> None:
        """Find the claims of the queue."""
        self.stamp = touched_since(self.sitting.reading, "").stamp
        self.numbers = array("q")
        wanted = parse_filter(self.query)
        for found in found_slices(self.sitting.reading, wanted):
            self.numbers.extend(found)

    def tell_claim(self) -> None:
        """The claim in lines."""
        for line in claim_in_lines(self.claim, self.place + 1, len(self.numbers)):
            tell(line)

    def go_to(self, place: int) -> None:
        """Look at the claim at a place of the queue."""
        self.told = self.sitting.claim(self.numbers[place]).id
        self.place = place
        self.tell_claim()

    def step(self, by: int) -> None:
        """Go on or back; at either end stay there and say so."""
        if touched_since(self.sitting.reading, self.stamp).all:
            tell("The file was made anew or much has changed; the queue is asked for again.")
            self.ask_for_queue()
            here = self.claim.number
            self.place = self.numbers.index(here) if here in self.numbers else -by
        wanted = self.place + by
        if wanted >= len(self.numbers):
            tell("That was the last claim of the queue. q leaves.")
        elif wanted < 0:
            tell("This is the first claim of the queue.")
        else:
            self.go_to(wanted)


def walk_queue(sitting: Sitting, query: str) -> None:
    """Go through the claims that a query finds until the person leaves."""
    walk = Walk(sitting, query)
    walk.ask_for_queue()
    many = len(walk.numbers)
    if not many:
        tell("No claim is in this queue.")
        return
    tell(f"{many:,} {'claim' if many == 1 else 'claims'}. Type ? for help.")
    walk.go_to(0)
    try:
        while not walk.left:
            _one(walk)
    except Left:
        pass
    tell(f"Left. {_decided(len(walk.done))} in this sitting.")


def _one(walk: Walk) -> None:
    typed = ask("What now")
    act = _known(typed)
    if act is None:
        tell(f"{typed} is not known here. Type ? for help.")
        return
    try:
        act(walk)
    except WorkbenchError as error:
        tell(f"Not done: {error}")


def _known(typed: str) -> "Callable[[Walk], None] | None":
    wanted = typed.casefold() or "next"
    for command in COMMANDS:
        if wanted in (command.key, command.word):
            return command.act
    alike = [command for command in COMMANDS if command.word.startswith(wanted)]
    return alike[0].act if len(alike) == 1 else None


def _verdict(walk: Walk) -> None:
    before = walk.claim
    give_verdict(walk.sitting, before)
    if _verdicts(walk.claim) != _verdicts(before):
        walk.done.add(before.id)
        walk.step(1)


def _verdicts(claim: Claim) -> list[str]:
    return [one.id for one in claim.verdicts]


def _again(walk: Walk) -> None:
    walk.tell_claim()


def _comment(walk: Walk) -> None:
    from workbench.desk.working.commenting import comment

    text, claim = ask_lines("Comment, for everybody"), walk.claim.id
    if text:
        walk.sitting.write(lambda ledger: comment(ledger, claim, text))
        tell("Saved the comment. u takes it back.")


def _comments(walk: Walk) -> None:
    for one in walk.claim.comments:
        tell(f"{one.written_by.name}, {one.written_at.astimezone():%Y-%m-%d %H:%M}: {one.text}")
    if not walk.claim.comments:
        tell("Nobody has commented.")


def _tag(walk: Walk) -> None:
    from workbench.desk.working.tagging import parse_tags, tag

    claim = walk.claim
    typed = ask(f"Tags now: {', '.join(claim.tags) or 'none'}. Tag to add, -tag to remove")
    if typed:
        add, remove = parse_tags(typed)
        walk.sitting.write(lambda ledger: tag(ledger, [claim.id], add, remove))
        tell(f"Tags: {', '.join(walk.claim.tags) or 'none'}. u takes it back.")


def _correct(walk: Walk) -> None:
    from workbench.desk.working.claims import correct

    claim = walk.claim
    typed = ask("Better wording; empty goes back")
    if typed:
        walk.sitting.write(lambda ledger: correct(ledger, claim.id, typed))
        tell("Saved the wording. u takes it back.")


def _dismiss(walk: Walk) -> None:
    from workbench.desk.working.claims import dismiss, restore

    claim = walk.claim
    if claim.dismissed is not None:
        walk.sitting.write(lambda ledger: restore(ledger, claim.id))
        tell("Restored.")
        return
    reason = ask("Why it is no claim to check; empty goes back")
    if reason:
        walk.sitting.write(lambda ledger: dismiss(ledger, claim.id, reason))
        tell("Dismissed. u takes it back.")


def _undo(walk: Walk) -> None:
    from workbench.desk.acts import undo

    tell(f"Undone: {walk.sitting.write(undo).label}")


def _redo(walk: Walk) -> None:
    from workbench.desk.acts import redo

    tell(f"Done again: {walk.sitting.write(redo).label}")


def _history(walk: Walk) -> None:
    from workbench.ledger.queries import history

    for entry in history(walk.sitting.reading, walk.claim.id):
        state = "" if entry.live else " (no longer stands)"
        old = f" instead of {entry.old}" if entry.old else ""
        why = f", because {entry.because}" if entry.because else ""
        tell(
            f"{entry.at.astimezone():%Y-%m-%d %H:%M}, {entry.by.name}, {entry.field}: "
            f"{entry.new or 'nothing'}{old}{why}{state}"
        )


def _leave(walk: Walk) -> None:
    walk.left = True


def _help(walk: Walk) -> None:
    del walk
    for command in COMMANDS:
        tell(f"{command.key} or {command.word}: {command.help}")
    tell("Enter alone goes on to the next claim. Anything is left by an empty answer.")


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done to the claim, by its key or its word."""

    key: str
    word: str
    help: str
    act: Callable[[Walk], None]


COMMANDS = (
    Command("v", "verdict", "rate the claim, with the reason and the evidence", _verdict),
    Command(
        "e", "evidence", "list evidence and sources", lambda w: list_evidence(w.sitting, w.claim)
    ),
    Command("a", "attach", "attach a page or a file", lambda w: attach_source(w.sitting, w.claim)),
    Command("k", "quote", "quote words of a source", lambda w: quote_words(w.sitting, w.claim)),
    Command("i", "cite", "cite words seen elsewhere", lambda w: cite_words(w.sitting, w.claim)),
    Command("c", "comment", "comment on the claim", _comment),
    Command("o", "opinions", "read the comments", _comments),
    Command("t", "tag", "add and remove tags", _tag),
    Command("w", "wording", "give the claim a better wording", _correct),
    Command("d", "dismiss", "set aside what is no claim, or take it back", _dismiss),
    Command("h", "history", "who did what to the claim", _history),
    Command("n", "next", "the next claim", lambda walk: walk.step(1)),
    Command("s", "skip", "go on without deciding", lambda walk: walk.step(1)),
    Command("p", "previous", "the claim before", lambda walk: walk.step(-1)),
    Command("l", "listen", "hear the claim again", _again),
    Command("u", "undo", "take back your latest act", _undo),
    Command("r", "redo", "do again what was undone", _redo),
    Command("?", "help", "this list", _help),
    Command("q", "quit", "leave; everything is saved already", _leave),
)


def _decided(count: int) -> str:
    return "1 claim decided" if count == 1 else f"{count} claims decided"
