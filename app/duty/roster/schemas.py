"""Shapes of rosters. Clock times are "HH:MM" in the village, months "2026-12", weekdays 0 (Monday) to 6."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from app.core.shapes import Answer, Ask, AskedDay, Instant
from app.duty.drawing.rules import Lack, Missing
from app.duty.models import ShiftKind
from app.duty.roster.drafts.rules import WarningCode
from app.duty.roster.rules import SKILLS, DayKind
from app.duty.schemas import PersonName
from app.people.schemas import Phone, PlaceCode

Month = Annotated[str, StringConstraints(pattern=r"^20[2-9][0-9]-(0[1-9]|1[0-2])$")]
_Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Skill = Literal["medicine", "mediation", "phone", "driving"]
assert set(SKILLS) == set(Skill.__args__), "every skill has its words"  # type: ignore[attr-defined]
_Weight = Annotated[int, Field(ge=0, le=20)]


class TurnRuleIn(Ask):
    """A turn that comes again; one that ends at or before its beginning ends on the next day. No `weekdays` means any."""

    starts: _Clock
    ends: _Clock
    days: Annotated[list[DayKind], Field(min_length=1, max_length=5)]
    persons: Annotated[int, Field(ge=1, le=10)] = 1
    kind: ShiftKind = ShiftKind.DUTY
    skills: Annotated[list[Skill], Field(max_length=4)] = Field(default_factory=list)
    weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=7)] = Field(default_factory=list)


class WeightsIn(Ask):
    """What a turn counts by the kind of its day; `night` is added when it goes past eight in the evening."""

    workday: _Weight = 2
    rest_day: _Weight = 3
    holiday: _Weight = 4
    spring_festival: _Weight = 6
    night: _Weight = 1


class RuleIn(Ask):
    """A village's rule; without `turns` each span of its open hours is one turn. `version` is the one that was seen, 0 first.

    `market_digits` are the last digits of market days, of the lunar calendar with `market_by_moon`, else of the usual one.
    """

    version: Annotated[int, Field(ge=0)]
    turns: Annotated[list[TurnRuleIn], Field(max_length=20)] = Field(default_factory=list)
    weights: WeightsIn = Field(default_factory=WeightsIn)
    market_digits: Annotated[list[Annotated[int, Field(ge=0, le=9)]], Field(max_length=10)] = Field(
        default_factory=list
    )
    market_by_moon: bool = False
    needs_leader: bool = True
    rest_hours: Annotated[int, Field(ge=0, le=24)] = 8
    most_days_in_a_row: Annotated[int, Field(ge=1, le=31)] = 5
    most_turns_a_day: Annotated[int, Field(ge=1, le=4)] = 1
    publish_days: Annotated[int, Field(ge=0, le=31)] = 3
    objection_hours: Annotated[int, Field(ge=0, le=168)] = 24


class RuleOut(RuleIn, Answer):
    """The rule in force; version 0 is the usual one, which nobody has changed yet."""


class MemberIn(Ask):
    """What the roster has to know of somebody; `is_exempt` takes them off it and asks for no reason.

    `phone` is the number that the public board shows in their turns, if it shall show one.
    """

    is_leader: bool
    is_exempt: bool
    skills: Annotated[list[Skill], Field(max_length=4)] = Field(default_factory=list)
    rest_weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=6)] = Field(default_factory=list)
    most_turns: Annotated[int | None, Field(ge=0, le=62)] = None
    phone: Phone | None = None


class MemberOut(Answer):
    """Somebody of the village's staff as the roster knows them."""

    person: PersonName
    is_leader: bool
    is_exempt: bool
    skills: list[Skill]
    rest_weekdays: list[int]
    most_turns: int | None
    phone: str | None


class LeaveIn(Ask):
    """Days on which somebody cannot sit, both ends in; nobody has to say why."""

    id: UUID
    village_code: PlaceCode
    person_id: UUID | None = None  # Oneself, when it is not said.
    first_on: AskedDay
    last_on: AskedDay

    @model_validator(mode="after")
    def is_of_a_possible_length(self) -> Self:
        """A leave has its days in order, a year at most."""
        if not 0 <= (self.last_on - self.first_on).days <= 366:  # noqa: PLR2004 - a year.
            raise ValueError("请假的结束不能早于开始，最长一年。 | A leave ends after it begins, within a year.")
        return self


class LeaveOut(Answer):
    """A leave that holds."""

    id: UUID
    person: PersonName
    first_on: date
    last_on: date


class RosterPeople(Answer):
    """Who is on the roster of a village and who is away, both by name or by day, never by load."""

    members: list[MemberOut]
    leaves: list[LeaveOut]


class DraftIn(Ask):
    """Draw up a month; `version` is the draft that was seen, 0 when there was none."""

    version: Annotated[int, Field(ge=0)]


class TurnChange(DraftIn):
    """Other people for one turn of the draft."""

    turn: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    person_ids: Annotated[list[UUID], Field(max_length=10)]


class WhyNot(Answer):
    """Why somebody cannot take a turn."""

    person: PersonName
    lack: Lack
    sentence: str


class AgreedTurn(Answer):
    """Somebody's turn that is on the published roster."""

    person_id: UUID
    shift_id: UUID


class DraftTurn(Answer):
    """A turn of the draft; `short` people are still missing, `agreed` ones stand in the published roster already.

    `troubles` are people who have it although they have taken leave since, or are no longer on the roster.
    """

    key: str
    kind: ShiftKind
    starts_at: Instant
    ends_at: Instant
    needed: int
    short: int
    persons: list[PersonName]
    agreed: list[AgreedTurn]
    troubles: list[WhyNot]


class DraftGap(Answer):
    """What nobody could fill, why, and who could if one rule gave way; `key` is the turn's, or the day's for a leader.

    `turn` is the turn that a proposal would go on.
    """

    key: str
    turn: str
    on: date
    missing: Missing
    sentence: str
    why: list[WhyNot]
    proposals: list[PersonName]


class Candidate(Answer):
    """Somebody who might take a turn: whether they do, how many turns they have, and what speaks against it, if anything."""

    person: PersonName
    has_it: bool
    turns: int
    lack: Lack | None
    sentence: str


class Candidates(Answer):
    """Everybody of the roster for one turn, by name."""

    turn: str
    items: list[Candidate]


class TurnHours(Answer):
    """From when to when."""

    starts_at: Instant
    ends_at: Instant


class OtherTurn(Answer):
    """A turn ahead at hours that the rule does not know; it covers the time that it covers, until somebody moves or ends it.

    `becomes` are the hours of the rule's turn that it could take, if one has room; `on_purpose` says that its hours were
    changed for a reason of that day, so that nobody offers to move it with all the others.
    """

    shift_id: UUID
    person: PersonName
    starts_at: Instant
    ends_at: Instant
    becomes: TurnHours | None
    on_purpose: bool


class Settled(StrEnum):
    """What is done with turns at other hours than the rule's."""

    MOVE = "move"
    END = "end"


class SettleIn(Ask):
    """Move some turns to the hours that they could take, or end them; the same again changes nothing."""

    act: Settled
    shift_ids: Annotated[list[UUID], Field(min_length=1, max_length=400)]


class Warned(Answer):
    """A warning, in words."""

    code: WarningCode
    sentence: str


class Share(Answer):
    """What somebody carries: turns and weighted load of the month, and how far ahead of an even share before it."""

    person: PersonName
    turns: int
    nights: int
    rest_days: int
    load: int
    carried: int


class Draft(Answer):
    """A month's roster before or after its publication; version 0 has not been drawn. Shares stand in the order of names.

    `weights` are what the loads count by, `spare` is by how much its sum of squared loads may at most lie above the least
    that any roster could have, and unknown once turns were changed by hand. `others` are turns at other hours than the rule's.
    """

    village_code: str
    month: str
    version: int
    drawn_at: Instant | None
    published_at: Instant | None
    publish_by: date
    is_provisional: bool
    turns: list[DraftTurn]
    gaps: list[DraftGap]
    warnings: list[Warned]
    shares: list[Share]
    weights: WeightsIn
    spare: int | None
    others: list[OtherTurn]
