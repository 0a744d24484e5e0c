"""The public board, right at every minute, and the roster over the API."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
import time_machine

from app.core.clock import LOCAL
from app.duty.board.queries import board
from app.duty.models import ShiftKind
from app.duty.roster.leave.service import take_leave
from app.duty.roster.schemas import LeaveIn
from app.duty.routes import router
from app.duty.schemas import OutNoteIn
from app.duty.service import set_out_note
from tests.dashboard.counting import statements
from tests.duty.conftest import HUAISHU, YINAN, Scene, at
from tests.support.papers import pages
from tests.support.web import client, serving, sign_in


def test_every_minute_of_a_working_saturday_has_the_right_board(roster: Scene) -> None:
    """Against a list that a person wrote down: who is there, whether the door is open, who comes next."""
    saturday = [
        ("00:00", False, None, "08:30 李秀英"),
        ("08:30", True, "李秀英 12:00", "14:30 周平"),
        ("12:00", False, None, "14:30 周平"),
        ("14:30", True, "周平 18:00", "2月16日 20:00 张建国"),
        ("18:00", False, None, "2月16日 20:00 张建国"),
    ]
    with roster.database.reading() as db:
        for minute in range(0, 24 * 60, 5):
            for seconds in (0, 299):
                instant = at("14 00:00") + timedelta(minutes=minute, seconds=seconds)
                clock = f"{instant:%H:%M}"
                _, is_open, here, following = max(line for line in saturday if line[0] <= clock)
                shown = board(db, HUAISHU, instant, "zh")
                on_duty = f"{shown.on_duty.name} {shown.on_duty.until}" if shown.on_duty else None
                next_up = f"{shown.next_up.from_} {shown.next_up.name}" if shown.next_up else None
                assert (clock, shown.open_now, on_duty, next_up) == (clock, is_open, here, following)
                services: dict[str, bool] = {each.service: each.open_now for each in shown.services}
                assert services.pop("medical") is services.pop("dispute") is False, "neither doctor nor mediator sits"
                assert set(services.values()) == {is_open}


def test_a_working_saturday_and_a_holiday_are_named_and_the_week_shows_both(roster: Scene) -> None:
    with roster.database.reading() as db:
        shown = board(db, HUAISHU, at("14 09:00"), "zh")
        assert (shown.day.is_workday, shown.day.name) == (True, "春节调休上班")
        assert [(hours.opens, hours.closes) for hours in shown.hours_today] == [("08:30", "12:00"), ("14:30", "18:00")]
        week = [
            (f"{day.on:%d}", day.is_workday, [f"{s.from_}-{s.to} {s.name}" for s in day.shifts]) for day in shown.week
        ]
        assert week == [
            ("14", True, ["08:30-12:00 李秀英", "14:30-18:00 周平"]),
            ("15", False, []),
            ("16", False, ["20:00-24:00 张建国"]),
            ("17", False, ["00:00-08:00 张建国", "08:00-20:00 李秀英"]),
            ("18", False, []),
            ("19", False, []),
            ("20", False, []),
        ]
        festival = board(db, HUAISHU, at("17 00:00"), "en")
        assert (festival.open_now, festival.hours_today, festival.day.name) == (False, [], "Spring Festival")
        assert festival.on_duty is not None
        assert (festival.on_duty.name, festival.on_duty.until) == ("张建国", "08:00")
        eve = board(db, HUAISHU, at("16 23:59"), "en")
        assert eve.on_duty is not None
        assert eve.on_duty.until == "08:00 on 17 Feb"


def test_a_village_without_roster_or_centre_has_a_board_too(roster: Scene) -> None:
    with roster.database.reading() as db:
        shown = board(db, YINAN, at("11 09:00"), "zh")
        assert (shown.centre, shown.on_duty, shown.next_up, shown.supervision) == (None, None, None, [])
        assert shown.hours_today, "the usual hours hold"
        assert not shown.open_now, "but there is no door"
        assert {each.open_now for each in shown.services} == {False}


def test_a_board_costs_few_queries(roster: Scene) -> None:
    with roster.database.reading() as db:
        board(db, HUAISHU, at("14 09:00"), "zh")
    with statements(roster.database) as asked, roster.database.reading() as db:
        board(db, HUAISHU, at("14 09:00"), "zh")
    assert 0 < len([each for each in asked if each.startswith("SELECT")]) <= 8, (
        "holidays are kept; leave, posts and the photo are read anew"
    )


@pytest.fixture
def address(roster: Scene) -> Iterator[str]:
    with serving(roster.database, router) as address:
        yield address


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(at("14 09:00")) as clock:
        yield clock


def _phone(roster: Scene, address: str, name: str) -> httpx.Client:
    with roster.database.writing() as db:
        return client(address, sign_in(db, getattr(roster, name)))


@pytest.mark.usefixtures("clock")
def test_the_board_has_the_promised_shape_and_names_nothing_but_names_and_duty_phones(
    roster: Scene, address: str
) -> None:
    with client(address) as stranger:
        answer = stranger.get(f"/board/{HUAISHU}")
        shown = answer.json()
        assert set(shown) == {
            "village", "township", "centre", "open_now", "hours_today", "day", "on_duty", "next_up", "week",
            "supervision", "services",
        }  # fmt: skip
        assert shown["village"] == {"code": HUAISHU, "name": "大槐树村"}
        assert shown["township"] == {"code": "610430107000", "name": "石桥镇"}
        assert shown["centre"] == {"name": "大槐树村党群服务中心", "address": "村口", "phone": "02900000000"}
        assert shown["on_duty"] == {
            "name": "李秀英", "portrait": None, "post": "代办员", "phone": "00000000008", "until": "12:00", "out_note": None,
            "occasion": None,
        }  # fmt: skip
        assert shown["next_up"] == {"name": "周平", "from": "14:30"}
        assert shown["week"][0]["shifts"][0] == {"from": "08:30", "to": "12:00", "name": "李秀英", "occasion": None}
        assert shown["supervision"] == [{"name": "石桥镇", "phone": "02900000001"}]
        assert [each["service"] for each in shown["services"]] == ["errand", "medical", "parcel", "finance", "dispute"]
        assert "19900000007" not in answer.text, "her own phone is hers"
        assert str(roster.li.id) not in answer.text
        assert (
            stranger.get(f"/board/{HUAISHU}", headers={"Accept-Language": "en"}).json()["on_duty"]["post"]
            == "Proxy agent"
        )


def test_the_board_is_304_until_something_on_it_changes(
    roster: Scene, address: str, clock: time_machine.Traveller
) -> None:
    with client(address) as stranger:

        def ask(tag: str) -> httpx.Response:
            return stranger.get(f"/board/{HUAISHU}", headers={"If-None-Match": tag})

        tag = ask("").headers["etag"]
        clock.move_to(at("14 11:59:50"))
        assert ask(tag).status_code == 304
        assert ask("").headers["cache-control"] == "no-cache"
        with _phone(roster, address, "li") as li:
            said = li.post("/duty/out-note", json={"reason": "home_visit", "back_at": "2026-02-14T04:30:00Z"})
            assert said.status_code == 200
            assert said.json()["out_note"] == "入户走访去了，12:30 回来"
        changed = ask(tag)
        assert changed.json()["on_duty"]["out_note"] == "入户走访去了，12:30 回来"
        clock.move_to(at("14 12:00:01"))
        assert ask(changed.headers["etag"]).json()["on_duty"] is None


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("code", ["610430107000", "610430999999", "1", "大槐树村"])
def test_only_villages_have_boards(address: str, code: str) -> None:
    with client(address) as stranger:
        assert stranger.get(f"/board/{code}").status_code in {404, 422}


def test_a_swap_shows_at_its_minute(roster: Scene, address: str, clock: time_machine.Traveller) -> None:
    clock.move_to(at("14 10:15"))
    with client(address) as stranger, _phone(roster, address, "zhang") as secretary:
        shift = secretary.get(f"/duty?village_code={HUAISHU}&from_on=2026-02-14&to_on=2026-02-14").json()["items"][0]
        assert secretary.delete(f"/duty/shifts/{shift['id']}").status_code == 204
        asked = {
            "id": str(uuid4()),
            "village_code": HUAISHU,
            "person_id": str(roster.sun.id),
            "starts_at": at("14 10:15").isoformat(),
            "ends_at": at("14 12:00").isoformat(),
        }
        first = secretary.post("/duty/shifts", json=asked)
        again = secretary.post("/duty/shifts", json=asked)
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json() == again.json()
        shown = stranger.get(f"/board/{HUAISHU}").json()
        assert shown["on_duty"]["name"] == "孙大夫"
        assert shown["on_duty"]["phone"] == "02900000000", "without a duty phone the centre's"
        morning = [f"{each['from']} {each['name']}" for each in shown["week"][0]["shifts"]][:2]
        assert morning == ["08:30 李秀英", "10:15 孙大夫"]


@pytest.mark.usefixtures("clock")
def test_the_roster_is_for_staff_and_officers_and_lists_the_gaps(roster: Scene, address: str) -> None:
    days = f"/duty?village_code={HUAISHU}&from_on=2026-02-13&to_on=2026-02-28"
    expected = {"zhang": 200, "li": 200, "sun": 200, "officer": 200, "other": 200, "wang": 403}
    for name, status in expected.items():
        with _phone(roster, address, name) as phone:
            assert (name, phone.get(days).status_code) == (name, status)
    with client(address) as stranger:
        assert stranger.get(days).status_code == 401
    with _phone(roster, address, "li") as phone:
        listed = phone.get(days).json()
        assert [each["mine"] for each in listed["items"]] == [True, False, True, False, False, True]
        local = [each["from"] for each in listed["gaps"]]
        assert local[:2] == ["2026-02-24T00:30:00.000000Z", "2026-02-24T06:30:00.000000Z"], "after the festival"
        assert len(local) == 10, "five working days, the make-up Saturday of the 28th among them"
        for wrong in ("from_on=2026-02-14&to_on=2026-02-13", "from_on=2026-02-01&to_on=2026-04-30"):
            assert phone.get(f"/duty?village_code={HUAISHU}&{wrong}").status_code == 422


@pytest.mark.usefixtures("clock")
def test_a_turn_without_length_or_longer_than_a_day_is_not_understood(roster: Scene, address: str) -> None:
    with _phone(roster, address, "zhang") as secretary:
        for ends_at in (at("20 08:00"), at("20 07:00"), at("21 08:01"), at("20 12:00").replace(tzinfo=None)):
            asked = {
                "id": str(uuid4()),
                "village_code": HUAISHU,
                "person_id": str(roster.li.id),
                "starts_at": at("20 08:00").astimezone(LOCAL).isoformat(),
                "ends_at": ends_at.isoformat(),
            }
            assert secretary.post("/duty/shifts", json=asked).status_code == 422


def says(scene: Scene, instant: str) -> dict[str, tuple[bool, str]]:
    with scene.database.reading() as db:
        return {each.service: (each.open_now, each.says) for each in board(db, HUAISHU, at(instant), "zh").services}


def test_each_service_is_open_when_somebody_who_does_it_is_there(roster: Scene) -> None:
    assert says(roster, "11 09:00")["medical"] == (False, "医生现在不在中心，请先打电话")
    assert says(roster, "11 09:00")["parcel"] == (True, "李秀英在，现在能办")
    roster.plan(roster.sun, "11 08:30", "11 10:00", ShiftKind.JOINT_OFFICE)
    roster.plan(roster.wu, "11 08:30", "11 10:00", ShiftKind.JOINT_OFFICE)
    shown = says(roster, "11 09:00")
    assert (shown["medical"], shown["dispute"]) == ((True, "孙大夫在，现在能办"), (True, "吴调解在，现在能办"))
    assert says(roster, "11 10:00")["medical"][0] is False
    assert says(roster, "11 12:30")["errand"] == (False, "现在关着门，可以先提交")


def test_a_doctor_alone_at_the_desk_takes_errands_in_and_hands_out_no_parcel(scene: Scene) -> None:
    scene.plan(scene.sun, "11 08:30", "11 12:00")
    open_now = {service: is_open for service, (is_open, _) in says(scene, "11 09:00").items()}
    assert open_now == {"errand": True, "medical": True, "parcel": False, "finance": False, "dispute": False}


def test_a_service_says_when_whoever_does_it_is_back(roster: Scene) -> None:
    with time_machine.travel(at("14 09:00")), roster.database.writing() as db:
        asked = OutNoteIn.model_validate({"reason": "township", "back_at": at("14 11:00")})
        set_out_note(db, roster.actor(db, roster.li), asked)
    assert says(roster, "14 10:00")["errand"] == (False, "李秀英去镇上办事了，11:00 回来")
    assert says(roster, "14 11:00")["errand"] == (True, "李秀英在，现在能办")


def test_whoever_is_on_leave_or_works_here_no_more_is_not_on_the_board(roster: Scene) -> None:
    with roster.database.writing() as db, time_machine.travel(at("10 09:00")):
        days = {"first_on": at("14 00:00").date(), "last_on": at("14 00:00").date()}
        take_leave(db, roster.actor(db, roster.li), LeaveIn(id=uuid4(), village_code=HUAISHU, **days))
    with roster.database.reading() as db:
        shown = board(db, HUAISHU, at("14 09:00"), "zh")
        assert shown.on_duty is None
        assert shown.next_up is not None
        assert shown.next_up.name == "周平"
        assert [shift.name for shift in shown.week[0].shifts] == ["周平"]
        assert "李秀英" in [shift.name for shift in shown.week[3].shifts], "on her other days she sits"


def test_the_sheet_for_the_gate_is_one_page_with_the_week_and_the_phones(
    roster: Scene, address: str, clock: time_machine.Traveller
) -> None:
    with client(address) as stranger:
        answer = stranger.get(f"/board/{HUAISHU}/sheet.pdf")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        found = pages(answer.content)
        assert len(found) == 1
        for words in ("大槐树村", "08:30–12:00", "李秀英", "周平", "02900000000", "02900000001", "春节"):
            assert words in found[0], words
        assert "19900000007" not in found[0]
        tag = {"If-None-Match": answer.headers["etag"]}
        clock.shift(60)
        assert stranger.get(f"/board/{HUAISHU}/sheet.pdf", headers=tag).status_code == 304
        roster.plan(roster.sun, "15 08:30", "15 10:00")
        assert stranger.get(f"/board/{HUAISHU}/sheet.pdf", headers=tag).status_code == 200
        assert stranger.get("/board/610430999999/sheet.pdf").status_code == 404
