"""Making the forms for verdicts, for any screen; what they begin with is read anew."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.desk.deciding.drafts import Draft
from workbench.ledger.queries import claim as get_claim
from workbench.model import Claim
from workbench.tui.screens.forms.ratings import ratings
from workbench.tui.screens.verdicts.adjudicating import AdjudicateScreen
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
    found, me = await session.reading.run(lambda ledger: _claim_and_reader(ledger, claim))
    beginning = Beginning(tuple(precedents), rating, me, await _draft(session, claim))
    return VerdictScreen(session, found, ratings(session.scale), beginning)


async def adjudicating_form(session: Session, claim: str, rating: str | None) -> AdjudicateScreen:
    """The form for the verdict in the place of all others, beginning with the rating of a side.

    Raises:
        WorkbenchError: The claim cannot be read.
    """
    found = await session.reading.run(lambda ledger: get_claim(ledger, claim))
    beginning = Beginning(rating=rating, draft=await _draft(session, claim))
    return AdjudicateScreen(session, found, ratings(session.scale), beginning)


def _claim_and_reader(ledger: "Ledger", claim: str) -> tuple[Claim, str | None]:
    here = ledger.identity.known_reviewer()
    return get_claim(ledger, claim), here.id if here else None


async def _draft(session: Session, claim: str) -> Draft | None:
    project = session.project.id
    return await session.drafts.run(lambda box: box.load(project, claim))
