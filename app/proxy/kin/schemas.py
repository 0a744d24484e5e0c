"""The shapes of delegations, and of requests for them."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.core.shapes import Answer, Ask, AskedDay, Instant, Text
from app.people.delegations.schemas import Paper, RelationText, ScopeIn, SeparateConsent
from app.people.models import Basis, Relation, Service
from app.people.schemas import Name, Phone, PlaceCode
from app.proxy.kin.models import RequestKind, RequestState
from app.proxy.kin.rules import Decline
from app.tickets.answers.schemas import FileOut

_Word = Annotated[Text, StringConstraints(max_length=200)]
_Consents = Annotated[list[SeparateConsent], Field(max_length=2)]


class AskIn(ScopeIn):
    """A relative asks to act for somebody, named as the village knows the person; `id` makes it count once."""

    id: UUID
    named: Name
    village_code: PlaceCode
    card_no: Annotated[Text, StringConstraints(pattern=r"^[0-9]{10}$")] | None = None
    word: _Word | None = None
    file_ids: Paper = Field(default_factory=list)


class OfferIn(ScopeIn):
    """A person asks somebody, by name and number, to act; with the separate consents tapped on the own phone."""

    id: UUID
    named: Name
    phone: Phone
    consents: _Consents = Field(default_factory=list)


class ConfirmIn(Ask):
    """The desk has asked the person: who that is, how he was asked, and in what he agrees; less than asked for is fine."""

    principal_id: UUID
    basis: Literal[Basis.BY_PHONE, Basis.IN_PERSON, Basis.WRITTEN, Basis.GUARDIAN_PAPERS]
    services: Annotated[list[Service], Field(min_length=1, max_length=len(Service))]
    until_on: AskedDay
    evidence: _Word = ""
    consents: _Consents = Field(default_factory=list)
    file_ids: Paper = Field(default_factory=list)


class CloseIn(Ask):
    """A request comes to nothing: the desk or the one it was offered to declines, or its asker takes it back."""

    reason: Decline | None = None
    note: _Word | None = None


class DelegationOut(Answer):
    """Who acts for whom, in what, until when; `evidence`, `files` and notes are for the person and the staff."""

    id: UUID
    principal_id: UUID
    principal_name: str
    agent_id: UUID
    agent_name: str
    relation: Relation
    relation_text: RelationText | None
    relation_label: str
    services: list[Service]
    item_codes: list[str]
    since: Instant
    until_on: date
    basis: Basis
    basis_label: str
    evidence: str | None
    files: list[FileOut]
    confirmed_by: UUID
    confirmed_by_name: str
    state: Literal["active", "over", "revoked", "replaced"]
    ended_at: Instant | None
    end_label: str | None


class RequestOut(Answer):
    """A request as its two sides and the desk see it. It never says whether `named` is somebody on record."""

    id: UUID
    kind: RequestKind
    state: RequestState
    sentence: str
    named: str
    asker_name: str
    village_code: str
    village_name: str
    relation: Relation
    relation_label: str
    services: list[Service]
    item_codes: list[str]
    until_on: date
    created_at: Instant
    decided_at: Instant | None
    reason: Decline | None


class DeskRequest(RequestOut):
    """A request at the desk: who asks and can be called, with what was attached, and the card number as typed."""

    asker_id: UUID
    asker_phone: str | None
    relation_text: str | None
    card_no: str | None
    word: str | None
    files: list[FileOut]
    reason_note: str | None


class Kin(Answer):
    """Who may act for me, for whom I may act, what I asked for, and what is offered to me."""

    helpers: list[DelegationOut]
    helped: list[DelegationOut]
    asked: list[RequestOut]
    offered_to_me: list[RequestOut]


class AgentOut(Answer):
    """Somebody who acts for people of a village; `look` marks who acts for unusually many, here and elsewhere."""

    person_id: UUID
    name: str
    principals: int
    names: list[str]
    look: bool
