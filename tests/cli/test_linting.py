"""lint: pages, feeds and files of JSON, their faults by place, and exit codes for CI."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program, as_page
from tests.linting.reviews import review
from tests.sourcing.horrors.server import Horrors, Trick
from tests.sourcing.horrors.tricks import answer

MARKED = """<!doctype html><html><head><link rel="canonical" href="https://desk.example.org/1">
</head><body>
<div itemscope itemtype="https://schema.org/ClaimReview">
 <a itemprop="url" href="/1">read</a><h1 itemprop="claimReviewed">500 troops were <b>sent</b></h1>
 <time itemprop="datePublished" datetime="2026-03-02">2 March</time>
 <div itemprop="author" itemscope itemtype="https://schema.org/Organization">
  <meta itemprop="name" content="Example Desk"></div>
 <div itemprop="reviewRating" itemscope itemtype="http://schema.org/Rating">
  <meta itemprop="ratingValue" content=""><span itemprop="alternateName">False</span></div>
 <div itemprop="itemReviewed" itemscope itemtype="https://schema.org/Claim" itemref="who">
  <link itemprop="appearance" href="https://news.example.com/1"></div>
</div>
<p id="who"><span itemprop="author" itemscope itemtype="https://schema.org/Person">
 <span itemprop="name">Facebook posts</span></span></p>
<div vocab="https://schema.org/" typeof="ClaimReview">
 <a property="url" href="https://bit.ly/3">x</a><span property="claimReviewed">600 troops</span>
 <time property="datePublished" datetime="2026-03-02">2 March</time>
 <span property="author" typeof="Organization"><span property="name">Example Desk</span></span>
 <div property="reviewRating" typeof="Rating"><span property="alternateName">False</span></div>
 <div property="itemReviewed" resource="#c"></div>
 <div resource="#c" typeof="schema:Claim" prefix="schema: https://schema.org/">
  <a property="appearance" href="https://news.example.com/1">there</a></div>
</div>
<!-- <script type="application/ld+json">{"@type": "ClaimReview"}</script> -->
<script type="application/ld+json">
{"@context": "https://schema.org", "@type": "ClaimReview",,}
</script></body></html>"""


_CIRCLE = (
    "<div itemscope itemtype=https://schema.org/ClaimReview itemref=a id=b>"
    "<i itemprop=author itemscope itemref=b id=a></i></div>"
)
_ENTITIES = (
    '<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<svg><text property='name'>&b;&b;&b;</text></svg>"
)


def _page(*reviews: object) -> str:
    scripts = "".join(
        f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in reviews
    )
    return f"<!doctype html><html><head>{scripts}</head><body><p>Words.</p></body></html>"


def test_a_file_without_fault_passes(workbench: Program, folder: Path) -> None:
    (folder / "review.json").write_text(json.dumps(review()), "utf-8")

    run = workbench("lint", "review.json")

    assert (run.code, run.out) == (0, "")
    assert run.err == "review.json: 1 review checked, 0 errors, 0 advice\n"


def test_all_syntaxes_of_a_page_are_read(workbench: Program, folder: Path) -> None:
    (folder / "page.html").write_text(MARKED, "utf-8")

    run = workbench("lint", "page.html", "--json")

    told = {(one["rule"], one["syntax"], one["line"]) for one in run.objects}
    assert run.code == 1
    assert told == {
        ("rating-value-empty", "microdata", 9),
        ("crowd-as-person", "microdata", 13),
        ("url-shortened", "rdfa", 16),
        ("json-broken", "file", 26),
    }


def test_a_fault_is_told_with_reason_fix_and_origin(workbench: Program) -> None:
    broken = json.dumps(review(reviewRating__ratingValue=""))

    run = workbench("lint", "-", stdin=broken.encode())

    first, why, fix, origin = run.out.splitlines()
    assert run.code == 1
    assert first.startswith("standard input:1:")
    assert first.endswith("ratingValue is empty [rating-value-empty] $.reviewRating.ratingValue")
    assert (why[:9], fix[:9], origin[:10]) == ("    why: ", "    fix: ", "    from: ")


def test_advice_fails_only_when_strict(workbench: Program) -> None:
    long = json.dumps(review(claimReviewed="500 troops " * 8)).encode()

    assert workbench("lint", "-", stdin=long).code == 0
    assert workbench("lint", "-", "--strict", stdin=long).code == 1


def test_a_page_is_fetched_and_its_own_site_is_compared(
    workbench: Program, horrors: Horrors
) -> None:
    address = horrors.on("/check", as_page(_page(review())))

    run = workbench("lint", address, "--allow-private", "--any-port", "--json")

    assert [one["rule"] for one in run.objects] == ["url-other-site"]


def test_online_tells_where_addresses_lead(workbench: Program, horrors: Horrors) -> None:
    end = horrors.on("/end", as_page())
    moved = horrors.on("/moved", answer(b"", status="301 Moved Permanently", Location=end))
    gone = horrors.on("/gone", answer(b"no", status="404 Not Found"))
    feed = json.dumps([review(url=end), review(url=moved, claimReviewed="b"), review(url=gone)])

    run = workbench(
        *("lint", "-", "--online", "--allow-private", "--any-port", "--json"), stdin=feed.encode()
    )

    found = [(o["rule"], o["path"]) for o in run.objects if o["rule"] != "url-private"]
    assert found == [("url-redirects", "$[1].url"), ("url-dead", "$[2].url")]


def test_a_round_of_many_addresses_heeds_what_sites_ask_of_programs(
    workbench: Program, horrors: Horrors
) -> None:
    horrors.on("/robots.txt", answer(b"User-agent: *\nDisallow: /kept", Content_Type="text/plain"))
    kept = [horrors.on(f"/kept-{n}", answer(b"no", status="404 Not Found")) for n in range(5)]
    gone = horrors.on("/gone", answer(b"no", status="404 Not Found"))
    online = ("lint", "-", "--online", "--allow-private", "--any-port", "--json")

    def dead(addresses: list[str]) -> tuple[int, str]:
        feed = [review(url=one, claimReviewed=str(n)) for n, one in enumerate(addresses)]
        run = workbench(*online, stdin=json.dumps(feed).encode())
        return sum(one["rule"] == "url-dead" for one in run.objects), run.err

    assert dead(kept)[0] == 5
    found, said = dead([*kept, gone])
    assert found == 1
    assert "5 of 6 addresses were not opened: their sites ask programs not to" in said


def test_online_goes_to_no_address_of_the_inside(workbench: Program) -> None:
    inside = review(url="http://169.254.169.254/latest")

    run = workbench("lint", "-", "--online", "--json", stdin=json.dumps(inside).encode())

    assert "url-dead" in [one["rule"] for one in run.objects]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty; there is nothing to check"),
        (b"  \n", "is empty; there is nothing to check"),
        (b'{"a": 1,\n "b" 2}', "is no valid JSON: line 2, column 6: expecting ':' delimiter"),
        (b"[" * 200_000, "is no valid JSON: line 1, column 1: it is nested too deeply"),
        (b"\x89PNG\r\n\x00\x00\x00", "is binary data; a page or its JSON-LD is needed"),
        (b"500 troops were sent.", "is neither HTML nor JSON; a page or its JSON-LD is needed"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(
    workbench: Program, content: bytes, words: str
) -> None:
    run = workbench("lint", "-", stdin=content)

    assert run.code == 3
    assert run.err == f"workbench: standard input {words}\n"


@pytest.mark.parametrize(
    "markup",
    [
        _CIRCLE,
        "<div>" * 50_000 + "<p itemscope itemtype='https://schema.org/ClaimReview'>",
        _ENTITIES,
        "<script type='application/ld+json'>{}</script>" * 3_000,
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
        "<p typeof='ClaimReview' vocab='https://schema.org/' property='\x1b[31m'>" * 2_000,
    ],
    ids=["circle", "deep", "entities", "many scripts", "deep script", "many items"],
)
def test_hostile_pages_come_to_an_end(workbench: Program, folder: Path, markup: str) -> None:
    (folder / "page.html").write_text(markup, "utf-8")

    run = workbench("lint", "page.html")

    assert run.code in (1, 3)
    assert "\x1b" not in run.out + run.err


def test_refused_addresses_and_lost_pages_have_codes_of_their_own(
    workbench: Program, horrors: Horrors
) -> None:
    gone = horrors.on("/gone", _gone())

    assert workbench("lint", "http://127.0.0.1/").code == 2
    assert workbench("lint").code == 2
    assert workbench("lint", "no.json").code == 3
    assert workbench("lint", gone, "--allow-private", "--any-port").code == 5


def _gone() -> Trick:
    return answer(b"no", status="404 Not Found")


def test_json_in_another_encoding_is_remarked_upon(workbench: Program) -> None:
    text = json.dumps(review(claimReviewed="500 Männer kamen"), ensure_ascii=False)

    run = workbench("lint", "-", stdin=text.encode("latin-1"))

    assert run.code == 0
    assert "not UTF-8, as JSON must be" in run.err


def test_the_rules_can_be_listed(workbench: Program) -> None:
    run = workbench("lint", "--rules", "--json")

    assert {"rule", "severity", "asks", "reason", "fix", "source"} == set(run.objects[0])
