"""The numbered steps by which the log's schema came to be. A step is never edited.

Importing this module loads sqlite-utils, so it is imported only to make or upgrade a file.
The derived tables are not here: they are made anew whenever their version changes.
"""

import sqlite3

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from workbench.ledger.schema import APPLICATION_ID, LOG

log = Migrations("workbench_log")


@log()
def m001_log(database: Database) -> None:
    """Make the event log, the kept bytes and this file's own notes."""
    database.execute(f"PRAGMA application_id={APPLICATION_ID}")
    for statement in LOG.values():
        database.execute(statement)
    database.execute("PRAGMA user_version=1")


def migrate(connection: sqlite3.Connection, now: str) -> None:
    """Bring the log's schema up to date inside the transaction that is open.

    ``now`` is kept as the time of the steps, so that one clock rules the whole file.
    """
    database = Database(connection, execute_plugins=False)
    done = {step.name for step in log.applied(database)}
    log.apply(database)
    for step in log.applied(database):
        if step.name not in done:
            connection.execute(
                "UPDATE _sqlite_migrations SET applied_at = ? WHERE migration_set = ? AND name = ?",
                (now, log.name, step.name),
            )
