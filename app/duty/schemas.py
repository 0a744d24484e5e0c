"""Shapes that the API takes and gives about duty. Clock times are "HH:MM" in the village."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.core.shapes import Answer, Ask, AskedInstant, Instant
from app.duty.models import OutReason, ShiftKind
from app.duty.rules import LONGEST_SHIFT
from app.people.schemas import Phone, PlaceCode


class ShiftIn(Ask):
    """A turn to plan; `id` is made by the sender, so that sending twice plans once. `phone` is shown on the public board."""

    id: UUID
    village_code: PlaceCode
    person_id: UUID
    starts_at: AskedInstant
    ends_at: AskedInstant
    kind: ShiftKind = ShiftKind.DUTY
    leader_id: UUID | None = None
    phone: Phone | None = None

    @model_validator(mode="after")
    def has_a_possible_length(self) -> Self:
        """A turn takes some time, and a day at most."""
        if not self.starts_at < self.ends_at <= self.starts_at + LONGEST_SHIFT:
            raise ValueError("一个班要有开始和结束，最长24小时。 | A turn ends after it begins, within 24 hours.")
        return self


class OutNoteIn(Ask):
    """One's being out while on duty; without a reason one is back."""

    reason: OutReason | None
    back_at: AskedInstant | None = None


class PersonName(Answer):
    """A person of the roster."""

    id: UUID
    name: str


class ShiftOut(Answer):
    """A turn of the roster; `out_note` while its person is out, `occasion` for one of a temporary roster."""

    id: UUID
    kind: ShiftKind
    starts_at: Instant
    ends_at: Instant
    person: PersonName
    leader: PersonName | None
    phone: str | None
    out_note: str | None
    occasion: str | None
    mine: bool


class RosterTurn(ShiftOut):
    """A turn as the roster lists it; `on_leave` where its person is away on a day of it, so that somebody else has to come."""

    on_leave: bool


class Gap(Answer):
    """Open hours in which nobody sits: nobody is planned, or whoever is has taken leave."""

    from_: Annotated[Instant, Field(serialization_alias="from")]
    to: Instant


class Roster(Answer):
    """The turns of some days and the open hours without one, both in order."""

    items: list[RosterTurn]
    gaps: list[Gap]
