"""What is read quickly is what is read with care; what is unusual is not read quickly at all."""

import copy
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.ledger.material import FIRST, claim_value, evidence_value, second_claim, verdict_value
from workbench.ledger.events import canonical, parse_sound
from workbench.ledger.shapes import NotUnderstood
from workbench.ledger.values import understand
from workbench.ledger.values.decisions import LONGEST_CONDITIONS
from workbench.ledger.values.quick import read_quickly

USUAL: Final[list[tuple[str, str, dict[str, Any]]]] = [
    ("claim", "read", claim_value()),
    ("claim", "read", second_claim()),
    ("claim", "read", claim_value(insertions=[{"start": 3, "end": 9, "text": "The mill"}])),
    ("evidence", "0123456789abcdef", evidence_value()),
    ("verdict", "rating", verdict_value()),
    (
        "verdict",
        "rating",
        verdict_value(
            evidence=["a" * 64],
            considered=["b" * 64],
            confidence="high",
            as_of="2025-05-07",
            conditions="if the register is whole",
            correction="a typing error",
        ),
    ),
]
UNUSUAL: Final[list[tuple[str, str, dict[str, Any]]]] = [
    *USUAL,
    ("claim", "read", claim_value(insertions=[{"start": 3, "end": 9, "text": "x"}] * 201)),
    ("claim", "read", claim_value(insertions=[{"start": 9, "end": 3, "text": "x"}])),
    ("claim", "statement", {"text": "Better words"}),
    ("claim", "read", claim_value(derived_from=["a" * 32])),
    ("verdict", "rating", verdict_value(carried={"claim": FIRST, "verdict": "c" * 64})),
    (
        "evidence",
        "0123456789abcdef",
        evidence_value(capture="7" * 64, start=0, end=18, text="main", extractor="reader/1"),
    ),
]
ODD: Final[list[Any]] = [
    *(None, True, False, -1, 0, 1, 1001, 1 << 53, 1 << 70, 10**99, 10**101),
    *("", "x", "5", "-5.25", "1e5", " 1", "1_000", "NaN", "\u0663", "1." + "0" * 101),
    *("2024-02-30", "20240701", "2024-W01-1", "0000-01-01", "2024-07-01T00:00:00Z", "2024-07"),
    *("about", "supports", "high", "event", "day", "a" * 64, "A" * 64, "a" * 32),
    *("y" * LONGEST_CONDITIONS, "y" * (LONGEST_CONDITIONS + 1)),
    *([], [None], ["a"], ["a", "b"], ["a" * 32, "b" * 64], [1], [[]], [{}], {}),
    {"claim": FIRST, "verdict": "c" * 64},
    {"start": 5, "end": 3, "text": "x", "kind": "place"},
]


def carefully(kind: str, field: str, value: Any, entity: str = FIRST) -> Any:
    try:
        return understand(1, kind, entity, field, value)
    except NotUnderstood:
        return NotUnderstood


def body(value: Any) -> str:
    return canonical({"kind": "any", "value": value, "version": 1})


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a value where something else could stand."""
    found = [path] if path else []
    if isinstance(value, dict | list):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            found += places(one, (*path, key))
    return found


@pytest.mark.parametrize(("kind", "field", "value"), USUAL, ids=[f"{i}" for i in range(len(USUAL))])
def test_a_usual_value_is_read_quickly(kind: str, field: str, value: dict[str, Any]) -> None:
    said = {key: one for key, one in value.items() if one is not None}
    found = read_quickly(kind, FIRST, field, body(said))
    assert found is not None
    assert found == carefully(kind, field, said)
    assert repr(found) == repr(carefully(kind, field, said))


@examples(80, 1_500)
@given(st.data())
def test_what_is_read_quickly_is_what_is_read_with_care(data: st.DataObject) -> None:
    kind, field, usual = data.draw(st.sampled_from(UNUSUAL))
    value = copy.deepcopy(usual)
    for _ in range(data.draw(st.integers(1, 2))):
        *way, last = data.draw(st.sampled_from(places({"value": value})))[1:] or ("extra",)
        spot: Any = value
        for key in way:
            spot = spot[key]
        if data.draw(st.booleans()) and isinstance(spot, dict):
            name = data.draw(st.sampled_from(["capture", "details", "carried", "extra", last]))
            spot[name] = copy.deepcopy(data.draw(st.sampled_from(ODD)))
        elif data.draw(st.booleans()):
            spot.pop(last, None) if isinstance(spot, dict) else spot.pop(last)
        else:
            spot[last] = copy.deepcopy(data.draw(st.sampled_from(ODD)))
    entity = data.draw(st.sampled_from([FIRST, FIRST, "a" * 31, "A" * 32]))
    quickly = read_quickly(kind, entity, field, body(value))
    if quickly is not None:
        expected = carefully(kind, field, parse_sound(body(value))["value"], entity)
        assert quickly == expected
        assert repr(quickly) == repr(expected)
