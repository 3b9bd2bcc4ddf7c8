"""What a page says of itself, each value with where it stood, best first."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from workbench.model.sourcing import Metadatum
from workbench.sourcing.pages.child.said import GUESSED, Said, ordered
from workbench.sourcing.pages.child.structured import read_structured
from workbench.sourcing.pages.child.tags import read_tags


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """All values found in the markup; ``title_element`` is the text of ``<title>``."""

    said: tuple[Said, ...]
    title_element: str = ""
    paywalled: bool = False
    address: str | None = None

    def with_extractor(self, said: Iterable[tuple[str, str]]) -> tuple[Metadatum, ...]:
        """All values best first, each distinct value once, with the extractor's as a last resort.

        It gives back the address it was told as the canonical one, which is no finding.
        """
        extra = tuple(Said(field, value, GUESSED) for field, value in said if field != "canonical")
        return ordered((*self.said, *extra), self.address)


def find_metadata(tree: etree._Element, address: str | None) -> PageMetadata:
    """Gather what the markup says."""
    structured, paywalled = read_structured(tree)
    tags = read_tags(tree)
    title = next((one.value for one in tags if one.basis == "title-element"), "")
    return PageMetadata((*structured, *tags), title, paywalled, address)
