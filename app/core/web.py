"""The edges of the service: the built phone app, security headers, and bodies that are too large."""

from http import HTTPStatus
from pathlib import Path

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.routing import Match, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.problems import Refusal, problem_response

_LARGEST_JSON = 256 * 1024
_PACKED = (("br", ".br"), ("gzip", ".gz"))
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".webmanifest": "application/manifest+json",
}

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types sw"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "geolocation=(), camera=(self), microphone=(self), payment=()",
}


class SafeHeaders:
    """Adds to every answer what browsers need to be told."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an app."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/api/"):
                    headers.setdefault("Cache-Control", "no-cache, private" if scope["method"] == "GET" else "no-store")
                    headers.add_vary_header("Accept-Language")
                if not scope["path"].startswith("/api/") or headers.get("content-type", "").startswith("text/html"):
                    headers.setdefault("Content-Security-Policy", _CSP)
            await send(message)

        await self.app(scope, receive, send_with_headers)


class SmallBodies:
    """Refuses bodies of more than 256 KiB before anybody reads them, but for routes that stream and count themselves."""

    def __init__(self, app: ASGIApp, *, but: str) -> None:
        """Wrap an app; `but` is the path prefix of the routes that count themselves."""
        self.app, self.but = app, but

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["path"].startswith(self.but):
            await self.app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isdigit() and int(declared) > _LARGEST_JSON:
            await _too_large(scope)(scope, receive, send)
            return
        taken = 0

        async def receive_counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            # The framework would turn an exception raised here into a 400, so the body is cut short instead.
            return message if taken <= _LARGEST_JSON else {"type": "http.request", "body": b"", "more_body": False}

        async def send_unless_too_large(message: Message) -> None:
            if taken <= _LARGEST_JSON:
                await send(message)
            elif message["type"] == "http.response.start":
                await _too_large(scope)(scope, receive, send)

        await self.app(scope, receive_counted, send_unless_too_large)


def _too_large(scope: Scope) -> Response:
    refusal = Refusal(413, "too_large", "内容太大了，请分几次发。", "This is too large: send it in parts.")
    return problem_response(Request(scope), refusal)


class Pages(Mount):
    """Every address but the API's, whose own router tells what is not there (404) from what it does not do (405)."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether an address is a page."""
        return (Match.NONE, {}) if f"{scope['path']}/".startswith("/api/") else super().matches(scope)


class PhoneApp(StaticFiles):
    """The built phone app: packed siblings, lasting assets, and index.html for every page of it."""

    def __init__(self, directory: Path) -> None:
        """Serve the files of a folder."""
        super().__init__(directory=directory, check_dir=False)
        self.folder = directory.resolve()

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file, or the shell for a page that the app itself draws."""
        headers = Headers(scope=scope)
        if scope["method"] not in {"GET", "HEAD"}:
            raise HTTPException(HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET, HEAD"})
        file = (self.folder / path).resolve()
        if not file.is_relative_to(self.folder) or not file.is_file():
            if path.startswith(("api", "assets")) or not _is_page(path, headers.get("accept", "")):
                raise HTTPException(HTTPStatus.NOT_FOUND)
            file = self.folder / "index.html"
            if not file.is_file():
                text = "The phone app is not built yet: run `make build`, or `make run`, which does it.\n"
                return Response(text, HTTPStatus.SERVICE_UNAVAILABLE, media_type="text/plain")
        return _file_response(file, headers, is_asset=path.startswith("assets/"))


def _is_page(path: str, accept: str) -> bool:
    """Whether an address is a page for this caller: who takes anything, as a supervisor does, gets pages but no made-up files."""
    return "text/html" in accept or (accept in {"", "*/*"} and "." not in path.removeprefix(".").rpartition("/")[2])


def _file_response(file: Path, headers: Headers, *, is_asset: bool) -> Response:
    lasting = "public, max-age=31536000, immutable" if is_asset else "no-cache"
    answer = {"Cache-Control": lasting, "Vary": "Accept-Encoding"}
    chosen = file
    for coding, suffix in _PACKED:
        packed = file.with_name(file.name + suffix)
        if coding in headers.get("accept-encoding", "") and packed.is_file():
            chosen, answer["Content-Encoding"] = packed, coding
            break
    response = FileResponse(chosen, headers=answer, media_type=_TYPES.get(file.suffix))
    stat = chosen.stat()
    tag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    response.headers["ETag"] = tag
    if headers.get("if-none-match") == tag:
        kept = {
            name: value for name, value in response.headers.items() if name not in {"content-length", "content-type"}
        }
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=kept)
    return response
