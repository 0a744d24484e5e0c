"""Posts of a village, who holds them, and the shifts of its duty roster."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from app.core.tables import path_field, utc_field


class ShiftKind(StrEnum):
    """Somebody's turn at the desk, or an hour at which several sit there together 集中办公."""

    DUTY = "duty"
    JOINT_OFFICE = "joint_office"


class CameBy(StrEnum):
    """How a turn came into the place of another one."""

    SWAPPED = "swapped"
    SUBSTITUTED = "substituted"
    REPLACED = "replaced"
    TAKEN_OVER = "taken_over"
    RETURNED = "returned"
    MOVED = "moved"
    UNDONE = "undone"
    RESTORED = "restored"


class OutReason(StrEnum):
    """Why somebody on duty is not at the desk. A fixed list: the board is public, and a free text would name people."""

    HOME_VISIT = "home_visit"
    TOWNSHIP = "township"
    ROUND = "round"
    MEETING = "meeting"
    EMERGENCY = "emergency"


class PostKind(StrEnum):
    """The classes that a village sorts its posts into 四类; `service` are those of the five services."""

    ECONOMY = "economy"
    OVERSIGHT = "oversight"
    PUBLIC_AFFAIRS = "public_affairs"
    THOUGHT = "thought"
    SERVICE = "service"
    OTHER = "other"


class HoldingState(StrEnum):
    """How far somebody has come with a post."""

    PROPOSED = "proposed"
    NOMINATED = "nominated"
    AGREED = "agreed"
    ON_POST = "on_post"
    SUSPENDED = "suspended"
    ENDED = "ended"


class MemberPost(SQLModel, table=True):
    """A post of a village 岗位; several persons may hold it, and a person several. `scope` is a hamlet, empty for all.

    `seats` is how many should hold it, without a limit if not said. A closed post stays as a record.
    """

    __tablename__ = "member_post"
    __table_args__ = (CheckConstraint("seats > 0", name="seats_are_a_number"),)

    id: UUID = Field(primary_key=True)  # Made on the phone.
    village_id: int = Field(foreign_key="place.id", index=True)
    village_path: str = path_field()
    name_zh: str
    name_en: str
    scope: str | None = None
    kind: str = Field(default=PostKind.OTHER, sa_column_kwargs={"server_default": "other"})
    duties: str | None = None
    seats: int | None = None
    closed_at: datetime | None = utc_field(default=None, nullable=True)


class PostHolding(SQLModel, table=True):
    """A person and a post, from the first word of it on; held from `since` until `until`. Past ones stay.

    `pledge` is what they promised 承诺, `letter_signed_on` when they signed it on paper. `reason` is why it rests or has
    ended, one word of a fixed list: for age or health it says `exempt` and nothing more.
    """

    __tablename__ = "post_holding"
    __table_args__ = (
        Index(
            "uq_post_holding_active",
            "post_id",
            "person_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
        CheckConstraint("(state = 'ended') = (until IS NOT NULL)", name="ended_means_until"),
    )

    id: UUID = Field(primary_key=True)  # Made on the phone.
    post_id: UUID = Field(foreign_key="member_post.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    state: str
    version: int = 1
    proposed_at: datetime = utc_field()
    proposed_by: UUID | None = Field(default=None, foreign_key="person.id")
    agreed_on: date | None = None
    since: datetime | None = utc_field(default=None, nullable=True)
    until: datetime | None = utc_field(default=None, nullable=True)
    pledge: str | None = None
    letter_signed_on: date | None = None
    reason: str | None = None


class DutyShift(SQLModel, table=True):
    """One person's turn, from its first instant to before its last. A cancelled one stays as a record.

    `phone` is the number that the public board shows, a matter of the roster and not of the person. `out_note` is an
    `OutReason` that holds until `out_until`. When a turn changes hands or hours its row ends (it is cancelled, or cut off
    once it has begun) and a new one stands in its place: `replaces_id` points to the row before, and `came_by` says how
    the new one came about. Triggers of the database refuse two turns of one person at once.
    """

    __tablename__ = "duty_shift"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        Index("ix_duty_shift_village", "village_id", "starts_at"),
        Index("ix_duty_shift_person", "person_id", "starts_at"),
        # One successor each, so that what became of a turn is one line and never a fork.
        Index("uq_duty_shift_replaces_id", "replaces_id", unique=True),
        Index("ix_duty_shift_ends_at", "ends_at"),
    )

    id: UUID = Field(primary_key=True)
    village_id: int = Field(foreign_key="place.id")
    village_path: str = path_field()
    kind: str
    starts_at: datetime = utc_field()
    ends_at: datetime = utc_field()
    person_id: UUID = Field(foreign_key="person.id")
    leader_id: UUID | None = Field(default=None, foreign_key="person.id")
    phone: str | None = None
    out_note: str | None = None
    out_until: datetime | None = utc_field(default=None, nullable=True)
    planned_at: datetime = utc_field()
    planned_by: UUID | None = Field(default=None, foreign_key="person.id")
    cancelled_at: datetime | None = utc_field(default=None, nullable=True)
    cancelled_by: UUID | None = Field(default=None, foreign_key="person.id")
    replaces_id: UUID | None = Field(default=None, foreign_key="duty_shift.id")
    came_by: str | None = None
