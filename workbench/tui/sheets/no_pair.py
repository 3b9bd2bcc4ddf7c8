"""What the pair screen says where there is no pair to show: why, and what to do."""

from dataclasses import dataclass

from workbench.text import counted
from workbench.tui.keys.told import key
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone


@dataclass(frozen=True, slots=True)
class NoPair:
    """How the queue stands while no pair is shown."""

    about_claim: bool
    decided: int
    skipped: int
    searching: bool
    stopped: bool
    trouble: str


def no_pair_sheet(state: NoPair) -> Sheet:
    """Why there is no pair, and what to do about it."""
    first, then = _words(state)
    return SheetBuilder().line(first, Tone.STRONG).line(then, Tone.MUTED).build()


def _words(state: NoPair) -> tuple[str, str]:
    if state.searching:
        first = "Searching for more…" if state.decided else "Searching…"
        then = (
            f"Pairs come up here as they are found. {key('pairs.leave')} goes back to the "
            "desk and stops the "
            "search; the next one goes on where it stopped."
        )
    elif state.trouble:
        first = "The search failed."
        then = (
            f"{state.trouble}. {key('pairs.leave')} goes back to the desk; "
            f"{key('desk.pairs')} tries again."
        )
    elif state.skipped:
        first = f"{counted(state.decided, 'pair')} decided, {state.skipped} skipped."
        then = (
            f"{key('pairs.skip')} begins again with those skipped, {key('pairs.undo')} takes "
            f"back your latest word, {key('pairs.leave')} goes back "
            "to the desk."
        )
    elif state.decided:
        first = f"All pairs are decided: {state.decided}."
        then = (
            f"{key('pairs.undo')} takes back your latest word, {key('pairs.back')} shows the "
            f"pairs again, {key('pairs.leave')} goes back to the desk. "
            "New claims bring new pairs."
        )
    elif state.stopped:
        first = "The search was stopped."
        then = f"{key('pairs.leave')} goes back to the desk; {key('desk.pairs')} goes on with it."
    elif state.about_claim:
        first = "Nothing looks like this claim."
        then = (
            "Other claims that say the same or conflict would be laid beside it here, as far as "
            f"nobody has said yet what they are to it. {key('pairs.leave')} goes back to the "
            f"desk; {key('desk.pairs')} searches the "
            "whole database."
        )
    else:
        first = "There is no pair to decide on."
        then = (
            "No two claims look as if they said the same or conflicted, apart from those that "
            "were decided. Read more texts with workbench add, and come back with p."
        )
    return first, then
