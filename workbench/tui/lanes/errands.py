"""What goes on in the background: fetching, re-checking, asking archives. No screens here.

Fetching and reading run on the loop of the application and in child processes; whatever is kept
goes through the writing lane, one act each, so that nothing is ever stored half. Whoever shows
errands is told of every change through one function.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from workbench.errors import InputError, UsageError, WorkbenchError
from workbench.tui.faults import fault_in_words
from workbench.tui.keys.told import key
from workbench.tui.lanes.reading_words import read_in_words
from workbench.tui.lanes.wishes import Errand, Kind, Stage, ToAttach, ToRead, Wanted
from workbench.tui.session import Session

if TYPE_CHECKING:
    from workbench.desk.sourcing.fetching import Fetched, Web
    from workbench.ledger.database import Ledger
    from workbench.sourcing.fetching import FetchProgress

T = TypeVar("T")


@dataclass(slots=True)
class _Running:
    errand: Errand
    wanted: Wanted | None
    task: "asyncio.Task[None]" = field(init=False)


class Errands:
    """All errands of a sitting. To be used from the loop of the application alone."""

    def __init__(self, session: Session, told: Callable[[Errand], None]) -> None:
        self._session = session
        self._told = told
        self._running: list[_Running] = []
        self._failed = 0
        self._room: asyncio.Semaphore | None = None
        self._web: Web | None = None
        self._opening = asyncio.Lock()
        self._stack = AsyncExitStack()

    # ----------------------------------------------------------------------------- state

    @property
    def under_way(self) -> tuple[Errand, ...]:
        """What has not ended."""
        return tuple(running.errand for running in self._running)

    def of_claim(self, claim: str) -> tuple[Errand, ...]:
        """What is under way for one claim."""
        return tuple(errand for errand in self.under_way if errand.claim == claim)

    @property
    def words(self) -> str:
        """What is under way, for the status line; failures are told until all has ended."""
        counted: dict[Kind, int] = {}
        for errand in self.under_way:
            counted[errand.kind] = counted.get(errand.kind, 0) + 1
        parts = [f"{kind.value} {number}" for kind, number in counted.items()]
        if parts and self._failed:
            parts.append(f"{self._failed} failed")
        return ", ".join(parts)

    # -------------------------------------------------------------------------- starting

    def attach(self, wish: ToAttach) -> None:
        """Fetch or read each of these for a claim and keep it, a failure with its reason."""
        for one in wish.wanted:
            errand = Errand(Kind.ATTACH, wish.claim, one.name)
            self._start(errand, self._attach(errand, one, allow_private=wish.allow_private), one)

    def read(self, wish: ToRead) -> None:
        """Fetch or load each of these and read it into claims."""
        for one in wish.wanted:
            errand = Errand(Kind.READ, "", one.name)
            self._start(errand, self._read(errand, one, wish), one)

    def recheck(self, claim: str, name: str, sources: Sequence[str], *, private: bool) -> None:
        """Fetch sources again, keep what came and what became of the quotes."""
        errand = Errand(Kind.RECHECK, claim, name)
        self._start(errand, self._recheck(errand, sources, private=private))

    def ask(
        self,
        claim: str,
        name: str,
        question: "Callable[[Web], Awaitable[T]]",
        keep: "Callable[[Ledger, T], str] | None" = None,
        *,
        kind: Kind = Kind.ASK,
    ) -> None:
        """Ask somebody on the web; ``keep`` writes the answer and says what was kept."""
        errand = Errand(kind, claim, name)
        self._start(errand, self._ask(errand, question, keep))

    def _start(self, errand: Errand, work: "Awaitable[None]", wanted: Wanted | None = None) -> None:
        if not self._running:
            self._failed = 0
        running = _Running(errand, wanted)
        self._running.append(running)
        running.task = asyncio.ensure_future(self._run(running, work))
        self._told(errand)

    async def _run(self, running: _Running, work: "Awaitable[None]") -> None:
        errand = running.errand
        try:
            await work
        except asyncio.CancelledError:
            errand.stage, errand.said = Stage.CANCELLED, f"Cancelled: {errand.name}"
        except InputError as error:
            # What cannot be read goes back to where it was typed, as a refused address does.
            typed = running.wanted is not None and not running.wanted.address
            errand.stage, errand.said = (Stage.REFUSED if typed else Stage.FAILED), str(error)
            errand.result = running.wanted if typed else None
        except WorkbenchError as error:
            errand.stage, errand.said = Stage.FAILED, str(error)
        except Exception as error:
            errand.stage, errand.said = Stage.FAILED, fault_in_words(error)
        finally:
            self._running.remove(running)
            if errand.stage in (Stage.FAILED, Stage.REFUSED):
                self._failed += 1
            self._told(errand)

    # ---------------------------------------------------------------------------- ending

    def cancel(self) -> int:
        """Stop everything; what is being kept is kept. Returns how many were under way."""
        for running in self._running:
            running.task.cancel()
        return len(self._running)

    async def close(self) -> None:
        """Stop everything and end the child processes."""
        self._told = _nobody
        tasks = [running.task for running in self._running]
        self.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._stack.aclose()
        self._web = None

    # --------------------------------------------------------------------------- working

    async def _opened(self) -> "Web":
        """Client and page reader, made when they are first needed and kept for the sitting."""
        async with self._opening:
            if self._web is not None:
                return self._web
            # Imports take longer than a key may wait, so they are done aside.
            make = await asyncio.to_thread(_import_web)
            web: Web = await self._stack.enter_async_context(make(only_files=True))
            self._web, self._room = web, asyncio.Semaphore(web.at_once)
            return web

    def _move(self, errand: Errand, stage: Stage) -> None:
        if errand.stage is not stage:
            errand.stage = stage
            self._told(errand)

    async def _attach(self, errand: Errand, wanted: Wanted, *, allow_private: bool) -> None:
        from workbench.desk.sourcing.attaching import attach_known, keep_fetched, keep_file
        from workbench.desk.sourcing.fetching import describe_outcome, works_offline
        from workbench.desk.sourcing.files import read_file, read_text
        from workbench.model import SourceKind

        writing, claim = self._session.writing, errand.claim
        if wanted.address:
            known = await writing.run(lambda ledger: attach_known(ledger, claim, wanted.address))
            if known is not None:
                already = "Already attached" if known.already else "Attached, fetched before"
                errand.result = known
                errand.stage, errand.said = Stage.DONE, f"{already}: {errand.name}"
                return
            if works_offline():
                await self._put_off(errand, wanted.address)
                return
            fetched = await self._fetch(errand, wanted, allow_private=allow_private)
            if fetched is None:
                return
            self._move(errand, Stage.KEEPING)
            kept = await writing.run(lambda ledger: keep_fetched(ledger, fetched, claim_id=claim))
        else:
            self._move(errand, Stage.READING)
            if wanted.path:
                web = await self._opened()
                file = await read_file(wanted.path, web.reader, title=wanted.title or None)
                kind = SourceKind.FILE
            else:
                file = await asyncio.to_thread(read_text, wanted.text, title=wanted.title)
                kind = SourceKind.TEXT
            self._move(errand, Stage.KEEPING)
            kept = await writing.run(
                lambda ledger: keep_file(ledger, file, claim_id=claim, kind=kind)
            )
        errand.result = kept
        if kept.good:
            words = "Already attached" if kept.already else "Attached"
            errand.stage, errand.said = Stage.DONE, f"{words}: {errand.name}"
        else:
            words = describe_outcome(kept.outcome, kept.reason)
            errand.stage = Stage.FAILED
            errand.said = f"{errand.name} could not be fetched ({words}); that is kept"

    async def _fetch(
        self, errand: Errand, wanted: Wanted, *, allow_private: bool
    ) -> "Fetched | None":
        """Fetch an address when there is room; nothing if it is refused, which the errand says."""
        from workbench.desk.sourcing.fetching import fetch_source

        web = await self._opened()
        if self._room is None:
            raise RuntimeError("there is no room to work in")
        options = replace(web.options, allow_private=allow_private, allow_any_port=allow_private)
        async with self._room:
            self._move(errand, Stage.FETCHING)
            try:
                return await fetch_source(
                    wanted.address,
                    options,
                    client=web.client,
                    reader=web.reader,
                    on_progress=lambda progress: self._progressed(errand, progress),
                )
            except UsageError as refusal:
                errand.stage, errand.said = Stage.REFUSED, str(refusal)
                errand.result = wanted
                return None

    async def _read(self, errand: Errand, wanted: Wanted, wish: ToRead) -> None:
        from workbench.desk.reading.documents import add_document
        from workbench.desk.reading.pages import add_page
        from workbench.desk.sourcing.fetching import refuse_offline
        from workbench.sourcing.files import load, pasted

        writing, dated = self._session.writing, wish.document_date
        if wanted.address:
            refuse_offline()
            fetched = await self._fetch(errand, wanted, allow_private=wish.allow_private)
            if fetched is None:
                return
            self._move(errand, Stage.READING)
            added = await writing.run(lambda ledger: add_page(ledger, fetched, document_date=dated))
        else:
            self._move(errand, Stage.READING)
            from_where = partial(load, wanted.path) if wanted.path else partial(pasted, wanted.text)
            loaded = await asyncio.to_thread(from_where)
            added = await writing.run(
                lambda ledger: add_document(ledger, loaded, document_date=dated)
            )
        errand.result = added
        errand.stage, errand.said = Stage.DONE, read_in_words(added)

    async def _put_off(self, errand: Errand, address: str) -> None:
        """Keep an address as a source that is not fetched; a re-check fetches it later."""
        from workbench.desk.sourcing.attaching import attach_unfetched

        claim = errand.claim
        errand.result = await self._session.writing.run(
            lambda ledger: attach_unfetched(ledger, claim, address)
        )
        errand.stage = Stage.DONE
        errand.said = (
            f"Offline, so it is kept as not fetched: {errand.name}. "
            f"{key('claim.recheck')} fetches it later"
        )

    def _progressed(self, errand: Errand, progress: "FetchProgress") -> None:
        if progress.stage.value == "done":
            self._move(errand, Stage.READING)

    async def _recheck(self, errand: Errand, sources: Sequence[str], *, private: bool) -> None:
        from workbench.desk.sourcing.fetching import refuse_offline
        from workbench.desk.sourcing.rechecking import due, fetch_due, settle

        refuse_offline()
        waiting = await self._session.reading.run(lambda ledger: due(ledger, sources))
        web = await self._opened()
        options = replace(web.options, allow_private=private, allow_any_port=private)
        found = []
        self._move(errand, Stage.FETCHING)
        name = errand.name
        async for each, result in fetch_due(waiting, replace(web, options=options)):
            settling = partial(settle, each=each, result=result)
            found.append(await self._session.writing.run(settling))
            errand.name = f"{name} ({len(found)} of {len(waiting)})"
            errand.result = tuple(found)
            self._told(errand)
        errand.result = tuple(found)
        errand.stage, errand.said = Stage.DONE, f"Re-checked {len(found)} of {len(waiting)}"

    async def _ask(
        self,
        errand: Errand,
        question: "Callable[[Web], Awaitable[T]]",
        keep: "Callable[[Ledger, T], str] | None",
    ) -> None:
        from workbench.desk.sourcing.fetching import refuse_offline

        refuse_offline()
        web = await self._opened()
        self._move(errand, Stage.FETCHING)
        errand.result = answer = await question(web)
        errand.said = f"{errand.name}: answered"
        if keep is not None:
            self._move(errand, Stage.KEEPING)
            errand.said = await self._session.writing.run(lambda ledger: keep(ledger, answer))
        errand.stage = Stage.DONE


def _nobody(errand: Errand) -> None:
    """The program is being left; nobody is told."""
    del errand


_NEEDED = (
    "workbench.desk.reading.pages",
    "workbench.desk.sourcing.attaching",
    "workbench.desk.sourcing.files",
    "workbench.desk.sourcing.rechecking",
    "workbench.sourcing.fetching",
    "workbench.sourcing.pages",
)


def _import_web() -> "Callable[..., AbstractAsyncContextManager[Web]]":
    """Load all that fetching needs, and give what opens it."""
    for name in _NEEDED:
        import_module(name)
    from workbench.desk.sourcing.fetching import web

    return web
