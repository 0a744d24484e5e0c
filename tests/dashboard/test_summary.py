"""The summary: numbers that add up, small ones hidden, late ones nameless, and 304 before anything is counted."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from sqlmodel import Session, select

from app.core.clock import LOCAL, now, replay
from app.core.problems import Refusal
from app.core.words import Language
from app.dashboard.summary.queries import summary
from app.dashboard.summary.rules import DEFINITIONS
from app.duty.models import DutyShift
from app.oversight.schemas import RatingIn
from app.oversight.service import rate
from app.people.models import Scope
from app.tickets.models import Ticket
from tests.dashboard.conftest import Screen
from tests.dashboard.counting import statements
from tests.oversight.carried import accepted, delivered, send
from tests.support.world import GUANZHUANG, HUAISHU, SHIQIAO, YINAN, World

COUNTY = "610430000000"
OPEN = ("finance", "errand", "parcel")


def _see(world: World, db: Session, who: str, place: str | None = None, language: Language = "zh") -> Any:
    db.flush()
    body = summary(db, world.actor(db, who), language, place, None).body
    assert body
    return json.loads(body)


def _village(seen: Any, code: str = HUAISHU) -> Any:
    return next(village for village in seen["villages"] if village["code"] == code)


def _fill(world: World, db: Session) -> None:
    for _ in range(2):
        send(world, db, "dashan", "dispute")
    for _ in range(5):
        send(world, db, "guilan", "medical")
    send(world, db, "yulan", "medical", village=HUAISHU)
    send(world, db, "pan3", "medical", village=YINAN)
    for _ in range(3):
        send(world, db, "pan4", "dispute", village=YINAN)
    accepted(world, db), delivered(world, db)
    send(world, db, "yulan", "parcel")
    for kind in ("balance_help", "subsidy_inquiry"):
        send(world, db, "yulan", "finance", details={"finance_kind": kind})
    send(world, db, "pan3", village=YINAN)
    send(world, db, "guan3", village=GUANZHUANG)


def test_the_township_sees_open_matters_by_village_and_small_numbers_hidden(world: World) -> None:
    with world.database.writing() as db:
        _fill(world, db)
        seen = _see(world, db, "zhou")
    assert seen["place"] == {"code": SHIQIAO, "name": "石桥镇", "level": "township"}
    assert _village(seen)["counts"] == {"finance": 2, "errand": 1, "medical": 6, "parcel": 1, "dispute": "<3"}
    assert _village(seen, YINAN)["counts"] == {"finance": 0, "errand": 1, "medical": "<5", "parcel": 0, "dispute": 3}
    assert GUANZHUANG not in {village["code"] for village in seen["villages"]}
    assert seen["totals"]["counts"] == {"finance": 2, "errand": 2, "medical": "≥7", "parcel": 1, "dispute": "≥4"}


def test_the_numbers_add_up(world: World) -> None:
    with world.database.writing() as db:
        _fill(world, db)
        for who in ("zhou", "he"):
            seen = _see(world, db, who)
            totals = seen["totals"]
            assert totals["open"] == sum(village["counts"][each] for village in seen["villages"] for each in OPEN)
            assert totals["open"] == sum(totals["counts"][each] for each in OPEN)
            for name in ("yellow", "red"):
                assert totals[name] == sum(village[name] for village in seen["villages"])
            assert totals["villages"] == len(seen["villages"])
            assert totals["on_duty"] == sum(village["on_duty"] is not None for village in seen["villages"])
            assert (totals["submitted_today"], totals["completed_today"]) == (
                seen["days"][-1]["submitted"],
                seen["days"][-1]["completed"],
            )
        assert (seen["place"]["level"], totals["open"]) == ("county", 6)


def test_a_secretary_sees_the_own_village_s_small_numbers(world: World) -> None:
    with world.database.writing() as db:
        _fill(world, db)
        mine, from_above = _see(world, db, "zhao"), _see(world, db, "zhou", HUAISHU)
    assert _village(mine)["counts"] == {"finance": 2, "errand": 1, "medical": 6, "parcel": 1, "dispute": 2}
    assert mine["totals"]["counts"]["dispute"] == 2
    assert _village(from_above)["counts"]["dispute"] == "<3"
    assert from_above["totals"]["counts"]["dispute"] == "≥1"
    assert mine["totals"]["open"] == from_above["totals"]["open"] == 4


def _late(db: Session, ticket: Ticket, owner: str, hours: float, *, yellow: float | None = None) -> None:
    ticket.clock_owner, ticket.due_at = owner, now() + timedelta(hours=hours)
    ticket.yellow_at = now() + timedelta(hours=yellow) if yellow is not None else None
    db.flush()


def test_a_card_goes_to_the_owner_of_the_clock(world: World) -> None:
    with world.database.writing() as db:
        red, yellow, theirs, villager, calm, paused = (
            send(world, db, "yulan", "finance", details={"finance_kind": "fraud_report"}) for _ in range(6)
        )
        _late(db, red, "village", -2, yellow=-4)
        _late(db, yellow, "village", 2, yellow=-1)
        _late(db, theirs, "authority", -48, yellow=-50)
        _late(db, villager, "villager", -2, yellow=-4)
        _late(db, calm, "village", 20, yellow=10)
        paused.due_at = paused.yellow_at = None
        seen = _see(world, db, "zhou")
    assert {name: seen["totals"][name] for name in ("red", "yellow", "red_authority")} == {
        "red": 1,
        "yellow": 1,
        "red_authority": 1,
    }
    assert (_village(seen)["red"], _village(seen)["yellow"]) == (1, 1)
    assert [(row["id"], row["clock_owner"]) for row in seen["late"]] == [
        (str(theirs.id), "authority"),
        (str(red.id), "village"),
    ]


def test_late_health_and_quarrels_enter_no_number_and_no_list(world: World) -> None:
    with world.database.writing() as db:
        for who, service in (("dashan", "dispute"), ("guilan", "medical")):
            _late(db, send(world, db, who, service), "village", -5, yellow=-6)
        for who in ("zhou", "zhao"):
            seen = _see(world, db, who)
            numbers = {name: seen["totals"][name] for name in ("open", "red", "yellow", "submitted_today")}
            assert numbers == dict.fromkeys(numbers, 0)
            assert (_village(seen)["red"], seen["late"]) == (0, [])
            assert {day["submitted"] for day in seen["days"]} == {0}


def test_late_rows_hold_nothing_that_somebody_wrote_and_no_name(world: World) -> None:
    with world.database.writing() as db:
        private = {"description": "帮刘桂兰办高龄补贴，住三组东头，电话 00000000113", "group": "三组"}
        _late(db, accepted(world, db, "guilan", **private), "village", -5)
        row = _see(world, db, "zhou")["late"][0]
        english = _see(world, db, "he", language="en")["late"][0]
    assert (row["title"], row["beneficiary_name"], row["assignee_name"]) == ("高龄老人补贴", "刘**", None)
    assert (row["card"], row["details_hidden"], row["village_name"]) == ("red", True, "大槐树村")
    assert not any(word in str(row) for word in ("刘桂兰", "00000000113", "三组", "李秀英"))
    assert "the village should have acted by" in english["sentence"]


def test_days_count_what_came_in_and_what_was_done(world: World) -> None:
    with world.database.writing() as db:
        noon = now().astimezone(LOCAL).replace(hour=12, minute=0)
        for ago in (0, 1, 13, 14):
            ticket = send(world, db, "yulan", "parcel")
            ticket.submitted_at = noon - timedelta(days=ago)
        done, older = delivered(world, db), delivered(world, db)
        older.submitted_at, older.completed_at = noon - timedelta(days=40), noon - timedelta(days=2)
        done.submitted_at, done.completed_at = noon - timedelta(days=3), noon
        seen = _see(world, db, "zhou")
    days = {day["on"]: (day["submitted"], day["completed"]) for day in seen["days"]}
    wanted = {str((noon - timedelta(days=ago)).date()): (0, 0) for ago in range(14)}
    for ago, numbers in ((0, (1, 1)), (1, (1, 0)), (2, (0, 1)), (3, (1, 0)), (13, (1, 0))):
        wanted[str((noon - timedelta(days=ago)).date())] = numbers
    assert days == wanted
    assert list(days) == sorted(days)


def test_silence_is_no_satisfaction(world: World) -> None:
    with world.database.writing() as db:
        for grade in (5, 3, 2, None):
            ticket = delivered(world, db)
            if grade:
                asked = RatingIn(id=uuid4(), grade=grade, comment="好" if grade > 2 else "慢")
                rate(db, world.actor(db, "guilan"), ticket.id, asked)
        old = delivered(world, db)
        old.completed_at = now() - timedelta(days=31)
        accepted(world, db)
        ratings = _see(world, db, "zhou")["totals"]["ratings"]
    assert ratings == {"rated": 3, "satisfied": 2, "unrated": 1, "satisfied_rate": None}


def test_the_summary_says_who_is_on_duty_and_which_doors_are_open(world: World) -> None:
    with world.database.writing() as db:
        coming = select(DutyShift).where(DutyShift.person_id == world.id("pan"), DutyShift.starts_at > now())
        shift = db.exec(coming.order_by(DutyShift.starts_at)).first()  # type: ignore[arg-type]
        assert shift
        shift.out_note, shift.out_until = "home_visit", shift.starts_at + timedelta(hours=2)
        db.flush()
        with replay(shift.starts_at + timedelta(minutes=1)):
            working = _see(world, db, "zhou")
        with replay(shift.starts_at.astimezone(LOCAL).replace(hour=3)):
            night = _see(world, db, "zhou")
    there = _village(working, YINAN)
    assert there["on_duty"]["name"] == "潘志强"
    assert there["on_duty"]["note"].startswith("入户走访去了")
    assert there["open_now"]
    without_centre = [village["code"] for village in working["villages"] if not village["open_now"]]
    assert without_centre, "no door is open where there is none"
    assert _village(working)["on_duty"]
    assert night["totals"]["on_duty"] == 0
    assert not any(village["open_now"] or village["on_duty"] for village in night["villages"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_number_has_its_definition(world: World, language: Language) -> None:
    with world.database.reading() as db:
        seen = _see(world, db, "zhou", language=language)
    told = seen["definitions"]
    numbers = set(seen["totals"]) | {"days", "late", "as_of", "open_now"}
    assert numbers <= set(told) == set(DEFINITIONS)
    assert all(told.values())
    assert seen["metric_version"]
    assert ("Matters" in told["counts"]) == (language == "en")


def test_as_of_is_a_whole_minute(world: World) -> None:
    with world.database.reading() as db:
        assert _see(world, db, "zhou")["as_of"].endswith(":00.000000Z")


@pytest.mark.parametrize(
    ("who", "place", "code"),
    [
        ("guilan", None, "not_your_role"),
        ("li", None, "not_your_role"),
        ("sun", None, "not_your_role"),
        ("liu", None, "not_your_role"),
        ("admin", None, "not_your_role"),
        ("zhao", YINAN, "not_found"),
        ("zhao", SHIQIAO, "not_found"),
        ("zhou", GUANZHUANG, "not_found"),
        ("zhou", COUNTY, "not_found"),
        ("tang", SHIQIAO, "not_found"),
        ("zhou", "610430999999", "place_unknown"),
    ],
)
def test_an_area_is_for_its_own_officers(world: World, who: str, place: str | None, code: str) -> None:
    with world.database.reading() as db, pytest.raises(Refusal, match=code):
        _see(world, db, who, place)


def test_who_has_the_newest_summary_gets_304_before_anything_is_counted(world: World) -> None:
    with world.database.writing() as db:
        _fill(world, db)
    with time_machine.travel(now().replace(second=5), tick=False) as clock:
        officer = world.client("zhou")
        first = officer.get("/api/v1/summary")
        tag = {"If-None-Match": first.headers["ETag"]}
        with statements(world.database) as sent:
            again = officer.get("/api/v1/summary", headers=tag)
        assert (again.status_code, again.content) == (304, b"")
        assert len(sent) == 3  # Who asks, where, and the number of the newest change.
        english = officer.get("/api/v1/summary", headers=tag | {"Accept-Language": "en"})
        assert (english.status_code, english.headers["Content-Language"]) == (200, "en")
        assert world.client("zhao").get("/api/v1/summary", headers=tag).status_code == 200
        clock.shift(60)
        assert officer.get("/api/v1/summary", headers=tag).status_code == 200
        newer = {"If-None-Match": officer.get("/api/v1/summary").headers["ETag"]}
        with world.database.writing() as db:
            send(world, db, "yulan", "parcel")
        assert officer.get("/api/v1/summary", headers=newer).status_code == 200


def test_a_screen_on_the_wall_sees_its_key_s_area(world: World, screen: Screen) -> None:
    with world.database.writing() as db:
        _fill(world, db)
    seen = screen(Scope.SUMMARY).get("/api/v1/summary")
    assert seen.status_code == 200
    assert seen.json()["place"]["code"] == SHIQIAO
    assert _village(seen.json())["counts"]["dispute"] == "<3"
    village = screen(Scope.SUMMARY, place=HUAISHU).get("/api/v1/summary").json()
    assert (village["place"]["level"], _village(village)["counts"]["dispute"]) == ("village", "<3")
    assert screen(Scope.SUMMARY).get("/api/v1/summary", params={"place_code": COUNTY}).status_code == 404
    assert screen(Scope.CHANGES).get("/api/v1/summary").status_code == 403
    assert world.stranger().get("/api/v1/summary").status_code == 401


def test_a_summary_takes_the_same_number_of_statements_however_much_there_is(world: World) -> None:
    with world.database.writing() as db:
        officer, county = world.actor(db, "zhou"), world.actor(db, "he")
        _see(world, db, "zhou")
        with statements(world.database) as empty:
            summary(db, officer, "zh", None, None)
        _fill(world, db)
        db.flush()
        with statements(world.database) as full:
            summary(db, officer, "zh", None, None)
        with statements(world.database) as wide:
            summary(db, county, "zh", None, None)
    assert len(empty) == len(full) == len(wide) <= 12
