"""The disk: bytes arrive in a file of their own, and get their lasting name only when they are complete and safe."""

import hashlib
import os
import secrets
import tempfile
from pathlib import Path
from typing import BinaryIO

from app.core.settings import settings
from app.files.rules import BYTES_TO_SNIFF


class Incoming:
    """An upload that is arriving; whoever opens one discards it in the end, kept or not."""

    def __init__(self) -> None:
        """Open an empty file beside those that are kept, so that keeping it is a mere change of name."""
        folder = _root() / "incoming"
        _make(folder)
        handle, name = tempfile.mkstemp(dir=folder)
        self._file = os.fdopen(handle, "r+b")
        self.path = Path(name)
        self.size = 0
        self.head = b""
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """The digest of what has arrived."""
        return self._digest.hexdigest()

    def add(self, chunk: bytes) -> None:
        """Take the next bytes. They go to the system's cache, which is fast enough for an event loop."""
        self._file.write(chunk)
        self._digest.update(chunk)
        self.size += len(chunk)
        if len(self.head) < BYTES_TO_SNIFF:
            self.head = (self.head + chunk)[:BYTES_TO_SNIFF]

    def opened(self) -> BinaryIO:
        """What has arrived, to be read from its begin."""
        self._file.flush()
        return self.path.open("rb")

    def replace(self, content: bytes) -> None:
        """Put other bytes in the place of those that came."""
        self._file.seek(0)
        self._file.truncate()
        self._file.write(content)
        self.size = len(content)

    def keep(self) -> str:
        """Make the bytes lasting, through a power cut too, and return the random name they have from now on."""
        self._file.flush()
        os.fsync(self._file.fileno())
        name = secrets.token_hex(16)
        target = path_of(name)
        _make(target.parent)
        self.path.rename(target)
        _sync(target.parent)
        return name

    def discard(self) -> None:
        """Close, and remove what was not kept."""
        self._file.close()
        self.path.unlink(missing_ok=True)


def path_of(name: str) -> Path:
    """Where the bytes of a kept file lie."""
    return _root() / name[:2] / name[2:4] / name


def read(name: str) -> bytes:
    """The bytes of a kept file, of one that is small.

    Raises:
        FileNotFoundError: they were taken away.

    """
    return path_of(name).read_bytes()


def remove(name: str) -> None:
    """Take the bytes of a kept file away."""
    path_of(name).unlink(missing_ok=True)


def sweep(older_than: float) -> int:
    """Remove uploads that a crash left half-way, begun before an instant in seconds since 1970; how many they were."""
    left = [path for path in (_root() / "incoming").glob("*") if path.stat().st_mtime < older_than]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _root() -> Path:
    return settings().data_dir / "files"


def _make(folder: Path) -> None:
    """Create a folder so that it is there after a power cut, those above it included."""
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
