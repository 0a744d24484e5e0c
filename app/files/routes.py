"""Uploading files from phones on slow lines, and opening them by their links."""

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from app.core.problems import Refusal, problems
from app.files import service
from app.files.gateway import Incoming
from app.files.models import StoredFile
from app.files.rules import LARGEST_UPLOAD, LINK_LASTS_SECONDS
from app.files.schemas import UploadOut
from app.people.actor import Anyone, Caller, SignedIn

router = APIRouter(prefix="/api/v1", tags=["files"])

# A village's line may be slow, but it moves: this much time to begin, for each further piece, and for all of it.
FIRST_BYTES_SECONDS = 15.0
NEXT_BYTES_SECONDS = 30.0
SLOWEST_BYTES_PER_SECOND = 2048

_LAST_SECOND = 4_102_444_800  # The year 2100.
_TYPES = ("image/jpeg", "image/png", "image/webp", "audio/webm", "audio/ogg", "audio/mp4", "audio/mpeg", "audio/wav")
_BODY: dict[str, Any] = {
    "required": True,
    "content": {each: {"schema": {"type": "string", "format": "binary"}} for each in (*_TYPES, "audio/amr")},
}
_HEADERS = {
    "Content-Disposition": "inline",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": f"private, max-age={LINK_LASTS_SECONDS}, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@router.put(
    "/files/{file_id}",
    operation_id="put_file",
    responses=problems(401, 403, 408, 409, 413, 415, 422, 429),
    openapi_extra={"requestBody": _BODY},
)
async def put_file(who: SignedIn, file_id: UUID, request: Request) -> UploadOut:
    """Upload a photo or a voice, at most 8 MiB, as the raw body; sending the same again gives the same answer.

    The body is read as a stream, after the sender is known: an `UploadFile` would be read before.
    """
    incoming = await run_in_threadpool(_admit, who)
    try:
        await _receive(request, incoming)
        return await run_in_threadpool(_keep, who, file_id, incoming)
    finally:
        incoming.discard()


@router.get(
    "/files/{file_id}",
    operation_id="read_file",
    response_class=FileResponse,
    responses=problems(403, 404, 422) | {200: {"content": {"image/jpeg": {}, "audio/*": {}}}},
)
def read_file(
    who: Anyone,
    file_id: UUID,
    until: Annotated[int, Query(ge=0, le=_LAST_SECOND)],
    sig: Annotated[str, Query(max_length=64)],
) -> FileResponse:
    """The bytes behind a link from an owner's answer; the link itself is the right to open it. Ranges are served."""
    with who.reads() as (db, _):
        file, path = service.follow_link(db, file_id, until, sig)
    return FileResponse(path, media_type=file.media_type, headers=_HEADERS)


def _admit(who: Caller) -> Incoming:
    with who.reads() as (db, actor):
        return service.admit(db, actor)


def _keep(who: Caller, file_id: UUID, incoming: Incoming) -> UploadOut:
    """Decode and write to disk between two short looks at the database, so that no transaction waits for either."""
    with who.reads() as (db, actor):
        known = service.known_file(db, actor, file_id, incoming.sha256)
    if known:
        return _receipt(known)
    fresh = service.make_lasting(incoming)
    with who.writes() as (db, actor):
        return _receipt(service.store(db, actor, file_id, fresh))


def _receipt(file: StoredFile) -> UploadOut:
    return UploadOut.model_validate(file)


async def _receive(request: Request, incoming: Incoming) -> None:
    """Read the body into the incoming file, counting its bytes and its time.

    Raises:
        Refusal: 413 `too_large`, 408 `too_slow`.

    """
    if int(request.headers.get("content-length", 0)) > LARGEST_UPLOAD:
        raise _too_large()
    clock = asyncio.get_running_loop().time
    started = clock()
    try:
        async with asyncio.timeout(FIRST_BYTES_SECONDS) as limit:
            async for chunk in request.stream():
                if incoming.size + len(chunk) > LARGEST_UPLOAD:
                    raise _too_large()
                incoming.add(chunk)
                whole = started + FIRST_BYTES_SECONDS + incoming.size / SLOWEST_BYTES_PER_SECOND
                limit.reschedule(min(clock() + NEXT_BYTES_SECONDS, whole))
    except (TimeoutError, ClientDisconnect) as error:
        raise Refusal(
            408,
            "too_slow",
            "网络太慢，文件没有传完，请再试一次。文字内容没有丢。",
            "The line was too slow and the file did not arrive: try again. What you wrote is not lost.",
            headers={"Connection": "close"},
        ) from error


def _too_large() -> Refusal:
    return Refusal(
        413,
        "too_large",
        "文件太大了，最多 8 MB，请换小一点的照片，或录短一点。",
        "The file is too large, 8 MB at most: choose a smaller picture or record less.",
        headers={"Connection": "close"},
    )
