"""Who may do what where: every cell written by hand, as in `test_matrix`.

The columns are places: our village (108), its neighbours by number and the one next to those (106, 107, 109), villages of
townships on either side (far3, far9), our township, the other one, and the county.
"""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session

from app.core.clock import now, today
from app.duty.schemas import ShiftIn
from app.duty.service import plan_shift
from app.people.actor import SYSTEM
from app.tickets.paper_numbers.schemas import PaperRangeIn
from app.tickets.paper_numbers.service import issue_slips
from tests.oversight.carried import ASKS
from tests.security.matrix import Asking, compare, said, table
from tests.security.township import Township

ROSTER = table("""
                              v108 v106 v107 v109 far3 far9
    wang,fang,lin,gui          403  403  403  403  403  403
    dashan,mancang,li_code     403  403  403  403  403  403
    li,zhang,zhao              ok   403  403  403  403  403
    liu,qin,sun                ok   403  403  403  403  403
    pan,pan2                   403  ok   403  403  403  403
    pan3                       403  403  403  403  403  403
    guan,guan2                 403  403  403  403  ok   403
    zhou                       ok   ok   ok   ok   403  403
    tang                       403  403  403  403  ok   403
    he,admin                   ok   ok   ok   ok   ok   ok
    admin3                     403  403  403  403  ok   403
    key                        403  403  403  403  403  403
""")

# The secretary draws up the roster of the own village.
PLAN = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          403  403  403  403  403
    dashan,mancang,li_code     403  403  403  403  403
    li,zhang,liu,qin,sun       403  403  403  403  403
    zhao                       ok   403  403  403  403
    pan,pan3                   403  403  403  403  403
    pan2                       403  ok   403  403  403
    guan                       403  403  403  403  403
    guan2                      403  403  403  403  ok
    zhou,tang,he,admin         403  403  403  403  403
    admin3,key                 403  403  403  403  403
""")

CANCEL = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          .    .    .    .    .
    dashan,mancang,li_code     .    .    .    .    .
    li,zhang,liu,qin,sun       403  .    .    .    .
    zhao                       ok   .    .    .    .
    pan                        .    403  .    .    .
    pan2                       .    ok   .    .    .
    pan3                       .    .    .    .    .
    guan                       .    .    .    .    403
    guan2                      .    .    .    .    ok
    zhou                       403  403  403  403  .
    tang                       .    .    .    .    403
    he,admin                   403  403  403  403  403
    admin3                     .    .    .    .    403
    key                        .    .    .    .    .
""")

SUMMARY = table("""
                              v108 v106 v107 v109 far3 far9 town other county
    wang,fang,lin,gui          403  403  403  403  403  403  403  403   403
    dashan,mancang,li_code     403  403  403  403  403  403  403  403   403
    li,zhang,liu,qin,sun       403  403  403  403  403  403  403  403   403
    zhao                       ok   .    .    .    .    .    .    .     .
    pan,pan3                   403  403  403  403  403  403  403  403   403
    pan2                       .    ok   .    .    .    .    .    .     .
    guan,admin,admin3          403  403  403  403  403  403  403  403   403
    guan2                      .    .    .    .    ok   .    .    .     .
    zhou,key                   ok   ok   ok   ok   .    .    ok   .     .
    tang                       .    .    .    .    ok   .    .    ok    .
    he                         ok   ok   ok   ok   ok   ok   ok   ok    ok
""")

DESK = table("""
                              v108 v106 v107 v109 far3 far9
    wang,fang,lin,gui          403  403  403  403  403  403
    dashan,mancang,li_code     403  403  403  403  403  403
    li,zhang,zhao              ok   .    .    .    .    .
    liu,qin,sun                ok   .    .    .    .    .
    pan,pan2                   .    ok   .    .    .    .
    pan3                       403  403  403  403  403  403
    guan,guan2                 .    .    .    .    ok   .
    zhou,tang,he,admin         403  403  403  403  403  403
    admin3,key                 403  403  403  403  403  403
""")

# An administrator registers the first people of a village that has no staff yet.
REGISTER = table("""
                              v108 v106 v107 v109 far3 far9
    wang,fang,lin,gui          403  403  403  403  403  403
    dashan,mancang,li_code     403  403  403  403  403  403
    li,zhang,zhao              ok   403  403  403  403  403
    liu,qin,sun                ok   403  403  403  403  403
    pan,pan2                   403  ok   403  403  403  403
    pan3                       403  403  403  403  403  403
    guan,guan2                 403  403  403  403  ok   403
    zhou,tang,he,key           403  403  403  403  403  403
    admin                      ok   ok   ok   ok   ok   ok
    admin3                     403  403  403  403  ok   403
""")

# Recording a walk-in: staff of the village, and the township for its villages.
RECORD = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          403  403  403  403  403
    dashan,mancang,li_code     403  403  403  403  403
    li,zhang,zhao              ok   403  403  403  403
    liu,qin,sun                ok   403  403  403  403
    pan,pan2                   403  ok   403  403  403
    pan3                       403  403  403  403  403
    guan,guan2                 403  403  403  403  ok
    zhou                       ok   ok   ok   ok   403
    tang                       403  403  403  403  ok
    he,admin,admin3,key        403  403  403  403  403
""")

# The villagers who wait for their code at a desk.
SLIPS = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          403  403  403  403  403
    dashan,mancang,li_code     403  403  403  403  403
    li,zhang,zhao              ok   .    .    .    .
    liu,qin,sun                403  403  403  403  403
    pan,pan2                   .    ok   .    .    .
    pan3                       403  403  403  403  403
    guan,guan2                 .    .    .    .    ok
    zhou,tang,he,admin         403  403  403  403  403
    admin3,key                 403  403  403  403  403
""")

# Slips with numbers for days without a network: each village's own.
PAPER = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          403  403  403  403  403
    dashan,mancang,li_code     403  403  403  403  403
    li,zhang,zhao              ok   403  403  403  403
    liu,qin,sun                ok   403  403  403  403
    pan,pan2                   403  ok   403  403  403
    pan3                       403  403  403  403  403
    guan,guan2                 403  403  403  403  ok
    zhou,tang,he,admin         403  403  403  403  403
    admin3,key                 403  403  403  403  403
""")
# The log of a month of a village, for its secretary and the offices of its township; and everybody's own.
MONTH = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          403  403  403  403  403
    dashan,mancang,li_code     403  403  403  403  403
    li,zhang,liu,qin,sun       403  403  403  403  403
    zhao                       ok   403  403  403  403
    pan,pan3                   403  403  403  403  403
    pan2                       403  ok   403  403  403
    guan                       403  403  403  403  403
    guan2                      403  403  403  403  ok
    zhou                       ok   ok   ok   ok   403
    tang                       403  403  403  403  ok
    he,admin,admin3,key        403  403  403  403  403
""")
OWN_MONTH = dict(MONTH) | {(row, "v108"): "ok" for row in ("li", "zhang", "liu", "qin", "sun")}
OWN_MONTH |= {("pan", "v106"): "ok", ("guan", "far3"): "ok"}
PRINTED = {cell: "." if told == "403" else told for cell, told in PAPER.items()}

COVERED = {
    "export_trips",
    "issue_slips",
    "list_slip_ranges",
    "print_slips",
    "list_shifts",
    "plan_shift",
    "cancel_shift",
    "read_summary",
    "read_desk",
    "register_person",
    "submit_ticket",
    "list_slips",
}

STAFF_OF = {"v108": "li", "v106": "pan", "v107": "zui", "v109": "gao", "far3": "guan"}
VILLAGER_OF = {"v108": "yulan", "v106": "pan4", "v107": "zui4", "v109": "gao3", "far3": "guan3"}
PHONES = {
    "yulan": "00000000116",
    "pan4": "00000000212",
    "zui4": "00000000312",
    "gao3": "00000000411",
    "guan3": "00000000611",
}
_days = count(40)  # Nobody has planned that far ahead; each shift takes a day of its own.


def _there(
    township: Township, method: str, path: str, body: Callable[[str], dict[str, Any]] | None = None
) -> Callable[[str, str], str]:
    """An operation that names its place by code, in the address or in its body."""

    def look(row: str, column: str) -> str:
        address = path.format(code=township.places[column])
        return said(township.ask(row, method, address, json=body(column) if body else None))

    return look


def _shift(township: Township, column: str) -> dict[str, Any]:
    starts_at = now() + timedelta(days=next(_days))
    return {
        "id": str(uuid4()),
        "village_code": township.places[column],
        "person_id": str(township.world.id(STAFF_OF[column])),
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + timedelta(hours=2)).isoformat(),
    }


def test_a_roster_is_read_by_those_who_work_there_or_above(township: Township) -> None:
    on = today().isoformat()
    compare(ROSTER, _there(township, "GET", f"/duty?village_code={{code}}&from_on={on}&to_on={on}"))


def test_a_roster_is_drawn_up_by_the_secretary(township: Township) -> None:
    compare(PLAN, _there(township, "POST", "/duty/shifts", lambda column: _shift(township, column)))


def test_a_shift_is_cancelled_by_the_secretary(township: Township) -> None:
    def planned(column: str) -> UUID:
        with township.database.writing() as db:
            return plan_shift(db, SYSTEM, ShiftIn.model_validate(_shift(township, column))).shift.id

    compare(CANCEL, Asking(township, "DELETE", "/duty/shifts/{id}", make=planned))


def test_a_summary_is_for_the_offices_above_and_the_villages_own_secretary(township: Township) -> None:
    compare(SUMMARY, _there(township, "GET", "/summary?place_code={code}"))


def test_a_desk_is_for_the_staff_of_its_village(township: Township) -> None:
    compare(DESK, _there(township, "GET", "/desk?village_code={code}"))


def test_villagers_are_registered_by_the_staff_of_their_village(township: Township) -> None:
    def newcomer(column: str) -> dict[str, Any]:
        return {"id": str(uuid4()), "name": "新来的", "phone": "00000000188", "village_code": township.places[column]}

    compare(REGISTER, _there(township, "POST", "/people", newcomer))


def test_requests_are_recorded_by_the_village_and_its_township(township: Township) -> None:
    for service in ("errand", "medical", "dispute"):

        def request(column: str, service: str = service) -> dict[str, Any]:
            helped = {"person_id": str(township.world.id(VILLAGER_OF[column]))}
            where = {"village_code": township.places[column], "channel": "walk_in", "beneficiary": helped}
            known = {"identity_checked": "known_in_person"}
            return {"id": str(uuid4()), "service": service} | where | known | ASKS[service]

        compare(RECORD, _there(township, "POST", "/tickets", request))


def test_slips_are_printed_and_listed_by_those_who_work_for_the_village(township: Township) -> None:
    def pages(column: str) -> dict[str, Any]:
        return {"id": str(uuid4()), "village_code": township.places[column], "pages": 1}

    compare(PAPER, _there(township, "POST", "/paper-numbers", pages))

    def listed(row: str, column: str) -> str:
        answer = township.ask(row, "GET", f"/paper-numbers?village_code={township.places[column]}")
        assert answer.status_code == 200
        return "ok" if answer.json() else "."

    compare(PRINTED, listed)
    with township.database.writing() as db:
        made = {column: _slips(township, db, column, by) for column, by in STAFF_OF.items()}
    compare(PRINTED, Asking(township, "GET", "/paper-numbers/{id}/slips.pdf", make=made.__getitem__))


def _slips(township: Township, db: Session, column: str, by: str) -> UUID:
    asked = PaperRangeIn(id=uuid4(), village_code=township.places[column], pages=1)
    return issue_slips(db, township.world.actor(db, by), asked)[0].id


def test_the_log_of_a_month_is_for_the_secretary_and_the_township_and_ones_own_for_everybody(
    township: Township,
) -> None:
    path = f"/proxy-log/sheet.xlsx?village_code={{code}}&month={today():%Y-%m}"
    compare(MONTH, _there(township, "GET", path))

    def own(row: str, column: str) -> str:
        mine = township.id(row) if row != "key" else uuid4()
        address = path.format(code=township.places[column])
        return said(township.ask(row, "GET", f"{address}&agent_id={mine}"))

    compare(OWN_MONTH, own)


def test_waiting_codes_lie_on_the_desk_of_their_village(township: Township) -> None:
    names = {column: township.name(key) for column, key in VILLAGER_OF.items()}
    for key in VILLAGER_OF.values():
        assert township.ask(None, "POST", "/sign-in/codes", json={"phone": PHONES[key]}).status_code == 202

    def look(row: str, column: str) -> str:
        answer = township.ask(row, "GET", "/sign-in/slips")
        if answer.status_code != 200:
            return said(answer)
        return "ok" if any(names[column] in slip["name"] for slip in answer.json()) else "."

    compare(SLIPS, look)
