"""Who somebody is here and what he may do where at one instant, as values that every domain asks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.people.models import Role, Scope, Service


class ActorKind(StrEnum):
    """What asks: a person, a machine with a key, this program itself, or nobody we know."""

    PERSON = "person"
    MACHINE = "machine"
    SYSTEM = "system"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role at a place."""

    role: Role
    place_id: int
    place_path: str


def covers(services: Collection[str], items: Collection[str], service: str, item_code: str | None) -> bool:
    """Whether a scope reaches a matter; items narrow errands only, and a matter whose item is not yet known is not reached."""
    return service in services and (service != Service.ERRAND or not items or item_code in items)


@dataclass(frozen=True, slots=True)
class Mandate:
    """An active delegation: whom the actor may act for, in which services, and there in which items; no items are all."""

    principal_id: UUID
    relation: str
    services: frozenset[str]
    items: frozenset[str] = frozenset()
    delegation_id: UUID | None = None
    until_on: date | None = None

    def covers(self, service: str, item_code: str | None) -> bool:
        """Whether it reaches a matter of this service, for errands one of this item."""
        return covers(self.services, self.items, service, item_code)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and with which rights at this instant. `scopes` and `area`, a place path, are those of a machine's key."""

    kind: ActorKind
    person_id: UUID | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    scopes: frozenset[str] = frozenset()
    area: str = ""

    def holds(self, role: Role, place_path: str) -> bool:
        """Whether the role is held at that place or at one above it."""
        return any(grant.role == role and place_path.startswith(grant.place_path) for grant in self.grants)

    def paths(self, *roles: Role) -> tuple[str, ...]:
        """The places where one of the roles is held."""
        return tuple(dict.fromkeys(grant.place_path for grant in self.grants if grant.role in roles))

    def may_read(self, scope: Scope, place_path: str) -> bool:
        """Whether a machine's key opens this scope at that place."""
        return scope in self.scopes and bool(self.area) and place_path.startswith(self.area)


SYSTEM = Actor(ActorKind.SYSTEM, name="system")


STRANGER = Actor(ActorKind.STRANGER)
