"""Drawing up rosters over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from app.core.clock import today
from app.core.problems import problems
from app.duty.drawing.solving.rules import draw
from app.duty.roster import queries, service
from app.duty.roster.drafts import queries as drafts
from app.duty.roster.drafts import service as drafting
from app.duty.roster.leave import service as leaves
from app.duty.roster.schemas import (
    Candidates,
    Draft,
    DraftIn,
    LeaveIn,
    LeaveOut,
    MemberIn,
    MemberOut,
    Month,
    RosterPeople,
    RuleIn,
    RuleOut,
    SettleIn,
    TurnChange,
)
from app.duty.roster.standing import service as standing
from app.people.actor import SignedIn
from app.places.queries import village_by_code

router = APIRouter()
_Village = Annotated[str, Path(pattern="^[0-9]{12}$")]


@router.get("/duty/rules/{village_code}", operation_id="read_roster_rule", responses=problems(401, 403, 404, 422))
def read_roster_rule(who: SignedIn, village_code: _Village) -> RuleOut:
    """How a village fills its days."""
    with who.reads() as (db, actor):
        village = village_by_code(db, village_code)
        queries.refuse_strangers(actor, village)
        return queries.rule_out(queries.rule_of(db, village.id))


@router.put("/duty/rules/{village_code}", operation_id="set_roster_rule", responses=problems(401, 403, 404, 409, 422))
def set_roster_rule(who: SignedIn, village_code: _Village, asked: RuleIn) -> RuleOut:
    """Change how the village fills its days, if nobody else has changed it since."""
    with who.writes() as (db, actor):
        return queries.rule_out(service.set_rule(db, actor, village_by_code(db, village_code), asked))


@router.get("/duty/people", operation_id="list_roster_people", responses=problems(401, 403, 404, 422))
def list_roster_people(who: SignedIn, village_code: Annotated[str, Query(pattern="^[0-9]{12}$")]) -> RosterPeople:
    """Who is on the roster of a village and who is away from today on."""
    with who.reads() as (db, actor):
        return queries.people(db, actor, village_by_code(db, village_code), today())


@router.put(
    "/duty/rules/{village_code}/members/{person_id}",
    operation_id="set_roster_member",
    responses=problems(401, 403, 404, 422),
)
def set_roster_member(who: SignedIn, village_code: _Village, person_id: UUID, asked: MemberIn) -> MemberOut:
    """Say what the roster has to know of one of the staff."""
    with who.writes() as (db, actor):
        village = village_by_code(db, village_code)
        service.set_member(db, actor, village, person_id, asked)
        return queries.member_out(db, village, person_id)


@router.post(
    "/duty/leaves",
    operation_id="take_leave",
    status_code=201,
    responses=problems(401, 403, 404, 409, 422) | {200: {"model": LeaveOut, "description": "The same was sent before"}},
)
def take_leave(who: SignedIn, asked: LeaveIn, response: Response) -> LeaveOut:
    """Enter days on which one cannot sit; the same again changes nothing."""
    with who.writes() as (db, actor):
        leave, is_new = leaves.take_leave(db, actor, asked)
        response.status_code = 201 if is_new else 200
        return queries.leave_out(db, leave)


@router.delete(
    "/duty/leaves/{leave_id}", operation_id="cancel_leave", status_code=204, responses=problems(401, 403, 404, 422)
)
def cancel_leave(who: SignedIn, leave_id: UUID) -> None:
    """Be there after all."""
    with who.writes() as (db, actor):
        leaves.cancel_leave(db, actor, leave_id)


@router.get("/duty/rosters/{village_code}/{month}", operation_id="read_roster", responses=problems(401, 403, 404, 422))
def read_roster(who: SignedIn, village_code: _Village, month: Month) -> Draft:
    """A month's roster with its gaps and who carries what; before its publication the secretary sees the draft."""
    with who.reads() as (db, actor):
        return drafts.draft(db, actor, village_by_code(db, village_code), month, who.language)


@router.get(
    "/duty/rosters/{village_code}/{month}/candidates",
    operation_id="list_candidates",
    responses=problems(401, 403, 404, 422),
)
def list_candidates(
    who: SignedIn, village_code: _Village, month: Month, turn: Annotated[str, Query(min_length=1, max_length=60)]
) -> Candidates:
    """Who could take one turn of a month, and what speaks against each."""
    with who.reads() as (db, actor):
        village = village_by_code(db, village_code)
        return drafts.candidates(db, actor, village, month, turn, who.language)


@router.post(
    "/duty/rosters/{village_code}/{month}/draw",
    operation_id="draw_roster",
    responses=problems(401, 403, 404, 409, 422),
)
def draw_roster(who: SignedIn, village_code: _Village, month: Month, asked: DraftIn) -> Draft:
    """Draw up a month anew; turns that are published already stay."""
    with who.reads() as (db, actor):
        question = drafting.may_draw(db, actor, village_by_code(db, village_code), month)
    drawing = draw([slot.need for slot in question.slots], question.members, question.limits, question.agreed)
    with who.writes() as (db, actor):
        village = village_by_code(db, village_code)
        drafting.keep_draft(db, actor, village, month, drawing, seen=asked.version)
        return drafts.draft(db, actor, village, month, who.language)


@router.post(
    "/duty/rosters/{village_code}/{month}/turns",
    operation_id="change_turn",
    responses=problems(401, 403, 404, 409, 422),
)
def change_turn(who: SignedIn, village_code: _Village, month: Month, asked: TurnChange) -> Draft:
    """Put other people on one turn of the draft."""
    with who.writes() as (db, actor):
        village = village_by_code(db, village_code)
        drafting.change_turn(db, actor, village, month, asked)
        return drafts.draft(db, actor, village, month, who.language)


@router.post(
    "/duty/rosters/{village_code}/{month}/others",
    operation_id="settle_other_turns",
    responses=problems(401, 403, 404, 409, 422),
)
def settle_other_turns(who: SignedIn, village_code: _Village, month: Month, asked: SettleIn) -> Draft:
    """Move turns at other hours than the rule's to those that they could take, or end them."""
    with who.writes() as (db, actor):
        village = village_by_code(db, village_code)
        standing.settle(db, actor, village, month, asked)
        return drafts.draft(db, actor, village, month, who.language)


@router.post(
    "/duty/rosters/{village_code}/{month}/publish",
    operation_id="publish_roster",
    responses=problems(401, 403, 404, 409, 422),
)
def publish_roster(who: SignedIn, village_code: _Village, month: Month, asked: DraftIn) -> Draft:
    """Put the draft on the board and tell everybody who has turns in it."""
    with who.writes() as (db, actor):
        village = village_by_code(db, village_code)
        drafting.publish(db, actor, village, month, seen=asked.version)
        return drafts.draft(db, actor, village, month, who.language)
