"""When a ticket reminds somebody, by service. Plain values only.

Sources: domain reference §2.3 (papers: two reminders, one by voice or visit), §3.4 (a refill is asked for in time), §4.2
(parcels on the shelf), §5.2 (30 days for the court's confirmation, 人民调解法 §33).
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from app.core.clock import LOCAL, local_date
from app.places.rules import WorkCalendar
from app.tickets.kinds.workflow import Facts, Service

REMINDED, CALL_ASKED = "reminded", "call_asked"
REFILLS = frozenset({"refill_request", "medicine_pickup"})
# Ways of a `remind` by which a person spoke to a person.
SPOKEN = ("phone", "visit", "in_person")

_MORNING = time(9)
_PERISHES_IN = timedelta(hours=12)
_CONFIRMABLE = frozenset({"agreed_written", "agreed_oral"})
_TAKES_MEDICINE = frozenset({"requested", "refill_pending", "ready_for_pickup", "handed_over", "closed"})


class Reminder(NamedTuple):
    """One reminder: when, and whether somebody of the staff shall ring or visit instead of the app speaking."""

    key: str  # Tells it from the reminders of another round, parcel or prescription.
    at: datetime
    by_person: bool = False

    def event_id(self, ticket_id: UUID) -> UUID:
        """The id of the log's entry, the same whoever writes it."""
        return uuid5(ticket_id, f"reminder:{self.key}")


def reminders(service: Service, facts: Facts, due_at: datetime | None, calendar: WorkCalendar) -> list[Reminder]:
    """All reminders of a ticket's present state that lie behind its begin, in order of their time."""
    found = _BY_SERVICE[service](facts, due_at, calendar) if service in _BY_SERVICE else ()
    since = facts.entered_at or facts.now
    return sorted((each for each in found if each.at > since), key=lambda each: each.at)


def still_ahead(planned: Iterable[Reminder], ticket_id: UUID, written: Collection[UUID]) -> list[Reminder]:
    """Those that come after the last one written: what was slept through is not made up for one by one."""
    ahead: list[Reminder] = []
    for each in planned:
        ahead = [] if each.event_id(ticket_id) in written else [*ahead, each]
    return ahead


def ripe_reminder(ahead: Iterable[Reminder], now: datetime) -> Reminder | None:
    """The one to send now: the last whose time has come."""
    return max((each for each in ahead if each.at <= now), key=lambda each: each.at, default=None)


def _papers(facts: Facts, due_at: datetime | None, calendar: WorkCalendar) -> Iterable[Reminder]:
    """Missing papers: the app speaks five working days before the last day, somebody in person three before.

    Of papers that were promised for a day both remind, one and two working days before it.
    """
    promised = _day(facts.details, "promise_on")
    if facts.state == "accepted" and promised:
        yield Reminder(f"promise:{promised}", _morning_of(_working_days_before(promised, 2, calendar)))
        ahead = _morning_of(_working_days_before(promised, 1, calendar))
        yield Reminder(f"promise by person:{promised}", ahead, by_person=True)
    if facts.state != "correction_required" or due_at is None:
        return
    last = local_date(due_at)
    yield Reminder(f"papers:{facts.entered_at}", _morning_of(_working_days_before(last, 5, calendar)))
    by_person = _morning_of(_working_days_before(last, 3, calendar))
    yield Reminder(f"papers by person:{facts.entered_at}", by_person, by_person=True)


def _parcel(facts: Facts, _: datetime | None, __: WorkCalendar) -> Iterable[Reminder]:
    """On the shelf: day 3 and day 5, when somebody rings; what perishes, and medicine, after half a day."""
    if facts.state != "notified" or facts.entered_at is None:
        return
    if {"perishable", "medicine"} & set(facts.details.get("flags", ())):
        yield Reminder(f"perishes:{facts.entered_at}", facts.entered_at + _PERISHES_IN, by_person=True)
    on = local_date(facts.entered_at)
    yield Reminder(f"shelf 3:{facts.entered_at}", _morning_of(on + timedelta(days=3)))
    yield Reminder(f"shelf 5:{facts.entered_at}", _morning_of(on + timedelta(days=5)), by_person=True)


def _refill(facts: Facts, _: datetime | None, __: WorkCalendar) -> Iterable[Reminder]:
    """Medicine that comes to an end: 10, 7 and 3 days before."""
    ends_on = _day(facts.details, "supply_end_on")
    if ends_on and facts.state in _TAKES_MEDICINE and facts.details.get("medical_kind") in REFILLS:
        for days in (10, 7, 3):
            yield Reminder(f"refill {days}:{ends_on}", _morning_of(ends_on - timedelta(days=days)))


def _confirmation(facts: Facts, _: datetime | None, __: WorkCalendar) -> Iterable[Reminder]:
    """An agreement that a court may confirm within 30 days: day 7, 20 and 27."""
    effective_on = _day(facts.details, "effective_on")
    if effective_on and facts.state in _CONFIRMABLE:
        for days in (7, 20, 27):
            yield Reminder(f"confirmation {days}:{effective_on}", _morning_of(effective_on + timedelta(days=days)))


_BY_SERVICE: Mapping[Service, Callable[[Facts, datetime | None, WorkCalendar], Iterable[Reminder]]] = {
    Service.ERRAND: _papers,
    Service.PARCEL: _parcel,
    Service.MEDICAL: _refill,
    Service.DISPUTE: _confirmation,
}


def _day(details: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(details[name]) if details.get(name) else None


def _morning_of(day: date) -> datetime:
    return datetime.combine(day, _MORNING, LOCAL)


def _working_days_before(day: date, n: int, calendar: WorkCalendar) -> date:
    while n:
        day -= timedelta(days=1)
        n -= calendar.is_workday(day)
    return day
