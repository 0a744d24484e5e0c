"""The shapes in which tickets are shown."""

from typing import Any, Literal
from uuid import UUID

from app.core.shapes import Answer, Instant
from app.places.rules import LimitUnit
from app.tickets.kinds.workflow import NeedKind, Service, Urgency


class Named(Answer):
    """A code and its name."""

    code: str
    name: str


class PersonRef(Answer):
    """A person in a ticket; phones are masked by the server for those who need not call."""

    id: UUID
    name: str
    phone: str | None = None


class HelpedPerson(PersonRef):
    """For whom the ticket is."""

    relation: str | None = None


class ChoiceOut(Answer):
    """One answer to choose."""

    value: str
    label: str


class NeedOut(Answer):
    """One thing that a move asks for; `begins` is its answer as far as the details say it already, else null."""

    name: str
    kind: NeedKind
    label: str
    hint: str | None
    required: bool
    choices: list[ChoiceOut]
    longest: int
    begins: Any


class InTheWay(Answer):
    """What stands in the way of a move whatever is filled in, and which act would clear it, if one would."""

    code: str
    text: str
    cleared_at: Literal["authorisation"] | None


class MoveOut(Answer):
    """What this person may do now; with `why_not` it is his to know of, and not to make yet."""

    move: str
    label: str
    main: bool
    on_behalf: bool
    at: Literal["moves", "rating", "authorisation", "custody"]  # Which act makes it.
    needs: list[NeedOut]
    why_not: InTheWay | None


class FileOut(Answer):
    """A photo or recording behind a link that soon expires."""

    id: UUID
    kind: str
    media_type: str
    size: int
    url: str


class EventBy(Answer):
    """Who did it, and as whom."""

    name: str
    role_label: str


class Said(Answer):
    """One thing that was said with a step, such as why it was declined, as the form asked for it."""

    label: str
    text: str


class EventOut(Answer):
    """One entry of the timeline; `said` is what a person needs to read of its `data`."""

    id: UUID
    seq: int
    what: str
    move: str | None
    text: str
    from_state: str | None
    to_state: str | None
    at: Instant
    reported_at: Instant | None
    by: EventBy | None
    on_behalf: bool
    note: str | None
    data: dict[str, Any]
    said: list[Said]
    files: list[FileOut]


class ClockOut(Answer):
    """One run of a clock: whose time, what it was given (`limit_amount` in `limit_unit`), how many working days are gone."""

    name: str
    label: str
    owner: str
    state: str
    started_at: Instant
    stopped_at: Instant | None
    due_at: Instant | None
    provisional: bool
    card: str
    days_used: int
    limit_amount: int | None
    limit_unit: LimitUnit | None


class Todo(Answer):
    """What the villager's side has to do now."""

    text: str
    move: str | None


class Call(Answer):
    """Whom to ring."""

    name: str
    phone: str | None


class PaperNumberTrouble(Answer):
    """Why a ticket does not bear the number that was written for it, and the other ticket that does, if it is in sight."""

    code: Literal["misread", "not_printed", "used"]
    written: str
    sentence: str
    ticket_id: UUID | None
    ticket_no: str | None


class RatingOut(Answer):
    """That a rating was given."""

    rated_at: Instant


class ItemRef(Answer):
    """The catalogue item of a matter, in the version that it began with."""

    code: str
    name: str
    version: int
    proxy_label: str  # How much of it the village can do in the villager's place.


class TicketRow(Answer):
    """A ticket in a list."""

    id: UUID
    ticket_no: str
    speak_no: str
    service: Service
    service_label: str
    title: str
    state: str
    state_label: str
    core_state: str
    core_label: str
    village_code: str
    village_name: str
    beneficiary_name: str
    assignee_name: str | None  # Who acts now, which may be whoever stands in.
    taken_at: Instant | None  # Since when its handler is at work on it; null while he has only been given it.
    sentence: str
    due_at: Instant | None
    due_provisional: bool
    card: str
    submitted_at: Instant
    updated_at: Instant
    version: int
    details_hidden: bool


class TicketPage(Answer):
    """One page of a list; `next` is the cursor of the following one."""

    items: list[TicketRow]
    next: str | None


class TicketOut(TicketRow):
    """A ticket with its life and with what this person may do."""

    paper_number: str | None
    paper_number_trouble: PaperNumberTrouble | None = None
    village: Named
    group: str | None
    description: str | None
    urgency: Urgency
    channel: str
    applicant: PersonRef
    beneficiary: HelpedPerson
    recorded_by: PersonRef | None
    assignee: PersonRef | None
    backup: PersonRef | None
    acting: PersonRef | None  # The backup while he stands in, else the assignee.
    stands_in: Literal["leave", "silence"] | None
    item: ItemRef | None
    details: dict[str, Any]
    sub_sentence: str | None
    todo: Todo | None
    clocks: list[ClockOut]
    moves: list[MoveOut]
    events: list[EventOut]
    files: list[FileOut]
    rating: RatingOut | None
    phone_to_call: Call | None
    steps_ahead: list[str]
