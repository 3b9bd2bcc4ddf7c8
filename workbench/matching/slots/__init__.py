"""One slot beside another: quantities, dates, names, negation.

Pure functions over the nouns of the model: what two values have to do with each other, and the
words that say so. Which slots belong together in two texts is decided by the callers, as is what
a difference means for a claim.
"""

from workbench.matching.slots.compared import Compared, Relation
from workbench.matching.slots.dates import compare_dates
from workbench.matching.slots.modality import compare_modality
from workbench.matching.slots.names import compare_names
from workbench.matching.slots.negation import negation_differs, negation_words
from workbench.matching.slots.quantities import compare_quantities

__all__ = [
    "Compared",
    "Relation",
    "compare_dates",
    "compare_modality",
    "compare_names",
    "compare_quantities",
    "negation_differs",
    "negation_words",
]
