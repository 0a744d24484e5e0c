"""Shapes of what colleagues ask of each other."""

from uuid import UUID

from app.core.shapes import Ask
from app.duty.swaps.rules import SwapMove
from app.duty.turns.models import Reason


class SwapIn(Ask):
    """A request about one's own turn, or with `for_person_id` about that of a colleague who said so; `id` makes it happen once.

    With `person_id` that colleague is asked to take it, without one all staff of the village are. `for_shift_id` is the
    colleague's turn that one would take for it: then its person is asked.
    """

    id: UUID
    shift_id: UUID
    person_id: UUID | None = None
    for_shift_id: UUID | None = None
    reason: Reason
    for_person_id: UUID | None = None


class SwapMoveIn(Ask):
    """One act on a request; `id` makes it happen once. `for_person_id` is the colleague whose word the secretary writes down."""

    id: UUID
    move: SwapMove
    for_person_id: UUID | None = None
