"""What a reviewer reads on a morning, and hands that press only keys which the desk tells of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from textual import events

from tests.tui.desk_material import DeskPilot, desk, screen_text, settled, type_text, until, worked
from workbench.model import Stance
from workbench.tui.actions.action import Action, Where
from workbench.tui.actions.places import Placed
from workbench.tui.actions.table import ACTIONS
from workbench.tui.app import Desk

_ACTIONS: Mapping[str, Action] = {action.id: action for action in ACTIONS}


@dataclass(frozen=True)
class Checked:
    """A sentence of the article, a page that bears on it, and what the page does to it."""

    claim: str
    page: str
    stance: Stance

    @property
    def rating(self) -> int:
        """The number of the rating that Ana gives."""
        return 1 if self.stance is Stance.SUPPORTS else 2


TITLE = "Harbourton counts its year"
MORNING = (
    Checked(
        "The port of Harbourton handled 410,000 tonnes of cargo in 2022.",
        "The port of Harbourton handled 410,000 tonnes of cargo in 2022, its annual table says.",
        Stance.SUPPORTS,
    ),
    Checked(
        "The town council spent 2.4 million euros on the new quay.",
        "The council's accounts say that the new quay cost the town 3.1 million euros.",
        Stance.REFUTES,
    ),
    Checked(
        "At least 1,200 residents signed the petition against the fares in May.",
        "The clerk counted 1,243 residents who signed the petition against the fares in May.",
        Stance.SUPPORTS,
    ),
    Checked(
        "The ferry Aurora carried 96,000 passengers last year.",
        "The ferry Aurora carried 69,000 passengers last year, as the line's report says.",
        Stance.REFUTES,
    ),
    Checked(
        "Unemployment in Harbourton fell to 4.1 per cent in March.",
        "The labour office gives 4.1 per cent unemployment in Harbourton for March.",
        Stance.SUPPORTS,
    ),
    Checked(
        "The fishing fleet lost seven boats between 2019 and 2022.",
        "The register of the fishing fleet had seven boats fewer in 2022 than in 2019.",
        Stance.SUPPORTS,
    ),
    Checked(
        "The lighthouse was built in 1874.",
        "The lighthouse was built in 1894, as the stone above its door says.",
        Stance.REFUTES,
    ),
    Checked(
        "The hospital treated 41 people after the fire on the quay.",
        "The hospital treated 41 people after the fire on the quay, its doctors said.",
        Stance.SUPPORTS,
    ),
    Checked(
        "The county paid 60 per cent of the costs of the breakwater.",
        "The county paid 40 per cent of the costs of the breakwater and the state the rest.",
        Stance.REFUTES,
    ),
    Checked(
        "The harbour school has 312 pupils in 14 classes.",
        "The harbour school teaches 312 pupils in 14 classes this year.",
        Stance.SUPPORTS,
    ),
)


def article(checked: tuple[Checked, ...]) -> str:
    """The article as a web page."""
    paragraphs = "".join(f"<p>{one.claim}</p>\n" for one in checked)
    return (
        f'<!doctype html><html lang="en"><head><title>{TITLE}</title>'
        '<meta property="article:published_time" content="2023-06-01T08:00:00Z"></head>'
        f"<body><article><h1>{TITLE}</h1>\n{paragraphs}</article></body></html>"
    )


def page(one: Checked) -> str:
    """The page of a source."""
    return (
        '<!doctype html><html lang="en"><head><title>What the record says</title></head>'
        "<body><article><h1>What the record says</h1>"
        "<p>This page is kept by the office that counts such things, and is renewed each year.</p>"
        f"<p>{one.page}</p>"
        "<p>Whoever finds a mistake in it is asked to write to the office in the old town hall.</p>"
        "</article></body></html>"
    )


@dataclass
class Hands:
    """A person at the keys. Each key is one that the footer or the help names here and now."""

    pilot: DeskPilot
    pressed: list[str] = field(default_factory=list)

    async def do(self, name: str) -> None:
        """Press the key of an action, which has to be possible here."""
        screen, action = self.pilot.app.screen, _ACTIONS[name]
        assert isinstance(screen, Placed)
        assert action.where in (*screen.places(), Where.EVERYWHERE), f"{name} is not told of here"
        assert screen.why_not(action) == "", f"{name}: {screen.why_not(action)}"
        await self._press(action.keys[0])

    async def number(self, number: int) -> None:
        """Press a digit, which choices, ratings and queues take."""
        await self._press(str(number))

    async def write(self, text: str) -> None:
        """Type into the field that has the focus."""
        await type_text(self.pilot, text)

    async def paste(self, text: str) -> None:
        """Paste as a terminal does."""
        self.pilot.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def _press(self, key: str) -> None:
        self.pressed.append(key)
        await self.pilot.press(key)

    async def see(self, kind: type[object]) -> None:
        """Wait until a screen lies on top."""
        await until(self.pilot, lambda: type(self.pilot.app.screen) is kind, str(kind))
        await self.pilot.pause()

    async def read(self, words: str) -> None:
        """Wait until these words are on the screen."""
        await until(self.pilot, lambda: words in screen_text(self.pilot), words)

    async def at_the_list(self) -> None:
        """Wait until the desk is there with nothing under way."""
        app = self.pilot.app
        assert isinstance(app, Desk)
        await until(self.pilot, lambda: app.screen is desk(self.pilot), "the desk")
        await until(self.pilot, lambda: not app.errands.under_way, "nothing is under way")
        await worked(self.pilot)
        await settled(self.pilot)
