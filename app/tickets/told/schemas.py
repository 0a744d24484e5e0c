"""The shapes of what is still to be told."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import StringConstraints

from app.core.shapes import Answer, Ask, Instant, Text
from app.tickets.told.models import Act, How


class ToldIn(Ask):
    """That somebody was told, and how; `objects` says that the person did not want what was done."""

    how: Literal[How.CALL, How.VISIT, How.SLIP, How.THROUGH_OTHERS]
    objects: bool = False
    note: Annotated[Text, StringConstraints(max_length=200)] | None = None


class TellingOut(Answer):
    """What somebody has to be told; `slip` is the sentence to say or to print.

    `phone` is the person's own or that of somebody who passes it on; `only_in_person` says that this somebody is the one
    who acted, so that another way has to be found.
    """

    id: UUID
    person_id: UUID
    name: str
    group: str | None
    phone: str | None
    phone_of: str | None
    only_in_person: bool
    agent_name: str
    delegation_id: UUID
    ticket_id: UUID | None
    act: Act
    slip: str
    created_at: Instant
    not_before: Instant
    told_at: Instant | None
    how: How | None
    how_label: str | None
    objects: bool
