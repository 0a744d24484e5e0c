"""Reading tickets. Every list and every look begins at `visible(actor)`."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlmodel import Session, col, select

from app.catalogue.models import ServiceItem
from app.catalogue.rules import in_both, limit_of
from app.core.clock import local_date
from app.core.problems import Refusal, not_found
from app.files.models import StoredFile
from app.people.actor import Actor, ActorKind, Mandate, Role
from app.people.models import Person, RoleGrant
from app.people.queries import has_phone
from app.places.models import Place
from app.places.queries import below
from app.places.rules import Limit, LimitUnit
from app.tickets import rules
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import Facts, ItemFacts, Kind, Service, Side, Urgency
from app.tickets.models import Ticket, TicketAlias, TicketEvent, TicketFile
from app.tickets.reminders.rules import REMINDED

_STAFF_ROLES = [role.value for role in rules.STAFF_ROLES]


def helped_by(actor: Actor) -> ColumnElement[bool]:
    """Tickets for the actor himself, or for those whose mandate covers the service."""
    mandates = [and_(col(Ticket.beneficiary_id) == m.principal_id, _covered(m)) for m in actor.mandates]
    return or_(col(Ticket.beneficiary_id) == actor.person_id, *mandates)


def _covered(mandate: Mandate) -> ColumnElement[bool]:
    """What a mandate covers; the same rule as `Mandate.covers`, as SQL."""
    service = col(Ticket.service)
    within = service.in_(sorted(mandate.services))
    if not mandate.items:
        return within
    return and_(within, or_(service != Service.ERRAND.value, col(Ticket.item_code).in_(sorted(mandate.items))))


def handled_by(actor: Actor) -> ColumnElement[bool]:
    """Tickets that lie with the actor, or for which he stands in, as long as he still holds a post in their village."""
    stands_in = and_(col(Ticket.backup_id) == actor.person_id, col(Ticket.stands_in).is_not(None))
    mine = or_(col(Ticket.assignee_id) == actor.person_id, stands_in)
    return and_(mine, _at(actor, *rules.STAFF_ROLES))


def in_hands() -> ColumnElement[bool]:
    """Tickets whose assignee still holds a post in their village; all others have nobody, whatever the row says."""
    return in_village_post(col(Ticket.assignee_id))


def in_village_post(person: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column, of two kinds.
    """Tickets in whose village a person still holds a post."""
    posts = select(RoleGrant.id).where(
        col(RoleGrant.person_id) == person,
        col(RoleGrant.until).is_(None),
        col(RoleGrant.role).in_(_STAFF_ROLES),
        col(Ticket.place_path).startswith(col(RoleGrant.place_path)),
    )
    return posts.correlate(Ticket).exists()


def visible(actor: Actor) -> ColumnElement[bool]:
    """Which tickets somebody may know of; the same rule as `rules.sides`, as SQL."""
    if actor.kind is ActorKind.SYSTEM:
        return true()
    if actor.kind is not ActorKind.PERSON:
        return false()
    service = col(Ticket.service)
    return or_(
        helped_by(actor),
        handled_by(actor),
        _at(actor, Role.VILLAGE_SECRETARY),
        and_(_at(actor, Role.DUTY_CADRE), service != Service.DISPUTE.value),
        and_(_at(actor, Role.VILLAGE_DOCTOR), service == Service.MEDICAL.value),
        and_(_at(actor, Role.TOWN_OFFICER), service.in_(sorted(rules.OPEN_SERVICES))),
    )


def _at(actor: Actor, *roles: Role) -> ColumnElement[bool]:
    return or_(false(), *(below(col(Ticket.place_path), path) for path in actor.paths(*roles)))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A ticket with all that decisions and answers about it need."""

    ticket: Ticket
    kind: Kind
    item: ItemFacts | None
    village: Place
    town: Place
    people: dict[UUID, Person]
    in_post: frozenset[UUID]  # Of assignee and backup those who still hold a post in the village.
    events: Sequence[TicketEvent]
    files: Sequence[tuple[TicketFile, StoredFile]]
    paper_number: str | None  # Of the slip that the villager holds.

    @property
    def assignee_id(self) -> UUID | None:
        """Who has the ticket; nobody, once the one of the row has left the post."""
        return self.ticket.assignee_id if self.ticket.assignee_id in self.in_post else None

    @property
    def acting_id(self) -> UUID | None:
        """Who acts now: the one who has it, or whoever stands in for him."""
        if self.ticket.stands_in and self.ticket.backup_id in self.in_post:
            return self.ticket.backup_id
        return self.assignee_id

    def name(self, person_id: UUID | None) -> str | None:
        """A person's name."""
        return self.people[person_id].name if person_id else None

    def facts(self, sides: frozenset[Side], actor_id: UUID | None, data: dict[str, Any], at: datetime) -> Facts:
        """What the kind decides from."""
        return Facts(
            state=self.ticket.state,
            details=self.ticket.details,
            now=at,
            today=local_date(at),
            data=data,
            sides=sides,
            actor_id=actor_id,
            item=self.item,
            moves_made=tuple(event.move for event in self.events if event.move),
            entered_at=self.ticket.entered_at,
            reminded=sum(e.what == REMINDED and e.at >= self.ticket.entered_at for e in self.events),
            urgency=Urgency(self.ticket.urgency),
            helped_id=self.ticket.beneficiary_id,
            assignee_id=self.ticket.assignee_id,
            backup_id=self.ticket.backup_id,
        )

    def handlers(self) -> frozenset[UUID]:
        """Everybody of the staff who has worked on the ticket; none of them may collect its rating."""
        staff = {side.value for side in rules.STAFF_SIDES}
        worked = {e.actor_id for e in self.events if e.actor_id and e.actor_side in staff and e.move != "rate"}
        return frozenset(worked | {p for p in (self.ticket.assignee_id, self.ticket.backup_id) if p})


def ticket_in_sight(db: Session, actor: Actor, ticket_id: UUID, *, lock: bool = False) -> Ticket:
    """One ticket, locked for a change if asked.

    Raises:
        Refusal: 404, when it is not there or not in sight.

    """
    wanted = select(Ticket).where(col(Ticket.id) == ticket_id, visible(actor))
    ticket = db.exec(wanted.with_for_update() if lock else wanted).one_or_none()
    if ticket is None:
        raise not_found()
    return ticket


def loaded(db: Session, ticket: Ticket) -> Loaded:
    """Everything about a ticket, in a fixed number of statements."""
    events = db.exec(
        select(TicketEvent).where(col(TicketEvent.ticket_id) == ticket.id).order_by(col(TicketEvent.seq))
    ).all()
    files = db.exec(
        select(TicketFile, StoredFile)
        .join(StoredFile, col(StoredFile.id) == col(TicketFile.file_id))
        .where(col(TicketFile.ticket_id) == ticket.id)
        .order_by(col(StoredFile.created_at), col(StoredFile.id))
    ).all()
    ids = {ticket.applicant_id, ticket.beneficiary_id, ticket.recorded_by, ticket.assignee_id, ticket.backup_id}
    people = db.exec(select(Person).where(col(Person.id).in_([i for i in ids if i]))).all()
    village = db.get_one(Place, ticket.village_id)
    return Loaded(
        ticket=ticket,
        kind=KINDS[Service(ticket.service)],
        item=item_facts(db.get(ServiceItem, ticket.item_id)) if ticket.item_id else None,
        village=village,
        town=db.get_one(Place, village.parent_id),
        people={person.id: person for person in people},
        in_post=_in_post(db, ticket),
        events=events,
        files=files,
        paper_number=db.exec(select(TicketAlias.number).where(TicketAlias.ticket_id == ticket.id)).first(),
    )


def _in_post(db: Session, ticket: Ticket) -> frozenset[UUID]:
    hands = [person_id for person_id in (ticket.assignee_id, ticket.backup_id) if person_id]
    held = select(RoleGrant.person_id, RoleGrant.place_path).where(
        col(RoleGrant.person_id).in_(hands), col(RoleGrant.until).is_(None), col(RoleGrant.role).in_(_STAFF_ROLES)
    )
    return frozenset(person_id for person_id, path in db.exec(held) if ticket.place_path.startswith(path))


def item_facts(item: ServiceItem | None) -> ItemFacts | None:
    """What a kind may know of a catalogue item."""
    if item is None:
        return None
    days, unit = limit_of(item)
    return ItemFacts(
        code=item.code,
        name=in_both(item.name_zh, item.name_en),
        proxy_mode=item.proxy_mode,
        instant=item.instant,
        limit=Limit(days, LimitUnit(unit)),
        materials=tuple({**paper, "name_en": paper["name_en"] or paper["name_zh"]} for paper in item.materials),
        version=item.version,
        true_will=item.true_will,
    )


def staff_at(db: Session, village_path: str, *roles: Role) -> Sequence[Person]:
    """Everybody who holds one of the roles (by default any of the staff's) in just this place today."""
    holds = select(RoleGrant.person_id).where(
        col(RoleGrant.place_path) == village_path,
        col(RoleGrant.until).is_(None),
        col(RoleGrant.role).in_([role.value for role in roles or rules.STAFF_ROLES]),
    )
    return db.exec(select(Person).where(col(Person.id).in_(holds)).order_by(col(Person.name), col(Person.id))).all()


def villager_named(db: Session, village_id: int, name: str, phone: str | None) -> UUID:
    """The one person of a village with this name, and with this phone if it is given; names are not unique.

    Raises:
        Refusal: 422 `nobody_found` or `several_found`.

    """
    wanted = select(Person.id).where(col(Person.village_id) == village_id, col(Person.name) == name)
    found = db.exec(wanted.where(has_phone(phone)) if phone else wanted).all()
    if not found:
        raise Refusal(
            422,
            "nobody_found",
            "本村没有登记这个人，请先登记。",
            "Nobody of that name is on record here: register the person first.",
        )
    if len(found) > 1:
        raise Refusal(
            422,
            "several_found",
            "村里有好几位同名的人，请填手机号。",
            "Several people bear this name: give the phone number.",
        )
    return found[0]


def free_pickup_code(db: Session, village_id: int) -> str:
    """A pick-up code that no other parcel of the village bears just now."""
    held = select(Ticket.details).where(
        col(Ticket.village_id) == village_id, col(Ticket.service) == Service.PARCEL, col(Ticket.closed_at).is_(None)
    )
    taken = {details.get("pickup_code") for details in db.exec(held)}
    while (code := f"{secrets.randbelow(1_000_000):06d}") in taken:
        pass
    return code
