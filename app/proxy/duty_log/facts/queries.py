"""All that the log of some days is written from: turns, tickets, trips, papers and the words that were added."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, or_, select

from app.core.words import Words
from app.duty import queries as duty
from app.duty.rules import Turn
from app.people.actor import Actor
from app.places.models import Place
from app.proxy.custody.models import CustodyEvent
from app.proxy.duty_log import rules
from app.proxy.duty_log.models import DutyRemark, RemarkKind
from app.proxy.duty_log.rules import Act, DayFacts, Deed, Matter, PaperLine
from app.proxy.models import ProxyLogEntry
from app.proxy.queries import tickets_of
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import Kind, NeedKind, Owner, Service, Side, Urgency
from app.tickets.models import Ticket, TicketEvent
from app.tickets.rules import OPEN_SERVICES, STAFF_SIDES, sides

_STAFF = frozenset(side.value for side in STAFF_SIDES - {Side.TOWN})


class Trip(NamedTuple):
    """A trip and the tickets that it served."""

    entry: ProxyLogEntry
    tickets: list[Ticket]


class Facts(NamedTuple):
    """All that the log of some days is written from."""

    village: Place
    turns: list[Turn]
    tickets: dict[UUID, Ticket]
    day: DayFacts
    trips: list[Trip]
    remarks: Sequence[DutyRemark]
    acts: list[Act]


def facts(db: Session, actor: Actor, village: Place, begin: datetime, end: datetime, *, printed: bool = False) -> Facts:
    """What there is to say of a time. What is `printed` goes on paper, so it tells nothing of health and quarrels."""
    # A turn of the night before may still run, and its first act may lie before midnight.
    since, until = begin - rules.ONE_DAY, end + rules.ONE_DAY
    tickets = _tickets(db, village, since, until)
    works = rules.works_there(actor, village.path)
    matters = {each.id: _matter(each, seen=works and _sees(actor, each, printed=printed)) for each in tickets.values()}
    lives = _lives(db, tickets, until)
    trips = _trips(db, village, since, until)
    counted = [
        trip.entry.went_at
        for trip in trips
        if any((matters[ticket.id].counts if ticket.id in matters else False) for ticket in trip.tickets)
    ]
    remarks = _remarks(db, village, since, until)
    lines = [PaperLine(RemarkKind(each.kind), each.happened_at, each.count, each.on_paper) for each in remarks]
    turns = duty.turns_between(db, village.id, begin, end)
    acts = _acts(db, village, (since, until), lives, trips, remarks)
    return Facts(village, turns, tickets, DayFacts(matters, lives, counted, lines), trips, remarks, acts)


def _sees(actor: Actor, ticket: Ticket, *, printed: bool) -> bool:
    return bool(sides(actor, ticket)) and not (printed and Service(ticket.service) not in OPEN_SERVICES)


def _matter(ticket: Ticket, *, seen: bool) -> Matter:
    return Matter(
        id=ticket.id,
        number=ticket.ticket_no,
        service=Service(ticket.service),
        channel=ticket.channel,
        urgency=Urgency(ticket.urgency),
        title=Words(ticket.title_zh, ticket.title_en),
        seen=seen,
    )


def _tickets(db: Session, village: Place, since: datetime, until: datetime) -> dict[UUID, Ticket]:
    """Tickets to which something happened in a time, or that may have lain open in it."""
    wanted = select(Ticket).where(
        Ticket.place_path == village.path,
        or_(col(Ticket.updated_at) >= since, col(Ticket.closed_at).is_(None)),
        col(Ticket.submitted_at) < until,
    )
    return {ticket.id: ticket for ticket in db.exec(wanted.order_by(col(Ticket.ticket_no)))}


def _lives(db: Session, tickets: Mapping[UUID, Ticket], until: datetime) -> dict[UUID, list[Deed]]:
    """What happened to tickets, by ticket and in order."""
    event = TicketEvent
    columns = (event.id, event.ticket_id, event.seq, event.at, event.reported_at, event.what, event.move)
    rows = db.execute(
        select(*columns, event.from_state, event.to_state, event.actor_id, event.actor_side)  # type: ignore[call-overload]
        .where(col(event.ticket_id).in_(tickets), col(event.at) < until)
        .order_by(col(event.ticket_id), col(event.seq))
    )
    found: dict[UUID, list[Deed]] = {}
    for event_id, ticket_id, seq, at, reported_at, what, move, came_from, to, person_id, side in rows:
        kind = KINDS[Service(tickets[ticket_id].service)]
        state = kind.state(to) if to else None
        deed = Deed(
            id=event_id,
            ticket_id=ticket_id,
            seq=seq,
            at=rules.act_time(at, reported_at),
            what=what,
            move=move,
            core=state.core if state else None,
            ends=_leaves_the_desk(kind, to) if to else None,
            gives=_gives(kind, move, came_from),
            person_id=person_id,
            by_staff=side in _STAFF,
        )
        found.setdefault(ticket_id, []).append(deed)
    return found


def _leaves_the_desk(kind: Kind, to: str) -> bool:
    """As `tickets.service` has it: an end leaves the desk unless the village still owes something there."""
    state = kind.state(to)
    owes = state.clock is not None and kind.clock(state.clock).owner is Owner.VILLAGE
    return state.ends and not owes


def _gives(kind: Kind, move: str | None, came_from: str | None) -> bool:
    made = kind.move(move, came_from or "") if move else None
    return made is not None and any(need.kind is NeedKind.PERSON for need in made.needs)


def _trips(db: Session, village: Place, since: datetime, until: datetime) -> list[Trip]:
    entry = ProxyLogEntry
    rows = db.exec(
        select(entry)
        .where(entry.place_path == village.path, col(entry.went_at) >= since, col(entry.went_at) < until)
        .order_by(col(entry.went_at), col(entry.id))
    ).all()
    served = tickets_of(db, [each.id for each in rows])
    return [Trip(each, served[each.id]) for each in rows]


def _remarks(db: Session, village: Place, since: datetime, until: datetime) -> Sequence[DutyRemark]:
    remark = DutyRemark
    wanted = select(remark).where(
        remark.village_id == village.id, col(remark.happened_at) >= since, col(remark.happened_at) < until
    )
    return db.exec(wanted.order_by(col(remark.happened_at), col(remark.written_at), col(remark.id))).all()


def _acts(
    db: Session,
    village: Place,
    span: tuple[datetime, datetime],
    lives: Mapping[UUID, Sequence[Deed]],
    trips: Iterable[Trip],
    remarks: Iterable[DutyRemark],
) -> list[Act]:
    """Every act of service of a time, whoever may know what it was: that somebody served is no secret."""
    event = CustodyEvent
    papers = select(event.actor_id, event.happened_at).where(
        event.village_id == village.id, col(event.happened_at) >= span[0], col(event.happened_at) < span[1]
    )
    return [
        *(
            Act(deed.person_id, deed.at)
            for life in lives.values()
            for deed in life
            # A trip counts when it was made, which its own entry says.
            if deed.person_id and deed.by_staff and deed.what != "trip_logged"
        ),
        *(Act(trip.entry.agent_id, trip.entry.went_at) for trip in trips),
        *(Act(person_id, at) for person_id, at in db.exec(papers)),
        *(
            Act(each.sat_id or each.by_id, each.happened_at, on_paper=True)
            if each.on_paper
            else Act(each.by_id, rules.act_time(each.written_at, each.reported_at))
            for each in remarks
        ),
    ]
