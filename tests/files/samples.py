"""Files as phones send them, and as those send them who wish us ill."""

import io
import struct
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo

_GPS, _ORIENTATION, _MAKE = 0x8825, 0x0112, 0x010F


def photo(file_format: str, size: tuple[int, int] = (40, 30), mode: str = "RGB") -> bytes:
    sink = io.BytesIO()
    Image.new(mode, size, "red").save(sink, file_format)
    return sink.getvalue()


def photo_with_place(size: tuple[int, int] = (400, 300), orientation: int = 6) -> bytes:
    """A JPEG as a camera makes it, red on the left, blue on the right, with place, maker and a comment."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[_MAKE] = "SECRETPHONE"
    exif[_ORIENTATION] = orientation
    exif.get_ifd(_GPS).update({1: "N", 2: (34.0, 48.0, 0.0), 3: "E", 4: (108.0, 34.0, 0.0)})
    sink = io.BytesIO()
    picture.save(sink, "JPEG", exif=exif, comment=b"SECRETPLACE")
    return sink.getvalue() + b"<script>SECRETTAIL</script>"


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_claiming(width: int, height: int, rows: int = 0) -> bytes:
    """A grey PNG that says how large it is and brings so many rows."""
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = _chunk(b"IDAT", zlib.compress(bytes((width + 1) * rows), 9))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + _chunk(b"IEND", b"")


def png_with_text_bomb() -> bytes:
    info = PngInfo()
    info.add_text("bomb", "0" * 64 * 1024 * 1024, zip=True)
    sink = io.BytesIO()
    Image.new("RGB", (10, 10)).save(sink, "PNG", pnginfo=info)
    return sink.getvalue()


def jpeg_with_scans(count: int) -> bytes:
    """A progressive JPEG whose last scan is repeated: each repetition costs the decoder a pass."""
    sink = io.BytesIO()
    Image.new("RGB", (64, 64), "green").save(sink, "JPEG", progressive=True)
    plain = sink.getvalue()
    last = plain.rindex(b"\xff\xda")
    return plain[:last] + plain[last:-2] * count + plain[-2:]


def webm(doctype: bytes = b"webm") -> bytes:
    return (
        b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\x82"
        + bytes([0x80 + len(doctype)])
        + doctype
        + bytes(300)
    )


def iso_media(brand: bytes) -> bytes:
    return b"\x00\x00\x00\x18ftyp" + brand + bytes(300)


VOICES = {
    "audio/webm": webm(),
    "audio/ogg": b"OggS\x00\x02" + bytes(300),
    "audio/mp4": iso_media(b"mp42"),
    "audio/mp4 of an iPhone": iso_media(b"M4A "),
    "audio/mp4 of a browser": iso_media(b"iso5"),
    "audio/mpeg": b"\xff\xfb\x90\x64" + bytes(300),
    "audio/mpeg with a tag": b"ID3\x03\x00" + bytes(300),
    "audio/wav": b"RIFF\x2c\x01\x00\x00WAVEfmt " + bytes(300),
    "audio/amr": b"#!AMR\n" + bytes(300),
    "audio/3gpp": iso_media(b"3gp4"),
}

NOT_KEPT = {
    "nothing": b"",
    "html": b"<!doctype html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "pdf": b"%PDF-1.7\n" + bytes(100),
    "zip": b"PK\x03\x04" + bytes(100),
    "elf": b"\x7fELF\x02\x01\x01" + bytes(100),
    "windows program": b"MZ\x90\x00" + bytes(100),
    "gif": photo("GIF"),
    "bmp": photo("BMP"),
    "tiff": photo("TIFF"),
    "ico": photo("ICO"),
    "heic": iso_media(b"heic"),
    "avif": iso_media(b"avif"),
    "quicktime": iso_media(b"qt  "),
    "matroska": webm(b"matroska"),
    "avi": b"RIFF\x2c\x01\x00\x00AVI LIST" + bytes(100),
    "text in UTF-16": "经 办 人".encode("utf-16"),
    "aac stream": b"\xff\xf1\x50\x80" + bytes(100),
    "wasm": b"\x00asm\x01\x00\x00\x00",
    "xml": b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
}

BAD_PHOTOS = {
    "a JPEG that ends early": photo("JPEG", (400, 300))[:500],
    "a PNG without pixels": png_claiming(100, 100),
    "a WebP that ends early": photo("WEBP", (400, 300))[:60],
    "a header and noise": b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8,
    "a PNG of 17 megapixels": png_claiming(4200, 4100, 4100),
    "a PNG that claims four gigapixels": png_claiming(65535, 65535),
    "a JPEG of 41 megapixels": photo("JPEG", (8200, 5000), "L"),
    "a WebP of 17 megapixels": photo("WEBP", (4200, 4100)),
    "a PNG whose text fills the memory": png_with_text_bomb(),
    "a JPEG with a thousand scans": jpeg_with_scans(1000),
}
