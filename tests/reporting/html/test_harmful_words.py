"""Words that mean harm, in every field there is: they stay words, in a real browser too."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from tests.reporting.html.browser import axe_source
from tests.reporting.html.dossiers import NOON, REFUTED, WOUNDED, entry, full
from tests.reporting.html.pages import page_of
from workbench.model import Publisher
from workbench.reporting.dossier import Dossier, Entry, SourceRecord
from workbench.reporting.html.rationale import rendered

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

T = TypeVar("T")

HARM = (
    "<script>window.ran=1;fetch('https://evil.example/')</script>"
    "<img src=x onerror=window.ran=1><svg onload=window.ran=1><iframe srcdoc='<b>'></iframe>"
    "</style></title></template><style>*{display:none}</style><base href='https://evil.example/'>"
    "<meta http-equiv=refresh content='0;url=https://evil.example/'><form action=x><input>"
    '" onmouseover="window.ran=1" x=\''
    "[a](javascript:window.ran=1) ![b](https://evil.example/b.png) <javascript:window.ran=1> "
    "[c](data:text/html,<script>window.ran=1</script>) {{ 7*7 }} {% include 'x' %} "
    '=HYPERLINK("https://evil.example") \x1b]52;c;aGk=\x07\x1b[31m \u202e\u2066gnp.exe\u2069 '
    "\U0001f9d1\u200d\U0001f680 \ud800 \x00 &lt;b&gt; &#60;script&#62; ]]> --> "
)
ADDRESSES = (
    "javascript:window.ran=1",
    "JaVaScRiPt:window.ran=1",
    " javascript:window.ran=1",
    "data:text/html,<script>window.ran=1</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "https://user:word@evil.example/",
    'https://evil.example/" onmouseover="window.ran=1',
    "https://evil.example/\u202egnp.exe",
    "//evil.example/",
    "https://[evil",
    "https://evil.example:99999/",
)
LOOKED_FOR = """() => ({
  ran: window.ran === undefined,
  active: document.querySelectorAll(
    'script, iframe, object, embed, form, input, base, link, img, meta[http-equiv=refresh]').length,
  styles: document.querySelectorAll('style').length,
  handlers: [...document.querySelectorAll('*')].filter(
    e => [...e.attributes].some(a => /^on/i.test(a.name) || a.name === 'style')).length,
  links: [...document.querySelectorAll('[href], [src], [srcdoc], [action]')].filter(e => {
    const h = e.getAttribute('href');
    return !(h && (h.startsWith('#') || /^https?:/.test(h)));
  }).length,
  bare: [...document.querySelectorAll('a[href^=http]')].filter(
    e => e.rel !== 'noopener noreferrer').length,
  width: document.documentElement.scrollWidth <= innerWidth,
})"""


def harmed(value: T, words: str) -> T:
    """The same nouns with every free text in them replaced; ids, hashes and dates are kept."""
    if isinstance(value, Enum) or not is_dataclass(value):
        return value
    kept = {"id", "claim", "evidence", "url", "sha256", "capture", "scale", "adjudicates", "logo"}
    changed: dict[str, Any] = {}
    for each in fields(value):
        old = getattr(value, each.name)
        if each.name in kept and not is_dataclass(old) and not isinstance(old, tuple):
            continue
        if isinstance(old, str) and not isinstance(old, Enum) and each.name not in kept:
            changed[each.name] = words
        elif isinstance(old, tuple) and each.name != "evidence":
            changed[each.name] = tuple(
                words if isinstance(one, str) else harmed(one, words) for one in old
            )
        elif isinstance(old, tuple):
            changed[each.name] = tuple(harmed(one, words) for one in old)
        elif isinstance(old, dict):
            changed[each.name] = {key: harmed(one, words) for key, one in old.items()}
        elif is_dataclass(old):
            changed[each.name] = harmed(old, words)
    return replace(value, **changed)  # type: ignore[type-var]


def with_addresses() -> Dossier:
    entries = []
    for number, address in enumerate(ADDRESSES, start=1):
        first = WOUNDED.evidence[0]
        claim = replace(
            WOUNDED,
            id=f"{number:032x}",
            evidence=(replace(first, source=replace(first.source, id=address, url=address)),),
            first_appearance=address,
            document=replace(WOUNDED.document, id=f"{number:064x}", address=address),
            verdicts=(replace(REFUTED, because=f"[here]({address}) <{address}>"),),
        )
        record = SourceRecord(archived=address, captured_at=NOON)
        entries.append(Entry(number, claim, records={first.id: record}))
    publisher = Publisher("Desk", ADDRESSES[0], logo=ADDRESSES[3], corrections=ADDRESSES[1])
    return replace(full(*entries), publisher=publisher)


def opened(real_browser: "Browser", page: str, place: "Path") -> tuple["Page", list[str]]:
    """A page in the browser, and everything that it asked for, said or opened."""
    place.write_text(page, "utf-8")
    window = real_browser.new_page()
    seen: list[str] = []
    window.on("request", lambda request: seen.append(f"request {request.url}"))
    window.on("console", lambda message: seen.append(f"console {message.text}"))
    window.on("dialog", lambda dialog: seen.append(f"dialog {dialog.message}"))
    window.on("pageerror", lambda error: seen.append(f"error {error}"))
    window.on("popup", lambda _: seen.append("popup"))
    window.goto(place.as_uri())
    for link in window.query_selector_all("h4, .stands, summary")[:2]:
        link.hover()
    return window, [one for one in seen if one != f"request {place.as_uri()}"]


def assert_harmless(real_browser: "Browser", page: str, place: "Path") -> None:
    window, seen = opened(real_browser, page, place)
    found = window.evaluate(LOOKED_FOR)
    window.close()
    assert seen == []
    assert found == {
        "ran": True,
        "active": 0,
        "styles": 1,
        "handlers": 0,
        "links": 0,
        "bare": 0,
        "width": True,
    }


def test_harm_in_every_field_does_nothing(real_browser: "Browser", tmp_path: "Path") -> None:
    assert_harmless(real_browser, page_of(harmed(full(), HARM)), tmp_path / "page.html")


def test_addresses_that_are_no_pages_lead_nowhere(
    real_browser: "Browser", tmp_path: "Path"
) -> None:
    assert_harmless(real_browser, page_of(with_addresses()), tmp_path / "page.html")


@pytest.mark.long
def test_a_page_with_everything_in_it_asks_for_nothing(
    real_browser: "Browser", tmp_path: "Path"
) -> None:
    assert_harmless(real_browser, page_of(full()), tmp_path / "page.html")


EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
CHECK = "rules => axe.run({runOnly: rules, resultTypes: ['violations']})"
LOOKS = [
    pytest.param("light", 1280, id="light-desk", marks=pytest.mark.long),
    pytest.param("dark", 390, id="dark-phone"),
    pytest.param("light", 390, id="light-phone", marks=pytest.mark.long),
    pytest.param("dark", 1280, id="dark-desk", marks=pytest.mark.long),
]


def without_sources() -> Dossier:
    """The same claims, none of them with a source."""
    every = full()
    return full(
        *(
            replace(one, claim=replace(one.claim, evidence=()), records={}, independence=None)
            for one in every.entries
        )
    )


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "made", [without_sources, lambda: nothing_in(full())], ids=["bare", "none"]
)
def test_everybody_can_read_it_without_sources_or_claims(
    real_browser: "Browser", tmp_path: "Path", scheme: Any, made: Callable[[], Dossier]
) -> None:
    assert_readable(real_browser, page_of(made()), tmp_path / "page.html", scheme, 1280)


def nothing_in(dossier: Dossier) -> Dossier:
    return replace(dossier, entries=(), count=0, figures=())


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_everybody_can_read_it(
    real_browser: "Browser", tmp_path: "Path", scheme: Any, width: int
) -> None:
    assert_readable(real_browser, page_of(full()), tmp_path / "page.html", scheme, width)


def assert_readable(
    real_browser: "Browser", page: str, place: "Path", scheme: Any, width: int
) -> None:
    """WCAG 2.2 AA and the advice beyond it, as far as axe-core can tell; colours in both."""
    place.write_text(page, "utf-8")
    # The policy of the page would keep the checker out as well.
    context = real_browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    window = context.new_page()
    window.goto(place.as_uri())
    window.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    window.evaluate(axe_source())
    found = window.evaluate(CHECK, EVERYTHING)
    window.emulate_media(color_scheme="light" if scheme == "dark" else "dark")
    colours = window.evaluate(CHECK, COLOURS)
    context.close()
    violations = [*found["violations"], *colours["violations"]]
    assert len(found["passes"]) > 20
    assert colours["passes"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []


def test_no_control_character_and_no_override_of_direction_gets_through() -> None:
    page = page_of(harmed(full(), HARM))
    assert not set(page) & set("\x00\x1b\x07\u202e\u2066\u2069")
    assert "{{ 7*7 }}" in page


@pytest.mark.parametrize(
    "reasons",
    [
        pytest.param("> " * 25_000, id="quotes"),
        pytest.param("<b>" * 16_000, id="tags"),
        pytest.param("*a_ " * 12_500, id="emphasis", marks=pytest.mark.long),
        pytest.param("[" * 50_000, id="brackets", marks=pytest.mark.long),
        pytest.param("[a](" * 12_500, id="links", marks=pytest.mark.long),
        pytest.param("`" * 50_000, id="ticks", marks=pytest.mark.long),
    ],
)
def test_reasons_of_fifty_kilobytes_are_told_whole(reasons: str) -> None:
    claim = replace(WOUNDED, verdicts=(replace(REFUTED, because=f"{reasons}\n\nThe end."),))
    assert "The end." in page_of(full(entry(1, claim)))


def test_reasons_keep_what_markdown_they_may_have() -> None:
    html = str(rendered("**47**, *not* 52\n\n- a\n- b\n\n`x` [list](https://a.example/)\n# no"))
    assert "<strong>47</strong>" in html
    assert "<ul>" in html
    assert '<a href="https://a.example/" rel="noopener noreferrer">list</a>' in html
    assert "<h1" not in html


def test_pictures_and_html_in_reasons_stay_words() -> None:
    html = str(rendered("![x](https://a.example/x.png) <b>bold</b> [y](javascript:alert(1))"))
    assert "<img" not in html
    assert "&lt;b&gt;bold&lt;/b&gt;" in html
    assert 'href="javascript' not in html
