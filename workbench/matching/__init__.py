"""Comparing claims with claims and with passages: what agrees, what differs, what is the same.

``facts_of`` makes of a statement what can be compared; ``compare`` sets two claims side by side,
``rank`` orders the candidates for one, ``pair_keys`` brings claims together for looking at all
pairs, ``Groups`` holds what was accepted. All of it is pure; the index on disk is not here.
"""

from workbench.matching.apart import Namings, named_apart, only_time, widest_name
from workbench.matching.comparing import Compared, compare
from workbench.matching.comparing.days import ONE_EVENT_DAYS
from workbench.matching.facts import Facts, facts_of, facts_of_text, facts_version
from workbench.matching.groups import Group, Groups
from workbench.matching.packing import pack, unpack
from workbench.matching.pairing import pair_keys, rarest_terms
from workbench.matching.ranking import rank
from workbench.matching.understanding import understood
from workbench.matching.weights import TermWeights, counted_weights, weight_of

__all__ = [
    "ONE_EVENT_DAYS",
    "Compared",
    "Facts",
    "Group",
    "Groups",
    "Namings",
    "TermWeights",
    "compare",
    "counted_weights",
    "facts_of",
    "facts_of_text",
    "facts_version",
    "named_apart",
    "only_time",
    "pack",
    "pair_keys",
    "rank",
    "rarest_terms",
    "understood",
    "unpack",
    "weight_of",
    "widest_name",
]
