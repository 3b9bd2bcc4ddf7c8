"""Bring the tables of docs/finding.md up to date with the language."""

from pathlib import Path

from workbench.desk.finding.queues import QUEUES
from workbench.finding.documentation import filled

PAGE = Path(__file__).parents[1] / "docs" / "finding.md"


def main() -> None:
    """Write the page anew."""
    queues = ((queue.title, queue.query) for queue in QUEUES)
    PAGE.write_text(filled(PAGE.read_text("utf-8"), queues), "utf-8")


if __name__ == "__main__":
    main()
