"""Sending codes, against a real HTTP server on loopback."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from uuid import UUID

import pytest

from app.core.settings import settings
from app.people.sign_in.gateway import send_code

REQUEST = UUID(int=5)
Peer = Callable[..., Any]


class _Peer(BaseHTTPRequestHandler):
    """Answers with the statuses it was given, the last one for ever; 0 hangs up."""

    statuses: list[int]
    heard: list[dict[str, str]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.heard.append(body | {"authorization": self.headers.get("Authorization", "")})
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        if not status:
            self.close_connection = True
            return
        self.send_response(status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[Peer]:
    """Starts a gateway that gives these statuses, and hands out what it heard."""

    @contextmanager
    def answering(*statuses: int) -> Iterator[list[dict[str, str]]]:
        heard: list[dict[str, str]] = []
        handler = type("Handler", (_Peer,), {"statuses": list(statuses), "heard": heard})
        with HTTPServer(("127.0.0.1", 0), handler) as server:
            monkeypatch.setenv("SMS_GATEWAY_URL", f"http://127.0.0.1:{server.server_port}/send")
            monkeypatch.setenv("SMS_GATEWAY_TOKEN", "secret")
            settings.cache_clear()
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            try:
                yield heard
            finally:
                server.shutdown()
                thread.join()

    yield answering
    monkeypatch.undo()
    settings.cache_clear()


def test_a_code_goes_to_the_gateway_with_the_id_of_its_request(gateway: Peer) -> None:
    with gateway(200) as heard:
        assert send_code("00000000012", "123456", REQUEST)
    (message,) = heard
    assert (message["phone"], message["request_id"]) == ("00000000012", str(REQUEST))
    assert "123456" in message["text"]
    assert message["authorization"] == "Bearer secret"


@pytest.mark.parametrize("first", [0, 500, 503])
def test_a_reply_that_is_lost_is_asked_for_once_more_with_the_same_id(gateway: Peer, first: int) -> None:
    with gateway(first, 200) as heard:
        assert send_code("00000000012", "123456", REQUEST)
    assert [message["request_id"] for message in heard] == [str(REQUEST)] * 2


@pytest.mark.parametrize(("status", "sendings"), [(400, 1), (302, 1), (500, 2), (0, 2)])
def test_a_gateway_that_refuses_is_not_pressed_nor_followed(gateway: Peer, status: int, sendings: int) -> None:
    with gateway(status) as heard:
        assert not send_code("00000000012", "123456", REQUEST)
    assert len(heard) == sendings


def test_a_failure_is_logged_without_the_code_or_the_phone(gateway: Peer, caplog: pytest.LogCaptureFixture) -> None:
    with gateway(500), caplog.at_level(logging.DEBUG):
        send_code("00000000012", "123456", REQUEST)
    assert str(REQUEST) in caplog.text
    assert "123456" not in caplog.text
    assert "00000000012" not in caplog.text


def test_without_a_gateway_the_code_is_on_the_console(caplog: pytest.LogCaptureFixture) -> None:
    assert send_code("00000000012", "123456", REQUEST)
    assert "the code of 000****0012 is 123456" in caplog.text
