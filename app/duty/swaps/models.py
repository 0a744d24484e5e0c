"""What colleagues ask of each other: one row a request, one row for each turn that it touches."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from app.core.tables import path_field, utc_field


class SwapState(StrEnum):
    """How far a request has come; the last five are its ends."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    EFFECTIVE = "effective"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OBJECTED = "objected"
    LAPSED = "lapsed"
    UNDONE = "undone"


class Lapse(StrEnum):
    """Why a request died by itself."""

    TURN_CANCELLED = "turn_cancelled"
    TURN_CHANGED = "turn_changed"
    BEGUN = "begun"
    NOT_STAFF = "not_staff"
    BUSY = "busy"
    ON_LEAVE = "on_leave"


class ShiftSwap(SQLModel, table=True):
    """A request: take my turn, or my turn for yours. Without an `asked_id` it is open to all staff of the village.

    `answered_by` is who agreed, `objection_hours` the village's limit when that was, `look_at` when the watch has to see
    it next: the instant from which silence makes it effective, or the first begin of its turns. Each `…_recorded_by` is the
    secretary who wrote down what somebody had said; `asker_id`, `answered_by` and `settled_by` are whose word it was.
    """

    __tablename__ = "shift_swap"
    __table_args__ = (
        Index("ix_shift_swap_village", "village_id", "state"),
        Index("ix_shift_swap_look_at", "look_at", postgresql_where=text("look_at IS NOT NULL")),
    )

    id: UUID = Field(primary_key=True)  # Made on the phone.
    village_id: int = Field(foreign_key="place.id")
    village_path: str = path_field()
    state: str = SwapState.ASKED
    asker_id: UUID = Field(foreign_key="person.id", index=True)
    asked_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    reason: str
    asked_at: datetime = utc_field()
    answered_at: datetime | None = utc_field(default=None, nullable=True)
    answered_by: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    objection_hours: int | None = None
    settled_at: datetime | None = utc_field(default=None, nullable=True)
    settled_by: UUID | None = Field(default=None, foreign_key="person.id")
    asked_recorded_by: UUID | None = Field(default=None, foreign_key="person.id")
    answer_recorded_by: UUID | None = Field(default=None, foreign_key="person.id")
    end_recorded_by: UUID | None = Field(default=None, foreign_key="person.id")
    lapsed_as: str | None = None
    undo_asked_by: UUID | None = Field(default=None, foreign_key="person.id")
    look_at: datetime | None = utc_field(default=None, nullable=True)
    fingerprint: str


class SwapTurn(SQLModel, table=True):
    """A turn that a request is about: the asker's own, and in a swap the other's too.

    While the request is open the row follows the turn: moved by the secretary, it points to the row in its place. One
    open request a turn, whichever side of it the turn stands on.
    """

    __tablename__ = "shift_swap_turn"
    __table_args__ = (
        Index(
            "uq_shift_swap_turn_open",
            "shift_id",
            unique=True,
            sqlite_where=text("is_open"),
            postgresql_where=text("is_open"),
        ),
    )

    swap_id: UUID = Field(primary_key=True, foreign_key="shift_swap.id")
    is_askers: bool = Field(primary_key=True)
    shift_id: UUID = Field(foreign_key="duty_shift.id", index=True)
    is_open: bool = True
