"""Shapes of staff signing in, and of the keys of machines."""

from datetime import date
from typing import Annotated
from uuid import UUID, uuid4

from pydantic import BeforeValidator, Field, StringConstraints

from app.core.shapes import Answer, Ask, AskedDay, Instant, Text
from app.people.models import Role, Scope
from app.people.schemas import Name, Phone, PlaceCode
from app.people.sign_in.schemas import SixDigits
from app.people.staff.rules import LONGEST_PASSWORD

# Blanks belong to a password, so they stay.
Password = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_PASSWORD, strip_whitespace=False)]
UserName = Annotated[Text, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{2,39}$", to_lower=True)]


class PasswordIn(Ask):
    """How staff sign in; `totp` is the code of an authenticator app, for those who have one."""

    username: Annotated[Text, StringConstraints(min_length=1, max_length=64, to_lower=True)]
    password: Password
    totp: SixDigits | None = None
    shared_phone: bool = False


class OfficerIn(Ask):
    """Somebody who works here and lives in no village of the county."""

    id: UUID
    name: Name


class RoleIn(Ask):
    """A role at a place."""

    role: Role
    place_code: PlaceCode


class GrantOut(Answer):
    """Who holds which role where, and since when."""

    id: int
    person_id: UUID
    name: str
    role: Role
    label: str
    place_code: str
    place_name: str
    since: Instant


class AccountOut(Answer):
    """How somebody signs in by a password; `locked_until` only while wrong passwords keep the name locked."""

    username: str
    has_totp: bool
    locked_until: Instant | None


class StaffRow(GrantOut):
    """One role of a member of staff, and the account; `None` where nobody has given one."""

    account: AccountOut | None


class StaffOut(Answer):
    """One member of staff with the roles of today that lie below the asker's places.

    `may_set_account` says whether the asker stands above all roles of today, and so may set password and authenticator.
    """

    person_id: UUID
    name: str
    phone_masked: str | None
    village_name: str | None
    account: AccountOut | None
    roles: list[GrantOut]
    may_set_account: bool


class AccountIn(Ask):
    """The way in of a member of staff."""

    username: UserName
    password: Password


class StaffIn(AccountIn):
    """A new member of staff with roles at one place; `id` is made by the sender, so that sending twice registers once.

    At a village it is somebody who is registered there and needs a phone, at a township or the county an officer, who is
    in no village.
    """

    id: UUID
    name: Name
    roles: Annotated[list[Role], Field(min_length=1, max_length=len(Role))]
    place_code: PlaceCode
    phone: Phone | None = None


class NewStaff(StaffIn):
    """A member of staff as a county lists its first ones: several roles at one place are joined by `+`."""

    id: UUID = Field(default_factory=uuid4)
    roles: Annotated[
        list[Role], BeforeValidator(lambda given: given.split("+") if isinstance(given, str) else given)
    ] = Field(validation_alias="role", min_length=1)
    phone: Annotated[Phone | None, BeforeValidator(lambda given: given or None)] = None


class AuthenticatorOut(Answer):
    """The address to put into an authenticator app, shown this once; `qr` is its drawing to scan, as a `data:` address."""

    otpauth: str
    qr: str


class ApiKeyIn(Ask):
    """A key for a machine, for one place and all below it, for a year at most."""

    name: Annotated[Text, StringConstraints(min_length=2, max_length=50)]
    place_code: PlaceCode
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(Scope))]
    expires_on: AskedDay


class ApiKeyOut(Answer):
    """What is known of a key; the key itself is nowhere to be had again."""

    id: str
    name: str
    place_code: str
    scopes: list[Scope]
    created_at: Instant
    expires_on: date
    revoked_at: Instant | None
    last_used_on: date | None


class NewApiKey(ApiKeyOut):
    """A key just made, shown this once."""

    key: str
