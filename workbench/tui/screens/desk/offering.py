"""The desk's way to reading an article again, and to asking a model about it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.model import Claim
from workbench.tui.screens.desk.bringing import BringingScreen

if TYPE_CHECKING:
    from workbench.model import Document
    from workbench.tui.screens.claims.offers import OfferScreen
    from workbench.tui.session import Session


class OfferingScreen(BringingScreen):
    """Claims of articles that can be read again."""

    def action_claim_reread(self) -> None:
        """Read the article of the claim again."""
        from workbench.tui.screens.claims.offers import RereadScreen

        if not self.cannot("claim.reread"):
            self._open_offer(RereadScreen)

    def action_claim_propose(self) -> None:
        """Ask the model about it."""
        from workbench.tui.screens.claims.offers import ProposeScreen

        if not self.cannot("claim.propose"):
            self._open_offer(ProposeScreen)

    def _open_offer(self, offer: "Callable[[Session, Document], OfferScreen]") -> None:
        def closed(said: str | None) -> None:
            if said:
                self.say(said, "good")
                self.refresh_all()

        def open_it(claim: Claim) -> None:
            self.app.push_screen(offer(self.session, claim.document), closed)

        self.with_claim(open_it)
