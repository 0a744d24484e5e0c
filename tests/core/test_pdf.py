"""Sheets of paper: letters that fit, text that can be read back, codes that lead where they should."""

from pathlib import Path

import pytest
import reportlab
import segno
from reportlab.lib.pagesizes import A6
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.core.pdf import Code, PaperSize, Pen, document
from app.core.settings import settings
from tests.support.papers import pages, picture, size_in_mm, text

VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
CHINESE = "代办不收一分钱。"


def _lines(count: int, words: str = CHINESE) -> bytes:
    return document(lambda pen: [pen.text(words) for _ in range(count)], PaperSize.A6, title="试", foot="脚")


def test_chinese_text_is_read_back_as_it_was_written() -> None:
    assert CHINESE in text(_lines(1))
    assert "<b>&amp;</b>" in text(_lines(1, "<b>&amp;</b>"))


@pytest.mark.parametrize(
    ("size", "measure"), [(PaperSize.A4, (210, 297)), (PaperSize.A6, (105, 148)), (PaperSize.A4_WIDE, (297, 210))]
)
def test_a_page_has_the_size_of_the_paper(size: PaperSize, measure: tuple[int, int]) -> None:
    assert size_in_mm(document(lambda pen: [pen.text("一")], size, title="试")) == measure


def test_letters_shrink_until_one_page_holds_them_and_no_further_than_can_be_read() -> None:
    sizes: list[float] = []

    def draw(pen: Pen) -> list[Flowable]:
        sizes.append(pen.size)
        return [pen.text(CHINESE) for _ in range(30)]

    made = document(draw, PaperSize.A6, title="试", foot="脚")
    assert len(pages(made)) == 1
    # The smallest come second: if one page does not hold it all then, the sizes between need not be tried.
    assert sizes[:2] == [10, 7]
    assert sizes[2:] == sorted(sizes[2:], reverse=True)
    assert 2 < len(sizes) < 6
    assert len(pages(_lines(200))) > 1
    sizes.clear()
    document(lambda pen: [*draw(pen), *draw(pen), *draw(pen)], PaperSize.A6, title="试")
    assert sizes == [10] * 3 + [7] * 6


def test_what_goes_on_says_so_on_each_page() -> None:
    found = pages(_lines(200))
    for at, page in enumerate(found, 1):
        assert f"{at}/{len(found)}" in page
        assert "脚" in page
    assert "1/1" not in text(_lines(1))


def test_a_table_repeats_its_head_and_breaks_long_words() -> None:
    rows = [["身份证" * 20, "a" * 10]] * 60
    found = pages(document(lambda pen: [pen.grid(["材料", "Kind"], rows, [2, 1])], PaperSize.A6, title="试"))
    assert len(found) > 1
    assert all("材料" in page for page in found)


def test_the_same_content_is_the_same_file() -> None:
    assert _lines(3) == _lines(3)


def test_a_code_leads_to_its_address() -> None:
    """Each module of the drawn code is looked at, and compared with the code of that address."""
    address, scale = "https://buchucun.example/tickets/7b0c7e0e-1111-4222-8333-444455556666", 8
    made = document(lambda _: [Code(address, 60 * mm)], PaperSize.A6, title="试")
    page = picture(made, scale)
    wanted = [list(row) for row in segno.make(address, micro=False, error="m").matrix_iter(border=4)]
    module, left, top = 60 * mm / len(wanted), (A6[0] - 93 * mm) / 2, 6 * mm

    def looks(x: int, y: int) -> int:
        across, down = (int((start + (at + 0.5) * module) * scale) for start, at in ((left, x), (top, y)))
        return int(page.tobytes()[down * page.width + across] < 128)

    seen = [[looks(x, y) for x in range(len(wanted))] for y in range(len(wanted))]
    assert seen == wanted


def test_a_county_s_own_font_is_put_into_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "pdf_font", str(VERA))
    made = _lines(1, "Free of charge")
    assert b"/FontFile2" in made
    assert "Free of charge" in text(made)


@pytest.mark.parametrize("path", ["/nowhere/a.ttf", __file__])
def test_a_font_that_cannot_be_used_stops_no_paper(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    monkeypatch.setattr(settings(), "pdf_font", path)
    assert CHINESE in text(_lines(1))
    assert "PDF_FONT" in caplog.text
