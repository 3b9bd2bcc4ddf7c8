"""The form for what a team agrees on: who publishes, the rating scale, second readers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult

from workbench.errors import UsageError
from workbench.model import ProjectSettings, Publisher, RatingScale, SecondReader
from workbench.text import clean_line
from workbench.tui.keys.told import key
from workbench.tui.screens.forms.form import FormScreen, label
from workbench.tui.screens.forms.results import Done, Job
from workbench.tui.session import Session
from workbench.tui.sheets.sheet import SheetBuilder, Tone
from workbench.tui.widgets.choice import OneOf, Option
from workbench.tui.widgets.fields import LineField

if TYPE_CHECKING:
    from workbench.ledger.database import Ledger

_OF_PUBLISHER: Final = {
    "name": ("Publisher, as reports and ClaimReview name it; empty for none", "The Harbour Post"),
    "url": ("Its address", "https://harbour.example/"),
    "review_address": (
        "Where the review of a claim stands, with {claim} in the place of its id",
        "https://harbour.example/checks/{claim}",
    ),
    "logo": ("The address of its logo", "https://harbour.example/logo.png"),
    "methodology": ("Where it says how it checks", "https://harbour.example/method"),
    "corrections": ("Where it says how it corrects", "https://harbour.example/corrections"),
    "license": ("The licence of what it publishes", "https://…"),
    "language": ("The language it publishes in", "en"),
    "contact": ("How to reach it", "checks@harbour.example"),
    "same_as": ("Other addresses of it, with spaces between", "https://…"),
}
_RULES: Final = {
    "none": SecondReader(required=False),
    "blind": SecondReader(required=True, blind=True),
    "open": SecondReader(required=True, blind=False),
}


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is agreed now, and the scales that can be chosen."""

    settings: ProjectSettings
    scale: RatingScale
    scales: tuple[RatingScale, ...]


class ProjectScreen(FormScreen):
    """Publisher, rating scale, second readers: changed in one act."""

    NAME: ClassVar[str] = "project"

    def __init__(self, session: Session, agreed: Agreed) -> None:
        super().__init__(session, claim="", statement="")
        publisher = agreed.settings.publisher
        self._fields = {
            name: LineField(_field(publisher, name), placeholder=example, compact=True)
            for name, (_, example) in _OF_PUBLISHER.items()
        }
        self._scale = OneOf(
            [Option(one.id, one.name, _steps(one)) for one in agreed.scales], id="scale"
        )
        self._scale.choose([agreed.scale.id])
        self._rule = OneOf(
            [
                Option("none", "none", "one verdict is enough"),
                Option("blind", "one, blind", "sees the first verdict only after giving another"),
                Option("open", "one, who sees the first", "reads it before agreeing or not"),
            ],
            id="second-reader",
        )
        rule = agreed.settings.second_reader
        self._rule.choose(["none" if not rule.required else "blind" if rule.blind else "open"])
        self._before = self._all_values()

    def title_words(self) -> str:
        """The title."""
        return "What is agreed for the project"

    def claim_sheet(self) -> SheetBuilder:
        """What a change means for what is there."""
        return SheetBuilder().line(
            "For everybody who has the file. Verdicts that were given keep the scale in which "
            "they were given.",
            Tone.MUTED,
        )

    def compose_fields(self) -> ComposeResult:
        """Scale and second readers first, since they are changed most; then the publisher."""
        yield label("Rating scale for verdicts from now on")
        yield self._scale
        yield label("Second reader of each verdict")
        yield self._rule
        for name, (words, _) in _OF_PUBLISHER.items():
            yield label(words)
            yield self._fields[name]

    def on_mount(self) -> None:
        """Begin with the scale."""
        self._scale.focus()

    def _all_values(self) -> dict[str, str]:
        typed = {name: field.value for name, field in self._fields.items()}
        chosen = {"scale": "".join(self._scale.chosen), "rule": "".join(self._rule.chosen)}
        return typed | chosen

    def values(self) -> dict[str, str]:
        """What is other than agreed now; somebody else may change the rest meanwhile."""
        now = self._all_values()
        return {name: value for name, value in now.items() if value != self._before[name]}

    def is_worth_keeping(self, values: dict[str, str]) -> bool:
        """An emptied field is a change too."""
        return bool(values)

    def restore(self, values: dict[str, str]) -> None:
        """Put back what was typed and chosen."""
        for name, value in values.items():
            if name in self._fields:
                self._fields[name].value = value
        if "scale" in values:
            self._scale.choose([values["scale"]])
        if "rule" in values:
            self._rule.choose([values["rule"]])

    def job(self) -> Job:
        """Agree on it."""
        publisher, scale = self._publisher(), self._scale.chosen[0]
        rule = _RULES[self._rule.chosen[0]]

        def agree(ledger: "Ledger") -> Done:
            from workbench.desk.settings_of_project import agree

            changed = agree(ledger, publisher, scale, rule)
            words = (
                f"Changed for the project: {', '.join(changed)}; {key('desk.undo')} takes it back"
            )
            return Done(words, "", listing_changed=True)

        return agree

    def _publisher(self) -> Publisher | None:
        typed = {name: field.value.strip() for name, field in self._fields.items()}
        if not typed["name"]:
            if any(typed.values()):
                self._fields["name"].focus()
                raise UsageError("name the publisher, or empty its other fields too")
            return None
        same_as = tuple(typed.pop("same_as").split())
        name = typed.pop("name")
        return Publisher(name, same_as=same_as, **{key: one or None for key, one in typed.items()})


def _field(publisher: Publisher | None, name: str) -> str:
    value = None if publisher is None else getattr(publisher, name)
    return " ".join(value) if isinstance(value, tuple) else value or ""


def _steps(scale: RatingScale) -> str:
    return ", ".join(clean_line(one.name, 40) for one in scale.ratings)
