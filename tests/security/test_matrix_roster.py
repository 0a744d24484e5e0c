"""Who may look into a roster, draw it up and be away: every cell written by hand, as in `test_matrix`. Columns are villages."""

from datetime import timedelta
from functools import cache, partial
from typing import Any
from uuid import UUID, uuid4

from app.core.clock import today
from app.duty.feeds.schemas import CalendarLinkIn
from app.duty.feeds.service import make_link
from app.duty.roster.leave.service import take_leave
from app.duty.roster.models import RosterDraft
from app.duty.roster.schemas import LeaveIn
from app.people.actor import SYSTEM, actor_of_person
from app.places.queries import village_by_code
from tests.security.matrix import Asking, compare, said, table
from tests.security.test_matrix_places import PLAN, ROSTER, STAFF_OF
from tests.security.township import Township

# One's own leave, or anybody's by the secretary. The columns' leaves are those of their first member of staff.
LEAVE = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          403  403  403  403  403
    dashan,mancang,li_code     403  403  403  403  403
    li,zhao                    ok   403  403  403  403
    zhang,liu,qin,sun          403  403  403  403  403
    pan,pan2                   403  ok   403  403  403
    pan3                       403  403  403  403  403
    guan,guan2                 403  403  403  403  ok
    zhou,tang,he,admin         403  403  403  403  403
    admin3,key                 403  403  403  403  403
""")

CANCEL_LEAVE = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          .    .    .    .    .
    dashan,mancang,li_code     .    .    .    .    .
    li,zhao                    ok   .    .    .    .
    zhang,liu,qin,sun          403  .    .    .    .
    pan,pan2                   .    ok   .    .    .
    pan3                       .    .    .    .    .
    guan,guan2                 .    .    .    .    ok
    zhou                       403  403  403  403  .
    tang                       .    .    .    .    403
    he,admin                   403  403  403  403  403
    admin3                     .    .    .    .    403
    key                        .    .    .    .    .
""")

# A link to the village's roster is for whoever may see the roster; the answer tells its maker alone where it is.
REVOKE_LINK = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          .    .    .    .    .
    dashan,mancang,li_code     .    .    .    .    .
    li,zhao                    ok   .    .    .    .
    zhang,liu,qin,sun          403  .    .    .    .
    pan                        .    ok   .    .    .
    pan2                       .    ok   .    .    .
    pan3                       .    .    .    .    .
    guan,guan2                 .    .    .    .    ok
    zhou                       403  403  403  403  .
    tang                       .    .    .    .    403
    he,admin                   403  403  403  403  403
    admin3                     .    .    .    .    403
    key                        .    .    .    .    .
""")

COVERED = {
    "list_calendar_links",
    "make_calendar_link",
    "revoke_calendar_link",
    "read_calendar",
    "read_roster_rule",
    "set_roster_rule",
    "list_roster_people",
    "set_roster_member",
    "take_leave",
    "cancel_leave",
    "read_roster",
    "list_candidates",
    "export_roster",
    "check_roster_sheet",
    "import_roster",
    "draw_roster",
    "change_turn",
    "publish_roster",
}
_MONTH = (today() + timedelta(days=62)).strftime("%Y-%m")


def _leave(township: Township, column: str) -> dict[str, Any]:
    day = (today() + timedelta(days=300)).isoformat()
    person = str(township.world.id(STAFF_OF[column]))
    where = {"village_code": township.places[column], "person_id": person}
    return {"id": str(uuid4()), **where, "first_on": day, "last_on": day}


def test_rules_people_and_rosters_are_read_by_those_who_work_there_or_above(township: Township) -> None:
    for path in (
        "/duty/rules/{}",
        "/duty/people?village_code={}",
        f"/duty/rosters/{{}}/{_MONTH}",
        f"/duty/rosters/{{}}/{_MONTH}/sheet.xlsx",
    ):

        def look(row: str, column: str, path: str = path) -> str:
            return said(township.ask(row, "GET", path.format(township.places[column])))

        compare(ROSTER, look)

    a_turn = cache(partial(_a_turn, township))

    def candidates(row: str, column: str) -> str:
        month = f"/duty/rosters/{township.places[column]}/{_MONTH}"
        return said(township.ask(row, "GET", f"{month}/candidates", params={"turn": a_turn(column)}))

    compare(ROSTER, candidates)


def _a_turn(township: Township, column: str) -> str:
    """The key of a village's first turn of the month."""
    month = township.ask("he", "GET", f"/duty/rosters/{township.places[column]}/{_MONTH}")
    return str(month.json()["turns"][0]["key"])


def _version(township: Township, column: str) -> int:
    """The version of a village's draft. Nobody but the secretary is told it; anybody may guess, and here guesses right."""
    with township.database.reading() as db:
        draft = db.get(RosterDraft, (village_by_code(db, township.places[column]).id, _MONTH))
        return draft.version if draft else 0


def test_a_month_is_drawn_changed_and_published_by_the_secretary(township: Township) -> None:
    a_turn = cache(partial(_a_turn, township))

    def draw(row: str, column: str) -> str:
        address = f"/duty/rosters/{township.places[column]}/{_MONTH}"
        return said(township.ask(row, "POST", f"{address}/draw", json={"version": _version(township, column)}))

    def change(row: str, column: str) -> str:
        address = f"/duty/rosters/{township.places[column]}/{_MONTH}"
        body = {"version": _version(township, column), "turn": a_turn(column), "person_ids": []}
        return said(township.ask(row, "POST", f"{address}/turns", json=body))

    def publish(row: str, column: str) -> str:
        address = f"/duty/rosters/{township.places[column]}/{_MONTH}"
        return said(township.ask(row, "POST", f"{address}/publish", json={"version": _version(township, column)}))

    for look in (draw, change, publish):
        compare(PLAN, look)


def test_a_spreadsheet_is_taken_over_by_the_secretary(township: Township) -> None:
    addresses = {column: f"/duty/rosters/{township.places[column]}/{_MONTH}/sheet" for column in STAFF_OF}
    sheets = {column: township.ask("he", "GET", f"{each}.xlsx").content for column, each in addresses.items()}

    def check(row: str, column: str) -> str:
        return said(township.ask(row, "POST", f"{addresses[column]}/check", content=sheets[column]))

    def take(row: str, column: str) -> str:
        address, content = addresses[column], sheets[column]
        seen = _version(township, column)
        return said(township.ask(row, "POST", f"{address}?version={seen}", content=content))

    compare(PLAN, check)
    compare(PLAN, take)


def test_a_rule_and_what_a_roster_knows_of_somebody_are_set_by_the_secretary(township: Township) -> None:
    def rule(row: str, column: str) -> str:
        address = f"/duty/rules/{township.places[column]}"
        seen = township.ask("he", "GET", address).json()["version"]
        return said(township.ask(row, "PUT", address, json={"version": seen}))

    def member(row: str, column: str) -> str:
        person = township.world.id(STAFF_OF[column])
        address = f"/duty/rules/{township.places[column]}/members/{person}"
        return said(township.ask(row, "PUT", address, json={"is_leader": False, "is_exempt": False}))

    compare(PLAN, rule)
    compare(PLAN, member)


def test_leave_is_taken_by_oneself_or_entered_by_the_secretary(township: Township) -> None:
    compare(
        LEAVE,
        lambda row, column: said(township.ask(row, "POST", "/duty/leaves", json=_leave(township, column))),
    )


def test_leave_is_cancelled_by_whoever_may_enter_it(township: Township) -> None:
    def entered(column: str) -> UUID:
        with township.database.writing() as db:
            return take_leave(db, SYSTEM, LeaveIn.model_validate(_leave(township, column)))[0].id

    compare(CANCEL_LEAVE, Asking(township, "DELETE", "/duty/leaves/{id}", make=entered))


def test_links_to_a_calendar_are_made_by_those_who_may_see_the_roster(township: Township) -> None:
    compare(
        ROSTER,
        lambda row, column: said(
            township.ask(row, "GET", f"/duty/calendar-links?village_code={township.places[column]}")
        ),
    )

    def make(row: str, column: str) -> str:
        body = {"id": str(uuid4()), "village_code": township.places[column], "is_whole": True}
        answer = township.ask(row, "POST", "/duty/calendar-links", json=body)
        if answer.is_success:
            # A stranger's program reads it, and nothing more once it was taken back.
            address = answer.json()["url"].partition("/api/v1")[2]
            first = township.ask(None, "GET", address)
            assert (first.status_code, first.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
            again = township.ask(None, "GET", address, headers={"If-None-Match": first.headers["ETag"]})
            assert (again.status_code, again.content) == (304, b"")
            assert township.ask(row, "DELETE", f"/duty/calendar-links/{body['id']}").status_code == 204
            assert township.ask(None, "GET", address).status_code == 404
        return said(answer)

    compare(ROSTER, make)


def test_a_link_is_taken_back_by_its_owner_or_the_secretary(township: Township) -> None:
    def made(column: str) -> UUID:
        owner = township.world.id(STAFF_OF[column])
        asked = CalendarLinkIn(id=uuid4(), village_code=township.places[column], is_whole=False)
        with township.database.writing() as db:
            return make_link(db, actor_of_person(db, owner), asked)[0].id

    compare(REVOKE_LINK, Asking(township, "DELETE", "/duty/calendar-links/{id}", make=made))
