"""Shapes that the API takes and gives about people."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from app.core.shapes import Answer, Ask, Instant, Text
from app.people.models import Role, Service
from app.people.rules import PHONE, tidy_phone

Phone = Annotated[
    str,
    BeforeValidator(lambda given: tidy_phone(given) if isinstance(given, str) else given),
    StringConstraints(pattern=PHONE),
]
Name = Annotated[Text, StringConstraints(min_length=2, max_length=20)]
PlaceCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]


class PersonIn(Ask):
    """A villager to register; `id` is made by the sender, so that sending twice registers once."""

    id: UUID
    name: Name
    phone: Phone | None = None
    village_code: PlaceCode
    group: Annotated[Text, StringConstraints(max_length=20)] | None = None
    birth_year: Annotated[int, Field(ge=1900, le=2100)] | None = None
    no_phone: bool = False
    contact_name: Name | None = None
    contact_phone: Phone | None = None

    @model_validator(mode="after")
    def can_be_reached(self) -> Self:
        """Everyone can be reached: by an own phone, or through somebody who has one."""
        if self.no_phone:
            if self.phone or not (self.contact_name and self.contact_phone):
                raise ValueError(
                    "没有手机的人，请留下联系人的姓名和电话。 | "
                    "A person without a phone needs the name and phone of someone to call, and no phone of their own."
                )
        elif not self.phone:
            raise ValueError("请填手机号，或者注明没有手机。 | Give a phone, or say that there is none.")
        return self


class PersonRow(Answer):
    """A person in a list."""

    id: UUID
    name: str
    phone_masked: str | None
    no_phone: bool
    contact_name: str | None
    village_code: str | None
    village_name: str | None
    group: str | None
    birth_year: int | None


class PersonOut(PersonRow):
    """A person whom one looks at; the phones are whole for those who may call, masked for others."""

    phone: str | None
    contact_phone: str | None


class DelegationIn(Ask):
    """Someone who may act for the person; `evidence` says how it was made sure, for the record."""

    id: UUID
    agent_id: UUID
    relation: Annotated[Text, StringConstraints(min_length=1, max_length=20)]
    services: Annotated[list[Service], Field(min_length=1, max_length=len(Service))]
    until_on: date
    evidence: Annotated[Text, StringConstraints(min_length=2, max_length=200)]


class DelegationOut(Answer):
    """Who acts for whom, in what, until when."""

    id: UUID
    principal_id: UUID
    agent_id: UUID
    agent_name: str
    relation: str
    services: list[Service]
    since: Instant
    until_on: date
    evidence: str
    confirmed_by: UUID


class RoleOut(Answer):
    """A role at a place."""

    role: Role
    label: str
    place_code: str
    place_name: str
    level: str


class VillageOut(Answer):
    """A village."""

    code: str
    name: str


class HelpOut(Answer):
    """Somebody for whom one may act."""

    person_id: UUID
    name: str
    relation: str
    services: list[Service]


class Me(Answer):
    """The one who is signed in."""

    person_id: UUID
    name: str
    language: str
    roles: list[RoleOut]
    village: VillageOut | None
    helps: list[HelpOut]
    unread_notices: int
