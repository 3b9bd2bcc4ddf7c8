"""One kept text of a file that is damaged is left out, and it alone."""

import shutil
from pathlib import Path

from tests.ledger.material import Person
from tests.ledger.source_material import fetch
from tests.ledger.test_verify import tamper
from workbench.ledger.foreign.reading import foreign_file
from workbench.ledger.merging import merge_events


def test_a_kept_text_that_is_damaged_keeps_none_of_the_others_back(
    ada: Person, ben: Person, closed: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "of Ben.db"
    shutil.copyfile(closed, copy)
    with ben.opens(copy) as his:
        for number in range(3):
            fetch(his, body=f"<p>Page {number}.".encode())
        found = his.rows("SELECT DISTINCT sha256 FROM kept WHERE part = 'body' ORDER BY sha256")
    bodies = [row[0] for row in found]
    tamper(copy, f"UPDATE blob SET data = x'00' WHERE sha256 = x'{bodies[0].hex()}'")
    with ada.opens(closed) as ours, foreign_file(copy) as theirs:
        merged = merge_events(ours, theirs.events(), [theirs])
        here = {row[0] for row in ours.rows("SELECT sha256 FROM blob")}
    assert merged.damaged == 1
    assert [one in here for one in bodies] == [False, True, True]
