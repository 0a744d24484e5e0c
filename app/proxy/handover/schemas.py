"""The shapes of a hand-over."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.core.shapes import Answer, Ask, AskedInstant, Instant, Text
from app.proxy.handover.models import Why
from app.tickets.answers.schemas import Named, TicketRow


class GiveIn(Ask):
    """Handing one's turn over; `keys_given` says that the keys went with it. `id` makes it count once."""

    id: UUID
    remark: Annotated[Text, StringConstraints(max_length=300)] | None = None
    keys_given: bool = False
    reported_at: AskedInstant | None = None


class AcceptIn(Ask):
    """Accepting a hand-over; `id` makes it count once."""

    id: UUID
    reported_at: AskedInstant | None = None


class Someone(Answer):
    """A person by name."""

    id: UUID
    name: str


class Reason(Answer):
    """Why a matter stands on the note."""

    code: Why
    label: str


class HandoverItem(Answer):
    """One matter on a note; `ticket` is null where the reader may know its number and nothing else."""

    ticket_id: UUID | None
    speak_no: str
    ticket: TicketRow | None
    why: list[Reason]
    moves: bool
    originals: int


class HandoverOut(Answer):
    """A hand-over as somebody may see it.

    `state` is `draft` (not yet given), `given` (by the person), `made` (by the system) or `accepted`; `opens_at` is from
    when on it may be given. `made_at` is null of a draft. Until it is accepted its lines are those of now; `for_me` tells
    the one whom it is for from the secretary, who may accept any.
    """

    id: UUID
    shift_id: UUID
    state: Literal["draft", "given", "made", "accepted"]
    giver: Someone
    taker: Someone | None
    starts_at: Instant
    ends_at: Instant
    opens_at: Instant
    items: Annotated[list[HandoverItem], Field(max_length=500)]
    moving: int
    keys_given: bool
    remark: str | None
    made_at: Instant | None
    given_at: Instant | None
    accepted_at: Instant | None
    accepted_by: Someone | None
    may_give: bool
    may_accept: bool
    for_me: bool


class HandoverPage(Answer):
    """What somebody has to hand over in a village, and what waits for him to accept; `is_same` says that he goes on himself."""

    village: Named
    give: HandoverOut | None
    is_same: bool
    accept: list[HandoverOut]
