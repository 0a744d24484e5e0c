"""What is kept, and what a photo loses on the way."""

import io
import random

import pytest
from PIL import Image

from app.files.models import FileKind
from app.files.rules import BadPhotoError, cleaned_photo, sort_of, square_of
from tests.files import samples


def _opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content), formats=["JPEG"])


@pytest.mark.parametrize("name", samples.VOICES)
def test_a_voice_is_known_by_its_first_bytes(name: str) -> None:
    sort = sort_of(samples.VOICES[name])
    assert sort is not None
    assert (sort.kind, sort.media_type) == (FileKind.VOICE, name.split(maxsplit=1)[0])


@pytest.mark.parametrize("name", samples.NOT_KEPT)
def test_what_is_neither_photo_nor_voice_is_not_kept(name: str) -> None:
    assert sort_of(samples.NOT_KEPT[name]) is None


@pytest.mark.parametrize("name", samples.BAD_PHOTOS)
def test_a_broken_or_monstrous_photo_is_refused(name: str) -> None:
    content = samples.BAD_PHOTOS[name]
    sort = sort_of(content)
    assert sort is not None
    with pytest.raises(BadPhotoError):
        cleaned_photo(io.BytesIO(content), sort.format)


def test_a_photo_loses_place_maker_comment_and_tail_and_stands_upright() -> None:
    content = samples.photo_with_place()
    assert _opened(content).getexif().get_ifd(0x8825), "the sample has a place to lose"
    clean = cleaned_photo(io.BytesIO(content), "JPEG")
    picture = _opened(clean)
    assert b"SECRET" not in clean
    assert b"Exif" not in clean
    assert dict(picture.getexif()) == {}
    assert "comment" not in picture.info
    assert picture.size == (300, 400)
    top, bottom = picture.getpixel((150, 20)), picture.getpixel((150, 380))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > bottom[0], "turned as the camera was held, red is above"


@pytest.mark.parametrize(
    ("file_format", "size"), [("JPEG", (7000, 5700)), ("PNG", (4000, 4000)), ("WEBP", (3000, 2000))]
)
def test_a_large_photo_becomes_at_most_1600_wide(file_format: str, size: tuple[int, int]) -> None:
    clean = cleaned_photo(io.BytesIO(samples.photo(file_format, size)), file_format)
    assert max(_opened(clean).size) == 1600


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_every_mode_of_png_is_read(mode: str) -> None:
    sink = io.BytesIO()
    Image.new(mode, (20, 10)).save(sink, "PNG")
    assert _opened(cleaned_photo(sink, "PNG") if sink.seek(0) == 0 else b"").mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    sink = io.BytesIO()
    Image.new("RGBA", (20, 10), (0, 0, 0, 0)).save(sink, "PNG")
    sink.seek(0)
    assert _opened(cleaned_photo(sink, "PNG")).getpixel((5, 5)) == (255, 255, 255)


def test_damaged_photos_are_read_or_refused_and_nothing_else() -> None:
    chance = random.Random(20260214)
    whole = {each: samples.photo(each, (64, 48)) for each in ("JPEG", "PNG", "WEBP")} | {
        "JPEG": samples.photo_with_place((64, 48))
    }
    refused = 0
    for _ in range(600):
        file_format, content = chance.choice(list(whole.items()))
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            cleaned_photo(io.BytesIO(bytes(damaged)), file_format)
        except BadPhotoError:
            refused += 1
    assert 0 < refused < 600, "some damage is fatal, some is not"


@pytest.mark.parametrize("size", [(400, 300), (300, 400), (1600, 20), (30, 30)])
def test_a_square_is_cut_from_the_middle_of_any_photo_and_is_always_as_large(size: tuple[int, int]) -> None:
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (size[0] // 4, size[1] // 4, size[0] * 3 // 4, size[1] * 3 // 4))
    sink = io.BytesIO()
    picture.save(sink, "JPEG", quality=95)
    square = _opened(square_of(sink.getvalue(), 64))
    assert (square.size, square.mode) == ((64, 64), "RGB")
    red, _, blue = square.getpixel((32, 40))  # type: ignore[misc]
    assert (red > 150, blue < 100) == (True, True)


def test_of_a_tall_photo_rather_the_upper_part_is_kept() -> None:
    picture = Image.new("RGB", (300, 900), "blue")
    picture.paste("red", (0, 200, 300, 500))
    sink = io.BytesIO()
    picture.save(sink, "JPEG", quality=95)
    square = _opened(square_of(sink.getvalue(), 64))
    for y in (4, 60):
        red, _, blue = square.getpixel((32, y))  # type: ignore[misc]
        assert (red > 150, blue < 100) == (True, True)
