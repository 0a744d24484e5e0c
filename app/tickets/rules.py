"""Decisions about tickets: who stands where, what is open to whom, which clock runs, what to say. Plain values only."""

import hashlib
import hmac
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from app.core.clock import LOCAL
from app.core.keys import derived_key
from app.core.words import Language, Words
from app.people.actor import Actor, ActorKind, Role
from app.tickets.kinds.workflow import (
    CADRES,
    Facts,
    Kind,
    Move,
    Owner,
    Service,
    Side,
    State,
)

# What a township may see; of health and disputes it gets counts only.
OPEN_SERVICES = frozenset({Service.FINANCE, Service.ERRAND, Service.PARCEL})
STAFF_ROLES = (Role.DUTY_CADRE, Role.VILLAGE_SECRETARY, Role.MEDIATOR, Role.VILLAGE_DOCTOR)
# Who answers first for what: health is the doctor's, quarrels are the mediator's, the rest is the duty cadre's.
ANSWERED_BY = {Service.MEDICAL: Role.VILLAGE_DOCTOR, Service.DISPUTE: Role.MEDIATOR}


def owners(service: Service) -> tuple[Role, Role]:
    """Who of a village may have a matter of a service for his own: whoever answers for it, and the secretary."""
    return ANSWERED_BY.get(service, Role.DUTY_CADRE), Role.VILLAGE_SECRETARY


def may_be_given(service: Service) -> tuple[Role, ...]:
    """Who of a village's staff may be given a matter: of quarrels those who answer for them.

    What is carried for somebody who is ill is anybody's errand; what the illness is stays with the doctor all the same.
    """
    return owners(service) if service is Service.DISPUTE else STAFF_ROLES


def may_stand_in(service: Service) -> tuple[Role, ...]:
    """Who may be named to stand in: of health and quarrels only those who answer for them."""
    return STAFF_ROLES if service in OPEN_SERVICES else owners(service)


STAFF_SIDES = CADRES | {Side.MEDIATOR, Side.DOCTOR, Side.TOWN}
# Fewer people than this could be found out by a number: disputes 3, health 5.
FEWEST = {Service.DISPUTE: 3, Service.MEDICAL: 5}


def shown_count(service: Service, n: int) -> int | str:
    """A number as townships and walls see it: small ones of health and disputes as "<5" and "<3", 0 as 0."""
    fewest = FEWEST.get(service, 0)
    return f"<{fewest}" if 0 < n < fewest else n


class TicketFacts(Protocol):
    """The columns from which sides are decided."""

    service: str
    place_path: str
    beneficiary_id: UUID
    item_code: str | None
    assignee_id: UUID | None
    backup_id: UUID | None
    stands_in: str | None


class Card(StrEnum):
    """How close a deadline is (预警黄牌 · 超期红牌)."""

    NONE = "none"
    YELLOW = "yellow"
    RED = "red"


def sides(actor: Actor, ticket: TicketFacts) -> frozenset[Side]:
    """Where somebody stands towards a ticket; nobody without a side may know that it exists."""
    if actor.kind is ActorKind.SYSTEM:
        return frozenset({Side.CLOCK})
    if actor.kind is not ActorKind.PERSON:
        return frozenset()
    service, path = Service(ticket.service), ticket.place_path
    stands = {
        Side.HELPED: ticket.beneficiary_id == actor.person_id
        or any(
            m.principal_id == ticket.beneficiary_id and m.covers(ticket.service, ticket.item_code)
            for m in actor.mandates
        ),
        Side.DUTY: service is not Service.DISPUTE and actor.holds(Role.DUTY_CADRE, path),
        Side.SECRETARY: actor.holds(Role.VILLAGE_SECRETARY, path),
        Side.DOCTOR: service is Service.MEDICAL and actor.holds(Role.VILLAGE_DOCTOR, path),
        Side.TOWN: service in OPEN_SERVICES and actor.holds(Role.TOWN_OFFICER, path),
    }
    # Whoever is only named to stand in sees and does nothing for it until then.
    hands = {ticket.assignee_id, ticket.backup_id if ticket.stands_in else None}
    if actor.person_id in hands and any(actor.holds(r, path) for r in STAFF_ROLES):
        stands[Side.HANDLER] = True
        stands[Side.MEDIATOR] = service is Service.DISPUTE and actor.holds(Role.MEDIATOR, path)
    return frozenset(side for side, true in stands.items() if true)


_SIDE_OF_ROLE = {
    Role.DUTY_CADRE: Side.DUTY,
    Role.VILLAGE_SECRETARY: Side.SECRETARY,
    Role.MEDIATOR: Side.MEDIATOR,
    Role.VILLAGE_DOCTOR: Side.DOCTOR,
    Role.TOWN_OFFICER: Side.TOWN,
}


def is_confidential_look(service: Service, here: frozenset[Side]) -> bool:
    """Whether reading a matter from these sides is staff's look at a quarrel or at what an illness is."""
    if service in OPEN_SERVICES or Side.HELPED in here:
        return False
    return Side.DOCTOR in here if service is Service.MEDICAL else bool(here - {Side.CLOCK})


def sides_by_role(actor: Actor, place_path: str) -> frozenset[Side]:
    """As whom somebody works in a place, whatever the ticket."""
    return frozenset(side for role, side in _SIDE_OF_ROLE.items() if actor.holds(role, place_path))


class OpenMove(NamedTuple):
    """A move that somebody may make now."""

    move: Move
    on_behalf: bool  # A cadre would record it for the villager.


def open_moves(kind: Kind, facts: Facts, *, rated: bool, handled: bool) -> list[OpenMove]:
    """What a person may do now; `handled` says that this person has worked on the ticket and so may neither collect nor give its rating."""
    found = []
    for move in kind.moves_from(facts.state):
        mine, for_helped = _stands_for(move, facts.sides)
        if not (mine or for_helped) or not move.when(facts):
            continue
        if move.door == "rating" and (rated or handled):
            continue
        found.append(OpenMove(move, on_behalf=not mine or (move.door == "rating" and Side.HELPED not in facts.sides)))
    return found


def _stands_for(move: Move, here: frozenset[Side]) -> tuple[bool, bool]:
    """Whether a move is one's own, or one that a cadre may record for the villager's side."""
    return bool(move.by & here), Side.HELPED in move.by and bool(here & (STAFF_SIDES - {Side.TOWN}))


def card(owner: str | None, due_at: datetime | None, yellow_at: datetime | None, at: datetime) -> Card:
    """The card of a clock at an instant; a paused clock has none, and nobody shows a villager a card."""
    if due_at is None or owner == Owner.VILLAGER:
        return Card.NONE
    if at > due_at:
        return Card.RED
    return Card.YELLOW if yellow_at is not None and at >= yellow_at else Card.NONE


class Step(NamedTuple):
    """One rung of the ladder: a card goes to the owner of the running clock, and a matter that nobody has climbs, too.

    `role` None is the handler.
    """

    level: int
    role: Role | None
    at: datetime
    card: Card = Card.RED
    owner: Owner | None = None  # Of the clock; None where the matter lies with nobody.


def escalation_steps(
    *,
    owner: Owner | None,
    due_at: datetime | None,
    yellow_at: datetime | None,
    unassigned_since: datetime | None,
    waited: Callable[[datetime, int], datetime],
    town_sees: bool,
    has_secretary: bool = True,
) -> tuple[Step, ...]:
    """When somebody is asked to look, and whom.

    A late village is its handler's, then its secretary's, then the township's. An authority's lateness is never the
    village's: the township chases it, or the handler where the township may not open such matters (`town_sees`). A
    villager's is nobody's. Where nobody has it and the village has no secretary either, the township hears at once. `waited` tells when somebody has waited for so many minutes since an instant: minutes of open
    doors, or any in an emergency.
    """
    if unassigned_since is not None and not has_secretary:
        return (Step(3, Role.TOWN_OFFICER, unassigned_since),)
    if unassigned_since is not None:
        return (
            Step(2, Role.VILLAGE_SECRETARY, waited(unassigned_since, 30)),
            Step(3, Role.TOWN_OFFICER, waited(unassigned_since, 4 * 60)),
        )
    if due_at is None or yellow_at is None or owner in {None, Owner.VILLAGER}:
        return ()
    late = due_at + timedelta(seconds=1)
    if owner is Owner.AUTHORITY:
        chases = Role.TOWN_OFFICER if town_sees else None
        return Step(1, chases, yellow_at, Card.YELLOW, owner), Step(2, chases, late, Card.RED, owner)
    return (
        Step(1, None, yellow_at, Card.YELLOW, owner),
        Step(2, Role.VILLAGE_SECRETARY, late, Card.RED, owner),
        Step(3, Role.TOWN_OFFICER, due_at + timedelta(days=1), Card.RED, owner),
    )


_WEEKDAYS_ZH = "一二三四五六日"


def day_words(at: datetime, *, provisional: bool = False) -> Words:
    """A due instant as people say it: 12月3日（周四）."""
    day = at.astimezone(LOCAL)
    zh = f"{day.month}月{day.day}日（周{_WEEKDAYS_ZH[day.weekday()]}）"
    en = f"{day:%a} {day.day} {day:%b}"
    if (day.hour, day.minute) != (23, 59):
        zh, en = f"{zh}{day:%H:%M}", f"{en} {day:%H:%M}"
    return Words(zh + "（暂定）", en + " (provisional)") if provisional else Words(zh, en)


_LATE = {
    Owner.VILLAGE: Words(
        "说好的{due}已经过了，正在催办，您也可以打电话来问。",
        "It was due by {due}: it is late and being pressed. You may call, too.",
    ),
    Owner.AUTHORITY: Words(
        "部门该在{due}前办，已经过了，村里在催。",
        "The authority was to act by {due}: it is late, and the village presses it.",
    ),
}
_SPOKEN_TO = "您"
_LATE_FOR_STAFF = _LATE | {
    Owner.VILLAGE: Words("说好的{due}已经过了，正在催办。", "It was due by {due}: it is late and being pressed.")
}


def sentence(
    kind: Kind,
    state: State,
    names: Mapping[str, Any],
    due: Words | None,
    language: Language,
    *,
    late: bool = False,
    to_staff: bool = False,
    to_relative: bool = False,
) -> str:
    """What is happening and by when, as one would say it to the villager's side, or of it to the staff.

    Of a date that has passed it does not say that it will be kept. A relative is not spoken to as the one who came or signed.
    """
    values: defaultdict[str, Any] = defaultdict(str, names)
    values["who"] = names.get("who") or ("值班干部" if language == "zh" else "the duty cadre")
    of_him = to_staff or (to_relative and _SPOKEN_TO in state.says.zh)
    says = (of_him and state.for_staff) or state.says
    said = says.speak(language).format_map(values)
    said = said[:1].upper() + said[1:]  # It may begin with "the duty cadre" or "the villager".
    if due is None or state.clock is None or state.paused:
        return said
    clock = kind.clock(state.clock)
    promised = (to_staff and clock.for_staff) or clock.promise
    words = (_LATE_FOR_STAFF if to_staff else _LATE).get(clock.owner, promised) if late else promised
    promise = words.speak(language).format_map({**values, "due": due.speak(language)})
    return f"{said}{promise}" if language == "zh" else f"{said} {promise}"


def fingerprint(body: object, person_id: UUID | None) -> str:
    """What tells two sendings of one act from two acts under one id.

    It is keyed: of a plain digest one could try all phone numbers, since the rest of what was sent is known.
    """
    canonical = json.dumps([str(person_id), body], sort_keys=True, ensure_ascii=False, default=str)
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return hmac.digest(derived_key("fingerprint"), digest.encode(), "sha256").hex()


def ticket_no(initials: str, letter: str, at: datetime, count: int) -> str:
    """A ticket's number: its village, its service, its day, and which one of the village it is (DHS-E-261123-0042)."""
    return f"{initials}-{letter}-{at.astimezone(LOCAL):%y%m%d}-{count:04d}"
