"""Merge other copies of the project into this one: nothing is lost, in whatever order.

Several files are merged in one step. What differs stands side by side until somebody decides
(workbench conflicts). Each file is looked at in a private copy, or where it lies while the system
keeps it from changing, and by a process of its own, and every event is compared with its hash; rows
that are not what they say are counted, named and left out. A file that cannot be used is told of,
and the others are merged. Before anything is written a backup is made (workbench backups). With
--dry-run nothing is written at all.

Merging cannot be undone by workbench undo; workbench restore --exactly goes back to the backup.
Files of another project are merged only if you say so.
"""

import argparse
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from workbench.cli.arguments import add_database, add_json, writing_ledger
from workbench.cli.output import data, json_line, say, status_line
from workbench.errors import EXIT_DONE
from workbench.named_paths import argument_path
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.desk.sharing.merging import MergeReport
    from workbench.ledger.clashes import Clash


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "files", metavar="OTHER.db", type=argument_path, nargs="+", help="a copy to merge"
    )
    parser.add_argument("--dry-run", action="store_true", help="tell what would come, and stop")
    parser.add_argument(
        "--other-project", action="store_true", help="make one project of different ones"
    )
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Merge, or tell what merging would do."""
    from workbench.desk.sharing.merging import merge_files
    from workbench.desk.sharing.merging_words import merge_lines, summary

    def may_join(projects: Mapping[str, str]) -> bool:
        return arguments.other_project or _ask(projects)

    dry_run: bool = arguments.dry_run
    with writing_ledger(arguments) as ledger:
        try:
            report = merge_files(
                ledger, arguments.files, dry_run=dry_run, may_join=may_join, step=_show
            )
        finally:
            status_line.clear()
    if arguments.json:
        json_line(as_object(report, dry_run=dry_run))
    else:
        for line in merge_lines(report, dry_run=dry_run):
            data(line)
    say(summary(report.merged, dry_run=dry_run))
    if report.backup is not None:
        say(f"the database from before is kept as {clean_line(str(report.backup))}")
    if report.merged.projects and dry_run:
        say("this is another project; to merge it all the same, add --other-project")
    for problem in report.problems:
        say(f"workbench: {clean_line(str(problem))}")
    return report.problems[0].exit_code if report.problems else EXIT_DONE


def as_object(report: "MergeReport", *, dry_run: bool) -> dict[str, Any]:
    """A merge as one JSON object."""
    from workbench.desk.sharing.merging_words import conflicts_by_kind

    merged = report.merged
    return {
        "dry_run": dry_run,
        "new": merged.new,
        "held": merged.held,
        "refused": dict(merged.refused),
        "verdicts": merged.verdicts,
        "people": [
            {
                "reviewer": one.reviewer,
                "name": one.name,
                "events": one.events,
                "kinds": dict(one.kinds),
                "sides": {" ".join(filter(None, side)): n for side, n in one.sides.items()},
            }
            for one in merged.people
        ],
        "documents": merged.documents,
        "claims": merged.claims,
        "sources": merged.sources,
        "captures": merged.captures,
        "kept_bytes": merged.kept,
        "kept_bytes_refused": merged.damaged,
        "kept_bytes_missing": merged.lacking,
        "new_sources": list(merged.new_sources),
        "conflicts": [_clash(one) for one in merged.conflicts],
        "settled": [_clash(one) for one in merged.settled],
        "conflicts_by_kind": conflicts_by_kind(merged.conflicts),
        "other_projects": dict(merged.projects),
        "files": [
            {
                "file": str(one.path),
                "events": one.events,
                "new": one.new,
                "problem": str(one.problem) if one.problem is not None else None,
            }
            for one in report.files
        ],
        "backup": str(report.backup) if report.backup is not None else None,
    }


def _clash(clash: "Clash") -> dict[str, str]:
    """Named as workbench conflicts does."""
    from workbench.ledger.queries.disagreements import what_differs

    kind, entity = clash.thing
    return {"what": what_differs(clash), "kind": kind, "id": entity}


def _show(what: str, done: int) -> None:
    if sys.stderr.isatty():
        status_line.show(f"{what} {done:,}" if done else what)


def _ask(projects: Mapping[str, str]) -> bool:
    """Ask whether to make one project of two; without a terminal the answer is no."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    names = ", ".join(clean_line(name, 80) or one[:8] for one, name in projects.items())
    say(f"this is another project: {names}")
    status_line.show("make one project of both? this cannot be undone [y/N] ")
    answer = sys.stdin.readline().strip().lower()
    status_line.clear()
    return answer in ("y", "yes")
