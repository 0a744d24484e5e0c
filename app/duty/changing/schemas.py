"""Shapes of one turn's page and of what is done with it."""

from typing import Literal
from uuid import UUID

from app.core.shapes import Answer, Ask, AskedInstant, Instant
from app.duty.changing.rules import Need, TurnMove, TurnState
from app.duty.schemas import PersonName, RosterTurn, ShiftOut
from app.duty.turns.models import Act, Reason


class TurnMoveIn(Ask):
    """One act on a turn; `id` makes it happen once. `until` is when one who takes over goes again, the turn's end if not said.

    `move` changes the hours: both ends of a turn ahead, the end of one that has begun.
    """

    id: UUID
    move: Literal[TurnMove.REPLACE, TurnMove.TAKE_OVER, TurnMove.COME_BACK, TurnMove.MOVE, TurnMove.CANCEL]
    person_id: UUID | None = None
    until: AskedInstant | None = None
    starts_at: AskedInstant | None = None
    ends_at: AskedInstant | None = None
    reason: Reason | None = None


class ReasonOut(Answer):
    """A reason that may be chosen."""

    code: Reason
    label: str


class TurnOffer(Answer):
    """Something that this person may do with the turn now, with what has to be said with it."""

    move: TurnMove
    label: str
    needs: list[Need]
    reasons: list[ReasonOut]


class HistoryLine(Answer):
    """What was done to the turn, in one sentence."""

    at: Instant
    what: Act | Literal["planned"]
    text: str


class TurnRow(Answer):
    """One row of the turn's history: who had it, from when to when; a cancelled one never came to pass."""

    id: UUID
    starts_at: Instant
    ends_at: Instant
    person: PersonName
    is_cancelled: bool


class TurnPage(Answer):
    """A turn as it stands now, what became of it, and what the reader may do.

    `occasion` for one of a temporary roster, `swap_id` the last request about it that is open or came into effect.
    """

    turn: RosterTurn
    village_code: str
    village_name: str
    state: TurnState
    occasion: str | None
    swap_id: UUID | None
    rows: list[TurnRow]
    history: list[HistoryLine]
    moves: list[TurnOffer]


class Partners(Answer):
    """Who has time during a turn and who has not, by name, and the turns of others for which it could be swapped."""

    free: list[PersonName]
    busy: list[PersonName]
    turns: list[ShiftOut]
