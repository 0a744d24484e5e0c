from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from app.core.clock import today
from app.tickets.kinds.medical import EXCLUDED_DRUGS, KIND, MedicalKind
from app.tickets.kinds.workflow import CADRES, Move, NeedKind, Owner, Side
from tests.tickets.kinds.life import Life
from tests.tickets.kinds.story import states_on_paper, words_of

HELPED, DUTY, HANDLER, SECRETARY, DOCTOR = Side.HELPED, Side.DUTY, Side.HANDLER, Side.SECRETARY, Side.DOCTOR
REFILL = {"medical_kind": "refill_request", "need_code": "refill", "emergency": False, "insurance_card": "self"}
ESCORT = {
    "medical_kind": "hospital_escort",
    "need_code": "check_up",
    "emergency": False,
    "insurance_card": "relative",
    "mobility": "wheelchair",
    "transport": "village_car",
    "escort_contact": "13800000000",
}
PRESCRIPTION: dict[str, Any] = {"rx_ref": "RX-2026-0118", "weeks": 4}
HANDING = {"read_back": True, "signed": True, "received_by": "self", "card_not_held": True}


def asked(kind: str, **more: Any) -> dict[str, Any]:
    """A good request of any kind."""
    return {
        "medical_kind": kind,
        "need_code": "bp_check",
        "emergency": False,
        "called_120": kind == "emergency_relay",
        "preferred_slots": [{"on": today().isoformat(), "half": "morning"}],
        "supply_end_on": (today() + timedelta(days=8)).isoformat(),
        **{name: ESCORT[name] for name in ("insurance_card", "mobility", "transport", "escort_contact")},
        **more,
    }


def life(kind: str = "clinic_appointment", **more: Any) -> Life:
    return Life(KIND, asked(kind, **more), {"rx_ref": "RX-2026-0118", "drug_flags": ["cold_chain"]})


def later(hours: int = 24) -> str:
    """An instant after the beginning of a story."""
    return (datetime(2026, 11, 21, 1, 12, tzinfo=UTC) + timedelta(hours=hours)).isoformat()


def ready(**prescription: Any) -> Life:
    story = life("refill_request").make("prescribe", DOCTOR, **{**PRESCRIPTION, **prescription})
    return story.make("receive_medicine", DOCTOR, counted=True, kept_cold=True)


def at_hospital() -> Life:
    story = life("hospital_escort").make("confirm_appointment", DUTY, hospital="县医院", visit_at=later())
    return story.make("set_out", HANDLER, family_told=True, card_not_held=True).make("attend", HANDLER)


def test_the_table_has_the_states_of_the_state_dictionary_and_a_way_to_withdraw() -> None:
    extra = {"withdrawn": ("已撤回", "withdrawn")}
    assert {s.name: (s.words.zh, s.core.value) for s in KIND.states} == states_on_paper("medical") | extra


def test_every_text_exists_in_both_languages() -> None:
    texts = words_of(KIND)
    assert len(texts) > 150
    assert [t for t in texts if not all(t)] == []
    assert [en for _, en in texts if any("\u4e00" <= c <= "\u9fff" for c in en)] == []
    assert all("{due}" in text for clock in KIND.clocks for text in clock.promise)


def test_no_field_takes_words_about_health() -> None:
    shapes = [KIND.asks.model_json_schema()]
    shapes += shapes[0]["$defs"].values()
    fields = {name: field for shape in shapes for name, field in shape.get("properties", {}).items()}
    assert len(fields) > 12
    for name, field in fields.items():
        for shape in field.get("anyOf", [field]):
            assert shape.get("type") != "string" or {"enum", "format", "pattern"} & shape.keys(), name
    told = {need.name for move in KIND.moves for need in move.needs if need.kind in {NeedKind.TEXT, NeedKind.LONG_TEXT}}
    assert told == {"rx_ref", "hospital"}
    assert KIND.takes_description is False


def test_why_somebody_asks_stays_between_villager_and_doctor() -> None:
    assert KIND.consents == ("health",)
    assert {"need_code", "supply_end_on", "rx_ref", "drug_flags", "weeks", "outcome", "hospital"} <= KIND.secret
    assert KIND.secret <= KIND.details.model_fields.keys()
    assert {str(KIND.title(life(kind.value).details, None)) for kind in MedicalKind if kind != "insurance_help"} == {
        str(KIND.words)
    }


@pytest.mark.parametrize("kind", [kind for kind in MedicalKind if kind != MedicalKind.EMERGENCY_RELAY])
def test_in_an_emergency_120_comes_before_any_form(kind: str) -> None:
    with pytest.raises(ValidationError, match="120"):
        KIND.asks.model_validate(asked(kind, emergency=True))


def test_an_emergency_is_written_down_after_120_was_called() -> None:
    assert life("emergency_relay", emergency=True).state == "redirected_120"
    with pytest.raises(ValidationError, match="先打 120"):
        KIND.asks.model_validate(asked("emergency_relay", called_120=False))


@pytest.mark.parametrize(
    ("asks", "sentence"),
    [
        (asked("refill_request", insurance_card="cadre"), "干部不能代管"),
        (asked("insurance_help"), "帮我办事"),
        (asked("clinic_appointment", under_14=True), "监护人"),
        (asked("clinic_appointment", preferred_slots=[]), "方便的时间"),
        (asked("refill_request", supply_end_on=None), "吃到哪一天"),
        (asked("medicine_pickup", insurance_card=None), "医保卡在谁手里"),
        (asked("hospital_escort", mobility=None), "走路"),
        (asked("hospital_escort", transport=None), "怎么去"),
        (asked("hospital_escort", escort_contact=None), "家里人的电话"),
        (asked("home_visit", preferred_slots=[{"on": "2020-01-01", "half": "morning"}]), "14 天"),
        (asked("refill_request", supply_end_on="2020-01-01"), "药吃完的日子"),
        (asked("home_visit", need_code="chest pain"), "need_code"),
        (asked("home_visit", symptoms="chest pain"), "Extra inputs"),
        (asked("hospital_escort", escort_contact="12345"), "pattern"),
    ],
)
def test_a_request_that_cannot_be_served_says_what_to_do(asks: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        KIND.asks.model_validate(asks)


def test_a_visit_to_the_clinic_from_the_phone_to_the_face() -> None:
    story = life().make("book", DUTY, slot_at=later())
    assert "mark_no_show" not in story.offered(DOCTOR)
    story.waits(days=1).make("check_in", DOCTOR).make("finish", DOCTOR, outcome="treated")
    assert story.state == "closed"
    assert "rate" in story.offered(HELPED)
    story.make("rate", HELPED)
    assert (story.state, "rate" in story.offered(HELPED)) == ("closed", False)


def test_a_finished_visit_can_be_rated_for_fifteen_days() -> None:
    story = life().make("book", DOCTOR, slot_at=later()).make("check_in", DOCTOR)
    story.make("finish", DOCTOR, outcome="advised")
    assert "rate" in story.waits(days=15).offered(HELPED)
    assert "rate" not in story.waits(minutes=1).offered(HELPED)


@pytest.mark.parametrize("kind", [kind for kind in MedicalKind if kind not in {"insurance_help", "emergency_relay"}])
def test_a_cadre_may_only_book_and_the_doctor_may_decide(kind: str) -> None:
    story = life(kind)
    deciding = {"refer", "redirect_120", "prescribe", "schedule", "check_in", "finish"}
    assert story.offered(*CADRES) & deciding == set()
    assert story.offered(*CADRES) & {"book", "call_in", "confirm_appointment"}
    assert {"refer", "redirect_120"} <= story.offered(DOCTOR)
    assert [m.name for m in KIND.moves_from("requested") if m.main and m.name in story.offered(DOCTOR, *CADRES)] in (
        ["book"],
        ["prescribe"],
        ["schedule"],
        ["confirm_appointment"],
    )


@pytest.mark.parametrize("hours", [-1, 14 * 24 + 1])
def test_a_slot_lies_within_two_weeks(hours: int) -> None:
    assert life().refusal("book", DUTY, slot_at=later(hours)) == "slot_out_of_reach"


def test_whoever_does_not_come_is_called_first() -> None:
    story = life().make("book", DUTY, slot_at=later()).waits(days=1)
    assert story.refusal("mark_no_show", DOCTOR) == "something_missing"
    assert story.make("mark_no_show", DOCTOR, called=True).state == "no_show"


def test_a_refill_from_the_last_tablets_to_the_hand() -> None:
    story = life("refill_request").make("prescribe", DOCTOR, **PRESCRIPTION)
    assert story.state == "refill_pending"
    story.make("order_medicine", HANDLER, expected_on="2026-11-25")
    story.make("receive_medicine", HANDLER, counted=True)
    assert story.refusal("hand_over", HANDLER, **HANDING) == "not_sealed"
    story.make("hand_over", HANDLER, **HANDING, sealed=True)
    assert (story.state, story.details["received_by"]) == ("handed_over", "self")
    assert story.make("rate", SECRETARY).state == "closed"


@pytest.mark.parametrize("name", ["read_back", "signed", "card_not_held"])
def test_medicine_is_handed_over_only_when_everything_was_done(name: str) -> None:
    told = {key: value for key, value in HANDING.items() if key != name}
    assert ready().refusal("hand_over", DOCTOR, **told) == "something_missing"
    assert ready().refusal("hand_over", DOCTOR, **told, **{name: False}) == "must_be_done"


def test_a_relative_collects_when_both_identity_cards_were_seen() -> None:
    told = {**HANDING, "received_by": "relative"}
    assert ready().refusal("hand_over", DOCTOR, **told) == "ids_not_seen"
    assert ready().make("hand_over", DOCTOR, **told, ids_seen=True).state == "handed_over"


@pytest.mark.parametrize("drug", EXCLUDED_DRUGS)
def test_an_excluded_drug_is_never_fetched_for_anybody(drug: str) -> None:
    story = life("medicine_pickup")
    assert story.refusal("prescribe", DOCTOR, **PRESCRIPTION, drug_flags=["cold_chain", drug]) == "drug_class_excluded"
    assert story.make("refer", DOCTOR, hospital="县医院").state == "referred"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"weeks": 0}, "too_many_weeks"),
        ({"weeks": 13}, "too_many_weeks"),
        ({"weeks": 5}, "long_term_unsigned"),
        ({"weeks": 12, "long_term_signed": False}, "long_term_unsigned"),
        ({"rx_ref": "高血压"}, "rx_ref_wrong"),
        ({"rx_ref": "RX1"}, "rx_ref_wrong"),
    ],
)
def test_a_prescription_is_a_number_for_at_most_twelve_weeks(told: dict[str, Any], code: str) -> None:
    assert life("refill_request").refusal("prescribe", DOCTOR, **{**PRESCRIPTION, **told}) == code


def test_twelve_weeks_need_an_assessment_and_a_signature() -> None:
    assert ready(weeks=12, long_term_signed=True).details["weeks"] == 12


def test_what_must_stay_cold_goes_through_the_doctor_s_hands_alone() -> None:
    story = life("refill_request").make("prescribe", DOCTOR, **PRESCRIPTION, drug_flags=["cold_chain"])
    assert story.refusal("receive_medicine", HANDLER, counted=True, kept_cold=True) == "cold_chain"
    assert story.refusal("receive_medicine", DOCTOR, counted=True) == "cold_chain"
    story.make("receive_medicine", DOCTOR, counted=True, kept_cold=True)
    assert story.refusal("hand_over", HANDLER, **HANDING, sealed=True, kept_cold=True) == "cold_chain"
    assert story.refusal("hand_over", DOCTOR, **HANDING) == "cold_chain"
    assert story.make("hand_over", DOCTOR, **HANDING, kept_cold=True).state == "handed_over"


def test_medicine_that_nobody_fetches_goes_back_after_seven_days() -> None:
    story = ready()
    assert "return_medicine" not in story.offered(DOCTOR, *CADRES, HELPED)
    assert story.clock_strikes().state == "return_to_pharmacy"
    assert KIND.clock("pickup").owner is Owner.VILLAGER


def test_an_escort_brings_the_patient_home_before_anything_is_closed() -> None:
    story = at_hospital()
    assert story.offered(HELPED, DUTY, DOCTOR) & {"rate", "follow_up", "bring_home"} == {"bring_home"}
    assert story.make("bring_home", HANDLER, family_told=True).state == "returned_home"
    assert story.make("rate", HELPED).state == "closed"


def test_nobody_sets_out_before_the_family_knows() -> None:
    story = life("hospital_escort").make("confirm_appointment", DUTY, hospital="县医院", visit_at=later())
    assert story.refusal("set_out", HANDLER, card_not_held=True) == "something_missing"
    assert story.refusal("set_out", HANDLER, family_told=True, card_not_held=False) == "must_be_done"


def test_a_missed_hospital_visit_is_made_again_and_then_needs_no_escort_home() -> None:
    story = life("referral_booking").make("refer", DOCTOR, hospital="县医院")
    story.make("confirm_appointment", DUTY, hospital="县医院", visit_at=later())
    story.make("miss", HELPED, reason="no_transport")
    story.make("confirm_appointment", HANDLER, hospital="市医院", visit_at=later(48)).make("attend", HELPED)
    assert story.details["hospital"] == "市医院"
    assert {"rate", "follow_up"} <= story.offered(HELPED, DUTY)
    assert story.make("follow_up", DUTY, outcome="advised").state == "closed"


def test_a_hospital_appointment_lies_within_ninety_days() -> None:
    story = life("referral_booking")
    assert story.refusal("confirm_appointment", DUTY, hospital="县医院", visit_at=later(91 * 24)) == "slot_out_of_reach"


def test_a_consultation_from_afar_keeps_its_time_and_a_code() -> None:
    story = life("teleconsultation").make("schedule", DOCTOR, slot_at=later(), with_level="county")
    story.waits(days=1).make("start_session", DOCTOR, patient_agrees=True)
    story.make("record_opinion", DOCTOR, outcome="go_to_hospital")
    assert story.offered(DOCTOR) >= {"refer", "finish"}
    assert story.make("refer", DOCTOR, hospital="县医院").state == "referred"


def test_the_villager_may_withdraw_until_the_medicine_lies_ready() -> None:
    assert life().make("withdraw", HELPED, reason="solved_otherwise").state == "withdrawn"
    assert "withdraw" not in ready().offered(HELPED)


def test_what_nobody_rates_closes_after_fifteen_days() -> None:
    assert ready().make("hand_over", DOCTOR, **HANDING).clock_strikes().state == "closed"


def standing(state: str) -> list[Life]:
    """Lives of every kind that stand in a state, with and without a cold chain."""
    lives = [life(kind) for kind in MedicalKind if kind != MedicalKind.INSURANCE_HELP]
    for number, story in enumerate(lives):
        story.state = state
        story.details |= {"slot_at": later(), "drug_flags": ["cold_chain"] if number % 2 else []}
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
