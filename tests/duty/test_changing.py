"""What the secretary does with one turn, taking over at once, coming back, and the page that tells of it."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import col, select

from app.changes.models import Change
from app.core.problems import Refusal
from app.duty.changing import queries, service
from app.duty.changing.rules import Need, TurnMove
from app.duty.changing.schemas import TurnMoveIn, TurnPage
from app.duty.models import DutyShift
from app.duty.queries import on_duty
from app.duty.roster.leave.service import take_leave
from app.duty.roster.schemas import LeaveIn
from app.duty.swaps.queries import chain
from app.duty.turns.models import Reason
from app.notices.models import Notice
from app.people.actor import SYSTEM
from app.people.models import Person, RoleGrant
from tests.duty.conftest import HUAISHU, Scene, at


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Wednesday the 11th, nine in the morning; 李秀英 is on duty until noon, 周平 in the afternoon."""
    with time_machine.travel(at("11 09:00"), tick=False) as clock:
        yield clock


def act(scene: Scene, who: Person, shift_id: UUID, move: TurnMove, **more: Any) -> UUID:
    asked = TurnMoveIn.model_validate({"id": uuid4(), "move": move} | more)
    with scene.database.writing() as db:
        return service.act(db, scene.actor(db, who), shift_id, asked)


def refused(scene: Scene, who: Person, shift_id: UUID, move: TurnMove, **more: Any) -> tuple[int, str]:
    with pytest.raises(Refusal) as said:
        act(scene, who, shift_id, move, **more)
    return said.value.status, said.value.code


def replace(scene: Scene, shift_id: UUID, person: Person, who: Person | None = None, **more: Any) -> UUID:
    why = {"reason": Reason.ABSENT} | more
    return act(scene, who or scene.zhang, shift_id, TurnMove.REPLACE, person_id=person.id, **why)


def rows(scene: Scene, shift_id: UUID) -> list[tuple[str, str, str, bool]]:
    """Name, begin, end and whether it was cancelled, of all rows of a turn."""
    with scene.database.reading() as db:
        return [
            (
                db.get_one(Person, row.person_id).name,
                f"{row.starts_at.astimezone(at('11 00:00').tzinfo):%d %H:%M}",
                f"{row.ends_at.astimezone(at('11 00:00').tzinfo):%d %H:%M}",
                row.cancelled_at is not None,
            )
            for row in chain(db, shift_id)
        ]


def page(scene: Scene, who: Person, shift_id: UUID) -> TurnPage:
    with scene.database.reading() as db:
        return queries.page(db, scene.actor(db, who), shift_id, "zh")


def texts(scene: Scene, person: Person) -> list[str]:
    with scene.database.reading() as db:
        return list(
            db.exec(select(Notice.text_zh).where(Notice.person_id == person.id).order_by(col(Notice.created_at)))
        )


@pytest.mark.usefixtures("clock")
def test_the_secretary_gives_a_turn_to_somebody_else_and_both_rows_stay(scene: Scene) -> None:
    old = scene.plan(scene.li, "14 08:30", "14 12:00", phone="00000000008")
    scene.plan(scene.zhou, "10 08:30", "10 12:00", phone="00000000009")
    new = replace(scene, old, scene.zhou, reason=Reason.ON_LEAVE)
    assert rows(scene, new) == [
        ("李秀英", "14 08:30", "14 12:00", True),
        ("周平", "14 08:30", "14 12:00", False),
    ]
    with scene.database.reading() as db:
        row = db.get_one(DutyShift, new)
        assert (row.replaces_id, row.came_by, row.phone) == (old, "replaced", "00000000009")
    assert texts(scene, scene.li) == ["您2月14日 08:30–12:00在大槐树村的班由别人来值（张建国改的）。"]
    assert texts(scene, scene.zhou) == ["您2月14日 08:30–12:00在大槐树村值班（张建国改的）。"]
    seen = page(scene, scene.li, old)
    assert seen.turn.id == new, "who asks for the old row sees the one that stands in its place"
    assert [line.text for line in seen.history] == ["系统排了班，由李秀英值班", "张建国改派周平值班（请假了）"]


@pytest.mark.usefixtures("clock")
def test_the_board_does_not_call_whoever_had_the_turn_before(scene: Scene) -> None:
    old = scene.plan(scene.li, "11 08:30", "11 12:00", phone="00000000008")
    new = replace(scene, old, scene.zhou)
    with scene.database.reading() as db:
        assert db.get_one(DutyShift, new).phone is None
        found = on_duty(db, scene.village.id, at("11 09:00"))
        assert found
        assert (found.name, found.phone) == ("周平", None)


@pytest.mark.usefixtures("clock")
def test_a_turn_that_has_begun_is_cut_and_not_undone(scene: Scene) -> None:
    old = scene.plan(scene.li, "11 08:30", "11 12:00")
    new = replace(scene, old, scene.zhou)
    assert rows(scene, new) == [
        ("李秀英", "11 08:30", "11 09:00", False),
        ("周平", "11 09:00", "11 12:00", False),
    ]


@pytest.mark.usefixtures("clock")
def test_the_same_act_sent_twice_is_done_once(scene: Scene) -> None:
    old, act_id = scene.plan(scene.li, "14 08:30", "14 12:00"), uuid4()
    asked = {"id": act_id, "person_id": scene.zhou.id, "reason": Reason.OTHER}
    first = act(scene, scene.zhang, old, TurnMove.REPLACE, **asked)
    act(scene, scene.zhang, old, TurnMove.REPLACE, **asked)
    assert page(scene, scene.zhang, old).turn.id == first
    assert len(rows(scene, old)) == 2
    assert len(texts(scene, scene.zhou)) == 1
    other = asked | {"person_id": scene.sun.id}
    assert refused(scene, scene.zhang, old, TurnMove.REPLACE, **other) == (409, "id_taken")


@pytest.mark.usefixtures("clock")
def test_what_makes_no_sense_is_refused_in_words(scene: Scene) -> None:
    old = scene.plan(scene.li, "14 08:30", "14 12:00")
    scene.plan(scene.zhou, "14 11:00", "14 13:00")
    over, cancelled = scene.plan(scene.li, "10 08:30", "10 12:00"), scene.plan(scene.li, "15 08:30", "15 12:00")
    act(scene, scene.zhang, cancelled, TurnMove.CANCEL)
    why = {"reason": Reason.ABSENT}
    for who, shift_id, more, wanted in (
        (scene.zhang, old, {"person_id": scene.zhou.id} | why, (409, "already_planned")),
        (scene.zhang, old, {"person_id": scene.li.id} | why, (422, "same_person")),
        (scene.zhang, old, {"person_id": scene.wang.id} | why, (422, "not_staff")),
        (scene.zhang, old, {"person_id": uuid4()} | why, (422, "not_staff")),
        (scene.zhang, old, {"person_id": scene.sun.id}, (422, "something_missing")),
        (scene.zhang, old, {"person_id": scene.sun.id, "reason": Reason.WEATHER}, (422, "something_missing")),
        (scene.zhang, old, why, (422, "something_missing")),
        (scene.zhang, over, {"person_id": scene.sun.id} | why, (409, "shift_is_over")),
        (scene.zhang, cancelled, {"person_id": scene.sun.id} | why, (409, "shift_is_over")),
        (scene.zhang, uuid4(), {"person_id": scene.sun.id} | why, (404, "not_found")),
        (scene.li, old, {"person_id": scene.sun.id} | why, (403, "not_your_role")),
        (scene.officer, old, {"person_id": scene.sun.id} | why, (403, "not_your_role")),
        (scene.wang, old, {"person_id": scene.sun.id} | why, (404, "not_found")),
    ):
        assert refused(scene, who, shift_id, TurnMove.REPLACE, **more) == wanted
    assert rows(scene, old) == [("李秀英", "14 08:30", "14 12:00", False)]


def test_whoever_takes_over_has_the_turn_at_once_and_it_returns_by_itself(
    scene: Scene, clock: time_machine.Traveller
) -> None:
    old = scene.plan(scene.li, "11 08:30", "11 12:00")
    taken = act(scene, scene.zhou, old, TurnMove.TAKE_OVER, until=at("11 10:30"))
    assert rows(scene, taken) == [
        ("李秀英", "11 08:30", "11 09:00", False),
        ("周平", "11 09:00", "11 10:30", False),
        ("李秀英", "11 10:30", "11 12:00", False),
    ]
    for moment, name in (("11 08:59", "李秀英"), ("11 09:00", "周平"), ("11 10:29", "周平"), ("11 10:30", "李秀英")):
        with scene.database.reading() as db:
            found = on_duty(db, scene.village.id, at(moment))
            assert found
            assert found.name == name
    assert texts(scene, scene.li) == ["周平接了您在大槐树村的班，值到10:30，之后还是您。"]
    clock.move_to(at("11 10:30"))
    assert page(scene, scene.li, old).turn.mine


@pytest.mark.usefixtures("clock")
def test_without_a_time_the_turn_is_taken_to_its_end(scene: Scene) -> None:
    old = scene.plan(scene.li, "11 08:30", "11 12:00")
    act(scene, scene.zhou, old, TurnMove.TAKE_OVER, until=at("12 10:30"))
    assert [row[:3] for row in rows(scene, old)][1:] == [("周平", "11 09:00", "11 12:00")]


def test_back_now_ends_a_take_over_whoever_says_it(scene: Scene, clock: time_machine.Traveller) -> None:
    old = scene.plan(scene.li, "11 08:30", "11 12:00")
    for n, who in enumerate((scene.li, scene.zhou, scene.zhang)):
        clock.move_to(at(f"11 09:{n}0"))
        taken = act(scene, scene.zhou, page(scene, scene.li, old).turn.id, TurnMove.TAKE_OVER, until=at("11 11:00"))
        clock.move_to(at(f"11 09:{n}5"))
        assert TurnMove.COME_BACK in {offer.move for offer in page(scene, who, taken).moves}
        act(scene, who, taken, TurnMove.COME_BACK)
    standing = [row[:3] for row in rows(scene, old) if not row[3]]
    assert standing[-1] == ("李秀英", "11 09:25", "11 12:00")
    assert refused(scene, scene.li, page(scene, scene.li, old).turn.id, TurnMove.COME_BACK) == (409, "not_taken_over")


@pytest.mark.usefixtures("clock")
def test_a_third_one_takes_over_from_the_second_and_the_first_still_gets_it_back(scene: Scene) -> None:
    old = scene.plan(scene.li, "11 08:30", "11 12:00")
    taken = act(scene, scene.zhou, old, TurnMove.TAKE_OVER, until=at("11 11:00"))
    with time_machine.travel(at("11 09:30"), tick=False):
        act(scene, scene.sun, taken, TurnMove.TAKE_OVER)
    assert [row[:3] for row in rows(scene, old)] == [
        ("李秀英", "11 08:30", "11 09:00"),
        ("周平", "11 09:00", "11 09:30"),
        ("孙大夫", "11 09:30", "11 11:00"),
        ("李秀英", "11 11:00", "11 12:00"),
    ]


@pytest.mark.usefixtures("clock")
def test_taking_over_is_refused_in_words(scene: Scene) -> None:
    old, ahead = scene.plan(scene.li, "11 08:30", "11 12:00"), scene.plan(scene.li, "12 08:30", "12 12:00")
    scene.plan(scene.zhou, "11 11:00", "11 13:00")
    for who, shift_id, more, wanted in (
        (scene.zhou, old, {}, (409, "already_planned")),
        (scene.li, old, {}, (409, "own_turn")),
        (scene.sun, ahead, {}, (409, "not_running")),
        (scene.sun, old, {"until": at("11 09:00")}, (422, "bad_until")),
        (scene.officer, old, {}, (403, "not_your_role")),
        (scene.wang, old, {}, (404, "not_found")),
    ):
        assert refused(scene, who, shift_id, TurnMove.TAKE_OVER, **more) == wanted
    act(scene, scene.zhou, old, TurnMove.TAKE_OVER, until=at("11 11:00"))
    assert refused(scene, scene.sun, ahead, TurnMove.COME_BACK) == (409, "not_taken_over")
    assert refused(scene, scene.sun, page(scene, scene.li, old).turn.id, TurnMove.COME_BACK) == (403, "not_your_role")


@pytest.mark.usefixtures("clock")
def test_nobody_comes_back_who_has_lost_his_role_or_has_another_turn_by_now(scene: Scene) -> None:
    old = scene.plan(scene.li, "11 08:30", "11 12:00")
    taken = act(scene, scene.zhou, old, TurnMove.TAKE_OVER)
    scene.plan(scene.li, "11 10:00", "11 11:00")
    assert refused(scene, scene.zhang, taken, TurnMove.COME_BACK) == (409, "already_planned")
    with scene.database.writing() as db:
        db.exec(select(RoleGrant).where(RoleGrant.person_id == scene.li.id)).one().until = at("11 08:00")
    assert refused(scene, scene.zhang, taken, TurnMove.COME_BACK) == (422, "not_staff")


@pytest.mark.usefixtures("clock")
def test_the_secretary_changes_the_hours_of_a_turn(scene: Scene) -> None:
    ahead, running = scene.plan(scene.li, "14 08:30", "14 12:00"), scene.plan(scene.li, "11 08:30", "11 12:00")
    hours = {"starts_at": at("14 14:30"), "ends_at": at("14 18:00"), "reason": Reason.EVENT}
    act(scene, scene.zhang, ahead, TurnMove.MOVE, **hours)
    assert rows(scene, ahead) == [("李秀英", "14 08:30", "14 12:00", True), ("李秀英", "14 14:30", "14 18:00", False)]
    assert texts(scene, scene.li) == ["您在大槐树村的班改到2月14日 14:30–18:00（张建国改的）。"]
    act(scene, scene.zhang, running, TurnMove.MOVE, ends_at=at("11 13:00"), reason=Reason.OTHER)
    assert [row[1:3] for row in rows(scene, running)] == [("11 08:30", "11 09:00"), ("11 09:00", "11 13:00")]


@pytest.mark.usefixtures("clock")
def test_hours_that_cannot_be_are_refused_in_words(scene: Scene) -> None:
    ahead, running = scene.plan(scene.li, "14 08:30", "14 12:00"), scene.plan(scene.li, "11 08:30", "11 12:00")
    scene.plan(scene.li, "14 14:30", "14 18:00")
    for shift_id, begin, end, wanted in (
        (running, "11 08:00", "11 12:00", (422, "begun_already")),
        (running, "11 08:30", "11 09:00", (422, "in_the_past")),
        (ahead, "11 08:30", "11 12:00", (422, "in_the_past")),
        (ahead, "14 12:00", "14 12:00", (422, "bad_hours")),
        (ahead, "14 08:30", "15 08:31", (422, "bad_hours")),
        (ahead, "14 08:30", "14 12:00", (422, "nothing_changed")),
        (ahead, "14 13:00", "14 15:00", (409, "already_planned")),
    ):
        hours = {"starts_at": at(begin), "ends_at": at(end), "reason": Reason.HOURS}
        assert refused(scene, scene.zhang, shift_id, TurnMove.MOVE, **hours) == wanted
    hours = {"starts_at": at("14 09:00"), "ends_at": at("14 12:00"), "reason": Reason.HOURS}
    assert refused(scene, scene.li, ahead, TurnMove.MOVE, **hours) == (403, "not_your_role")


@pytest.mark.usefixtures("clock")
def test_the_page_offers_each_what_he_may_do(scene: Scene) -> None:
    running, ahead = scene.plan(scene.li, "11 08:30", "11 12:00"), scene.plan(scene.li, "14 08:30", "14 12:00")
    asks, at_once = ["ask_take", "ask_swap"], ["take_over"]
    draws = ["replace", "move", "cancel"]
    for who, here, there in (
        (scene.li, [], asks),
        (scene.zhou, at_once, []),
        (scene.zhang, [*at_once, *draws], [*asks, *draws]),
        (scene.officer, [], []),
    ):
        for shift_id, wanted in ((running, here), (ahead, there)):
            offers = page(scene, who, shift_id).moves
            assert [offer.move for offer in offers] == wanted
            assert all(offer.reasons for offer in offers if Need.REASON in offer.needs)
    with scene.database.reading() as db, pytest.raises(Refusal) as said:
        queries.page(db, scene.actor(db, scene.wang), ahead, "zh")
    assert said.value.status == 404


@pytest.mark.usefixtures("clock")
def test_partners_are_those_who_have_time_and_the_turns_that_fit(scene: Scene) -> None:
    mine = scene.plan(scene.li, "14 08:30", "14 12:00")
    fits = scene.plan(scene.zhou, "15 08:30", "15 12:00")
    scene.plan(scene.zhou, "14 14:30", "14 18:00")
    scene.plan(scene.sun, "14 11:00", "14 13:00")
    scene.plan(scene.li, "14 17:00", "14 19:00")
    with scene.database.reading() as db:
        found = queries.partners(db, scene.actor(db, scene.li), mine, "zh")
    assert [person.name for person in found.busy] == ["孙大夫"]
    assert {person.name for person in found.free} == {"周平", "张建国", "吴调解", "郑国"}
    # A leave takes both the person and those turns off the list.
    leave = LeaveIn(id=uuid4(), village_code=HUAISHU, first_on=date(2026, 2, 14), last_on=date(2026, 2, 14))
    with scene.database.writing() as db:
        take_leave(db, scene.actor(db, scene.zhou), leave)
    with scene.database.reading() as db:
        on_leave = queries.partners(db, scene.actor(db, scene.li), mine, "zh")
    assert "周平" in {person.name for person in on_leave.busy}
    assert fits not in {turn.id for turn in on_leave.turns}
    # 周平's afternoon of the 14th meets 李秀英's evening; 孙大夫's own turn is the one that he would give away.
    assert {turn.id for turn in found.turns} >= {fits}
    assert all(turn.person.name != "李秀英" for turn in found.turns)
    assert not any(turn.starts_at == at("14 14:30") for turn in found.turns)


@pytest.mark.usefixtures("clock")
def test_a_turn_is_cancelled_from_its_page_and_the_feed_knows_once(scene: Scene) -> None:
    old = scene.plan(scene.li, "14 08:30", "14 12:00")
    act(scene, scene.zhang, old, TurnMove.CANCEL)
    assert rows(scene, old) == [("李秀英", "14 08:30", "14 12:00", True)]
    seen = page(scene, scene.li, old)
    assert (seen.state, seen.moves, seen.history[-1].text) == ("cancelled", [], "张建国取消了这个班")
    with scene.database.reading() as db:
        assert len(db.exec(select(Change).where(Change.what == "shift_cancelled")).all()) == 1
    assert texts(scene, scene.li) == ["您2月14日 08:30–12:00在大槐树村的值班取消了。"]


@pytest.mark.usefixtures("clock")
def test_a_page_in_english_says_the_same(scene: Scene) -> None:
    old = scene.plan(scene.li, "14 08:30", "14 12:00")
    replace(scene, old, scene.zhou)
    with scene.database.reading() as db:
        seen = queries.page(db, SYSTEM, old, "en")
    assert [line.text for line in seen.history] == [
        "The system planned the turn for 李秀英",
        "张建国 gave the turn to 周平 (Nobody was there)",
    ]
