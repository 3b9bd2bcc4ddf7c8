"""Quantities in a text: how much, how exactly meant, in what unit, and of what.

``amounts`` reads numbers (by ``numerals``) and puts them together; ``units``,
``approximation`` and ``counted`` say the rest; ``exclusions`` refuses digits that count
nothing. Dates are found elsewhere and come in, so that no day or year is taken for a number.
"""

from workbench.reading.quantities.finding import find_quantities

__all__ = ["find_quantities"]
