"""Lists of tickets: the boxes of the desk, and what bears a number."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, case, or_, true, tuple_
from sqlalchemy import select as sa_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.catalogue.models import ServiceItem
from app.core.clock import now
from app.core.paging import decode_cursor, encode_cursor
from app.people.actor import Actor
from app.people.models import Person
from app.places.models import Place
from app.tickets import rules
from app.tickets.kinds.workflow import Core
from app.tickets.models import Ticket, TicketAlias
from app.tickets.queries import handled_by, helped_by, in_hands, visible

_WAITING = (Core.CORRECTION_REQUIRED, Core.WAITING_EXTERNAL, Core.SUSPENDED)

Village, Helped, Handler = aliased(Place), aliased(Person), aliased(Person)
_ACTS = case((col(Ticket.stands_in).is_not(None), col(Ticket.backup_id)), else_=col(Ticket.assignee_id))
HAS_IT = and_(col(Handler.id) == _ACTS, in_hands())  # Whoever acts now, which may be the one who stands in.
_ROW = (Ticket, col(Village.name), col(Village.official_code), col(Helped.name), col(Handler.name))
ListedRow = Row[Any]


def listed(
    db: Session,
    actor: Actor,
    box: str,
    *,
    service: str | None = None,
    village_code: str | None = None,
    number: str | None = None,
    beneficiary_id: UUID | None = None,
    item_code: str | None = None,
    cursor: str | None = None,
    limit: int = 20,
) -> tuple[Sequence[ListedRow], str | None]:
    """One page of a box, or of what bears a number, newest change first, and the cursor of the next page."""
    wanted = (
        _rows()
        .where(visible(actor), _with_number(number) if number else _in_box(actor, box))
        .order_by(col(Ticket.updated_at).desc(), col(Ticket.id).desc())
    )
    if service:
        wanted = wanted.where(col(Ticket.service) == service)
    if village_code:
        wanted = wanted.where(col(Village.official_code) == village_code)
    if beneficiary_id:
        wanted = wanted.where(col(Ticket.beneficiary_id) == beneficiary_id)
    if item_code:
        wanted = wanted.where(col(Ticket.item_id).in_(select(ServiceItem.id).where(ServiceItem.code == item_code)))
    if cursor:
        wanted = wanted.where(tuple_(col(Ticket.updated_at), col(Ticket.id)) < tuple_(*decode_cursor(cursor)))
    rows = db.execute(wanted.limit(limit + 1)).all()
    if len(rows) <= limit:
        return rows, None
    last_ticket = rows[limit - 1][0]
    return rows[:limit], encode_cursor(last_ticket.updated_at, last_ticket.id)


def rows_of(db: Session, actor: Actor, ids: Collection[UUID]) -> Sequence[ListedRow]:
    """Those of some tickets that are in sight, as rows of a list."""
    return db.execute(_rows().where(visible(actor), col(Ticket.id).in_(ids))).all()


def _rows() -> Any:  # noqa: ANN401 - five columns are more than the typed select takes.
    return (
        sa_select(*_ROW)
        .join(Village, col(Village.id) == col(Ticket.village_id))
        .join(Helped, col(Helped.id) == col(Ticket.beneficiary_id))
        .outerjoin(Handler, HAS_IT)
    )


def _with_number(number: str) -> ColumnElement[bool]:
    """Tickets that bear a number: whole, the four digits that people say, or that of a slip with or without its letters."""
    told = number.replace(" ", "").upper()
    slips = col(TicketAlias.number)
    of_slip = sa_select(col(TicketAlias.ticket_id)).where(
        or_(slips == told, slips.endswith(f"临{told}", autoescape=True))
    )
    whole = col(Ticket.ticket_no)
    return or_(whole == told, whole.endswith(f"-{told}", autoescape=True), col(Ticket.id).in_(of_slip))


def _in_box(actor: Actor, box: str) -> ColumnElement[bool]:
    is_open = col(Ticket.closed_at).is_(None)
    core = col(Ticket.core_state)
    boxes = {
        "own": helped_by(actor),
        "mine": and_(handled_by(actor), is_open) if actor.paths(*rules.STAFF_ROLES) else helped_by(actor),
        "unassigned": and_(is_open, ~in_hands()),
        "waiting": and_(is_open, core.in_([state.value for state in _WAITING])),
        "late": and_(is_open, col(Ticket.due_at) < now()),
        "open": is_open,
        "all": true(),
    }
    return boxes[box]


def box_counts(db: Session, actor: Actor) -> dict[str, int]:
    """How many tickets lie in each box of the desk; open tickets of one village are few."""
    at = now()
    columns = (col(Ticket.core_state), handled_by(actor), col(Ticket.due_at), in_hands())
    rows = db.execute(sa_select(*columns).where(visible(actor), col(Ticket.closed_at).is_(None))).all()
    return {
        "mine": sum(bool(row[1]) for row in rows),
        "unassigned": sum(not row[3] for row in rows),
        "waiting": sum(row[0] in _WAITING for row in rows),
        "late": sum(row[2] is not None and row[2] < at for row in rows),
        "open": len(rows),
    }
