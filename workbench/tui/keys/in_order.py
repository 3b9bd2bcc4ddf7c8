"""Keys are done one after the other: each finds the focus where the key before it has put it.

Textual gives a key to what has the focus when the key arrives, and what a key does (open a form,
go to another field) happens some messages later. Of keys that come in one burst, as from a fast
typist, over a slow line or out of a macro, the later ones would be taken by what the earlier ones
are just leaving: words meant for a form would be commands to the list below it.
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from typing import Any
from weakref import WeakSet

from textual import events
from textual.message_pump import MessagePump
from textual.worker import Worker

from workbench.tui.keys.keyed import KeyedApp
from workbench.tui.keys.keymap import SHIPPED, KeyTable

OPENING = frozenset({"form", "marked", "talk"})
"""The groups of workers that read what a form needs and then open it."""
IN_A_FORM = frozenset({"typed", "draft", "save"})
"""The groups of workers that put an earlier draft into a form, or save what it holds."""
FORM_SECONDS = 5.0
"""How long keys wait for a form to open, to be filled or to close; then they are dropped."""
LOOK_SECONDS = 0.005
"""How often it is looked whether it has."""
ANSWER_SECONDS = 1.0
"""How long a key waits for what the key before does, should some part never answer."""


class OrderlyApp(KeyedApp):
    """An application that does one key after the other."""

    def __init__(self, keys: KeyTable = SHIPPED) -> None:
        super().__init__(keys)
        self._typed: deque[events.Key | events.Paste] = deque()
        self._key_went_to: tuple[MessagePump, ...] = ()
        self._settling = False
        self._round = 0
        self._too_slow: WeakSet[Worker[Any]] = WeakSet()

    async def on_event(self, event: events.Event) -> None:
        """Put keys in a row; everything else happens as it comes."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if self._settling:
            return
        self._settling = True
        if self._at_rest:
            await self._next_key(self._round)
        else:
            self._settle()

    @property
    def keys_done(self) -> bool:
        """Whether no key waits for its turn."""
        return not self._settling

    @property
    def _at_rest(self) -> bool:
        """Whether nothing is on its way that the last key may have sent."""
        return not any(part.message_queue_size for part in (*self._key_went_to, self))

    def _settle(self) -> None:
        """Do the next key as soon as the one before has had all its effects.

        What a key sends goes from the part that had the focus up to the application, does
        something there, and may go the same way once more. Parts answer in the order in which
        they were asked, so a question that follows on the same way comes after all that.
        """
        self._round += 1
        way = (*self._key_went_to, *self._key_went_to, self)
        given_up = asyncio.get_running_loop().call_later(
            ANSWER_SECONDS, self.call_later, self._next_key, self._round
        )
        self._ask(iter(way), self._round, given_up)

    def _ask(self, way: Iterator[MessagePump], number: int, given_up: asyncio.TimerHandle) -> None:
        for part in way:
            if part.call_later(self._ask, way, number, given_up):
                return
        given_up.cancel()
        self.call_later(self._next_key, number)

    async def _next_key(self, number: int) -> None:
        if number != self._round or not self.screen_stack:
            return
        under_way = [one for one in self.workers if self._waited_for(one)]
        if under_way:
            self._round += 1
            self.run_worker(self._wait_for(under_way), group="keys", exit_on_error=False)
            return
        screen = self.screen
        if self._key_went_to and screen not in self._key_went_to:
            # Another screen lies on top by now: let it take its place and choose its focus.
            self._key_went_to = (screen, self)
            self._settle()
            return
        if not self._typed:
            self._settling = False
            return
        event = self._typed.popleft()
        target = self.focused or screen
        self._key_went_to = (target, *target.ancestors)
        await super().on_event(event)
        if self._typed:
            self._settle()
        else:
            self._settling = False

    def _waited_for(self, work: Worker[Any]) -> bool:
        return (
            work.group in OPENING | IN_A_FORM
            and not work.is_finished
            and work not in self._too_slow
        )

    async def _wait_for(self, under_way: list[Worker[Any]]) -> None:
        """Wait for a form; what was typed for it must not become commands if it does not come."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + FORM_SECONDS
        while not all(one.is_finished for one in under_way):
            if loop.time() > deadline:
                self._give_up(under_way)
                break
            await asyncio.sleep(LOOK_SECONDS)
        self._settle()

    def _give_up(self, under_way: list[Worker[Any]]) -> None:
        self._too_slow.update(under_way)
        for one in under_way:
            if one.group in OPENING:
                one.cancel()
        if self._typed:
            self._typed.clear()
            self.notify(
                "This takes long: the keys typed meanwhile were dropped.",
                severity="warning",
                markup=False,
            )
