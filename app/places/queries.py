"""Reading places, centres and the calendar. Divisions are public, so no list here asks who is looking."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from app.core.clock import LOCAL, today
from app.core.kept import Kept
from app.core.problems import Refusal
from app.places.models import ConfirmedYear, DayType, Level, OpeningPeriod, Place, ServiceCentre, WorkDay
from app.places.rules import USUAL_HOURS, Day, OpeningHours, Period, WorkCalendar


def below(path_column: Mapped[str] | str, path: str) -> ColumnElement[bool]:
    """The condition that a place path lies at or below a path such as `/1/8/`: a range, so that an index serves it."""
    column: Any = path_column
    return and_(column >= path, column < path[:-1] + chr(ord("/") + 1))


def place(db: Session, place_id: int) -> Place:
    """One place by our own id, which always exists because other tables refer to it."""
    return db.get_one(Place, place_id)


def place_by_code(db: Session, code: str) -> Place:
    """One place, past ones included, by its official code.

    Raises:
        Refusal: 404 `place_unknown`.

    """
    if found := db.exec(select(Place).where(Place.official_code == code)).first():
        return found
    raise _unknown()


def village_by_code(db: Session, code: str) -> Place:
    """A village (or community) that exists today, by its official code.

    Raises:
        Refusal: 404 `place_unknown`.

    """
    village = place_by_code(db, code)
    if village.level != Level.VILLAGE or (village.valid_to is not None and village.valid_to < today()):
        raise _unknown()
    return village


def places_by_id(db: Session, ids: Iterable[int]) -> dict[int, Place]:
    """Several places at once, for lists that show names."""
    return {found.id: found for found in db.exec(select(Place).where(col(Place.id).in_(set(ids))))}


def name_of(db: Session, place_id: int) -> str:
    """What people call a place."""
    return place(db, place_id).name


def village_of(db: Session, place_id: int) -> Place | None:
    """The village that a place is or lies in; None above the villages."""
    return _above(db, place_id, Level.VILLAGE)


def township_of(db: Session, place_id: int) -> Place | None:
    """The township that a place is or lies in; None for the county."""
    return _above(db, place_id, Level.TOWNSHIP)


def villages_below(db: Session, path: str) -> list[Place]:
    """Today's villages at or below a path, in the order of their codes."""
    statement = select(Place).where(below(col(Place.path), path), Place.level == Level.VILLAGE, _exists_on(today()))
    return list(db.exec(statement.order_by(Place.official_code)))


def places_tree(db: Session, on: date) -> list[Place]:
    """Every place of a day, parents before children."""
    return list(db.exec(select(Place).where(_exists_on(on)).order_by(Place.official_code)))


def centre_of(db: Session, place_id: int) -> ServiceCentre | None:
    """The service centre of a village or township, if it has one of its own."""
    return db.exec(select(ServiceCentre).where(ServiceCentre.place_id == place_id)).first()


def hours_of(db: Session, place_id: int) -> OpeningHours:
    """When the centre of a place is open: its own hours, or the usual ones where none are set."""
    statement = (
        select(OpeningPeriod)
        .join(ServiceCentre, col(ServiceCentre.id) == OpeningPeriod.centre_id)
        .where(ServiceCentre.place_id == place_id)
    )
    periods = tuple(_period(row) for row in db.exec(statement))
    return OpeningHours(periods) if periods else USUAL_HOURS


def calendar(db: Session) -> WorkCalendar:
    """The working calendar, kept in the process."""
    return _kept_calendar.of(db)


def open_spans(db: Session, place_id: int, first: date, last: date) -> list[tuple[datetime, datetime]]:
    """When a centre is open on some days, both ends in."""
    hours, days = hours_of(db, place_id), calendar(db)
    return [
        (datetime.combine(on, span.opens, LOCAL), datetime.combine(on, span.closes, LOCAL))
        for on in (first + timedelta(days=n) for n in range((last - first).days + 1))
        for span in hours.periods_on(on, days)
    ]


def _read_calendar(db: Session) -> WorkCalendar:
    days = {row.on: Day(row.is_workday, row.name) for row in db.exec(select(WorkDay))}
    return WorkCalendar(days, frozenset(db.exec(select(ConfirmedYear.year))))


_kept_calendar = Kept(_read_calendar)


def _above(db: Session, place_id: int, level: Level) -> Place | None:
    ids = [int(step) for step in place(db, place_id).path.strip("/").split("/")]
    return db.exec(select(Place).where(col(Place.id).in_(ids), Place.level == level)).first()


def _exists_on(on: date) -> ColumnElement[bool]:
    return and_(col(Place.valid_from) <= on, or_(col(Place.valid_to).is_(None), col(Place.valid_to) >= on))


def _period(row: OpeningPeriod) -> Period:
    season = (row.season_from, row.season_to) if row.season_from and row.season_to else None
    day_type = DayType(row.day_type) if row.day_type else None
    return Period(time.fromisoformat(row.opens), time.fromisoformat(row.closes), row.weekday, day_type, season)


def _unknown() -> Refusal:
    return Refusal(
        404,
        "place_unknown",
        "没有找到这个地方，请检查地区代码。",
        "No such place: check the place code.",
    )
