"""What somebody has chosen on a sheet that is to be printed before it is signed."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.core.shapes import Ask, AskedDay, Text
from app.tickets.kinds.authorisation import Power

_ItemCode = Annotated[Text, StringConstraints(min_length=1, max_length=40)]


class SheetIn(Ask):
    """What is not usual on a sheet; whatever is not said stands there as the form proposes it."""

    size: Literal["a4", "a6"] = "a4"
    agent_id: UUID | None = None
    backup_agent_id: UUID | None = None
    power: Annotated[list[Power], Field(max_length=20)] = Field(default_factory=list)
    until_on: AskedDay | None = None
    sub_delegation: bool = False
    item_code: Annotated[list[_ItemCode], Field(max_length=10)] = Field(default_factory=list)
