"""Whether two statements are meant with the same firmness."""

from workbench.matching.slots.compared import Compared, Relation
from workbench.model import Modality

__all__ = ["compare_modality"]


def compare_modality(ours: Modality, theirs: Modality) -> Compared:
    """Compare how firmly two statements are meant.

    What is planned, possible or conditional can well be true beside what is so; a denial beside
    an assertion cannot.
    """
    if ours is theirs:
        return Compared(Relation.SAME, f"both {ours.value}")
    words = f"{ours.value} against {theirs.value}"
    if {ours, theirs} == {Modality.ASSERTED, Modality.DENIED}:
        return Compared(Relation.DIFFERS, words)
    if Modality.QUESTION in (ours, theirs):
        return Compared(Relation.INCOMPARABLE, words)
    return Compared(Relation.COMPATIBLE, words)
