"""match, duplicates, link, unlink, group, carry, figures, and what other commands tell of links."""

from pathlib import Path

import pytest

from tests.cli.conftest import Outcome, Program
from workbench.places import cache_directory

FIRST = """Troops for Kosovo

30 May 2023

NATO sent 500 troops to Kosovo on 30 May 2023. Some 41 soldiers were injured in Zvecan on 29 May \
2023.
"""
SECOND = """More troops

1 June 2023

Five hundred soldiers were deployed to Kosovo by NATO on 30 May 2023. 52 soldiers were injured \
in Zvecan on 29 May 2023.
"""
THIRD = """Another count

2 June 2023

NATO sent 700 troops to Kosovo on 30 May 2023.
"""


def pairs(run: Outcome) -> set[frozenset[str]]:
    """The pairs that were suggested."""
    return {frozenset((one["a"], one["b"])) for one in run.objects}


@pytest.fixture
def claims(workbench: Program) -> dict[str, str]:
    """Three articles on one event; the ids of their claims by their figures."""
    for text in (FIRST, SECOND, THIRD):
        assert workbench("add", "-", stdin=text.encode()).code == 0
    found = workbench("claims", "--json").objects
    names = {"500 troops": "500", "Five hundred": "five hundred"}
    names |= {figure: figure for figure in ("700", "41", "52")}
    return {
        name: one["id"] for one in found for words, name in names.items() if words in one["text"]
    }


def test_a_text_finds_what_says_the_same_and_what_conflicts(
    workbench: Program, claims: dict[str, str]
) -> None:
    run = workbench("match", "NATO deployed 500 soldiers to Kosovo on 30 May 2023", "--json")
    assert run.code == 0
    found = {one["claim"]: one for one in run.objects}
    assert found[claims["500"]]["relation"] == "duplicate"
    assert found[claims["five hundred"]]["relation"] == "duplicate"
    conflict = found[claims["700"]]
    assert conflict["relation"] == "conflict"
    assert [one["slot"] for one in conflict["differences"]] == ["quantity"]
    assert {"slot", "ours", "theirs"} == set(conflict["differences"][0])
    scores = [one["score"] for one in run.objects]
    assert scores == sorted(scores, reverse=True)


def test_a_claim_finds_others_and_not_itself(workbench: Program, claims: dict[str, str]) -> None:
    run = workbench("match", claims["500"][:8], "--json", "--limit", "1")
    assert [one["claim"] for one in run.objects] != [claims["500"]]
    assert len(run.objects) == 1
    plain = workbench("match", claims["500"])
    assert "same event, 500 against 700 troops" in plain.out


@pytest.mark.parametrize("words", ["zebra", "Ξένος"])
def test_nothing_found_is_exit_1_and_says_so(
    workbench: Program, claims: dict[str, str], words: str
) -> None:
    run = workbench("match", words)
    assert (run.code, run.out) == (1, "")
    assert "nothing was found" in run.err


@pytest.mark.parametrize("words", ["", " ", "!?", "of the"])
def test_a_text_without_words_is_wrong_use(
    workbench: Program, claims: dict[str, str], words: str
) -> None:
    assert workbench("match", words).code == 2


def test_a_very_long_text_is_matched(workbench: Program, claims: dict[str, str]) -> None:
    run = workbench("match", FIRST.replace("\n", " ") * 700)
    assert run.code == 0


def test_many_claims_of_the_same_words_are_one_hit(workbench: Program, folder: Path) -> None:
    names = [f"article-{number}.txt" for number in range(12)]
    for name in names:
        (folder / name).write_text(f"{name}\n\nNATO sent 500 troops to Kosovo on 30 May 2023.\n")
    workbench("add", *names)
    run = workbench("match", "NATO sent 500 troops to Kosovo on 30 May 2023", "--json")
    assert len(run.objects) == 1
    found = pairs(workbench("duplicates", "--json"))
    assert len(found) == len(names) - 1
    assert len(frozenset.union(*found)) == len(names)


def test_every_outcome_is_found_among_hundreds_of_claims_in_the_same_words(
    workbench: Program, claims: dict[str, str], folder: Path
) -> None:
    outcomes = [*[("A", "False")] * 260, ("B", "True")]
    rows = [
        f"NATO sent 500 troops to Kosovo on 30 May 2023,https://{who}.example/{at},{rating},{who}"
        for at, (who, rating) in enumerate(outcomes)
    ]
    (folder / "reviews.csv").write_text("\n".join(["claim,url,rating,publisher", *rows]))
    workbench("import", "reviews.csv")
    found = workbench("match", "NATO sent 500 troops to Kosovo on 30 May 2023", "--json").objects
    told = [one["checked"] for one in found if one["checked"]]
    assert sorted(told) == ["checked by A: False", "checked by B: True"]
    shown = workbench("show", claims["five hundred"]).out
    assert all(one in shown for one in told)


def test_what_was_checked_elsewhere_in_the_very_same_words_is_a_hit_of_its_own(
    workbench: Program, claims: dict[str, str], folder: Path
) -> None:
    words = "NATO sent 500 troops to Kosovo on 30 May 2023."
    rows = [(1, "A", "False"), (2, "B", "True"), (3, "A", "False")]
    lines = [f"{words},https://{who}.example/{n},{rating},{who}" for n, who, rating in rows]
    (folder / "reviews.csv").write_text("\n".join(["claim,url,rating,publisher", *lines]))
    assert workbench("import", "reviews.csv").code == 0
    for words_asked in (words, words.removesuffix(".")):
        found = workbench("match", words_asked, "--json").objects
        same = [one for one in found if one["words"] == "the same words"]
        assert [one["kind"] for one in same].count("claim") == 1
        checked = {one["checked"] for one in same if one["kind"] == "published"}
        assert checked == {"checked by A: False", "checked by B: True"}
    workbench("verdict", claims["500"], "Supported", "--because", "It is so.", "--unsourced")
    shown = workbench("show", claims["five hundred"]).out
    assert all(f": {rating}" in shown for rating in ("False", "True", "Supported"))


def test_a_link_is_told_everywhere_and_undone(workbench: Program, claims: dict[str, str]) -> None:
    same, other = claims["500"], claims["five hundred"]
    linked = workbench("link", same[:8], other[:8], "duplicate", "--because", "the same order")
    assert linked.code == 0
    assert len(linked.out.strip()) == 64
    assert "in a group of 2" in linked.err
    workbench("link", same, claims["700"], "conflict")
    listed = workbench("claims").out
    assert listed.count("[in a group of 2]") == 1
    assert "[in a group of 2; in conflict with 1]" in listed
    shown = workbench("show", same).out
    assert "the same order" in shown
    assert "conflicts with" in shown
    shown_object = workbench("show", same, "--json").objects[0]
    assert set(shown_object["group"]) == {same, other}
    assert {one["relation"] for one in shown_object["links"]} == {"duplicate", "conflict"}
    assert "link" in workbench("history", other).out
    assert workbench("undo").code == 0
    assert workbench("undo").code == 0
    assert "group" not in workbench("claims").out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("a", "a", "duplicate"), 2),
        (("a", "b", "twin"), 2),
        (("a", "ffffffff", "duplicate"), 1),
    ],
    ids=["one claim", "no relation", "no claim"],
)
def test_a_link_that_cannot_be_is_refused(
    workbench: Program, claims: dict[str, str], words: tuple[str, str, str], code: int
) -> None:
    names = {"a": claims["500"], "b": claims["700"]}
    run = workbench("link", *[names.get(word, word) for word in words])
    assert run.code == code
    assert run.err.count("workbench: ") == 1


def test_a_rejected_pair_is_never_suggested_again(
    workbench: Program, claims: dict[str, str]
) -> None:
    pair = frozenset((claims["500"], claims["five hundred"]))
    assert pair in pairs(workbench("duplicates", "--json"))
    workbench("link", *pair, "distinct")
    assert pair not in pairs(workbench("duplicates", "--json"))
    workbench("add", "-", stdin=b"Hail\n\nHail as large as eggs fell on Lodz on 3 June 2023.")
    assert pair not in pairs(workbench("duplicates", "--json"))
    workbench("unlink", *pair)
    assert pair in pairs(workbench("duplicates", "--json"))


def test_after_new_claims_their_pairs_come_too(workbench: Program, claims: dict[str, str]) -> None:
    before = pairs(workbench("duplicates", "--json"))
    workbench("add", "-", stdin=b"Later\n\nNATO has sent 900 soldiers to Kosovo on 30 May 2023.")
    after = pairs(workbench("duplicates", "--json"))
    assert before < after
    new = {one for pair in after - before for one in pair} - set(claims.values())
    assert len(new) == 1
    workbench("undo")
    assert pairs(workbench("duplicates", "--json")) == before


def test_groups_are_shown_joined_and_split(workbench: Program, claims: dict[str, str]) -> None:
    names = [claims[one] for one in ("500", "five hundred", "700")]
    assert workbench("group", names[0]).code == 1
    assert "a group of 3" in workbench("group", *names, "--join").err
    assert len(workbench("group", names[1]).out.splitlines()) == 3
    split = workbench("group", names[2], "--split", "--because", "another figure")
    assert split.code == 0
    assert "a group of 2 is left" in split.err
    assert workbench("group", names[2]).code == 1
    assert workbench("group", names[0], "--json").objects == [
        {"claims": sorted(names[:2]), "odds": []}
    ]


def test_a_verdict_is_carried_shown_and_taken_back(
    workbench: Program, claims: dict[str, str]
) -> None:
    origin, other = claims["500"], claims["five hundred"]
    workbench("link", origin, other, "duplicate")
    workbench("verdict", origin, "Supported", "--because", "The order.", "--unsourced")
    assert workbench("carry", origin).out.split() == [other]
    shown = workbench("show", other).out
    assert f"carried from claim {origin[:8]}" in shown
    assert "precedent" in shown
    assert "precedent" not in workbench("show", origin).out, "its own verdict is no precedent of it"
    workbench("unlink", origin, other)
    assert "stale" in workbench("show", other).out
    assert workbench("carry", origin).code == 1
    assert workbench("carry", origin, "--take-back").out.split() == [other]
    assert "Supported" not in workbench("claims").out.split(other[:8])[1].splitlines()[0]


def test_a_group_with_a_conflict_inside_carries_no_verdict(
    workbench: Program, claims: dict[str, str]
) -> None:
    names = [claims[one] for one in ("500", "five hundred", "700")]
    workbench("group", *names, "--join")
    workbench("link", names[0], names[2], "conflict")
    workbench("link", names[1], names[2], "duplicate")
    workbench("verdict", names[0], "Supported", "--because", "x", "--unsourced")
    refused = workbench("carry", names[0])
    assert refused.code == 1
    assert "contradicts itself" in refused.err


def test_a_new_text_tells_what_was_checked_before(
    workbench: Program, claims: dict[str, str]
) -> None:
    workbench("verdict", claims["500"], "Supported", "--because", "x", "--unsourced")
    text = b"Again\n\nNATO has sent 500 soldiers to Kosovo on 30 May 2023."
    added = workbench("add", "-", stdin=text)
    assert added.code == 0
    told = [line for line in added.err.splitlines() if "checked on" in line]
    assert len(told) == 1
    assert ": Supported, unsourced (duplicate" in told[0]
    assert "precedent" in workbench("show", told[0][:8]).out


def test_the_figures_of_one_event_stand_in_order_of_time(
    workbench: Program, claims: dict[str, str]
) -> None:
    run = workbench("figures", "soldiers were injured in Zvecan on 29 May 2023")
    head, *rows = run.out.splitlines()
    assert head == "41 to 52 soldiers"
    assert [row.split()[0] for row in rows] == ["2023-05-30", "2023-06-01"]
    assert all("*" in row for row in rows)
    objects = workbench("figures", claims["41"], "--json").objects
    assert [one["claim"] for one in objects] == [claims["41"], claims["52"]]
    assert workbench("figures", "zebra").code == 1


def test_figures_of_another_place_or_time_are_not_those_of_the_event(workbench: Program) -> None:
    rates = [
        ("Germany", "January 2022", 22),
        ("Germany", "January 2022", 28),
        ("Germany", "March 2023", 31),
        ("Latvia", "January 2022", 37),
    ]
    for place, when, rate in rates:
        text = f"Report {rate}\n\nInflation in {place} was {rate} percent in {when}.\n"
        workbench("add", "-", stdin=text.encode())
    found = workbench("figures", "inflation in Germany in January 2022", "--json").objects
    assert {one["said"] for one in found} == {"22 percent", "28 percent"}


def test_a_broken_cache_is_made_anew_and_said_once(
    workbench: Program, claims: dict[str, str]
) -> None:
    workbench("match", "NATO")
    (cache,) = (cache_directory() / "matching").glob("*.db")
    cache.write_bytes(b"not a database" * 1_000)
    run = workbench("match", claims["500"])
    assert run.code == 0
    assert run.err.count("note: ") == 1
    assert "note: " not in workbench("match", claims["500"]).err


def test_a_broken_memory_of_pairs_is_made_anew(workbench: Program, claims: dict[str, str]) -> None:
    before = workbench("duplicates").out
    (kept,) = (cache_directory() / "matching").glob("*.pairs")
    whole = kept.read_bytes()
    for broken in (b"", b"nonsense\n", whole[:-30], whole[: len(whole) // 2]):
        kept.write_bytes(broken)
        again = workbench("duplicates")
        assert (again.code, sorted(again.out.splitlines())) == (0, sorted(before.splitlines()))
