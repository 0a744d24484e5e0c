"""The grammar of a ticket's life: states, moves and clocks as data, and a check that lets no wrong table start.

A kind is one file beside this one. It says what may happen; `tickets.service.make_move` is the only code that makes it happen.
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
    """One answer to choose."""

    value: str
    words: Words


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a move needs to be told. `among` leaves of the ticket's papers those that may be named."""

    name: str
    kind: NeedKind
    words: Words
    required: bool = True
    choices: tuple[Choice, ...] = ()
    longest: int = 300
    hint: Words | None = None
    asked: "Callable[[Facts], bool] | None" = None  # Only where this holds; None asks always.
    among: Callable[["Facts"], Sequence[Mapping[str, Any]]] | None = None


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


def _nothing_against(_: Facts) -> Refusal | None:
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
    other act that may make it (`rating`, `authorisation`, `custody`, `handover`, `silence`).
    """

    name: str
    words: Words  # The button: an imperative.
    past: Words  # The timeline: what {by} did.
    at: tuple[str, ...]
    to: str | None
    by: frozenset[Side]
    needs: tuple[Need, ...] = ()
    when: Callable[[Facts], bool] = _always
    guard: Callable[[Facts], Refusal | None] = _nothing_against
    barred: Callable[[Facts], Refusal | None] = _nothing_against
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
    # end, {lacks} how many papers are missing.
    says: Words
    clock: str | None = None
    paused: bool = False
    todo: Words | None = None  # What the villager's side has to do now, if anything.
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


def yes(name: str, zh: str, en: str, *, required: bool = True) -> Need:
    """A thing that was really done, to be ticked."""
    return Need(name, NeedKind.YES, Words(zh, en), required=required)


def pick(
    name: str, zh: str, en: str, choices: Mapping[str, tuple[str, str]], *, required: bool = True, many: bool = False
) -> Need:
    """One answer of several, or `many`; `choices` maps each stored value to its two texts."""
    return Need(
        name,
        NeedKind.CHOICES if many else NeedKind.CHOICE,
        Words(zh, en),
        required=required,
        choices=tuple(Choice(value, Words(*words)) for value, words in choices.items()),
    )


def keep(*names: str, **fixed: Any) -> Callable[[Facts], dict[str, Any]]:  # noqa: ANN401 - JSON values.
    """An effect that writes what was told under these names into the details, and what is fixed."""

    def effect(facts: Facts) -> dict[str, Any]:
        told = {name: facts.data[name] for name in names if name in facts.data}
        return {**facts.details, **told, **fixed}

    return effect


_TAKERS = frozenset({Side.DUTY, Side.SECRETARY, Side.MEDIATOR, Side.DOCTOR})
# Why a matter is more or less urgent than it was, to be chosen: of health and quarrels nobody writes free text here.
_WHY_SO_URGENT = {
    "deadline": ("有期限，等不得", "A date must be met"),
    "hardship": ("家里有难处，等不得", "Hardship at home"),
    "danger": ("人或东西有危险", "Somebody or something is in danger"),
    "can_wait": ("本人说不急", "The person says that it can wait"),
    "wrongly_recorded": ("登记时选错了", "It was recorded wrongly"),
}


def _other_urgency(facts: Facts) -> Refusal | None:
    """Whoever takes it in may hurry; only the secretary says that others may wait longer than they were told."""
    levels = list(Urgency)
    before, after = levels.index(facts.urgency), levels.index(Urgency(facts.data["urgency"]))
    if before == after:
        return Refusal(
            422,
            "urgency_unchanged",
            "现在就是这样定的，不用再改。",
            "It is that urgent already: there is nothing to change.",
            field="urgency",
        )
    if after < before and Side.SECRETARY not in facts.sides:
        return Refusal(
            422,
            "secretary_slows_down",
            "往后放要村书记来定，请交给村书记改。",
            "Only the village secretary makes a matter less urgent: ask the secretary.",
            field="urgency",
        )
    return None


def common_moves(*states: str, takers: frozenset[Side] = _TAKERS) -> tuple[Move, ...]:
    """The moves that every service has in its open states: take it, give it to somebody, say how urgent it is."""
    return (
        Move(
            "take",
            Words("我来办", "I take it"),
            Words("{by}接手", "{by} took it on"),
            states,
            None,
            takers,
        ),
        Move(
            "assign",
            Words("交给别人", "Give to somebody"),
            Words("{by}交给{to}办", "{by} gave it to {to}"),
            states,
            None,
            frozenset({Side.HANDLER, Side.SECRETARY}),
            needs=(Need("person_id", NeedKind.PERSON, Words("交给谁", "To whom")),),
        ),
        Move(
            "change_urgency",
            Words("改轻重缓急", "Change how urgent it is"),
            Words("{by}改了轻重缓急", "{by} changed how urgent it is"),
            states,
            None,
            takers,
            needs=(
                pick(
                    "urgency",
                    "有多急",
                    "How urgent",
                    {
                        "urgent": ("急", "Urgent"),
                        "emergency": ("紧急", "Emergency"),
                        "normal": ("一般", "Normal"),
                    },
                ),
                pick("reason", "为什么", "Why", _WHY_SO_URGENT),
            ),
            guard=_other_urgency,
        ),
    )


def goes_with_the_turn(*states: str) -> Move:
    """The move by which a matter goes to whoever takes the turn over; only services that are not one person's have it."""
    return Move(
        "hand_over_turn",
        Words("交班", "Hand over with the turn"),
        Words("{to}接班，从{from_name}手里接下", "{to} took it over from {from_name} with the turn"),
        states,
        None,
        frozenset({Side.CLOCK}),
        needs=(
            Need("person_id", NeedKind.PERSON, Words("交给谁", "To whom")),
            Need("from_name", NeedKind.TEXT, Words("谁交的", "From whom"), longest=60),
        ),
        door="handover",
        tells_helped=False,
    )


def comes_back(*states: str) -> Move:
    """The move by which a matter that somebody lets lie goes to the next on duty; what is for few eyes does not have it."""
    return Move(
        "return_to_duty",
        Words("转给下一位值班的人", "Give to the next on duty"),
        Words(
            "{from_name}一直没有动静，转给{to}，期限不变", "{from_name} let it lie: it went to {to}, its time runs on"
        ),
        states,
        None,
        frozenset({Side.CLOCK}),
        needs=(
            Need("person_id", NeedKind.PERSON, Words("交给谁", "To whom")),
            Need("from_id", NeedKind.PERSON, Words("谁没有动", "Who let it lie")),
            Need("from_name", NeedKind.TEXT, Words("谁没有动", "Who let it lie"), longest=60),
            Need("counts_from", NeedKind.DATETIME, Words("从什么时候算起", "From when it counts")),
        ),
        door="silence",
        tells_helped=False,
    )


def _not_himself(facts: Facts) -> Refusal | None:
    """Two persons, since one who is away cannot stand in for himself."""
    if facts.data["backup_id"] != str(facts.assignee_id):
        return None
    return Refusal(
        422,
        "backup_is_handler",
        "B岗要选另一个人，他本人就是A岗。",
        "Choose somebody else to stand in: this is the handler himself.",
        field="backup_id",
    )


def has_backup(
    states: Sequence[State], guard: Callable[[Facts], Refusal | None] = _nothing_against
) -> tuple[Move, ...]:
    """The moves that name a second person (AB岗) for a matter that the village has taken on, and take the name back."""
    taken_on = tuple(state.name for state in states if not state.ends and state.core is not Core.SUBMITTED)
    by = frozenset({Side.HANDLER, Side.SECRETARY})
    return (
        Move(
            "set_backup",
            Words("定B岗（不在时谁顶上）", "Name who stands in"),
            Words("{by}定了B岗{to}", "{by} named {to} to stand in"),
            taken_on,
            None,
            by,
            needs=(
                Need(
                    "backup_id",
                    NeedKind.PERSON,
                    Words("B岗是谁", "Who stands in"),
                    hint=Words(
                        "他请假、或一个工作日没有动静时，自动由B岗办",
                        "Acts by himself once the handler is on leave, or silent for a working day",
                    ),
                ),
            ),
            when=lambda facts: facts.assignee_id is not None,
            guard=lambda facts: _not_himself(facts) or guard(facts),
            tells_helped=False,
        ),
        Move(
            "clear_backup",
            Words("不要B岗了", "Nobody stands in"),
            Words("{by}取消了B岗", "{by} took back who stands in"),
            taken_on,
            None,
            by,
            when=lambda facts: facts.backup_id is not None,
            tells_helped=False,
        ),
    )


def checked(kind: Kind, firsts: tuple[str, ...]) -> Kind:
    """The kind itself, once its table is found right.

    Raises:
        ValueError: an unknown or unreachable state, a dead end, twin names, an unknown clock; the message names the place.

    """
    names = [state.name for state in kind.states]
    wrong = [f"state {name} twice" for name in set(names) if names.count(name) > 1]
    known, clocks = set(names), {clock.name for clock in kind.clocks}
    for move in kind.moves:
        wrong += [f"move {move.name} from unknown {at}" for at in move.at if at not in known]
        if move.to is not None and move.to not in known:
            wrong.append(f"move {move.name} to unknown {move.to}")
        if not move.at or not move.by:
            wrong.append(f"move {move.name} from nowhere or by nobody")
        of_itself = move.by == frozenset({Side.CLOCK}) and move.door is None
        if (move.after is not None or move.ripe is not None) != of_itself:
            wrong.append(f"move {move.name}: the clock's moves, and only they, have a time")
    for state in kind.states:
        here = [move.name for move in kind.moves_from(state.name)]
        wrong += [f"move {name} twice from {state.name}" for name in set(here) if here.count(name) > 1]
        leads_on = any(move.to not in {None, state.name} for move in kind.moves_from(state.name))
        if not state.ends and not leads_on:
            wrong.append(f"state {state.name} is a dead end")
        if state.clock is not None and state.clock not in clocks:
            wrong.append(f"state {state.name} has unknown clock {state.clock}")
        if state.paused and state.clock is None:
            wrong.append(f"state {state.name} pauses no clock")
    wrong += [f"state {name} is unreachable" for name in sorted(known - _reachable(kind, firsts))]
    if wrong:
        raise ValueError(f"{kind.service}: " + "; ".join(wrong))
    return kind


def _reachable(kind: Kind, firsts: tuple[str, ...]) -> set[str]:
    seen, ahead = set(firsts), list(firsts)
    while ahead:
        here = ahead.pop()
        new = {move.to for move in kind.moves_from(here) if move.to} - seen
        seen |= new
        ahead += new
    return seen
