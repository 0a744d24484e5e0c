from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from app.tickets.kinds.dispute import KIND, DisputeType
from app.tickets.kinds.workflow import Move, Owner, Side
from tests.tickets.kinds.life import LI, WANG, Life
from tests.tickets.kinds.story import states_on_paper, words_of

HELPED, DUTY, HANDLER, SECRETARY, MEDIATOR, TOWN = (
    Side.HELPED,
    Side.DUTY,
    Side.HANDLER,
    Side.SECRETARY,
    Side.MEDIATOR,
    Side.TOWN,
)
TODAY = date(2026, 11, 21)
ZHANG = "00000000-0000-0000-0000-000000000009"
BOUNDARY = {"dispute_type": "neighbour", "parties": [{"name": "李老四", "role": "respondent"}]}
ACCEPT = {"parties": [WANG, LI], "in_scope": True, "explained": True}
APPOINT = {"person_id": ZHANG, "no_conflict": True, "parties_told": True}
SESSION = {"notice_signed": True, "place": "调解室", "session": "closed"}
TERM = {"obligor": "李老四", "what": "把界石移回原处", "due_on": "2026-12-10", "manner": "双方到场，当面移"}
SIGNED = {
    "terms": [TERM],
    "applicant_signed": True,
    "respondent_signed": True,
    "mediator_signed": True,
    "sealed": True,
    "copies_given": True,
    "effective_on": TODAY.isoformat(),
}
ORAL = {"oral_content": "李老四当面赔不是", "performed_now": True, "not_major": True, "no_writing_wanted": True}
FILING = {"filed_on": TODAY.isoformat(), "both_parties": True, "concerns": "conduct_or_money"}
TYPICAL = {"terms": [TERM], "remedy": "urge"}


def life(**asks: Any) -> Life:
    return Life(KIND, {**BOUNDARY, **asks}, TYPICAL)


def accepted(**asks: Any) -> Life:
    return life(**asks).make("accept", SECRETARY, **ACCEPT)


def talking(**asks: Any) -> Life:
    return accepted(**asks).make("appoint", SECRETARY, **APPOINT).make("hold_session", MEDIATOR, **SESSION)


def agreed(**asks: Any) -> Life:
    return talking(**asks).make("agree_in_writing", MEDIATOR, **SIGNED)


def without(told: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in told.items() if key != name}


def test_the_table_has_the_states_of_the_state_dictionary_and_one_for_the_extension() -> None:
    extra = {"extended": ("延期调解中", "in_progress")}
    assert {s.name: (s.words.zh, s.core.value) for s in KIND.states} == states_on_paper("dispute") | extra


def test_every_text_exists_in_both_languages() -> None:
    texts = words_of(KIND)
    assert len(texts) > 200
    assert [t for t in texts if not all(t)] == []
    assert [en for _, en in texts if any("\u4e00" <= c <= "\u9fff" for c in en)] == []
    assert all("{due}" in text for clock in KIND.clocks for text in clock.promise)


def test_nothing_of_a_quarrel_shows_outside_but_its_colour() -> None:
    assert KIND.details.model_fields.keys() - KIND.secret == {"risk_level"}
    assert {KIND.title(life(dispute_type=kind).details, None) for kind in DisputeType} == {
        KIND.title(life().details, None)
    }
    assert KIND.title(life().details, None).zh == "说事调解"


def test_neither_the_duty_desk_nor_the_township_makes_a_move() -> None:
    common = {"take", "assign", "change_urgency"}
    for move in KIND.moves:
        assert move.name in common or not {DUTY, TOWN} & move.by, move.name


@pytest.mark.parametrize(
    "asks",
    [
        {"dispute_type": "neighbour"},
        {"dispute_type": "neighbour", "parties": []},
        {"dispute_type": "neighbour", "parties": [WANG]},
        {"dispute_type": "gossip", "parties": [LI]},
        {**BOUNDARY, "claims": "长" * 301},
        {**BOUNDARY, "dangers": ["bad_mood"]},
        {**BOUNDARY, "risk_level": "green"},
        {**BOUNDARY, "parties": [{**LI, "role": "witness"}]},
        {**BOUNDARY, "parties": [{**LI, "phone": "12345"}]},
    ],
)
def test_a_request_names_the_other_side_and_nothing_unknown(asks: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        KIND.asks.model_validate(asks)


def test_a_boundary_quarrel_from_the_door_to_the_archive() -> None:
    story = life()
    assert story.state == "registered"
    story.make("accept", SECRETARY, **ACCEPT).make("appoint", SECRETARY, **APPOINT)
    assert (story.state, story.details["mediator_id"]) == ("assigned", ZHANG)
    story.make("hold_session", MEDIATOR, **SESSION)
    story.make("adjourn", MEDIATOR, next_session_at="2026-11-25T01:00:00Z").waits(days=4)
    story.make("agree_in_writing", MEDIATOR, **{**SIGNED, "effective_on": "2026-11-25"})
    assert (story.details["agreement"], story.details["confirm_by"]) == ("written", "2026-12-25")
    story.waits(days=3).make("file_confirmation", MEDIATOR, **{**FILING, "filed_on": "2026-11-28"})
    story.waits(days=10).make("record_confirmation", HANDLER, court_no="（2026）陕0430民特12号")
    story.make("record_performance", MEDIATOR, outcome="done")
    assert "rate" in story.offered(HELPED)
    story.waits(days=7).make("follow_up", MEDIATOR, way="visit", finding="kept")
    story.waits(days=23).make("follow_up", MEDIATOR, way="phone", finding="kept")
    assert (story.state, story.details["follow_ups"]) == ("followed_up", 2)
    parts = ["application", "notice", "identity", "mediation_record", "agreement", "cover"]
    assert story.make("archive", SECRETARY, parts=parts).state == "archived"


@pytest.mark.parametrize(
    ("parties", "code"),
    [
        ([WANG, {**LI, "agreed": False}], "consent_missing"),
        ([{**WANG, "agreed": False}, LI], "consent_missing"),
        ([WANG], "one_side_only"),
        ([WANG, {**WANG, "name": "王芳"}], "one_side_only"),
        ([WANG, {**LI, "role": "witness"}], "parties_wrong"),
        ([WANG, {**LI, "name": "李"}], "parties_wrong"),
        ([], "something_missing"),
    ],
)
def test_nobody_is_mediated_who_has_not_agreed(parties: list[dict[str, Any]], code: str) -> None:
    assert life().refusal("accept", SECRETARY, **{**ACCEPT, "parties": parties}) == code


@pytest.mark.parametrize("name", ["in_scope", "explained"])
def test_scope_and_rights_come_before_acceptance(name: str) -> None:
    assert life().refusal("accept", SECRETARY, **{**ACCEPT, name: False}) == "must_be_done"


def test_the_answer_comes_within_three_working_days_and_the_talks_end_within_thirty_days() -> None:
    clocks = {name: KIND.clock(name) for name in ("acceptance", "mediation", "extension", "confirmation")}
    assert [(c.limit.amount, c.limit.unit.value) for c in clocks.values() if c.limit] == [
        (3, "wd"),
        (30, "cd"),
        (30, "cd"),
        (30, "cd"),
    ]
    assert {KIND.state(name).clock for name in ("accepted", "assigned", "in_mediation")} == {"mediation"}
    assert clocks["confirmation"].owner is Owner.VILLAGER


def test_what_is_not_accepted_gets_a_reason_and_a_way_to_go() -> None:
    assert life().refusal("decline", SECRETARY, reason="unwilling") == "something_missing"
    assert life().make("decline", SECRETARY, reason="unwilling", redirect="可以去镇司法所").state == "not_accepted"


@pytest.mark.parametrize("danger", ["violence", "threats", "weapons", "self_harm", "minor_harmed", "group_petition"])
def test_danger_is_reported_before_anything_is_accepted(danger: str) -> None:
    story = life(dangers=[danger])
    assert (story.details["risk_suggested"], story.details["risk_level"]) == ("red", "green")
    assert story.refusal("accept", SECRETARY, **ACCEPT) == "danger_unreported"
    story.make("report_danger", SECRETARY, reported_to=["police", "town"], received=True)
    assert story.make("accept", SECRETARY, **ACCEPT).state == "accepted"


@pytest.mark.parametrize("build", [life, accepted, talking, agreed])
def test_the_police_can_be_called_from_everywhere(build: Any) -> None:
    assert build().refusal("escalate_police", SECRETARY, called=False) == "must_be_done"
    assert build().make("escalate_police", MEDIATOR, called=True).state == "police"


def test_only_the_secretary_lowers_the_risk_and_red_is_told_at_once() -> None:
    story = talking()
    assert story.refusal("set_risk", MEDIATOR, risk_level="red", why="拿刀威胁") == "red_untold"
    story.make("set_risk", MEDIATOR, risk_level="red", why="拿刀威胁", told_police_and_town=True)
    assert (
        story.refusal("set_risk", MEDIATOR, HANDLER, risk_level="yellow", why="消气了") == "downgrade_needs_secretary"
    )
    assert story.make("set_risk", SECRETARY, risk_level="yellow", why="消气了").details["risk_level"] == "yellow"


@pytest.mark.parametrize(
    ("asks", "suggested"),
    [
        ({}, "green"),
        ({"dispute_type": "land_contract"}, "yellow"),
        ({"parties": [LI, {**LI, "name": "李老五"}, {**LI, "name": "李老六"}]}, "yellow"),
    ],
)
def test_a_colour_is_suggested_and_never_set_by_itself(asks: dict[str, Any], suggested: str) -> None:
    assert life(**asks).details["risk_suggested"] == suggested
    assert life(**asks).details["risk_level"] == "green"


@pytest.mark.parametrize("name", ["no_conflict", "parties_told"])
def test_a_mediator_has_no_part_in_the_quarrel(name: str) -> None:
    assert accepted().refusal("appoint", SECRETARY, **{**APPOINT, name: False}) == "must_be_done"


def test_a_recusal_stops_the_talks_until_somebody_else_is_appointed() -> None:
    story = accepted().make("appoint", SECRETARY, **APPOINT).make("ask_recusal", HELPED, reason="kin")
    assert story.refusal("hold_session", MEDIATOR, **SESSION) == "recusal_open"
    assert "replace_mediator" not in story.offered(MEDIATOR, HANDLER)
    other = "00000000-0000-0000-0000-000000000010"
    story.make("replace_mediator", SECRETARY, **{**APPOINT, "person_id": other}).make(
        "hold_session", MEDIATOR, **SESSION
    )
    assert (story.state, story.details["mediator_id"]) == ("in_mediation", other)


def test_rights_and_duties_are_signed_before_the_first_word() -> None:
    story = accepted().make("appoint", SECRETARY, **APPOINT)
    assert story.refusal("hold_session", MEDIATOR, **{**SESSION, "notice_signed": False}) == "must_be_done"


def test_a_session_is_adjourned_into_the_future() -> None:
    assert talking().refusal("adjourn", MEDIATOR, next_session_at="2026-11-20T01:00:00Z") == "session_in_the_past"


def test_talks_are_extended_once_with_both_signatures() -> None:
    story = talking()
    assert story.refusal("extend", MEDIATOR, both_signed=False) == "must_be_done"
    story.make("extend", MEDIATOR, both_signed=True)
    assert (story.state, "extend" in story.offered(MEDIATOR, SECRETARY)) == ("extended", False)
    assert story.make("agree_in_writing", MEDIATOR, **SIGNED).state == "agreed_written"


@pytest.mark.parametrize("name", ["applicant_signed", "respondent_signed", "mediator_signed", "sealed", "copies_given"])
def test_an_agreement_without_every_signature_and_the_seal_is_none(name: str) -> None:
    assert talking().refusal("agree_in_writing", MEDIATOR, **without(SIGNED, name)) == "something_missing"
    assert talking().refusal("agree_in_writing", MEDIATOR, **{**SIGNED, name: False}) == "must_be_done"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"terms": [{**TERM, "obligor": "李"}]}, "terms_unclear"),
        ({"terms": [{**TERM, "manner": "好"}]}, "terms_unclear"),
        ({"terms": [{**TERM, "due_on": "2026-11-20"}]}, "due_before_effect"),
        ({"terms": [{**TERM, "amount_fen": -1}]}, "not_valid"),
        ({"terms": []}, "something_missing"),
        ({"effective_on": "2026-11-22"}, "effective_on_wrong"),
        ({"effective_on": "2026-10-21"}, "effective_on_wrong"),
    ],
)
def test_terms_are_clear_and_take_effect_before_they_are_due(told: dict[str, Any], code: str) -> None:
    assert talking().refusal("agree_in_writing", MEDIATOR, **{**SIGNED, **told}) == code


@pytest.mark.parametrize("name", ["performed_now", "not_major", "no_writing_wanted"])
def test_a_word_suffices_only_for_what_is_small_and_done_at_once(name: str) -> None:
    assert talking().refusal("agree_orally", MEDIATOR, **{**ORAL, name: False}) == "must_be_done"
    story = talking().make("agree_orally", MEDIATOR, **ORAL)
    assert (story.state, story.details["effective_on"]) == ("agreed_oral", "2026-11-21")


def test_contracted_land_needs_writing() -> None:
    assert talking(dispute_type="land_contract").refusal("agree_orally", MEDIATOR, **ORAL) == "land_needs_writing"


def test_confirmation_is_filed_by_both_within_thirty_calendar_days() -> None:
    last = agreed().waits(days=30)
    assert (
        last.make("file_confirmation", MEDIATOR, **{**FILING, "filed_on": "2026-12-21"}).state == "confirmation_filed"
    )
    late = agreed().waits(days=31)
    assert (
        late.refusal("file_confirmation", MEDIATOR, **{**FILING, "filed_on": "2026-12-22"}) == "confirmation_too_late"
    )
    rested = {**FILING, "filed_on": "2026-12-22", "last_day_was_rest": True}
    assert late.make("file_confirmation", MEDIATOR, **rested).state == "confirmation_filed"
    assert agreed().refusal("file_confirmation", MEDIATOR, **{**FILING, "both_parties": False}) == "must_be_done"


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_of_filing_lies_between_agreement_and_today(days: int) -> None:
    told = {**FILING, "filed_on": (TODAY + timedelta(days=days)).isoformat()}
    assert agreed().refusal("file_confirmation", MEDIATOR, **told) == "filed_on_wrong"


@pytest.mark.parametrize("concerns", ["marriage", "adoption", "identity"])
def test_a_court_is_not_asked_to_confirm_matters_of_status(concerns: str) -> None:
    story = agreed(dispute_type="marriage_family")
    assert story.refusal("file_confirmation", MEDIATOR, **{**FILING, "concerns": concerns}) == "status_matter"


def test_only_a_confirmed_agreement_is_enforced_and_a_breach_can_be_healed() -> None:
    assert agreed().refusal("record_breach", MEDIATOR, remedy="enforce") == "not_enforceable"
    story = agreed().make("record_breach", MEDIATOR, remedy="urge")
    assert story.make("record_performance", MEDIATOR, outcome="paid").state == "performed"
    filed = agreed().make("file_confirmation", MEDIATOR, **FILING)
    confirmed = filed.make("record_confirmation", MEDIATOR, court_no="12号")
    assert confirmed.make("record_breach", MEDIATOR, remedy="enforce").state == "breached"


def test_a_court_that_refuses_leaves_the_agreement_standing() -> None:
    filed = agreed().make("file_confirmation", MEDIATOR, **FILING)
    assert filed.refusal("record_refusal", MEDIATOR, court_no="13号") == "something_missing"
    filed.make("record_refusal", MEDIATOR, court_no="13号", remedies_told=True)
    assert {"record_performance", "record_breach"} <= filed.offered(MEDIATOR)


def test_talks_that_fail_end_with_the_other_ways_told() -> None:
    assert talking().refusal("terminate", MEDIATOR, reason="no_agreement") == "something_missing"
    story = talking().make("terminate", MEDIATOR, reason="no_agreement", remedies_told=True)
    assert {"rate", "archive"} & story.offered(HELPED, SECRETARY) == {"rate", "archive"}


@pytest.mark.parametrize("way", ["escalate_town", "escalate_judicial"])
def test_what_comes_back_from_above_goes_on_where_consent_stands(way: str) -> None:
    told = {"reason": "too_hard", "received_by": "刘所长"}
    assert talking().make(way, MEDIATOR, **told).make("resume", MEDIATOR).state == "assigned"
    unaccepted = life().make(way, SECRETARY, **told)
    assert unaccepted.offered(SECRETARY) & {"resume", "send_back"} == {"send_back"}
    assert unaccepted.make("send_back", SECRETARY).state == "registered"
    done = life().make(way, SECRETARY, **told)
    assert done.make("conclude_elsewhere", SECRETARY, outcome="settled", remedies_told=True).state == "terminated"


def test_a_dossier_lacks_nothing_and_the_other_side_hears_of_a_withdrawal() -> None:
    ended = talking().make("terminate", MEDIATOR, reason="no_agreement", remedies_told=True)
    assert ended.refusal("archive", SECRETARY, parts=["application", "identity", "cover"]) == "dossier_incomplete"
    story = life().make("withdraw", HELPED, reason="solved_otherwise")
    parts = ["application", "identity", "cover"]
    assert story.refusal("archive", SECRETARY, parts=parts) == "other_side_untold"
    assert story.make("archive", SECRETARY, parts=parts, other_side_told=True).state == "archived"


def standing(state: str) -> list[Life]:
    """Quarrels of three sorts that stand in a state, agreed on ten days ago."""
    lives = [life(), life(dispute_type="land_contract"), life(dangers=["violence"])]
    for story in lives:
        story.state = state
        story.details |= {"agreement": "written", "effective_on": "2026-11-11", "confirm_by": "2026-12-11"}
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
