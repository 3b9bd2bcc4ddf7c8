"""What the index of claims holds, and what it finds."""

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.indexing.claims import claims, keyed, text
from workbench.indexing import ClaimIndex, open_index
from workbench.indexing.claim_index import PIECE_CLAIMS
from workbench.matching import facts_of_text


def test_a_claim_in_other_words_is_found_first(index: ClaimIndex) -> None:
    index.update(claims(2000))
    told = "Near Vorholm, 31 submarines were sunk on 3 June 2023."
    index.update([(5000, facts_of_text(told))])
    asked = facts_of_text("On 3 June 2023 about 31 submarines were sunk near Vorholm")
    assert index.candidates(asked, 5)[0] == 5000


def test_a_word_is_understood_as_two_only_where_a_claim_has_them_side_by_side(
    index: ClaimIndex,
) -> None:
    index.update(
        keyed(
            "Corn flakes were created to calm patients.",
            "The festival served flakes of ice.",
            "A car stood on the pet shop's ground.",
        )
    )
    assert index.understood(facts_of_text("Why were #cornflakes invented?")).title == (
        "corn",
        "flake",
    )
    assert index.understood(facts_of_text("A carpet burns.")).title == ()


def test_claims_that_share_nothing_are_not_given(index: ClaimIndex) -> None:
    index.update(keyed("The sea is rising.", "Wolves were seen in Norwick."))
    assert index.candidates(facts_of_text("Bread costs more in Kalgrad.")) == []


@pytest.mark.parametrize("words", ["", "?", "troops", "потери армии", "军队 伤亡", "x" * 100_000])
def test_any_claim_can_be_fed_and_asked_for(index: ClaimIndex, words: str) -> None:
    index.update(claims(50))
    index.update([(60, facts_of_text(words))])
    facts = facts_of_text(words)
    assert index.candidates(facts)[:1] == ([60] if facts.terms else [])


def test_a_claim_of_very_many_words_is_found(index: ClaimIndex) -> None:
    chance = Random(3)
    long = " ".join(text(chance) for _ in range(1500))
    index.update(claims(200))
    index.update([(900, facts_of_text(long))])
    assert 900 in index.candidates(facts_of_text(long))


def test_as_many_as_wanted_are_given_of_identical_claims(index: ClaimIndex) -> None:
    same = facts_of_text("400 wells were closed near Mirby.")
    index.update((key, same) for key in range(3000))
    found = index.candidates(same, 50)
    assert len(set(found)) == 50


def test_the_facts_come_back_as_they_were_fed(index: ClaimIndex) -> None:
    fed = dict(claims(700))
    index.update(fed.items())
    assert dict(index.all_facts()) == fed
    assert list(index.facts([5, 9999, 3])) == [(5, fed[5]), (3, fed[3])]


def test_a_changed_claim_is_found_by_its_new_words_only(index: ClaimIndex) -> None:
    index.update(keyed("Wolves were seen in Norwick.", "Bears were seen in Norwick."))
    index.update([(0, facts_of_text("Lynxes were shot in Kalgrad."))])
    assert index.candidates(facts_of_text("wolves")) == []
    assert index.candidates(facts_of_text("lynxes in Kalgrad")) == [0]
    assert index.count == 2


def test_a_forgotten_claim_is_not_found_again(index: ClaimIndex) -> None:
    index.update(keyed("Wolves were seen in Norwick.", "Bears were seen in Norwick."))
    index.forget([0, 77])
    assert index.candidates(facts_of_text("wolves in Norwick")) == [1]
    assert index.count == 1
    assert list(index.facts([0])) == []


def test_an_index_that_was_fed_bit_by_bit_is_like_one_fed_at_once(tmp_path: Path) -> None:
    fed = list(claims(600))
    with open_index(tmp_path, "once") as once, open_index(tmp_path, "bits") as bits:
        once.update(fed)
        bits.update(fed[:300])
        bits.update(fed[200:])
        bits.forget(key for key, _ in fed[500:])
        once.forget(key for key, _ in fed[500:])
        for _, facts in fed[::25]:
            assert bits.candidates(facts, 20) == once.candidates(facts, 20)
        assert bits.counts() == once.counts()


def test_feeding_what_is_known_writes_nothing(index: ClaimIndex) -> None:
    index.update(claims(400))
    before = (index.path.with_name(index.path.name + "-wal")).stat().st_size
    assert index.update(claims(400)) == 400
    after = (index.path.with_name(index.path.name + "-wal")).stat().st_size
    assert after - before < before / 10


def test_the_stamp_tells_how_far_it_was_fed(tmp_path: Path) -> None:
    with open_index(tmp_path, "project") as index:
        assert index.stamp == ""
        index.update(claims(30), stamp="event 30")
    with open_index(tmp_path, "project") as index:
        assert index.stamp == "event 30"
        index.clear()
        assert (index.stamp, index.count) == ("", 0)


def test_feeding_that_is_cancelled_leaves_the_stamp_as_it_was(index: ClaimIndex) -> None:
    one = facts_of_text("Wolves were seen in Norwick.")
    seen: list[int] = []
    done = index.update(
        ((key, one) for key in range(3 * PIECE_CLAIMS)),
        stamp="all",
        on_progress=seen.append,
        cancelled=lambda: bool(seen),
    )
    assert seen == [PIECE_CLAIMS]
    assert (done, index.count, index.stamp) == (PIECE_CLAIMS, PIECE_CLAIMS, "")


@pytest.mark.parametrize("key", [-1, 2**26])
def test_a_key_that_does_not_fit_is_refused(index: ClaimIndex, key: int) -> None:
    with pytest.raises(ValueError, match="no key"):
        index.update([(key, facts_of_text("Wolves were seen."))])


def test_keys_far_apart_cost_little(index: ClaimIndex) -> None:
    wolves = facts_of_text("Wolves were seen in Norwick.")
    index.update([(3, wolves), (5_000_000, wolves)])
    assert sorted(index.candidates(wolves)) == [3, 5_000_000]


def test_the_rarer_term_weighs_more(index: ClaimIndex) -> None:
    index.update(keyed("wolves in Norwick", "wolves in Kalgrad", "wolves in Mirby"))
    (common,), (rare,) = facts_of_text("wolves").terms, facts_of_text("Norwick").terms
    assert index.weights.weight(rare) > index.weights.weight(common)


def test_what_another_process_writes_is_seen(index: ClaimIndex) -> None:
    index.update(claims(20))
    program = (
        "import sys; from pathlib import Path; from workbench.indexing import open_index\n"
        "from workbench.matching import facts_of_text\n"
        "with open_index(Path(sys.argv[1]), 'project') as index:\n"
        "    index.update([(40, facts_of_text('Lynxes were shot in Norwick.'))], stamp='theirs')\n"
        "    print(index.count)"
    )
    folder = str(index.path.parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", program, folder], capture_output=True, text=True, check=True
    )
    assert done.stdout == "21\n"
    assert index.candidates(facts_of_text("lynxes")) == [40]
    assert (index.count, index.stamp) == (21, "theirs")
