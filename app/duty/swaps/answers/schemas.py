"""Shapes of a request as it is shown."""

from uuid import UUID

from app.core.shapes import Answer, Instant
from app.duty.schemas import PersonName, ShiftOut
from app.duty.swaps.models import Lapse, SwapState
from app.duty.swaps.rules import SwapMove


class SwapOffer(Answer):
    """Something that this person may do with the request now."""

    move: SwapMove
    label: str


class SwapRecord(Answer):
    """What a colleague may have said to the secretary, who writes it down: an act with `for_person_id`."""

    move: SwapMove
    person: PersonName
    label: str


class SwapOut(Answer):
    """A request as it stands now, in whole sentences, with what the reader may do.

    `turn` is the asker's, `for_turn` the other's in a swap, both as they stood when they were asked about. `asked` is none
    where everybody was. `effective_at` is from when silence makes it so. `phone` is the board's number of the other side.
    `waits` says that the next step is the reader's.
    """

    id: UUID
    village_code: str
    village_name: str
    state: SwapState
    sentence: str
    asker: PersonName
    asked: PersonName | None
    answered_by: PersonName | None
    reason: str
    turn: ShiftOut
    for_turn: ShiftOut | None
    asked_at: Instant
    effective_at: Instant | None
    lapsed_as: Lapse | None
    phone: str | None
    waits: bool
    moves: list[SwapOffer]


class SwapPage(SwapOut):
    """A request on a page of its own; `records` is what the secretary may write down for those whom it concerns."""

    records: list[SwapRecord]


class Swaps(Answer):
    """What waits for the reader, what else is under way, and what came of the last ones.

    Under way are the reader's own, and for the secretary all of the village: a colleague may ring and answer.
    """

    waiting: list[SwapOut]
    going: list[SwapOut]
    past: list[SwapOut]
