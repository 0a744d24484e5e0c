"""The shapes of the proxy log."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from app.core.shapes import Answer, Ask, AskedDay, AskedInstant, Instant, Text
from app.proxy.models import TripAction
from app.tickets.answers.schemas import FileOut
from app.tickets.schemas import FileIds

_Short = Annotated[Text, StringConstraints(min_length=1, max_length=100)]
_Long = Annotated[Text, StringConstraints(min_length=1, max_length=500)]


class TripIn(Ask):
    """A trip, call or visit; only what was done, where, and what came of it have to be said. `id` makes it count once.

    What came of it may be spoken instead, into a recording among `file_ids`. A fee that was paid needs the photo of its
    receipt there.
    """

    id: UUID
    ticket_ids: Annotated[list[UUID], Field(min_length=1, max_length=20)]
    action: TripAction
    place: _Short
    result: _Long | None = None
    went_at: AskedInstant | None = None  # Now, when it is not said.
    contact: _Short | None = None
    next_step: _Long | None = None
    next_on: AskedDay | None = None
    fee_fen: Annotated[int, Field(ge=0, le=1_000_000_00)] = 0
    companions: _Short | None = None
    file_ids: FileIds = Field(default_factory=list)
    reported_at: AskedInstant | None = None


class AmendmentIn(Ask):
    """Words for an entry of the log, such as what its recording says; the entry stays as it was written."""

    id: UUID
    text: _Long
    reported_at: AskedInstant | None = None


class Agent(Answer):
    """Who went."""

    id: UUID
    name: str


class AmendmentOut(Answer):
    """Words that were added to an entry later."""

    id: UUID
    text: str
    by: Agent
    created_at: Instant


class TripOut(Answer):
    """An entry as somebody may see it: `ticket_ids` are those in sight, the texts are null where `texts_hidden`.

    `needs_text` says that nobody has yet written down what its recording says.
    """

    id: UUID
    ticket_ids: list[UUID]
    village_code: str
    by: Agent
    went_at: Instant
    action: TripAction
    action_label: str
    place: str | None
    contact: str | None
    result: str | None
    next_step: str | None
    next_on: date | None
    fee_fen: int
    companions: str | None
    files: list[FileOut]
    amendments: list[AmendmentOut]
    needs_text: bool
    texts_hidden: bool
    created_at: Instant


class TripPage(Answer):
    """One page of the log, the latest trip first; `next` is the cursor of the following one."""

    items: list[TripOut]
    next: str | None
