"""The columns of the catalogue's spreadsheet, and how its rows are understood. Plain values only."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from app.catalogue.models import ItemGroup, MaterialKind, ProxyMode
from app.catalogue.rules import GROUPS, MATERIAL_KINDS
from app.catalogue.sheet.cells.rules import (
    Column,
    Unreadable,
    choice_column,
    day,
    fen,
    field_of,
    number,
    or_nothing,
    same,
    text_column,
    yes_or_no_column,
    yuan,
)
from app.core.words import Words

ITEMS, PAPERS, NOTES = "事项", "材料", "说明"

_UNITS = {"wd": "工作日", "cd": "天"}
_GROUPS = {group.value: GROUPS[group].zh for group in ItemGroup}
_MODES = {mode.value: mode.value for mode in ProxyMode}
_KINDS = {kind.value: MATERIAL_KINDS[kind].zh for kind in MaterialKind}

ITEM_COLUMNS = (
    text_column("code", "事项编码", "Code"),
    Column("version", Words("版本（别改）", "Version, leave it"), number, same),
    text_column("name_zh", "名称", "Name"),
    text_column("name_en", "英文名称", "Name in English"),
    choice_column("group", "分类", "Group", _GROUPS),
    text_column("target_zh", "办给谁", "For whom"),
    text_column("target_en", "办给谁（英文）", "For whom, in English"),
    text_column("decided_by_zh", "谁审批", "Decided by"),
    text_column("decided_by_en", "谁审批（英文）", "Decided by, in English"),
    text_column("conditions_zh", "条件（一行一条）", "Conditions, one a line"),
    text_column("conditions_en", "条件（英文）", "Conditions in English"),
    text_column("steps_zh", "步骤（一行一步）", "Steps, one a line"),
    text_column("steps_en", "步骤（英文）", "Steps in English"),
    Column("limit_days", Words("法定时限", "Legal limit"), number, same),
    choice_column("limit_unit", "法定时限单位", "Unit of the legal limit", _UNITS),
    Column("promised_days", Words("承诺时限", "Promised limit"), number, same),
    choice_column("promised_unit", "承诺时限单位", "Unit of the promised limit", _UNITS, empty=True),
    text_column("limit_note_zh", "时限说明", "About the limit"),
    text_column("limit_note_en", "时限说明（英文）", "About the limit, in English"),
    Column("fee_fen", Words("收费（元）", "Fee in yuan"), fen, yuan),
    choice_column("proxy_mode", "代办方式", "Way of proxy", _MODES),
    yes_or_no_column("true_will", "要问老人真实意愿", "Asks for the elder's true will"),
    text_column("result_zh", "办成拿到什么", "What comes of it"),
    text_column("result_en", "办成拿到什么（英文）", "What comes of it, in English"),
    text_column("window_zh", "窗口", "Window"),
    text_column("window_en", "窗口（英文）", "Window in English"),
    text_column("window_address", "窗口地址", "Address of the window"),
    text_column("window_phone", "窗口电话", "Phone of the window"),
    Column("season_from", Words("每年从（月-日）", "Season from"), day, same),
    Column("season_to", Words("每年到（月-日）", "Season to"), day, same),
    text_column("legal_basis_zh", "法律依据", "Legal basis"),
    text_column("legal_basis_en", "法律依据（英文）", "Legal basis in English"),
    text_column("red_flags_zh", "提醒（一行一条）", "Warnings, one a line"),
    text_column("red_flags_en", "提醒（英文）", "Warnings in English"),
    yes_or_no_column("verify_locally", "还要县里核对", "The county still has to check"),
    Column("national_code", Words("国家编码", "National code"), or_nothing, same),
    text_column("source", "出处", "Source"),
)
PAPER_COLUMNS = (
    text_column("item_code", "事项编码", "Code of the item"),
    text_column("code", "材料编码（可空）", "Code of the paper, may be empty"),
    text_column("name_zh", "材料名称", "Paper"),
    text_column("name_en", "英文名称", "Paper in English"),
    choice_column("kind", "怎么交", "How it is handed in", _KINDS),
    Column("copies", Words("份数", "Copies"), lambda value: number(value) or 1, same),
    yes_or_no_column("may_follow", "可以后补", "May follow later"),
    text_column("note_zh", "说明", "Note"),
    text_column("note_en", "说明（英文）", "Note in English"),
)
COLUMNS = {ITEMS: ITEM_COLUMNS, PAPERS: PAPER_COLUMNS}
FIELD_WORDS = {column.field: column.words for column in ITEM_COLUMNS} | {"materials": Words("材料", "Papers")}


# --- Reading the rows ------------------------------------------------------------------------------------------------


class Wrong(NamedTuple):
    """Something wrong at one place of the spreadsheet; columns count from 0."""

    sheet: str
    row: int
    column: int
    header: str
    code: str
    words: Words


class Entry(NamedTuple):
    """One row by its fields, and where they stood."""

    sheet: str
    row: int
    values: dict[str, Any]
    columns: dict[str, int]

    def wrong(self, field: str, code: str, words: Words) -> Wrong:
        """Something wrong with a field of this row; with the row as a whole at its first cell."""
        header = next((column.header for column in COLUMNS[self.sheet] if column.field == field), "")
        return Wrong(self.sheet, self.row, self.columns.get(field, 0), header, code, words)


class Grid(NamedTuple):
    """What a spreadsheet says: its items, the papers of each by code, and what could not be understood."""

    items: list[Entry]
    papers: dict[str, list[Entry]]
    wrong: list[Wrong]

    @property
    def is_whole(self) -> bool:
        """Whether both sheets and all their columns are there, so that rows mean what they say."""
        return not any(each.code in _NOT_WHOLE for each in self.wrong)


_NOT_WHOLE = {"sheet_missing", "column_missing", "bad_header"}
FileRows = list[tuple[int, list[Any]]]  # A row's number, and cells with `value` and `is_formula`.


def read_grid(sheets: Mapping[str, FileRows]) -> Grid:
    """Understand the two sheets; whatever is wrong is noted with its place, and the rest read on."""
    wrong: list[Wrong] = []
    items, papers = (_entries(title, sheets.get(title), wrong) for title in (ITEMS, PAPERS))
    seen: set[str] = set()
    kept = [entry for entry in items if _is_new(entry, seen, wrong)]
    of_items: dict[str, list[Entry]] = {code: [] for code in seen}
    for entry in papers:
        code = entry.values.get("item_code", "")
        if code in of_items:
            of_items[code].append(entry)
        elif "item_code" in entry.columns:
            no_such = Words(
                f"“事项”表里没有 {code or '空'} 这个编码。", f"The sheet of items has no code {code or '(empty)'}."
            )
            wrong.append(entry.wrong("item_code", "unknown_item", no_such))
    return Grid(kept, of_items, wrong)


def _is_new(entry: Entry, seen: set[str], wrong: list[Wrong]) -> bool:
    code = entry.values.get("code", "")
    if not re.fullmatch(r"[A-Z]{2}-[0-9]{2,3}", code):
        form = Words(
            "编码要像 MZ-04：两个大写字母、横线、两三位数字。",
            "A code is like MZ-04: two capitals, a dash, two or three digits.",
        )
        wrong.append(entry.wrong("code", "bad_code", form))
        return False
    if code in seen:
        wrong.append(
            entry.wrong("code", "twice", Words(f"{code} 上面已经有一行了。", f"There is a row for {code} above."))
        )
        return False
    seen.add(code)
    return True


def _entries(title: str, rows: FileRows | None, wrong: list[Wrong]) -> list[Entry]:
    if not rows or rows[0][0] != 1:
        missing = Words(
            f"找不到“{title}”这张表，或者它的第一行不是表头。请用导出的表格改。",
            f"There is no sheet {title}, or its first row is no header: edit an exported spreadsheet.",
        )
        wrong.append(Wrong(title, 1, 0, "", "sheet_missing", missing))
        return []
    columns = _header(title, rows[0][1], wrong)
    return [_entry(title, number, cells, columns, wrong) for number, cells in rows[1:]]


def _header(title: str, cells: list[Any], wrong: list[Wrong]) -> dict[str, int]:
    """Where each column stands; those that are missing, unknown or there twice are noted."""
    known, found = {column.field for column in COLUMNS[title]}, dict[str, int]()
    for at, cell in enumerate(cells):
        field = field_of(cell.value)
        if field and (field not in known or field in found):
            words = Words("表头不认识，或者出现了两次。", "This header is not known, or is there twice.")
            wrong.append(Wrong(title, 1, at, str(cell.value)[:80], "bad_header", words))
        elif field:
            found[field] = at
    for column in COLUMNS[title]:
        if column.field not in found:
            words = Words(f"缺少“{column.header}”这一列。", f"The column {column.header} is missing.")
            wrong.append(Wrong(title, 1, len(cells), column.header, "column_missing", words))
    return found


def _entry(title: str, number: int, cells: list[Any], columns: dict[str, int], wrong: list[Wrong]) -> Entry:
    entry = Entry(title, number, {}, columns)
    for column in COLUMNS[title]:
        at = columns.get(column.field)
        if at is None:
            continue
        if cells[at].is_formula:
            words = Words("这里是公式，请改成文字或数。", "This is a formula: write the text or number itself.")
            wrong.append(entry.wrong(column.field, "formula", words))
            continue
        try:
            entry.values[column.field] = column.read(cells[at].value)
        except Unreadable as error:
            wrong.append(entry.wrong(column.field, "unreadable", error.words))
    beyond = [at for at, cell in enumerate(cells) if cell.value is not None and at not in columns.values()]
    if beyond and columns:
        words = Words("这一格上面没有表头，不知道是什么。", "There is no header above this cell.")
        wrong.append(Wrong(title, number, beyond[0], "", "no_header", words))
    return entry
