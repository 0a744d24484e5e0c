from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from app.core.problems import Refusal
from app.core.words import Words
from app.places.models import LimitUnit
from app.places.rules import Limit
from app.tickets.kinds.authorisation import GRANTABLE
from app.tickets.kinds.errand import KIND
from app.tickets.kinds.workflow import ItemFacts, Owner, Side
from tests.tickets.kinds.story import CADRE, Story, states_on_paper, words_of

HELPED, DUTY, HANDLER, SECRETARY, TOWN, CLOCK = (
    Side.HELPED,
    Side.DUTY,
    Side.HANDLER,
    Side.SECRETARY,
    Side.TOWN,
    Side.CLOCK,
)
PAPERS = (
    {"code": "id_card", "name_zh": "身份证", "name_en": "Identity card", "kind": "original_seen"},
    {"code": "hukou", "name_zh": "户口本", "name_en": "Household register", "kind": "original_held"},
    {"code": "account", "name_zh": "社保卡账户页", "name_en": "Account page", "kind": "copy", "may_follow": True},
)

PAPER: dict[str, Any] = {
    "authorisation_id": str(UUID(int=9)),
    "agent_id": str(CADRE),
    "agent_name": "李秀英",
    "powers": [power.value for power in GRANTABLE],
    "since_on": "2026-11-20",
    "until_on": "2027-05-20",
}


def item(mode: str = "FULL", *, instant: bool = False) -> ItemFacts:
    limit = Limit(0 if instant else 20, LimitUnit.WORKING_DAYS)
    return ItemFacts("MZ-04", Words("高龄老人补贴", "Old-age allowance"), mode, instant, limit, PAPERS)


def rows(*codes: str) -> list[dict[str, str]]:
    return [{"code": code} for code in codes]


def all_papers() -> list[dict[str, str]]:
    return rows("id_card", "hukou", "account")


def errand(mode: str = "FULL", *, instant: bool = False) -> Story:
    return Story(KIND, {}, item(mode, instant=instant))


def signed(mode: str = "FULL") -> Story:
    return errand(mode).make("authorise", DUTY, **PAPER)


def accepted(**more: Any) -> Story:
    return signed().make("accept", DUTY, **{"materials": all_papers(), "receipt_given": True, **more})


def lodged(**more: Any) -> Story:
    return accepted(**more).make("lodge", HANDLER, window="镇便民服务中心4号窗口", handed_to="刘主任")


def under_review(**more: Any) -> Story:
    return lodged(**more).make("authority_accepts", TOWN, acceptance_no="SQ-2026-118")


def status(story: Story) -> dict[str, str]:
    return {m["code"]: m["status"] for m in story.details["materials"]}


def held(story: Story) -> list[str]:
    return [m["code"] for m in story.details["materials"] if m["custody"]]


def with_li(*codes: str) -> dict[str, Any]:
    """What the chain of custody tells the errand when 李秀英 has these originals."""
    hand = {"holder": "person", "holder_id": str(CADRE), "holder_name": "李秀英", "since": "2026-11-21T01:12:00Z"}
    return told([{"code": code, "count": 1, "overnight_ok": True} | hand for code in codes])


def back(*codes: str) -> dict[str, Any]:
    """What it tells once their owner has them again."""
    return told([{"code": code, "count": 0} for code in codes])


def told(originals: list[dict[str, Any]]) -> dict[str, Any]:
    return {"originals": originals, "papers_zh": "原件", "papers_en": "originals"}


def test_the_table_has_the_states_labels_and_core_states_of_the_state_dictionary() -> None:
    assert {s.name: (s.words.zh, s.core.value) for s in KIND.states} == states_on_paper("errand")


def test_every_text_exists_in_both_languages() -> None:
    texts = words_of(KIND)
    assert len(texts) > 150
    assert [t for t in texts if not all(t)] == []
    assert [en for _, en in texts if any("\u4e00" <= c <= "\u9fff" for c in en)] == []


def test_the_two_clocks_have_two_owners_and_the_authority_s_stands_while_it_is_suspended() -> None:
    assert [KIND.clock(name).owner for name in ("response", "forwarding", "delivery")] == [Owner.VILLAGE] * 3
    assert [KIND.clock(name).owner for name in ("lodging", "authority")] == [Owner.AUTHORITY] * 2
    assert KIND.clock("authority").limit is None  # The catalogue item's own.
    assert [(s.name, s.paused) for s in KIND.states if s.clock == "authority"] == [
        ("under_review", False),
        ("suspended", True),
    ]
    assert all("{due}" in text for clock in KIND.clocks for text in clock.promise)


def test_a_request_knows_its_title_and_begins_with_every_paper_missing() -> None:
    story = Story(KIND, {"wants_home_visit": True}, item())
    assert story.state == "submitted"
    assert set(status(story).values()) == {"missing"}
    assert story.details["wants_home_visit"] is True
    assert KIND.title(story.details, item()) == Words("高龄老人补贴", "Old-age allowance")


@pytest.mark.parametrize("asks", [{"unknown": 1}, {"wants_home_visit": "maybe"}, {"materials": []}])
def test_a_request_with_unknown_or_wrong_fields_is_refused(asks: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        KIND.asks.model_validate(asks)


def test_the_story_of_old_wang_s_allowance() -> None:
    story = signed()
    story.make("notify_deficiency", DUTY, missing=rows("account"), way="phone", read_back=True)
    assert story.state == "correction_required"
    assert status(story) == {"id_card": "supplied", "hukou": "supplied", "account": "missing"}
    assert [(n["no"], n["round"], n["missing"]) for n in story.details["notices"]] == [(1, 1, ["account"])]

    story.waits(days=1).make("resubmit", HELPED, materials=rows("account"))
    assert status(story)["account"] == "said"
    story.make("receive_originals", DUTY, **with_li("hukou"))
    assert story.refusal("accept", DUTY, receipt_given=True) == "materials_missing"
    story.make("accept", DUTY, materials=rows("account"), receipt_given=True)
    assert status(story)["account"] == "supplied"
    assert story.details["receipt_on"] == "2026-11-22"
    assert held(story) == ["hukou"]

    story.waits(days=1).make("lodge", HANDLER, window="镇便民服务中心4号窗口", handed_to="回执 118")
    story.waits(days=1).make("authority_accepts", TOWN, acceptance_no="SQ-118")
    assert (story.details["lodged_on"], story.details["accepted_on"]) == ("2026-11-23", "2026-11-24")
    story.make("special_procedure", HANDLER, reason="public_notice", until_on="2026-12-01", told=True)
    assert (story.state, story.details["suspended"]["until_on"]) == ("suspended", "2026-12-01")
    story.waits(days=7).make("resume", TOWN)
    assert story.details["suspended"] is None
    story.make("approve", TOWN, document="石民〔2026〕12号", benefit_from="2026-12-01")
    assert story.details["decision"]["result"] == "approved"

    assert story.refusal("deliver", HANDLER, way="fingerprint") == "originals_held"
    story.make("return_originals", HANDLER, **back("hukou"))
    story.make("deliver", HANDLER, way="fingerprint")
    assert (story.state, held(story), status(story)["hukou"]) == ("delivered", [], "returned")
    assert story.make("rate", DUTY).state == "closed"


def test_an_instant_item_and_a_guided_one_end_at_the_desk_and_no_other_does() -> None:
    for story in (errand(instant=True), errand("GUIDE")):
        assert story.make("complete_now", DUTY, result="当场办好，回执给了本人").state == "delivered"
        assert set(status(story).values()) == {"returned"}
    assert "complete_now" not in errand().offered(DUTY, HANDLER, SECRETARY)
    assert "accept" not in errand(instant=True).offered(DUTY, HANDLER)


def test_the_likeliest_move_of_each_state_is_one() -> None:
    for mode, instant in (("FULL", False), ("FULL", True), ("LODGE", False)):
        for state in KIND.states:
            story = errand(mode, instant=instant)
            story.state = state.name
            offered = story.offered(*(side for side in Side if side is not CLOCK))
            assert sum(m.main for m in KIND.moves_from(state.name) if m.name in offered) <= 1, state.name


def test_a_notice_on_the_phone_is_read_back() -> None:
    story = errand()
    assert story.refusal("notify_deficiency", DUTY, missing=rows("account"), way="phone") == "read_back_needed"
    assert story.make("notify_deficiency", DUTY, missing=rows("account"), way="paper").state == "correction_required"


def test_a_notice_lists_only_papers_of_the_item_and_at_least_one() -> None:
    story = errand()
    assert story.refusal("notify_deficiency", DUTY, missing=rows("marriage"), way="app") == "unknown_material"
    assert story.refusal("notify_deficiency", DUTY, missing=[], way="app") == "something_missing"


def test_a_second_notice_in_a_round_is_for_the_secretary_with_a_reason() -> None:
    story = errand().make("notify_deficiency", DUTY, missing=rows("account"), way="app")
    story.make("resubmit", HELPED, materials=rows("account"))
    again = {"missing": rows("account"), "way": "app"}
    assert story.refusal("notify_deficiency", DUTY, HANDLER, **again) == "second_notice_needs_secretary"
    assert story.refusal("notify_deficiency", SECRETARY, **again) == "second_notice_needs_reason"
    story.make("notify_deficiency", SECRETARY, **again, again_reason="照片看不清账号")
    assert (story.details["notices"][1]["no"], story.details["notices"][1]["words"]) == (2, "照片看不清账号")
    assert status(story)["account"] == "rejected"


def test_the_authority_s_return_opens_a_round_with_its_own_words() -> None:
    story = signed().make("notify_deficiency", DUTY, missing=rows("account"), way="app")
    story.make("resubmit", HELPED, materials=rows("account"))
    story.make("accept", DUTY, materials=rows("account"), receipt_given=True)
    story.make("lodge", DUTY, window="镇上", handed_to="刘主任")
    story.make(
        "authority_returns",
        TOWN,
        authority_words="户口本缺首页",
        missing=[{"code": "hukou", "reason": "缺首页"}],
        way="app",
    )
    assert (story.state, story.details["round"], story.details["notices"][1]["by_authority"]) == (
        "correction_required",
        2,
        True,
    )
    story.make("resubmit", DUTY, materials=rows("hukou"))
    again = {"missing": rows("hukou"), "way": "app"}
    assert story.refusal("notify_deficiency", DUTY, **again) == "second_notice_needs_secretary"
    story.make("notify_deficiency", SECRETARY, **again, again_reason="首页照片看不清")
    assert [n["no"] for n in story.details["notices"]] == [1, 2, 3]


def test_resubmitting_takes_all_that_the_notice_lists_in_one_go() -> None:
    story = errand().make("notify_deficiency", DUTY, missing=rows("account", "hukou"), way="app")
    assert story.refusal("resubmit", HELPED, materials=rows("account")) == "still_missing"
    story.make("resubmit", HELPED, materials=rows("account", "hukou"))
    assert status(story) == {"id_card": "supplied", "hukou": "said", "account": "said"}
    story = errand().make("notify_deficiency", DUTY, missing=rows("account", "hukou"), way="app")
    story.make("resubmit", DUTY, materials=rows("account", "hukou"))
    assert set(status(story).values()) == {"supplied"}, "a cadre who records it has it in hand"


def test_a_paper_that_is_found_elsewhere_is_waived_with_a_reason_by_the_village() -> None:
    story = errand().make("notify_deficiency", DUTY, missing=rows("account", "hukou"), way="app")
    assert "waive" not in story.offered(HELPED)
    assert story.refusal("waive", DUTY, materials=rows("hukou")) == "waiver_needs_reason"
    story.make("waive", DUTY, materials=[{"code": "hukou", "reason": "系统里查得到"}])
    assert story.make("resubmit", HELPED, materials=rows("account")).state == "submitted"
    assert status(story)["hukou"] == "waived"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"materials": rows("id_card")}, "materials_missing"),
        ({"promise_on": "2026-11-25"}, "must_be_here"),  # Nothing at all is here.
        ({"materials": rows("account", "id_card"), "promise_on": "2026-11-25"}, "must_be_here"),
        ({"materials": rows("id_card", "hukou"), "promise_on": "2027-01-25"}, "promise_out_of_range"),
        ({"materials": rows("id_card", "hukou"), "promise_on": "2026-11-20"}, "promise_out_of_range"),
        ({"materials": rows("unknown")}, "unknown_material"),
        ({"materials": all_papers(), "receipt_given": False}, "must_be_done"),
    ],
)
def test_accepting_needs_complete_papers_and_a_receipt(data: dict[str, Any], code: str) -> None:
    assert signed().refusal("accept", DUTY, **{"receipt_given": True, **data}) == code


def test_accepting_needs_an_authorisation_where_the_village_acts_for_the_person() -> None:
    told = {"materials": all_papers(), "receipt_given": True}
    assert errand().refusal("accept", DUTY, **told) == "mandate_needed"
    assert errand("LODGE").refusal("accept", DUTY, **told) == "mandate_needed"


def test_an_errand_on_which_we_go_along_needs_no_mandate() -> None:
    assert errand("ACCOMPANY").make("accept", DUTY, materials=all_papers(), receipt_given=True).state == "accepted"


def test_a_promised_paper_may_follow_but_not_late() -> None:
    story = accepted(materials=rows("id_card", "hukou"), promise_on="2026-11-25")
    assert story.details["promise_on"] == "2026-11-25"
    story.waits(days=10)
    assert story.refusal("lodge", DUTY, window="镇上", handed_to="刘主任") == "promise_broken"
    story.make("supply", HELPED, materials=rows("account"))
    assert (story.details["promise_on"], status(story)["account"]) == (None, "said")
    assert "supply" not in story.offered(HELPED)
    story.make("supply", DUTY, materials=rows("account"))
    assert status(story)["account"] == "supplied"
    assert "supply" not in story.offered(HELPED, DUTY)
    assert story.make("lodge", DUTY, window="镇上", handed_to="刘主任").state == "lodged"


def test_a_promise_leaves_out_only_what_may_follow_and_the_refusal_names_the_rest() -> None:
    with pytest.raises(Refusal) as refused:
        signed().make("accept", DUTY, materials=rows("id_card"), promise_on="2026-11-25", receipt_given=True)
    assert "：户口本。" in refused.value.words.zh
    assert "社保卡账户页" not in refused.value.words.zh
    assert accepted(materials=rows("id_card", "hukou"), promise_on="2026-11-25").state == "accepted"


def test_a_matter_from_before_the_flag_may_leave_nothing_out() -> None:
    story = signed()
    for paper in story.details["materials"]:
        del paper["may_follow"]
    told = {"materials": rows("id_card", "hukou"), "promise_on": "2026-11-25", "receipt_given": True}
    assert story.refusal("accept", DUTY, **told) == "must_be_here"
    assert story.make("accept", DUTY, **told | {"materials": all_papers()}).state == "accepted"


def test_a_promised_paper_that_has_not_come_stands_in_the_authority_s_notice() -> None:
    story = lodged(materials=rows("id_card", "hukou"), promise_on="2026-11-25")
    story.make("authority_returns", TOWN, authority_words="缺首页", missing=rows("hukou"), way="app")
    assert sorted(story.details["notices"][0]["missing"]) == ["account", "hukou"]


@pytest.mark.parametrize(("on", "code"), [("2026-11-22", "date_in_the_future"), ("2025-11-01", "date_too_early")])
def test_papers_are_lodged_on_a_day_that_has_come(on: str, code: str) -> None:
    assert accepted().refusal("lodge", DUTY, window="镇上", handed_to="刘主任", lodged_on=on) == code


def test_the_authority_accepts_no_earlier_than_the_papers_came() -> None:
    assert lodged().refusal("authority_accepts", TOWN, acceptance_no="1", accepted_on="2026-11-20") == "date_too_early"


def test_a_pause_has_a_reason_and_an_end_that_lies_ahead() -> None:
    story, pause = under_review(), {"reason": "assessment", "told": True}
    assert story.refusal("special_procedure", TOWN, **pause, until_on="2026-11-01") == "end_out_of_range"
    assert story.refusal("special_procedure", TOWN, **pause, until_on="2029-11-01") == "end_out_of_range"
    assert (
        story.refusal("special_procedure", TOWN, reason="weather", told=True, until_on="2026-12-01") == "not_a_choice"
    )


@pytest.mark.parametrize(("move", "result"), [("authority_declines", "not_accepted"), ("refuse", "refused")])
def test_a_refusal_names_the_paper_the_reasons_and_what_can_still_be_done(move: str, result: str) -> None:
    story = lodged() if move == "authority_declines" else under_review()
    told = {"document": "石民不〔2026〕3号", "words": "年龄不到"}
    assert story.refusal(move, TOWN, **told) == "something_missing"
    assert story.refusal(move, TOWN, **told, remedies_told=False) == "must_be_done"
    story.make(move, TOWN, **told, remedies_told=True)
    assert (story.state, story.details["decision"]["result"]) == ("refused", result)
    assert story.make("deliver", DUTY, way="signature").state == "delivered"


def test_a_bank_card_is_seen_and_never_written_down() -> None:
    assert KIND.forbids("农行卡号 6217002870001234567") is not None
    assert KIND.forbids("户号 4111111111111111") is None, "other long numbers may stand in an errand"


def test_declining_takes_a_code_a_sentence_and_where_to_go() -> None:
    story = errand()
    assert story.refusal("decline", DUTY, reason="wrong_level", text="归公安办") == "something_missing"
    story.make("decline", DUTY, reason="wrong_level", text="归公安办", redirect="石桥镇派出所，户籍窗口")
    assert (story.state, story.details["ending"]["redirect"]) == ("declined", "石桥镇派出所，户籍窗口")


def test_originals_come_back_before_any_end() -> None:
    story = accepted().make("receive_originals", HANDLER, **with_li("hukou", "id_card"))
    assert story.refusal("withdraw", HELPED, reason="applicant_wish") == "originals_held"
    story.make("return_originals", HANDLER, **back("id_card"))
    assert held(story) == ["hukou"]
    ending = {"reason": "principal_deceased", "text": "老人去世", "redirect": "无需再办"}
    assert story.refusal("terminate", SECRETARY, **ending) == "originals_held"
    story.make("return_originals", HANDLER, **back("hukou"))
    story.make("withdraw", HELPED, reason="applicant_wish")
    assert (story.state, held(story), status(story)["hukou"]) == ("withdrawn", [], "returned")


def test_an_end_that_originals_stand_in_the_way_of_says_which_and_who_has_them() -> None:
    story = accepted().make("receive_originals", HANDLER, **with_li("hukou", "id_card"))
    with pytest.raises(Refusal) as refused:
        story.make("withdraw", HELPED, reason="applicant_wish")
    assert refused.value.words.zh == "身份证还在李秀英手里，户口本还在李秀英手里。请先当面退还，再办这一步。"
    gone = told(
        [{"code": "hukou", "count": 1, "holder": "lost", "holder_name": "丢失", "since": "2026-11-21T01:12:00Z"}]
    )
    story.make("return_originals", HANDLER, **back("id_card")).make("report_loss", HANDLER, **gone)
    with pytest.raises(Refusal) as refused:
        story.make("withdraw", HELPED, reason="applicant_wish")
    assert refused.value.words.zh == "户口本报了丢失。请先由村书记写明丢失怎么处理。"


def test_a_paper_whose_original_is_here_is_not_missing() -> None:
    story = errand().make("receive_originals", DUTY, **with_li("hukou"))
    assert status(story) == {"id_card": "missing", "hukou": "supplied", "account": "missing"}
    assert story.make("find_originals", DUTY, **back("hukou")).details["materials"][1]["custody"] is None
    assert status(story)["hukou"] == "supplied"


def test_after_lodging_a_cadre_withdraws_and_the_authority_s_consent_is_recorded() -> None:
    story = lodged()
    assert "withdraw" not in story.offered(HELPED)
    data = {"reason": "solved_otherwise", "text": "儿子在城里办好了"}
    assert story.refusal("withdraw", HANDLER, **data) == "something_missing"
    story.make("withdraw", HANDLER, **data, authority_consent="民政所刘主任")
    assert story.details["ending"]["authority_consent"] == "民政所刘主任"


def test_only_the_secretary_and_the_town_terminate() -> None:
    for state in ("submitted", "correction_required", "accepted", "lodged", "under_review", "suspended", "approved"):
        move = KIND.move("terminate", state)
        assert move is not None
        assert move.by == {SECRETARY, TOWN}


def test_the_town_speaks_for_the_authority_and_not_for_the_village() -> None:
    everywhere = {"terminate", "settle_loss"}
    assert errand().offered(TOWN) == everywhere
    assert accepted().offered(TOWN) == everywhere
    assert lodged().offered(TOWN) == {"authority_accepts", "authority_returns", "authority_declines"} | everywhere
    assert under_review().offered(TOWN) == {"special_procedure", "approve", "refuse"} | everywhere


def test_a_request_lapses_only_after_two_reminders_one_of_them_by_voice_and_without_originals() -> None:
    story = errand().make("notify_deficiency", DUTY, missing=rows("account"), way="app")
    assert story.offered(CLOCK) == set()
    assert story.make("remind", DUTY, way="app").make("remind", DUTY, way="paper").offered(CLOCK) == set()
    story.make("remind", DUTY, way="visit")
    assert story.offered(CLOCK) == {"lapse"}
    once = errand().make("notify_deficiency", DUTY, missing=rows("account"), way="app")
    assert once.make("remind", DUTY, way="phone").offered(CLOCK) == set()
    holding = lodged().make("receive_originals", HANDLER, **with_li("hukou"))
    holding.make("authority_returns", TOWN, authority_words="缺", missing=rows("account"), way="app")
    holding.make("remind", DUTY, way="phone").make("remind", DUTY, way="phone")
    assert holding.offered(CLOCK) == set()
    holding.make("return_originals", DUTY, **back("hukou"))
    assert holding.make("lapse", CLOCK).state == "lapsed"


def test_silence_closes_after_fifteen_days_and_a_rating_before() -> None:
    delivered = errand(instant=True).make("complete_now", DUTY, result="办好了")
    assert delivered.offered(HELPED) == {"rate"}
    close = KIND.move("close", "delivered")
    assert close is not None
    assert close.after == Limit(15, LimitUnit.CALENDAR_DAYS)
    assert delivered.waits(days=16).make("close", CLOCK).state == "closed"


@settings(deadline=None, max_examples=100)
@given(draw=st.data(), begun=st.sampled_from([errand, accepted, lodged, under_review]))
def test_every_life_leaves_details_that_are_valid_and_ends_without_originals(
    draw: st.DataObject, begun: Callable[[], Story]
) -> None:
    story = begun()
    story.live_on(draw)
    if KIND.state(story.state).ends:
        assert held(story) == []
