"""What the API is asked about tickets."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.core.shapes import Ask, AskedInstant, Json, Text

Box = Literal["mine", "own", "unassigned", "waiting", "late", "open", "all"]
FileIds = Annotated[list[UUID], Field(max_length=9)]
IdentityChecked = Literal["known_in_person", "id_card_seen", "phone_call_back", "paper_signed"]


class OnBehalf(Ask):
    """How a cadre knew for whom he acts."""

    identity_checked: IdentityChecked


class MoveIn(Ask):
    """One step; `id` makes it happen once, `version` makes it happen to what the person saw."""

    id: UUID
    move: Annotated[Text, StringConstraints(min_length=1, max_length=40)]
    version: Annotated[int, Field(ge=1, le=1_000_000)]
    data: Json = Field(default_factory=dict, max_length=40)
    note: Annotated[Text, StringConstraints(max_length=500)] | None = None
    on_behalf: OnBehalf | None = None
    file_ids: FileIds = Field(default_factory=list)
    reported_at: AskedInstant | None = None


class NoteIn(Ask):
    """A word, photos or a recording added to a ticket; it changes no state and resets no clock."""

    id: UUID
    text: Annotated[Text, StringConstraints(max_length=500)] | None = None
    file_ids: FileIds = Field(default_factory=list)
    reported_at: AskedInstant | None = None
