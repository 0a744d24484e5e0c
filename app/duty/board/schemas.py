"""The board's shapes. Clock times are "HH:MM" in the village, with the date where that is another day."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.core.shapes import Answer
from app.people.models import Service


class PlaceName(Answer):
    """A place."""

    code: str
    name: str


class CentreOut(Answer):
    """Where the village's centre is, and its own phone."""

    name: str
    address: str
    phone: str


class Hours(Answer):
    """Open hours of a day."""

    opens: str
    closes: str


class DayOut(Answer):
    """A day; `name` is that of its holiday, null for an ordinary day."""

    on: date
    is_workday: bool
    name: str | None


class OnDutyOut(Answer):
    """Who is on duty now; `until` is a clock time, with its date when that is another day. `out_note` says why they are out.

    `portrait` is the path of their photo, null unless they gave one; another photo has another path.
    """

    name: str
    portrait: str | None
    post: str | None
    phone: str | None
    until: str
    out_note: str | None
    occasion: str | None


class NextUp(Answer):
    """Who comes next, and when: a clock time, with its date when that is another day."""

    name: str
    from_: Annotated[str, Field(serialization_alias="from")]


class BoardShift(Answer):
    """A turn of a day of the board; `occasion` says what it is for, if it is not a usual one."""

    from_: Annotated[str, Field(serialization_alias="from")]
    to: str
    name: str
    occasion: str | None


class BoardDay(DayOut):
    """A day of the week ahead: when the door is open, and who sits there."""

    hours: list[Hours]
    shifts: list[BoardShift]


class Supervisor(Answer):
    """Whom to complain to."""

    name: str
    phone: str


class ServiceOpen(Answer):
    """Whether somebody is there for a service now: who (`by`), and a sentence that says so, or what to do instead."""

    service: Service
    label: str
    open_now: bool
    by: str | None
    says: str


class Board(Answer):
    """What hangs at the village's gate: who is there, when it is open, whom to call. Names, duty phones and photos that were given for it, nothing else."""

    village: PlaceName
    township: PlaceName
    centre: CentreOut | None
    open_now: bool
    hours_today: list[Hours]
    day: DayOut
    on_duty: OnDutyOut | None
    next_up: NextUp | None
    week: list[BoardDay]
    supervision: list[Supervisor]
    services: list[ServiceOpen]
