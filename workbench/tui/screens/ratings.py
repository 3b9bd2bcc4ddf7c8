"""The ratings of the scale in force as choices of a form."""

from workbench.tui.widgets.choice import Option


def ratings() -> list[Option]:
    """Each rating with what it means."""
    from workbench.desk.verdicts import scale

    return [Option(rating.name, rating.name, rating.meaning) for rating in scale().ratings]
