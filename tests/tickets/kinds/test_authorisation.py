"""Under which paper the village may act in somebody's place, walked through an errand's life."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.words import Words
from app.places.models import LimitUnit
from app.places.rules import Limit
from app.tickets.kinds.authorisation import GRANTABLE, Power, refusal
from app.tickets.kinds.errand import KIND
from app.tickets.kinds.workflow import ItemFacts, Side
from tests.tickets.kinds.story import CADRE, COLLEAGUE, VILLAGER, Story

HELPED, DUTY, HANDLER, SECRETARY, TOWN = Side.HELPED, Side.DUTY, Side.HANDLER, Side.SECRETARY, Side.TOWN
TODAY, THIRD = date(2026, 11, 21), UUID(int=4)
TAKEN_BACK = {"authorisation_id": str(UUID(int=9))}
AT_WINDOW = {"window": "镇上", "handed_to": "刘主任"}


def paper(**more: Any) -> dict[str, Any]:
    usual = {
        "authorisation_id": str(UUID(int=9)),
        "agent_id": str(CADRE),
        "agent_name": "李秀英",
        "powers": [power.value for power in GRANTABLE],
        "since_on": "2026-11-20",
        "until_on": "2027-05-20",
    }
    return usual | more


def errand(mode: str = "FULL", *, instant: bool = False, true_will: bool = False) -> Story:
    limit = Limit(20, LimitUnit.WORKING_DAYS)
    item = ItemFacts("MZ-04", Words("高龄老人补贴", "Old-age allowance"), mode, instant, limit, true_will=true_will)
    return Story(KIND, {}, item)


def accepted(mode: str = "FULL", **more: Any) -> Story:
    return errand(mode).make("authorise", DUTY, **paper(**more)).make("accept", DUTY, receipt_given=True)


def approved(**more: Any) -> Story:
    story = accepted(**more).make("lodge", HANDLER, **AT_WINDOW)
    return story.make("authority_accepts", TOWN, acceptance_no="SQ-118").make("approve", TOWN)


@pytest.mark.parametrize(("mode", "needed"), [("FULL", True), ("LODGE", True), ("HOME", False), ("ACCOMPANY", False)])
def test_the_item_s_mode_says_whether_a_paper_is_needed(mode: str, needed: bool) -> None:
    story = errand(mode)
    assert ("authorise" in story.offered(DUTY)) == needed
    if needed:
        assert story.refusal("accept", DUTY, receipt_given=True) == "mandate_needed"
    else:
        story.make("accept", DUTY, receipt_given=True).make("lodge", HANDLER, **AT_WINDOW)


def test_guided_and_instant_items_are_signed_for_by_nobody() -> None:
    for story in (errand("GUIDE"), errand(instant=True), Story(KIND, {}, None)):
        assert "authorise" not in story.offered(DUTY, HANDLER, SECRETARY)


def test_the_person_signs_and_a_cadre_records_but_a_relative_does_not_sign() -> None:
    story = errand()
    for side in (DUTY, HANDLER, SECRETARY):
        assert "authorise" in story.offered(side)
    story.actor = VILLAGER
    assert "authorise" in story.offered(HELPED)
    story.actor = THIRD
    assert "authorise" not in story.offered(HELPED)
    assert "authorise" not in story.offered(TOWN)


def test_what_the_village_does_in_full_has_to_stand_in_the_paper() -> None:
    less = [power.value for power in GRANTABLE if power is not Power.COLLECT_RESULT]
    whole, half = (errand(mode).make("authorise", DUTY, **paper(powers=less)) for mode in ("FULL", "LODGE"))
    assert whole.refusal("accept", DUTY, receipt_given=True) == "power_not_given"
    half.make("accept", DUTY, receipt_given=True).make("lodge", HANDLER, **AT_WINDOW)
    half.make("authority_accepts", TOWN, acceptance_no="1").make("approve", TOWN)
    assert half.make("deliver", HANDLER, way="signature").state == "delivered"
    without = errand("LODGE").make("authorise", DUTY, **paper(powers=["fill_forms"]))
    assert without.refusal("accept", DUTY, receipt_given=True) == "power_not_given"


def test_a_paper_that_ends_in_the_middle_stops_the_case_and_loses_nothing() -> None:
    story = accepted(until_on="2026-11-22")
    story.waits(days=3)
    before = dict(story.details)
    assert story.refusal("lodge", HANDLER, **AT_WINDOW) == "authorisation_expired"
    assert story.details == before
    renewed = {"authorisation_id": str(UUID(int=10)), "since_on": "2026-11-24", "until_on": "2027-02-01"}
    story.make("authorise", DUTY, **paper(**renewed)).make("lodge", HANDLER, **AT_WINDOW)
    assert (story.state, story.details["authorisation"]["id"]) == ("lodged", str(UUID(int=10)))

    late = approved(until_on="2026-11-22")
    late.waits(days=30)
    assert late.refusal("deliver", HANDLER, way="signature") == "authorisation_expired"


def test_on_its_last_day_a_paper_still_holds() -> None:
    story = accepted(until_on="2026-11-22").waits(days=1)
    assert story.today == date(2026, 11, 22)
    assert story.make("lodge", HANDLER, **AT_WINDOW).state == "lodged"


def test_what_is_taken_back_stops_the_very_next_step() -> None:
    for story, move, data in (
        (errand().make("authorise", DUTY, **paper()), "accept", {"receipt_given": True}),
        (accepted(), "lodge", AT_WINDOW),
        (approved(), "deliver", {"way": "signature"}),
    ):
        story.actor = VILLAGER
        story.make("revoke_authorisation", HELPED, **TAKEN_BACK)
        assert story.details["authorisation"]["revoked_on"] == story.today.isoformat()
        assert "revoke_authorisation" not in story.offered(HELPED, SECRETARY)
        story.actor = CADRE
        assert story.refusal(move, DUTY, HANDLER, **data) == "authorisation_revoked"


def test_taken_back_after_lodging_the_timeline_says_that_the_authority_must_be_told() -> None:
    for state in ("lodged", "under_review", "suspended"):
        move = KIND.move("revoke_authorisation", state)
        assert move is not None
        assert "部门" in move.past.zh
    before = KIND.move("revoke_authorisation", "accepted")
    assert before is not None
    assert "部门" not in before.past.zh


def test_only_the_villager_s_side_and_the_secretary_take_it_back() -> None:
    story = accepted()
    assert "revoke_authorisation" in story.offered(HELPED)
    assert "revoke_authorisation" in story.offered(SECRETARY)
    assert "revoke_authorisation" not in story.offered(DUTY, HANDLER)
    assert "revoke_authorisation" not in errand().offered(HELPED, SECRETARY)


def test_another_agent_has_to_be_named_or_passing_it_on_agreed_to() -> None:
    story = accepted()
    story.assignee = COLLEAGUE  # Whoever wrote it into the log, the papers lie with a colleague now.
    assert story.refusal("lodge", DUTY, **AT_WINDOW) == "agent_not_authorised"
    story.actor = COLLEAGUE
    assert story.refusal("lodge", HANDLER, **AT_WINDOW) == "agent_not_authorised"
    both = accepted(backup_agent_id=str(COLLEAGUE), agent_name="李秀英、张建国")
    both.actor = both.assignee = COLLEAGUE
    assert both.make("lodge", HANDLER, **AT_WINDOW).state == "lodged"
    passed_on = accepted(sub_delegation=True)
    passed_on.actor = passed_on.assignee = COLLEAGUE
    assert passed_on.make("lodge", HANDLER, **AT_WINDOW).state == "lodged"


def test_a_colleague_at_the_desk_may_write_down_what_the_agent_did() -> None:
    story = accepted()
    story.actor = COLLEAGUE
    assert story.make("lodge", DUTY, **AT_WINDOW).state == "lodged"


def test_giving_a_running_case_to_somebody_else_asks_the_paper_first() -> None:
    to_colleague = {"person_id": str(COLLEAGUE)}
    assert accepted().refusal("assign", SECRETARY, **to_colleague) == "agent_not_authorised"
    assert accepted(backup_agent_id=str(COLLEAGUE)).make("assign", SECRETARY, **to_colleague).made[-1] == "assign"
    assert accepted(sub_delegation=True).make("assign", SECRETARY, **to_colleague).made[-1] == "assign"
    # Before it is taken on, and where no paper holds, whoever gets it has one signed for himself.
    assert errand().make("authorise", DUTY, **paper()).make("assign", SECRETARY, **to_colleague).made[-1] == "assign"
    revoked = accepted().make("revoke_authorisation", SECRETARY, **TAKEN_BACK)
    assert revoked.make("assign", SECRETARY, **to_colleague).made[-1] == "assign"
    assert errand("HOME").make("accept", DUTY, receipt_given=True).make("assign", SECRETARY, **to_colleague)


def test_an_item_that_needs_the_elder_s_own_will_is_asked_about_when_it_is_taken_on() -> None:
    story = errand(true_will=True).make("authorise", DUTY, **paper())
    told = {"receipt_given": True, "true_will_by": "赵长河"}
    assert story.refusal("accept", DUTY, **told) == "something_missing"
    assert story.refusal("accept", DUTY, **told, true_will_checked=False) == "must_be_done"
    assert story.refusal("accept", DUTY, receipt_given=True, true_will_checked=True) == "something_missing"
    story.make("accept", DUTY, **told, true_will_checked=True)
    assert story.details["true_will_by"] == "赵长河"
    assert accepted().details["true_will_by"] is None
    other = errand().make("authorise", DUTY, **paper())
    assert other.refusal("accept", DUTY, receipt_given=True, true_will_checked=True) == "unknown_field"


@given(
    days=st.integers(-400, 400),
    revoked=st.booleans(),
    given_powers=st.lists(st.sampled_from(GRANTABLE), min_size=1, unique=True),
    needed=st.sets(st.sampled_from(GRANTABLE)),
    agent=st.sampled_from([CADRE, COLLEAGUE, THIRD]),
    sub_delegation=st.booleans(),
)
def test_an_agent_acts_only_in_the_term_of_a_standing_paper_that_names_him_and_the_power(
    days: int, given_powers: list[Power], needed: set[Power], agent: UUID, *, revoked: bool, sub_delegation: bool
) -> None:
    until_on = TODAY + timedelta(days=days)
    written = {
        "id": str(UUID(int=9)),
        "agent_ids": [str(CADRE), str(COLLEAGUE)],
        "agent_name": "李秀英、张建国",
        "powers": [power.value for power in given_powers],
        "since_on": "2026-01-01",
        "until_on": until_on.isoformat(),
        "sub_delegation": sub_delegation,
        "revoked_on": TODAY.isoformat() if revoked else None,
    }
    found = refusal(written, on=TODAY, agent_id=agent, needed=needed)
    may = not revoked and days >= 0 and needed <= set(given_powers) and (sub_delegation or agent != THIRD)
    assert (found is None) == may
    assert found is None or (found.status == 422 and found.more["field"] == "authorisation")
