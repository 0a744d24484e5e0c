"""Shapes of what was done on a post."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from app.core.shapes import Answer, Ask, AskedDay, Instant, Text
from app.duty.posts.records.rules import QUARTER
from app.duty.posts.schemas import HoldingOut
from app.duty.schemas import PersonName

Quarter = Annotated[str, StringConstraints(pattern=QUARTER)]
_Long = Annotated[Text, StringConstraints(min_length=1, max_length=500)]
_Short = Annotated[Text, StringConstraints(min_length=1, max_length=60)]


class RecordIn(Ask):
    """An entry for a quarter; `id` makes it count once. With `amends_id` it stands in the place of an earlier one."""

    id: UUID
    quarter: Quarter
    text: _Long
    place: _Short | None = None
    done_on: AskedDay | None = None
    amends_id: UUID | None = None


class EarlierOut(Answer):
    """What an entry said before it was amended."""

    text: str
    by: str
    written_at: Instant


class RecordOut(Answer):
    """An entry as it stands now. `for_him` was written by the secretary; `seen_by` has countersigned it, `earlier` is oldest first."""

    id: UUID
    holding_id: UUID
    post_name: str
    quarter: str
    done_on: date | None
    text: str
    place: str | None
    by: str
    for_him: bool
    written_at: Instant
    seen_by: str | None
    seen_at: Instant | None
    earlier: list[EarlierOut]
    may_amend: bool
    may_countersign: bool


class MemberPosts(Answer):
    """What somebody holds, has held and has done. `quarters` are those about which may be written; nothing is counted."""

    person: PersonName
    is_me: bool
    may_write: bool
    quarters: list[Quarter]
    holdings: list[HoldingOut]
    records: list[RecordOut]


class VillageRecords(Answer):
    """The entries of a village for a quarter, by post and name. `people` are on a post now and have no entry: names only."""

    village_code: str
    village_name: str
    quarter: Quarter
    quarters: list[Quarter]
    people: list[PersonName]
    records: list["VillageRecord"]


class VillageRecord(RecordOut):
    """An entry with whose it is."""

    person: PersonName
