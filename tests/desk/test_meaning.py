"""An encoder that is installed and switched on finds more; what it finds the slots decide."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("numpy", reason="the extra 'encoder' (numpy) is not installed")

from tests.encoding.tiny_model import one_of, write_model
from tests.ledger.material import Person, claim_value, document_value
from workbench.desk.doctor import examine
from workbench.desk.matching.indexes import at_hand, opened_index
from workbench.desk.matching.matching import Matched, matches_of_text, suggestions
from workbench.desk.matching.meaning import meanings_of
from workbench.ledger.database import Ledger
from workbench.model import Relation
from workbench.places import cache_directory, config_directory

BRIDGE, HARBOUR, TROOPS = (digit * 32 for digit in "abc")
TEXTS = {
    BRIDGE: "The mayor has closed the old bridge",
    HARBOUR: "Ships left the harbour",
    TROOPS: "The alliance sent 500 troops to the bridge",
}
SAME = (
    ("mayor", "burgomaster"), ("closed", "shut"), ("old", "ancient"), ("bridge", "crossing"),
    ("ships", "vessels"), ("left", "sailed"), ("troops", "contingent"), ("harbour", "port"),
)  # fmt: skip


def switch(folder: str, on: str = "true") -> None:
    config_directory().mkdir(parents=True, exist_ok=True)
    text = f'[encoder]\non = {on}\nfolder = "{folder}"\n'
    (config_directory() / "settings.toml").write_text(text)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model that knows eight things by two names each."""
    words = {word: one_of(at) for at, pair in enumerate(SAME) for word in pair}
    return write_model(tmp_path / "model", words)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Person("Ada", tmp_path / "ada").opens(tmp_path / "claims.db", "create") as opened:
        with opened.act("Add") as act:
            document = act.keep(b"Some 500 troops left Karsk on 4 May.")
            act.record("document", document, "read", document_value(document))
            for name, text in TEXTS.items():
                slots: dict[str, Any] = {"quantities": [], "dates": [], "names": []}
                value = claim_value(document=document, text=text, by_hand=True, **slots)
                act.record("claim", name, "read", value)
        yield opened


def found(ledger: Ledger, text: str, notes: list[str] | None = None) -> list[Matched]:
    with opened_index(ledger, on_note=None if notes is None else notes.append) as index:
        return list(matches_of_text(ledger, index, text))


def test_other_words_for_the_same_are_found_and_are_only_related(
    ledger: Ledger, model: Path
) -> None:
    asked = "A burgomaster shut an ancient crossing"
    assert found(ledger, asked) == []
    switch(str(model))
    first = found(ledger, asked)[0]
    assert (first.id, first.match.relation) == (BRIDGE, Relation.RELATED)
    assert "meaning" in first.match.words
    switch(str(model), on="false")
    assert found(ledger, asked) == []


@pytest.mark.parametrize(
    "text",
    [
        "The alliance sent 5,000 troops to the bridge",
        "The alliance never sent 500 troops to the bridge",
    ],
    ids=["number", "negation"],
)
def test_a_near_miss_stays_what_the_slots_make_of_it(
    ledger: Ledger, model: Path, text: str
) -> None:
    without = next(one for one in found(ledger, text) if one.id == TROOPS)
    switch(str(model))
    with_it = next(one for one in found(ledger, text) if one.id == TROOPS)
    assert with_it.match.relation is without.match.relation
    assert with_it.match.relation is not Relation.DUPLICATE
    assert with_it.match.differences == without.match.differences


def test_suggestions_and_what_is_at_hand_use_it_too(ledger: Ledger, model: Path) -> None:
    with ledger.act("Add") as act:
        document = act.keep(b"Some 500 troops left Karsk on 4 May.")
        slots: dict[str, Any] = {"quantities": [], "dates": [], "names": []}
        text = "Vessels sailed from a port"
        value = claim_value(document=document, text=text, by_hand=True, **slots)
        act.record("claim", "d" * 32, "read", value)
    switch(str(model))
    with opened_index(ledger) as index:
        assert [one.id for one in suggestions(ledger, index, "d" * 32)] == [HARBOUR]
    again = at_hand(ledger, lambda index: suggestions(ledger, index, "d" * 32))
    assert again is not None
    assert [one.id for one in again] == [HARBOUR]


def test_what_is_not_encoded_in_time_is_said_and_encoded_later(ledger: Ledger, model: Path) -> None:
    switch(str(model))
    notes: list[str] = []
    with opened_index(ledger, on_note=notes.append, encoding_seconds=1e-9) as index:
        assert index.meanings is not None
    assert [note for note in notes if "0 of 3 claims are encoded" in note]
    notes.clear()
    found(ledger, "a bridge", notes)
    assert notes == []
    with opened_index(ledger, encoding_seconds=0) as index:
        meanings = meanings_of(ledger.project.id)
        assert meanings is not None
        assert meanings.encode(index, cancelled=lambda: True), "nothing was left to encode"


def test_vectors_lie_in_the_cache_and_are_made_again(ledger: Ledger, model: Path) -> None:
    switch(str(model))
    asked = "A burgomaster shut an ancient crossing"
    before = found(ledger, asked)
    kept = list((cache_directory() / "matching").glob("*.vectors"))
    assert len(kept) == 1
    for damage in (b"", b"x" * 1000):
        kept[0].write_bytes(damage)
        assert found(ledger, asked) == before


def test_a_missing_model_is_said_and_matching_goes_on(ledger: Ledger, model: Path) -> None:
    switch(str(model))
    shutil.rmtree(model)
    notes: list[str] = []
    assert [one.id for one in found(ledger, "the old bridge was closed", notes)][:1] == [BRIDGE]
    assert len(notes) == 1
    assert "without the encoder" in notes[0]


def test_the_doctor_says_how_it_stands(model: Path) -> None:
    def line() -> tuple[str, bool]:
        return next((one.fact, one.wrong) for one in examine() if one.subject == "encoder")

    assert line()[0].startswith("off; ")
    assert not line()[1]
    switch(str(model))
    assert line() == (f"on; vectors of 8 numbers from {model}", False)
    switch(str(model / "elsewhere"))
    assert "cannot be used" in line()[0]
    assert line()[1]
