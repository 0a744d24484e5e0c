"""In whose hands a ticket is: taken, given to somebody, with somebody who stands in."""

from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.core.problems import Refusal
from app.core.words import listed
from app.people.actor import Actor, Role
from app.people.models import Person
from app.people.queries import ROLE_WORDS
from app.tickets import queries, rules
from app.tickets.kinds.workflow import Core, Move, Service, Side
from app.tickets.models import Ticket
from app.tickets.queries import Loaded

TAKE = "take"  # Moves no ticket, only who has it.


def hand_over(
    db: Session, loaded: Loaded, actor: Actor, move: Move, side: Side, data: dict[str, Any]
) -> dict[str, Any]:
    """Whoever takes a ticket has it, whoever is given it too, and whoever may take it and first works on a new one.

    Gives the details that change with the hands: the code of a parcel whose owner was found is known to nobody else.
    """
    ticket, take = loaded.ticket, loaded.kind.move(TAKE, loaded.ticket.state)
    was, changed = loaded.assignee_id, {}
    if "recipient_name" in data:
        found = queries.villager_named(db, ticket.village_id, data["recipient_name"], data.get("recipient_phone"))
        ticket.beneficiary_id = ticket.applicant_id = found
        changed["pickup_code"] = queries.free_pickup_code(db, ticket.village_id)
    if "urgency" in data:
        ticket.urgency, data["was"] = data["urgency"], ticket.urgency
    if "person_id" in data:
        to = _one_of(db, ticket, rules.may_be_given(Service(ticket.service)), "person_id", data)
        ticket.assignee_id, data["to_name"] = to.id, to.name
    elif move is take or (
        ticket.core_state == Core.SUBMITTED
        and (move.to or was is None)  # A word on the side, such as how risky it is, takes it out of nobody's hands.
        and take is not None
        and side in take.by
        and Side.HELPED not in move.by
    ):
        ticket.assignee_id = actor.person_id
    _stand_in(db, ticket, move, was, data)
    if was is None:
        ticket.escalation = 0  # It climbed because nobody had it; from now on it climbs when it is late.
    return changed


def _stand_in(db: Session, ticket: Ticket, move: Move, was: UUID | None, data: dict[str, Any]) -> None:
    """Name who stands in, or nobody; whoever has the matter himself stands in for nobody, and a new handler is there."""
    if "backup_id" in data:
        backup = _one_of(db, ticket, rules.may_stand_in(Service(ticket.service)), "backup_id", data)
        ticket.backup_id, ticket.stands_in, data["to_name"] = backup.id, None, backup.name
    elif move.name == "clear_backup" or ticket.assignee_id == ticket.backup_id:
        ticket.backup_id = ticket.stands_in = None
    elif ticket.assignee_id != was:
        ticket.stands_in = None


def _one_of(db: Session, ticket: Ticket, roles: tuple[Role, ...], field: str, data: dict[str, Any]) -> Person:
    able = {person.id: person for person in queries.staff_at(db, ticket.place_path, *roles)}
    if found := able.get(UUID(data[field])):
        return found
    if roles == rules.STAFF_ROLES:
        raise Refusal(
            422, "not_staff", "请选本村的工作人员。", "Choose somebody who works for this village.", field=field
        )
    who = [ROLE_WORDS[role] for role in roles]
    raise Refusal(
        422,
        "not_staff",
        f"这件事只能交给本村的{listed(each.zh for each in who).zh}。",
        f"This is only for the village's own: {listed(each.en for each in who).en}.",
        field=field,
    )
