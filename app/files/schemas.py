"""The shapes of files in answers."""

from uuid import UUID

from app.core.shapes import Answer
from app.files.models import FileKind


class UploadOut(Answer):
    """The receipt of an upload; `size` in bytes is that of what is kept, photos are made smaller."""

    id: UUID
    kind: FileKind
    size: int


class FileOut(Answer):
    """A file in its owner's answer; `url` is a path that opens it without signing in, for some minutes."""

    id: UUID
    kind: FileKind
    url: str
    media_type: str
    size: int
