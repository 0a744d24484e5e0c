from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from app.tickets.kinds.parcel import CARRIERS, KIND, Carrier
from app.tickets.kinds.workflow import CADRES, Move, Owner, Side
from tests.tickets.kinds.life import Life
from tests.tickets.kinds.story import states_on_paper, words_of

HELPED, DUTY, HANDLER, TOWN = Side.HELPED, Side.DUTY, Side.HANDLER, Side.TOWN
LABEL = {"carrier": "yto", "waybill_no": "YT8812345678901", "shelf_no": "3-07"}
ARRIVAL: dict[str, Any] = {"parcel_kind": "inbound", **LABEL}
UNKNOWN = {**ARRIVAL, "unmatched": True, "recipient_surname": "王", "recipient_phone_tail": "0012"}
BY_CODE = {"collected_by": "self", "proof": "code", "code": "307482", "looked_at": True}
KNOWN = {"collected_by": "self", "proof": "known_person", "looked_at": True}
TYPICAL = {
    "waybill_no": "YT8812345678901",
    "shelf_no": "3-07",
    "courier_name": "赵师傅",
    "code": "307482",
    "recipient_name": "王建军",
}
OURS = {
    "expected": ("待到站", "submitted"),
    "drafted": ("待寄件", "submitted"),
    "id_checked": ("已核身份", "accepted"),
    "inspected": ("已验视", "in_progress"),
    "handed_to_carrier": ("已交快递", "waiting_external"),
    "delivered": ("对方已收到", "delivered"),
    "settled": ("丢失已了结", "closed"),
    "declined": ("这次办不了", "declined"),
    "withdrawn": ("已撤回", "withdrawn"),
}


def life(asks: dict[str, Any] | None = None, **service: Any) -> Life:
    """A parcel with the code that the service would give it."""
    story = Life(KIND, asks or ARRIVAL, TYPICAL)
    story.details |= {"pickup_code": "307482", **service}
    return story


def notified(asks: dict[str, Any] | None = None, **service: Any) -> Life:
    return life(asks, **service).make("notify", DUTY, way="phone")


def overdue(tries: int = 0) -> Life:
    story = notified().clock_strikes()
    for _ in range(tries):
        story.waits(days=1).make("remind", HANDLER, way="phone", result="no_answer")
    return story


def test_the_table_has_the_states_of_the_state_dictionary_and_ours_for_wishes_and_sending() -> None:
    assert {s.name: (s.words.zh, s.core.value) for s in KIND.states} == states_on_paper("parcel") | OURS


def test_every_text_exists_in_both_languages() -> None:
    texts = words_of(KIND)
    assert len(texts) > 150
    assert [t for t in texts if not all(t)] == []
    assert [en for _, en in texts if any("\u4e00" <= c <= "\u9fff" for c in en)] == []
    assert all("{due}" in text for clock in KIND.clocks for text in clock.promise)
    assert set(CARRIERS) == {carrier.value for carrier in Carrier}


@pytest.mark.parametrize(
    ("asks", "state", "title"),
    [
        (ARRIVAL, "arrived", "圆通快递 1 件"),
        (UNKNOWN, "unmatched", "圆通快递 1 件"),
        ({"parcel_kind": "fetch", "outside_code": "12-3-4567"}, "expected", "帮我取快递"),
        ({"parcel_kind": "outbound", "size": "small", "at_home": True}, "drafted", "寄快递"),
    ],
)
def test_each_kind_begins_where_it_stands(asks: dict[str, Any], state: str, title: str) -> None:
    story = Life(KIND, asks)
    assert (story.state, KIND.title(story.details, None).zh) == (state, title)


@pytest.mark.parametrize(
    "asks",
    [
        {"parcel_kind": "inbound"},
        {**ARRIVAL, "waybill_no": "YT-88"},
        {**ARRIVAL, "shelf_no": "third"},
        {**ARRIVAL, "carrier": "dhl"},
        {**ARRIVAL, "unmatched": True},
        {**UNKNOWN, "recipient_phone_tail": "12"},
        {**ARRIVAL, "flags": ["damaged"]},
        {**ARRIVAL, "cod_fen": -1},
        {**ARRIVAL, "pickup_code": "111111"},
        {**ARRIVAL, "item_name": "shoes"},
        {"parcel_kind": "fetch", "unmatched": True, "recipient_surname": "王", "recipient_phone_tail": "0012"},
    ],
)
def test_an_arrival_without_its_label_or_with_its_contents_is_refused(asks: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        KIND.asks.model_validate(asks)


def test_a_waybill_number_is_kept_in_capitals() -> None:
    assert Life(KIND, {**ARRIVAL, "waybill_no": " yt8812345678901 "}).details["waybill_no"] == "YT8812345678901"


def test_a_parcel_from_the_shelf_to_the_hand() -> None:
    story = notified()
    assert story.state == "notified"
    story.make("collect", HANDLER, **{**BY_CODE, "code": "３０７ 482"})
    assert (story.state, story.details["pickup_code"]) == ("collected", None)
    assert story.make("rate", HELPED).state == "collected"


def test_the_code_is_the_villager_s_alone() -> None:
    assert KIND.secret == {"pickup_code"}


def test_a_wrong_code_is_refused_and_five_wrong_ones_leave_it_to_the_keeper() -> None:
    for code in ("307483", "", "code"):
        assert notified().refusal("collect", DUTY, **{**BY_CODE, "code": code}) == "wrong_code"
    story = notified(code_tries=5)
    assert story.refusal("collect", DUTY, **BY_CODE) == "code_locked"
    assert story.make("collect", DUTY, **KNOWN).state == "collected"


def test_only_the_station_hands_out_and_the_recipient_looks_at_the_wrapping() -> None:
    assert "collect" not in notified().offered(HELPED, TOWN)
    assert notified().refusal("collect", DUTY, **{**KNOWN, "looked_at": False}) == "must_be_done"


@pytest.mark.parametrize(
    ("told", "service", "code"),
    [
        ({"proof": "code", "code": "307482"}, {}, "relation_missing"),
        ({"proof": "known_person", "relation": "neighbour"}, {}, "agent_needs_code"),
        ({"proof": "standing_consent", "relation": "neighbour"}, {}, "no_standing_consent"),
    ],
)
def test_an_agent_shows_the_code_or_a_standing_consent(
    told: dict[str, Any], service: dict[str, Any], code: str
) -> None:
    assert notified(**service).refusal("collect", DUTY, collected_by="agent", looked_at=True, **told) == code


def test_a_named_neighbour_and_an_agent_with_the_code_take_it_along() -> None:
    agent = {"collected_by": "agent", "relation": "neighbour", "looked_at": True}
    story = notified(delivery_preference="neighbour").make("collect", DUTY, **agent, proof="standing_consent")
    assert story.details["relation"] == "neighbour"
    assert notified().make("collect", DUTY, **agent, proof="code", code="307482").state == "collected"


def test_money_on_delivery_goes_to_the_carrier_before_the_parcel_goes() -> None:
    story = notified({**ARRIVAL, "cod_fen": 59_00})
    assert story.refusal("collect", DUTY, **BY_CODE) == "cod_unpaid"
    assert story.make("collect", DUTY, **BY_CODE, cod_paid=True).state == "collected"


def test_a_parcel_brought_home_goes_into_a_hand_and_not_to_the_door() -> None:
    story = notified().make("request_home_delivery", HELPED)
    assert story.refusal("collect", HANDLER, **KNOWN) == "something_missing"
    story.make("bring_back", HANDLER).make("request_home_delivery", HELPED)
    assert story.make("collect", HANDLER, **KNOWN, in_person=True).state == "collected"


def test_after_seven_days_it_is_overdue_and_may_be_kept_twice_more() -> None:
    story = overdue()
    assert story.state == "overdue"
    story.make("extend", HELPED).clock_strikes().make("extend", HANDLER).clock_strikes()
    assert story.refusal("extend", HELPED) == "extended_twice"
    assert KIND.clock("collection").owner is Owner.VILLAGER


def test_nothing_goes_back_before_three_tries_on_two_days() -> None:
    asked = {"instruction": "圆通客服说可以退"}
    assert overdue(tries=1).refusal("send_back", DUTY, **asked) == "not_tried_enough"
    same_day = notified()
    for _ in range(3):
        same_day.make("remind", DUTY, way="phone", result="no_answer")
    assert same_day.clock_strikes().refusal("send_back", DUTY, **asked) == "not_tried_enough"
    story = overdue(tries=2).make("send_back", DUTY, **asked)
    assert story.refusal("hand_back", DUTY, courier_name="赵") == "courier_missing"
    assert story.make("hand_back", DUTY, courier_name="赵师傅").state == "returned"


def test_what_the_villager_refuses_goes_back_at_once() -> None:
    story = notified().make("refuse", HELPED, reason="not_ordered").make("send_back", DUTY, company_told=True)
    assert (story.state, story.details["reason"]) == ("return_pending", "not_ordered")


def test_a_parcel_that_fits_nobody_is_matched_or_asked_about_after_three_days() -> None:
    assert life(UNKNOWN).refusal("match", DUTY, recipient_name="王") == "name_too_short"
    story = life(UNKNOWN).make("match", DUTY, recipient_name="王建军", recipient_phone="13800000000")
    assert (story.state, story.details["unmatched"]) == ("arrived", False)
    lying = life(UNKNOWN).clock_strikes()
    assert lying.state == "unclaimed"
    assert lying.make("send_back", DUTY, instruction="公司派人来取").state == "return_pending"


def test_damage_is_noted_once_with_the_courier_s_name() -> None:
    story = life()
    assert story.refusal("note_damage", DUTY, courier_name="赵", photographed=True) == "courier_missing"
    story.make("note_damage", DUTY, courier_name="赵师傅", photographed=True)
    assert story.details["flags"] == ["damaged"]
    assert "note_damage" not in story.offered(DUTY)


def test_not_me_who_took_it_can_be_said_for_forty_eight_hours_and_once() -> None:
    story = notified().make("collect", DUTY, **BY_CODE)
    assert "dispute" not in story.offered(*CADRES)
    assert "dispute" in story.waits(hours=48).offered(HELPED)
    story.make("dispute", HELPED).make("confirm_collection", DUTY, record_shown=True)
    assert "dispute" not in story.offered(HELPED)
    late = notified().make("collect", DUTY, **BY_CODE).waits(hours=48, seconds=1)
    assert "dispute" not in late.offered(HELPED)


def test_what_the_wrong_person_took_comes_back_and_needs_a_known_face() -> None:
    story = notified().make("collect", DUTY, **BY_CODE).make("dispute", HELPED).make("recover", DUTY)
    assert story.refusal("collect", DUTY, **BY_CODE) == "code_locked"
    assert story.make("collect", DUTY, **KNOWN).state == "collected"


def test_a_lost_parcel_is_claimed_and_a_refused_claim_names_the_authority() -> None:
    story = overdue().make("report_lost", DUTY, company_told=True, villager_told=True)
    assert KIND.clock(KIND.state("lost").clock or "").owner is Owner.AUTHORITY
    assert story.refusal("settle_claim", DUTY, outcome="carrier_declined") == "appeal_untold"
    assert story.make("settle_claim", DUTY, outcome="carrier_declined", appeal_told=True).state == "settled"
    found = notified().make("report_lost", DUTY, company_told=True, villager_told=True).make("find", DUTY)
    assert found.state == "arrived"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"waybill_no": "12"}, "waybill_wrong"),
        ({"shelf_no": "3-7"}, "shelf_wrong"),
        ({"flags": ["damaged"]}, "courier_missing"),
    ],
)
def test_a_fetched_parcel_gets_its_label(told: dict[str, Any], code: str) -> None:
    story = life({"parcel_kind": "fetch"})
    assert story.refusal("receive", DUTY, **{**LABEL, **told}) == code
    story.make("receive", DUTY, **{**LABEL, "waybill_no": "yt8812345678901"})
    assert (story.state, story.details["waybill_no"]) == ("arrived", "YT8812345678901")


def test_sending_goes_through_the_courier_s_eyes() -> None:
    story = life({"parcel_kind": "outbound"})
    assert story.refusal("check_id", DUTY, by_courier=False) == "must_be_done"
    story.make("check_id", DUTY, by_courier=True).make("inspect", DUTY, allowed=True)
    assert (
        story.refusal("hand_to_carrier", DUTY, carrier="ems", waybill_no="?", paid_to_carrier=True) == "waybill_wrong"
    )
    story.make("hand_to_carrier", DUTY, carrier="ems", waybill_no="1234567890123", paid_to_carrier=True)
    assert story.state == "handed_to_carrier"
    lost = "report_lost" in story.offered(DUTY)
    assert lost
    story.make("confirm_delivered", HELPED)
    assert story.offered(HELPED) == {"rate"}


def test_a_sent_parcel_that_is_lost_is_never_found_on_our_shelf() -> None:
    story = (
        life({"parcel_kind": "outbound"}).make("check_id", DUTY, by_courier=True).make("inspect", DUTY, allowed=True)
    )
    story.make("hand_to_carrier", DUTY, carrier="ems", waybill_no="1234567890123", paid_to_carrier=True)
    assert "find" not in story.make("report_lost", DUTY, company_told=True).offered(*CADRES)


def test_what_cannot_be_sent_or_fetched_says_where_to_go() -> None:
    for asks in ({"parcel_kind": "outbound"}, {"parcel_kind": "fetch"}):
        assert life(asks).refusal("decline", DUTY, reason="prohibited") == "something_missing"
        assert life(asks).make("decline", DUTY, reason="prohibited", redirect="镇上邮政所问问").state == "declined"
        assert life(asks).make("withdraw", HELPED, reason="applicant_wish").state == "withdrawn"


def standing(state: str) -> list[Life]:
    """Parcels of every kind that stand in a state, with three tries on two days behind them."""
    lives = [life(asks) for asks in (ARRIVAL, UNKNOWN, {"parcel_kind": "fetch"}, {"parcel_kind": "outbound"})]
    for story in lives:
        story.state = state
        story.details |= {"tried_on": ["2026-11-19", "2026-11-20", "2026-11-20"], "shelf_no": "3-07"}
    return lives


@pytest.mark.parametrize("move", KIND.moves, ids=lambda move: f"{move.name}-{move.at[0]}")
def test_each_move_can_be_made_from_each_of_its_states(move: Move) -> None:
    for at in move.at:
        assert any(story.lets(move, story.good_answers(move), move.by) for story in standing(at)), at


@pytest.mark.parametrize("move", [m for m in KIND.moves if m.needs], ids=lambda move: f"{move.name}-{move.at[0]}")
@given(st.data())
@settings(max_examples=15, deadline=None)
def test_whatever_a_move_lets_through_leaves_details_that_the_kind_accepts(move: Move, draw: st.DataObject) -> None:
    story = draw.draw(st.sampled_from(standing(draw.draw(st.sampled_from(move.at)))))
    story.lets(move, story.any_answers(move, draw), draw.draw(st.sets(st.sampled_from(sorted(move.by)))))
