"""Turns that leave nothing behind: the system writes their notes at once, and nobody hears of them."""

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from sqlmodel import col, select

from app.core.clock import LOCAL, now
from app.duty.models import DutyShift
from app.main import tick
from app.notices.models import Notice
from app.proxy.custody.models import CustodyHolding, SpotKind
from app.proxy.handover.models import Handover
from app.proxy.handover.queries import turns_without_note
from app.tickets.models import Ticket
from tests.oversight.carried import send
from tests.support.world import World

# 李秀英 has the morning in 大槐树村; so has somebody in each of the other villages.
TUESDAY = datetime(2026, 11, 24, 11, 40, tzinfo=LOCAL)
AFTER = TUESDAY.replace(hour=12, minute=11)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        yield clock


def ended(world: World) -> int:
    """How many turns ended in the two days that the watch looks back."""
    with world.database.reading() as db:
        ends = col(DutyShift.ends_at)
        return len(db.exec(select(DutyShift.id).where(ends > AFTER - timedelta(days=2), ends < AFTER)).all())


def test_of_all_turns_that_ended_only_the_one_that_leaves_something_is_spoken_of(
    world: World, clock: time_machine.Traveller
) -> None:
    with world.database.writing() as db:
        ticket_id = send(world, db, "guilan").id
    assert ended(world) > 10
    clock.move_to(AFTER)
    tick(world.database)
    with world.database.reading() as db:
        notes = db.exec(select(Handover)).all()
        [needed] = [note for note in notes if note.is_needed]
        hands = db.get_one(Ticket, ticket_id).assignee_id
        told = select(Notice.person_id).where(col(Notice.kind).startswith("handover"))
        assert set(db.exec(told).all()) == {needed.giver_id, needed.taker_id}
        assert turns_without_note(db, now(), 500) == []
    assert len(notes) == ended(world)
    assert (needed.giver_id, hands) == (world.id("li"), world.id("li"))
    assert all(note.items == [] and note.climbs_at is None for note in notes if note.giver_id != needed.giver_id)


def test_originals_alone_are_something_that_a_turn_leaves_behind(world: World, clock: time_machine.Traveller) -> None:
    with world.database.writing() as db:
        ticket = send(world, db, "guilan")
        ticket.assignee_id = world.id("zhang")
        db.add(ticket)
        db.flush()
        held = CustodyHolding(
            ticket_id=ticket.id,
            village_id=ticket.village_id,
            place_path=ticket.place_path,
            code="hukou_book",
            count=1,
            spot_kind=SpotKind.PERSON,
            spot_key=str(world.id("li")),
            spot_name="李秀英",
            since=now(),
            out_since=now(),
        )
        db.add(held)
    clock.move_to(AFTER)
    with world.database.reading() as db:
        found = turns_without_note(db, now(), 500)
    assert {turn.person_id for turn in found if turn.leaves} == {world.id("li"), world.id("zhang")}
    assert any(not turn.leaves for turn in found)


def test_watches_that_look_at_once_write_one_note_of_each_turn(world: World, clock: time_machine.Traveller) -> None:
    clock.move_to(AFTER)
    failed: list[Exception] = []

    def look() -> None:
        try:
            tick(world.database)
        except Exception as error:  # noqa: BLE001 - whatever a watch fails with, the test has to say.
            failed.append(error)

    workers = [threading.Thread(target=look) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failed == []
    with world.database.reading() as db:
        of_turns = Counter(db.exec(select(Handover.shift_id)).all())
    assert len(of_turns) == ended(world)
    assert set(of_turns.values()) == {1}
