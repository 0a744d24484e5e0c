"""Slow and large heads against a real server, through raw sockets; and whose word counts about who is asking."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from fastapi import FastAPI, Request

from app.core.limits import address_of
from app.core.serving import LimitedProtocol, serving
from app.core.settings import Settings

GET = b"GET /address HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"


class Impatient(LimitedProtocol):
    """The same with less to wait for."""

    head_seconds = 0.6


@contextmanager
def listening(protocol: type[LimitedProtocol] = Impatient, trusted: str = "") -> Iterator[int]:
    """The port of a server that is told what ours is told."""
    app = FastAPI()

    @app.get("/address")
    async def address(request: Request) -> dict[str, str]:
        return {"address": address_of(request), "scheme": request.url.scheme}

    @app.post("/length")
    async def length(request: Request) -> int:
        return len(await request.body())

    listener = socket.create_server(("127.0.0.1", 0))
    told = serving(Settings(trusted_proxies=trusted)) | {"http": protocol}
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", **told))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


@pytest.fixture
def port() -> Iterator[int]:
    with listening() as port:
        yield port


def said(connection: socket.socket) -> tuple[int | None, str, dict[str, object]]:
    """Status, head and body of what the server says before it closes; no status if it says nothing."""
    connection.settimeout(5)
    answer = b""
    while part := connection.recv(65536):
        answer += part
    head, _, body = answer.decode().partition("\r\n\r\n")
    return (int(head.split()[1]) if head else None), head, (json.loads(body) if body else {})


def asked(port: int, head: bytes) -> tuple[int | None, dict[str, object]]:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(head + b"Connection: close\r\n\r\n")
        status, _, body = said(connection)
        return status, body


def test_the_servers_own_limits_are_those_of_the_plan() -> None:
    protocol = serving(Settings())["http"]
    assert (protocol.head_seconds, protocol.head_bytes, protocol.head_fields) == (8, 16 * 1024, 100)


def test_a_head_that_drips_is_cut_with_a_sentence(port: int) -> None:
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(GET)
        for n in range(4):
            time.sleep(0.1)
            connection.sendall(b"X-%d: y\r\n" % n)  # A byte now and then does not make it last longer.
        status, head, body = said(connection)
    assert status == 408
    assert "application/problem+json" in head
    assert (body["code"], body["status"]) == ("too_slow", 408)
    assert body["detail_zh"]
    assert 0.5 < time.monotonic() - begun < 2


def test_who_says_nothing_is_shown_out_without_a_word(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        assert said(connection) == (None, "", {})


def test_blank_lines_are_no_head(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"\r\n\r\n")
        assert said(connection)[0] == 408


def test_the_second_request_of_a_connection_must_not_drip_either(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(GET + b"\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")
        connection.sendall(b"GET /addr")
        assert said(connection)[0] == 408


def test_a_body_may_take_longer_than_a_head(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(POST)
        for _ in range(10):
            time.sleep(0.1)
            connection.sendall(b"x" * 10_000)
        connection.settimeout(5)
        answer = connection.recv(65536)
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"100000")


def test_a_head_of_sixteen_kibibytes_passes_and_a_larger_one_does_not(port: int) -> None:
    assert asked(port, GET + b"X: " + b"y" * 16_000 + b"\r\n")[0] == 200
    status, body = asked(port, GET + b"X: " + b"y" * 17_000 + b"\r\n")
    assert (status, body["code"]) == (431, "head_too_large")
    many = b"".join(b"X-%d: " % n + b"y" * 1000 + b"\r\n" for n in range(17))
    assert asked(port, GET + many)[0] == 431
    assert asked(port, b"GET /address?" + b"y" * 17_000 + b" HTTP/1.1\r\nHost: x\r\n")[0] == 431


def test_a_field_without_an_end_is_cut_by_its_length(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(GET + b"X: " + b"y" * 17_000)
        assert said(connection)[0] == 431


def test_a_hundred_fields_pass_and_one_more_does_not(port: int) -> None:
    fields = b"".join(b"X-%d: y\r\n" % n for n in range(98))  # With Host and Connection a hundred.
    assert asked(port, GET + fields)[0] == 200
    assert asked(port, GET + fields + b"X: y\r\n")[0] == 431


def test_many_half_open_connections_keep_nobody_else_waiting(port: int) -> None:
    half_open = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
    for connection in half_open:
        connection.sendall(b"GET / HTTP/1.1\r\n")
    assert asked(port, GET)[0] == 200
    assert {said(connection)[0] for connection in half_open} == {408}
    for connection in half_open:
        connection.close()


FORWARDED = b"X-Forwarded-For: 203.0.113.9, 198.51.100.7\r\nX-Forwarded-Proto: https\r\n"


@pytest.mark.parametrize(
    ("trusted", "address", "scheme"),
    [
        ("", "127.0.0.1", "http"),
        ("192.0.2.1", "127.0.0.1", "http"),
        ("127.0.0.0/8", "198.51.100.7", "https"),
        ("127.0.0.1,198.51.100.7", "203.0.113.9", "https"),
    ],
)
def test_only_a_trusted_proxy_is_believed_who_is_asking(trusted: str, address: str, scheme: str) -> None:
    with listening(LimitedProtocol, trusted) as port:
        assert asked(port, GET + FORWARDED) == (200, {"address": address, "scheme": scheme})
