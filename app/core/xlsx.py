"""Spreadsheet files: bytes in, rows of plain cells out, and back. A file is looked at before anything in it is believed."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, NamedStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from app.core.problems import Refusal

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS, MOST_COLUMNS = 3_000, 80
_MOST_PARTS, _MOST_BYTES, _MOST_CELLS = 100, 8 * 1024 * 1024, 60_000
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"  # The container of .xls, and of an .xlsx behind a password.
_ALIVE = re.compile(r"vbaProject|externalLinks|embeddings|activeX|\.bin$|ctrlProps", re.IGNORECASE)
_HEAD, _LINE = "表头", "内容"
_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")


class Cell(NamedTuple):
    """What stands in a cell; a formula is known as one and never reckoned."""

    value: object
    is_formula: bool = False


Rows = list[tuple[int, list[Cell]]]


class Table(NamedTuple):
    """One sheet to be written: its name, its headers, its rows, and by header position the words that may be chosen."""

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str | int | float | None]]
    choices: Mapping[int, Sequence[str]] = {}


def read_sheets(content: bytes) -> dict[str, Rows]:
    """Every sheet of an .xlsx file by its name: the rows that are not empty, with the numbers that a reader sees.

    Raises:
        Refusal: 415 `not_a_sheet`; 413 `sheet_too_large`; 422 `sheet_alive` (macros, links, objects), `sheet_merged` with
            `sheet` and `cells`, `sheet_broken`.

    """
    try:
        return _read(content)
    except Refusal:
        raise
    except Exception:  # noqa: BLE001 - whatever a broken file makes its reader raise, it is the file that is broken.
        raise Refusal(
            422,
            "sheet_broken",
            "这个表格文件坏了，打不开。请重新导出一份，在新的一份上改。",
            "This spreadsheet is broken and cannot be opened: export a new one and edit that.",
        ) from None


def write_sheets(tables: Sequence[Table]) -> bytes:
    """A workbook in which every text is a text, whatever it begins with."""
    book = Workbook()
    book.remove(book.worksheets[0])
    # Named, since a style that is put together anew in each cell takes most of the time.
    for name in (_HEAD, _LINE):
        book.add_named_style(_style(name))
    for table in tables:
        sheet = book.create_sheet(table.title)
        for number, row in enumerate([table.headers, *table.rows], 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(number, column)
                cell.style = _HEAD if number == 1 else _LINE
                if isinstance(value, str):
                    _write_text(cell, value)
                else:
                    cell.value = value
        for column, header in enumerate(table.headers, 1):
            sheet.column_dimensions[get_column_letter(column)].width = 14 if len(header) < 14 else 24  # noqa: PLR2004 - letters.
        for at, words in table.choices.items():
            letter = get_column_letter(at + 1)
            offered = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
            sheet.add_data_validation(offered)
            offered.add(f"{letter}2:{letter}{MOST_ROWS}")
        sheet.freeze_panes = "C2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _style(name: str) -> NamedStyle:
    return NamedStyle(name, font=Font(bold=name == _HEAD), alignment=Alignment(vertical="top", wrap_text=True))


def _write_text(cell: Any, text: str) -> None:  # noqa: ANN401 - the library's own cell.
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    # A spreadsheet that is typed into later keeps it a text, too.
    cell.quotePrefix = text.startswith(_FORMULA_BEGINS)


def _read(content: bytes) -> dict[str, Rows]:
    if content.startswith(_OLD_OR_LOCKED):
        raise _not_a_sheet(
            "旧的 .xls 或加了密码的文件读不了，", "Old .xls files and files behind a password cannot be read: "
        )
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise _not_a_sheet("这不是 .xlsx 表格，", "This is no .xlsx spreadsheet: ")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        _look_at(archive)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            return {sheet.title: list(_rows(sheet)) for sheet in book.worksheets}
        finally:
            book.close()


def _look_at(archive: zipfile.ZipFile) -> None:
    """See from the outside that a file is small, does nothing, and says what it says in plain cells."""
    parts = archive.infolist()
    if "[Content_Types].xml" not in archive.namelist() or not any("worksheets/" in part.filename for part in parts):
        raise _not_a_sheet("这不是 .xlsx 表格，", "This is no .xlsx spreadsheet: ")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
        raise _too_large()
    if any(_ALIVE.search(part.filename) for part in parts):
        raise _alive()
    cells = 0
    for part in parts:
        if not part.filename.endswith((".xml", ".rels")):
            continue
        text = archive.read(part)
        if b"\x00" in text or b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"macroEnabled" in text:
            raise _alive()
        if "worksheets/" in part.filename:
            cells += len(re.findall(rb"<(?:\w+:)?c[\s/>]", text))
            if merged := re.search(rb"mergeCell\s[^>]*ref=[\"']([A-Z0-9:]{1,30})", text):
                raise _merged(part.filename, merged[1].decode())
    if cells > _MOST_CELLS:
        raise _too_large()


def _rows(sheet: Any) -> Iterator[tuple[int, list[Cell]]]:  # noqa: ANN401 - the library's own sheet.
    sheet.reset_dimensions()  # What a file says of its own size may be wrong.
    rows = sheet.iter_rows(max_col=MOST_COLUMNS)
    for number, row in enumerate(islice(rows, MOST_ROWS + 1), 1):
        cells = [Cell(cell.value, getattr(cell, "data_type", "n") == "f") for cell in row]
        if number > MOST_ROWS:
            raise _too_large()
        if any(cell.value is not None and str(cell.value).strip() for cell in cells):
            yield number, cells


def _not_a_sheet(zh: str, en: str) -> Refusal:
    return Refusal(
        415,
        "not_a_sheet",
        f"{zh}请用导出的表格改好，另存为 .xlsx 再导入。",
        f"{en}edit an exported one and save it as .xlsx.",
    )


def _too_large() -> Refusal:
    return Refusal(
        413,
        "sheet_too_large",
        f"表格太大了：最多 {MOST_ROWS} 行（下面的空行也算）。请删掉多余的行和图片再导入。",
        f"The spreadsheet is too large: {MOST_ROWS} rows at most, empty ones below included. Remove what is not needed.",
    )


def _alive() -> Refusal:
    return Refusal(
        422,
        "sheet_alive",
        "表格里有宏、外部链接或嵌入的东西，不能导入。请把内容复制到导出的表格里再导入。",
        "The spreadsheet has macros, links or embedded objects: copy its content into an exported one.",
    )


def _merged(part: str, cells: str) -> Refusal:
    return Refusal(
        422,
        "sheet_merged",
        f"表格里有合并的单元格（{cells}），分不清是哪一行的。请取消合并、每格都填上再导入。",
        f"Cells are merged ({cells}), so nobody can tell whose row they are: split them and fill in each.",
        sheet=part.rsplit("/", 1)[-1].removesuffix(".xml"),
        cells=cells,
    )
