"""The catalogue as one spreadsheet: out, looked through, in; every error by its row and column."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from httpx2 import Client
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from sqlmodel import select

from app.audit.models import AuditEntry
from app.catalogue.sheet.rules import ITEM_COLUMNS, PAPER_COLUMNS
from app.core.clock import today
from app.core.xlsx import MEDIA_TYPE
from tests.support.world import World, errand

API = "/api/v1"
SHEET = f"{API}/catalogue.xlsx"
Edit = Callable[[Workbook], None]


def letter(field: str, *, of_paper: bool = False) -> str:
    """The letter of a field's column; the items have more columns than the alphabet."""
    at = [column.field for column in (PAPER_COLUMNS if of_paper else ITEM_COLUMNS)].index(field)
    return chr(65 + at) if at < 26 else f"A{chr(65 + at - 26)}"


def exported(who: Client) -> bytes:
    answer = who.get(SHEET)
    assert (answer.status_code, answer.headers["content-type"]) == (200, MEDIA_TYPE)
    return answer.content


def edited(content: bytes, edit: Edit) -> bytes:
    book = load_workbook(io.BytesIO(content))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def check(who: Client, content: bytes, **more: Any) -> Any:
    answer = who.post(f"{SHEET}/check", content=content, headers={"Content-Type": MEDIA_TYPE}, params=more)
    assert answer.status_code == 200, answer.text
    return answer.json()


def take_over(who: Client, content: bytes, state: str, **more: Any) -> Any:
    return who.post(SHEET, content=content, headers={"Content-Type": MEDIA_TYPE}, params={"state": state} | more)


def put(cell: str, value: object, *, sheet: str = "事项") -> Edit:
    def edit(book: Workbook) -> None:
        book[sheet][cell].value = value

    return edit


def row_of(content: bytes, code: str) -> int:
    sheet = load_workbook(io.BytesIO(content))["事项"]
    return next(row for row in range(2, 99) if sheet.cell(row, 1).value == code)


def test_what_is_exported_and_read_again_changes_nothing(world: World) -> None:
    zhou = world.client("zhou")
    content = exported(zhou)
    plan = check(zhou, content)
    assert (plan["errors"], plan["changes"], plan["unchanged"], plan["not_in_sheet"]) == ([], [], 40, [])
    # Through a spreadsheet program, too.
    assert check(zhou, edited(content, lambda _: None))["changes"] == []
    taken = take_over(zhou, content, plan["state"])
    assert (taken.status_code, taken.json()["taken_over"]) == (200, True)
    assert {row["version"] for row in zhou.get(f"{API}/catalogue-items").json()} == {1}


def test_what_was_edited_in_the_spreadsheet_becomes_a_version(world: World) -> None:
    zhou, wang = world.client("zhou"), world.client("wang")
    old = wang.post(f"{API}/tickets", json=errand()).json()
    content = exported(zhou)
    row = row_of(content, "MZ-04")

    def edit(book: Workbook) -> None:
        items, papers = book["事项"], book["材料"]
        items[f"{letter('limit_days')}{row}"] = 12
        items[f"{letter('fee_fen')}{row}"] = 12.5
        items[f"{letter('season_from')}{row}"] = "9-1"
        items[f"{letter('season_to')}{row}"] = "12月31日"
        items[f"{letter('conditions_zh')}{row}"] = "满70岁\n户口在本县"
        items.append(["MZ-78", None, "老年食堂补贴", None, "民政和救助", *[None] * 2, "镇上", *[None] * 5, 5, "工作日"])
        items[f"{letter('proxy_mode')}{items.max_row}"] = "FULL"
        papers.append(["MZ-04", None, "一寸照片", None, "照片", 2, "是"])
        papers.append(["MZ-78", None, "身份证", None, "看原件，当场还您"])

    sheet = edited(content, edit)
    plan = check(zhou, sheet)
    assert plan["errors"] == []
    assert plan["unchanged"] == 39
    by_code = {change["code"]: change for change in plan["changes"]}
    assert (by_code["MZ-04"]["what"], by_code["MZ-78"]["what"]) == ("changed", "new")
    told = {each["field"]: (each["before"], each["after"]) for each in by_code["MZ-04"]["fields"]}
    assert told["limit_days"] == ("20", "12")
    assert told["fee_fen"] == ("0", "12.5")
    assert told["season_from"] == ("", "09-01")
    assert told["materials"][1].endswith("；一寸照片（可以后补）")
    assert world.stranger().get(f"{API}/catalogue/MZ-04").json()["version"] == 1

    taken = take_over(zhou, sheet, plan["state"])
    assert taken.status_code == 200, taken.text
    item = world.stranger().get(f"{API}/catalogue/MZ-04").json()
    assert (item["version"], item["limit_days"], item["fee_fen"], item["season_to"]) == (2, 12, 1250, "12-31")
    assert item["conditions"] == ["满70岁", "户口在本县"]
    photo = item["materials"][-1]
    assert (photo["name"], photo["copies"], photo["may_follow"]) == ("一寸照片", 2, True)
    assert not any(paper["may_follow"] for paper in item["materials"][:-1])
    [paper] = world.stranger().get(f"{API}/catalogue/MZ-78").json()["materials"]
    assert paper["code"] == "paper_1"
    newest = zhou.get(f"{API}/catalogue/MZ-04/versions").json()[0]
    assert (newest["edited_by"], newest["edit_reason"]) == ("周敏", "表格导入")
    assert wang.get(f"{API}/tickets/{old['id']}").json()["item"]["version"] == 1
    # The answer was lost and the same is sent again: nothing is left to change.
    assert take_over(zhou, edited(exported(zhou), lambda _: None), plan["state"]).json()["changes"] == []


def test_a_planned_day_counts_for_all_that_the_spreadsheet_changes(world: World) -> None:
    zhou, soon = world.client("zhou"), today() + timedelta(days=9)
    content = exported(zhou)
    sheet = edited(content, put(f"{letter('limit_days')}{row_of(content, 'MZ-04')}", 7))
    plan = check(zhou, sheet, valid_from=str(soon))
    assert take_over(zhou, sheet, plan["state"], valid_from=str(soon)).status_code == 200
    assert world.stranger().get(f"{API}/catalogue/MZ-04").json()["version"] == 1
    # An earlier day than that of the planned version is refused with the row.
    again = edited(exported(zhou), put(f"{letter('limit_days')}{row_of(content, 'MZ-04')}", 6))
    [error] = check(zhou, again)["errors"]
    assert (error["code"], error["row"]) == ("days_overlap", row_of(content, "MZ-04"))
    assert check(zhou, again, valid_from=str(today() - timedelta(days=1)))["errors"][0]["code"] == "bad_day"


def test_nobodys_later_edit_is_lost(world: World) -> None:
    zhou, he = world.client("zhou"), world.client("he")
    content = exported(zhou)
    row = row_of(content, "MZ-04")
    sheet = edited(content, put(f"{letter('limit_days')}{row}", 7))
    plan = check(zhou, sheet)
    item = he.get(f"{API}/catalogue/MZ-05/versions").json()[0]["item"] | {"limit_days": 3}
    change = {"id": str(uuid4()), "base_version": 1, "valid_from": str(today()), "item": item}
    assert he.post(f"{API}/catalogue/MZ-05/versions", json=change).status_code == 201
    late = take_over(zhou, sheet, plan["state"])
    # The row of the other item is older than what stands there by now.
    assert (late.status_code, late.json()["code"]) == (422, "sheet_has_errors")
    [error] = late.json()["errors"]
    assert (error["code"], error["column"], error["header"]) == ("stale", "B", "版本（别改） version")
    assert error["row"] == row_of(content, "MZ-05")

    def without_it(book: Workbook) -> None:
        book["事项"].delete_rows(row_of(content, "MZ-05"))
        for at in range(book["材料"].max_row, 1, -1):
            if book["材料"].cell(at, 1).value == "MZ-05":
                book["材料"].delete_rows(at)

    one_item = edited(sheet, without_it)
    late = take_over(zhou, one_item, plan["state"])
    assert (late.status_code, late.json()["code"]) == (409, "catalogue_changed")
    fresh = check(zhou, one_item)
    assert fresh["not_in_sheet"] == ["MZ-05"]
    assert take_over(zhou, one_item, fresh["state"]).status_code == 200
    # What is not in the spreadsheet stays as it is.
    assert world.stranger().get(f"{API}/catalogue/MZ-05").json()["version"] == 2


ITEM_ERRORS: list[tuple[str, object, str]] = [
    ("code", "mz04", "bad_code"),
    ("code", None, "bad_code"),
    ("code", "MZ-01", "twice"),
    ("name_zh", None, "invalid"),
    ("name_zh", "两\n行", "invalid"),
    ("name_zh", "=1+1", "formula"),
    ("group", "别的", "unreadable"),
    ("limit_days", "二十", "unreadable"),
    ("limit_days", 2000, "invalid"),
    ("limit_days", None, "invalid"),
    ("limit_days", True, "unreadable"),
    ("limit_unit", "月", "unreadable"),
    ("promised_days", 1.5, "unreadable"),
    ("fee_fen", "十块", "unreadable"),
    ("fee_fen", -1, "unreadable"),
    ("proxy_mode", "ALWAYS", "unreadable"),
    ("true_will", "也许", "unreadable"),
    ("window_phone", "问问", "invalid"),
    ("season_from", "13-45", "invalid"),
    ("conditions_zh", "\n".join("一二三四五六七八九十" * 3), "invalid"),
    ("national_code", "%%%%", "invalid"),
]


def test_an_error_names_sheet_row_and_column(world: World) -> None:
    zhou = world.client("zhou")
    content = exported(zhou)
    row = row_of(content, "MZ-04")
    for field, value, code in ITEM_ERRORS:
        plan = check(zhou, edited(content, put(f"{letter(field)}{row}", value)))
        found = [each for each in plan["errors"] if each["row"] == row and each["sheet"] == "事项"]
        assert [(each["column"], each["code"]) for each in found] == [(letter(field), code)], plan["errors"]
        assert found[0]["header"].endswith(f" {field}")
        assert found[0]["zh"]
        assert found[0]["en"]
        assert found[0]["zh"] != "格式不对。", "that tells nobody how to write it"
    refused = take_over(zhou, edited(content, put(f"{letter('name_zh')}{row}", None)), plan["state"])
    assert (refused.status_code, refused.json()["code"]) == (422, "sheet_has_errors")


PAPER_ERRORS: list[tuple[str, object, str]] = [
    ("item_code", "XX-99", "unknown_item"),
    ("code", "大写", "invalid"),
    ("name_zh", None, "invalid"),
    ("name_zh", "其他材料", "invalid"),
    ("kind", "随便", "unreadable"),
    ("copies", "很多", "unreadable"),
    ("copies", 99, "invalid"),
    ("may_follow", "看情况", "unreadable"),
    ("note_zh", "=HYPERLINK(1)", "formula"),
]


def test_an_error_in_a_paper_names_its_own_row(world: World) -> None:
    zhou = world.client("zhou")
    content = exported(zhou)
    for field, value, code in PAPER_ERRORS:
        column = letter(field, of_paper=True)
        [error] = check(zhou, edited(content, put(f"{column}3", value, sheet="材料")))["errors"]
        assert (error["sheet"], error["row"], error["column"], error["code"]) == ("材料", 3, column, code)


def _no_papers(book: Workbook) -> None:
    book.remove(book["材料"])


def _no_column(book: Workbook) -> None:
    book["事项"].delete_cols(5)


def _unknown_column(book: Workbook) -> None:
    book["事项"].cell(1, len(ITEM_COLUMNS) + 1, "随便 whatever")


def _no_header(book: Workbook) -> None:
    book["材料"].delete_rows(1)


def _beside(book: Workbook) -> None:
    book["材料"]["K5"] = "旁边写的"


FORMS: list[tuple[Edit, set[str]]] = [
    (_no_papers, {"sheet_missing"}),
    (_no_column, {"column_missing"}),
    (_unknown_column, {"bad_header"}),
    (_no_header, {"bad_header", "column_missing"}),
    (_beside, {"no_header"}),
]


def test_a_spreadsheet_without_its_form_is_told_what_is_missing(world: World) -> None:
    zhou = world.client("zhou")
    content = exported(zhou)
    for edit, codes in FORMS:
        plan = check(zhou, edited(content, edit))
        assert {each["code"] for each in plan["errors"]} == codes
        assert plan["changes"] == []


def test_what_begins_like_a_formula_stays_a_text(world: World) -> None:
    zhou = world.client("zhou")
    traps = ["=1+1", "+86", "-1", "@SUM(A1)"]
    item = zhou.get(f"{API}/catalogue/MZ-04/versions").json()[0]["item"]
    item |= {"conditions_zh": "\n".join(traps), "name_zh": '=HYPERLINK("x")', "limit_note_zh": "@me", "source": "-x"}
    change = {"id": str(uuid4()), "base_version": 1, "valid_from": str(today()), "item": item}
    assert zhou.post(f"{API}/catalogue/MZ-04/versions", json=change).status_code == 201
    content = exported(zhou)
    sheet, row = load_workbook(io.BytesIO(content))["事项"], row_of(content, "MZ-04")
    for field in ("name_zh", "conditions_zh", "limit_note_zh", "source"):
        cell = sheet[f"{letter(field)}{row}"]
        assert (cell.data_type, cell.quotePrefix, cell.value) == ("s", True, item[field])
    assert not [cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    plan = check(zhou, content)
    assert (plan["errors"], plan["changes"]) == ([], [])


def test_only_officers_handle_the_spreadsheet(world: World) -> None:
    content = exported(world.client("he"))
    for key in ("wang", "li", "zhao"):
        client = world.client(key)
        for answer in (
            client.get(SHEET),
            client.post(f"{SHEET}/check", content=content),
            client.post(SHEET, content=content, params={"state": "x"}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (403, "not_your_role")


def test_who_takes_the_catalogue_away_leaves_a_trace(world: World) -> None:
    exported(world.client("zhou"))
    assert world.client("li").get(SHEET).status_code == 403
    with world.database.reading() as db:
        [entry] = db.exec(select(AuditEntry).where(AuditEntry.what == "catalogue_exported")).all()
        assert entry.by_id == world.id("zhou")
