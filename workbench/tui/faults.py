"""Faults of the program itself are told to the user, never swallowed.

Work in the background that fails for a reason has said so by then; what ends here is a mistake
of ours, and saying nothing would leave a blank screen.
"""

from textual.widget import Widget
from textual.worker import Worker, WorkerState

from workbench.named_paths import file_fault
from workbench.text import clean_line

_CHARACTERS = 300


def fault_in_words(error: BaseException) -> str:
    """A fault on one line; what the system says of a file or folder is none of this program."""
    said = file_fault(error)
    if said is not None:
        return clean_line(str(said), _CHARACTERS)
    return clean_line(f"A fault of the desk: {type(error).__name__}: {error}", _CHARACTERS)


class TellsFaults:
    """A screen that tells when work of its own has broken down."""

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell it, and leave everything else as it is."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None and isinstance(self, Widget):
            self.notify(fault_in_words(error), severity="error", markup=False)
