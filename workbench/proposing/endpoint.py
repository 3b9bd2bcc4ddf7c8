"""One request to an OpenAI-compatible interface, bounded in time and size.

No redirect is followed, no cookie is kept, no proxy or password file of the environment is
used, and nothing is decompressed. The key goes into one header and nowhere else.
"""

import asyncio
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from workbench.errors import NetworkError, UsageError
from workbench.proposing.address import Address, completions_address
from workbench.settings import ModelSettings
from workbench.text import clean_line, squeeze

if TYPE_CHECKING:
    import httpx

MAX_RESPONSE_BYTES: Final = 1024 * 1024
CONNECT_SECONDS: Final = 10
_POLL_SECONDS: Final = 0.1
_SHOWN_CHARACTERS: Final = 200
_BAD_REQUEST: Final = 400


class Cancelled(Exception):
    """The user wants no answer any more."""


class _Status(Exception):
    """The server answered with an error status."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(status)
        self.status = status
        self.said = said


@dataclass(frozen=True, slots=True)
class Completion:
    """The text a model answered with, and whether the server cut it off."""

    content: str
    cut_off: bool


class Endpoint:
    """The interface that the settings name. Making one checks the settings and sends nothing."""

    def __init__(self, settings: ModelSettings) -> None:
        self.address: Address = completions_address(settings.url)
        self.model = settings.model.strip()
        if not self.model:
            raise UsageError(
                'model.url is set but no model is named; put model = "NAME" under [model] in '
                "settings.toml"
            )
        if settings.timeout_seconds <= 0:
            raise UsageError("model.timeout_seconds must be more than 0")
        self._seconds = settings.timeout_seconds
        self._key = _key(settings.key_variable)

    def complete(
        self,
        messages: Sequence[dict[str, str]],
        cancelled: Callable[[], bool] | None = None,
    ) -> Completion:
        """Ask once and wait for the whole answer. Not to be called from an event loop.

        Raises:
            NetworkError: There was no answer, not in time, or it was not a chat completion.
            Cancelled: ``cancelled`` returned true while waiting.
        """
        return asyncio.run(self._until_cancelled(messages, cancelled or _never))

    async def _until_cancelled(
        self, messages: Sequence[dict[str, str]], cancelled: Callable[[], bool]
    ) -> Completion:
        task = asyncio.create_task(self._within_deadline(messages))
        try:
            while not task.done():
                if cancelled():
                    raise Cancelled
                await asyncio.wait({task}, timeout=_POLL_SECONDS)
            return task.result()
        finally:
            if not task.done():
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    async def _within_deadline(self, messages: Sequence[dict[str, str]]) -> Completion:
        import httpx

        body: dict[str, Any] = {"model": self.model, "messages": list(messages), "stream": False}
        try:
            async with asyncio.timeout(self._seconds):
                try:
                    data = await self._post({**body, "temperature": 0})
                except _Status as answer:
                    if answer.status != _BAD_REQUEST:
                        raise
                    # some models accept no temperature but their own
                    data = await self._post(body)
        except _Status as answer:
            raise NetworkError(self._about_status(answer)) from None
        except TimeoutError:
            raise NetworkError(
                f"the model at {self.address.host} did not answer within {self._seconds} s; "
                "raise model.timeout_seconds in settings.toml if it is slow"
            ) from None
        except httpx.TimeoutException:
            raise NetworkError(
                f"the model at {self.address.host} could not be reached within "
                f"{CONNECT_SECONDS} s; check model.url in settings.toml"
            ) from None
        except httpx.ConnectError as error:
            raise NetworkError(
                f"the model at {self.address.host} cannot be reached: {self._safe(error)}; "
                "check that it runs and model.url in settings.toml"
            ) from None
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise NetworkError(
                f"the connection to the model at {self.address.host} failed: {self._safe(error)}"
            ) from None
        return self._completion(data)

    async def _post(self, body: dict[str, Any]) -> bytes:
        import httpx

        from workbench import __version__

        headers = {
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": f"claim-workbench/{__version__}",
        }
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        # a client for one request, so that no cookie outlives it
        async with (
            httpx.AsyncClient(
                follow_redirects=False,
                trust_env=False,
                timeout=httpx.Timeout(self._seconds, connect=CONNECT_SECONDS),
            ) as client,
            client.stream("POST", self.address.url, json=body, headers=headers) as response,
        ):
            return await self._read(response)

    async def _read(self, response: "httpx.Response") -> bytes:
        host = self.address.host
        if response.is_redirect or 300 <= response.status_code < 400:
            raise NetworkError(
                f"the model at {host} answers with a redirect, which is not followed; "
                "put the final address into model.url in settings.toml"
            )
        encoding = response.headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("", "identity"):
            raise NetworkError(
                f"the model at {host} answers compressed ({clean_line(encoding, 40)}) although "
                "it was asked not to; it is not an OpenAI-compatible interface"
            )
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and len(declared) < 20 and int(declared) > MAX_RESPONSE_BYTES:
            raise NetworkError(self._too_large())
        data = bytearray()
        async for piece in response.aiter_raw():
            data += piece
            if len(data) > MAX_RESPONSE_BYTES:
                raise NetworkError(self._too_large())
        if response.status_code != 200:
            raise _Status(response.status_code, self._error_said(bytes(data)))
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind and kind not in ("application/json", "text/json") and not kind.endswith("+json"):
            raise NetworkError(
                f"{host} answers with {self._safe(kind)} and not with JSON; "
                "check that model.url ends as the server wants it, often in /v1"
            )
        return bytes(data)

    def _completion(self, data: bytes) -> Completion:
        try:
            answer = json.loads(data)
        except (ValueError, RecursionError):
            raise NetworkError(
                f"the answer of the model at {self.address.host} is broken or cut-off JSON"
            ) from None
        choices = answer.get("choices") if isinstance(answer, dict) else None
        choice = choices[0] if isinstance(choices, list) and choices else None
        message = choice.get("message") if isinstance(choice, dict) else None
        content = _content(message.get("content")) if isinstance(message, dict) else None
        if not isinstance(choice, dict) or content is None:
            raise NetworkError(
                f"the answer of the model at {self.address.host} is not a chat completion; "
                "check that it offers an OpenAI-compatible interface"
            )
        return Completion(content, choice.get("finish_reason") == "length")

    def _about_status(self, answer: _Status) -> str:
        host = self.address.host
        if answer.status in (401, 403):
            return (
                f"the model at {host} refuses the key (status {answer.status}); put the right one "
                "into the environment variable that model.key_variable names"
            )
        said = f": {answer.said}" if answer.said else ""
        if answer.status == 404:
            return (
                f"{host} has no chat completions or no model {clean_line(self.model, 80)} there "
                f"(status 404){said}"
            )
        if answer.status == 429:
            return f"the model at {host} has too many requests (status 429); try again later{said}"
        return f"the model at {host} answered with status {answer.status}{said}"

    def _error_said(self, data: bytes) -> str:
        """The server's own message, if it sent one in the usual place."""
        try:
            answer = json.loads(data)
        except (ValueError, RecursionError):
            return ""
        error = answer.get("error") if isinstance(answer, dict) else None
        message = error.get("message") if isinstance(error, dict) else error
        return self._safe(message) if isinstance(message, str) else ""

    def _too_large(self) -> str:
        return (
            f"the answer of the model at {self.address.host} is larger than "
            f"{MAX_RESPONSE_BYTES // 1024} KiB and was not read"
        )

    def _safe(self, said: object) -> str:
        """One clean line of what came from outside, never with the key in it."""
        text = str(said)
        if self._key:
            text = text.replace(self._key, "…")
        return squeeze(clean_line(text, _SHOWN_CHARACTERS))


def _content(content: object) -> str | None:
    """The text of a message: a string, or the text parts of a list."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    return None


def _key(variable: str) -> str:
    key = os.environ.get(variable, "").strip() if variable else ""
    if any(not "!" <= character <= "~" for character in key):
        raise UsageError(
            f"the environment variable {clean_line(variable, 80)} holds characters that no key has"
        )
    return key


def _never() -> bool:
    return False
