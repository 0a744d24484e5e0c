"""The shape of the desk."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.core.shapes import Answer
from app.tickets.answers.schemas import Call, Named, TicketRow


class DeskPerson(Answer):
    """Who sits at the desk."""

    id: UUID
    name: str


class DeskShift(Answer):
    """One's turn today, as clock times in the village; `hand_to` is the next other person, `out_note` says that one is out."""

    id: UUID
    from_: Annotated[str, Field(serialization_alias="from")]
    to: str
    hand_to: str | None
    out_note: str | None


class TakeOver(Answer):
    """The turn that runs and that one could take over: of whoever sits there, else of somebody who is on leave."""

    shift_id: UUID
    name: str
    on_leave: bool


class DeskCounts(Answer):
    """How many open tickets lie in each box of the list."""

    mine: int
    unassigned: int
    waiting: int
    late: int
    open: int


class Colleague(Answer):
    """Somebody of the village's staff, to hand something over to."""

    person_id: UUID
    name: str


class HandoverLine(Answer):
    """A hand-over that waits: to be accepted from somebody, or to be given, to nobody yet where the name is empty."""

    accept_from: str | None
    give_to: str | None


class TownRow(TicketRow):
    """An errand that has to be carried to town; `where` is its item's window, else who decides it."""

    where: str


class Desk(Answer):
    """What somebody of the staff needs to see first; `villages` are all in which the person holds a post.

    `swaps` is how many requests of colleagues wait for the person, `unread` how many notices.
    """

    person: DeskPerson
    village: Named
    villages: list[Named]
    on_duty: bool
    shift: DeskShift | None
    on_duty_now: Call | None
    take_over: TakeOver | None
    counts: DeskCounts
    promised: list[TicketRow]
    to_call: list[TicketRow]
    to_town: list[TownRow]
    slips: int
    to_tell: int
    kin_requests: int
    staff: list[Colleague]
    handover: HandoverLine | None
    swaps: int
    unread: int
