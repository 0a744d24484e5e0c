"""Which tickets the system has to look after now."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Date, Integer, and_, bindparam, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.core.clock import local_date
from app.tickets.absence.queries import away, unattended
from app.tickets.models import Ticket
from app.tickets.queries import in_hands, in_village_post


def ripe(db: Session, at: datetime, limit: int) -> Sequence[UUID]:
    """The tickets whose time has come, oldest first, those whose assignee has left the post or is away, and whose backup acts or stops."""
    asked = {"now": at, "today": local_date(at), "most": limit}
    return list(dict.fromkeys(each for question in _questions() for each in db.exec(question, params=asked)))


@cache
def _questions() -> tuple[SelectOfScalar[UUID], ...]:
    """Built once: they are asked at every round, and building them takes longer than the answers."""
    most, today = bindparam("most", type_=Integer()), bindparam("today", type_=Date())
    wanted = select(Ticket.id).where(col(Ticket.tick_at) <= bindparam("now")).order_by(col(Ticket.tick_at))
    left = select(Ticket.id).where(_left_behind()).order_by(col(Ticket.entered_at))
    standing = select(Ticket.id).where(_backup_changes(today)).order_by(col(Ticket.entered_at))
    alone = select(Ticket.id).where(unattended(today)).order_by(col(Ticket.entered_at))
    return wanted.limit(most), left.limit(most), standing.limit(most), alone.limit(most)


def due_for_a_look(db: Session, ticket_id: UUID, at: datetime) -> Ticket | None:
    """A ticket whose time has come, locked; nothing if another worker holds it or has just looked after it."""
    today = local_date(at)
    its_time = or_(col(Ticket.tick_at) <= at, _left_behind(), _backup_changes(today), unattended(today))
    wanted = select(Ticket).where(col(Ticket.id) == ticket_id, its_time)
    return db.exec(wanted.with_for_update(skip_locked=True)).one_or_none()


def _left_behind() -> ColumnElement[bool]:
    return and_(col(Ticket.closed_at).is_(None), col(Ticket.assignee_id).is_not(None), ~in_hands())


def _backup_changes(today: date | BindParameter[date]) -> ColumnElement[bool]:
    """Open tickets whose backup has to begin or to stop acting, since a leave or a post has begun or ended."""
    has_leave, has_post = away(col(Ticket.assignee_id), today), in_village_post(col(Ticket.backup_id))
    begins = and_(col(Ticket.stands_in).is_(None), has_leave, ~away(col(Ticket.backup_id), today), has_post)
    ends = and_(col(Ticket.stands_in) == "leave", ~has_leave)
    stops = and_(col(Ticket.stands_in).is_not(None), or_(away(col(Ticket.backup_id), today), ~has_post))
    return and_(col(Ticket.closed_at).is_(None), col(Ticket.backup_id).is_not(None), or_(begins, ends, stops))
