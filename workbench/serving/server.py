"""The server: a page, a web socket, and a process with a desk behind each open page."""

import asyncio
import contextlib
import json
import shlex
import signal
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import textual_serve
from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from workbench.errors import UsageError
from workbench.serving.gate import HOST, Gate
from workbench.serving.page import FOCUS_SCRIPT, HEADERS, page

MOST_PAGES = 8
MOST_MESSAGE_BYTES = 1 << 20
ENDING_SECONDS = 10.0
_MOST_CELLS = 1_000
_STATIC = Path(textual_serve.__file__).parent / "static"
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class _Desk(AppService):
    """A desk behind a page, which ends with its page whatever happened to it."""

    process: Process | None = None

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self.process = await super()._open_app_process(width, height)
        return self.process

    async def end(self) -> None:
        """Have it finish what it writes and leave; one that does not is stopped."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.stop(), ENDING_SECONDS)
        if self.process is not None and self.process.returncode is None:
            try:
                await asyncio.wait_for(self.process.wait(), ENDING_SECONDS)
            except TimeoutError:
                self.process.kill()
                await self.process.wait()


class Server:
    """One desk program, served to the browsers of this computer."""

    def __init__(self, program: Sequence[str], title: str, port: int = 0) -> None:
        self._command = f"exec {shlex.join(program)}"
        self._title = title
        self._wanted_port = port
        self._open: set[web.WebSocketResponse] = set()
        self._gate: Gate | None = None

    @property
    def gate(self) -> Gate:
        """The door, once the server listens."""
        if self._gate is None:
            raise RuntimeError("the server does not listen yet")
        return self._gate

    async def serve(self, listening: Callable[[str], object]) -> None:
        """Serve until told to stop; ``listening`` is told the address with its key.

        Raises:
            UsageError: The port cannot be had.
        """
        stopping = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, stopping.set)
        application = web.Application(middlewares=[self._door])
        application.add_routes(
            [
                web.get("/{key}/", self._page),
                web.get("/{key}/ws", self._socket),
                web.get("/{key}/focus.js", self._script),
                web.get("/{key}/static/{path:.+}", self._static),
            ]
        )
        application.on_shutdown.append(self._close_all)
        runner = web.AppRunner(application, access_log=None, handle_signals=False)
        await runner.setup()
        try:
            site = web.TCPSite(runner, HOST, self._wanted_port)
            try:
                await site.start()
            except OSError as error:
                raise UsageError(
                    f"port {self._wanted_port} cannot be used: {error.strerror}; leave --port "
                    "away and any free one is taken"
                ) from None
            self._gate = Gate(runner.addresses[0][1])
            listening(self._gate.address)
            await stopping.wait()
        finally:
            await runner.cleanup()

    @web.middleware
    async def _door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        key = request.path.split("/")[1]
        reason = self.gate.why_not(request.headers, key, socket=request.path.endswith("/ws"))
        if reason:
            return web.Response(status=403, text=f"refused: {reason}\n", headers=HEADERS)
        return await handler(request)

    async def _page(self, request: web.Request) -> web.StreamResponse:
        socket = f"ws://{request.host}/{self.gate.key}/ws"
        text = page(self._title, socket, request.query.get("fontsize", ""))
        return web.Response(text=text, content_type="text/html", headers=HEADERS)

    async def _script(self, request: web.Request) -> web.StreamResponse:
        del request
        return web.Response(text=FOCUS_SCRIPT, content_type="text/javascript", headers=HEADERS)

    async def _static(self, request: web.Request) -> web.StreamResponse:
        wanted = (_STATIC / request.match_info["path"]).resolve()
        if not wanted.is_relative_to(_STATIC.resolve()) or not wanted.is_file():
            return web.Response(status=404, text="nothing is here\n", headers=HEADERS)
        return web.FileResponse(wanted, headers=HEADERS)

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if len(self._open) >= MOST_PAGES:
            return web.Response(status=503, text="too many pages are open\n", headers=HEADERS)
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=MOST_MESSAGE_BYTES)
        # Counted before anything is waited for, so that many at once are not too many.
        self._open.add(socket)
        desk = _Desk(
            self._command,
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=_closer(socket),
            download_manager=DownloadManager(),
        )
        try:
            await socket.prepare(request)
            size = (_cells(request.query.get(name)) for name in ("width", "height"))
            await desk.start(*size)
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    await _hand_on(desk, socket, message.data)
        finally:
            self._open.discard(socket)
            await asyncio.shield(desk.end())
        return socket

    async def _close_all(self, application: web.Application) -> None:
        del application
        await asyncio.gather(*(socket.close() for socket in tuple(self._open)))


def _closer(socket: web.WebSocketResponse) -> Callable[[], Awaitable[None]]:
    async def close() -> None:
        await socket.close()

    return close


async def _hand_on(desk: AppService, socket: web.WebSocketResponse, text: str) -> None:
    """Hand what a page sends to its desk; what is not understood is left aside."""
    match _message(text):
        case ["stdin", str(keys)]:
            await desk.send_bytes(keys.encode("utf-8", "replace"))
        case ["resize", {"width": int(width), "height": int(height)}]:
            await desk.set_terminal_size(_cells(width), _cells(height))
        case ["ping", data]:
            await socket.send_json(["pong", data])
        case ["focus", *_]:
            await desk.focus()
        case ["blur", *_]:
            await desk.blur()


def _message(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _cells(typed: object) -> int:
    """A width or height in bounds; 80 for what is none."""
    words = str(typed)
    number = int(words) if words.isascii() and words.isdecimal() and len(words) < 6 else 80
    return min(max(number, 1), _MOST_CELLS)
