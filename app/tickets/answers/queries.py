"""Tickets as one person sees them: in his language, with his moves, without what is not his to read."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.catalogue.models import ProxyMode
from app.catalogue.rules import PROXY_MODES
from app.core.clock import now
from app.core.words import Language, Words
from app.files.service import link
from app.people.actor import Actor
from app.people.rules import mask_phone
from app.places.queries import calendar
from app.tickets import queries, rules
from app.tickets.answers.lists.queries import row_values
from app.tickets.answers.moves.queries import moves_out
from app.tickets.answers.rules import (
    CALL_WANTED,
    CORE_WORDS,
    RELATIVE_WORDS,
    calls,
    event_text,
    is_told,
    reads_notes,
    said,
    shown_details,
    side_words,
    steps_ahead,
    wants_call,
    without_numbers,
)
from app.tickets.answers.schemas import (
    Call,
    ClockOut,
    EventBy,
    EventOut,
    FileOut,
    HelpedPerson,
    ItemRef,
    Named,
    PersonRef,
    RatingOut,
    Said,
    TicketOut,
    Todo,
)
from app.tickets.clocks.queries import clock_runs
from app.tickets.clocks.rules import days_used
from app.tickets.kinds.workflow import CADRES, ItemFacts, Side, State, Urgency
from app.tickets.models import Ticket, TicketEvent
from app.tickets.queries import Loaded


def ticket_page(db: Session, actor: Actor, ticket_id: UUID, language: Language) -> TicketOut:
    """One ticket, whole.

    Raises:
        Refusal: 404, when it is not there or not in sight.

    """
    return shown(db, actor, queries.ticket_in_sight(db, actor, ticket_id), language)


def shown(db: Session, actor: Actor, ticket: Ticket, language: Language) -> TicketOut:
    """A ticket as this person may see it, with what he may do now; its number and state for who has no side and recorded it."""
    all_of_it = queries.loaded(db, ticket)
    at, kind, here = now(), all_of_it.kind, rules.sides(actor, ticket)
    state = kind.state(ticket.state)
    village, full_phones = all_of_it.village, bool(here & (rules.STAFF_SIDES - {Side.TOWN}))
    values = row_values(
        actor,
        ticket,
        village.name,
        village.official_code,
        all_of_it.name(ticket.beneficiary_id) or "",
        all_of_it.name(all_of_it.acting_id),
        language,
        at,
    )
    if not here:
        values |= _as_recorded(all_of_it, language)
    details, _ = shown_details(kind, ticket.details, here)
    staff, has_backup = bool(here & rules.STAFF_SIDES), ticket.backup_id in all_of_it.in_post
    notes, numbers = reads_notes(kind.service, here), calls(kind.service, here)
    item, details = all_of_it.item, details if numbers else without_numbers(details)
    return TicketOut.model_validate(
        values
        | {
            "paper_number": all_of_it.paper_number,
            "village": Named(code=village.official_code, name=village.name),
            "group": ticket.group_name,
            "description": ticket.description if notes else None,
            "urgency": Urgency(ticket.urgency),
            "channel": ticket.channel,
            "applicant": _person(all_of_it, ticket.applicant_id, full=full_phones),
            "beneficiary": HelpedPerson(
                **_ref(all_of_it, ticket.beneficiary_id, full=full_phones).model_dump(), relation=ticket.relation
            ),
            "recorded_by": _person(all_of_it, ticket.recorded_by, full=True),
            "assignee": _person(all_of_it, all_of_it.assignee_id, full=True) if here else None,
            "backup": _person(all_of_it, ticket.backup_id, full=True) if staff and has_backup else None,
            "acting": _person(all_of_it, all_of_it.acting_id, full=True) if here else None,
            # Why somebody is away is his own affair; the villager's side sees who acts now.
            "stands_in": ticket.stands_in if staff and has_backup else None,
            "item": _item_ref(item, language) if item else None,
            "details": details,
            "sub_sentence": _sub_sentence(ticket, here, language),
            "todo": _todo(all_of_it, state, here, language),
            "clocks": _clocks(db, all_of_it, language, at) if here else [],
            "moves": moves_out(db, all_of_it, here, actor, language, at, details),
            "events": [
                _event(all_of_it, event, language, notes=notes, numbers=numbers)
                for event in all_of_it.events
                if is_told(event, here)
            ],
            "files": _files(all_of_it, None) if notes else [],
            "rating": RatingOut(rated_at=ticket.rated_at) if ticket.rated_at else None,
            "phone_to_call": _call(all_of_it, here, full=full_phones),
            "steps_ahead": steps_ahead(kind, all_of_it.facts(here, actor.person_id, {}, at), language),
        }
    )


def _item_ref(item: ItemFacts, language: Language) -> ItemRef:
    mode = PROXY_MODES[ProxyMode(item.proxy_mode)]
    return ItemRef(
        code=item.code, name=item.name.speak(language), version=item.version, proxy_label=mode.speak(language)
    )


def _as_recorded(all_of_it: Loaded, language: Language) -> dict[str, object]:
    """What somebody is told who recorded a matter that is not for his eyes: that it is recorded, and nothing of its course."""
    kind = all_of_it.kind
    first = kind.state(all_of_it.events[0].to_state or all_of_it.ticket.state)
    name = all_of_it.name(all_of_it.ticket.beneficiary_id)
    told = {"who": "", "village": all_of_it.village.name, "name": name}
    return {
        "state": first.name,
        "state_label": first.words.speak(language),
        "core_state": first.core,
        "core_label": CORE_WORDS[first.core].speak(language),
        "sentence": (first.for_staff or first.says).speak(language).format_map(told),
        "assignee_name": None,
        "taken_at": None,
        "due_at": None,
        "card": rules.Card.NONE,
        "updated_at": all_of_it.ticket.submitted_at,
        "version": 1,
    }


def _ref(all_of_it: Loaded, person_id: UUID, *, full: bool) -> PersonRef:
    person = all_of_it.people[person_id]
    return PersonRef(id=person.id, name=person.name, phone=person.phone if full else mask_phone(person.phone))


def _person(all_of_it: Loaded, person_id: UUID | None, *, full: bool) -> PersonRef | None:
    return _ref(all_of_it, person_id, full=full) if person_id else None


_PAUSED = Words(
    "公示、鉴定这样的时间不计入期限，有消息我们告诉您。",
    "Notices and assessments do not count against the deadline; we tell you when there is news.",
)
_PAUSED_FOR_STAFF = Words(
    "公示、鉴定这样的时间不计入期限。", "Notices and assessments do not count against the deadline."
)
_PROVISIONAL = Words(
    "明年的放假安排还没公布，日期可能有变。", "Next year's holidays are not announced yet, so the date may move."
)


def _sub_sentence(ticket: Ticket, here: frozenset[Side], language: Language) -> str | None:
    if ticket.clock_state == "paused":
        return (_PAUSED if Side.HELPED in here else _PAUSED_FOR_STAFF).speak(language)
    return _PROVISIONAL.speak(language) if ticket.due_provisional else None


def _todo(all_of_it: Loaded, state: State, here: frozenset[Side], language: Language) -> Todo | None:
    if Side.HELPED in here:
        return Todo(text=state.todo.speak(language), move=None) if state.todo else None
    if here & CADRES and wants_call(all_of_it.events, all_of_it.ticket.entered_at):
        return Todo(text=CALL_WANTED.speak(language), move="remind")
    return None


def _clocks(db: Session, all_of_it: Loaded, language: Language, at: datetime) -> list[ClockOut]:
    days = calendar(db)
    return [
        ClockOut(
            name=run.name,
            label=all_of_it.kind.clock(run.name).words.speak(language),
            owner=run.owner,
            state=run.state,
            started_at=run.started_at,
            stopped_at=run.stopped_at,
            due_at=run.due_at,
            provisional=run.provisional,
            card=rules.card(run.owner, run.due_at, run.yellow_at, run.stopped_at or at),
            days_used=days_used(run, days, at),
            limit_amount=run.limit.amount if run.limit else None,
            limit_unit=run.limit.unit if run.limit else None,
        )
        for run in clock_runs(db, all_of_it)
    ]


def _event(all_of_it: Loaded, event: TicketEvent, language: Language, *, notes: bool, numbers: bool) -> EventOut:
    is_relative = event.actor_side == Side.HELPED and event.actor_id != all_of_it.ticket.beneficiary_id
    role = RELATIVE_WORDS if is_relative else side_words(event.actor_side)
    by = EventBy(name=event.actor_name, role_label=role.speak(language))
    return EventOut(
        id=event.id,
        seq=event.seq,
        what=event.what,
        move=event.move,
        text=event_text(all_of_it.kind, event, language),
        from_state=event.from_state,
        to_state=event.to_state,
        at=event.at,
        reported_at=event.reported_at,
        by=by if event.actor_id else None,
        on_behalf=event.on_behalf,
        note=event.note if notes else None,
        data=(event.data if numbers else without_numbers(event.data)) if notes else {},
        said=[Said(label=label, text=text) for label, text in said(all_of_it.kind, event, language)] if notes else [],
        files=_files(all_of_it, event.id) if notes else [],
    )


def _files(all_of_it: Loaded, event_id: UUID | None) -> list[FileOut]:
    return [
        FileOut(id=file.id, kind=file.kind, media_type=file.media_type, size=file.size, url=link(file.id))
        for belongs, file in all_of_it.files
        if event_id is None or belongs.event_id == event_id
    ]


def _call(all_of_it: Loaded, here: frozenset[Side], *, full: bool) -> Call | None:
    """The villager's side rings the handler, the staff rings the villager or the person who can reach him."""
    ticket = all_of_it.ticket
    if Side.HELPED in here:
        handler = all_of_it.people[all_of_it.acting_id] if all_of_it.acting_id else None
        return Call(name=handler.name, phone=handler.phone) if handler else None
    person = all_of_it.people[ticket.beneficiary_id]
    if person.phone or not person.contact_phone:
        return Call(name=person.name, phone=person.phone if full else mask_phone(person.phone))
    return Call(
        name=person.contact_name or person.name,
        phone=person.contact_phone if full else mask_phone(person.contact_phone),
    )
