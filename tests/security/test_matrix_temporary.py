"""Temporary rosters: every cell written by hand, as in `test_matrix`. Columns are villages."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from app.core.clock import today
from app.duty.temporary.planning.schemas import TemporaryIn
from app.duty.temporary.running.service import plan
from app.people.actor import actor_of_person
from tests.security.matrix import Asking, compare, said
from tests.security.test_matrix_places import CANCEL, PLAN, ROSTER, STAFF_OF
from tests.security.test_matrix_turns import PAGE, SECRETARY_OF
from tests.security.township import Township

COVERED = {
    "list_temporary_rosters",
    "preview_temporary_roster",
    "plan_temporary_roster",
    "read_temporary_roster",
    "end_temporary_roster",
}
# Days so far ahead that nobody has planned them, one for each test; whatever is ended gives its day free again.
_SEEN, _TRIED, _PUT_OUT, _ENDED = 310, 311, 312, 313


def _asked(township: Township, column: str, day: int) -> dict[str, Any]:
    on = (today() + timedelta(days=day)).isoformat()
    return {
        "village_code": township.places[column],
        "occasion": "harvest",
        "first_on": on,
        "last_on": on,
        "hours": [{"starts": "03:00", "ends": "03:30"}],
        "people": [str(township.world.id(STAFF_OF[column]))],
        "stands": "beside",
    }


def _planned(township: Township, column: str, day: int) -> UUID:
    wanted = TemporaryIn.model_validate({"id": uuid4()} | _asked(township, column, day))
    secretary = township.world.id(SECRETARY_OF[column])
    with township.database.writing() as db:
        return plan(db, actor_of_person(db, secretary), wanted)[0].id


def test_temporary_rosters_are_seen_by_those_who_work_there_or_above(township: Township) -> None:
    def look(row: str, column: str) -> str:
        return said(township.ask(row, "GET", f"/duty/temporary?village_code={township.places[column]}"))

    compare(ROSTER, look)
    page = Asking(township, "GET", "/duty/temporary/{id}", make=lambda column: _planned(township, column, _SEEN))
    compare(PAGE, page)


def test_a_temporary_roster_is_tried_and_put_out_by_the_secretary(township: Township) -> None:
    def try_it(row: str, column: str) -> str:
        return said(township.ask(row, "POST", "/duty/temporary-previews", json=_asked(township, column, _TRIED)))

    def put_out(row: str, column: str) -> str:
        body = {"id": str(uuid4())} | _asked(township, column, _PUT_OUT)
        return said(township.ask(row, "POST", "/duty/temporary", json=body))

    for look in (try_it, put_out):
        compare(PLAN, look)


def test_a_temporary_roster_is_ended_by_the_secretary(township: Township) -> None:
    ending = Asking(
        township, "POST", "/duty/temporary/{id}/end", make=lambda column: _planned(township, column, _ENDED)
    )
    compare(CANCEL, ending)
