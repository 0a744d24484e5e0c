"""The shapes of authorisations."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.core.shapes import Answer, Ask, AskedDay, AskedInstant, Instant, Text
from app.proxy.authorisation.models import Signed
from app.proxy.authorisation.rules import Status
from app.tickets.answers.schemas import FileOut, Named
from app.tickets.kinds.authorisation import Power
from app.tickets.schemas import FileIds, OnBehalf

_ItemCode = Annotated[Text, StringConstraints(min_length=1, max_length=40)]


class AuthorisationIn(Ask):
    """An authorisation, about one ticket or about items; `id` makes it count once.

    `principal_id` is told only with `item_codes` and only by a cadre. `sub_delegation_agreed`: he was asked about just that.
    """

    id: UUID
    ticket_id: UUID | None = None
    item_codes: Annotated[list[_ItemCode], Field(max_length=10)] = Field(default_factory=list)
    principal_id: UUID | None = None
    agent_id: UUID
    backup_agent_id: UUID | None = None
    powers: Annotated[list[Power], Field(min_length=1, max_length=20)]
    since_on: AskedDay | None = None  # Today, when it is not said.
    until_on: AskedDay
    signed: Signed
    cannot_read: bool = False
    read_aloud: bool = False
    witness_name: Annotated[Text, StringConstraints(min_length=1, max_length=20)] | None = None
    sub_delegation: bool = False
    sub_delegation_agreed: bool = False
    paper_filed: bool = False
    on_behalf: OnBehalf | None = None
    file_ids: FileIds = Field(default_factory=list)
    reported_at: AskedInstant | None = None


class RevokeIn(Ask):
    """Taking an authorisation back; nobody has to say why."""

    id: UUID
    reason: Annotated[Text, StringConstraints(min_length=1, max_length=200)] | None = None
    on_behalf: OnBehalf | None = None
    reported_at: AskedInstant | None = None


class UseIn(Ask):
    """Carrying one more ticket under an authorisation that covers its item."""

    id: UUID
    ticket_id: UUID
    reported_at: AskedInstant | None = None


class Someone(Answer):
    """A person in an authorisation."""

    id: UUID
    name: str


class PowerOut(Answer):
    """A power in words; `usual` ones are ticked at first."""

    value: Power
    label: str
    usual: bool = True


class CaseOut(Answer):
    """The ticket that an authorisation is about."""

    id: UUID
    ticket_no: str
    speak_no: str
    title: str


class RevokedOut(Answer):
    """By whom and when it was taken back."""

    at: Instant
    by: str
    on_behalf: bool
    reason: str | None


class AuthorisationOut(Answer):
    """An authorisation as somebody may see it; `sentence` is what it comes to, `advice` what has to be done now, if anything."""

    id: UUID
    principal: Someone
    agent: Someone
    backup_agent: Someone | None
    village: Named
    case: CaseOut | None
    items: list[Named]
    powers: list[PowerOut]
    forbidden: list[PowerOut]
    since_on: date
    until_on: date
    signed: Signed
    signed_label: str
    cannot_read: bool
    read_aloud: bool
    witness_name: str | None
    sub_delegation: bool
    paper_filed: bool
    recorded_by: Someone
    on_behalf: bool
    given_at: Instant
    status: Status
    status_label: str
    sentence: str
    advice: str | None
    revoked: RevokedOut | None
    may_revoke: bool
    ticket_ids: list[UUID]
    files: list[FileOut]


class AuthorisationPage(Answer):
    """One page, the latest first; `next` is the cursor of the following one."""

    items: list[AuthorisationOut]
    next: str | None


class SignedOut(Answer):
    """A way to sign."""

    value: Signed
    label: str


class FormOut(Answer):
    """A sheet to be filled in for one ticket, with what is usual; `current` is the paper that it is carried under now.

    `usable` are papers about items that would do as well. `signs` is who may sign here: the principal in the app, or the
    principal on paper, recorded by a cadre; null for those who may do neither.
    """

    ticket: CaseOut
    village: Named
    principal: Someone
    principal_id_no: str | None  # Masked, for the sheet that is printed; null for whoever does not print it.
    item: Named | None
    needed: bool
    why: str
    signs: Literal["app", "paper"] | None
    agents: list[Someone]
    agent_id: UUID | None
    powers: list[PowerOut]
    forbidden: list[PowerOut]
    ways: list[SignedOut]
    since_on: date
    until_on: date
    latest_on: date
    current: AuthorisationOut | None
    usable: list[AuthorisationOut]
