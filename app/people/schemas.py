"""Shapes that the API takes and gives about people."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from app.core.clock import today
from app.core.shapes import Answer, Ask, Text
from app.people.models import Role, Service
from app.people.rules import PHONE, birth_date, tidy_id_no, tidy_phone, what_is_wrong_with_id_no


def _good_id_no(id_no: str) -> str:
    """Refuse what is no citizen ID number."""
    if wrong := what_is_wrong_with_id_no(id_no, today()):
        raise ValueError(f"{wrong.zh} | {wrong.en}")
    return id_no


Phone = Annotated[
    str,
    BeforeValidator(lambda given: tidy_phone(given) if isinstance(given, str) else given),
    StringConstraints(pattern=PHONE),
]
IdNo = Annotated[
    str,
    BeforeValidator(lambda given: tidy_id_no(given) if isinstance(given, str) else given),
    StringConstraints(max_length=40),
    AfterValidator(_good_id_no),
]
Name = Annotated[Text, StringConstraints(min_length=2, max_length=20)]
PlaceCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$")]


class PersonIn(Ask):
    """A villager to register; `id` is made by the sender, so that sending twice registers once.

    `id_no` is the citizen ID number of 18 characters (GB 11643); the year of birth follows from it.
    """

    id: UUID
    name: Name
    phone: Phone | None = None
    village_code: PlaceCode
    group: Annotated[Text, StringConstraints(max_length=20)] | None = None
    birth_year: Annotated[int, Field(ge=1850, le=2100)] | None = None
    no_phone: bool = False
    contact_name: Name | None = None
    contact_phone: Phone | None = None
    id_no: IdNo | None = None

    @model_validator(mode="after")
    def is_as_old_as_the_id_says(self) -> Self:
        """The ID number tells the year of birth; another one beside it shows that somebody mistyped."""
        born = birth_date(self.id_no) if self.id_no else None
        if born is not None:
            if self.birth_year not in {None, born.year}:
                raise ValueError(
                    "出生年份和身份证号上的不一样，请对照证件再看一遍。 | "
                    "The year of birth is not the one in the ID number: compare them with the card."
                )
            self.birth_year = born.year
        return self

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
    """A person whom one looks at; the numbers are whole for oneself and masked for others, who may ask to `reveal` them."""

    phone: str | None
    contact_phone: str | None
    id_no: str | None


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
    """Somebody for whom one may act, in what and until when; no `item_codes` are all items."""

    delegation_id: UUID
    person_id: UUID
    name: str
    relation: str
    village_code: str | None
    village_name: str | None
    services: list[Service]
    item_codes: list[str]
    until_on: date


class Me(Answer):
    """The one who is signed in."""

    person_id: UUID
    name: str
    language: str
    roles: list[RoleOut]
    village: VillageOut | None
    helps: list[HelpOut]
    unread_notices: int
