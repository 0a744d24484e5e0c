"""The shape of the summary."""

from datetime import date

from app.core.shapes import Answer, Instant
from app.tickets.answers.schemas import TicketRow


class SummaryPlace(Answer):
    """The area that the numbers are about."""

    code: str
    name: str
    level: str


class Ratings(Answer):
    """How satisfied people are; `satisfied_rate` (0 to 1) only from ten ratings on."""

    rated: int
    satisfied: int
    unrated: int
    satisfied_rate: float | None


class Totals(Answer):
    """Numbers of the whole area, about finance, errands and parcels; only `counts` names all five services."""

    open: int
    counts: dict[str, int | str]
    submitted_today: int
    completed_today: int
    yellow: int
    red: int
    red_authority: int
    on_duty: int
    villages: int
    originals_out: int
    originals_long: int
    ratings: Ratings


class VillageDuty(Answer):
    """Who is on duty in a village; `note` says why they are out."""

    name: str
    note: str | None


class VillageNow(Answer):
    """One village: open tickets by service, where `"<3"` hides a small number, and the cards of the village's own clocks.

    `originals_out` is how many originals of its people are out, `originals_long` for over a week.
    """

    code: str
    name: str
    counts: dict[str, int | str]
    yellow: int
    red: int
    originals_out: int
    originals_long: int
    on_duty: VillageDuty | None
    open_now: bool


class SummaryDay(Answer):
    """What came in and what was done on one day."""

    on: date
    submitted: int
    completed: int


class LateRow(TicketRow):
    """A late ticket without personal data; `clock_owner` says whose deadline has passed."""

    clock_owner: str


class Summary(Answer):
    """An area at a minute. `definitions` says in a sentence what each number means, by `metric_version`."""

    place: SummaryPlace
    as_of: Instant
    metric_version: str
    totals: Totals
    villages: list[VillageNow]
    days: list[SummaryDay]
    late: list[LateRow]
    definitions: dict[str, str]
