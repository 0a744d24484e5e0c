"""What a request may say."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from app.core.shapes import Ask, AskedInstant, Json, Text
from app.people.schemas import Name, Phone, PlaceCode
from app.tickets.kinds.workflow import Service, Urgency
from app.tickets.paper_numbers.schemas import WrittenNumber
from app.tickets.schemas import FileIds, IdentityChecked

Channel = Literal[
    "pwa_self",
    "pwa_relative",
    "walk_in",
    "phone",
    "home_visit",
    "grid_report",
    "hotline_12345",
    "town_assigned",
    "proactive",
]


class Beneficiary(Ask):
    """For whom a request is: somebody on record (`person_id`), or, recorded by a cadre, somebody new (`name` …)."""

    person_id: UUID | None = None
    name: Name | None = None
    phone: Phone | None = None
    no_phone: bool = False
    contact_name: Name | None = None
    contact_phone: Phone | None = None

    @model_validator(mode="after")
    def is_known_or_new(self) -> Self:
        """Refuse both and neither."""
        if (self.person_id is None) == (self.name is None):
            raise ValueError(
                "请选一位已登记的村民，或者填写新的姓名。 | Choose somebody on record, or give a new name."
            )
        return self


class Consent(Ask):
    """A separate consent: to what, in which text, and how it was given."""

    purpose: Literal["health", "personal_data"]
    text_version: Annotated[Text, StringConstraints(min_length=1, max_length=20)]
    how: Literal["tapped", "spoken", "signed", "fingerprint"]


class TicketIn(Ask):
    """A request; `id` is made on the phone, so that sending it twice gives one ticket."""

    id: UUID
    service: Service
    village_code: PlaceCode
    channel: Channel
    group: Annotated[Text, StringConstraints(max_length=20)] | None = None
    beneficiary: Beneficiary | None = None
    relation: Annotated[Text, StringConstraints(max_length=20)] | None = None
    description: Annotated[Text, StringConstraints(max_length=500)] | None = None
    urgency: Urgency = Urgency.NORMAL
    item_code: Annotated[Text, StringConstraints(max_length=20)] | None = None
    item_version: Annotated[int, Field(ge=1, le=1_000_000)] | None = None  # The one that was read before sending.
    details: Json = Field(default_factory=dict, max_length=40)
    consents: list[Consent] = Field(default_factory=list, max_length=5)
    identity_checked: IdentityChecked | None = None  # How the one who records it knew for whom.
    paper_number: WrittenNumber | None = None  # Of the slip that was given while there was no network.
    file_ids: FileIds = Field(default_factory=list)
    reported_at: AskedInstant | None = None
