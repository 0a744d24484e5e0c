"""Sheets of paper as PDF: Chinese text, codes to scan, and letters as large as one page allows.

Without a font file the text is set in STSong-Light, one of the Chinese faces that readers and printers of PDF bring along;
`PDF_FONT` puts a face of the county's own into every document instead.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from typing import Any, Literal
from xml.sax.saxutils import escape

import segno
from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4, A6, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

from app.core.settings import settings

log = logging.getLogger("buchucun")

_STANDARD = "STSong-Light"
_OWN = "county"
_LEFT: Literal[0] = 0
_CENTRE: Literal[1] = 1
_LEADING = 1.35
_STEPS = 6
_HAIR = 0.1  # Points; what fills a page to its last one would be pushed onto the next.
_FIRST_CJK = "\u2e80"
# The library parses text with one parser for the whole process, so documents are drawn one at a time.
_one_at_a_time = threading.Lock()


class PaperSize(StrEnum):
    """What a document is printed on; A6 is a quarter of A4, the slip of a small printer."""

    A4 = "a4"
    A6 = "a6"
    A4_WIDE = "a4_wide"
    A4_SLIPS = "a4_slips"


@dataclass(frozen=True, slots=True)
class _Format:
    page: tuple[float, float]
    margin: float
    largest: float
    smallest: float


_FORMATS = {
    PaperSize.A4: _Format(A4, 13 * mm, 14, 8),
    PaperSize.A6: _Format(A6, 6 * mm, 10, 7),
    PaperSize.A4_SLIPS: _Format(A4, 8 * mm, 11, 11),
    PaperSize.A4_WIDE: _Format(landscape(A4), 12 * mm, 10, 9),
}


@lru_cache(maxsize=4)
def _face(path: str) -> str:
    """The name of the face that documents are set in; a font file that cannot be used is told in the log and left out."""
    if path:
        try:
            registerFont(TTFont(_OWN, path))
        except (TTFError, OSError) as error:
            log.warning("PDF_FONT %s cannot be used, only TrueType outlines can be embedded: %s", path, error)
        else:
            return _OWN
    registerFont(UnicodeCIDFont(_STANDARD))
    return _STANDARD


class Code(Flowable):
    """A QR code (ISO/IEC 18004) of an address, drawn as squares; the quiet zone of four modules is part of it."""

    def __init__(self, address: str, side: float) -> None:
        """Draw an address in a square of `side` points."""
        super().__init__()
        self.width = self.height = side
        self._rows = tuple(map(tuple, segno.make(address, micro=False, error="m").matrix_iter(border=4)))

    def draw(self) -> None:
        """Put the dark modules onto the page, each run of them as one bar."""
        module = self.width / len(self._rows)
        self.canv.setFillColor(black)
        for down, row in enumerate(self._rows):
            for start, length in _runs(row):
                y = self.height - (down + 1) * module
                self.canv.rect(start * module, y, length * module, module, stroke=0, fill=1)


def _runs(row: Sequence[int]) -> list[tuple[int, int]]:
    """Where the dark runs of a row begin, and how long they are."""
    found: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if dark and found and sum(found[-1]) == at:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((at, 1))
    return found


@dataclass(frozen=True, slots=True)
class Pen:
    """What a document is written with: a face, a size in points, and the width and height between the margins."""

    face: str
    size: float
    width: float
    height: float

    def text(self, words: str, scale: float = 1.0, *, centred: bool = False, after: float = 0.0) -> Paragraph:
        """One paragraph as it is, markup has no meaning; Chinese breaks between any two characters."""
        size = self.size * scale
        style = ParagraphStyle(
            "text",
            fontName=self.face,
            fontSize=size,
            leading=size * _LEADING,
            alignment=_CENTRE if centred else _LEFT,
            spaceAfter=after * self.size,
            wordWrap="CJK" if any(letter >= _FIRST_CJK for letter in words) else None,
        )
        return Paragraph(escape(words).replace("\n", "<br/>"), style)

    def gap(self, lines: float = 0.5) -> Spacer:
        """Empty lines."""
        return Spacer(1, lines * self.size * _LEADING)

    def grid(self, head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]) -> Table:
        """A ruled table whose head stands again on every page; `shares` divide the width."""
        cells = [[self.text(cell) for cell in row] for row in (head, *rows)]
        table = Table(cells, colWidths=[self.width * share / sum(shares) for share in shares], repeatRows=1)
        style = [*_tight(self.size), ("GRID", (0, 0), (-1, -1), 0.5, black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
        table.setStyle(TableStyle(style))
        return table

    def columns(
        self, cells: Sequence[Any], shares: Sequence[float], *, align: str = "TOP", width: float | None = None
    ) -> Table:
        """Things side by side, without rules, in the width of the page or in another one."""
        whole = width or self.width
        table = Table([list(cells)], colWidths=[whole * share / sum(shares) for share in shares])
        table.setStyle(TableStyle([*_tight(0), ("VALIGN", (0, 0), (-1, -1), align)]))
        return table

    def cut_apart(self, cells: Sequence[list[Flowable]], *, across: int, down: int) -> Table:
        """Equal slips with dashed lines between them, `across` times `down` of them on a page."""
        rows = [list(cells[at : at + across]) for at in range(0, len(cells), across)]
        rows[-1] += [[]] * (across - len(rows[-1]))
        table = Table(rows, colWidths=[self.width / across] * across, rowHeights=[self.height / down] * len(rows))
        dashed = ("GRID", (0, 0), (-1, -1), 0.5, black, None, (2, 3))
        table.setStyle(TableStyle([*_tight(self.size * 3), dashed, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]))
        return table

    def facts(self, lines: Sequence[tuple[str, str]], share: float = 0.26, width: float | None = None) -> Table:
        """Labels and what they stand for, in the width of the page or in another one."""
        whole = width or self.width
        cells = [[self.text(label), self.text(value)] for label, value in lines]
        table = Table(cells, colWidths=[whole * share, whole * (1 - share)])
        style = [*_tight(self.size * 0.4), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)]
        table.setStyle(TableStyle(style))
        return table


def _tight(padding: float) -> list[Any]:
    edge = padding * 0.18
    sides = (("TOPPADDING", edge), ("BOTTOMPADDING", edge), ("LEFTPADDING", edge), ("RIGHTPADDING", edge))
    return [(side, (0, 0), (-1, -1), value) for side, value in sides]


def document(draw: Callable[[Pen], list[Flowable]], size: PaperSize, *, title: str, foot: str = "") -> bytes:
    """A PDF in the largest letters with which one page holds it all.

    What is too long for one page even in the smallest readable letters goes on, each page with `foot` and its number.
    `draw` is called with a pen for each try and must make its parts anew.
    """
    form = _FORMATS[size]
    with _one_at_a_time:
        face = _face(settings().pdf_font)

        def tried(letters: float, pages: int = 0) -> tuple[bytes, int]:
            pen = Pen(face, letters, *(side - 2 * form.margin - _HAIR for side in form.page))
            return _built(draw(pen), form, face, title=title, foot=foot, pages=pages)

        largest, *smaller = _sizes(form)
        made, pages = tried(largest)
        if pages > 1 and smaller:
            # What one page does not hold in the smallest letters it holds in none, so they are tried before those between.
            made, pages = tried(smaller[-1])
            if pages == 1:
                return next((made for made, pages in map(tried, smaller[:-1]) if pages == 1), made)
        return made if pages == 1 else tried(form.smallest, pages)[0]


def _sizes(form: _Format) -> list[float]:
    """The sizes of letters to try, from the largest to the smallest."""
    if form.largest == form.smallest:
        return [form.largest]
    step = (form.largest - form.smallest) / (_STEPS - 1)
    return [form.largest - step * n for n in range(_STEPS)]


def _built(
    parts: list[Flowable], form: _Format, face: str, *, title: str, foot: str, pages: int = 0
) -> tuple[bytes, int]:
    """The document and how many pages it has."""

    def under_the_text(canvas: Canvas, template: BaseDocTemplate) -> None:
        canvas.setTitle(title)
        canvas.setFont(face, form.smallest)
        number = f"{template.page}/{pages}" if pages > 1 else ""
        canvas.drawString(form.margin, form.margin * 0.5, foot)
        canvas.drawRightString(form.page[0] - form.margin, form.margin * 0.5, number)

    sink = BytesIO()
    width, height = form.page
    # The same content is the same file: neither a time nor a random number goes into it.
    template = BaseDocTemplate(sink, pagesize=form.page, invariant=1, title=title, creator="Buchucun")
    inner = (form.margin, form.margin, width - 2 * form.margin, height - 2 * form.margin)
    frame = Frame(*inner, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)
    template.addPageTemplates([PageTemplate(frames=[frame], onPage=under_the_text)])
    template.build(parts)
    return sink.getvalue(), template.page
