"""Planning, cancelling, being out, holding posts, and who answers for requests."""

import threading
from collections.abc import Iterator

import pytest
import time_machine
from sqlmodel import col, select

from app.changes.models import Change
from app.core.problems import Refusal
from app.core.words import Words
from app.duty import queries, service
from app.duty.models import DutyShift, OutReason, ShiftKind
from app.duty.schemas import OutNoteIn, ShiftIn
from app.notices.models import Notice
from app.people.actor import SYSTEM
from app.people.models import Person, Role, RoleGrant
from tests.duty.conftest import YINAN, Scene, at


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Wednesday the 11th, nine in the morning."""
    with time_machine.travel(at("11 09:00"), tick=False) as clock:
        yield clock


def _refused(scene: Scene, who: Person, asked: ShiftIn) -> tuple[int, str]:
    with scene.database.writing() as db, pytest.raises(Refusal) as refused:
        service.plan_shift(db, scene.actor(db, who), asked)
    return refused.value.status, refused.value.code


def _texts(scene: Scene, person: Person) -> list[str]:
    with scene.database.reading() as db:
        return sorted(db.exec(select(Notice.text_zh).where(Notice.person_id == person.id)), reverse=True)


@pytest.mark.usefixtures("clock")
def test_the_secretary_plans_and_the_person_is_told(scene: Scene) -> None:
    with scene.database.writing() as db:
        planned = service.plan_shift(db, scene.actor(db, scene.zhang), scene.shift(scene.li, "14 08:30", "14 12:00"))
    assert planned.is_new
    assert _texts(scene, scene.li) == ["您2月14日 08:30–12:00在大槐树村值班。"]
    with scene.database.reading() as db:
        [change] = db.exec(select(Change)).all()
        assert (change.what, change.subject_id) == ("shift_planned", str(planned.shift.id))
        assert change.place_path == scene.village.path


@pytest.mark.usefixtures("clock")
def test_only_the_secretary_of_the_village_plans(scene: Scene) -> None:
    asked = scene.shift(scene.li, "14 08:30", "14 12:00")
    for who in (scene.li, scene.wang, scene.other, scene.officer, scene.sun):
        assert _refused(scene, who, asked) == (403, "not_your_role")


@pytest.mark.usefixtures("clock")
def test_only_staff_of_the_village_is_planned(scene: Scene) -> None:
    for who in (scene.wang, scene.officer):
        assert _refused(scene, scene.zhang, scene.shift(who, "14 08:30", "14 12:00")) == (422, "not_staff")
    asked = scene.shift(scene.li, "14 08:30", "14 12:00")
    asked.leader_id = scene.wang.id
    assert _refused(scene, scene.zhang, asked) == (422, "not_staff")


@pytest.mark.usefixtures("clock")
def test_the_same_turn_sent_twice_is_planned_once(scene: Scene) -> None:
    asked = scene.shift(scene.li, "14 08:30", "14 12:00")
    with scene.database.writing() as db:
        secretary = scene.actor(db, scene.zhang)
        first = service.plan_shift(db, secretary, asked)
        again = service.plan_shift(db, secretary, asked)
        assert (first.is_new, again.is_new) == (True, False)
        assert first.shift.id == again.shift.id
    other = scene.shift(scene.li, "14 14:30", "14 18:00").model_copy(update={"id": asked.id})
    assert _refused(scene, scene.zhang, other) == (409, "id_taken")
    assert len(_texts(scene, scene.li)) == 1


@pytest.mark.usefixtures("clock")
def test_a_person_is_never_in_two_turns_at_once_but_may_go_from_one_to_the_next(scene: Scene) -> None:
    scene.plan(scene.other, "14 08:30", "14 12:00")
    for begin, end in (
        ("14 08:00", "14 08:31"),
        ("14 11:59", "14 13:00"),
        ("14 09:00", "14 10:00"),
        ("14 08:00", "14 13:00"),
        ("13 12:30", "14 08:31"),
    ):
        assert _refused(scene, scene.zhang, scene.shift(scene.other, begin, end)) == (409, "already_planned")
    beside = scene.shift(scene.other, "14 11:00", "14 13:00", village_code=YINAN)
    assert _refused(scene, scene.other, beside) == (409, "already_planned")
    scene.plan(scene.other, "14 12:00", "14 13:00")
    scene.plan(scene.other, "14 08:00", "14 08:30", kind=ShiftKind.JOINT_OFFICE)
    scene.plan(scene.li, "14 08:30", "14 12:00")


@pytest.mark.usefixtures("clock")
def test_of_plans_for_one_person_made_at_the_same_moment_one_stays(scene: Scene) -> None:
    outcomes: list[str] = []
    start = threading.Barrier(6)

    def plan(number: int) -> None:
        asked = scene.shift(scene.li, f"14 08:{number:02}", "14 12:00")
        start.wait()
        try:
            with scene.database.writing() as db:
                service.plan_shift(db, SYSTEM, asked)
            outcomes.append("planned")
        except Refusal as refusal:
            outcomes.append(refusal.code)

    threads = [threading.Thread(target=plan, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["already_planned"] * 5 + ["planned"]


def test_a_turn_ahead_is_cancelled_a_running_one_ends_and_a_past_one_stays(
    scene: Scene, clock: time_machine.Traveller
) -> None:
    shift_id = scene.plan(scene.li, "11 08:30", "11 12:00")
    ahead = scene.plan(scene.li, "12 08:30", "12 12:00")
    past = scene.plan(scene.li, "10 08:30", "10 12:00")
    with scene.database.writing() as db:
        secretary = scene.actor(db, scene.zhang)
        for each in (ahead, ahead, shift_id):
            service.cancel_shift(db, secretary, each)
    with scene.database.reading() as db:
        left = queries.turns_between(db, scene.village.id, at("01 00:00"), at("28 00:00"))
        assert [(turn.id, turn.ends_at) for turn in left] == [(past, at("10 12:00")), (shift_id, at("11 09:00"))]
        assert db.get_one(DutyShift, ahead).cancelled_by == scene.zhang.id
        assert queries.on_duty(db, scene.village.id, at("11 08:59")) is not None
        assert queries.on_duty(db, scene.village.id, at("11 09:00")) is None
    assert _texts(scene, scene.li) == [
        "您2月12日 08:30–12:00在大槐树村的值班取消了。",
        "您2月11日 08:30–12:00在大槐树村的值班取消了。",
    ]
    clock.move_to(at("12 13:00"))
    with scene.database.writing() as db, pytest.raises(Refusal) as refused:
        service.cancel_shift(db, scene.actor(db, scene.zhang), past)
    assert refused.value.code == "shift_is_over"
    scene.plan(scene.li, "12 08:30", "12 12:00")


@pytest.mark.usefixtures("clock")
def test_who_does_not_see_the_roster_finds_no_shift_to_cancel(scene: Scene) -> None:
    ahead = scene.plan(scene.zhou, "12 08:30", "12 12:00")
    for who, status in ((scene.wang, 404), (scene.li, 403), (scene.officer, 403), (scene.other, 403)):
        with scene.database.writing() as db, pytest.raises(Refusal) as refused:
            service.cancel_shift(db, scene.actor(db, who), ahead)
        assert (who.name, refused.value.status) == (who.name, status)


def test_one_says_to_be_out_only_during_ones_own_turn(scene: Scene, clock: time_machine.Traveller) -> None:
    scene.plan(scene.li, "11 08:30", "11 12:00")
    trip = OutNoteIn(reason=OutReason.TOWNSHIP, back_at=at("11 10:30"))

    def set_note(who: Person, asked: OutNoteIn) -> None:
        with scene.database.writing() as db:
            service.set_out_note(db, scene.actor(db, who), asked)

    def note() -> Words | None:
        with scene.database.reading() as db:
            here = queries.on_duty(db, scene.village.id, at("11 09:30"))
            return here.out_note if here else None

    for who in (scene.zhou, scene.zhang, scene.wang):
        with pytest.raises(Refusal, match="not_on_duty"):
            set_note(who, trip)
    with pytest.raises(Refusal, match="back_in_the_past"):
        set_note(scene.li, OutNoteIn(reason=OutReason.TOWNSHIP, back_at=at("11 09:00")))
    set_note(scene.li, trip)
    assert note() == Words("去镇上办事了，10:30 回来", "Out on a trip to the township, back at 10:30")
    set_note(scene.li, OutNoteIn(reason=None))
    assert note() is None
    clock.move_to(at("11 12:00"))
    with pytest.raises(Refusal, match="not_on_duty"):
        set_note(scene.li, trip)


def test_a_request_goes_to_who_is_on_duty_else_to_the_secretary(roster: Scene) -> None:
    expected = (
        ("14 08:30", Role.DUTY_CADRE, roster.li),
        ("14 11:59:59", None, roster.li),
        ("14 12:00", Role.DUTY_CADRE, roster.zhang),
        ("14 13:00", None, roster.zhang),
        ("14 14:30", Role.DUTY_CADRE, roster.zhou),
        ("14 23:00", Role.DUTY_CADRE, roster.zhang),
        ("15 10:00", Role.DUTY_CADRE, roster.zhang),
        ("16 23:59", Role.DUTY_CADRE, roster.zhang),
        ("17 09:00", Role.DUTY_CADRE, roster.li),
        ("14 09:00", Role.VILLAGE_DOCTOR, roster.sun),
        ("14 09:00", Role.MEDIATOR, roster.wu),
        ("15 03:00", Role.MEDIATOR, roster.wu),
    )
    with roster.database.reading() as db:
        for instant, wanted, person in expected:
            found = queries.handler_for(db, roster.village.id, at(instant), wanted)
            assert (instant, wanted, found) == (instant, wanted, person.id)


def test_who_lost_the_right_gets_no_request_although_still_on_the_roster(roster: Scene) -> None:
    with roster.database.writing() as db:
        for grant in db.exec(select(RoleGrant).where(col(RoleGrant.person_id).in_([roster.li.id, roster.wu.id]))):
            grant.until = at("13 00:00")
            db.add(grant)
        for wanted in (Role.DUTY_CADRE, Role.MEDIATOR):
            assert queries.handler_for(db, roster.village.id, at("14 09:00"), wanted) == roster.zhang.id
        assert queries.handler_for(db, roster.neighbour.id, at("14 09:00"), Role.MEDIATOR) == roster.other.id


def test_many_villages_are_asked_at_once(roster: Scene) -> None:
    with roster.database.reading() as db:
        found = queries.on_duty_in(db, [roster.village.id, roster.neighbour.id], at("14 09:00"))
        assert {village_id: who.name for village_id, who in found.items()} == {roster.village.id: "李秀英"}
        following = queries.next_on_duty(db, roster.village.id, at("14 18:00"))
        assert following is not None
        assert (following.name, following.starts_at) == ("张建国", at("16 20:00"))
        assert queries.next_on_duty(db, roster.village.id, at("17 08:00")) is None
