"""Files that are no spreadsheet, broken, alive or far too large are refused in words, whatever is inside."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from openpyxl import Workbook

from app.core.problems import Refusal
from app.core.xlsx import MOST_ROWS, Table, read_sheets, write_sheets

GOOD = write_sheets([Table("事项", ["名称 name_zh"], [["高龄补贴"], [None], ["低保"]])])
SHEET = "xl/worksheets/sheet1.xml"


def repacked(
    change: Callable[[str, bytes], bytes] = lambda _, text: text, more: dict[str, bytes] | None = None
) -> bytes:
    """The good file with parts changed or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in archive.infolist():
            new.writestr(part.filename, change(part.filename, archive.read(part)))
        for name, text in (more or {}).items():
            new.writestr(name, text)
    return out.getvalue()


def in_sheet(pattern: bytes, by: bytes) -> bytes:
    return repacked(lambda name, text: re.sub(pattern, by, text, count=1) if name == SHEET else text)


def test_rows_come_with_the_numbers_that_a_reader_sees() -> None:
    [(title, rows)] = read_sheets(GOOD).items()
    assert title == "事项"
    assert [(number, cells[0].value) for number, cells in rows] == [(1, "名称 name_zh"), (2, "高龄补贴"), (4, "低保")]


def _a_book() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def _merged() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.worksheets[0].merge_cells("A2:B3")
    book.save(out)
    return out.getvalue()


def _many_rows() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.worksheets[0].cell(MOST_ROWS + 1, 1, "x")
    book.save(out)
    return out.getvalue()


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    return out.getvalue()


DTD = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'
BAD: dict[str, tuple[bytes, int, str]] = {
    "nothing": (b"", 415, "not_a_sheet"),
    "text": ("名称,时限\n低保,30\n".encode(), 415, "not_a_sheet"),
    "old xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 415, "not_a_sheet"),
    "another zip": (_zip(), 415, "not_a_sheet"),
    "cut off": (GOOD[: len(GOOD) // 2], 415, "not_a_sheet"),
    "macros": (repacked(more={"xl/vbaProject.bin": b"x"}), 422, "sheet_alive"),
    "links": (repacked(more={"xl/externalLinks/externalLink1.xml": b"<a/>"}), 422, "sheet_alive"),
    "objects": (repacked(more={"xl/embeddings/oleObject1.bin": b"x"}), 422, "sheet_alive"),
    "entities": (repacked(lambda name, text: DTD + text if name == SHEET else text), 422, "sheet_alive"),
    "entities in utf-16": (
        repacked(lambda name, text: (DTD.decode() + "<a/>").encode("utf-16") if name == SHEET else text),
        422,
        "sheet_alive",
    ),
    "merged": (_merged(), 422, "sheet_merged"),
    "merged without end": (
        in_sheet(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        422,
        "sheet_merged",
    ),
    "too many parts": (repacked(more={f"x{n}.xml": b"<a/>" for n in range(200)}), 413, "sheet_too_large"),
    "a bomb": (repacked(more={"xl/media/image1.xml": b" " * 40_000_000}), 413, "sheet_too_large"),
    "too many cells": (
        in_sheet(b"</sheetData>", b"<row>" + b"<c/>" * 100_000 + b"</row></sheetData>"),
        413,
        "sheet_too_large",
    ),
    "too many rows": (_many_rows(), 413, "sheet_too_large"),
    "a row without end": (in_sheet(b'<row r="4"', b'<row r="99999999999"'), 413, "sheet_too_large"),
    "broken xml": (in_sheet(b"<row", b"<<row"), 422, "sheet_broken"),
    "a column without end": (in_sheet(b'r="A2"', b'r="ZZZZZZZZ2"'), 422, "sheet_broken"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_words(name: str) -> None:
    content, status, code = BAD[name]
    with pytest.raises(Refusal) as refused:
        read_sheets(content)
    assert (refused.value.status, refused.value.code) == (status, code)


def test_any_damage_to_a_file_is_refused_or_harmless() -> None:
    dice, whole = random.Random(7), repacked()
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 20)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        # Anything else than a refusal would end this test.
        with suppress(Refusal):
            read_sheets(bytes(damaged))


def test_an_empty_workbook_has_no_rows() -> None:
    assert read_sheets(_a_book()) == {"Sheet": []}
