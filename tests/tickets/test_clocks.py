"""Deadlines come from the log: clocks start, stand, stop; comments and other people's steps do not touch them."""

from datetime import UTC, datetime, timedelta

from app.core.words import Words
from app.places.models import LimitUnit
from app.places.rules import USUAL_HOURS, Limit, WorkCalendar
from app.tickets import rules
from app.tickets.clocks.rules import Changed, ClockRun, clock_runs, yellow_from
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import Owner, Service, Urgency

ERRAND = KINDS[Service.ERRAND]
CALENDAR = WorkCalendar({}, frozenset({2026}))
ITEM = Limit(20, LimitUnit.WORKING_DAYS)
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 9:00 in the village.


def runs(*entered: tuple[str, datetime], urgency: Urgency = Urgency.NORMAL) -> list[ClockRun]:
    return clock_runs(ERRAND, entered, [Changed(urgency, MONDAY)], ITEM, CALENDAR, USUAL_HOURS)


def test_the_first_answer_is_due_on_the_next_working_day() -> None:
    (run,) = runs(("submitted", MONDAY))
    assert run.owner is Owner.VILLAGE
    assert rules.day_words(run.due_at or MONDAY) == Words("11月24日（周二）", "Tue 24 Nov")


def test_an_urgent_request_is_due_within_open_minutes() -> None:
    (run,) = runs(("submitted", MONDAY), urgency=Urgency.URGENT)
    assert run.due_at == MONDAY + timedelta(hours=2)


def test_the_authoritys_clock_is_not_the_villages() -> None:
    made = runs(
        ("submitted", MONDAY),
        ("accepted", MONDAY + timedelta(hours=1)),
        ("lodged", MONDAY + timedelta(days=1)),
        ("under_review", MONDAY + timedelta(days=2)),
    )
    assert [run.state for run in made[:-1]] == ["stopped"] * (len(made) - 1)
    assert made[-1].owner is Owner.AUTHORITY
    assert made[-1].started_at == MONDAY + timedelta(days=2)


def test_a_public_notice_stops_the_authoritys_clock_for_just_as_long() -> None:
    start = [("submitted", MONDAY), ("accepted", MONDAY), ("lodged", MONDAY), ("under_review", MONDAY)]
    straight = runs(*start)[-1]
    pause = ("suspended", MONDAY + timedelta(days=1))
    assert runs(*start, pause)[-1].state == "paused"
    assert runs(*start, pause)[-1].due_at is None
    week_later = runs(*start, pause, ("under_review", MONDAY + timedelta(days=8)))[-1]
    assert straight.due_at is not None
    assert week_later.due_at == straight.due_at + timedelta(days=7)
    assert week_later.started_at == straight.started_at


def test_a_card_is_yellow_near_the_end_and_red_behind_it() -> None:
    due = MONDAY + timedelta(days=20)
    yellow = yellow_from(MONDAY, due)
    assert yellow == MONDAY + timedelta(days=16)
    assert rules.card("village", due, yellow, MONDAY) is rules.Card.NONE
    assert rules.card("village", due, yellow, yellow) is rules.Card.YELLOW
    assert rules.card("village", due, yellow, due + timedelta(seconds=1)) is rules.Card.RED
    assert rules.card("village", None, None, due) is rules.Card.NONE
    assert rules.card("villager", due, yellow, due + timedelta(seconds=1)) is rules.Card.NONE
