"""Counting the tickets of an area. Who may see the area is decided before; no row of a health or dispute matter leaves here."""

from collections.abc import Collection, Sequence
from datetime import datetime, time
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, and_, case, func, or_
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.catalogue.models import ServiceItem
from app.people.models import Person
from app.places.models import DayType, OpeningPeriod, Place, ServiceCentre
from app.places.queries import below
from app.places.rules import USUAL_HOURS, OpeningHours, Period
from app.tickets.kinds.workflow import Owner, Service
from app.tickets.models import Ticket
from app.tickets.rules import OPEN_SERVICES

_OPEN = sorted(service.value for service in OPEN_SERVICES)
_LONGEST_LIST = 50


class Cell(NamedTuple):
    """The open tickets of one service in one village, and the cards of the clocks that run now."""

    village_id: int
    service: Service
    n: int
    yellow: int
    red: int
    red_authority: int


def open_cells(db: Session, path: str, at: datetime) -> list[Cell]:
    """One cell for each village and service that has open tickets."""
    due_at, owner = col(Ticket.due_at), col(Ticket.clock_owner)
    ours, theirs = owner == Owner.VILLAGE.value, owner == Owner.AUTHORITY.value
    near = and_(ours, due_at >= at, col(Ticket.yellow_at) <= at)
    rows = (
        sa_select(
            col(Ticket.village_id),
            col(Ticket.service),
            func.count(),
            _count_if(near),
            _count_if(and_(ours, due_at < at)),
            _count_if(and_(theirs, due_at < at)),
        )
        .where(below(col(Ticket.place_path), path), col(Ticket.closed_at).is_(None))
        .group_by(col(Ticket.village_id), col(Ticket.service))
    )
    return [Cell(village_id, Service(service), *numbers) for village_id, service, *numbers in db.execute(rows)]


def submitted_by_day(db: Session, village_paths: Collection[str], bounds: Sequence[datetime]) -> list[int]:
    """How many came in between each bound and the next."""
    return _by_day(db, col(Ticket.submitted_at), touched_since(bounds[0], village_paths), bounds)


def completed_by_day(db: Session, village_paths: Collection[str], bounds: Sequence[datetime]) -> list[int]:
    """How many got their result between each bound and the next."""
    return _by_day(db, col(Ticket.completed_at), touched_since(bounds[0], village_paths), bounds)


def touched_since(at: datetime, village_paths: Collection[str]) -> ColumnElement[bool]:
    """Whatever happened to a ticket since then touched it since then, and that an index finds village by village."""
    return and_(col(Ticket.place_path).in_(village_paths), col(Ticket.updated_at) >= at)


def _by_day(db: Session, column: Any, where: ColumnElement[bool], bounds: Sequence[datetime]) -> list[int]:  # noqa: ANN401 - a column of instants.
    day = case(*((column < end, n) for n, end in enumerate(bounds[1:]))).label("day")
    rows = (
        sa_select(day, func.count())
        .where(where, col(Ticket.service).in_(_OPEN), column >= bounds[0], column < bounds[-1])
        .group_by("day")
    )
    found: dict[int, int] = dict(db.execute(rows).all())
    return [found.get(n, 0) for n in range(len(bounds) - 1)]


def late_rows(db: Session, path: str, at: datetime) -> Sequence[Row[Any]]:
    """Open-service tickets past a deadline of the village or an authority, the oldest first; columns, not tickets."""
    village, helped = aliased(Place), aliased(Person)
    wanted = (
        sa_select(
            *(col(Ticket.id), col(Ticket.ticket_no), col(Ticket.service), col(Ticket.state), col(Ticket.core_state)),
            *(col(Ticket.due_at), col(Ticket.due_provisional), col(Ticket.clock_owner), col(Ticket.version)),
            *(col(Ticket.submitted_at), col(Ticket.updated_at)),
            col(village.name).label("village_name"),
            col(village.official_code).label("village_code"),
            col(helped.name).label("helped_name"),
            col(ServiceItem.name_zh).label("item_zh"),
            func.coalesce(func.nullif(col(ServiceItem.name_en), ""), col(ServiceItem.name_zh)).label("item_en"),
        )
        .join(village, col(village.id) == col(Ticket.village_id))
        .join(helped, col(helped.id) == col(Ticket.beneficiary_id))
        .outerjoin(ServiceItem, col(ServiceItem.id) == col(Ticket.item_id))
        .where(
            below(col(Ticket.place_path), path),
            col(Ticket.closed_at).is_(None),
            col(Ticket.service).in_(_OPEN),
            col(Ticket.due_at) < at,
            or_(col(Ticket.clock_owner) == Owner.VILLAGE.value, col(Ticket.clock_owner) == Owner.AUTHORITY.value),
        )
        .order_by(col(Ticket.due_at), col(Ticket.id))
    )
    return db.execute(wanted.limit(_LONGEST_LIST)).all()


def hours_in(db: Session, path: str) -> dict[int, OpeningHours]:
    """The opening hours of the places of an area that have a centre, by place: its own, or the usual ones."""
    rows = (
        select(ServiceCentre.place_id, OpeningPeriod)
        .outerjoin(OpeningPeriod, col(OpeningPeriod.centre_id) == col(ServiceCentre.id))
        .join(Place, col(Place.id) == col(ServiceCentre.place_id))
        .where(below(col(Place.path), path))
    )
    found: dict[int, list[Period]] = {}
    for place_id, row in db.exec(rows):
        found.setdefault(place_id, []).extend([_period(row)] if row else [])
    return {place_id: OpeningHours(tuple(set_)) if set_ else USUAL_HOURS for place_id, set_ in found.items()}


def _period(row: OpeningPeriod) -> Period:
    season = (row.season_from, row.season_to) if row.season_from and row.season_to else None
    day_type = DayType(row.day_type) if row.day_type else None
    return Period(time.fromisoformat(row.opens), time.fromisoformat(row.closes), row.weekday, day_type, season)


def _count_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))
