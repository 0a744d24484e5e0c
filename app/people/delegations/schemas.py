"""Shapes in which a delegation is asked for and ended."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.core.shapes import Ask, AskedDay, Text
from app.people.delegations.rules import EndReason
from app.people.models import Basis, Relation, Service

Services = Annotated[list[Service], Field(min_length=1, max_length=len(Service))]
ItemCodes = Annotated[list[Annotated[Text, StringConstraints(min_length=1, max_length=20)]], Field(max_length=20)]
RelationText = Annotated[Text, StringConstraints(min_length=1, max_length=20)]
Paper = Annotated[list[UUID], Field(max_length=9)]
IdentityChecked = Literal["known_in_person", "id_card_seen", "phone_call_back", "paper_signed"]


class SeparateConsent(Ask):
    """The separate consent for one of the two services that touch health or a quarrel."""

    service: Literal[Service.MEDICAL, Service.DISPUTE]
    text_version: Annotated[Text, StringConstraints(min_length=1, max_length=20)]
    how: Literal["tapped", "spoken", "signed", "fingerprint"]


class ScopeIn(Ask):
    """In what somebody is to act, as what, until when; no `item_codes` are all items."""

    relation: Relation
    relation_text: RelationText | None = None
    services: Services
    item_codes: ItemCodes = Field(default_factory=list)
    until_on: AskedDay


class DelegationIn(ScopeIn):
    """Somebody who may act for the person; `replaces` ends another one of the same two people, to extend or narrow it."""

    id: UUID
    agent_id: UUID
    basis: Basis
    evidence: Annotated[Text, StringConstraints(max_length=200)] = ""
    consents: Annotated[list[SeparateConsent], Field(max_length=2)] = Field(default_factory=list)
    file_ids: Paper = Field(default_factory=list)
    replaces: UUID | None = None


class Checked(Ask):
    """How somebody of the village knew for whom he speaks."""

    identity_checked: IdentityChecked


class EndIn(Ask):
    """Why a delegation ends; staff who end it for the person say how they knew that it is the person's wish."""

    reason: Literal[
        EndReason.NOT_WANTED,
        EndReason.DONE,
        EndReason.NO_TRUST,
        EndReason.HANDED_BACK,
        EndReason.DECEASED,
        EndReason.FALSE_PAPERS,
    ]
    note: Annotated[Text, StringConstraints(max_length=200)] | None = None
    on_behalf: Checked | None = None
