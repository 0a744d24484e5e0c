"""What a secretary is told before it hurts: open hours without anybody, and a month that should be out."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from sqlmodel import select

from app.core.clock import LOCAL, now
from app.duty.roster.ahead.queries import ahead
from app.duty.roster.ahead.service import warn
from app.notices.models import Notice
from tests.duty.conftest import Scene, at
from tests.duty.test_roster import drawn, published


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Wednesday the 25th of February 2026, a quarter past eight in the morning."""
    with time_machine.travel(at("25 08:15"), tick=False) as clock:
        yield clock


def told(scene: Scene) -> list[str]:
    """Look as the watch does; gives all that the secretary was told ahead so far."""
    with scene.database.reading() as db:
        found = ahead(db, now())
    with scene.database.writing() as db:
        warn(db, found)
        notices = db.exec(select(Notice).where(Notice.kind == "roster_ahead").order_by(Notice.text_zh)).all()
        assert {notice.person_id for notice in notices} <= {scene.zhang.id}
        return [notice.text_zh for notice in notices]


def _this_week(scene: Scene) -> None:
    for day in (25, 26, 27, 28):
        scene.plan(scene.li, f"{day} 08:30", f"{day} 12:00")
        if day != 27:
            scene.plan(scene.zhou, f"{day} 14:30", f"{day} 18:00")


def test_a_gap_of_the_coming_days_and_a_month_that_is_due_are_told_once(scene: Scene) -> None:
    _this_week(scene)
    said = [
        "大槐树村2月27日 14:30–18:00还没有人值班。请在“值班”里找人。",
        "大槐树村3月的值班表还没有公布，最晚2月26日。请在“值班”里排班。",
    ]
    assert told(scene) == said
    assert told(scene) == said


def test_nothing_is_said_at_other_hours_or_where_nobody_keeps_a_roster(
    scene: Scene, clock: time_machine.Traveller
) -> None:
    assert told(scene) == []
    _this_week(scene)
    clock.move_to(at("25 09:00"))
    assert told(scene) == []


def test_a_month_that_is_out_in_time_is_no_trouble(scene: Scene) -> None:
    _this_week(scene)
    scene.plan(scene.sun, "27 14:30", "27 18:00")
    published(scene, drawn(scene).version)
    assert told(scene) == []


def test_a_month_is_not_asked_for_weeks_ahead(scene: Scene, clock: time_machine.Traveller) -> None:
    scene.plan(scene.li, "25 08:30", "25 12:00")
    clock.move_to(datetime(2026, 3, 2, 8, 30, tzinfo=LOCAL))
    assert not [each for each in told(scene) if "4月" in each]
