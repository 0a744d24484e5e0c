"""What was done to a turn: one row an act, beside the rows of the turns themselves."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.core.tables import json_field, utc_field


class Act(StrEnum):
    """What can be done to a turn, in the past tense."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CONFIRMED = "confirmed"
    OBJECTED = "objected"
    LAPSED = "lapsed"
    SWAPPED = "swapped"
    SUBSTITUTED = "substituted"
    UNDO_ASKED = "undo_asked"
    UNDO_REFUSED = "undo_refused"
    UNDONE = "undone"
    REPLACED = "replaced"
    TAKEN_OVER = "taken_over"
    CAME_BACK = "came_back"
    MOVED = "moved"
    CANCELLED = "cancelled"
    STOOD_DOWN = "stood_down"
    RESTORED = "restored"


class Reason(StrEnum):
    """Why; a fixed list, since colleagues read it and nobody has to tell them about health or family."""

    PERSONAL = "personal"
    AWAY = "away"
    OFFICIAL = "official"
    OTHER = "other"
    ABSENT = "absent"
    ON_LEAVE = "on_leave"
    CALLED_AWAY = "called_away"
    EMERGENCY = "emergency"
    HOURS = "hours"
    EVENT = "event"
    WEATHER = "weather"
    NEEDED_THEN = "needed_then"
    SKILL_MISSING = "skill_missing"
    TOO_MANY = "too_many"


class ShiftEvent(SQLModel, table=True):
    """One act on a turn; `shift_id` is the row that stood when it was done.

    `by_id` is none for the program's own steps, `person_id` whom it was about besides, `fingerprint` tells two sendings of
    one act from two acts under one id. `data` holds ids, instants as ISO texts and codes of ours; `on_word_of` in it is the
    colleague whose word `by_id` wrote down.
    """

    __tablename__ = "shift_event"
    __table_args__ = (Index("ix_shift_event_shift", "shift_id", "at"),)

    id: UUID = Field(primary_key=True)
    shift_id: UUID = Field(foreign_key="duty_shift.id")
    at: datetime = utc_field()
    what: str
    by_id: UUID | None = Field(default=None, foreign_key="person.id")
    person_id: UUID | None = Field(default=None, foreign_key="person.id")
    reason: str | None = None
    data: dict[str, Any] = json_field()
    fingerprint: str = ""
