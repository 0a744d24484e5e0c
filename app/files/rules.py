"""What may be kept: photos and voices known by their first bytes, photos made anew from their pixels alone."""

import base64
import hmac
import io
from datetime import datetime
from typing import BinaryIO, NamedTuple
from uuid import UUID

from PIL import Image, ImageOps

from app.files.models import FileKind

LARGEST_UPLOAD = 8 * 1024 * 1024
MOST_UPLOADS_A_DAY = 300
LINK_LASTS_SECONDS = 15 * 60
BYTES_TO_SNIFF = 64

# A JPEG is read at a fraction of its size, the others whole: 40 megapixels of PNG would take half a gigabyte of memory.
_MOST_PIXELS = {"JPEG": 40_000_000, "PNG": 16_000_000, "WEBP": 16_000_000}
_LONGEST_EDGE = 1600
_JPEG_QUALITY = 80
# Each scan of a progressive JPEG costs a pass over the whole picture; cameras write about ten.
_MOST_SCANS = 100
_START_OF_SCAN = b"\xff\xda"

# Where a voice of each type shows its mark; MP4 and 3GP name their brand (ISO 14496-12 §4.3), those of pictures are not here.
_VOICES = (
    *((0, mark, "audio/amr") for mark in (b"#!AMR\n", b"#!AMR-WB\n")),
    *((4, b"ftyp" + brand, "audio/3gpp") for brand in (b"3gp", b"3g2")),
    *((4, b"ftyp" + brand, "audio/mp4") for brand in (b"M4A", b"M4B", b"mp4", b"iso", b"avc1", b"dash", b"MSNV")),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
)


class Sort(NamedTuple):
    """What a file is by its first bytes; `format` is Pillow's name of a photo's format, empty for a voice."""

    kind: FileKind
    media_type: str
    format: str = ""


class BadPhotoError(Exception):
    """The picture is broken, or larger than this server will read."""


def sort_of(head: bytes) -> Sort | None:
    """What a file is, from its first `BYTES_TO_SNIFF` bytes; None for everything that is not kept here.

    Names and declared types are not asked: both come from the sender.
    """
    if head.startswith(b"\xff\xd8\xff"):
        return Sort(FileKind.PHOTO, "image/jpeg", "JPEG")
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Sort(FileKind.PHOTO, "image/png", "PNG")
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Sort(FileKind.PHOTO, "image/webp", "WEBP")
    media_type = _voice_type(head)
    return Sort(FileKind.VOICE, media_type) if media_type else None


def _voice_type(head: bytes) -> str | None:
    for offset, mark, media_type in _VOICES:
        if head.startswith(mark, offset):
            return media_type
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "audio/wav"
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head:
        return "audio/webm"
    return "audio/mpeg" if _is_mp3_frame(head) else None


def _is_mp3_frame(head: bytes) -> bool:
    """Whether the bytes are the header of an MPEG layer III frame (ISO 11172-3 §2.4.1.3) with a possible rate."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:  # noqa: PLR2004 - the header's sync and layer bits.
        return False
    version, bit_rate, sample_rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and bit_rate not in {0, 15} and sample_rate != 3  # noqa: PLR2004 - the reserved values.


def cleaned_photo(source: BinaryIO, file_format: str) -> bytes:
    """A JPEG made from the pixels alone: no place, no camera, no comment, upright, longest edge 1600 at most.

    Raises:
        BadPhotoError: the picture cannot be read, or has more pixels than this server has memory for.

    """
    try:
        return _redrawn(source, file_format)
    except BadPhotoError:
        raise
    except Exception as error:
        # A decoder raises nearly anything when it is fed with hostile bytes.
        raise BadPhotoError(type(error).__name__) from error


def _redrawn(source: BinaryIO, file_format: str) -> bytes:
    if file_format == "JPEG":
        if source.read().count(_START_OF_SCAN) > _MOST_SCANS:
            raise BadPhotoError("too many scans")
        source.seek(0)
    with Image.open(source, formats=[file_format]) as image:
        width, height = image.size
        if width * height > _MOST_PIXELS[file_format]:
            raise BadPhotoError("too many pixels")
        image.draft("RGB", (_LONGEST_EDGE, _LONGEST_EDGE))
        colours = "RGBA" if image.has_transparency_data else "RGB"
        # A conversion copies, and a large picture should not lie in memory twice.
        picture = image if image.mode == colours else image.convert(colours)
        picture.thumbnail((_LONGEST_EDGE, _LONGEST_EDGE))
        upright = ImageOps.exif_transpose(picture)
    # What is transparent becomes white, as paper is; and only what is pasted gets into the new picture.
    fresh = Image.new("RGB", upright.size, "white")
    fresh.paste(upright, mask=upright if upright.mode == "RGBA" else None)
    sink = io.BytesIO()
    fresh.save(sink, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return sink.getvalue()


def square_of(photo: bytes, edge: int) -> bytes:
    """A JPEG of `edge` pixels each way, cut from a photo that is kept: its middle, of a tall one rather its upper part."""
    with Image.open(io.BytesIO(photo), formats=["JPEG"]) as image:
        image.draft("RGB", (edge, edge))
        square = ImageOps.fit(image.convert("RGB"), (edge, edge), centering=(0.5, 0.35))
    sink = io.BytesIO()
    square.save(sink, "JPEG", quality=_JPEG_QUALITY, optimize=True)
    return sink.getvalue()


def link_ends(now: datetime) -> int:
    """Until when a link made now is good, in seconds since 1970.

    It lasts 15 to 30 minutes: within each quarter of an hour the same link is made, so that answers that carry it stay the same.
    """
    return (int(now.timestamp()) // LINK_LASTS_SECONDS + 2) * LINK_LASTS_SECONDS


def link_signature(key: bytes, file_id: UUID, until: int) -> str:
    """The MAC of a link, for URLs."""
    mac = hmac.digest(key, file_id.bytes + until.to_bytes(8), "sha256")
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")
