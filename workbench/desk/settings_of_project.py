"""What a team agrees on for a project: who publishes, the rating scale, second readers."""

import json
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from workbench.errors import NotSo, UsageError
from workbench.ledger.queries import kept_scale, kept_scales
from workbench.ledger.queries import project_settings as get_settings
from workbench.ledger.recording.agreeing import (
    keep_scale,
    record_publisher,
    record_scale,
    record_scale_choice,
    record_second_reader,
)
from workbench.ledger.values.settings import LONGEST_ADDRESS, LONGEST_NAME
from workbench.model import ProjectSettings, Publisher, RatingScale, RatingStep, SecondReader
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

DEFAULT_SCALE = "averitec/1"
_ADDRESSES = ("url", "logo", "review_address", "methodology", "corrections", "license")


def settings(ledger: "Ledger") -> ProjectSettings:
    """What was agreed for the project of this file."""
    return get_settings(ledger)


def set_publisher(ledger: "Ledger", publisher: Publisher | None) -> None:
    """Say who publishes the verdicts of this project; ``None`` takes it back.

    Raises:
        NotSo: It is so already.
        UsageError: The name is missing, or something is no address of a page.
    """
    chosen = None if publisher is None else _checked(publisher)
    if get_settings(ledger).publisher == chosen:
        raise NotSo("the publisher is so already")
    with ledger.act("Set the publisher" if chosen else "Take the publisher away") as act:
        record_publisher(act, ledger.project.id, chosen)


def set_scale(ledger: "Ledger", scale_id: str) -> RatingScale:
    """Give verdicts in another rating scale from now on; former verdicts keep theirs.

    Its definition is kept in the file.

    Raises:
        NotSo: There is no such scale, or it is in use already.
    """
    chosen = find_scale(ledger, scale_id)
    if scale_in_use(ledger).id == chosen.id:
        raise NotSo(f"verdicts are given in {chosen.name} ({chosen.id}) already")
    with ledger.act(f"Use the scale {clean_line(chosen.name, 60)}") as act:
        keep_scale(act, chosen)
        record_scale_choice(act, ledger.project.id, chosen.id)
    return chosen


def add_scale(ledger: "Ledger", scale: RatingScale) -> None:
    """Keep the definition of a scale in the file, where everybody who has it can choose it.

    It stays there, and undo does not take it away: verdicts may name it by now.

    Raises:
        NotSo: The file keeps it already.
        UsageError: Another definition has this id, or the scale is not whole.
    """
    known = next((one for one in known_scales(ledger) if one.id == scale.id), None)
    if known is not None and known != scale:
        raise UsageError(
            f"there is another scale {clean_line(scale.id, 60)}; a scale is never changed once it "
            "is known: give the new one an id of its own, for example with another number"
        )
    if kept_scale(ledger, scale.id) is not None:
        raise NotSo(f"the file keeps the scale {clean_line(scale.id, 60)} already")
    check_scale(scale)
    with ledger.act(f"Keep the scale {clean_line(scale.id, 60)}") as act:
        record_scale(act, scale)


def set_second_reader(ledger: "Ledger", rule: SecondReader) -> None:
    """Say whether each verdict needs a second reader, and whether that one reads blind.

    Raises:
        NotSo: It is so already.
    """
    if get_settings(ledger).second_reader == rule:
        raise NotSo("the rule for second readers is so already")
    label = "Ask for second readers" if rule.required else "Ask for no second readers"
    with ledger.act(label) as act:
        record_second_reader(act, ledger.project.id, rule)


def agree(
    ledger: "Ledger", publisher: Publisher | None, scale_id: str, rule: SecondReader
) -> tuple[str, ...]:
    """Agree on publisher, scale and second readers at once, as one act; says what changed.

    Raises:
        NotSo: All of it is so already, or there is no such scale.
        UsageError: The publisher's name is missing, or something is no address of a page.
    """
    before, scale = get_settings(ledger), find_scale(ledger, scale_id)
    chosen = None if publisher is None else _checked(publisher)
    changes = {
        "publisher": before.publisher != chosen,
        "scale": scale_in_use(ledger).id != scale.id,
        "second reader": before.second_reader != rule,
    }
    changed = tuple(name for name, differs in changes.items() if differs)
    if not changed:
        raise NotSo("everything is so already")
    with ledger.act(f"Agree on the {' and the '.join(changed)}") as act:
        if changes["publisher"]:
            record_publisher(act, ledger.project.id, chosen)
        if changes["scale"]:
            keep_scale(act, scale)
            record_scale_choice(act, ledger.project.id, scale.id)
        if changes["second reader"]:
            record_second_reader(act, ledger.project.id, rule)
    return changed


def scale_in_use(ledger: "Ledger") -> RatingScale:
    """The scale in which verdicts are given in this project."""
    chosen = get_settings(ledger).scale or DEFAULT_SCALE
    found = kept_scale(ledger, chosen) or shipped_scales().get(chosen)
    return found or shipped_scales()[DEFAULT_SCALE]


def known_scales(ledger: "Ledger") -> tuple[RatingScale, ...]:
    """The scales that can be chosen: those the file keeps, and those that come with the program."""
    found = {**shipped_scales(), **{one.id: one for one in kept_scales(ledger)}}
    return tuple(sorted(found.values(), key=lambda one: (one.name.casefold(), one.id)))


def find_scale(ledger: "Ledger", scale_id: str) -> RatingScale:
    """The scale with this id, or with this name.

    Raises:
        NotSo: There is none; those that there are are named.
    """
    wanted = scale_id.strip().casefold()
    every = known_scales(ledger)
    for one in every:
        if wanted in (one.id.casefold(), one.name.casefold()):
            return one
    names = ", ".join(one.id for one in every)
    raise NotSo(f"there is no rating scale {clean_line(scale_id, 60)}; there are: {names}")


@cache
def shipped_scales() -> dict[str, RatingScale]:
    """The scales that come with the program, by id."""
    folder = resources.files("workbench.desk.deciding").joinpath("scales")
    found = [
        read_scale_file(one.read_text("utf-8"))
        for one in folder.iterdir()
        if one.name.endswith(".toml")
    ]
    return {scale.id: scale for scale in found}


def read_scale_file(text: str) -> RatingScale:
    """Read the definition of a rating scale, TOML or JSON.

    Raises:
        UsageError: It is neither, or something is missing.
    """
    try:
        data = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
        scale = RatingScale(
            id=_text(data["id"]),
            name=_text(data["name"]),
            ratings=tuple(
                RatingStep(_text(step["name"]), _text(step["meaning"]), _step(step.get("value")))
                for step in data["rating" if "rating" in data else "ratings"]
            ),
        )
    except (ValueError, KeyError, TypeError) as error:
        missing = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise UsageError(
            f"this is no rating scale: {clean_line(missing, 100)}; it needs an id, a name, and "
            "ratings with a name and a meaning each"
        ) from None
    check_scale(scale)
    return scale


def check_scale(scale: RatingScale) -> None:
    """Refuse a scale that cannot be kept.

    Raises:
        UsageError: It has fewer than two ratings, two of one name, or something far too long.
    """
    from workbench.ledger.events import canonical
    from workbench.ledger.identifiers import scale_identifier
    from workbench.ledger.shapes import NotUnderstood
    from workbench.ledger.values.settings import read_scale, scale_value

    value = scale_value(scale)
    try:
        read_scale(value, scale_identifier(canonical(value)), "definition")
    except NotUnderstood as error:
        raise UsageError(f"the scale cannot be kept: {error}") from None


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError("an id, name or meaning is no text")
    return squeeze(value)


def _step(value: object) -> int | None:
    if value is not None and type(value) is not int:
        raise TypeError("the value of a rating is a whole number")
    return value


def _checked(publisher: Publisher) -> Publisher:
    if not publisher.name.strip() or len(publisher.name) > LONGEST_NAME:
        raise UsageError(f"a publisher needs a name of at most {LONGEST_NAME} characters")
    given = [getattr(publisher, name) for name in _ADDRESSES]
    for address in (*given, *publisher.same_as):
        if address is not None and not _is_address(address):
            raise UsageError(f"{clean_line(address, 60)} is no address of a page (https://…)")
    if publisher.contact is not None and len(publisher.contact) > LONGEST_ADDRESS:
        raise UsageError("the contact is far too long")
    if publisher.review_address is not None and "{claim}" not in publisher.review_address:
        raise UsageError("the address of reviews needs {claim} where the claim's id will stand")
    return publisher


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    plain = not any(map(str.isspace, address)) and len(address) <= LONGEST_ADDRESS
    return plain and parts.scheme in ("http", "https") and bool(parts.netloc)
