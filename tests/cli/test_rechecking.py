"""recheck: findings from the mildest to a changed figure, and verdicts that go stale."""

import pytest

from tests.cli.conftest import PAGE, QUOTED, Outcome, Program, as_page
from tests.sourcing.horrors.server import Horrors
from tests.sourcing.horrors.tricks import answer

COUNTED = PAGE[PAGE.index("<p>The hospital counted") : PAGE.index("<p>We have no patient")]


@pytest.fixture
def quoted(project: Program, wounded: str, attached: str) -> str:
    """The source that a verdict rests on."""
    project("quote", wounded, attached, QUOTED, "--stance", "refutes")
    project("verdict", wounded, "Refuted", "--because", "The hospital counted them.")
    return attached


def recheck(project: Program, *words: str) -> Outcome:
    return project("recheck", *words, "--allow-private", "--json")


def test_a_page_that_has_not_changed_is_asked_for_conditionally(
    project: Program, wounded: str, page: str, horrors: Horrors
) -> None:
    horrors.on("/statement", as_page(ETag='"one"'), answer(b"", "304 Not Modified"))
    project("attach", wounded, page, "--allow-private")
    project("quote", wounded, "1", QUOTED, "--stance", "refutes")
    done = recheck(project)
    assert done.code == 0
    assert horrors.requests[-1].headers["if-none-match"] == '"one"'
    assert [each["finding"] for each in done.objects] == ["unchanged"]
    assert done.objects[0]["quotes"][0]["state"] == "verbatim"
    (row,) = project("sources", wounded, "--json").objects
    assert (row["outcome"], row["capture_count"]) == ("unchanged", 2)


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("", "", "unchanged"),
        ("1,234 beds", "1,235 beds", "page changed, text same"),
        ("may visit them", "can visit them", "text changed, your quotes intact"),
    ],
    ids=["nothing", "furniture", "elsewhere"],
)
def test_changes_that_leave_the_quotes_are_no_alarm(
    project: Program, wounded: str, quoted: str, horrors: Horrors, old: str, new: str, finding: str
) -> None:
    horrors.on("/statement", as_page(PAGE.replace(old, new)))
    done = recheck(project)
    assert done.code == 0, done.err
    assert [each["finding"] for each in done.objects] == [finding]
    assert project("show", wounded, "--json").objects[0]["stale"] is False


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ("counted 47 civilians", "counted 49 civilians", "figure-changed"),
        ("The hospital counted", "The big hospital has now counted", "edited"),
        (COUNTED, "", "gone"),
    ],
    ids=["figure", "words", "gone"],
)
def test_a_quote_that_no_longer_holds_makes_the_verdict_stale(
    project: Program, wounded: str, quoted: str, horrors: Horrors, old: str, new: str, state: str
) -> None:
    assert old in PAGE
    horrors.on("/statement", as_page(PAGE.replace(old, new)))
    done = recheck(project)
    assert done.code == 1
    assert "no longer holds" in done.err
    assert [quote["state"] for quote in done.objects[0]["quotes"]] == [state]
    shown = project("show", wounded, "--json").objects[0]
    assert shown["stale"] is True
    assert shown["evidence"][0]["standing"] == state
    assert shown["evidence"][0]["quote"] == QUOTED
    assert "stale: Refuted" in project("claims").out
    assert [claim["id"] for claim in project("claims", "is:stale", "--json").objects] == [wounded]
    assert "Needs another look" in project("report").out
    assert project("undo").code == 0
    assert project("show", wounded, "--json").objects[0]["stale"] is False


def test_a_page_that_is_mended_again_is_no_longer_stale(
    project: Program, wounded: str, quoted: str, horrors: Horrors
) -> None:
    horrors.on("/statement", as_page(PAGE.replace("47 civilians", "49 civilians")), as_page())
    assert recheck(project).code == 1
    assert recheck(project).code == 0
    assert project("show", wounded, "--json").objects[0]["stale"] is False


def test_a_verdict_given_in_knowledge_of_a_change_is_not_stale(
    project: Program, wounded: str, quoted: str, horrors: Horrors
) -> None:
    horrors.on("/statement", as_page(PAGE.replace("47 civilians", "49 civilians")))
    assert recheck(project).code == 1
    assert project("show", wounded, "--json").objects[0]["stale"] is True
    project("verdict", wounded, "Refuted", "--because", "The hospital has counted anew.")
    assert project("show", wounded, "--json").objects[0]["stale"] is False


def test_a_large_round_heeds_what_sites_ask_of_programs_and_a_named_page_is_fetched(
    project: Program, wounded: str, attached: str, horrors: Horrors
) -> None:
    horrors.on("/robots.txt", answer(b"User-agent: *\nDisallow: /page", Content_Type="text/plain"))
    pages = [horrors.on(f"/page-{n}", answer(b"no", "404 Not Found")) for n in range(5)]
    project("attach", wounded, *pages, "--allow-private")
    left = [each["url"] for each in recheck(project, wounded).objects if not each["capture"]]
    assert sorted(left) == sorted(pages)
    assert recheck(project, pages[0]).objects[0]["gone"] is True


def test_a_changed_figure_is_named_in_plain_words(
    project: Program, wounded: str, quoted: str, horrors: Horrors
) -> None:
    horrors.on("/statement", as_page(PAGE.replace("47 civilians", "49 civilians")))
    told = project("recheck", wounded[:8], "--allow-private")
    assert "1 of 1 quote no longer holds" in told.out
    assert "1 source with quotes that no longer hold" in told.err
    history = project("history", wounded).out
    assert "The hospital counted 47 civilians" in history.partition("re-check")[2]
    assert "FIGURE CHANGED" in history.partition("re-check")[2]
    assert f"claim {wounded[:8]}" in told.out
    assert "FIGURE CHANGED" in told.out
    assert "47 became 49" in told.out


def test_a_page_that_is_gone_is_link_rot_and_no_broken_quote(
    project: Program, wounded: str, quoted: str, horrors: Horrors
) -> None:
    horrors.on("/statement", answer(b"Gone", "410 Gone"))
    done = recheck(project)
    assert done.code == 1
    assert "1 page is gone; look for a copy with --archives" in done.err
    (found,) = done.objects
    assert (found["finding"], found["gone"], found["outcome"]) == ("not fetched", True, "dead")
    assert project("show", wounded, "--json").objects[0]["stale"] is False
    assert "the page is gone" in project("recheck", quoted, "--allow-private").out


def test_a_failure_after_a_broken_quote_does_not_mend_it(
    project: Program, wounded: str, quoted: str, horrors: Horrors
) -> None:
    changed = as_page(PAGE.replace("47 civilians", "49 civilians"))
    horrors.on("/statement", changed, answer(b"", "403 Forbidden"))
    recheck(project)
    assert recheck(project).code == 5
    assert project("show", wounded, "--json").objects[0]["stale"] is True


def test_only_quoted_pages_are_checked_unless_all_are_wanted(
    project: Program, wounded: str, attached: str, horrors: Horrors
) -> None:
    nothing = recheck(project)
    assert nothing.code == 0
    assert "no page to check" in nothing.err
    assert len(recheck(project, "--all").objects) == 1
    assert recheck(project, "--all", "--older-than", "1").objects == []
    assert len(recheck(project, attached).objects) == 1
    assert len(recheck(project, wounded).objects) == 1
    assert recheck(project, "ffffffff").code == 1


def test_files_and_testimonies_are_never_fetched(project: Program, wounded: str) -> None:
    project("attach", wounded, "-", "--title", "Leaflet", stdin=b"In all 52 civilians.")
    done = recheck(project, wounded)
    assert done.code == 0
    assert "stay as they were kept" in done.err
