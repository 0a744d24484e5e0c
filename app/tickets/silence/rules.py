"""Since when somebody has a matter, what he did since, and when he has let it lie too long. Plain values only."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from app.places.models import LimitUnit
from app.places.rules import Limit
from app.tickets.kinds.workflow import Owner, Side, Urgency
from app.tickets.models import Ticket, TicketEvent
from app.tickets.onward.rules import LIES

_ACCEPTED_TURN = "hand_over_turn"  # Whoever took the turn over has looked through its matters.
_GIVES = {"submitted", "passed_on"}
# What is urgent is not left as long: a part of the configured time.
_PART = {Urgency.NORMAL: 1, Urgency.URGENT: 4, Urgency.EMERGENCY: 8}


class Held(NamedTuple):
    """How a matter lies with its handler: given by the entry `seq`, from when on it counts, his first and last act since."""

    seq: int
    counts_from: datetime
    first_act_at: datetime | None
    last_act_at: datetime | None


def held(events: Sequence[TicketEvent], assignee_id: UUID) -> Held:
    """What the log says of a handler's time with a matter. What he said as the villager himself is no act of service."""
    given = [e for e in events if e.what in _GIVES or (e.move and e.data.get("person_id") == str(assignee_id))][-1]
    acts = [
        event.at
        for event in events
        if event.seq >= given.seq
        and ((event.actor_id == assignee_id and event.actor_side != Side.HELPED) or _was_accepted(event, given))
    ]
    begins = given.data.get("counts_from")
    return Held(
        given.seq,
        datetime.fromisoformat(begins) if begins else given.at,
        acts[0] if acts else None,
        acts[-1] if acts else None,
    )


def _was_accepted(event: TicketEvent, given: TicketEvent) -> bool:
    return event.seq == given.seq and event.move == _ACCEPTED_TURN


def village_owes(ticket: Ticket) -> bool:
    """Whether it is the village's turn: what waits for others may lie."""
    return ticket.closed_at is None and ticket.clock_owner == Owner.VILLAGE and ticket.clock_state == "running"


def patience(minutes: int, urgency: Urgency) -> Limit:
    """How long a matter may lie, in open hours; an emergency does not wait for the door to open."""
    unit = LimitUnit.MINUTES if urgency is Urgency.EMERGENCY else LimitUnit.OPEN_MINUTES
    return Limit(minutes // _PART[urgency], unit)


def let_lie_before(events: Sequence[TicketEvent]) -> set[UUID]:
    """Those from whom it was taken for that; it does not come to them again by itself."""
    return {UUID(event.data["from_id"]) for event in events if event.move == LIES.move}
