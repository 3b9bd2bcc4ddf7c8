"""Values of the work on claims and of what is agreed for a project, as hypothesis draws them."""

from typing import Any

from hypothesis import strategies as st

from workbench.ledger.events import canonical, plain
from workbench.ledger.identifiers import scale_identifier, tag_key, view_identifier
from workbench.ledger.values.settings import scale_value
from workbench.model import RatingScale, RatingStep

REMARKS = ["0123456789abcdef", "fedcba9876543210"]
"""Ids that comments, questions and answers share."""
PROJECT = "d" * 32


def scale_of(name: str) -> RatingScale:
    """A rating scale of two steps."""
    return RatingScale("own/1", name, (RatingStep("Yes", "so", 1), RatingStep("No", "not so", 0)))


def scale_event(scale: RatingScale) -> tuple[str, str, str, dict[str, Any]]:
    """What an event says that keeps a scale."""
    value: dict[str, Any] = plain(scale_value(scale))
    return "scale", scale_identifier(canonical(value)), "definition", value


DETAILS: dict[str, list[dict[str, Any]]] = {
    "claimant": [
        {"name": "Zoe", "kind": "Person"},
        {"name": "Ministry"},
        {"name": ""},
        {"name": "X", "kind": "Robot"},
    ],
    "claimed_on": [{"on": "2023-06"}, {"on": "2023-06-01"}, {"on": "June"}],
    "place": [{"place": "Karsk"}, {"place": "Marun"}],
    "appearance": [{"url": "https://a.example"}, {"url": "https://b.example"}],
    "priority": [{"priority": "urgent"}, {"priority": "low"}, {"priority": "soon"}],
    "assigned": [{"to": "a" * 32}, {"to": "b" * 32}, {"to": "Zoe"}],
    "taken_over": [{"by": ["0" * 31 + "1"]}, {"by": []}],
}


@st.composite
def work_said(draw: st.DrawFn, claims: list[str]) -> tuple[str, str, str, Any]:
    """What is said of a claim beside its wording, or agreed for the project."""
    claim, remark = draw(st.sampled_from(claims)), draw(st.sampled_from(REMARKS))
    which = draw(st.integers(0, 9))
    said: tuple[str, str, str, Any]
    if which <= 4:
        field = draw(st.sampled_from(sorted(DETAILS)))
        said = ("claim", claim, field, draw(st.sampled_from(DETAILS[field])))
    elif which == 5:
        tag = draw(st.sampled_from(["Kosovo", "kosovo", "war"]))
        key = tag_key(draw(st.sampled_from([tag, tag, tag, "another"])))
        said = ("tag", claim, key, {"tag": tag})
    elif which == 6:
        parent = draw(st.sampled_from([None, *REMARKS]))
        said = ("comment", claim, remark, plain({"text": draw(_WORDS), "parent": parent}))
    elif which == 7:
        said = ("question", claim, remark, {"text": draw(_WORDS)})
    elif which == 8:
        kind = draw(st.sampled_from(["Boolean", "Extractive"]))
        value = {"question": draw(st.sampled_from(REMARKS)), "text": draw(_WORDS), "kind": kind}
        said = ("answer", claim, remark, value)
    else:
        agreed: tuple[str, str, str, Any] = draw(_AGREED)
        return agreed
    return (*said[:3], None if draw(st.integers(0, 5)) == 0 else said[3])


_WORDS = st.sampled_from(["well", "no"])
_AGREED = st.sampled_from(
    [
        ("project", PROJECT, "publisher", {"name": "Desk", "url": "https://d.example"}),
        ("project", PROJECT, "publisher", {"name": "Other"}),
        ("project", PROJECT, "publisher", None),
        ("project", PROJECT, "scale", {"scale": "own/1"}),
        ("project", PROJECT, "second_reader", {"required": True, "blind": True}),
        ("view", view_identifier("Mine"), "query", {"name": "Mine", "query": "tag:war"}),
        ("view", view_identifier("mine"), "query", {"name": "mine", "query": "is:stale"}),
        ("view", view_identifier("Mine"), "query", {"name": "Yours", "query": ""}),
        ("view", view_identifier("Mine"), "query", None),
        scale_event(scale_of("One")),
        scale_event(scale_of("Two")),
        ("scale", "f" * 32, "definition", scale_event(scale_of("One"))[3]),
    ]
)
