"""Tickets as lines of a list."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.core.clock import now
from app.core.words import Language, Words
from app.people.actor import Actor
from app.tickets import rules
from app.tickets.answers.rules import core_words, day_of, given_back, lacks, shown_details
from app.tickets.answers.schemas import TicketPage, TicketRow
from app.tickets.boxes import queries as boxes
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import Core, Service, Side
from app.tickets.models import Ticket

_SOMEBODY = Words("村民", "the villager")
_YOU = "您"


def page(
    db: Session,
    actor: Actor,
    box: str,
    language: Language,
    *,
    service: str | None = None,
    village_code: str | None = None,
    number: str | None = None,
    beneficiary_id: UUID | None = None,
    item_code: str | None = None,
    cursor: str | None = None,
    limit: int = 20,
) -> TicketPage:
    """One page of a box of tickets, or of those that bear a number, newest change first."""
    at = now()
    found, following = boxes.listed(
        db,
        actor,
        box,
        service=service,
        village_code=village_code,
        number=number,
        beneficiary_id=beneficiary_id,
        item_code=item_code,
        cursor=cursor,
        limit=limit,
    )
    return TicketPage(items=[row(actor, listed, language, at) for listed in found], next=following)


def row(actor: Actor, listed: boxes.ListedRow, language: Language, at: datetime) -> TicketRow:
    """One ticket in a list."""
    ticket, village_name, village_code, helped, handler = tuple(listed)
    return TicketRow(**row_values(actor, ticket, village_name, village_code, helped, handler, language, at))


def row_values(
    actor: Actor,
    ticket: Ticket,
    village_name: str,
    village_code: str,
    helped: str,
    handler: str | None,
    language: Language,
    at: datetime,
) -> dict[str, object]:
    """What a line of a list and the whole answer have in common."""
    kind, here = KINDS[Service(ticket.service)], rules.sides(actor, ticket)
    state = kind.state(ticket.state)
    shown, hidden = shown_details(kind, ticket.details, here)
    due = rules.day_words(ticket.due_at, provisional=ticket.due_provisional) if ticket.due_at else None
    late = ticket.due_at is not None and ticket.due_at < at
    until = day_of(shown["suspended"]["until_on"]).speak(language) if shown.get("suspended") else ""
    lacking = lacks(shown).speak(language)
    # The township's lists name the village and the matter; whose it is stands on the page of one that somebody opens.
    name = _SOMEBODY.speak(language) if here == {Side.TOWN} else helped
    # In English the verb would have to change with the person.
    is_mine = language == "zh" and ticket.assignee_id == actor.person_id and handler == actor.name
    names = {
        **shown,
        "who": _YOU if is_mine else handler,
        "village": village_name,
        "name": name,
        "until": until,
        "lacks": lacking,
    }
    names["given_back"] = given_back(shown).speak(language)
    return {
        "id": ticket.id,
        "ticket_no": ticket.ticket_no,
        "speak_no": ticket.ticket_no[-4:],
        "service": ticket.service,
        "service_label": kind.words.speak(language),
        "title": ticket.title_en if language == "en" else ticket.title_zh,
        "state": state.name,
        "state_label": state.words.speak(language),
        "core_state": ticket.core_state,
        "core_label": core_words(kind.service, ticket.state, Core(ticket.core_state), here).speak(language),
        "village_code": village_code,
        "village_name": village_name,
        "beneficiary_name": helped,
        "assignee_name": handler,
        "taken_at": ticket.taken_at if handler else None,
        "sentence": rules.sentence(
            kind,
            state,
            names,
            due,
            language,
            late=late,
            to_staff=Side.HELPED not in here,
            to_relative=ticket.beneficiary_id != actor.person_id,
        ),
        "due_at": ticket.due_at,
        "due_provisional": ticket.due_provisional,
        "card": rules.card(ticket.clock_owner, ticket.due_at, ticket.yellow_at, at),
        "submitted_at": ticket.submitted_at,
        "updated_at": ticket.updated_at,
        "version": ticket.version,
        "details_hidden": hidden,
    }
