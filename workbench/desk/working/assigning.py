"""Give claims to reviewers to work on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.desk.working.several import Change, carry_out, rows_named
from workbench.errors import NotSo, UsageError
from workbench.ledger.queries import reviewers
from workbench.ledger.recording.working import record_assignment
from workbench.model import Reviewer
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

ME = "me"
NOBODY = "nobody"


def find_reviewer(ledger: "Ledger", typed: str) -> Reviewer:
    """The reviewer whom ``typed`` names: ``me``, a name or its beginning, or that of an id.

    Raises:
        NotSo: Nobody in the file is called so.
        UsageError: Several are; then they are named with their ids.
    """
    wanted = " ".join(typed.casefold().split())
    if wanted == ME:
        return ledger.reviewer
    known = {one.id: one for one in (*reviewers(ledger), ledger.reviewer)}
    exact = [one for one in known.values() if one.name.casefold() == wanted]
    begins = [
        one
        for one in known.values()
        if wanted
        and (
            one.name.casefold().startswith(wanted)
            or (len(wanted) >= 4 and one.id.startswith(wanted))
        )
    ]
    found = exact or begins
    if len(found) == 1:
        return found[0]
    names = ", ".join(
        sorted(f"{clean_line(one.name, 40)} ({one.id[:8]})" for one in found or known.values())
    )
    if found:
        raise UsageError(f"several reviewers are called so: {names}")
    raise NotSo(
        f"nobody in this file is called {clean_line(typed, 40) or 'so'}; there are: {names}; "
        "a colleague is here once their work was merged"
    )


def assign(
    ledger: "Ledger", claims: Sequence[str], to: Reviewer | None, *, preview: bool = False
) -> tuple[Change, ...]:
    """Give claims to a reviewer, or to nobody.

    Raises:
        NotSo: There is no such claim, or all of them are that reviewer's already.
    """
    name = to.name or to.id[:8] if to else NOBODY
    changes = [
        Change(row.id, row.statement, row.assignee or NOBODY, name)
        for row in rows_named(ledger, claims)
        if row.assignee_id != (to.id if to else None)
    ]
    return carry_out(
        ledger,
        f"Assign to {clean_line(name, 40)}" if to else "Assign to nobody",
        changes,
        lambda act, claim: record_assignment(act, claim, to.id if to else None),
        preview=preview,
        nothing=f"nothing to change: assigned to {clean_line(name, 40)} already",
    )
