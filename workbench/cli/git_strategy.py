"""The program ``git-merge-workbench``: a strategy for git by which many branches are merged.

Git's own strategy for more than two branches knows no merge drivers and gives up where two of
them changed one binary file. This one merges branch by branch, as ``git merge`` of two does.
"""

import sys
from pathlib import Path

from workbench.errors import EXIT_DONE, StorageError, WorkbenchError
from workbench.text import clean_line

CANNOT = 2
"""What a strategy says to git when it gives up and has left everything as it was."""


def main() -> int:
    """Merge all heads that git names, after ``--``, into the first of them."""
    from workbench.desk.sharing.git.calling import git

    words = sys.argv[1:]
    heads = words[words.index("--") + 1 :] if "--" in words else []
    here = Path.cwd()
    try:
        if len(heads) < 2:
            raise StorageError("git-merge-workbench is called by git merge; see git-setup")
        first, *others = heads
        commit = first
        for other in others:
            tree = git(here, "merge-tree", "--write-tree", commit, other).splitlines()[0]
            commit = git(here, "commit-tree", tree, "-p", commit, "-p", other, "-m", "both")
        git(here, "read-tree", "-u", "-m", first, commit)
    except WorkbenchError as error:
        print(f"workbench: {clean_line(str(error))}", file=sys.stderr)
        return CANNOT
    except KeyboardInterrupt:
        print("workbench: interrupted; git status tells what was begun", file=sys.stderr)
        return CANNOT
    return EXIT_DONE
