"""The shapes of custody."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.core.shapes import Answer, Ask, AskedInstant, Instant, Text
from app.proxy.custody.models import CustodyKind, CustodyWay, SpotKind
from app.tickets.answers.schemas import FileOut, Named
from app.tickets.schemas import FileIds

_Short = Annotated[Text, StringConstraints(min_length=1, max_length=60)]
_Long = Annotated[Text, StringConstraints(min_length=1, max_length=300)]
_Code = Annotated[Text, StringConstraints(min_length=1, max_length=120)]
ActKind = Literal[
    "received",
    "handed_over",
    "lodged",
    "picked_up",
    "returned",
    "retained",
    "lost_reported",
    "found",
    "loss_settled",
    "copy_destroyed",
]
AnswerState = Literal["done", "waiting", "confirmed", "refused", "overtaken"]


class PaperIn(Ask):
    """So many originals of one material."""

    code: _Code
    count: Annotated[int, Field(ge=1, le=20)] = 1


class CustodyIn(Ask):
    """One act with originals of one errand. `id` makes it count once; from where they come the log knows.

    `handed_over` names `to_person_id` or `to_cabinet`; `lodged` a `window` and a `slip` (its number, or who took the
    papers); `received` and `returned` how the villager's side confirmed; `loss_settled` and `lost_reported` a `note`. Who
    confirms by `app` is the owner, or, of what is given back, the relative of `phones` whom `received_by` names.
    """

    id: UUID
    ticket_id: UUID
    kind: ActKind
    papers: Annotated[list[PaperIn], Field(min_length=1, max_length=30)]
    to_person_id: UUID | None = None
    to_cabinet: bool = False
    window: _Short | None = None
    slip: _Short | None = None
    way: CustodyWay | None = None
    witness: _Short | None = None
    received_by: _Short | None = None
    note: _Long | None = None
    file_ids: FileIds = Field(default_factory=list)
    reported_at: AskedInstant | None = None


class ConfirmIn(Ask):
    """The taker has the papers in hand, or the owner says that it was so."""

    id: UUID
    reported_at: AskedInstant | None = None


class RefuseIn(Ask):
    """It was not so; the papers count as still with the giver."""

    id: UUID
    reason: _Long
    reported_at: AskedInstant | None = None


class SpotOut(Answer):
    """A place where originals are, in words; `person_id` if it is somebody of the staff."""

    kind: SpotKind
    name: str
    person_id: UUID | None


class HeldOut(Answer):
    """Originals of one material in one place. `late` is an identity card kept overnight, `long` what is out for over a week."""

    code: str
    name: str
    identity_card: bool
    count: int
    spot: SpotOut
    since: Instant
    out_since: Instant
    days: int
    mine: bool
    late: bool
    long: bool
    sentence: str
    warning: str | None


class PaperOut(Answer):
    """Originals of one material in an act."""

    code: str
    name: str
    count: int


class MaterialOut(Answer):
    """A material of the errand, of which originals may be taken unless it is `never_held`."""

    code: str
    name: str
    identity_card: bool
    never_held: bool


class ActOut(Answer):
    """One entry of the chain. `state` says whether the other side has confirmed; `mine_to_answer`, whether this person should."""

    id: UUID
    seq: int
    kind: CustodyKind
    text: str
    papers: list[PaperOut]
    giver: SpotOut
    taker: SpotOut
    by: str
    happened_at: Instant
    at: Instant
    way: CustodyWay | None
    way_label: str | None
    slip: str | None
    witness: str | None
    received_by: str | None
    note: str | None
    state: AnswerState
    answered_by: str | None
    answered_at: Instant | None
    answer_note: str | None
    mine_to_answer: bool
    files: list[FileOut]


class Taker(Answer):
    """Somebody of the village to whom originals may be handed; oneself, when something lies in the cabinet."""

    person_id: UUID
    name: str


class CustodyPage(Answer):
    """Where each original of an errand is, now or at the end of a day `on`, and how it came there.

    `days` are those on which anything happened; `acts` what this person may do now.
    """

    ticket_id: UUID
    ticket_no: str
    on: date | None
    held: list[HeldOut]
    chain: list[ActOut]
    days: list[date]
    acts: list[CustodyKind]
    takers: list[Taker]
    phones: list[
        Taker
    ]  # Who of the villager's side can confirm on a phone: the owner with one of his own, then relatives.
    materials: list[MaterialOut]
    all_back: bool


class OpenRow(Answer):
    """Originals that are out, with the errand that they belong to."""

    ticket_id: UUID
    ticket_no: str
    title: str
    beneficiary_name: str
    held: HeldOut


class QuestionRow(Answer):
    """A hand-over that this person has to confirm."""

    ticket_id: UUID
    ticket_no: str
    title: str
    beneficiary_name: str
    act: ActOut


class CustodyCounts(Answer):
    """How many originals of a village are out, for longer than a week, identity cards, kept overnight, lost."""

    out: int
    long: int
    identity_cards: int
    late: int
    lost: int


class OpenCustody(Answer):
    """What a village has in custody; the rows are for its own staff, a township reads the counts."""

    village: Named
    counts: CustodyCounts
    items: list[OpenRow]
    to_confirm: list[QuestionRow]
