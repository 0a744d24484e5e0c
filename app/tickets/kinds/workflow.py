"""The grammar of a ticket's life: states, moves and clocks as data.

A kind is one file beside this one. It says what may happen; `tickets.service.make_move` is the only code that makes it happen.
No wrong table starts: `checking` looks at each.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.core.problems import Refusal
from app.core.words import Words
from app.people.models import Service as Service  # noqa: PLC0414 - the kinds speak of it through their grammar.
from app.places.rules import Limit


class Core(StrEnum):
    """The states that all services share for lists and dashboards (办件状态)."""

    SUBMITTED = "submitted"
    CORRECTION_REQUIRED = "correction_required"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in_progress"
    WAITING_EXTERNAL = "waiting_external"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    DELIVERED = "delivered"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    TERMINATED = "terminated"


ENDED = frozenset({Core.DELIVERED, Core.CLOSED, Core.DECLINED, Core.WITHDRAWN, Core.LAPSED, Core.TERMINATED})


class Side(StrEnum):
    """On whose side of the desk somebody stands towards one ticket."""

    HELPED = "helped"  # Applicant, beneficiary, or a relative whose mandate covers the service.
    DUTY = "duty"  # A duty cadre of the village.
    HANDLER = "handler"  # The assignee or the backup, whatever the role.
    SECRETARY = "secretary"
    MEDIATOR = "mediator"
    DOCTOR = "doctor"
    TOWN = "town"
    CLOCK = "clock"  # The system, when a time has come.


CADRES = frozenset({Side.DUTY, Side.HANDLER, Side.SECRETARY})


class Owner(StrEnum):
    """Whose time a clock measures; a card goes to the owner of the running clock."""

    VILLAGE = "village"
    AUTHORITY = "authority"
    VILLAGER = "villager"


class Urgency(StrEnum):
    """How soon somebody must answer."""

    NORMAL = "normal"
    URGENT = "urgent"
    EMERGENCY = "emergency"


class NeedKind(StrEnum):
    """What a person is asked for, and so what the phone draws."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    YES = "yes"  # Must be true: a thing that was really done, such as "receipt shown".
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    DATETIME = "datetime"
    NUMBER = "number"
    PHONE = "phone"
    PERSON = "person"  # One of the village's staff.
    MATERIALS = "materials"  # [{code, reason?}], codes from `details.materials`.
    ORIGINALS = "originals"  # [{code, count, holder…}]: who has which, told by the custody chain and never by a person.
    PARTIES = "parties"  # [{name, role, phone?, agreed}].
    TERMS = "terms"  # [{obligor, what, amount_fen?, due_on, manner}].


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose; what is `for_staff` nobody of the villager's side is offered, such as that he has died."""

    value: str
    words: Words
    for_staff: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a move needs to be told. `among` leaves of the ticket's papers those that may be named.

    `begins` names the field of the details that the form begins with, for what was told once already.
    """

    name: str
    kind: NeedKind
    words: Words
    required: bool = True
    choices: tuple[Choice, ...] = ()
    longest: int = 300
    hint: Words | None = None
    asked: "Callable[[Facts], bool] | None" = None  # Only where this holds; None asks always.
    among: Callable[["Facts"], Sequence[Mapping[str, Any]]] | None = None
    begins: str | None = None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What a kind may know of the catalogue item that a ticket is about."""

    code: str
    name: Words
    proxy_mode: str
    instant: bool
    limit: Limit
    materials: tuple[Mapping[str, Any], ...] = ()
    version: int = 1
    true_will: bool = False  # An elder is asked whether it is his own will.


@dataclass(frozen=True, slots=True)
class Facts:
    """What `when`, `guard` and `effect` decide from; plain values, no database."""

    state: str
    details: Mapping[str, Any]
    now: datetime
    today: date
    data: Mapping[str, Any] = field(default_factory=dict)
    sides: frozenset[Side] = frozenset()
    actor_id: UUID | None = None
    item: ItemFacts | None = None
    moves_made: tuple[str, ...] = ()  # Names of all moves made so far, oldest first.
    entered_at: datetime | None = None  # When the present state was entered.
    reminded: int = 0  # How often the system itself has reminded the villager since then.
    urgency: Urgency = Urgency.NORMAL
    helped_id: UUID | None = None  # For whom it is.
    assignee_id: UUID | None = None  # With whom it lies.
    backup_id: UUID | None = None  # Who stands in for him.


def _always(_: Facts) -> bool:
    return True


def _never(_: BaseModel) -> bool:
    return False


def _none(_: Mapping[str, Any]) -> None:
    return None


def _may_be_said(_: str) -> Words | None:
    return None


def nothing_against(_: Facts) -> Refusal | None:
    """A guard that lets everything pass."""
    return None


def _unchanged(facts: Facts) -> dict[str, Any]:
    return dict(facts.details)


@dataclass(frozen=True, slots=True)
class Move:
    """One step that somebody may make.

    `to` None leaves the state as it is (the event still counts). `when` decides whether the move is offered at all, `guard`
    looks at the data that was given, `barred` says what stands in this person's way whatever he fills in (he hears it before
    he does), `effect` returns the new details. `after` makes it the system's own move once that
    long in the state, `ripe` once the day is over that it reads from the details (None: not yet); `door` names the only
    other act that may make it (`rating`, `authorisation`, `custody`, `handover`, `onward`).
    """

    name: str
    words: Words  # The button: an imperative.
    past: Words  # The timeline: what {by} did.
    at: tuple[str, ...]
    to: str | None
    by: frozenset[Side]
    needs: tuple[Need, ...] = ()
    when: Callable[[Facts], bool] = _always
    guard: Callable[[Facts], Refusal | None] = nothing_against
    barred: Callable[[Facts], Refusal | None] = nothing_against
    effect: Callable[[Facts], dict[str, Any]] = _unchanged
    after: Limit | None = None
    ripe: Callable[[Mapping[str, Any]], date | None] | None = None
    alarms: bool = False  # Handler, secretary and township hear of it, too.
    door: str | None = None
    ahead: Words | None = None  # The one station that is still to come where this step does it all.
    main: bool = False  # The likeliest next step: the one red button.
    tells_helped: bool = True

    def asks(self, facts: Facts) -> tuple[Need, ...]:
        """What the move needs to be told as things stand."""
        return tuple(need for need in self.needs if need.asked is None or need.asked(facts))


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline with one owner; `limit` None takes the catalogue item's own limit."""

    name: str
    words: Words
    owner: Owner
    promise: Words  # One sentence with {due}, for the villager.
    limit: Limit | None
    urgent: Limit | None = None
    emergency: Limit | None = None
    for_staff: Words | None = None  # The same for whoever has to keep it, where the promise speaks to the villager.

    def limit_for(self, urgency: Urgency) -> Limit | None:
        """The limit of a clock for an urgency; None leaves it to the catalogue item."""
        if urgency is Urgency.EMERGENCY:
            return self.emergency or self.urgent or self.limit
        return self.urgent or self.limit if urgency is Urgency.URGENT else self.limit


@dataclass(frozen=True, slots=True)
class State:
    """One station of a life."""

    name: str
    words: Words
    core: Core
    # The sentence for the villager: {who} is the handler's name, {town} and {village} are places, {until} is when a pause should
    # end, {lacks} how many papers are missing, {given_back} says that the originals are home, if there were any.
    says: Words
    clock: str | None = None
    paused: bool = False
    todo: Words | None = None  # What the villager's side has to do now, if anything.
    # The same for the staff of village and township, who read of {name}; None where `says` speaks to nobody.
    for_staff: Words | None = None
    ends: bool = False  # Nothing but ratings and follow-ups comes after.


class Details(BaseModel):
    """What one kind keeps beyond the common fields; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, str_max_length=500)


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the five services: its words, its details, its table."""

    service: Service
    letter: str
    words: Words
    asks: type[Details]  # What a request may say.
    details: type[Details]  # What the ticket keeps; a superset of `asks`.
    begin: Callable[[Details, ItemFacts | None], tuple[str, dict[str, Any]]]  # First state and first details.
    title: Callable[[Mapping[str, Any], ItemFacts | None], Words]
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    clocks: tuple[Clock, ...]
    consents: tuple[str, ...] = ()  # Purposes that need a separate recorded consent.
    secret: frozenset[str] = frozenset()  # Detail fields that only those who need them see.
    takes_description: bool = True  # Of health nobody writes free text into a request.
    forbids: Callable[[str], Words | None] = (
        _may_be_said  # Why a text must not be kept, e.g. because it holds a card number.
    )
    recorded_only: Callable[[Details], bool] = _never  # What only the staff may record, such as a parcel's arrival.
    for_nobody: Callable[[Details], bool] = _never  # What belongs to somebody who is not known yet.
    plan: tuple[Words, ...] = ()  # The usual stations in plain words, for "走到哪一步了".
    other_plan: Callable[[Mapping[str, Any]], tuple[Words, ...] | None] = (
        _none  # Where details make the stations others.
    )

    def state(self, name: str) -> State:
        """A state by its name."""
        return next(state for state in self.states if state.name == name)

    def clock(self, name: str) -> Clock:
        """A clock by its name."""
        return next(clock for clock in self.clocks if clock.name == name)

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """The table's moves from a state, whoever may make them."""
        return tuple(move for move in self.moves if state in move.at)

    def move(self, name: str, state: str) -> Move | None:
        """The move of this name from this state, if the table has one."""
        return next((move for move in self.moves if move.name == name and state in move.at), None)
