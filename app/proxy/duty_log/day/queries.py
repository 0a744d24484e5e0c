"""Writing out one day of the duty log for a reader."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import now, today
from app.core.problems import Refusal
from app.core.words import Language, Words
from app.notices.queries import told_of
from app.people.actor import Actor
from app.people.models import RoleGrant
from app.places.models import Place
from app.places.queries import calendar, township_of
from app.proxy.duty_log import queries, rules
from app.proxy.duty_log.facts.queries import Facts, facts
from app.proxy.duty_log.models import DutyRemark, RemarkKind
from app.proxy.duty_log.rules import Deed
from app.proxy.duty_log.schemas import ActLine, CountsOut, DutyDay, Mark, MatterLine, RemarkOut, TripLine, UrgentLine
from app.proxy.models import TripAction
from app.proxy.rules import ACTION_WORDS
from app.tickets.answers.rules import event_text
from app.tickets.answers.schemas import Named
from app.tickets.kinds import KINDS
from app.tickets.models import TicketEvent
from app.tickets.rules import OPEN_SERVICES

_CHANNELS: dict[str, Mark] = {"walk_in": "walk_in", "phone": "phone"}


def day(
    db: Session, actor: Actor, village_code: str, on: date, language: Language, *, printed: bool = False
) -> DutyDay:
    """The log of a day as somebody may read it. What is `printed` names no matter of health and no quarrel.

    Raises:
        Refusal: 403 `not_your_desk`; 404 `place_unknown` or a village that is not the reader's; 422 `bad_day`.

    """
    village = queries.readable_village(db, actor, village_code)
    if not rules.is_a_day_of_ours(on, today()):
        raise Refusal(
            422, "bad_day", "没有这一天的日志，请选近几年里的一天。", "There is no log of that day.", field="on"
        )
    works, (begin, end), at = rules.works_there(actor, village.path), rules.bounds(on), now()
    found = facts(db, actor, village, begin, end, printed=printed)
    days = calendar(db)
    name = days.day_name(on)
    return DutyDay(
        village=Named(code=village.official_code, name=village.name),
        on=on,
        day_name=name.speak(language) if name else None,
        is_workday=days.is_workday(on),
        is_over=end <= at,
        content=works,
        may_write=works,
        turns=queries.turn_lines(found, found.turns, queries.leaders(found.turns), language, content=works),
        counts=CountsOut.model_validate(rules.counts_of(found.day, begin, end, at)._asdict()),
        hidden=queries.hidden_counts(actor, found, begin, end, language, printed=printed, a_day=True),
        matters=_matters(found, begin, end, at, language) if works else [],
        acts=_acts(db, found, begin, end, language) if works else [],
        trips=_trips(db, found, begin, end, language) if works else [],
        urgent=_urgent(db, found, begin, end, language) if works else [],
        remarks=_remarks_of(db, found, begin, end, language) if works else [],
    )


def _deeds(found: Facts, begin: datetime, end: datetime) -> list[Deed]:
    """What happened in a time to the matters that the reader sees, in order."""
    seen = (life for matter_id, life in found.day.lives.items() if found.day.matters[matter_id].seen)
    deeds = (deed for life in seen for deed in life if begin <= deed.at < end)
    return sorted(deeds, key=lambda deed: (deed.at, deed.ticket_id, deed.seq))


def _matters(found: Facts, begin: datetime, end: datetime, at: datetime, language: Language) -> list[MatterLine]:
    """What came in, was done at once or passed on, and what is still open at the end of the day."""
    lines = []
    for matter in found.day.matters.values():
        life = found.day.lives.get(matter.id, [])
        marks = _marks(matter.channel, life, begin, end, at)
        if matter.seen and marks:
            line = MatterLine(
                ticket_id=matter.id,
                ticket_no=matter.number,
                service_label=KINDS[matter.service].words.speak(language),
                title=matter.title.speak(language),
                marks=marks,
            )
            lines.append(line)
    return lines


def _marks(channel: str, life: Sequence[Deed], begin: datetime, end: datetime, at: datetime) -> list[Mark]:
    came, marks = rules.begun(life), list[Mark]()
    if came is not None and begin <= came < end:
        marks.append(_CHANNELS.get(channel, "new"))
    if rules.settled_at_once(life, begin, end):
        marks.append("handled")
    if any(rules.is_passed_on(deed) and begin <= deed.at < end for deed in life):
        marks.append("passed_on")
    if rules.is_open_at(life, rules.close_of(end, at)):
        marks.append("open")
    return marks


def _acts(db: Session, found: Facts, begin: datetime, end: datetime, language: Language) -> list[ActLine]:
    deeds = [
        deed for deed in _deeds(found, begin, end) if deed.by_staff and deed.what in {"moved", "noted", "submitted"}
    ]
    wanted = select(TicketEvent).where(col(TicketEvent.id).in_([deed.id for deed in deeds]))
    events = {event.id: event for event in db.exec(wanted)}
    return [
        ActLine(
            at=deed.at,
            ticket_no=found.day.matters[deed.ticket_id].number,
            text=event_text(KINDS[found.day.matters[deed.ticket_id].service], events[deed.id], language),
        )
        for deed in deeds
    ]


def _trips(db: Session, found: Facts, begin: datetime, end: datetime, language: Language) -> list[TripLine]:
    trips = [trip for trip in found.trips if begin <= trip.entry.went_at < end]
    names, lines = queries.names_of(db, [trip.entry.agent_id for trip in trips]), []
    for trip in trips:
        seen = [t for t in trip.tickets if t.id in found.day.matters and found.day.matters[t.id].seen]
        if not seen:
            continue
        is_open = all(ticket.service in OPEN_SERVICES for ticket in trip.tickets)
        line = TripLine(
            at=trip.entry.went_at,
            who=names[trip.entry.agent_id],
            action=ACTION_WORDS[TripAction(trip.entry.action)].speak(language),
            place=trip.entry.place_text if is_open else "",
            numbers=[ticket.ticket_no for ticket in seen],
        )
        lines.append(line)
    return lines


def _urgent(db: Session, found: Facts, begin: datetime, end: datetime, language: Language) -> list[UrgentLine]:
    """What was urgent or ran out of time, each matter once, and who of the staff was told on that day."""
    first: dict[UUID, Deed] = {}
    for deed in _deeds(found, begin, end):
        if rules.is_urgent_deed(deed, found.day.matters[deed.ticket_id]):
            first.setdefault(deed.ticket_id, deed)
    told = told_of(db, _staff_ever(db, found.village), [str(ticket_id) for ticket_id in first], begin, end)
    names = queries.names_of(db, [person_id for ids in told.values() for person_id in ids])
    return [
        UrgentLine(
            at=deed.at,
            ticket_no=found.day.matters[ticket_id].number,
            label=_how_urgent(found, deed).speak(language),
            told=sorted(
                names[each] for each in told[str(ticket_id)] if each != found.tickets[ticket_id].beneficiary_id
            ),
        )
        for ticket_id, deed in first.items()
    ]


def _staff_ever(db: Session, village: Place) -> set[UUID]:
    """Everybody who holds or held a role in the village or in its township."""
    town = township_of(db, village.id)
    places = [village.path, *([town.path] if town else [])]
    held = select(RoleGrant.person_id).where(col(RoleGrant.place_path).in_(places))
    return set(db.exec(held.distinct()))


def _how_urgent(found: Facts, deed: Deed) -> Words:
    return rules.CLIMBED if deed.what == "escalated" else rules.URGENCY_WORDS[found.day.matters[deed.ticket_id].urgency]


def _remarks_of(db: Session, found: Facts, begin: datetime, end: datetime, language: Language) -> list[RemarkOut]:
    return shown(db, [each for each in found.remarks if begin <= each.happened_at < end], language)


def shown(db: Session, remarks: Sequence[DutyRemark], language: Language) -> list[RemarkOut]:
    """Words of the log as the village's staff reads them."""
    ids = {each.by_id for each in remarks} | {each.sat_id for each in remarks if each.sat_id}
    names = queries.names_of(db, ids)
    return [
        RemarkOut(
            id=each.id,
            kind=RemarkKind(each.kind),
            label=rules.KIND_WORDS[RemarkKind(each.kind)].speak(language),
            happened_at=each.happened_at,
            text=each.text,
            count=each.count,
            told_whom=each.told_whom,
            told_at=each.told_at,
            on_paper=each.on_paper,
            sat=names[each.sat_id] if each.sat_id else None,
            by=names[each.by_id],
            written_at=each.written_at,
            late=rules.is_late(each.happened_at, each.written_at),
        )
        for each in remarks
    ]
