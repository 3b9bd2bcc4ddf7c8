"""What each action of the desk is done for, by which help groups them. No Textual."""

from typing import Final

from workbench.tui.actions.action import Action, Task, Where

_TASKS: Final[dict[Task, str]] = {
    Task.LOOK: "desk.filter desk.finding desk.view desk.clear desk.next_claim "
    "desk.previous_claim desk.back desk.dismissed desk.order desk.article desk.next_pane "
    "desk.previous_pane desk.refresh claim.history desk.past desk.progress",
    Task.DECIDE: "claim.verdict claim.dismiss claim.withdraw claim.carry desk.undo desk.redo "
    "claim.rate claim.look desk.agreement desk.project",
    Task.SOURCE: "claim.attach claim.sources claim.cite claim.record claim.recheck desk.recheck "
    "claim.fact_checks desk.cancel desk.import",
    Task.MATCH: "desk.pairs claim.matches claim.figures claim.unlink claim.group",
    Task.WORK: "desk.read claim.reread claim.propose claim.add claim.correct "
    "claim.split claim.join claim.place claim.tag "
    "claim.priority claim.assign claim.comment claim.ask claim.answer claim.note desk.save_view",
    Task.SHARE: "desk.merge desk.inspect desk.conflicts desk.sync desk.publish desk.copies "
    "desk.verify desk.backup desk.restore claim.redact desk.redactions "
    "desk.keyring",
    Task.REPORT: "desk.report desk.lint desk.verify_report claim.copy",
}
_BY_ACTION: Final = {name: task for task, names in _TASKS.items() for name in names.split()}


def task_of(action: Action) -> Task | None:
    """The task of an action of the desk; nothing for those of its parts."""
    return _BY_ACTION.get(action.id) if action.where is Where.DESK else None
