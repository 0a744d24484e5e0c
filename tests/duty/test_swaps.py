"""What colleagues ask of each other: asking, answering, the secretary's say, and what it comes to."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import col, select

from app.core.problems import Refusal
from app.duty.board.queries import board
from app.duty.changing import queries as changing
from app.duty.changing.rules import TurnMove
from app.duty.service import cancel_shift
from app.duty.swaps import queries
from app.duty.swaps.answers import queries as answers
from app.duty.swaps.models import Lapse, SwapState, SwapTurn
from app.duty.swaps.queries import chain
from app.duty.swaps.rules import SwapMove
from app.duty.turns.models import Reason, ShiftEvent
from app.notices.models import Notice
from app.people.actor import SYSTEM
from app.people.models import Person, Role, RoleGrant
from app.people.service import take_role
from tests.duty import test_feeds as feeds
from tests.duty.conftest import HUAISHU, Scene, at
from tests.duty.swapping import (
    asks,
    changes,
    has,
    limit,
    listed,
    moves,
    page,
    refused,
    refused_to_ask,
    row,
    texts,
    watched,
)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Wednesday the 11th of February 2026, nine in the morning."""
    with time_machine.travel(at("11 09:00"), tick=False) as clock:
        yield clock


@pytest.fixture
def mine(scene: Scene) -> UUID:
    """李秀英's morning of the working Saturday."""
    return scene.plan(scene.li, "14 08:30", "14 12:00", phone="00000000008")


@pytest.fixture
def theirs(scene: Scene) -> UUID:
    """周平's morning of the Sunday after."""
    return scene.plan(scene.zhou, "15 08:30", "15 12:00", phone="00000000009")


def test_asked_accepted_and_not_objected_to_a_turn_changes_hands(
    scene: Scene, mine: UUID, clock: time_machine.Traveller
) -> None:
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    assert [each.move for each in page(scene, scene.zhou, swap).moves] == ["accept", "decline"]
    assert texts(scene, scene.zhou) == ["李秀英想请您替大槐树村2月14日 08:30–12:00的班（家里有事）。请在“值班”里回答。"]
    assert moves(scene, scene.zhou, swap, SwapMove.ACCEPT) == SwapState.ACCEPTED
    assert has(scene, mine) == "李秀英"
    assert texts(scene, scene.li) == ["周平答应了您2月14日 08:30–12:00的请求。2月12日 09:00前书记不反对，就算定了。"]
    assert texts(scene, scene.zhang) == [
        "李秀英和周平说好了：2月14日 08:30–12:00由周平值班。2月12日 09:00前您可以不同意；不用管，到时就算定了。"
    ]
    clock.move_to(at("12 08:59"))
    assert watched(scene) == 0
    clock.move_to(at("12 09:00"))
    assert watched(scene) == 1
    assert watched(scene) == 0, "once"
    assert (has(scene, mine), row(scene, swap).state) == ("周平", SwapState.EFFECTIVE)
    with scene.database.reading() as db:
        before, after = chain(db, mine)
        assert (before.person_id, before.cancelled_at is not None) == (scene.li.id, True)
        assert (after.replaces_id, after.came_by, after.phone) == (mine, "substituted", None)
        shown = board(db, HUAISHU, at("14 09:00"), "zh").on_duty
        assert shown
        assert shown.name == "周平"
        turn = changing.page(db, scene.actor(db, scene.li), mine, "zh")
    assert turn.swap_id == swap
    history = [line.text for line in turn.history]
    assert (history[0], history[-1]) == ("系统排了班，由李秀英值班", "改由周平值班")
    assert set(history[1:-1]) == {"李秀英请周平接这个班（家里有事）", "周平答应了"}
    assert "定了：2月14日 08:30–12:00由周平值班（大槐树村）。" in texts(scene, scene.li)
    assert "定了：2月14日 08:30–12:00由您值班（大槐树村）。" in texts(scene, scene.zhou)


def test_a_swap_gives_each_the_others_turn(scene: Scene, mine: UUID, theirs: UUID) -> None:
    swap = asks(scene, scene.li, mine, for_shift_id=theirs)
    assert page(scene, scene.zhou, swap).sentence == "李秀英想和您换班，等您回答。"
    moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    assert moves(scene, scene.zhang, swap, SwapMove.CONFIRM) == SwapState.EFFECTIVE
    assert (has(scene, mine), has(scene, theirs)) == ("周平", "李秀英")
    with scene.database.reading() as db:
        assert [each.came_by for each in (chain(db, mine)[-1], chain(db, theirs)[-1])] == ["swapped", "swapped"]
        # The board must call whoever comes, each under the number that they gave.
        assert [chain(db, each)[-1].phone for each in (mine, theirs)] == ["00000000009", "00000000008"]
    assert page(scene, scene.li, swap).sentence == (
        "换好了：2月14日 08:30–12:00由周平值班，2月15日 08:30–12:00由您值班。"
    )


def test_two_turns_at_the_same_time_can_be_swapped(scene: Scene) -> None:
    """Each one's time is the other's: nobody is busy by the turn that he gives away."""
    first = scene.plan(scene.li, "14 08:30", "14 12:00")
    second = scene.plan(scene.zhou, "14 10:00", "14 14:00")
    swap = asks(scene, scene.li, first, for_shift_id=second)
    moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    moves(scene, scene.zhang, swap, SwapMove.CONFIRM)
    assert (has(scene, first), has(scene, second)) == ("周平", "李秀英")


def test_the_same_request_and_the_same_answer_sent_twice_count_once(scene: Scene, mine: UUID) -> None:
    swap_id, act_id = uuid4(), uuid4()
    for _ in range(2):
        assert asks(scene, scene.li, mine, id=swap_id, person_id=scene.zhou.id) == swap_id
    for _ in range(2):
        assert moves(scene, scene.zhou, swap_id, SwapMove.ACCEPT, act_id) == SwapState.ACCEPTED
    assert len(texts(scene, scene.zhou)) == len(texts(scene, scene.li)) == 1
    assert refused_to_ask(scene, scene.li, mine, id=swap_id) == (409, "id_taken")
    with pytest.raises(Refusal) as said:
        moves(scene, scene.zhou, swap_id, SwapMove.WITHDRAW, act_id)
    assert said.value.code == "id_taken"
    undone = uuid4()
    moves(scene, scene.zhang, swap_id, SwapMove.CONFIRM)
    for _ in range(2):
        assert moves(scene, scene.zhang, swap_id, SwapMove.UNDO, undone) == SwapState.UNDONE
    with scene.database.reading() as db:
        assert len(chain(db, mine)) == 3


def test_an_open_request_goes_to_those_who_have_time_and_one_gets_it(scene: Scene, mine: UUID) -> None:
    scene.plan(scene.sun, "14 11:00", "14 13:00")
    swap = asks(scene, scene.li, mine)
    assert texts(scene, scene.sun) == []
    assert texts(scene, scene.wu) == [
        "李秀英来不了，大槐树村2月14日 08:30–12:00的班，谁有空谁来（家里有事）。请看“值班”。"
    ]
    assert [each.id for each in listed(scene, scene.wu).waiting] == [swap]
    assert refused(scene, scene.sun, swap, SwapMove.ACCEPT) == (409, "already_planned")
    moves(scene, scene.wu, swap, SwapMove.ACCEPT)
    assert refused(scene, scene.zhou, swap, SwapMove.ACCEPT) == (409, "answered_before")
    with pytest.raises(Refusal) as said:
        moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    assert said.value.words.zh == "吴调解已经答应了，不用您来了。"
    assert listed(scene, scene.zhou).waiting == []


def test_each_hears_of_the_end_that_another_one_brought(scene: Scene, mine: UUID) -> None:
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    assert moves(scene, scene.zhou, swap, SwapMove.DECLINE) == SwapState.DECLINED
    assert "周平来不了，2月14日 08:30–12:00的班还是您的。" in texts(scene, scene.li)
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    assert moves(scene, scene.li, swap, SwapMove.WITHDRAW) == SwapState.WITHDRAWN
    assert "李秀英收回了，2月14日 08:30–12:00的班没有变。" in texts(scene, scene.zhou)
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    assert moves(scene, scene.zhou, swap, SwapMove.WITHDRAW) == SwapState.WITHDRAWN, "who agreed may think again"
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    assert [each.id for each in listed(scene, scene.zhang).waiting] == [swap]
    assert moves(scene, scene.zhang, swap, SwapMove.OBJECT) == SwapState.OBJECTED
    for person in (scene.li, scene.zhou):
        assert "书记张建国没同意，2月14日 08:30–12:00的班没有变。" in texts(scene, person)
    assert has(scene, mine) == "李秀英"
    assert refused(scene, scene.zhou, swap, SwapMove.ACCEPT) == (409, "too_late")


def test_nobody_waits_for_a_secretary_who_is_one_of_the_two_or_has_no_say(scene: Scene, mine: UUID) -> None:
    own = scene.plan(scene.zhang, "14 14:30", "14 18:00")
    by_secretary = asks(scene, scene.zhang, own, person_id=scene.zhou.id)
    assert moves(scene, scene.zhou, by_secretary, SwapMove.ACCEPT) == SwapState.EFFECTIVE
    to_secretary = asks(scene, scene.li, mine, person_id=scene.zhang.id)
    assert moves(scene, scene.zhang, to_secretary, SwapMove.ACCEPT) == SwapState.EFFECTIVE
    later = scene.plan(scene.li, "15 14:30", "15 18:00")
    limit(scene, 0)
    unlimited = asks(scene, scene.li, later, person_id=scene.zhou.id)
    assert moves(scene, scene.zhou, unlimited, SwapMove.ACCEPT) == SwapState.EFFECTIVE
    # What he was asked and what came of his own request; nothing is said to wait for him.
    assert set(texts(scene, scene.zhang)) == {
        "定了：2月14日 14:30–18:00由周平值班（大槐树村）。",
        "李秀英想请您替大槐树村2月14日 08:30–12:00的班（家里有事）。请在“值班”里回答。",
    }


def test_a_turn_that_begins_before_the_limit_ends_is_settled_an_hour_before(
    scene: Scene, clock: time_machine.Traveller
) -> None:
    shift = scene.plan(scene.li, "11 14:30", "11 18:00")
    swap = asks(scene, scene.li, shift, person_id=scene.zhou.id)
    moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    assert row(scene, swap).look_at == at("11 13:30")
    clock.move_to(at("11 13:30"))
    assert watched(scene) == 1
    assert has(scene, shift) == "周平"


def test_within_the_last_hour_it_holds_at_once_and_the_secretary_is_told(scene: Scene) -> None:
    shift = scene.plan(scene.li, "11 09:40", "11 12:00")
    swap = asks(scene, scene.li, shift, person_id=scene.zhou.id)
    assert moves(scene, scene.zhou, swap, SwapMove.ACCEPT) == SwapState.EFFECTIVE
    assert texts(scene, scene.zhang) == [
        "李秀英和周平说好了：2月11日 09:40–12:00由周平值班。离开班太近，已经算定了；不行请改派。"
    ]


def test_a_watch_that_was_down_does_what_was_agreed_for_the_rest_of_the_turn(
    scene: Scene, mine: UUID, clock: time_machine.Traveller
) -> None:
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    clock.move_to(at("14 10:00"))
    assert watched(scene) == 1
    with scene.database.reading() as db:
        spans = [(each.person_id, each.starts_at, each.ends_at) for each in chain(db, mine)]
    assert spans == [
        (scene.li.id, at("14 08:30"), at("14 10:00")),
        (scene.zhou.id, at("14 10:00"), at("14 12:00")),
    ]


def test_what_nobody_answered_lapses_when_the_turn_begins(
    scene: Scene, mine: UUID, clock: time_machine.Traveller
) -> None:
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    clock.move_to(at("14 08:30"))
    assert refused(scene, scene.zhou, swap, SwapMove.ACCEPT) == (409, "begun_already")
    assert watched(scene) == 1
    assert (row(scene, swap).state, row(scene, swap).lapsed_as) == (SwapState.LAPSED, Lapse.BEGUN)
    for person in (scene.li, scene.zhou):
        assert "2月14日 08:30–12:00换班替班的请求作废了：到开班还没说定，班还是原来的人值。" in texts(scene, person)


def test_a_request_follows_its_turn_when_the_secretary_moves_it(scene: Scene, mine: UUID) -> None:
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    hours = {"starts_at": at("13 14:30"), "ends_at": at("13 18:00"), "reason": Reason.EVENT}
    moved = changes(scene, scene.zhang, mine, TurnMove.MOVE, **hours)
    with scene.database.reading() as db:
        assert db.get_one(SwapTurn, (swap, True)).shift_id == moved
    assert row(scene, swap).look_at == at("12 09:00")
    assert "请您接的班改了时间，现在是2月13日 14:30–18:00（大槐树村）。来不了，请在“值班”里说。" in texts(
        scene, scene.zhou
    )
    hours = {"starts_at": at("11 14:30"), "ends_at": at("11 18:00"), "reason": Reason.EVENT}
    moved = changes(scene, scene.zhang, moved, TurnMove.MOVE, **hours)
    assert row(scene, swap).look_at == at("11 13:30"), "nearer than the limit"
    moves(scene, scene.zhang, swap, SwapMove.CONFIRM)
    assert has(scene, moved) == "周平"
    with scene.database.reading() as db:
        assert len(chain(db, mine)) == 4


def test_a_request_lapses_when_its_turn_moves_to_where_the_other_one_is_busy(scene: Scene, mine: UUID) -> None:
    scene.plan(scene.zhou, "13 14:30", "13 18:00")
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    hours = {"starts_at": at("13 14:00"), "ends_at": at("13 17:00"), "reason": Reason.EVENT}
    changes(scene, scene.zhang, mine, TurnMove.MOVE, **hours)
    assert row(scene, swap).lapsed_as == Lapse.BUSY
    assert any(text.endswith("作废了：来接的人那时另有班。") for text in texts(scene, scene.li))


def test_a_request_lapses_with_its_turn(scene: Scene, theirs: UUID) -> None:
    for n, wanted in enumerate((Lapse.TURN_CANCELLED, Lapse.TURN_CHANGED)):
        shift = scene.plan(scene.li, f"{17 + n} 08:30", f"{17 + n} 12:00")
        swap = asks(scene, scene.li, shift, for_shift_id=theirs)
        moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
        before = len(texts(scene, scene.li))
        if wanted is Lapse.TURN_CANCELLED:
            changes(scene, scene.zhang, shift, TurnMove.CANCEL)
        else:
            changes(scene, scene.zhang, shift, TurnMove.REPLACE, person_id=scene.sun.id, reason=Reason.ABSENT)
        assert (row(scene, swap).state, row(scene, swap).lapsed_as) == (SwapState.LAPSED, wanted)
        assert len(texts(scene, scene.li)) == before, "of a turn of one's own one hears once, from the change itself"
        assert sum("作废了" in text for text in texts(scene, scene.zhou)) == n + 1
        assert watched(scene) == 0
    assert has(scene, theirs) == "周平"


def test_a_request_lapses_when_the_other_turn_goes(scene: Scene, mine: UUID, theirs: UUID) -> None:
    swap = asks(scene, scene.li, mine, for_shift_id=theirs)
    with scene.database.writing() as db:
        cancel_shift(db, scene.actor(db, scene.zhang), theirs)
    assert row(scene, swap).lapsed_as == Lapse.TURN_CANCELLED
    assert any(text.endswith("作废了：这个班取消了。") for text in texts(scene, scene.li))
    again = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    assert row(scene, again).state == SwapState.ASKED


def test_a_request_lapses_when_somebody_is_staff_no_more_or_busy_by_then(scene: Scene, mine: UUID) -> None:
    swap = asks(scene, scene.li, mine, person_id=scene.sun.id)
    with scene.database.writing() as db:
        grant = db.exec(select(RoleGrant).where(RoleGrant.person_id == scene.sun.id)).one()
        take_role(db, SYSTEM, grant.id)
    assert watched(scene) == 1
    assert row(scene, swap).lapsed_as == Lapse.NOT_STAFF
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    assert watched(scene) == 0
    scene.plan(scene.zhou, "14 10:00", "14 11:00")
    assert watched(scene) == 1
    assert row(scene, swap).lapsed_as == Lapse.BUSY
    assert has(scene, mine) == "李秀英"


def test_one_request_at_a_time_is_open_about_a_turn(scene: Scene, mine: UUID, theirs: UUID) -> None:
    first = asks(scene, scene.li, mine, person_id=scene.sun.id)
    assert refused_to_ask(scene, scene.li, mine) == (409, "asked_already")
    assert refused_to_ask(scene, scene.zhou, theirs, for_shift_id=mine) == (409, "asked_already")
    moves(scene, scene.li, first, SwapMove.WITHDRAW)
    asks(scene, scene.zhou, theirs, for_shift_id=mine)
    assert refused_to_ask(scene, scene.li, mine) == (409, "asked_already")


def test_what_makes_no_sense_is_refused_in_words(scene: Scene, mine: UUID, theirs: UUID) -> None:
    running, over = scene.plan(scene.li, "11 08:30", "11 12:00"), scene.plan(scene.li, "10 08:30", "10 12:00")
    scene.plan(scene.sun, "14 11:00", "14 13:00")
    cancelled = scene.plan(scene.li, "16 08:30", "16 12:00")
    with scene.database.writing() as db:
        cancel_shift(db, SYSTEM, cancelled)
    zhou, sun = {"person_id": scene.zhou.id}, {"person_id": scene.sun.id}
    for who, shift_id, more, wanted in (
        (scene.zhou, mine, sun, (403, "not_your_turn")),
        (scene.zhang, mine, sun, (403, "not_your_turn")),
        (scene.officer, mine, sun, (403, "not_your_turn")),
        (scene.wang, mine, sun, (404, "not_found")),
        (scene.li, uuid4(), zhou, (404, "not_found")),
        (scene.li, running, zhou, (409, "begun_already")),
        (scene.li, over, zhou, (409, "shift_is_over")),
        (scene.li, cancelled, zhou, (409, "shift_is_over")),
        (scene.li, mine, sun, (409, "already_planned")),
        (scene.li, mine, {"person_id": scene.li.id}, (422, "same_person")),
        (scene.li, mine, {"for_shift_id": mine}, (422, "same_person")),
        (scene.li, mine, {"person_id": scene.wang.id}, (422, "not_staff")),
        (scene.li, mine, {"person_id": uuid4()}, (422, "not_staff")),
        (scene.li, mine, {"for_shift_id": uuid4()}, (404, "not_found")),
        (scene.li, mine, {"for_shift_id": theirs} | sun, (422, "wrong_person")),
        (scene.li, mine, zhou | {"reason": Reason.WEATHER}, (422, "something_missing")),
    ):
        assert refused_to_ask(scene, who, shift_id, **more) == wanted
    assert listed(scene, scene.li).going == []


def test_each_may_do_what_is_his_and_nothing_else(scene: Scene, mine: UUID) -> None:
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    everybody = (scene.li, scene.zhou, scene.zhang, scene.sun, scene.officer)

    def offered() -> list[list[str]]:
        return [[each.move for each in page(scene, who, swap).moves] for who in everybody]

    assert offered() == [["withdraw"], ["accept", "decline"], [], [], []]
    moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    assert offered() == [["withdraw"], ["withdraw"], ["confirm", "object"], [], []]
    moves(scene, scene.zhang, swap, SwapMove.CONFIRM)
    assert offered() == [["ask_undo"], ["ask_undo"], ["undo"], [], []]
    moves(scene, scene.li, swap, SwapMove.ASK_UNDO)
    assert offered() == [["refuse_undo"], ["undo", "refuse_undo"], ["undo"], [], []]
    for who, move, wanted in (
        (scene.sun, SwapMove.ACCEPT, (403, "not_your_role")),
        (scene.officer, SwapMove.OBJECT, (403, "not_your_role")),
        (scene.li, SwapMove.UNDO, (409, "too_late")),
        (scene.wang, SwapMove.UNDO, (404, "not_found")),
        (scene.zhang, SwapMove.OBJECT, (409, "too_late")),
    ):
        assert refused(scene, who, swap, move) == wanted


def test_one_side_asks_to_undo_and_the_other_agrees(scene: Scene, mine: UUID, theirs: UUID) -> None:
    swap = asks(scene, scene.li, mine, for_shift_id=theirs)
    moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    moves(scene, scene.zhang, swap, SwapMove.CONFIRM)
    moves(scene, scene.zhou, swap, SwapMove.ASK_UNDO)
    assert page(scene, scene.li, swap).waits
    moves(scene, scene.li, swap, SwapMove.REFUSE_UNDO)
    assert any(text.startswith("李秀英不换回来") for text in texts(scene, scene.zhou))
    moves(scene, scene.li, swap, SwapMove.ASK_UNDO)
    assert moves(scene, scene.zhou, swap, SwapMove.UNDO) == SwapState.UNDONE
    assert (has(scene, mine), has(scene, theirs)) == ("李秀英", "周平")
    with scene.database.reading() as db:
        assert [each.came_by for each in chain(db, mine)] == [None, "swapped", "undone"]
        assert chain(db, mine)[-1].phone == "00000000008"
    assert "周平换回来了：2月14日 08:30–12:00由您值班，2月15日 08:30–12:00由周平值班（大槐树村）。" in texts(
        scene, scene.li
    )
    assert page(scene, scene.li, swap).sentence == "换回来了，和原来一样。"


def test_what_has_begun_or_changed_since_is_not_undone(scene: Scene, mine: UUID, clock: time_machine.Traveller) -> None:
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    moves(scene, scene.zhang, swap, SwapMove.CONFIRM)
    with scene.database.reading() as db:
        standing = chain(db, mine)[-1].id
    moved = changes(
        scene,
        scene.zhang,
        standing,
        TurnMove.MOVE,
        starts_at=at("14 09:00"),
        ends_at=at("14 12:00"),
        reason=Reason.HOURS,
    )
    assert "ask_undo" in [each.move for each in page(scene, scene.li, swap).moves], "other hours are no other hands"
    clock.move_to(at("14 09:00"))
    assert page(scene, scene.li, swap).moves == []
    assert refused(scene, scene.li, swap, SwapMove.ASK_UNDO) == (409, "too_late")
    clock.move_to(at("13 09:00"))
    changes(scene, scene.zhang, moved, TurnMove.REPLACE, person_id=scene.sun.id, reason=Reason.ABSENT)
    assert refused(scene, scene.zhang, swap, SwapMove.UNDO) == (409, "too_late")
    assert has(scene, mine) == "孙大夫"


def test_undoing_is_refused_while_the_first_one_is_busy(scene: Scene, mine: UUID) -> None:
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    moves(scene, scene.zhang, swap, SwapMove.CONFIRM)
    scene.plan(scene.li, "14 10:00", "14 11:00")
    assert refused(scene, scene.zhang, swap, SwapMove.UNDO) == (409, "already_planned")
    assert has(scene, mine) == "周平"


def test_the_secretary_acts_for_the_absent_by_giving_their_turns_to_each_other(
    scene: Scene, mine: UUID, theirs: UUID
) -> None:
    """Whoever is not there is neither asked nor answers: two acts of the secretary are a swap, and an open request ends."""
    swap = asks(scene, scene.li, mine, person_id=scene.sun.id)
    for shift_id, person in ((mine, scene.zhou), (theirs, scene.li)):
        changes(scene, scene.zhang, shift_id, TurnMove.REPLACE, person_id=person.id, reason=Reason.ABSENT)
    assert (has(scene, mine), has(scene, theirs)) == ("周平", "李秀英")
    assert row(scene, swap).lapsed_as == Lapse.TURN_CHANGED


def test_the_list_shows_each_what_is_his(scene: Scene, mine: UUID, theirs: UUID) -> None:
    named = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    to_all = asks(scene, scene.zhou, theirs)

    def ids(who: Person) -> list[list[UUID]]:
        found = listed(scene, who)
        return [[each.id for each in part] for part in (found.waiting, found.going, found.past)]

    assert ids(scene.li) == [[to_all], [named], []]
    assert ids(scene.zhou) == [[named], [to_all], []]
    assert ids(scene.zhang) == [[to_all], [named], []], "a colleague without a phone may ring the secretary about it"
    assert ids(scene.officer) == [[], [], []]
    moves(scene, scene.zhou, named, SwapMove.DECLINE)
    assert ids(scene.li) == [[to_all], [], [named]]
    with scene.database.reading() as db:
        counts = [
            queries.waiting_count(db, scene.actor(db, who), scene.village)
            for who in (scene.li, scene.zhou, scene.zhang, scene.officer)
        ]
        assert counts == [1, 0, 1, 0]
        with pytest.raises(Refusal) as said:
            answers.swaps(db, scene.actor(db, scene.wang), scene.village, "zh")
    assert said.value.code == "not_your_village"


def test_in_english_it_says_the_same(scene: Scene, mine: UUID) -> None:
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    with scene.database.reading() as db:
        assert answers.page(db, scene.actor(db, scene.li), swap, "en").sentence == (
            "You would like 周平 to take the turn. Waiting for 周平."
        )
        assert answers.page(db, scene.actor(db, scene.zhou), swap, "en").sentence == (
            "李秀英 would like you to take the turn. Waiting for you."
        )
    moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    moves(scene, scene.zhang, swap, SwapMove.CONFIRM)
    with scene.database.reading() as db:
        said = answers.page(db, scene.actor(db, scene.zhou), swap, "en").sentence
    assert said == "Done: 14 Feb 08:30–12:00 goes to you."


def test_nobody_is_told_of_what_he_did_himself_and_each_act_is_written_down(scene: Scene, mine: UUID) -> None:
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    assert texts(scene, scene.li) == []
    moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    moves(scene, scene.zhang, swap, SwapMove.CONFIRM)
    assert len(texts(scene, scene.zhang)) == 1, "that something waits, and not what came of his own act"
    with scene.database.reading() as db:
        events = db.exec(select(ShiftEvent.what).order_by(col(ShiftEvent.at), col(ShiftEvent.what))).all()
    assert set(events) == {"asked", "accepted", "confirmed", "substituted"}
    assert len(events) == 4


def test_a_secretary_of_another_village_has_no_say(scene: Scene, mine: UUID) -> None:
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    assert scene.other.id in _staff(scene), "he helps out here"
    assert refused(scene, scene.other, swap, SwapMove.OBJECT) == (403, "not_your_role")


def _staff(scene: Scene) -> set[UUID]:
    with scene.database.reading() as db:
        held = select(RoleGrant.person_id).where(
            RoleGrant.place_id == scene.village.id, RoleGrant.role == Role.DUTY_CADRE.value
        )
        return set(db.exec(held).all())


def test_calendars_follow_a_swap_and_each_event_keeps_its_name(scene: Scene, mine: UUID, theirs: UUID) -> None:
    ours = {person.id: feeds.link(scene, person)[1] for person in (scene.li, scene.zhou)}

    def shown(person: Person) -> set[tuple[str, int, str]]:
        return {
            (f"{event.decoded('dtstart'):%d}", int(str(event["sequence"])), str(event["status"]))
            for event in feeds.read(scene, ours[person.id])
        }

    assert shown(scene.li) == {("14", 0, "CONFIRMED")}
    swap = asks(scene, scene.li, mine, for_shift_id=theirs)
    moves(scene, scene.zhou, swap, SwapMove.ACCEPT)
    moves(scene, scene.zhang, swap, SwapMove.CONFIRM)
    assert {each for each in shown(scene.li) if each[2] == "CONFIRMED"} == {("15", 1, "CONFIRMED")}
    assert {each for each in shown(scene.zhou) if each[2] == "CONFIRMED"} == {("14", 1, "CONFIRMED")}


def test_nobody_is_told_at_night(scene: Scene, mine: UUID, clock: time_machine.Traveller) -> None:
    clock.move_to(at("11 22:30"))
    asks(scene, scene.li, mine, person_id=scene.zhou.id)
    with scene.database.reading() as db:
        [notice] = db.exec(select(Notice).where(Notice.kind == "shift_swap")).all()
    assert (notice.urgent, notice.send_after) == (False, at("12 07:00"))
