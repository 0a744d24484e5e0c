"""Reading the duty log out of the acts: turns, tickets, trips, papers, and the words that were added."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, or_, select

from app.core.clock import now, today
from app.core.problems import Refusal, not_found
from app.core.words import Language, Words
from app.duty import queries as duty
from app.duty.rules import Turn
from app.people.actor import Actor, Role
from app.people.models import Person
from app.places.models import Place
from app.places.queries import calendar, village_by_code
from app.places.rules import WorkCalendar
from app.proxy.custody.models import CustodyEvent
from app.proxy.duty_log import rules
from app.proxy.duty_log.models import DutyRemark, RemarkKind
from app.proxy.duty_log.rules import Act, Counts, DayFacts, Deed, Matter, PaperLine
from app.proxy.duty_log.schemas import CountsOut, DayLine, DutyMonth, HiddenCount, TurnLine
from app.proxy.models import ProxyLogEntry
from app.proxy.queries import tickets_of
from app.tickets.answers.schemas import Named
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import Kind, NeedKind, Owner, Service, Side, Urgency
from app.tickets.models import Ticket, TicketEvent
from app.tickets.rules import OPEN_SERVICES, STAFF_ROLES, STAFF_SIDES, shown_count, sides

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


def readable_village(db: Session, actor: Actor, village_code: str) -> Place:
    """A village whose log somebody may read: its staff, and in numbers its township.

    Raises:
        Refusal: 403 `not_your_desk` without a post; 404 for a village in which the person holds none.

    """
    village = village_by_code(db, village_code)
    if not rules.works_there(actor, village.path) and not rules.sees_numbers(actor, village.path):
        if actor.paths(*STAFF_ROLES, Role.TOWN_OFFICER):
            raise not_found()
        raise Refusal(403, "not_your_desk", "这一页是村里工作人员用的。", "This page is for a village's staff.")
    return village


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


def turn_lines(
    found: Facts, turns: Iterable[Turn], names: Mapping[UUID, str], language: Language, *, content: bool
) -> list[TurnLine]:
    """Turns with the sign that somebody served in them."""
    lines = []
    for turn in turns:
        sign = rules.first_act(turn, found.acts)
        lines.append(
            TurnLine(
                id=turn.id,
                kind=turn.kind,
                starts_at=turn.starts_at,
                ends_at=turn.ends_at,
                name=turn.name,
                post=turn.post.speak(language) if turn.post else None,
                leader=names.get(turn.leader_id) if turn.leader_id else None,
                served=sign is not None,
                first_act_at=sign.at if sign and content else None,
                on_paper=sign is not None and sign.on_paper,
                changes=[],
            )
        )
    return lines


def leaders(turns: Iterable[Turn]) -> dict[UUID, str]:
    """The names of those who lead the turns."""
    return {turn.leader_id: turn.leader_name for turn in turns if turn.leader_id and turn.leader_name}


def names_of(db: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of people."""
    return dict(db.exec(select(Person.id, Person.name).where(col(Person.id).in_(set(ids)))).all())


def month(
    db: Session, actor: Actor, village_code: str, month_asked: str, language: Language, *, printed: bool = False
) -> DutyMonth:
    """The days of a month that have begun, each with who sat and how much there was.

    Raises:
        Refusal: 403 `not_your_desk`; 404 `place_unknown` or a village that is not the reader's.

    """
    village = readable_village(db, actor, village_code)
    works = rules.works_there(actor, village.path)
    days = rules.month_days(month_asked, today())
    shape = {
        "village": Named(code=village.official_code, name=village.name),
        "month": month_asked,
        "content": works,
        "may_write": works,
    }
    if not days:
        return DutyMonth.model_validate(shape | {"days": [], "totals": Counts()._asdict(), "hidden": []})
    begin, end = rules.bounds(days[0])[0], rules.bounds(days[-1])[1]
    found, at, days_of_work = facts(db, actor, village, begin, end, printed=printed), now(), calendar(db)
    counted = {on: rules.counts_of(found.day, *rules.bounds(on), at) for on in days}
    lines = [_day_line(found, on, counted[on], days_of_work, language, content=works) for on in days]
    hidden = hidden_counts(actor, found, begin, end, language, printed=printed)
    return DutyMonth.model_validate(
        shape | {"days": lines, "totals": rules.summed(counted.values())._asdict(), "hidden": hidden}
    )


def _day_line(
    found: Facts, on: date, counts: Counts, days_of_work: WorkCalendar, language: Language, *, content: bool
) -> DayLine:
    begin, end = rules.bounds(on)
    turns = [turn for turn in found.turns if begin <= turn.starts_at < end]
    name = days_of_work.day_name(on)
    return DayLine(
        on=on,
        day_name=name.speak(language) if name else None,
        is_workday=days_of_work.is_workday(on),
        turns=turn_lines(found, turns, leaders(turns), language, content=content),
        counts=CountsOut.model_validate(counts._asdict()),
    )


def hidden_counts(
    actor: Actor,
    found: Facts,
    begin: datetime,
    end: datetime,
    language: Language,
    *,
    printed: bool,
    a_day: bool = False,
) -> list[HiddenCount]:
    """Of services that are for few eyes, how many matters the reader does not see had something happen."""
    services = (Service.MEDICAL, Service.DISPUTE) if printed else rules.few_eyes(actor, found.village.path)
    show = rules.shown_of_a_day if a_day else shown_count
    return [
        HiddenCount(
            service=service,
            label=KINDS[service].words.speak(language),
            count=show(service, rules.touched(found.day, service, begin, end)),
        )
        for service in services
    ]
