"""Asking the app without a socket, from a test that waits for the answer.

The framework's own client talks to the app's thread six times for one request; that took longer than most answers.
"""

import atexit
from collections.abc import AsyncIterator
from contextlib import ExitStack
from functools import cache
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncByteStream, BaseTransport, ByteStream, Client, Request, Response, SyncByteStream


@cache
def _portal() -> BlockingPortal:
    """The one event loop, in a thread of its own, in which all apps of a run answer."""
    until_the_end = ExitStack()
    atexit.register(until_the_end.close)
    return until_the_end.enter_context(start_blocking_portal())


class _Sent(AsyncByteStream):
    """What a test sends, as the app's side reads it."""

    def __init__(self, pieces: SyncByteStream) -> None:
        self._pieces = pieces

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            yield piece


class _InProcess(BaseTransport):
    """Hands each request to the app and waits for the whole answer."""

    def __init__(self, app: FastAPI) -> None:
        self._inner = ASGITransport(app, raise_app_exceptions=False, client=("testclient", 50000))

    def handle_request(self, request: Request) -> Response:
        return _portal().call(self._answer, request)

    async def _answer(self, request: Request) -> Response:
        assert isinstance(request.stream, SyncByteStream)
        sent = Request(
            request.method,
            request.url,
            headers=request.headers,
            stream=_Sent(request.stream),
            extensions=request.extensions,
        )
        answer = await self._inner.handle_async_request(sent)
        assert isinstance(answer.stream, AsyncByteStream)
        packed = b"".join([piece async for piece in answer.stream])
        return Response(answer.status_code, headers=answer.headers, stream=ByteStream(packed))


def ask(app: FastAPI, **kept: Any) -> Client:
    """A client of this app; `kept` goes with every request, such as `headers`."""
    return Client(transport=_InProcess(app), base_url="http://testserver", follow_redirects=True, **kept)
