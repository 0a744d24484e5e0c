"""The county's tree, the calendar and the hours of a centre, as they are loaded and set."""

import re
from collections import Counter
from datetime import date, time

import pytest
from sqlmodel import Session, select

from app.core.db import Database
from app.core.problems import Refusal
from app.places import queries, service
from app.places.models import DayType, Level, OpeningPeriod, Place, ServiceCentre
from app.places.rules import USUAL_HOURS, Day, OpeningHours, Period
from tests.places.naive import local

DAHUAISHU = "610430107203"


def test_the_county_is_loaded_once_however_often_it_is_asked(database: Database) -> None:
    with database.writing() as db:
        assert service.load_divisions(db) == 141
    with database.writing() as db:
        assert service.load_divisions(db) == 0
        levels = Counter(db.exec(select(Place.level)))
    assert levels == {Level.COUNTY: 1, Level.TOWNSHIP: 8, Level.VILLAGE: 132}


def test_paths_lead_from_the_county_to_the_village(db: Session) -> None:
    service.load_divisions(db)
    village = queries.village_by_code(db, DAHUAISHU)
    steps = [queries.place(db, int(step)) for step in village.path.strip("/").split("/")]
    assert [step.name for step in steps] == ["淳化县", "石桥镇", "大槐树村"]
    assert [step.initials for step in steps] == ["CH", "SQ", "DHS"]
    assert re.fullmatch(r"(/\d+){3}/", village.path)


def test_no_two_villages_share_initials(db: Session) -> None:
    service.load_divisions(db)
    initials = db.exec(select(Place.initials).where(Place.level == Level.VILLAGE)).all()
    assert len(initials) == len(set(initials)) == 132


def test_what_a_county_has_changed_survives_another_load(db: Session) -> None:
    service.load_divisions(db)
    queries.place_by_code(db, DAHUAISHU).name = "新大槐树村"
    service.load_divisions(db)
    assert queries.place_by_code(db, DAHUAISHU).name == "新大槐树村"


def test_the_calendar_of_2026_is_loaded_once(database: Database) -> None:
    with database.writing() as db:
        service.load_calendar(db)
    with database.writing() as db:
        service.load_calendar(db)
        calendar = queries.calendar(db)
    assert calendar.confirmed == {2026}
    assert len(calendar.days) == 39
    assert calendar.is_workday(date(2026, 2, 14))


def test_a_new_notice_takes_the_place_of_the_old_one_at_once(database: Database) -> None:
    with database.writing() as db:
        service.load_calendar(db)
    with database.reading() as db:
        assert not queries.calendar(db).is_confirmed(2027)
    with database.writing() as db:
        service.confirm_year(db, 2027, {date(2027, 1, 2): Day(is_workday=True, name="元旦")}, "first print")
        service.confirm_year(db, 2027, {date(2027, 1, 3): Day(is_workday=True, name="元旦")}, "corrected")
    with database.reading() as db:
        calendar = queries.calendar(db)
    assert calendar.is_confirmed(2027)
    assert calendar.is_confirmed(2026)
    assert not calendar.is_workday(date(2027, 1, 2))
    assert calendar.is_workday(date(2027, 1, 3))


def test_a_notice_that_is_taken_back_is_never_seen_by_others(database: Database) -> None:
    class TakenBackError(Exception):
        pass

    def fail() -> None:
        with database.writing() as db:
            service.confirm_year(db, 2027, {}, "by mistake")
            assert queries.calendar(db).is_confirmed(2027)
            raise TakenBackError

    with pytest.raises(TakenBackError):
        fail()
    with database.reading() as db:
        assert not queries.calendar(db).is_confirmed(2027)


def test_a_notice_speaks_of_its_own_year_only(db: Session) -> None:
    with pytest.raises(ValueError, match="outside that year"):
        service.confirm_year(db, 2027, {date(2028, 1, 1): Day(is_workday=False, name="元旦")}, "wrong")


def test_a_centre_is_opened_once_and_changed_afterwards(db: Session) -> None:
    service.load_divisions(db)
    village = queries.village_by_code(db, DAHUAISHU)
    town_hall = {"name": "镇便民服务中心", "phone": "00000000099"}
    for phone in ("00000000001", "00000000002"):
        service.open_centre(
            db, village.id, name="大槐树村党群服务中心", address="村口", phone=phone, supervision=[town_hall]
        )
    db.expire_all()
    [centre] = db.exec(select(ServiceCentre)).all()
    assert queries.centre_of(db, village.id) is centre
    assert centre.phone == "00000000002"
    assert centre.supervision == [town_hall]


def test_a_village_keeps_the_usual_hours_until_it_sets_its_own(db: Session) -> None:
    service.load_divisions(db)
    service.load_calendar(db)
    village = queries.village_by_code(db, DAHUAISHU)
    centre = service.open_centre(db, village.id, name="大槐树村党群服务中心", address="村口", phone="00000000001")
    assert queries.hours_of(db, village.id) == USUAL_HOURS
    periods = (
        Period(time(8), time(11, 30), day_type=DayType.WORKDAY, season=("05-01", "09-30")),
        Period(time(9), time(11), weekday=5),
    )
    for _ in range(2):
        service.set_opening_hours(db, centre, periods)
    hours = queries.hours_of(db, village.id)
    assert set(hours.periods) == set(periods)
    assert hours.is_open(local(2026, 11, 21, 9), queries.calendar(db))
    assert len(db.exec(select(OpeningPeriod)).all()) == 2
    service.set_opening_hours(db, centre, ())
    assert queries.hours_of(db, village.id) == USUAL_HOURS


def test_hours_read_back_are_the_hours_that_were_set(db: Session) -> None:
    service.load_divisions(db)
    village = queries.village_by_code(db, DAHUAISHU)
    centre = service.open_centre(db, village.id, name="大槐树村党群服务中心", address="村口", phone="00000000001")
    service.set_opening_hours(db, centre, USUAL_HOURS.periods)
    db.expire_all()
    assert queries.hours_of(db, village.id) == OpeningHours(USUAL_HOURS.periods)


@pytest.mark.parametrize("code", ["610430107299", "", "610430107000", "大槐树"])
def test_only_a_village_of_today_is_found_as_a_village(db: Session, code: str) -> None:
    service.load_divisions(db)
    with pytest.raises(Refusal, match="place_unknown"):
        queries.village_by_code(db, code)


def test_a_village_that_was_merged_away_is_still_known_but_no_longer_used(db: Session) -> None:
    service.load_divisions(db)
    queries.place_by_code(db, DAHUAISHU).valid_to = date(2024, 12, 31)
    db.flush()
    village = queries.place_by_code(db, DAHUAISHU)
    with pytest.raises(Refusal, match="place_unknown"):
        queries.village_by_code(db, DAHUAISHU)
    assert village not in queries.places_tree(db, date(2026, 1, 1))
    assert village in queries.places_tree(db, date(2024, 12, 31))
    assert village not in queries.villages_below(db, "/")
