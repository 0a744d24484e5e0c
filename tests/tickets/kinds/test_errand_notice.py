"""One notice, in time: what it leaves out counts as here, silence accepts, and a promise that is not kept is a withdrawal."""

from app.places.models import LimitUnit
from app.places.rules import Limit
from app.tickets.kinds.errand import KIND
from tests.tickets.kinds.story import Story
from tests.tickets.kinds.test_errand import (
    CLOCK,
    DUTY,
    HELPED,
    SECRETARY,
    TOWN,
    accepted,
    errand,
    item,
    lodged,
    rows,
    status,
)

WINDOW = {"window": "镇便民服务中心4号窗口", "handed_to": "刘主任"}


def deemed() -> Story:
    return errand("ACCOMPANY").waits(days=8).make("deem_accepted", CLOCK)


def test_what_the_notice_left_out_cannot_be_asked_for_in_the_same_round() -> None:
    story = errand().make("notify_deficiency", DUTY, missing=rows("account"), way="app")
    story.make("resubmit", HELPED, materials=rows("account"))
    late = {"missing": rows("account", "hukou"), "way": "app", "again_reason": "户口本也要"}
    assert story.refusal("notify_deficiency", SECRETARY, **late) == "left_out_before"


def test_a_paper_that_was_brought_and_cannot_be_used_is_rejected_with_its_reason_in_the_first_notice() -> None:
    story = errand()
    assert set(status(story).values()) == {"missing"}
    unfit = {"code": "hukou", "reason": "缺本人那一页"}
    story.make("notify_deficiency", DUTY, missing=[unfit, *rows("account")], way="paper")
    assert status(story) == {"id_card": "supplied", "hukou": "rejected", "account": "missing"}
    assert story.details["materials"][1]["reason"] == "缺本人那一页"
    assert story.details["notices"][0]["reasons"] == {"hukou": "缺本人那一页"}
    story.make("resubmit", DUTY, materials=rows("hukou", "account"))
    assert (status(story)["hukou"], story.details["materials"][1]["reason"]) == ("supplied", None)


def test_what_a_villager_says_he_added_is_no_gap_for_him_and_waits_for_the_village_to_look() -> None:
    story = errand("ACCOMPANY").make("notify_deficiency", DUTY, missing=rows("account", "hukou"), way="app")
    story.make("resubmit", HELPED, materials=rows("account", "hukou"))
    assert status(story) == {"id_card": "supplied", "hukou": "said", "account": "said"}
    assert "waive" not in story.offered(DUTY)
    # Whoever takes it on looks: a main paper that is not there after all stands in the way, a minor one may be promised.
    told = {"receipt_given": True, "promise_on": "2026-11-25"}
    assert story.refusal("accept", DUTY, **told, materials=rows("account")) == "must_be_here"
    story.make("accept", DUTY, **told, materials=rows("hukou"))
    assert (status(story), story.details["promise_on"]) == (
        {"id_card": "supplied", "hukou": "supplied", "account": "missing"},
        "2026-11-25",
    )
    # What was found unfit stays so, with its reason, while a promise runs for it.
    unfit = errand("ACCOMPANY")
    for paper, seen in zip(unfit.details["materials"], ("supplied", "supplied", "rejected"), strict=True):
        paper["status"] = seen
    unfit.make("accept", DUTY, **told)
    assert status(unfit)["account"] == "rejected"
    # Silence accepts what was said as it accepts what came.
    silent = errand().make("notify_deficiency", DUTY, missing=rows("account"), way="app")
    silent.make("resubmit", HELPED, materials=rows("account")).waits(days=8).make("deem_accepted", CLOCK)
    assert "notify_deficiency" not in silent.offered(SECRETARY)
    assert "supply" in silent.offered(DUTY)


def test_the_authority_s_return_leaves_what_was_only_said_to_be_looked_at() -> None:
    story = lodged(materials=rows("id_card", "hukou"), promise_on="2026-11-25")
    story.make("supply", HELPED, materials=rows("account"))
    story.make("authority_returns", TOWN, authority_words="缺首页", missing=rows("hukou"), way="app")
    assert status(story)["account"] == "said"
    assert story.make("resubmit", HELPED, materials=rows("hukou")).state == "submitted"


def test_the_authority_s_return_opens_a_round_in_which_only_its_own_list_may_be_asked_for_again() -> None:
    story = lodged()
    story.make("authority_returns", TOWN, authority_words="缺首页", missing=rows("hukou"), way="app")
    story.make("resubmit", DUTY, materials=rows("hukou"))
    again = {"way": "app", "again_reason": "还是看不清"}
    assert story.refusal("notify_deficiency", SECRETARY, missing=rows("account"), **again) == "left_out_before"
    assert story.make("notify_deficiency", SECRETARY, missing=rows("hukou"), **again).state == "correction_required"


def test_silence_accepts_from_the_day_of_receipt() -> None:
    move = KIND.move("deem_accepted", "submitted")
    assert move is not None
    assert move.after == Limit(5, LimitUnit.WORKING_DAYS)
    assert move.alarms
    story = errand()
    received = story.today.isoformat()
    story.waits(days=8).make("deem_accepted", CLOCK)
    assert (story.state, story.details["deemed_accepted_on"]) == ("accepted", received)
    assert set(status(story).values()) == {"missing"}


def test_what_is_done_on_the_spot_is_no_request_that_silence_could_accept() -> None:
    for story in (errand(instant=True), errand("GUIDE")):
        assert "deem_accepted" not in story.offered(CLOCK)


def test_after_silence_nothing_is_lodged_while_papers_are_missing_and_unsettled() -> None:
    story = deemed()
    assert story.refusal("lodge", DUTY, **WINDOW) == "still_missing"
    story.make("supply", HELPED, materials=rows("id_card", "hukou"))
    story.make("waive", DUTY, materials=[{"code": "account", "reason": "系统里查得到"}])
    assert {"promise", "supply", "waive", "notify_deficiency"} & story.offered(DUTY, SECRETARY, HELPED) == set()


def test_after_silence_a_date_may_be_agreed_for_what_is_missing() -> None:
    story = deemed()
    assert story.refusal("promise", DUTY, promise_written=True, promise_on="2026-12-05") == "must_be_here"
    story.make("supply", DUTY, materials=rows("id_card", "hukou"))
    assert story.refusal("promise", DUTY, promise_written=True, promise_on="2027-03-01") == "promise_out_of_range"
    assert story.refusal("promise", DUTY, promise_written=False, promise_on="2026-12-05") == "must_be_done"
    story.make("promise", DUTY, promise_written=True, promise_on="2026-12-05")
    assert story.details["promise_on"] == "2026-12-05"
    assert "promise" not in story.offered(DUTY)


def test_after_silence_only_the_secretary_may_still_ask_for_papers_and_says_why() -> None:
    story = deemed()
    assert "notify_deficiency" not in story.offered(DUTY)
    late = {"missing": rows("account"), "way": "paper"}
    assert story.refusal("notify_deficiency", SECRETARY, **late) == "second_notice_needs_reason"
    assert story.refusal("notify_deficiency", SECRETARY, **late | {"missing": rows("x")}, again_reason="漏看了") == (
        "unknown_material"
    )
    story.make("notify_deficiency", SECRETARY, **late, again_reason="当时没人看材料")
    assert (story.state, story.details["notices"][0]["words"]) == ("correction_required", "当时没人看材料")
    story.make("resubmit", HELPED, materials=rows("account"))
    story.waits(days=8).make("deem_accepted", CLOCK)
    assert "notify_deficiency" not in story.offered(SECRETARY)


def test_after_a_proper_acceptance_nobody_may_ask_for_papers() -> None:
    assert {"notify_deficiency", "promise"} & accepted().offered(DUTY, SECRETARY) == set()


def test_a_promise_that_is_not_kept_is_a_withdrawal_but_only_after_reminders() -> None:
    story = Story(KIND, {}, item("ACCOMPANY"))
    story.make("accept", DUTY, materials=rows("id_card", "hukou"), promise_on="2026-11-25", receipt_given=True)
    move = KIND.move("promise_lapses", "accepted")
    assert move is not None
    assert move.ripe is not None
    assert str(move.ripe(story.details)) == "2026-11-25"
    story.waits(days=10)
    assert story.offered(CLOCK) == set()
    story.make("remind", DUTY, way="app").make("remind", DUTY, way="phone")
    assert story.offered(CLOCK) == {"promise_lapses"}
    assert story.make("promise_lapses", CLOCK).state == "lapsed"


def test_reminders_of_another_time_do_not_count_for_a_promise() -> None:
    story = Story(KIND, {}, item("ACCOMPANY"))
    story.make("notify_deficiency", DUTY, missing=rows("account"), way="app")
    story.make("remind", DUTY, way="phone").make("remind", DUTY, way="visit")
    story.make("resubmit", HELPED, materials=rows("account"))
    assert story.details["reminders"] == []


def test_who_promised_nothing_is_not_reminded() -> None:
    assert "remind" not in accepted().offered(DUTY)
    assert deemed().offered(CLOCK) == set()
