"""The article, and beside it everything a reader of the page could see."""

import json

from tests.sourcing.pages.conftest import Read
from tests.sourcing.pages.material import ARRIVAL, ARTICLE, DENIAL, JOINING, MAIN, page


def folded(text: str) -> str:
    return " ".join(text.split())


def test_the_article_is_told_from_what_is_around_it(read: Read) -> None:
    readable = read(page(), "text/html")
    assert readable.main == MAIN
    assert readable.visible == f"Home News\n\nTroops arrive\n\n{MAIN}\n\nImprint"
    assert readable.extractor.startswith("trafilatura ")
    assert readable.problem is None


def test_a_page_that_leaves_out_the_tags_it_may_leave_out_is_read_alike(read: Read) -> None:
    bare = (
        f"<!doctype html><title>Troops arrive</title><nav>Home</nav><article>{ARTICLE}</article>"
        "<footer>Imprint</footer>"
    )
    readable = read(bare, "text/html")
    assert readable.main == MAIN
    assert readable.visible == f"Home\n\n{MAIN}\n\nImprint"
    assert [each.value for each in readable.metadata if each.field == "title"] == ["Troops arrive"]


def test_what_the_article_leaves_out_can_still_be_quoted(read: Read) -> None:
    body = ARTICLE + "<aside><p>Correction: an earlier version said 600 troops.</p></aside>"
    readable = read(page(body), "text/html")
    assert "600 troops" in readable.visible


def test_the_article_stands_word_for_word_in_the_visible_text(read: Read) -> None:
    body = (
        "<p>About <b>500</b>&nbsp;Ostrian\n  troops <a href=x>arrived</a> in the <i>Marun</i> "
        "valley<sup>1</sup> on Monday.</p><blockquote><p>“We were&#8202;told nothing,” said "
        "the mayor.</p></blockquote><ul><li>52 civilians were injured</li><li>41 soldiers were "
        f"injured</li></ul><table><tr><td>Year</td><td>2024</td></tr></table><p>{DENIAL}</p>"
    )
    readable = read(page(body), "text/html")
    visible = folded(readable.visible)
    paragraphs = readable.main.split("\n\n")
    assert "About 500 Ostrian troops arrived in the Marun valley1 on Monday." in paragraphs
    assert all(folded(paragraph) in visible for paragraph in paragraphs)


def test_an_article_that_advertisements_cut_in_two_is_whole(read: Read) -> None:
    first = f'<div class="body"><p>{ARRIVAL}</p><p>{JOINING}</p></div>'
    second = '<div class="body">' + "".join(
        f"<p>On day {day} of the mission the force counted {day * 7} patrols, it said.</p>"
        for day in range(2, 40)
    ) + "</div>"  # fmt: skip
    readable = read(page(f"<div>{first}<div>Buy now</div>{second}</div>"), "text/html")
    assert ARRIVAL in readable.main
    assert "day 39 of the mission" in readable.main
    assert "Buy now" not in readable.main


def test_headline_byline_links_and_appeals_are_no_part_of_the_article(read: Read) -> None:
    body = (
        "<p>By Ada Example</p>" + ARTICLE + '<p><a href="/1">Read more: The brigade</a></p>'
        f"<p>{ARRIVAL.replace('500', '497')}</p><p>Sign up for our newsletter!</p>"
    )
    readable = read(page(body), "text/html")
    for line in ("Troops arrive", "By Ada", "Read more", "newsletter"):
        assert line not in readable.main
        assert line in readable.visible
    assert "497 Ostrian" in readable.main


def test_hidden_elements_scripts_and_styles_are_not_visible(read: Read) -> None:
    body = (
        f"{ARTICLE}<p hidden>secret 1</p><p style='Display : none'>secret 2</p>"
        "<script>secret(3)</script><style>.secret4{}</style><template>secret 5</template>"
        "<!-- secret 6 --><noscript>secret 7</noscript>"
    )
    assert "secret" not in read(page(body), "text/html").visible


def test_a_page_without_an_article_gives_its_visible_text_and_says_so(read: Read) -> None:
    readable = read("<html><body><p>Closed today.</p></body></html>", "text/html")
    assert readable.main == readable.visible == "Closed today."


def test_line_breaks_and_cells_are_kept(read: Read) -> None:
    body = (
        f"{ARTICLE}<p>First line<br>second line</p><table><tr><td>Dead</td><td>5</td></tr></table>"
    )
    visible = read(page(body), "text/html").visible
    assert "First line\nsecond line" in visible
    assert "Dead\t5" in visible


def test_an_article_that_only_scripts_would_show_is_read_and_flagged(read: Read) -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": f"{ARRIVAL} {JOINING} {DENIAL}"})
    script = f'<script type="application/ld+json">{data}</script>'
    readable = read(f"<html><head>{script}</head><body><div>Menu</div></body></html>", "text/html")
    assert ARRIVAL in readable.main
    assert readable.visible == "Menu"
    assert any("only scripts would show it" in flag for flag in readable.flags)
