"""Templates of the user's own: they replace ours, and what is wrong with one is told exactly."""

import re
from pathlib import Path

import pytest

from tests.reporting.html.dossiers import full
from tests.reporting.html.pages import page_of
from workbench.errors import InputError
from workbench.reporting.html.environment import OURS


def fault(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        page_of(full(), folder)
    return str(caught.value)


def test_a_folder_replaces_the_templates_it_has(tmp_path: Path) -> None:
    (tmp_path / "balance.html").write_text("<p>We check everybody.</p>")
    page = page_of(full(), tmp_path)
    assert "<p>We check everybody.</p>" in page
    assert "What was not checked" in page


def test_a_template_extends_the_one_it_replaces(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(
        '{% extends "ours/report.html" %}'
        "{% block title %}Our desk: {{ report.project }}{% endblock %}"
    )
    assert "<title>Our desk: The Marun valley</title>" in page_of(full(), tmp_path)


def test_styles_are_added_and_still_named_by_the_policy(tmp_path: Path) -> None:
    (tmp_path / "more.css").write_text("h1 { color: teal; }\r\n")
    page = page_of(full(), tmp_path)
    assert "h1 { color: teal; }\n</style>" in page
    assert page.count("sha256-") == 1


def test_a_style_cannot_end_its_element(tmp_path: Path) -> None:
    (tmp_path / "more.css").write_text("</STYLE><script>")
    assert "more.css" in fault(tmp_path)


def test_words_are_escaped_in_a_template_of_the_users_own_too(tmp_path: Path) -> None:
    (tmp_path / "summary.html").write_text("{{ '<script>' }}")
    assert "<script>" not in page_of(full(), tmp_path)


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("one\n{% if %}", "line 2: Expected an expression"),
        ("one\ntwo\n{{ report.nothing }}", "line 3: "),
        ("{{ nobody.knows }}", "line 1: 'nobody' is undefined"),
        ("\n{% include 'nowhere.html' %}", "line 2: there is no template nowhere.html"),
        ("\n{{ 1 / 0 }}", "line 2: division by zero"),
        ("\n\n{{ report.count.missing.more }}", "line 3: "),
        ("\n{{ ''.__class__.__mro__ }}", "line 2: "),
        ("{% for n in range(99999999999) %}x{% endfor %}", "line 1: "),
        ("\n{{ report.bars.append(1) }}", "line 2: "),
    ],
    ids=["syntax", "attribute", "name", "include", "sum", "deep", "class", "range", "change"],
)
def test_a_broken_template_is_told_with_file_and_line(
    tmp_path: Path, template: str, told: str
) -> None:
    (tmp_path / "summary.html").write_text(template)
    message = fault(tmp_path)
    assert message.startswith(f"{tmp_path / 'summary.html'}, {told}")
    assert "\n" not in message


def test_a_template_that_includes_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "summary.html").write_text("{% include 'summary.html' %}")
    assert "summary.html, line 1" in fault(tmp_path)


def test_a_template_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "summary.html").write_bytes(b"one\n\xff\xfe\x00")
    assert "summary.html, line 2: not UTF-8" in fault(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "is no folder" in fault(tmp_path / "nowhere")


def test_the_sandbox_keeps_a_template_from_the_program(tmp_path: Path) -> None:
    (tmp_path / "summary.html").write_text(
        "{{ self.__init__.__globals__ }}{{ report.__class__.__init__.__globals__ }}"
    )
    assert "unsafe" in fault(tmp_path)


def test_a_template_cannot_climb_out_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "summary.html").write_text("{% include '../secret.txt' %}")
    assert "there is no template ../secret.txt" in fault(folder)


def test_every_template_of_ours_can_be_replaced(tmp_path: Path) -> None:
    for template in OURS.glob("*.html"):
        (tmp_path / template.name).write_bytes(template.read_bytes())
    named = re.sub(r'"templates":"[0-9a-f]{32}"', '"templates":null', page_of(full(), tmp_path))
    assert named == page_of(full())
