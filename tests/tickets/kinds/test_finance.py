from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from app.core.clock import LOCAL, now
from app.people.texts.rules import announced_secret, forbidden_secret
from app.places.models import LimitUnit
from app.places.rules import Limit
from app.tickets.kinds.finance import KIND, FinanceKind
from app.tickets.kinds.workflow import Owner, Side
from tests.tickets.kinds.story import COLLEAGUE, Story, states_on_paper, words_of

HELPED, DUTY, HANDLER, SECRETARY, CLOCK = Side.HELPED, Side.DUTY, Side.HANDLER, Side.SECRETARY, Side.CLOCK
SIX = ("stranger_called", "code_asked", "told_to_hide", "safe_account", "easy_money", "screen_shared")
ALL_CLEAR = dict.fromkeys(SIX, "no")
TOMORROW = "2026-11-22T09:30:00+08:00"
CALL = {"called": "96110", "called_at": "2026-11-21T09:00:00+08:00"}


def wish(kind: str = "cash_withdrawal_appt", **more: Any) -> Story:
    return Story(KIND, {"finance_kind": kind, **more})


def screened(kind: str = "cash_withdrawal_appt", **more: Any) -> Story:
    return wish(kind, **more).make("screen", DUTY, **ALL_CLEAR)


def scheduled(**more: Any) -> Story:
    return screened(**more).make("schedule", DUTY, slot_start=TOMORROW)


def checked_in() -> Story:
    return scheduled().waits(days=1).make("check_in", DUTY, holder_present=True)


def on_hold() -> Story:
    return wish("remittance_appt").make("hold", DUTY, safe_account="yes", note="对方让转到安全账户")


def loan(**more: Any) -> Story:
    return screened("micro_loan_referral", loan_purpose="livestock", **more)


def referred() -> Story:
    return loan().make("refer", DUTY, **BANK, loan_household_type="monitored")


BANK = {"bank_name": "农商银行", "manager": "赵经理", "consent": True}


def test_the_table_has_the_states_labels_and_core_states_of_the_state_dictionary() -> None:
    assert {s.name: (s.words.zh, s.core.value) for s in KIND.states} == states_on_paper("finance")


def test_every_text_exists_in_both_languages() -> None:
    texts = words_of(KIND) + [tuple(KIND.title({"finance_kind": kind}, None)) for kind in FinanceKind]
    assert len(texts) > 150
    assert [t for t in texts if not all(t)] == []
    assert [en for _, en in texts if any("\u4e00" <= c <= "\u9fff" for c in en)] == []


def test_the_bank_s_time_is_not_the_village_s() -> None:
    assert {clock.name for clock in KIND.clocks if clock.owner is not Owner.VILLAGE} == {"bank", "rating"}
    assert KIND.clock("bank").limit == Limit(10, LimitUnit.WORKING_DAYS)
    assert all("{due}" in text for clock in KIND.clocks for text in clock.promise)


def test_a_withdrawal_goes_from_the_wish_to_the_slip_and_the_face() -> None:
    story = wish(bank_name="农商银行", amount_band="upto_1000").make("screen", DUTY, all_asked=True)
    story.make("schedule", DUTY, slot_start=TOMORROW)
    assert (story.details["slot_zh"], story.details["slot_en"]) == ("11月22日（周日）09:30", "Sun 22 Nov, 09:30")
    story.waits(days=1).make("check_in", HANDLER, holder_present=True)
    story.make("serve", HANDLER, receipt_given=True, signed=True)
    assert (story.state, story.details["receipt_given"], story.details["signed"]) == ("served", True, True)
    assert story.offered(HELPED) == {"rate"}
    assert story.make("rate", HELPED).state == "closed"


def test_the_villager_s_own_time_is_taken_unless_another_is_given() -> None:
    at = (now().astimezone(LOCAL) + timedelta(days=2)).replace(hour=10, minute=0, second=0, microsecond=0)
    story = screened(slot_start=at.isoformat())
    story.now = now()
    story.make("schedule", DUTY)
    assert datetime.fromisoformat(story.details["slot_start"]) == at


@pytest.mark.parametrize(
    "asks",
    [
        {},
        {"finance_kind": "gold"},
        {"finance_kind": "balance_help", "card_no": "1"},
        {"finance_kind": "balance_help", "amount_band": "2000"},
        {"finance_kind": "balance_help", "bank_name": "行" * 31},
        {"finance_kind": "balance_help", "bank_name": "农商 4111 1111 1111 1111"},
        {"finance_kind": "balance_help", "bank_name": "农商，密码123456"},
        {"finance_kind": "balance_help", "loan_purpose": "livestock"},
        {"finance_kind": "micro_loan_referral"},
        {"finance_kind": "cash_withdrawal_appt", "slot_start": "2026-11-22T09:30:00"},
        {"finance_kind": "cash_withdrawal_appt", "slot_start": "2020-11-22T09:30:00Z"},
    ],
)
def test_a_request_that_says_too_much_or_too_little_is_refused(asks: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        KIND.asks.model_validate(asks)


def test_nobody_can_wish_for_an_hour_of_today_that_is_over() -> None:
    for minutes, fits in ((-1, False), (1, True)):
        asks = {"finance_kind": "cash_withdrawal_appt", "slot_start": (now() + timedelta(minutes=minutes)).isoformat()}
        if fits:
            assert KIND.asks.model_validate(asks)
        else:
            with pytest.raises(ValidationError, match="过去"):
                KIND.asks.model_validate(asks)


@pytest.mark.parametrize("purpose", ["marriage", "house_building", "wealth_products", "lending_on", "daily_spending"])
def test_a_loan_is_for_production_and_the_refusal_says_so_in_both_languages(purpose: str) -> None:
    with pytest.raises(ValidationError) as refused:
        KIND.asks.model_validate({"finance_kind": "micro_loan_referral", "loan_purpose": purpose})
    zh, _, en = refused.value.errors()[0]["msg"].partition(" | ")
    assert "生产" in zh
    assert "production" in en


@pytest.mark.parametrize("kind", ["remittance_appt", "card_problem", "micro_loan_referral"])
def test_risky_wishes_take_all_six_answers(kind: str) -> None:
    story = wish(kind, **({"loan_purpose": "crops"} if kind == "micro_loan_referral" else {}))
    assert story.refusal("screen", DUTY) == "fraud_questions_open"
    assert story.refusal("screen", DUTY, **dict.fromkeys(SIX[:5], "no")) == "fraud_questions_open"
    assert story.make("screen", DUTY, **ALL_CLEAR).details["fraud_answers"] == dict.fromkeys(SIX, False)


def test_nobody_is_said_to_have_asked_what_was_not_asked() -> None:
    assert wish().refusal("screen", DUTY) == "fraud_questions_open"
    assert wish().refusal("screen", DUTY, **dict.fromkeys(SIX[:5], "no")) == "fraud_questions_open"
    assert wish().make("screen", DUTY, all_asked=True).details["fraud_answers"] == dict.fromkeys(SIX, False)
    assert wish().refusal("screen", DUTY, all_asked=True, code_asked="yes") == "fraud_signs"


def test_where_the_risk_is_great_one_tick_does_not_stand_for_six_answers() -> None:
    assert wish("remittance_appt").refusal("screen", DUTY, all_asked=True) == "unknown_field"


@pytest.mark.parametrize("question", SIX)
def test_one_bad_answer_stops_it(question: str) -> None:
    assert wish().refusal("screen", DUTY, **{**ALL_CLEAR, question: "yes"}) == "fraud_signs"


def test_a_hold_keeps_who_stopped_it_and_why() -> None:
    story = on_hold()
    assert (story.state, story.details["fraud_answers"]["safe_account"]) == ("fraud_hold", True)
    assert story.details["held"]["note"] == "对方让转到安全账户"
    assert "hold" in checked_in().offered(DUTY)  # It is never too late to stop.


def test_what_was_held_goes_on_after_two_people_one_of_them_the_secretary() -> None:
    story, why = on_hold(), {**CALL, "cleared_because": "给女儿打过电话，是交学费"}
    assert story.refusal("clear", DUTY, SECRETARY, **why) == "second_person_needed"
    story.actor = COLLEAGUE
    assert story.refusal("clear", DUTY, **why) == "secretary_needed"
    assert story.make("clear", SECRETARY, **why).state == "screened"
    story = wish().make("hold", SECRETARY, note="像骗局")
    story.actor = COLLEAGUE
    assert story.make("clear", DUTY, **why).details["cleared_because"] == "给女儿打过电话，是交学费"


def test_a_call_to_the_police_is_logged_with_its_time() -> None:
    story = on_hold()
    assert story.refusal("report_police", DUTY, called="110") == "something_missing"
    for at in ("2026-11-22T09:00:00+08:00", "2026-10-01T09:00:00+08:00"):
        assert story.refusal("report_police", DUTY, called="110", called_at=at) == "call_out_of_range"
    story.make("report_police", DUTY, **CALL)
    assert (story.state, story.details["called"]) == ("reported_police", "96110")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "slot_missing"),
        ({"slot_start": "2026-11-20T09:30:00+08:00"}, "slot_past"),
        ({"slot_start": "2026-11-21T09:12:00+08:00"}, "slot_past"),
        ({"slot_start": "2026-12-06T09:30:00+08:00"}, "slot_out_of_range"),
        ({"slot_start": "2026-11-22T09:30:00"}, "not_valid"),
        ({"slot_start": "soon"}, "not_valid"),
    ],
)
def test_a_slot_lies_within_fourteen_days(data: dict[str, Any], code: str) -> None:
    assert screened().refusal("schedule", DUTY, **data) == code
    assert screened().make("schedule", DUTY, slot_start="2026-12-05T09:30:00+08:00").state == "scheduled"


def test_nobody_is_booked_for_an_hour_of_today_that_is_over() -> None:
    """It is 09:12 in the village."""
    assert screened().make("schedule", DUTY, slot_start="2026-11-21T09:30:00+08:00").state == "scheduled"
    assert scheduled().refusal("reschedule", DUTY, slot_start="2026-11-21T08:30:00+08:00") == "slot_past"


def test_a_changed_time_stays_within_the_first_fourteen_days() -> None:
    story = scheduled().waits(days=5)
    assert story.refusal("reschedule", DUTY, slot_start="2026-12-08T09:30:00+08:00") == "slot_out_of_range"
    story.make("reschedule", DUTY, slot_start="2026-12-01T15:00:00+08:00")
    assert (story.state, story.details["slot_en"]) == ("scheduled", "Tue 1 Dec, 15:00")


def test_above_two_thousand_the_branch_is_advised_first() -> None:
    story = screened(amount_band="over_2000")
    assert story.refusal("schedule", DUTY, slot_start=TOMORROW) == "over_limit"
    story.make("schedule", DUTY, slot_start=TOMORROW, over_limit_advised=True)
    assert story.make("reschedule", DUTY, slot_start=TOMORROW).details["over_limit_advised"] is True


def test_only_the_holder_in_person_is_served() -> None:
    story = scheduled()
    assert story.refusal("check_in", DUTY) == "something_missing"
    assert story.refusal("check_in", DUTY, holder_present=False) == "must_be_done"


@pytest.mark.parametrize("data", [{}, {"receipt_given": True}, {"receipt_given": True, "signed": False}])
def test_serving_takes_a_slip_and_a_signature(data: dict[str, Any]) -> None:
    assert checked_in().refusal("serve", DUTY, **data) in {"something_missing", "must_be_done"}


def test_a_failure_has_a_reason_and_a_next_step() -> None:
    story = checked_in()
    assert story.refusal("fail", DUTY, failure_reason="network") == "something_missing"
    story.make("fail", DUTY, failure_reason="network", next_step="明天上午再来")
    assert (story.state, story.details["failure_reason"]) == ("failed", "network")


def test_somebody_has_not_come_only_once_the_time_is_past() -> None:
    story = scheduled()
    assert "mark_no_show" not in story.offered(DUTY)
    assert story.waits(days=2).make("mark_no_show", DUTY).state == "no_show"


def test_a_loan_is_passed_on_with_consent_to_a_named_manager() -> None:
    story = loan()
    assert "schedule" not in story.offered(DUTY)
    assert story.refusal("refer", DUTY, **BANK) == "household_missing"
    assert story.refusal("refer", DUTY, **{**BANK, "consent": False}, loan_household_type="other") == "must_be_done"
    story.make("refer", DUTY, **BANK, loan_household_type="monitored")
    assert (story.state, story.details["bank_name"], story.details["manager"]) == ("referred", "农商银行", "赵经理")


@pytest.mark.parametrize(
    ("move", "data", "state"),
    [
        ("bank_approves", {"told_by": "villager"}, "bank_approved"),
        ("bank_declines", {"told_by": "bank"}, "bank_declined"),
        ("record_no_answer", {"asked_again": True}, "no_answer"),
    ],
)
def test_the_bank_s_answer_is_kept_without_any_amount(move: str, data: dict[str, Any], state: str) -> None:
    story = referred().make(move, DUTY, **data)
    assert story.state == state
    assert story.make("rate", HELPED).state == "closed"


def test_a_villager_cancels_at_any_open_step_and_only_his_side_does() -> None:
    for story in (wish(), screened(), on_hold(), scheduled(), checked_in(), referred()):
        assert "cancel" not in story.offered(DUTY, HANDLER, SECRETARY)
        assert story.make("cancel", HELPED).state == "cancelled"


def test_silence_closes_after_seven_days() -> None:
    close = KIND.move("close", "served")
    assert close is not None
    assert close.after == Limit(7, LimitUnit.CALENDAR_DAYS)


def test_one_main_move_is_offered_at_a_time() -> None:
    for kind in FinanceKind:
        story = wish(kind, **({"loan_purpose": "tools"} if kind == "micro_loan_referral" else {}))
        for state in KIND.states:
            story.state = state.name
            offered = story.offered(*(side for side in Side if side is not CLOCK))
            mains = [m.name for m in KIND.moves_from(state.name) if m.main and m.name in offered]
            assert len(mains) == (0 if state.ends else 1), state.name


def with_check_digit(digits: str) -> str:
    """A number with its Luhn digit, computed here in another way than in the product."""
    total = sum(sum(divmod(int(d) * (2 - i % 2), 10)) for i, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)


@settings(deadline=None, max_examples=200)
@given(
    digits=st.text("0123456789", min_size=11, max_size=18).filter(lambda d: d[0] != "0"),
    joint=st.sampled_from(["", " ", "-", "  ", "—", ".", "\u200b"]),
    size=st.integers(2, 6),
    figures=st.sampled_from(["0123456789", "０１２３４５６７８９", "零一二三四五六七八九", "〇幺二三四五六七八九"]),
)
@example(digits="411111111111111", joint=" ", size=4, figures="０１２３４５６７８９")
@example(digits="622202123456789012", joint=" ", size=4, figures="零一二三四五六七八九")
def test_card_numbers_are_refused_however_they_are_written(digits: str, joint: str, size: int, figures: str) -> None:
    number = with_check_digit(digits)
    groups = [number[n : n + size] for n in range(0, len(number), size)]
    assume(not any(len(group) == 11 for group in groups))
    text = joint.join(groups).translate(str.maketrans("0123456789", figures))
    for said in (text, f"我的卡是{text}，电话13800000000", f"card {text}."):
        why = forbidden_secret(said)
        assert why is not None, said
        assert "卡号" in why.zh


@given(digits=st.text("123456789", min_size=11, max_size=18))
def test_a_number_with_a_wrong_check_digit_is_no_card(digits: str) -> None:
    number = with_check_digit(digits)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert forbidden_secret(f"单号{wrong}") is None


@pytest.mark.parametrize(
    "text",
    [
        "卡号 6217002870001234567",
        "卡号：６２１７００２８７０００１２３４５６７",
        "我的卡号是6217 0028 7000 1234 567",
        "银行卡六二一七零零二八七零零零一二三四五六七",
        "存折账号:612345678901234",
        "kahao 6217002870001234567",
        "card number 6217-0028-7000-1234-567",
        "卡号 6217002870001234567，电话13800000000",
        "我的卡 6222 0212 3456 7890",
        "工行卡6222021234567890",
        "社保卡6217002870001234567",
        "农商银行的卡是6217002870001234567",
    ],
)
def test_what_is_called_a_card_number_is_one_whatever_its_check_digit(text: str) -> None:
    why = forbidden_secret(text)
    assert why is not None
    assert "卡号" in why.zh
    assert announced_secret(text) == why


@pytest.mark.parametrize(
    "text",
    [
        "密码123456",
        "密码:abcdef",
        "密码是 abcdef",
        "password = sunshine",
        "银行发来 482913",
        "手机收到短信482913",
        "银行刚发来一个数 四八二九一三",
        "mima 123456",
        "mi ma: 123456",
        "yanzhengma 482913",
        "密码：１２３４５６",
        "我的密码是 1 2 3 4 5 6",
        "密码12345",
        "密 码 123456",
        "密码一二三四五六",
        "密码是Wang1949",
        "取款密码就是:8888",
        "验证码 4821",
        "短信验证码为 482 193",
        "验证码收到了是482193",
        "动态码：993311",
        "PIN 1234",
        "我的PIN码是8888",
        "my PIN number is 1234",
        "password: abc123",
        "the SMS code 4821",
        "123456是我的密码",
        "安全码：123",
        "取款码 123456",
        "CVV 123",
    ],
)
def test_passwords_and_codes_are_refused(text: str) -> None:
    why = forbidden_secret(text)
    assert why is not None
    assert "密码" in why.zh


@pytest.mark.parametrize(
    "text",
    [
        "",
        "忘了密码，2000元取不出来",
        "忘了密码，打95588问",
        "密码是什么我忘了",
        "密码: 忘了",
        "银行发来短信叫我去一趟",
        "银行发来短信，电话95588",
        "手机收到短信说扣了482913元",
        "银行卡丢了，电话13800000000",
        "银行卡绑的手机 13800000000 13900000000",
        "社保卡 202611240001 办好了",
        "存折补登，家里电话 0913-82123456",
        "卡号写不下，不写了",
        "密码输错3次锁了",
        "密码是2012年设的",
        "密码忘了，电话13800000000",
        "验证码收不到",
        "有人向我要验证码，我没给",
        "PIN pad broken",
        "打110和96110",
        "想取2000元，周二上午9点",
        "2026-11-24 09:30",
        "2026-11-24T09:30:00.123456Z",
        "13800000000 13900000000",
        "13800000000 2000",
        "0913-82123456",
        "DHS-F-261123-0042",
        "550e8400-e29b-41d4-a716-446655440000",
        "41111111-1111-4111-9111-111111111111",
        "交8个人的医保，每人400元",
    ],
)
def test_what_people_really_write_is_not_refused(text: str) -> None:
    assert forbidden_secret(text) is None


def test_a_right_check_digit_alone_makes_no_card() -> None:
    landline, beside, in_an_id = (with_check_digit(d) for d in ("02987654321", "13800000000200", "41111111111"))
    assert forbidden_secret(f"固定电话 {landline}") is None
    assert forbidden_secret(f"电话 {beside[:11]} {beside[11:]}") is None
    assert forbidden_secret(f"550e8400-e29b-41d4-a716-{in_an_id}") is None
    assert forbidden_secret(in_an_id) is not None
    assert announced_secret(f"户号 {in_an_id}") is None


@given(st.text(max_size=500))
def test_no_text_breaks_the_check(text: str) -> None:
    assert forbidden_secret(text) in {None, forbidden_secret("密码123456"), forbidden_secret("4111111111111111")}


def test_the_service_asks_this_module_about_every_text() -> None:
    assert KIND.forbids is forbidden_secret
    with_secret = {"failure_reason": "other", "next_step": "下次密码123456"}
    assert checked_in().refusal("fail", DUTY, **with_secret) == "forbidden_text"


@settings(deadline=None, max_examples=100)
@given(draw=st.data(), begun=st.sampled_from([wish, screened, on_hold, scheduled, checked_in, loan, referred]))
def test_every_life_leaves_details_that_are_valid(draw: st.DataObject, begun: Callable[[], Story]) -> None:
    begun().live_on(draw)
