"""A server that is asked to stop finishes what is under way."""

import io
import socket
import time
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image

from tests.support.server import Server
from tests.support.world import World


@pytest.mark.chaos
@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_an_upload_that_is_under_way_is_finished_before_the_server_stops(world: World, tmp_path: Path) -> None:
    session = world.client("guilan").cookies["session"]
    server = Server(str(world.database.engine.url), tmp_path)
    server.start()
    picture = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(picture, "PNG")
    body = picture.getvalue()
    head = (
        f"PUT /api/v1/files/{uuid4()} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: session={session}\r\n"
        f"Sec-Fetch-Site: same-origin\r\nContent-Type: image/png\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=15) as phone:
        phone.sendall(head.encode() + body[:20])
        time.sleep(0.5)
        assert server.process is not None
        server.process.terminate()
        time.sleep(0.5)
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", server.port), timeout=2)
        phone.sendall(body[20:])
        answer = phone.recv(4096).decode()
    assert answer.startswith(("HTTP/1.1 200", "HTTP/1.1 201")), answer
    server.process.join(20)
    assert not server.process.is_alive()
