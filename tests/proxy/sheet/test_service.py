"""The log of a month: what was done for whom, without names, illnesses, quarrels or comparisons."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx2 import Response
from openpyxl import load_workbook
from sqlmodel import Session, select

from app.audit.models import AuditEntry
from app.core.clock import LOCAL, now
from app.files.models import FileKind, StoredFile
from app.proxy.models import ProxyLogEntry
from app.proxy.schemas import AmendmentIn, TripIn
from app.proxy.service import amend_trip, log_trip
from app.proxy.sheet.rules import bounds, masked, without_names, yuan
from app.tickets.models import Ticket
from tests.oversight.carried import accepted, send
from tests.support.papers import pages, size_in_mm, text
from tests.support.world import HUAISHU, World

THIS_MONTH = f"{now().astimezone(LOCAL):%Y-%m}"


def _trip(world: World, db: Session, who: str, *tickets: Ticket, **more: Any) -> UUID:
    said = {"action": "lodge", "place": "镇便民服务中心", "result": "收下了"} | more
    asked = TripIn.model_validate({"id": uuid4(), "ticket_ids": [ticket.id for ticket in tickets]} | said)
    return log_trip(db, world.actor(db, who), asked)[0].id


def _photo(world: World, db: Session, who: str) -> UUID:
    file = StoredFile(
        id=uuid4(),
        kind=FileKind.PHOTO,
        media_type="image/jpeg",
        size=10,
        sha256="0" * 64,
        name_on_disk=uuid4().hex,
        uploaded_by=world.id(who),
        created_at=now(),
    )
    db.add(file)
    db.flush()
    return file.id


def _ask(world: World, who: str, form: str = "pdf", month: str = THIS_MONTH, **query: str) -> Response:
    asked = {"village_code": HUAISHU, "month": month} | query
    return world.client(who).get(f"/api/v1/proxy-log/sheet.{form}", params=asked)


def _own(world: World, who: str) -> dict[str, str]:
    return {"agent_id": str(world.id(who))}


def _cells(answer: Response) -> list[list[Any]]:
    assert answer.status_code == 200, answer.text
    [page] = load_workbook(BytesIO(answer.content)).worksheets
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_a_sheet_says_in_order_of_time_what_was_done_for_whom_and_what_was_paid(world: World) -> None:
    with world.database.writing() as db:
        first, second = accepted(world, db, "guilan"), accepted(world, db, "yulan")
        earlier = (now() - timedelta(minutes=3)).isoformat()
        fee = {"fee_fen": 2050, "file_ids": [_photo(world, db, "zhang")]}
        _trip(world, db, "li", first, second, result="给刘桂兰办的，收下了")
        _trip(world, db, "zhang", first, place="县政务服务中心", went_at=earlier, **fee)
    answer = _ask(world, "zhao")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "private, no-store"
    made = text(answer.content)
    assert size_in_mm(answer.content) == (297, 210)
    assert "刘**" in made
    assert "刘桂兰" not in made
    assert "20.50 元" in made
    assert made.index("县政务服务中心") < made.index("镇便民服务中心")
    rows = _cells(_ask(world, "zhao", "xlsx"))
    facts = {row[0]: row[1] for row in rows[:7]}
    assert (facts["趟数"], facts["办的事"], facts["代交费用（有收据）"]) == ("2", "帮我办事 2", "20.50 元")
    [head] = [at for at, row in enumerate(rows) if row[0] == "日期"]
    trips = rows[head + 1 : head + 3]
    assert [row[1] for row in trips] == ["张建国", "李秀英"]
    assert trips[0][7] == 20.5
    assert trips[1][6] == "给刘**办的，收下了"
    assert len(trips[1][2].split("、")) == 2


def test_nothing_on_a_sheet_compares_one_agent_with_another(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        for who in ("li", "li", "zhang"):
            _trip(world, db, who, ticket)
    rows = _cells(_ask(world, "zhao", "xlsx"))
    for name, trips in (("李秀英", 2), ("张建国", 1)):
        assert [name in [str(cell) for cell in row] for row in rows].count(True) == trips
        assert not any(f"{name} {trips}" in str(cell) for row in rows for cell in row)


def test_an_illness_and_a_quarrel_stand_there_as_a_trip_and_nothing_else(world: World) -> None:
    with world.database.writing() as db:
        illness, quarrel = send(world, db, "guilan", "medical"), send(world, db, "dashan", "dispute")
        errand = accepted(world, db, "yulan")
        for ticket in (illness, quarrel):
            ticket.assignee_id = world.id("zhao")
        db.flush()
        _trip(world, db, "zhao", illness, place="县医院心内科", result="办成了")
        _trip(world, db, "zhao", quarrel, place="田埂", result="对方骂人")
        _trip(world, db, "zhao", illness, errand, place="县里", result="办了一部分")
    for form in ("pdf", "xlsx"):
        answer = _ask(world, "zhao", form)
        made = text(answer.content) if form == "pdf" else str(_cells(answer))
        for word in ("心内科", "田埂", "骂人", "医院", "刘", "陈"):
            assert word not in made, word
        assert made.count("保密") >= 3
    zhou = str(_cells(_ask(world, "zhou", "xlsx")))
    assert "'趟数', '1'" in zhou
    assert "看病" not in zhou.partition("按日期记")[0]


def test_what_was_spoken_and_what_was_added_later_stands_there_too(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        spoken, written = _trip(world, db, "li", ticket), _trip(world, db, "li", ticket)
        db.get_one(ProxyLogEntry, spoken).result = ""
        amend_trip(db, world.actor(db, "li"), written, AmendmentIn(id=uuid4(), text="后来电话说批了"))
    rows = str(_cells(_ask(world, "li", "xlsx", **_own(world, "li"))))
    assert "收下了 后来电话说批了" in rows
    assert "有录音，还没补文字" in rows


@pytest.mark.parametrize(
    ("who", "whose", "status"),
    [
        ("zhao", None, 200),
        ("zhao", "li", 200),
        ("zhou", None, 200),
        ("zhou", "li", 200),
        ("li", "li", 200),
        ("li", None, 403),
        ("li", "zhang", 403),
        ("guilan", None, 403),
        ("guilan", "guilan", 403),
        ("pan", "pan", 403),
        ("pan2", None, 403),
        ("tang", None, 403),
        ("admin", None, 403),
    ],
)
def test_everybody_has_his_own_sheet_and_the_secretary_and_the_township_the_village_s(
    world: World, who: str, whose: str | None, status: int
) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        _trip(world, db, "li", ticket)
        _trip(world, db, "zhang", ticket)
    answer = _ask(world, who, **(_own(world, whose) if whose else {}))
    assert answer.status_code == status
    if status == 200:
        made = text(answer.content)
        assert "李秀英" in made
        assert ("张建国" in made) is (whose is None)


def test_who_took_a_sheet_is_written_down(world: World) -> None:
    assert _ask(world, "zhao", "xlsx").status_code == 200
    assert _ask(world, "li").status_code == 403
    with world.database.reading() as db:
        [entry] = db.exec(select(AuditEntry).where(AuditEntry.what == "proxy_sheet_exported")).all()
        assert (entry.by_id, entry.data["month"], entry.data["form"]) == (world.id("zhao"), THIS_MONTH, "xlsx")


def test_a_cell_is_never_a_formula(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        _trip(world, db, "li", ticket, place="=HYPERLINK(1)", result="+1\u000b@SUM(1)")
    answer = _ask(world, "li", "xlsx", **_own(world, "li"))
    [page] = load_workbook(BytesIO(answer.content)).worksheets
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    [risky] = [cell for cell in cells if cell.value == "=HYPERLINK(1)"]
    assert (risky.data_type, risky.quotePrefix) == ("s", True)


def test_a_month_without_trips_and_a_long_one_are_sheets_as_well(world: World) -> None:
    assert "这个月没有记录" in text(_ask(world, "zhao", month="2020-02").content)
    with world.database.writing() as db:
        ticket = accepted(world, db)
        for _ in range(60):
            _trip(world, db, "li", ticket, result="窗口收下了，说三天后来取，" * 3)
    found = pages(_ask(world, "zhao").content)
    assert len(found) > 1
    assert all("为谁" in page for page in found[:-1])
    assert _ask(world, "zhao", month="2026-13").status_code == 422


def test_a_month_is_that_of_the_village_s_calendar() -> None:
    assert bounds("2026-12") == (
        datetime(2026, 12, 1, tzinfo=LOCAL),
        datetime(2027, 1, 1, tzinfo=LOCAL),
    )
    assert bounds("2026-02")[1] == datetime(2026, 3, 1, tzinfo=LOCAL)


def test_names_are_cut_and_money_is_written_as_people_do() -> None:
    assert (masked("王老汉", "一组"), masked("王老汉", None)) == ("王**（一组）", "王**")
    assert without_names("王老汉和王老", ["王老", "王老汉"]) == "王**和王**"
    assert (yuan(0), yuan(5), yuan(123456)) == ("0.00", "0.05", "1234.56")
