"""The nouns of claim verification: frozen, typed, free of input and output.

Terms follow the field: *claim*, *claimant*, *appearance* and *rating* as in ClaimReview,
*evidence* and *stance* as in AVeriTeC, quotes and spans as in W3C Web Annotation. All offsets
are code points, start inclusive and end exclusive.

The reader needs only the nouns of reading; all others are loaded when they are first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from workbench.model.reading import (
    Approximator,
    Attribution,
    Check,
    CheckKind,
    ClaimType,
    DateBasis,
    DateMention,
    Granularity,
    Insertion,
    Modality,
    Name,
    NameKind,
    Quantity,
    Reading,
    Sentence,
    Statement,
)

if TYPE_CHECKING:
    from workbench.model.deciding import (
        Answer,
        AnswerKind,
        Assignment,
        ClaimantKind,
        ClaimDetail,
        Comment,
        Confidence,
        Priority,
        Question,
        RatingScale,
        RatingStep,
    )
    from workbench.model.linking import (
        ClaimLink,
        ClaimPair,
        DuplicateGroup,
        KnownReview,
        LinkRelation,
        PairState,
        PublishedReview,
    )
    from workbench.model.matching import ClaimSlot, Difference, Match, Relation
    from workbench.model.people import Reviewer
    from workbench.model.project import (
        Act,
        Claim,
        ClaimFilter,
        ClaimOrder,
        ClaimRow,
        ClaimStatus,
        Document,
        Evidence,
        HistoryEntry,
        Source,
        Stance,
        Verdict,
        Wording,
    )
    from workbench.model.settings import ProjectSettings, Publisher, SavedView, SecondReader
    from workbench.model.sourcing import (
        Agreement,
        Anchoring,
        AnchorState,
        ArchivedCopy,
        ArchiveState,
        Capture,
        Certificate,
        Exchange,
        Hop,
        Metadatum,
        OnRecord,
        Outcome,
        PageText,
        Passage,
        QuoteDetails,
        QuoteSelector,
        ReadableText,
        Slot,
        SlotComparison,
        SourceKind,
        SourceRow,
        Testimony,
    )

__all__ = [
    "Act",
    "Agreement",
    "AnchorState",
    "Anchoring",
    "Answer",
    "AnswerKind",
    "Approximator",
    "ArchiveState",
    "ArchivedCopy",
    "Assignment",
    "Attribution",
    "Capture",
    "Certificate",
    "Check",
    "CheckKind",
    "Claim",
    "ClaimDetail",
    "ClaimFilter",
    "ClaimLink",
    "ClaimOrder",
    "ClaimPair",
    "ClaimRow",
    "ClaimSlot",
    "ClaimStatus",
    "ClaimType",
    "ClaimantKind",
    "Comment",
    "Confidence",
    "DateBasis",
    "DateMention",
    "Difference",
    "Document",
    "DuplicateGroup",
    "Evidence",
    "Exchange",
    "Granularity",
    "HistoryEntry",
    "Hop",
    "Insertion",
    "KnownReview",
    "LinkRelation",
    "Match",
    "Metadatum",
    "Modality",
    "Name",
    "NameKind",
    "OnRecord",
    "Outcome",
    "PageText",
    "PairState",
    "Passage",
    "Priority",
    "ProjectSettings",
    "PublishedReview",
    "Publisher",
    "Quantity",
    "Question",
    "QuoteDetails",
    "QuoteSelector",
    "RatingScale",
    "RatingStep",
    "ReadableText",
    "Reading",
    "Relation",
    "Reviewer",
    "SavedView",
    "SecondReader",
    "Sentence",
    "Slot",
    "SlotComparison",
    "Source",
    "SourceKind",
    "SourceRow",
    "Stance",
    "Statement",
    "Testimony",
    "Verdict",
    "Wording",
]

_LATER = ("people", "project", "sourcing", "linking", "matching", "deciding", "settings")


def __getattr__(name: str) -> Any:
    """Load the nouns of people, projects, sources, links and matching on first use."""
    if name in __all__:
        for module in _LATER:
            loaded = import_module(f"workbench.model.{module}")
            if hasattr(loaded, name):
                globals()[name] = getattr(loaded, name)
                return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
