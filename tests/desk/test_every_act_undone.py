"""Every act of the desk is undone and done again, one after the other, across restarts."""

import ast
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import workbench.model
from tests.desk.conftest import ADDRESS, DISPATCH, fetched
from tests.ledger.material import contents
from workbench.desk import settings_of_project
from workbench.desk.acts import redo, undo
from workbench.desk.deciding import adjudicating, carrying, verdicts
from workbench.desk.finding import views
from workbench.desk.matching import linking
from workbench.desk.matching.importing import import_reviews
from workbench.desk.matching.whole_groups import Alike, accept_all
from workbench.desk.opening import open_for_writing
from workbench.desk.reading.documents import add_document
from workbench.desk.sourcing import (
    attaching,
    quoting,
    rechecking,
    replaying,
    sources,
    testimony,
    timestamping,
)
from workbench.desk.sourcing.archiving import keep_archived
from workbench.desk.working import (
    assigning,
    claims,
    commenting,
    placing,
    questions,
    splitting,
    tagging,
)
from workbench.ledger.database import Ledger
from workbench.ledger.queries import captures, claim, claims_of_document, documents, source
from workbench.ledger.tables import PORTABLE
from workbench.model import (
    AnswerKind,
    ArchivedCopy,
    ArchiveState,
    Capture,
    LinkRelation,
    OnRecord,
    Priority,
    Publisher,
    SecondReader,
    SourceKind,
    Stance,
)
from workbench.sourcing.files import decode

SECOND = "The bridge of Kerval was closed on 11 October. It will open again on 1 November.\n"
TESTED_ELSEWHERE = {
    ("undoing", "undo"): "is what this test does",
    ("undoing", "redo"): "is what this test does",
    ("redacting", "_propose"): "removes for good, and says so before it asks",
    ("signing", "sign_head"): "signs what was done; there is nothing in it to take back",
    ("adjudicating", "keep_side"): "tests/tui/test_merging.py",
    ("decoding", "read_again"): "tests/tui/test_encoding_at_the_desk.py",
    ("rereading", "accept"): "tests/cli/test_rereading.py",
    ("proposals", "keep_proposals"): "tests/proposing",
    ("taking_in", "take_in"): "tests/desk/test_taking_in.py",
    ("importing", "_import_decisions"): "tests/desk/test_taking_in.py",
    ("attaching", "keep_file"): "tests/desk/test_looking_at_sources.py",
    ("settings_of_project", "add_scale"): "a scale stays: other verdicts may name it",
    ("second_reader", "look"): "tests/tui/test_deciding.py",
}
"""Functions that begin an act and are not among those below, with the reason or the place."""
OF_THE_LOG = frozenset({"act", "writer", "entered", "entity", "edge", "kept", "scale"})
"""What tells of acts themselves, and scales, which stay since other verdicts may name them."""
_STANDS = {"claim_pair": ("state", None), "document": ("withdrawn", 0)}
"""Some tables keep what no longer stands, with a column that says so: the value that stands."""
REVIEW = (
    b'<script type="application/ld+json">{"@context": "https://schema.org",'
    b'"@type": "ClaimReview", "url": "https://checks.example/1", "claimReviewed": "Forty went.",'
    b'"author": {"@type": "Organization", "name": "Checks"},'
    b'"reviewRating": {"@type": "Rating", "alternateName": "False"}}</script>'
)


@dataclass
class Desk:
    """What one act leaves for the next."""

    ledger: Ledger
    names: dict[str, str] = field(default_factory=dict)

    def claim(self, place: int) -> str:
        rows = claims_of_document(self.ledger, documents(self.ledger)[0].id)
        return [row.id for row in rows][place]

    @property
    def first(self) -> str:
        return self.claim(0)

    @property
    def last(self) -> str:
        return self.claim(-1)


def add(text: str, name: str) -> Callable[[Desk], object]:
    return lambda d: add_document(d.ledger, decode(name, text.encode()))


def kept(name: str, act: Callable[[Desk], str]) -> Callable[[Desk], object]:
    def keep(d: Desk) -> None:
        d.names[name] = act(d)

    return keep


def evidence(d: Desk) -> str:
    return claim(d.ledger, d.first).evidence[-1].id


def archived(d: Desk) -> None:
    found = source(d.ledger, d.names["source"])
    at = datetime(2025, 10, 17, tzinfo=UTC)
    copy = ArchivedCopy(
        d.names["source"], "archive", ArchiveState.ARCHIVED, "https://a.example/1", at, at
    )
    keep_archived(d.ledger, found, [copy])


def newest_capture(d: Desk) -> Capture:
    return captures(d.ledger, d.names["source"])[-1]


def rechecked(d: Desk) -> None:
    (due,) = rechecking.due(d.ledger, [d.names["source"]])
    rechecking.settle(d.ledger, due, fetched("Now it says that 30 were hurt."))


ACTS: tuple[Callable[[Desk], object], ...] = (
    add(DISPATCH, "dispatch.txt"),
    add(SECOND, "bridge.txt"),
    lambda d: claims.add_claim(d.ledger, documents(d.ledger)[0].id, 0, 12),
    lambda d: claims.correct(d.ledger, d.first, "Fifty-two civilians were injured"),
    lambda d: claims.dismiss(d.ledger, d.first, "said twice"),
    lambda d: claims.restore(d.ledger, d.first),
    lambda d: claims.dismiss_several(d.ledger, [d.first, d.last], "both said twice"),
    lambda d: claims.restore(d.ledger, d.last),
    lambda d: claims.restore(d.ledger, d.first),
    lambda d: tagging.tag(d.ledger, [d.first, d.last], ["unrest", "numbers"]),
    lambda d: tagging.tag(d.ledger, [d.first], remove=["numbers"]),
    lambda d: tagging.set_priority(d.ledger, [d.first], Priority.URGENT),
    lambda d: assigning.assign(d.ledger, [d.first], d.ledger.reviewer),
    lambda d: placing.set_claimant(d.ledger, [d.first], "The ministry", None),
    lambda d: placing.set_claimed_on(d.ledger, [d.first], "2025-10"),
    lambda d: placing.set_place(d.ledger, [d.first], "Kerval"),
    lambda d: placing.set_first_appearance(d.ledger, [d.first], "https://first.example/"),
    kept("comment", lambda d: commenting.comment(d.ledger, d.first, "Who counted?")),
    lambda d: commenting.edit_comment(d.ledger, d.first, d.names["comment"], "Who counted them?"),
    lambda d: commenting.withdraw_comment(d.ledger, d.first, d.names["comment"]),
    kept("question", lambda d: questions.ask(d.ledger, d.first, "How many?")),
    lambda d: questions.edit_question(d.ledger, d.first, d.names["question"], "How many were it?"),
    kept(
        "answer",
        lambda d: questions.answer(
            d.ledger, d.first, d.names["question"], "None told", AnswerKind.ABSTRACTIVE
        ),
    ),
    lambda d: questions.withdraw_answer(d.ledger, d.first, d.names["answer"]),
    lambda d: questions.withdraw_question(d.ledger, d.first, d.names["question"]),
    lambda d: sources.cite(
        d.ledger,
        d.first,
        "https://seen.example/",
        "Fifty-two.",
        stance=Stance.SUPPORTS,
        seen_on=date(2025, 10, 15),
    ),
    lambda d: quoting.change_stance(d.ledger, d.first, evidence(d), Stance.CONTEXT),
    kept(
        "source",
        lambda d: attaching.keep_fetched(d.ledger, fetched(), claim_id=d.first).source,
    ),
    kept("capture", lambda d: source_capture(d)),
    lambda d: attaching.correct_metadata(d.ledger, d.names["source"], "author", "Press office"),
    archived,
    lambda d: sources.withdraw_evidence(d.ledger, d.first, evidence(d)),
    lambda d: sources.cite(
        d.ledger,
        d.first,
        "https://seen.example/again",
        "Forty-seven.",
        stance=Stance.REFUTES,
        seen_on=date(2025, 10, 15),
    ),
    lambda d: attaching.attach_known(d.ledger, d.last, ADDRESS),
    lambda d: attaching.detach(d.ledger, d.last, d.names["source"]),
    lambda d: verdicts.decide(d.ledger, d.first, "Refuted", "It was 47.", confidence=None),
    lambda d: verdicts.decide(
        d.ledger, d.first, "Supported", "It was 52.", correction="I misread it."
    ),
    lambda d: adjudicating.adjudicate(d.ledger, d.first, "Refuted", "We asked together."),
    lambda d: verdicts.withdraw_verdict(d.ledger, d.first),
    lambda d: verdicts.decide_several(
        d.ledger, [d.first, d.last], "Refuted", "Neither.", unsourced=True
    ),
    lambda d: verdicts.withdraw_verdict(d.ledger, d.last),
    lambda d: linking.link(d.ledger, d.first, d.last, LinkRelation.DUPLICATE),
    lambda d: carrying.carry_verdict(d.ledger, d.first),
    lambda d: carrying.take_back(d.ledger, d.first),
    lambda d: linking.split(d.ledger, [d.last]),
    lambda d: linking.join(d.ledger, [d.first, d.last]),
    lambda d: linking.unlink(d.ledger, d.first, d.last),
    lambda d: accept_all(d.ledger, Alike([(d.first, d.last)])),
    lambda d: linking.unlink(d.ledger, d.first, d.last),
    lambda d: import_reviews(d.ledger, REVIEW, "checks.html"),
    lambda d: attaching.attach_unfetched(d.ledger, d.last, "https://later.example/"),
    lambda d: quoting.quote(
        d.ledger, d.first, newest_capture(d).id, (0, 10), stance=Stance.CONTEXT
    ),
    rechecked,
    lambda d: replaying.keep_copy(
        d.ledger, source(d.ledger, d.names["source"]), fetched("As it was once.")
    ),
    lambda d: timestamping.keep_stamp(d.ledger, newest_capture(d), b"a token"),
    lambda d: testimony.record_testimony(
        d.ledger,
        d.first,
        workbench.model.Testimony(
            SourceKind.CALL, "The ministry", "2025-10-15", OnRecord.ON_RECORD
        ),
        "It was forty.",
    ),
    lambda d: settings_of_project.agree(
        d.ledger, Publisher("Another desk"), "google-5/1", SecondReader(required=True)
    ),
    lambda d: settings_of_project.agree(d.ledger, None, "averitec/1", SecondReader()),
    lambda d: views.save_view(d.ledger, "To do", "is:unrated"),
    lambda d: views.forget_view(d.ledger, "To do"),
    lambda d: settings_of_project.set_publisher(d.ledger, Publisher("The Desk")),
    lambda d: settings_of_project.set_publisher(d.ledger, None),
    lambda d: settings_of_project.set_second_reader(d.ledger, SecondReader(required=True)),
    lambda d: settings_of_project.set_scale(d.ledger, "google-5/1"),
    lambda d: splitting.split_claim(d.ledger, d.last, ["41 soldiers were injured", "52 were"]),
    lambda d: splitting.join_claims(d.ledger, [d.first, d.claim(1)], "Both were injured"),
)


def source_capture(d: Desk) -> str:
    again = attaching.keep_fetched(d.ledger, fetched("Other words on the page by now."))
    return again.source


def state(path: Path) -> dict[str, list[object]]:
    with open_for_writing(path) as ledger:
        found = contents(ledger.connection)
        live = {event for (event,) in ledger.rows("SELECT hex(event) FROM entered WHERE live")}
    # Of a verdict everything but its rating is in the log alone, and so is whether it stands.
    found["rated"] = [row for row in found["rated"] if live.intersection(row)]
    for table, (column, standing) in _STANDS.items():
        place = PORTABLE[table].removesuffix(f" FROM {table}").split(", ").index(column)
        found[table] = [
            row for row in found[table] if row[place] is not None and standing in (row[place], None)
        ]
    return {table: rows for table, rows in found.items() if table not in OF_THE_LOG}


def different(one: dict[str, list[object]], other: dict[str, list[object]]) -> list[str]:
    return [table for table in one if one[table] != other[table]]


def beginning_acts() -> set[tuple[str, str]]:
    """Every function of the program that begins an act: its module and name."""
    found: set[tuple[str, str]] = set()
    for path in Path(workbench.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and call.func.attr == "act"
                and ast.unparse(call.func.value).endswith("ledger")
                for call in ast.walk(node)
            ):
                found.add((path.stem, node.name))
    return found


def test_no_act_of_the_program_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began: set[tuple[str, str]] = set()
    act = Ledger.act

    def noting(ledger: Ledger, *arguments: Any, **named: Any) -> Any:
        code = sys._getframe(1).f_code
        began.add((Path(code.co_filename).stem, code.co_name))
        return act(ledger, *arguments, **named)

    monkeypatch.setattr(Ledger, "act", noting)
    with open_for_writing(tmp_path / "claims.db", create=True) as ledger:
        desk = Desk(ledger)
        for do in ACTS:
            do(desk)
    assert beginning_acts() - began == set(TESTED_ELSEWHERE)


@pytest.mark.long
def test_each_is_undone_and_done_again_by_a_program_that_was_started_anew(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    with open_for_writing(path, create=True):
        pass
    names: dict[str, str] = {}
    states = [state(path)]
    for place, act in enumerate(ACTS):
        with open_for_writing(path) as ledger:
            act(Desk(ledger, names))
        states.append(state(path))
        assert different(states[-1], states[-2]), f"act {place} changes nothing"
    for place in reversed(range(len(ACTS))):
        with open_for_writing(path) as ledger:
            label = undo(ledger).label
        assert different(state(path), states[place]) == [], f"{place}: {label} undone"
    for place in range(len(ACTS)):
        with open_for_writing(path) as ledger:
            label = redo(ledger).label
        assert different(state(path), states[place + 1]) == [], f"{place}: {label} redone"
