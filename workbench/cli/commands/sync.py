"""Share the project through a folder: put there what it lacks, merge what others put there.

The folder may be one that Dropbox, Syncthing, OneDrive, Nextcloud or a share carries to your
colleagues, or a USB stick. In it, claims.sync/ gets one folder for each computer, and each computer
only ever adds files to its own, so nothing in it can conflict. Never put claims.db itself there for
this; everybody keeps their own. Files that are half there, damaged, doubled or missing do no harm:
every event is compared with its hash, and the rest comes with a later sync.

With --without-copies the copies of pages stay out of the folder. With --dry-run you see what would
come. Syncing cannot be undone by workbench undo: what was put in the folder may be read by then.
Before something is merged a backup is made, at most one an hour (workbench backups).
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.cli.arguments import add_database, add_json, writing_ledger
from workbench.cli.output import data, json_line, say, status_line
from workbench.errors import EXIT_DONE, NotSo
from workbench.named_paths import argument_path
from workbench.text import clean_line

if TYPE_CHECKING:
    from workbench.ledger.segments.exchange import Exchanged


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "folder",
        metavar="DIR",
        type=argument_path,
        nargs="?",
        help="the shared folder (default: [sync] folder of the settings)",
    )
    parser.add_argument(
        "--without-copies", action="store_true", help="leave the copies of pages out"
    )
    parser.add_argument("--dry-run", action="store_true", help="tell what would come, and stop")
    parser.add_argument(
        "--afresh", action="store_true", help="read and check all of the folder, not what is new"
    )
    parser.add_argument(
        "--other-project", action="store_true", help="make one project of different ones"
    )
    add_json(parser)
    add_database(parser)


def run(arguments: argparse.Namespace) -> int:
    """Sync, or tell what would come."""
    from workbench.desk.sharing.syncing import Wanted, sync, sync_folder
    from workbench.desk.sharing.syncing_words import sync_lines, sync_summary

    folder = sync_folder(arguments.folder)
    dry_run: bool = arguments.dry_run
    wanted = Wanted(
        page_copies=not arguments.without_copies,
        dry_run=dry_run,
        other_project=arguments.other_project,
        afresh=arguments.afresh,
    )
    with writing_ledger(arguments) as ledger:
        try:
            done = sync(ledger, folder, wanted, step=_show)
        finally:
            status_line.clear()
    if arguments.json:
        json_line(as_object(done, folder, dry_run=dry_run))
    else:
        for line in sync_lines(done, dry_run=dry_run):
            data(line)
    if done.problem is None or not done.merged.empty:
        say(sync_summary(done, dry_run=dry_run))
    if done.backup is not None:
        say(f"the database from before is kept as {clean_line(str(done.backup))}")
    if done.problem is not None:
        raise done.problem
    others = [device for device in done.devices if not device.own]
    if others and all(device.problem for device in others):
        raise NotSo(f"nothing in {clean_line(str(folder))} could be merged; see above")
    return EXIT_DONE


def as_object(done: "Exchanged", folder: Path, *, dry_run: bool) -> dict[str, Any]:
    """A sync as one JSON object."""
    from workbench.cli.commands.merge import as_object as merged_object
    from workbench.desk.sharing.merging import MergeReport

    merged = merged_object(MergeReport(done.merged, (), done.backup), dry_run=dry_run)
    del merged["files"]
    return {
        "folder": str(folder),
        **merged,
        "devices": [
            {
                "device": device.id,
                "name": device.name,
                "this_one": device.own,
                "segments": device.segments,
                "events": device.events,
                "new": device.new,
                "problem": device.problem or None,
            }
            for device in done.devices
        ],
        "unfinished_files": done.unfinished,
        "put_events": done.put_events,
        "put_kept_bytes": done.put_kept,
        "withheld_kept_bytes": done.withheld,
        "problem": str(done.problem) if done.problem is not None else None,
    }


def _show(what: str, done: int) -> None:
    if sys.stderr.isatty():
        status_line.show(f"{what} {done:,}" if done else what)
