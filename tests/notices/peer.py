"""A real SMS gateway on loopback that drops request ids it knows, and can fail, stay silent or do harm on the way."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Peer:
    url: str = ""
    calls: list[dict[str, str]] = field(default_factory=list)
    delivered: dict[str, str] = field(default_factory=dict)
    authorization: str | None = None
    statuses: list[int] = field(default_factory=list)  # What to answer next; 200 when there is nothing left.
    silent: bool = False  # Whether it takes a message and never says so.
    on_call: Callable[[], None] = lambda: None
    let_go: threading.Event = field(default_factory=threading.Event)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def take(self, message: dict[str, str], status: int) -> None:
        with self.guard:
            self.calls.append(message)
            if status < 300:
                self.delivered.setdefault(message["request_id"], message["text"])


@contextmanager
def gateway() -> Iterator[Peer]:
    peer = Peer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            peer.authorization = self.headers["Authorization"]
            message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = peer.statuses.pop(0) if peer.statuses else 200
            peer.take(message, status)
            peer.on_call()
            if peer.silent:
                peer.let_go.wait(10)
                return
            body = json.dumps({"id": f"provider-{message['request_id']}"}).encode()
            self.send_response(status)
            self.send_header("Location", peer.url + "/elsewhere")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    peer.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield peer
    finally:
        peer.let_go.set()
        server.shutdown()
        thread.join()
        server.server_close()
