"""One request: what is sent, and that nothing a server does costs more than its time and size."""

import http.server
import json
import threading
import time
import tracemalloc

import pytest

from tests.proposing.conftest import FakeModel
from workbench.errors import NetworkError, UsageError
from workbench.proposing.endpoint import MAX_RESPONSE_BYTES, Cancelled, Completion, Endpoint

ASKED = [{"role": "user", "content": "The ferry sank."}]
KEY = "sk-very-secret-0123456789"


def ask(model: FakeModel, **changes: object) -> Completion:
    return Endpoint(model.settings(**changes)).complete(ASKED)


def failure(model: FakeModel, **changes: object) -> str:
    with pytest.raises(NetworkError) as failed:
        ask(model, **changes)
    message = str(failed.value)
    assert "\n" not in message
    assert message.isprintable()
    return message


class TestWhatIsSent:
    def test_the_request_is_a_chat_completion_and_nothing_more(self, model: FakeModel) -> None:
        model.says("[]")
        assert ask(model) == Completion("[]", cut_off=False)
        assert model.paths == ["/v1/chat/completions"]
        assert model.requests == [
            {"model": "liar", "messages": ASKED, "stream": False, "temperature": 0}
        ]
        assert model.headers[0]["accept-encoding"] == "identity"
        assert "authorization" not in model.headers[0]
        assert "cookie" not in model.headers[0]

    def test_the_key_comes_from_the_named_variable(
        self, model: FakeModel, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MY_KEY", f" {KEY}\n")
        model.says("[]")
        ask(model, key_variable="MY_KEY")
        assert model.headers[0]["authorization"] == f"Bearer {KEY}"

    def test_a_key_that_can_be_none_is_refused_without_showing_it(
        self, model: FakeModel, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MY_KEY", f"{KEY}\r\nX-More: 1")
        with pytest.raises(UsageError, match="MY_KEY") as refused:
            Endpoint(model.settings(key_variable="MY_KEY"))
        assert KEY not in str(refused.value)

    def test_proxies_and_password_files_of_the_environment_are_not_used(
        self, model: FakeModel, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
        model.says("[]")
        assert ask(model).content == "[]"

    def test_cookies_are_not_kept(self, model: FakeModel) -> None:
        body = json.dumps({"choices": [{"message": {"content": "[]"}}]}).encode()
        model.sends(body, Set_Cookie="track=1")
        endpoint = Endpoint(model.settings())
        endpoint.complete(ASKED)
        endpoint.complete(ASKED)
        assert "cookie" not in model.headers[1]

    def test_a_model_that_refuses_a_temperature_is_asked_without(self, model: FakeModel) -> None:
        model.sends(b'{"error": {"message": "temperature is not supported"}}', 400)
        model.says("[]")
        assert ask(model).content == "[]"
        assert "temperature" not in model.requests[1]


class TestSettings:
    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"url": ""}, "no model is set up"),
            ({"model": " "}, "no model is named"),
            ({"timeout_seconds": 0}, "more than 0"),
        ],
    )
    def test_what_is_missing_is_told(
        self, model: FakeModel, changes: dict[str, object], says: str
    ) -> None:
        with pytest.raises(UsageError, match=says):
            Endpoint(model.settings(**changes))


class TestAnswers:
    def test_an_answer_in_parts_is_put_together(self, model: FakeModel) -> None:
        model.says([{"type": "text", "text": "a"}, {"type": "x"}, 5, {"text": "b"}])
        assert ask(model).content == "ab"

    def test_an_answer_that_was_cut_off_is_marked(self, model: FakeModel) -> None:
        model.says("[", finish_reason="length")
        assert ask(model).cut_off

    @pytest.mark.parametrize(
        ("body", "kind", "says"),
        [
            (b"<html>Welcome</html>", "text/html", "answers with text/html and not with JSON"),
            (b'{"choices": []}', "text/event-stream", "answers with text/event-stream"),
            (b"data: {}", "a\tb", "and not with JSON"),
            (b'{"choices": [{"mess', "application/json", "broken or cut-off JSON"),
            (b"[" * 100_000, "application/json", "broken or cut-off JSON"),
            (b"\xff\xfe\x00", "application/json", "broken or cut-off JSON"),
            (b"", "application/json", "broken or cut-off JSON"),
            (b"[]", "application/json", "is not a chat completion"),
            (b'{"choices": []}', "application/json", "is not a chat completion"),
            (b'{"choices": [{"message": null}]}', "application/json", "is not a chat completion"),
            (b'{"choices": [{"message": {"content": 5}}]}', "application/json", "is not a chat"),
        ],
    )
    def test_what_is_no_chat_completion_is_told(
        self, model: FakeModel, body: bytes, kind: str, says: str
    ) -> None:
        model.sends(body, Content_Type=kind)
        assert says in failure(model)

    @pytest.mark.parametrize(
        ("status", "body", "says"),
        [
            (500, b"<html>oops</html>", "answered with status 500"),
            (503, b'{"error": "loading \x1b[31m"}', "answered with status 503"),
            (503, b'{"error": {"message": "model\\n\\u001b[2J loading"}}', "model ␛[2J loading"),
            (400, b'{"error": {"message": "too long"}}', "status 400: too long"),
            (404, b'{"error": {"message": "no such model"}}', "no model liar there"),
            (429, b"", "too many requests"),
            (401, b"", "refuses the key"),
            (403, b"", "refuses the key"),
            (204, b"", "status 204"),
        ],
    )
    def test_error_statuses_are_told_in_one_line(
        self, model: FakeModel, status: int, body: bytes, says: str
    ) -> None:
        model.sends(body, status)
        assert says in failure(model)

    @pytest.mark.parametrize("status", [400, 401, 500])
    def test_a_server_that_repeats_the_key_does_not_get_it_shown(
        self, model: FakeModel, monkeypatch: pytest.MonkeyPatch, status: int
    ) -> None:
        monkeypatch.setenv("WORKBENCH_MODEL_KEY", KEY)
        model.sends(json.dumps({"error": {"message": f"bad key {KEY}"}}).encode(), status)
        assert KEY not in failure(model)

    @pytest.mark.parametrize("status", [301, 302, 307, 308])
    def test_redirects_are_not_followed(self, model: FakeModel, status: int) -> None:
        model.sends(b"", status, Location=f"{model.url}/elsewhere")
        assert "redirect" in failure(model)
        assert len(model.requests) == 1

    def test_a_compressed_answer_is_not_unpacked(self, model: FakeModel) -> None:
        model.sends(b"\x1f\x8b", Content_Encoding="gzip")
        assert "compressed" in failure(model)


class TestBounds:
    def test_a_server_that_says_nothing_is_left_at_the_deadline(self, model: FakeModel) -> None:
        model.hangs()
        began = time.monotonic()
        assert "within 1 s;" in failure(model, timeout_seconds=1)
        assert time.monotonic() - began < 5

    def test_a_server_that_stops_in_the_middle_is_left_at_the_deadline(
        self, model: FakeModel
    ) -> None:
        model.hangs(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n{")
        assert "within 1 s;" in failure(model, timeout_seconds=1)

    def test_a_server_that_drips_is_left_at_the_deadline(self, model: FakeModel) -> None:
        def drip(handler: http.server.BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n")
            while not model.released.wait(0.05):
                handler.wfile.write(b" ")
                handler.wfile.flush()

        model.replies.append(drip)
        assert "within 1 s;" in failure(model, timeout_seconds=1)

    def test_an_answer_that_says_it_is_too_large_is_not_read(self, model: FakeModel) -> None:
        model.hangs(b"HTTP/1.0 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
        assert "larger than 1024 KiB" in failure(model)

    def test_a_hundred_megabytes_are_cut_off_at_the_limit(self, model: FakeModel) -> None:
        sent: list[int] = []

        def flood(handler: http.server.BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n")
            for _ in range(100):
                handler.wfile.write(b" " * 1_000_000)
                sent.append(1_000_000)

        model.replies.append(flood)
        tracemalloc.start()
        message = failure(model)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert "larger than" in message
        assert sum(sent) < 30_000_000
        assert peak < 20 * MAX_RESPONSE_BYTES

    def test_waiting_ends_when_the_user_cancels(self, model: FakeModel) -> None:
        model.hangs()
        cancelled = threading.Event()
        endpoint = Endpoint(model.settings(timeout_seconds=60))
        began = time.monotonic()

        def asked_to_stop() -> bool:
            if model.requests:
                cancelled.set()
            return cancelled.is_set()

        with pytest.raises(Cancelled):
            endpoint.complete(ASKED, asked_to_stop)
        assert time.monotonic() - began < 10

    def test_a_server_that_is_not_there_is_told(self, model: FakeModel) -> None:
        message = failure(model, url="http://127.0.0.1:1/v1")
        assert "cannot be reached" in message
        assert "check that it runs" in message

    @pytest.mark.parametrize("said", [b"SSH-2.0-x\r\n", b"", b"HTTP/1.1 nothing\r\n\r\n"])
    def test_a_server_that_speaks_something_else_is_told(
        self, model: FakeModel, said: bytes
    ) -> None:
        def reply(handler: http.server.BaseHTTPRequestHandler) -> None:
            handler.wfile.write(said)

        model.replies.append(reply)
        assert "the connection to the model at 127.0.0.1 failed" in failure(model)
