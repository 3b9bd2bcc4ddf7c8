"""What a reviewer types to narrow the list, turned into a filter."""

from workbench.finding import parse_query
from workbench.model import ClaimFilter, ClaimOrder


def parse_filter(
    typed: str, *, dismissed: bool | None = False, order: ClaimOrder = ClaimOrder.TEXT
) -> ClaimFilter:
    """Turn typed words into a filter; docs/finding.md has the language.

    Dismissed claims are left out unless ``dismissed`` is ``None``, or the query itself asks about
    them with ``is:dismissed`` or ``is:any``; claims whose place others took are left out unless it
    asks about those.

    Raises:
        QueryError: The words cannot be understood; the message says why and where.
    """
    query = parse_query(typed)
    return ClaimFilter(
        dismissed=None if query.about_dismissed else dismissed,
        taken_over=None if query.about_taken_over else False,
        order=order,
        where=query.tree,
    )
