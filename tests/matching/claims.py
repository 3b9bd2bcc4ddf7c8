"""Claims for the tests of matching: read as a document would be."""

from dataclasses import replace

from workbench.matching import Facts, counted_weights, facts_of
from workbench.matching.comparing import Compared, compare
from workbench.model import Statement
from workbench.reading import read

NO_CORPUS = counted_weights()


def claim(text: str) -> Statement:
    """The text as one statement with all slots the reader finds."""
    found = read(text)
    statements = found.statements
    whole = Statement(
        0,
        len(text),
        text,
        text,
        quantities=found.quantities,
        dates=found.dates,
        names=found.names,
        negated=any(one.negated for one in statements),
    )
    return replace(whole, modality=statements[0].modality) if statements else whole


def facts(text: str) -> Facts:
    """The facts of a claim that was read."""
    return facts_of(claim(text))


def beside(ours: str, theirs: str) -> Compared:
    """What comes of two claims side by side."""
    return compare(facts(ours), facts(theirs), NO_CORPUS)
