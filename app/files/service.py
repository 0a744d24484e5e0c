"""Taking files in, and handing out links to them."""

import hmac
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.core.clock import now
from app.core.keys import derived_key
from app.core.problems import Refusal, not_found
from app.files import gateway, queries, rules
from app.files.gateway import Incoming
from app.files.models import FileKind, StoredFile
from app.files.schemas import FileOut
from app.people.actor import Actor

_ABANDONED_AFTER = timedelta(hours=6)
# A large picture takes up to 250 MB of memory while it is drawn, so one is drawn at a time; and always by the same thread,
# because the C library keeps what was freed for each thread apart.
_drawer = ThreadPoolExecutor(1, "drawer")


class Fresh(NamedTuple):
    """A file that lies on disk but that the database does not know yet."""

    kind: FileKind
    media_type: str
    size: int
    sha256: str
    name: str


def admit(db: Session, actor: Actor) -> Incoming:
    """Let somebody begin an upload; asked before the first byte of it is read.

    Raises:
        Refusal: 403 `persons_only` for machines, 429 `too_many_files` after 300 within 24 hours.

    """
    if actor.person_id is None:
        raise Refusal(403, "persons_only", "只有登录的人才能上传文件。", "Only a person who is signed in may upload.")
    if queries.uploads_of_a_day(db, actor.person_id, now()) >= rules.MOST_UPLOADS_A_DAY:
        raise Refusal(
            429,
            "too_many_files",
            "今天上传的文件太多了，请明天再传。",
            "Too many files within one day: try again tomorrow.",
            retry_after=3600,
        )
    return Incoming()


def known_file(db: Session, actor: Actor, file_id: UUID, sha256: str) -> StoredFile | None:
    """The file under this id when it is the same upload once more; None when the id is new.

    Raises:
        Refusal: 409 `other_content`, when the id stands for something else.

    """
    known = db.get(StoredFile, file_id)
    if known is None:
        return None
    if known.uploaded_by == actor.person_id and hmac.compare_digest(known.sha256, sha256):
        return known
    raise Refusal(
        409,
        "other_content",
        "这个编号已经用来传过别的文件，请重新选一次文件。",
        "This id already stands for another file: choose the file again.",
    )


def make_lasting(incoming: Incoming) -> Fresh:
    """Look at what has arrived, draw photos anew, and put the result on disk under its random name.

    Raises:
        Refusal: 415 `unknown_type` or `bad_photo`.

    """
    sort, sha256 = rules.sort_of(incoming.head), incoming.sha256
    if sort is None:
        raise Refusal(
            415,
            "unknown_type",
            "只能传照片（JPEG、PNG、WebP）或录音，这个文件不是。",
            "Only photos (JPEG, PNG, WebP) and voice recordings can be uploaded; this is neither.",
        )
    media_type = sort.media_type
    if sort.kind is FileKind.PHOTO:
        incoming.replace(_draw_anew(incoming, sort.format))
        media_type = "image/jpeg"
    return Fresh(sort.kind, media_type, incoming.size, sha256, incoming.keep())


def _draw_anew(incoming: Incoming, file_format: str) -> bytes:
    try:
        with incoming.opened() as source:
            return _drawer.submit(rules.cleaned_photo, source, file_format).result()
    except rules.BadPhotoError as error:
        raise Refusal(
            415,
            "bad_photo",
            "这张照片打不开，或者太大了，请换一张，或用手机重新拍一张。",
            "This picture cannot be opened or has too many pixels: choose another one, or take it again.",
        ) from error


def store(db: Session, actor: Actor, file_id: UUID, fresh: Fresh) -> StoredFile:
    """Make the database know a file; when the same upload got there first, its row, and the fresh bytes go.

    Raises:
        Refusal: 409 `other_content`, as in `known_file`.

    """
    assert actor.person_id is not None, "admit() let only persons pass"
    file = StoredFile(
        id=file_id,
        kind=fresh.kind,
        media_type=fresh.media_type,
        size=fresh.size,
        sha256=fresh.sha256,
        name_on_disk=fresh.name,
        uploaded_by=actor.person_id,
        created_at=now(),
    )
    try:
        with db.begin_nested():
            db.add(file)
    except IntegrityError:
        gateway.remove(fresh.name)
        first = known_file(db, actor, file_id, fresh.sha256)
        if first is None:
            raise
        return first
    return file


def content(db: Session, file_id: UUID) -> bytes:
    """The bytes of a file, for its owner's own use; only of small ones, they are read at once.

    Raises:
        Refusal: 404 `not_found`, also when they are taken away at this very moment.

    """
    file = db.get(StoredFile, file_id)
    if file is None:
        raise not_found()
    try:
        return gateway.read(file.name_on_disk)
    except FileNotFoundError:
        raise not_found() from None


def squared(photo: bytes, edge: int) -> Fresh:
    """A small square picture made from the bytes of a photo that is kept, on disk under a name of its own."""
    incoming = Incoming()
    try:
        incoming.add(rules.square_of(photo, edge))
        return Fresh(FileKind.PHOTO, "image/jpeg", incoming.size, incoming.sha256, incoming.keep())
    finally:
        incoming.discard()


@contextmanager
def kept_if_done(fresh: Fresh | None) -> Iterator[None]:
    """Take the bytes of a fresh file away again, when what is done with it fails."""
    try:
        yield
    except BaseException:
        drop(fresh)
        raise


def drop(fresh: Fresh | None) -> None:
    """Take the bytes away of a fresh file that is of no use."""
    if fresh:
        gateway.remove(fresh.name)


def forget(db: Session, file_id: UUID) -> None:
    """Take a file away for good, unless another owner has it too; its bytes go when the transaction is committed."""
    file = db.get(StoredFile, file_id)
    if file is None:
        return
    try:
        with db.begin_nested():
            db.delete(file)
    except IntegrityError:
        return

    def take_away(_: Session) -> None:
        # The end of a savepoint is told as a commit too, and is none.
        if not db.in_nested_transaction():
            gateway.remove(file.name_on_disk)

    event.listen(db, "after_commit", take_away)


def link(file_id: UUID) -> str:
    """A path under which anybody can open the file for 15 to 30 minutes; give it only to who may see the owner."""
    until = rules.link_ends(now())
    return f"/api/v1/files/{file_id}?until={until}&sig={rules.link_signature(_link_key(), file_id, until)}"


def as_shown(file: StoredFile) -> FileOut:
    """A file as it stands in its owner's answer."""
    return FileOut(id=file.id, kind=FileKind(file.kind), url=link(file.id), media_type=file.media_type, size=file.size)


def follow_link(db: Session, file_id: UUID, until: int, signature: str) -> tuple[StoredFile, Path]:
    """The file behind a link, and where its bytes lie.

    Raises:
        Refusal: 404 when we did not make this link or the file is gone, 403 `link_over` when its time is over.

    """
    if not hmac.compare_digest(rules.link_signature(_link_key(), file_id, until).encode(), signature.encode()):
        raise not_found()
    if until < now().timestamp():
        raise Refusal(
            403,
            "link_over",
            "这个链接过期了，请刷新页面再打开。",
            "This link is over: refresh the page and open it again.",
        )
    file = db.get(StoredFile, file_id)
    if file is None or not (path := gateway.path_of(file.name_on_disk)).is_file():
        raise not_found()
    return file, path


def sweep_incoming() -> int:
    """Remove uploads that a crash left half-way hours ago; how many they were."""
    return gateway.sweep((now() - _ABANDONED_AFTER).timestamp())


def _link_key() -> bytes:
    return derived_key("file-link")
