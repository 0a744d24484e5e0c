"""The catalogue as tables, and what a spreadsheet would change of it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl.utils import get_column_letter
from pydantic import ValidationError
from sqlmodel import Session

from app.catalogue.editing.queries import newest_versions
from app.catalogue.editing.rules import Standing, changed_fields, content_of, day_refusal, standing
from app.catalogue.editing.schemas import ItemDraft
from app.catalogue.models import ServiceItem
from app.catalogue.rules import in_both
from app.catalogue.sheet.cells.rules import Cell
from app.catalogue.sheet.rules import (
    FIELD_WORDS,
    ITEM_COLUMNS,
    ITEMS,
    PAPER_COLUMNS,
    PAPERS,
    Entry,
    Grid,
    Wrong,
)
from app.catalogue.sheet.schemas import FieldChange, SheetChange, SheetError
from app.core.clock import today
from app.core.words import Language, Words

_WHY = {
    "missing": Words("这里不能空。", "This cannot be empty."),
    "string_too_short": Words("这里不能空，或者太短了。", "This is empty or too short."),
    "too_short": Words("这里不能空，或者太短了。", "This is empty or too short."),
    "string_too_long": Words("太长了。", "This is too long."),
    "string_pattern_mismatch": Words("格式不对。", "This has the wrong form."),
    "greater_than_equal": Words("数太小了。", "This number is too small."),
    "less_than_equal": Words("数太大了。", "This number is too large."),
    "too_long": Words("太长了；一个事项最多 30 样材料。", "This is too long; an item has 30 papers at most."),
}
_WHY_ELSE = Words("不对，请检查。", "This is not right.")
_FORMS = {
    "window_phone": Words("电话只写数字，比如 029-33330000。", "A phone number has digits only, such as 029-33330000."),
    "season_from": Words("要写成“月-日”，比如 09-01。", "Write month and day, such as 09-01."),
    "season_to": Words("要写成“月-日”，比如 12-31。", "Write month and day, such as 12-31."),
    "national_code": Words(
        "国家编码只有数字、字母和短横，4 到 40 位。", "The national code has 4 to 40 digits, letters and hyphens."
    ),
    "code": Words(
        "编码用小写字母开头，只有小写字母、数字和下划线；不会写就空着。",
        "A code begins with a small letter and has small letters, digits and underscores only; you may leave it empty.",
    ),
}


@dataclass(frozen=True, slots=True)
class Intended:
    """One version that the spreadsheet asks for, behind the newest one there is."""

    code: str
    latest: ServiceItem | None
    content: dict[str, Any]
    fields: list[str]


@dataclass(slots=True)
class Compared:
    """A spreadsheet beside the catalogue."""

    wrong: list[Wrong]
    intended: list[Intended] = field(default_factory=list)
    unchanged: int = 0
    not_in_sheet: list[str] = field(default_factory=list)
    state: str = ""


def tables(db: Session) -> dict[str, list[list[Cell]]]:
    """The newest version of every item that has not ended, as rows of both sheets."""
    on = today()
    items = [
        item for item in newest_versions(db).values() if standing(item.valid_from, item.valid_to, on) != Standing.OVER
    ]
    rows: dict[str, list[list[Cell]]] = {ITEMS: [], PAPERS: []}
    for item in items:
        content = content_of(item)
        values = content | {"code": item.code, "version": item.version}
        rows[ITEMS].append([column.write(values[column.field]) for column in ITEM_COLUMNS])
        for paper in content["materials"]:
            told = paper | {"item_code": item.code}
            rows[PAPERS].append([column.write(told[column.field]) for column in PAPER_COLUMNS])
    return rows


def compared(db: Session, grid: Grid, valid_from: date) -> Compared:
    """What would be new or changed from a day on, and everything that is wrong, in the order of the spreadsheet."""
    there, on = newest_versions(db), today()
    found = Compared(list(grid.wrong), state=_state(there))
    if not grid.is_whole:
        return found
    unread = {(each.sheet, each.row) for each in grid.wrong}
    for entry in grid.items:
        code, papers = entry.values["code"], grid.papers[entry.values["code"]]
        if unread & {(each.sheet, each.row) for each in (entry, *papers)}:
            continue
        draft = _draft(entry, papers, found.wrong)
        if draft is None:
            continue
        latest, content = there.get(code), draft.model_dump(mode="json")
        is_over = latest is not None and standing(latest.valid_from, latest.valid_to, on) == Standing.OVER
        fields = changed_fields(latest, content) if latest else []
        if latest and not fields and not is_over:
            found.unchanged += 1
        elif refused := _refused(entry, latest, valid_from, on):
            found.wrong.append(refused)
        else:
            found.intended.append(Intended(code, latest, content, fields))
    listed = {entry.values["code"] for entry in grid.items}
    found.not_in_sheet = [
        code
        for code, item in there.items()
        if code not in listed and standing(item.valid_from, item.valid_to, on) != Standing.OVER
    ]
    found.wrong.sort(key=lambda each: (each.sheet != ITEMS, each.row, each.column))
    return found


def errors(found: Compared) -> list[SheetError]:
    """Everything that is wrong, each with its row and the letter of its column."""
    return [
        SheetError(
            sheet=each.sheet,
            row=each.row,
            column=get_column_letter(each.column + 1),
            header=each.header,
            code=each.code,
            zh=each.words.zh,
            en=each.words.en,
        )
        for each in found.wrong
    ]


def changes(found: Compared, language: Language) -> Iterator[SheetChange]:
    """What would be written, field by field."""
    for each in found.intended:
        content, latest = each.content, each.latest
        before = content_of(latest) if latest else {}
        yield SheetChange(
            code=each.code,
            name=in_both(content["name_zh"], content["name_en"]).speak(language),
            what="new" if latest is None else "changed" if each.fields else "again",
            fields=[
                FieldChange(
                    field=name,
                    label=FIELD_WORDS[name].speak(language),
                    before=_in_words(name, before[name]),
                    after=_in_words(name, content[name]),
                )
                for name in each.fields
            ],
        )


def _draft(entry: Entry, papers: Sequence[Entry], wrong: list[Wrong]) -> ItemDraft | None:
    """The item that a row and its papers make; without it, what is wrong is noted."""
    values = {name: value for name, value in entry.values.items() if name not in {"code", "version"}}
    materials = [{name: value for name, value in paper.values.items() if name != "item_code"} for paper in papers]
    taken = {paper["code"] for paper in materials}
    for number, paper in enumerate(materials, 1):
        if not paper["code"]:
            paper["code"] = next(name for n in range(number, 999) if (name := f"paper_{n}") not in taken)
            taken.add(paper["code"])
    try:
        return ItemDraft.model_validate(values | {"materials": materials})
    except ValidationError as error:
        wrong.extend(_at(each, entry, papers) for each in error.errors())
        return None


def _at(error: Mapping[str, Any], entry: Entry, papers: Sequence[Entry]) -> Wrong:
    words = _WHY.get(error["type"], _WHY_ELSE)
    if error["type"] == "string_pattern_mismatch":
        words = _FORMS.get(str(error["loc"][-1]), words)
    if error["type"] == "value_error":
        zh, _, en = error["msg"].partition(", ")[2].partition(" | ")
        words = Words(zh, en or zh)
    elif error["type"].endswith("_type") and error["input"] is None:
        words = _WHY["missing"]
    match error["loc"]:
        case ("materials", int(at), str(name)):
            return papers[at].wrong(name, "invalid", words)
        case ("materials", int(at)):
            return papers[at].wrong("name_zh", "invalid", words)
        case (str(name), *_):
            return entry.wrong("code" if name == "materials" else name, "invalid", words)
    return entry.wrong("code", "invalid", words)


def _refused(entry: Entry, latest: ServiceItem | None, valid_from: date, on: date) -> Wrong | None:
    """Why a row that reads well cannot be taken over."""
    seen = entry.values.get("version")
    if latest is not None and seen != latest.version:
        words = Words(
            f"导出以后已经改成第 {latest.version} 版了（表里是第 {seen or '空'} 版）。请重新导出这一行再改。",
            f"This is version {latest.version} by now (the row says {seen or 'nothing'}): export anew and edit that.",
        )
        return entry.wrong("version", "stale", words)
    if refusal := day_refusal(valid_from, on, latest):
        return entry.wrong("code", refusal.code, refusal.words)
    return None


def _state(there: Mapping[str, ServiceItem]) -> str:
    text = ";".join(f"{item.code} {item.version} {item.valid_to}" for item in there.values())
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _in_words(name: str, value: Any) -> str:  # noqa: ANN401 - a field of any column.
    if name == "materials":
        return "；".join(paper["name_zh"] + ("（可以后补）" if paper["may_follow"] else "") for paper in value)
    written = next(column.write(value) for column in ITEM_COLUMNS if column.field == name)
    return "" if written is None else str(written)
