"""Making the form for a verdict, for any screen that opens it; what it begins with is read anew."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.ledger.queries import claim as get_claim
from workbench.model import Claim
from workbench.tui.screens.forms.ratings import ratings
from workbench.tui.screens.verdicts.verdict import Beginning, VerdictScreen
from workbench.tui.session import Session

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger


async def verdict_form(
    session: Session,
    claim: str,
    *,
    rating: str | None = None,
    precedents: Sequence[str] = (),
) -> VerdictScreen:
    """The form for a claim as it stands now, with the draft and the earlier verdict of who decides.

    Raises:
        WorkbenchError: The claim cannot be read.
    """

    def read(ledger: "Ledger") -> tuple[Claim, str | None]:
        here = ledger.identity.known_reviewer()
        return get_claim(ledger, claim), here.id if here else None

    found, me = await session.reading.run(read)
    project = session.project.id
    draft = await session.drafts.run(lambda box: box.load(project, claim))
    beginning = Beginning(tuple(precedents), rating, me, draft)
    return VerdictScreen(session, found, ratings(session.scale), beginning)
