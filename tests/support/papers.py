"""Reading papers and sheets back."""

from io import BytesIO

import pypdfium2  # type: ignore[import-untyped]  # The wheel brings no types.
from openpyxl import load_workbook
from PIL import Image


def pages(document: bytes) -> list[str]:
    """The text of each page, as a reader that searches or copies sees it."""
    with pypdfium2.PdfDocument(document) as pdf:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]


def text(document: bytes) -> str:
    """The text of all pages without line ends, since a line may end anywhere."""
    return "".join("".join(pages(document)).split("\n"))


def size_in_mm(document: bytes) -> tuple[int, int]:
    """Width and height of the first page."""
    with pypdfium2.PdfDocument(document) as pdf:
        width, height = pdf[0].get_size()
    return round(width / 72 * 25.4), round(height / 72 * 25.4)


def picture(document: bytes, scale: int) -> Image.Image:
    """The first page in shades of grey, `scale` dots a point."""
    with pypdfium2.PdfDocument(document) as pdf:
        drawn: Image.Image = pdf[0].render(scale=scale).to_pil()
        return drawn.convert("L")


def cells(workbook: bytes) -> str:
    """All that stands in the cells of a workbook."""
    pages = load_workbook(BytesIO(workbook)).worksheets
    return "\n".join(str(cell) for page in pages for row in page.iter_rows(values_only=True) for cell in row)
