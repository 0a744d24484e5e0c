"""How the server listens: what uvicorn is told, and a protocol that waits for nobody's headers for ever.

Seen in a measurement: uvicorn alone keeps half-open connections without end, and counts them against everybody else.
"""

import asyncio
import json
from asyncio import TimerHandle
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from app.core.settings import Settings


class _Refused(Exception):  # noqa: N818 - it ends the parsing, nothing failed.
    """What the parser is stopped with."""


class LimitedProtocol(HttpToolsProtocol):
    """Gives a request's head 8 seconds, 16 KiB and 100 fields; a slow one is answered with 408, a large one with 431."""

    head_seconds = 8.0
    head_bytes = 16 * 1024
    head_fields = 100

    _timer: TimerHandle | None = None
    _taken = 0  # Bytes of the head that is being read.
    _raw = 0  # Bytes that came while it was.
    _in_body = False
    _has_begun = False  # Whether anything of a head has come.

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; what comes outside of a body belongs to a head, whose time runs from its first byte."""
        if not self._in_body:
            self._has_begun, self._raw = True, self._raw + len(data)
            if self._timer is None:
                self._wait_for_head()
        super().data_received(data)
        if self._raw > self.head_bytes:  # A field without an end reaches no other count.
            self._taken = self._raw
            self.send_400_response("")

    def on_message_begin(self) -> None:
        """A head begins."""
        self._taken = 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Count the address."""
        self._take(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count a field."""
        self._take(len(name) + len(value) + 4)
        if len(self.headers) >= self.head_fields:
            raise _Refused
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is whole: from here on it is the app's turn."""
        self._stop_waiting()
        self._in_body, self._raw = True, 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """What comes next is another head."""
        self._in_body = self._has_begun = False
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what could not be read, or was not read to its end because it is too large."""
        self._stop_waiting()
        if self._taken > self.head_bytes or len(self.headers or ()) >= self.head_fields:
            self._refuse(
                HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                "head_too_large",
                "请求头太大了。",
                "The request's head is too large.",
            )
        else:
            super().send_400_response(msg)

    def _take(self, count: int) -> None:
        self._taken += count
        if self._taken > self.head_bytes:
            raise _Refused

    def _wait_for_head(self) -> None:
        self._timer = self.loop.call_later(self.head_seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _give_up(self) -> None:
        """End a connection whose head does not come; one on which nothing was said is closed without a word."""
        self._timer = None
        if self.cycle is not None and not self.cycle.response_complete:
            self._wait_for_head()  # An answer is still on its way, and ends on its own.
        elif self._has_begun:
            self._refuse(
                HTTPStatus.REQUEST_TIMEOUT,
                "too_slow",
                "请求来得太慢了，请再试一次。",
                "The request came too slowly: try again.",
            )
        else:
            self.transport.close()

    def _refuse(self, status: HTTPStatus, code: str, zh: str, en: str) -> None:
        if self.transport.is_closing():
            return
        told = {"type": f"urn:buchucun:problem:{code}", "title": status.phrase, "status": status, "code": code}
        body = json.dumps(told | {"detail": zh, "detail_zh": zh, "detail_en": en}, ensure_ascii=False).encode()
        head = f"content-type: application/problem+json\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        self.transport.write(STATUS_LINE[status] + head.encode() + body)
        self.transport.close()


def serving(chosen: Settings) -> dict[str, Any]:
    """What uvicorn is told besides the app, the address and the number of workers."""
    return {
        "http": LimitedProtocol,
        "ws": "none",
        "log_level": "warning",
        "access_log": False,
        "timeout_keep_alive": 10,
        "timeout_graceful_shutdown": 10,
        # The parent kills a worker that does not answer it in time, and one that still imports the app does not answer:
        # with uvicorn's 5 seconds a slow or busy machine would kill and start its workers for ever.
        "timeout_worker_healthcheck": 60,
        "server_header": False,
        # Anybody may write these headers: only what a proxy of ours says counts.
        "proxy_headers": bool(chosen.trusted_proxies),
        "forwarded_allow_ips": chosen.trusted_proxies,
    }
