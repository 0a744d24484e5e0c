"""Turns at other hours than the rule's: they cover what they cover, and are moved or ended in one go; publishing puts nobody back."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import select

from app.core.clock import LOCAL
from app.core.problems import Refusal
from app.duty.changing.rules import TurnMove
from app.duty.changing.schemas import TurnMoveIn
from app.duty.changing.service import act
from app.duty.roster import service
from app.duty.roster.drafts import queries as drafts
from app.duty.roster.drafts.rules import WarningCode
from app.duty.roster.schemas import Draft, DraftTurn, RuleIn, Settled, SettleIn
from app.duty.roster.standing.service import settle
from app.duty.service import cancel_shift, plan_shift
from app.duty.turns.models import Reason, ShiftEvent
from app.notices.models import Notice
from app.people.actor import SYSTEM
from tests.duty.conftest import Scene, at
from tests.duty.test_roster import MARCH, drawn, published, shifts, shown

OLD = [("08:30", "12:00"), ("14:30", "18:00")]
NEW = [("09:00", "12:00"), ("14:00", "17:30")]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Wednesday the 25th of February 2026, nine in the morning."""
    with time_machine.travel(at("25 09:00"), tick=False) as clock:
        yield clock


def hours_are(scene: Scene, hours: list[tuple[str, str]], version: int = 0, persons: int = 1) -> None:
    turns = [{"starts": starts, "ends": ends, "days": ["workday"], "persons": persons} for starts, ends in hours]
    asked = RuleIn.model_validate({"version": version, "turns": turns, "needs_leader": False})
    with scene.database.writing() as db:
        service.set_rule(db, scene.actor(db, scene.zhang), scene.village, asked)


def settled(scene: Scene, how: Settled, found: Draft) -> Draft:
    with scene.database.writing() as db:
        asked = SettleIn(act=how, shift_ids=[each.shift_id for each in found.others])
        settle(db, scene.actor(db, scene.zhang), scene.village, MARCH, asked)
    return shown(scene)


def moved(scene: Scene, turn: DraftTurn, ends_at: datetime) -> None:
    asked = TurnMoveIn(id=uuid4(), move=TurnMove.MOVE, ends_at=ends_at, reason=Reason.EVENT)
    with scene.database.writing() as db:
        act(db, scene.actor(db, scene.zhang), turn.agreed[0].shift_id, asked)


def hours_of(draft: Draft, on: str) -> list[tuple[str, int]]:
    return [(turn.key[11:22], len(turn.persons)) for turn in draft.turns if turn.key.startswith(on)]


def test_after_new_hours_the_old_turns_still_stand_and_count(scene: Scene) -> None:
    published(scene, drawn(scene).version)
    before = shown(scene)
    assert (len(before.turns), before.gaps, before.others) == (44, [], [])
    hours_are(scene, NEW)
    after = shown(scene)
    assert sum(share.turns for share in after.shares) == 44
    assert {share.load for share in after.shares} == {share.load for share in before.shares}
    # All that is open is the half hour that nobody covers, once a day; the person of the afternoon is the first to ask.
    assert {gap.key[11:22] for gap in after.gaps} == {"14:00–14:30"}
    assert len(after.gaps) == 22
    assert hours_of(after, "2026-03-09") == [("08:30–12:00", 1), ("14:00–14:30", 0), ("14:30–18:00", 1)]


def test_drawing_anew_after_new_hours_puts_nobody_beside_those_who_sit_there(scene: Scene) -> None:
    published(scene, drawn(scene).version)
    hours_are(scene, NEW)
    published(scene, drawn(scene, seen=1).version)
    with scene.database.reading() as db:
        assert len(shifts(scene, db)) == 44


def test_the_old_turns_move_to_the_new_hours_in_one_go_and_each_person_is_told_once(scene: Scene) -> None:
    published(scene, drawn(scene).version)
    hours_are(scene, NEW)
    found = shown(scene)
    assert len(found.others) == 44
    assert all(each.becomes and not each.on_purpose for each in found.others)
    after = settled(scene, Settled.MOVE, found)
    assert (len(after.turns), after.gaps, after.others) == (44, [], [])
    assert hours_of(after, "2026-03-09") == [("09:00–12:00", 1), ("14:00–17:30", 1)]
    with scene.database.reading() as db:
        told = db.exec(select(Notice).where(Notice.kind == "shift_changed")).all()
        assert len(told) == len({each.person_id for each in told}) == 5  # All but the secretary.
        assert "改了时间，第一个改到" in told[0].text_zh
        events = db.exec(select(ShiftEvent)).all()
        assert {(each.what, each.reason) for each in events} == {("moved", "hours")}
    assert settled(scene, Settled.MOVE, found).turns == after.turns, "the same again changes nothing"
    hours_are(scene, OLD, version=1)
    assert all(each.becomes and not each.on_purpose for each in shown(scene).others), "hours may change again"


def test_turns_that_the_new_hours_have_no_place_for_end_in_one_go(scene: Scene) -> None:
    published(scene, drawn(scene).version)
    hours_are(scene, NEW[:1])
    found = shown(scene)
    late = found.model_copy(update={"others": [each for each in found.others if each.becomes is None]})
    assert len(late.others) == 22
    assert settled(scene, Settled.MOVE, late).turns == found.turns, "there is nothing that they could move to"
    after = settled(scene, Settled.END, late)
    assert [each.becomes is None for each in after.others] == [False] * 22
    with scene.database.reading() as db:
        assert len(shifts(scene, db)) == 22


def test_only_the_secretary_moves_or_ends_them(scene: Scene) -> None:
    published(scene, drawn(scene).version)
    hours_are(scene, NEW)
    asked = SettleIn(act=Settled.END, shift_ids=[each.shift_id for each in shown(scene).others])
    with scene.database.writing() as db, pytest.raises(Refusal) as found:
        settle(db, scene.actor(db, scene.li), scene.village, MARCH, asked)
    assert found.value.code == "not_your_role"


def test_a_turn_that_ends_earlier_leaves_open_what_it_leaves_open(scene: Scene) -> None:
    published(scene, drawn(scene).version)
    turn = shown(scene).turns[0]
    moved(scene, turn, turn.ends_at - timedelta(minutes=30))
    after = shown(scene)
    assert hours_of(after, "2026-03-02") == [("08:30–11:30", 1), ("11:30–12:00", 0), ("14:30–18:00", 1)]
    assert [gap.key[11:22] for gap in after.gaps] == ["11:30–12:00"]
    assert [(each.on_purpose, each.becomes is None) for each in after.others] == [(True, False)]
    published(scene, drawn(scene, seen=1).version)
    with scene.database.reading() as db:
        assert len(shifts(scene, db)) == 44, "drawing anew does not fill half an hour by itself"


def test_another_turn_is_no_leave(scene: Scene) -> None:
    published(scene, drawn(scene).version)
    turn = shown(scene).turns[0]
    person = next(
        p for p in (scene.li, scene.zhou, scene.sun, scene.wu, scene.zhang, scene.other) if p.id == turn.persons[0].id
    )
    day = {"starts_at": datetime(2026, 3, 2, 19, tzinfo=LOCAL), "ends_at": datetime(2026, 3, 2, 20, tzinfo=LOCAL)}
    with scene.database.writing() as db:
        plan_shift(db, SYSTEM, scene.shift(person, "25 10:00", "25 11:00").model_copy(update=day))
    after = shown(scene)
    assert not any(each.troubles for each in after.turns)
    assert hours_of(after, "2026-03-02")[-1] == ("19:00–20:00", 1)
    with scene.database.reading() as db:
        actor = scene.actor(db, scene.zhang)
        items = drafts.candidates(db, actor, scene.village, MARCH, after.turns[1].key, "zh").items
    assert next(each.sentence for each in items if each.person.id == person.id) == "那天或紧挨着有别的班"


# Between drawing and publishing.


def replaced(scene: Scene, turn: DraftTurn) -> UUID:
    """Give a published turn to somebody who is free on that day."""
    day = turn.key[:10]
    with scene.database.reading() as db:
        busy = {
            row.person_id
            for row in shifts(scene, db)
            if row.starts_at.astimezone(LOCAL).date() == date.fromisoformat(day)
        }
    taker = next(p for p in (scene.li, scene.zhou, scene.sun, scene.wu) if p.id not in busy)
    asked = TurnMoveIn(id=uuid4(), move=TurnMove.REPLACE, person_id=taker.id, reason=Reason.ABSENT)
    with scene.database.writing() as db:
        act(db, scene.actor(db, scene.zhang), turn.agreed[0].shift_id, asked)
    return taker.id


def test_whoever_gave_a_turn_away_since_the_drawing_does_not_come_back_with_it(scene: Scene) -> None:
    published(scene, drawn(scene).version)
    again = drawn(scene, seen=1)
    taker = replaced(scene, again.turns[0])
    assert [person.id for person in shown(scene).turns[0].persons] == [taker]
    published(scene, again.version)
    with scene.database.reading() as db:
        made = shifts(scene, db)
        assert len(made) == 44
        assert [row.person_id for row in made if row.starts_at == again.turns[0].starts_at] == [taker]


def test_a_turn_that_was_cancelled_since_the_drawing_stays_empty(scene: Scene) -> None:
    published(scene, drawn(scene).version)
    again = drawn(scene, seen=1)
    with scene.database.writing() as db:
        cancel_shift(db, SYSTEM, again.turns[0].agreed[0].shift_id)
    assert [gap.key for gap in shown(scene).gaps] == [again.turns[0].key]
    published(scene, again.version)
    with scene.database.reading() as db:
        assert len(shifts(scene, db)) == 43


def test_where_somebody_came_since_the_drawing_nobody_is_put_beside_them(scene: Scene) -> None:
    draft = drawn(scene)
    turn = draft.turns[0]
    busy = {person.id for each in draft.turns[:2] for person in each.persons}
    taker = next(p for p in (scene.li, scene.zhou, scene.sun, scene.wu) if p.id not in busy)
    with scene.database.writing() as db:
        asked = scene.shift(taker, "25 10:00", "25 11:00")
        plan_shift(db, SYSTEM, asked.model_copy(update={"starts_at": turn.starts_at, "ends_at": turn.ends_at}))
    published(scene, draft.version)
    with scene.database.reading() as db:
        made = shifts(scene, db)
        assert [row.person_id for row in made if row.starts_at == turn.starts_at] == [taker.id]


def test_a_draft_of_hours_that_are_no_more_is_not_published(scene: Scene) -> None:
    draft = drawn(scene)
    hours_are(scene, NEW)
    warned = {each.code: each.sentence for each in shown(scene).warnings}
    assert "有44个班现在没有这个时间" in warned[WarningCode.OLD_HOURS]
    with pytest.raises(Refusal) as found:
        published(scene, draft.version)
    assert found.value.code == "hours_changed"
    assert "重新排一次" in found.value.words.zh
    published(scene, drawn(scene, seen=draft.version).version)
    with scene.database.reading() as db:
        assert len(shifts(scene, db)) == 44
