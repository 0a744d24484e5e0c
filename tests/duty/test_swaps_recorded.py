"""What the secretary writes down for colleagues who rang: marked, told to them, and theirs to take back."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
import time_machine

from app.duty.changing import queries as changing
from app.duty.swaps.answers import queries as answers
from app.duty.swaps.models import SwapState
from app.duty.swaps.rules import SwapMove
from app.people.models import Person, Role
from tests.duty.conftest import Scene, at
from tests.duty.swapping import asks, has, limit, listed, moves, page, refused, refused_to_ask, row, texts, watched
from tests.support.web import add_person


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Wednesday the 11th of February 2026, nine in the morning."""
    with time_machine.travel(at("11 09:00"), tick=False) as clock:
        yield clock


@pytest.fixture
def mine(scene: Scene) -> UUID:
    """李秀英's morning of the working Saturday."""
    return scene.plan(scene.li, "14 08:30", "14 12:00")


@pytest.fixture
def theirs(scene: Scene) -> UUID:
    """周平's morning of the Sunday after."""
    return scene.plan(scene.zhou, "15 08:30", "15 12:00")


def records(scene: Scene, who: Person, swap_id: UUID) -> list[str]:
    return [each.label for each in page(scene, who, swap_id).records]


def history(scene: Scene, shift_id: UUID) -> list[str]:
    with scene.database.reading() as db:
        return [line.text for line in changing.page(db, scene.actor(db, scene.li), shift_id, "zh").history]


def test_a_colleague_rings_and_the_secretary_asks_in_his_name(scene: Scene, mine: UUID) -> None:
    swap = asks(scene, scene.zhang, mine, person_id=scene.zhou.id, for_person_id=scene.li.id)
    asked = row(scene, swap)
    assert (asked.asker_id, asked.asked_recorded_by) == (scene.li.id, scene.zhang.id)
    assert page(scene, scene.zhou, swap).sentence == ("李秀英想请您替班，等您回答。请人是按李秀英说的，张建国代记。")
    assert page(scene, scene.li, swap).sentence == (
        "您想请周平替班，等周平回答。请人是按您说的，张建国代记。您没说过，请点“收回”。"
    )
    assert texts(scene, scene.zhou) == [
        "李秀英想请您替大槐树村2月14日 08:30–12:00的班（家里有事）。请在“值班”里回答。（张建国代记）"
    ]
    assert texts(scene, scene.li) == [
        "张建国按您说的代记：请周平替您2月14日 08:30–12:00的班（大槐树村，家里有事）。您没说过，请在“值班”里收回。"
    ]
    assert "李秀英（本人说的，张建国代记）请周平接这个班（家里有事）" in history(scene, mine)
    assert moves(scene, scene.li, swap, SwapMove.WITHDRAW) == SwapState.WITHDRAWN, "by the normal move, at once"
    assert page(scene, scene.li, swap).sentence == "收回了，班没有变。"


def test_an_answer_by_phone_waits_for_the_objection_like_any_other(
    scene: Scene, mine: UUID, theirs: UUID, clock: time_machine.Traveller
) -> None:
    """Whoever records has decided nothing: the time is also that in which such a word is taken back."""
    swap = asks(scene, scene.zhang, mine, for_shift_id=theirs, for_person_id=scene.li.id)
    assert records(scene, scene.zhang, swap) == ["周平说：我来", "周平说：来不了", "李秀英说：收回"]
    assert moves(scene, scene.zhang, swap, SwapMove.ACCEPT, on_word_of=scene.zhou) == SwapState.ACCEPTED
    answered = row(scene, swap)
    assert (answered.answered_by, answered.answer_recorded_by) == (scene.zhou.id, scene.zhang.id)
    assert answered.look_at == at("12 09:00")
    shown = page(scene, scene.zhang, swap)
    assert shown.sentence == (
        "周平答应了。2月12日 09:00前书记不反对，就算定了。请人是按李秀英说的，您代记。答应是按周平说的，您代记。"
    )
    assert {"confirm", "object"} <= {each.move for each in shown.moves}, "his say is still his"
    assert (
        "张建国按您说的代记：您答应了李秀英，2月14日 08:30–12:00由您值班，2月15日 08:30–12:00由李秀英值班"
        "（大槐树村）。您没说过，请马上在“值班”里改，或者给张建国打电话。"
    ) in texts(scene, scene.zhou)
    assert ("周平答应了您2月14日 08:30–12:00的请求。2月12日 09:00前书记不反对，就算定了。（张建国代记）") in texts(
        scene, scene.li
    )
    assert "周平（本人说的，张建国代记）答应了" in history(scene, mine)
    clock.move_to(at("12 09:00"))
    assert watched(scene) == 1
    assert (has(scene, mine), has(scene, theirs)) == ("周平", "李秀英")
    assert page(scene, scene.wu, swap).sentence.endswith(
        "请人是按李秀英说的，张建国代记。答应是按周平说的，张建国代记。"
    )


def test_whoever_never_said_so_takes_it_back_at_once(scene: Scene, mine: UUID) -> None:
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    moves(scene, scene.zhang, swap, SwapMove.ACCEPT, on_word_of=scene.zhou)
    shown = page(scene, scene.zhou, swap)
    assert shown.sentence.endswith("答应是按您说的，张建国代记。您没说过，请点“收回”。")
    assert [each.move for each in shown.moves] == ["withdraw"]
    assert moves(scene, scene.zhou, swap, SwapMove.WITHDRAW) == SwapState.WITHDRAWN
    assert has(scene, mine) == "李秀英"


def test_declining_and_taking_back_are_recorded_too(scene: Scene, mine: UUID) -> None:
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    assert moves(scene, scene.zhang, swap, SwapMove.DECLINE, on_word_of=scene.zhou) == SwapState.DECLINED
    assert page(scene, scene.li, swap).sentence == "周平来不了，班没有变。这是按周平说的，张建国代记。"
    assert texts(scene, scene.li) == ["周平来不了，2月14日 08:30–12:00的班还是您的。（张建国代记）"]
    assert ("张建国按您说的代记：李秀英2月14日 08:30–12:00的班，您来不了。您没说过，请给李秀英打电话。") in texts(
        scene, scene.zhou
    )
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    moves(scene, scene.zhang, swap, SwapMove.ACCEPT, on_word_of=scene.zhou)
    assert records(scene, scene.zhang, swap) == ["周平说：收回", "李秀英说：收回"]
    assert moves(scene, scene.zhang, swap, SwapMove.WITHDRAW, on_word_of=scene.li) == SwapState.WITHDRAWN
    assert page(scene, scene.zhou, swap).sentence == "收回了，班没有变。这是按李秀英说的，张建国代记。"
    assert "李秀英收回了，2月14日 08:30–12:00的班没有变。（张建国代记）" in texts(scene, scene.zhou)


def test_where_everybody_was_asked_whoever_has_time_may_have_rung(scene: Scene, mine: UUID) -> None:
    scene.plan(scene.sun, "14 11:00", "14 13:00")
    swap = asks(scene, scene.zhang, mine, for_person_id=scene.li.id)
    labels = records(scene, scene.zhang, swap)
    assert {"吴调解说：我来", "周平说：我来", "李秀英说：收回"} <= set(labels)
    assert not [label for label in labels if "孙大夫" in label or "张建国" in label], "busy, and he who records"
    assert len(texts(scene, scene.li)) == 1, "who asks is not asked"
    assert refused(scene, scene.zhang, swap, SwapMove.ACCEPT, on_word_of=scene.sun) == (409, "already_planned")
    assert moves(scene, scene.zhang, swap, SwapMove.ACCEPT, on_word_of=scene.wu) == SwapState.ACCEPTED
    assert refused(scene, scene.zhang, swap, SwapMove.ACCEPT, on_word_of=scene.zhou) == (409, "answered_before")


def test_nobody_but_the_secretary_records_and_not_for_himself(scene: Scene, mine: UUID, theirs: UUID) -> None:
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    for who in (scene.li, scene.wu, scene.other, scene.officer):
        assert records(scene, who, swap) == []
        assert refused(scene, who, swap, SwapMove.ACCEPT, on_word_of=scene.zhou) == (403, "not_your_role")
    assert refused_to_ask(scene, scene.wu, theirs, for_person_id=scene.zhou.id) == (403, "not_your_role")
    assert refused(scene, scene.zhang, swap, SwapMove.ACCEPT, on_word_of=scene.wu) == (422, "wrong_person")
    assert refused(scene, scene.zhang, swap, SwapMove.ACCEPT, on_word_of=scene.zhang) == (422, "same_person")
    assert refused(scene, scene.zhang, swap, SwapMove.ASK_UNDO, on_word_of=scene.li) == (422, "not_recorded")
    assert refused_to_ask(scene, scene.zhang, theirs, for_person_id=scene.li.id) == (422, "wrong_person")
    own = scene.plan(scene.zhang, "16 08:30", "16 12:00")
    assert refused_to_ask(scene, scene.zhang, own, for_person_id=scene.zhang.id) == (422, "same_person")
    assert refused_to_ask(scene, scene.zhang, theirs) == (403, "not_your_turn")
    # One of the two writes down nothing for the other, whichever side he stands on.
    his = asks(scene, scene.zhang, own, person_id=scene.zhou.id)
    assert records(scene, scene.zhang, his) == []
    assert refused(scene, scene.zhang, his, SwapMove.ACCEPT, on_word_of=scene.zhou) == (403, "own_request")
    about = {"for_person_id": scene.zhou.id}
    assert refused_to_ask(scene, scene.zhang, theirs, person_id=scene.zhang.id, **about) == (403, "own_request")
    assert has(scene, mine) == "李秀英"


def test_a_secretary_whose_own_word_another_one_recorded_has_not_had_his_say(scene: Scene, mine: UUID) -> None:
    with scene.database.writing() as db:
        second = add_person(db, "钱副书记", scene.village, Role.VILLAGE_SECRETARY)
    swap = asks(scene, scene.li, mine, person_id=scene.zhang.id)
    assert moves(scene, second, swap, SwapMove.ACCEPT, on_word_of=scene.zhang) == SwapState.ACCEPTED
    tapped = scene.plan(scene.li, "16 08:30", "16 12:00")
    swap = asks(scene, second, tapped, person_id=scene.zhang.id, for_person_id=scene.li.id)
    assert moves(scene, scene.zhang, swap, SwapMove.ACCEPT) == SwapState.EFFECTIVE, "he has answered himself"


def test_in_a_village_that_waits_for_nobody_he_is_told_at_once(scene: Scene, mine: UUID) -> None:
    limit(scene, 0)
    swap = asks(scene, scene.li, mine, person_id=scene.zhou.id)
    assert moves(scene, scene.zhang, swap, SwapMove.ACCEPT, on_word_of=scene.zhou) == SwapState.EFFECTIVE
    assert [text[:17] for text in texts(scene, scene.zhou) if "代记" in text] == ["张建国按您说的代记：您答应了李秀英"]
    assert [each.move for each in page(scene, scene.zhou, swap).moves] == ["ask_undo"]


def test_the_same_record_sent_twice_counts_once(scene: Scene, mine: UUID) -> None:
    swap_id, act_id = uuid4(), uuid4()
    about = {"person_id": scene.zhou.id, "for_person_id": scene.li.id}
    for _ in range(2):
        assert asks(scene, scene.zhang, mine, id=swap_id, **about) == swap_id
    for _ in range(2):
        assert moves(scene, scene.zhang, swap_id, SwapMove.ACCEPT, act_id, scene.zhou) == SwapState.ACCEPTED
    assert len(texts(scene, scene.zhou)) == 2
    assert [each.id for each in listed(scene, scene.zhang).waiting] == [swap_id]


def test_in_english_it_says_who_recorded_it(scene: Scene, mine: UUID) -> None:
    swap = asks(scene, scene.zhang, mine, person_id=scene.zhou.id, for_person_id=scene.li.id)
    with scene.database.reading() as db:
        said = answers.page(db, scene.actor(db, scene.li), swap, "en").sentence
        turn = changing.page(db, scene.actor(db, scene.zhou), mine, "en").history[-1].text
    assert said == (
        "You would like 周平 to take the turn. Waiting for 周平. The request was recorded by 张建国, as you said."
        " If you did not say so, take it back."
    )
    assert turn == "李秀英 (as recorded by 张建国) asked 周平 to take this turn (Something at home)"
