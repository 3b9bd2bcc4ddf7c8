"""What reading an article again, or asking a model about it, has come to, as sheets to look at."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workbench.model import Claim
from workbench.text import counted
from workbench.tui.keys.told import key
from workbench.tui.sheets.sheet import Sheet, SheetBuilder, Tone

if TYPE_CHECKING:
    from workbench.desk.reading.rereading import Rereading
    from workbench.proposing.proposals import Proposals

_INDENT = 2


def rereading_summary(found: "Rereading") -> str:
    """In a line, what would change."""
    if found.empty:
        return "The reader finds just what is there"
    parts = [f"{len(found.changed)} changed"] if found.changed else []
    parts += [f"{len(found.added)} new"] if found.added else []
    parts += [f"{len(found.gone)} gone"] if found.gone else []
    return f"Read otherwise now: {', '.join(parts)}"


def rereading_sheet(found: "Rereading") -> Sheet:
    """Each claim that would change with both readings, then what is new, gone, or kept."""
    sheet = SheetBuilder().line(found.document.title, Tone.TITLE)
    sheet.line(rereading_summary(found), Tone.GOOD if found.empty else Tone.STRONG)
    if found.changed:
        sheet.heading("Changed; verdicts, evidence and corrections stay with the claim")
    for change in found.changed:
        same = change.now.text == change.claim.read_as
        sheet.line("- ", Tone.BAD, hang=_INDENT).add(change.claim.read_as)
        if same:
            sheet.line("  the same words; otherwise: ", Tone.MUTED, hang=_INDENT)
            sheet.add(", ".join(change.slots))
        else:
            sheet.line("+ ", Tone.GOOD, hang=_INDENT).add(change.now.text)
    _listed(sheet, "New", "+ ", Tone.GOOD, [one.text for one in found.added])
    _listed(sheet, "Gone; nobody has worked on them", "- ", Tone.BAD, _statements(found.gone))
    _listed(
        sheet,
        "Kept: no longer found, but somebody has worked on them",
        "· ",
        Tone.MUTED,
        _statements(found.kept),
    )
    if not found.empty:
        sheet.line().line(
            f"Nothing is changed yet. {key('work.go')} carries this over as one act, which "
            f"{key('desk.undo')} takes back; {key('work.leave')} leaves it.",
            Tone.KEY,
        )
    return sheet.build()


def _statements(claims: "Iterable[Claim]") -> list[str]:
    return [one.read_as for one in claims]


def _listed(sheet: SheetBuilder, title: str, sign: str, tone: Tone, lines: list[str]) -> None:
    if lines:
        sheet.heading(title)
    for line in lines:
        sheet.line(sign, tone, hang=_INDENT).add(line)


def proposals_summary(found: "Proposals") -> str:
    """In a line, how many hold."""
    rejected = counted(len(found.rejected), "proposal")
    return f"{counted(len(found.accepted), 'proposal')} held against the text, {rejected} did not"


def proposals_sheet(found: "Proposals") -> Sheet:
    """What holds, then what does not, each with all reasons."""
    sheet = SheetBuilder().line(proposals_summary(found), Tone.TITLE)
    for note in found.notes:
        sheet.line(f"! {note}", Tone.WARNING, hang=_INDENT)
    if found.accepted:
        sheet.heading("Holds against the text, and is not there yet")
    for accepted in found.accepted:
        sheet.line("✓ ", Tone.GOOD, hang=_INDENT).add(accepted.claim.text)
        if accepted.claim.claimant:
            sheet.line(f"  says {accepted.claim.claimant}", Tone.MUTED, hang=_INDENT)
    if found.rejected:
        sheet.heading("Rejected")
    for rejected in found.rejected:
        sheet.line("× ", Tone.BAD, hang=_INDENT).add(rejected.proposal.statement)
        for reason in rejected.reasons:
            sheet.line(f"  {reason}", Tone.MUTED, hang=_INDENT)
    if found.accepted:
        sheet.line().line(
            f"Nothing is added yet. {key('work.go')} adds what holds as one act, which "
            f"{key('desk.undo')} takes back; {key('work.leave')} leaves it.",
            Tone.KEY,
        )
    return sheet.build()
