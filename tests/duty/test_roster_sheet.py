"""A month on paper and as a spreadsheet: what stands on it, what comes back, and every error by row and column."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from openpyxl import Workbook, load_workbook

from app.core.problems import Refusal
from app.core.xlsx import read_sheets
from app.duty.roster_sheet import queries, rules, service
from app.duty.roster_sheet.schemas import RosterSheetPlan
from app.duty.temporary.models import Stands
from app.people.models import Person, Role
from tests.duty.conftest import Scene, at
from tests.duty.temporary import flood
from tests.duty.test_roster import MARCH, away, drawn, published, shown
from tests.support.papers import text as text_of
from tests.support.web import add_person

Edit = Callable[[Workbook], None]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Wednesday the 25th of February 2026, nine in the morning."""
    with time_machine.travel(at("25 09:00"), tick=False) as clock:
        yield clock


def sheet(scene: Scene, who: Person | None = None) -> rules.Sheet:
    with scene.database.reading() as db:
        return queries.sheet(db, scene.actor(db, who or scene.zhang), scene.village, MARCH, "zh")


def edited(scene: Scene, edit: Edit) -> bytes:
    book = load_workbook(io.BytesIO(rules.as_xlsx(sheet(scene))))
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def look(scene: Scene, content: bytes, who: Person | None = None) -> RosterSheetPlan:
    with scene.database.reading() as db:
        actor = scene.actor(db, who or scene.zhang)
        return service.look_through(db, actor, scene.village, MARCH, read_sheets(content), "zh")


def take(scene: Scene, content: bytes, seen: int) -> RosterSheetPlan:
    with scene.database.writing() as db:
        actor = scene.actor(db, scene.zhang)
        return service.take_over(db, actor, scene.village, MARCH, read_sheets(content), seen, "zh")


def put(cell: str, value: str | None) -> Edit:
    def edit(book: Workbook) -> None:
        book[rules.TURNS][cell] = value

    return edit


def test_what_was_exported_changes_nothing(scene: Scene) -> None:
    drawn(scene)
    plan = look(scene, edited(scene, lambda _: None))
    assert (plan.errors, plan.changes, plan.unchanged, plan.not_in_sheet) == ([], [], 44, 0)


def test_a_month_that_was_filled_in_elsewhere_becomes_a_draft_and_is_not_published(scene: Scene) -> None:
    draft = drawn(scene)
    first = draft.turns[0]
    content = edited(scene, put("G2", "周平、孙大夫"))
    plan = look(scene, content)
    assert plan.errors == []
    assert [(each.turn, set(each.after)) for each in plan.changes] == [(first.key, {"周平", "孙大夫"})]
    assert shown(scene).version == draft.version, "a look writes nothing"
    taken = take(scene, content, plan.version)
    after = shown(scene)
    assert taken.taken_over
    assert (after.version, after.published_at, after.spare) == (draft.version + 1, None, None)
    assert {person.name for person in after.turns[0].persons} == {"周平", "孙大夫"}


def test_a_month_may_come_from_a_spreadsheet_without_being_drawn(scene: Scene) -> None:
    plan = look(scene, edited(scene, put("G3", "李秀英")))
    taken = take(scene, edited(scene, put("G3", "李秀英")), plan.version)
    assert (plan.version, taken.version) == (0, 1)
    draft = shown(scene)
    assert sum(bool(turn.persons) for turn in draft.turns) == 1
    assert len([gap for gap in draft.gaps if gap.missing == "person"]) == 43


@pytest.mark.parametrize(
    ("cell", "value", "column", "header", "code"),
    [
        ("A2", "三月二号", "A", "日期", "no_day"),
        ("A2", "2026-04-02", "A", "日期", "turn_unknown"),
        ("C2", "早上", "C", "开始", "no_time"),
        ("D2", None, "D", "结束", "no_time"),
        ("E2", "打扫", "E", "怎么值", "no_kind"),
        ("G2", "王老汉", "G", "值班人", "not_staff"),
        ("G2", "=A1", "G", "值班人", "formula"),
        ("C3", "08:30", "A", "日期", "turn_unknown"),
    ],
)
def test_every_error_is_named_by_row_and_column(
    scene: Scene, cell: str, value: str | None, column: str, header: str, code: str
) -> None:
    drawn(scene)
    plan = look(scene, edited(scene, put(cell, value)))
    row = int(cell[1:])
    assert [(each.row, each.column, each.header, each.code) for each in plan.errors] == [(row, column, header, code)]
    with pytest.raises(Refusal) as found:
        take(scene, edited(scene, put(cell, value)), plan.version)
    assert found.value.code == "sheet_has_errors"


def test_who_is_away_or_sits_in_two_places_is_an_error_of_that_cell(scene: Scene) -> None:
    away(scene, scene.li, 2, 2)
    drawn(scene)
    (error,) = look(scene, edited(scene, put("G2", "李秀英"))).errors
    assert (error.row, error.column, error.zh) == (2, "G", "李秀英这个班值不了：请假了")


def test_a_turn_twice_and_two_people_of_a_name_are_errors(scene: Scene) -> None:
    drawn(scene)
    with scene.database.writing() as db:
        add_person(db, "周平", scene.village, Role.DUTY_CADRE)

    def twice(book: Workbook) -> None:
        rows = book[rules.TURNS]
        for column in "ABCDE":
            rows[f"{column}3"] = rows[f"{column}2"].value
        rows["G2"], rows["G3"], rows["G4"] = "李秀英", "李秀英", "周平"
        for row in range(5, 46):
            rows[f"G{row}"] = ""

    assert {(each.row, each.code) for each in look(scene, edited(scene, twice)).errors} == {
        (3, "twice"),
        (4, "two_of_a_name"),
    }


def test_what_is_out_already_is_not_taken_away_by_a_spreadsheet(scene: Scene) -> None:
    published(scene, drawn(scene).version)
    (error,) = look(scene, edited(scene, put("G2", ""))).errors
    assert (error.row, error.column, error.code) == (2, "G", "turn_agreed")


def test_a_sheet_without_its_columns_says_which(scene: Scene) -> None:
    drawn(scene)
    (error,) = look(scene, edited(scene, put("G1", "谁"))).errors
    assert (error.row, error.code, error.zh) == (1, "no_column", "少了这几列：值班人")

    def gone(book: Workbook) -> None:
        del book[rules.TURNS]

    assert [each.code for each in look(scene, edited(scene, gone)).errors] == ["no_sheet"]


def test_nobody_but_the_secretary_imports_and_nobody_over_a_newer_draft(scene: Scene) -> None:
    drawn(scene)
    content = edited(scene, put("G2", ""))
    with pytest.raises(Refusal) as found:
        look(scene, content, scene.li)
    assert found.value.code == "not_your_role"
    with pytest.raises(Refusal) as found:
        take(scene, content, 0)
    assert found.value.code == "stale"


def test_the_sheet_of_a_month_fits_on_one_page_with_every_day(scene: Scene) -> None:
    draft = drawn(scene)
    pdf = rules.as_pdf(sheet(scene))
    text = text_of(pdf)
    assert "大槐树村2026年3月值班表" in text
    assert "草稿，还没有公布" in text
    assert all(f"3-{day} " in text for day in {int(turn.key[8:10]) for turn in draft.turns})
    published(scene, draft.version)
    assert "草稿" not in text_of(rules.as_pdf(sheet(scene)))


def test_a_member_exports_what_is_out_and_not_the_draft(scene: Scene) -> None:
    draft = drawn(scene)
    assert not any(line.names for line in sheet(scene, scene.li).lines)
    published(scene, draft.version)
    assert all(line.names for line in sheet(scene, scene.li).lines)


def test_a_watch_stands_on_the_sheet_with_what_it_is_for_and_is_not_imported(scene: Scene) -> None:
    drawn(scene)
    assert rules.TEMPORARY not in load_workbook(io.BytesIO(rules.as_xlsx(sheet(scene)))).sheetnames
    hours: dict[str, Any] = {
        "hours": [{"starts": "20:00", "ends": "08:00"}],
        "first_on": "2026-03-31",
        "last_on": "2026-04-01",
    }
    flood.plan(scene, scene.sun, stands=Stands.BESIDE, persons=1, **hours)
    (extra,) = sheet(scene).extras
    assert (extra.names, extra.occasion.zh) == (("孙大夫",), "防汛值班"), "of March, and not the night of April"
    rows = load_workbook(io.BytesIO(rules.as_xlsx(sheet(scene))))[rules.TEMPORARY]
    assert [[cell.value for cell in row] for row in rows.iter_rows(min_row=2)] == [
        ["2026-03-31", "周二", "20:00", "08:00", "防汛值班", "孙大夫"]
    ]
    # Where a line breaks depends on who else has a turn that day.
    assert "20:00–08:00防汛值班孙大夫" in text_of(rules.as_pdf(sheet(scene))).replace(" ", "")

    def other(book: Workbook) -> None:
        book[rules.TEMPORARY]["F2"] = "李秀英"

    plan = look(scene, edited(scene, other))
    assert (plan.errors, plan.changes) == ([], [])
