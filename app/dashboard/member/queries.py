"""Counting what one member has done. There is no list of several people's numbers, on purpose."""

from uuid import UUID

from sqlalchemy import ColumnElement, distinct, func, or_, true
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from app.core.clock import now
from app.dashboard.member.schemas import MemberDeeds
from app.duty.models import DutyShift
from app.duty.posts.records.rules import bounds_of
from app.duty.posts.rules import KEEPERS
from app.duty.posts.sight.queries import readable_member
from app.duty.schemas import PersonName
from app.people.actor import Actor
from app.proxy.models import ProxyLogEntry, ProxyLogTicket
from app.tickets.kinds.workflow import Side
from app.tickets.models import Ticket, TicketEvent
from app.tickets.rules import OPEN_SERVICES, STAFF_SIDES

_STAFF = [side.value for side in STAFF_SIDES - {Side.TOWN}]
_OPEN = [service.value for service in OPEN_SERVICES]


def deeds(db: Session, actor: Actor, person_id: UUID, quarter: str) -> MemberDeeds:
    """What somebody did in a quarter, for himself, the secretary and officers above.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`.

    """
    person = readable_member(db, actor, person_id)
    mine = person.id == actor.person_id
    begin, end = bounds_of(quarter)
    turns = select(func.count()).where(
        DutyShift.person_id == person.id,
        col(DutyShift.cancelled_at).is_(None),
        col(DutyShift.starts_at) >= begin,
        col(DutyShift.starts_at) < end,
        col(DutyShift.ends_at) <= now(),
        _here(col(DutyShift.village_path), actor, mine=mine),
    )
    seen = true() if mine else col(Ticket.service).in_(_OPEN)
    trips = (
        select(func.count(distinct(col(ProxyLogEntry.id))))
        .join(ProxyLogTicket, col(ProxyLogTicket.entry_id) == ProxyLogEntry.id)
        .join(Ticket, col(Ticket.id) == ProxyLogTicket.ticket_id)
        .where(
            ProxyLogEntry.agent_id == person.id,
            col(ProxyLogEntry.went_at) >= begin,
            col(ProxyLogEntry.went_at) < end,
            _here(col(ProxyLogEntry.place_path), actor, mine=mine),
            seen,
        )
    )
    matters = (
        select(func.count(distinct(col(Ticket.id))))
        .join(TicketEvent, col(TicketEvent.ticket_id) == Ticket.id)
        .where(
            TicketEvent.actor_id == person.id,
            col(TicketEvent.actor_side).in_(_STAFF),
            col(TicketEvent.at) >= begin,
            col(TicketEvent.at) < end,
            _here(col(Ticket.place_path), actor, mine=mine),
            seen,
        )
    )
    return MemberDeeds(
        person=PersonName(id=person.id, name=person.name),
        quarter=quarter,
        turns=db.exec(turns).one(),
        trips=db.exec(trips).one(),
        matters=db.exec(matters).one(),
        left_out=not mine,
    )


def _here(path: Mapped[str], actor: Actor, *, mine: bool) -> ColumnElement[bool]:
    """One's own deeds wherever they were, another's where one looks after the posts."""
    return true() if mine else or_(*(path.startswith(each) for each in actor.paths(*KEEPERS)))
