"""The desk as of a past day: the same desk over the tables of that day; nothing changes in it."""

from workbench.tui.actions.action import Action
from workbench.tui.keys.told import key
from workbench.tui.lanes.errands import Errands
from workbench.tui.screens.desk.desk import DeskScreen
from workbench.tui.session import Session

_NOT_THEN = frozenset(
    {"desk.past", "desk.report", "desk.conflicts", "desk.pairs", "desk.merge", "claim.sources"}
    | {"desk.verify", "desk.backup", "desk.inspect"}
)


class PastDeskScreen(DeskScreen):
    """Looking at how things stood. Escape in the list leaves it."""

    def __init__(self, session: Session, errands: Errands, day: str) -> None:
        super().__init__(session, errands)
        self._day = day
        self.status.stand(f"as of {day}", "read-only")
        self.read_only = (
            f"This is a past day: nothing can be changed in it. {key('desk.back')} comes back."
        )

    def on_mount(self) -> None:
        """Say which day it is, in words and by the frame."""
        self.add_class("-past")

    def entitle_list(self, remark: str) -> None:
        """The day stands over the list, before everything else."""
        said = f"AS OF {self._day}, read-only"
        super().entitle_list(f"{said}, {remark}" if remark else said)

    def is_pointless(self, action: Action) -> bool:
        """Nor is what belongs to the present."""
        return action.id in _NOT_THEN or super().is_pointless(action)

    def why_not(self, action: Action) -> str:
        """What makes no sense on a past day says so."""
        if action.id in _NOT_THEN:
            return f"This is a past day; {key('desk.back')} comes back to the present first."
        return super().why_not(action)

    def action_desk_back(self) -> None:
        """To the list; there, clear the filter; then back to the present."""
        if self.focused is self.rows and not self.filter_bar.text:
            self.dismiss(None)
        else:
            super().action_desk_back()
