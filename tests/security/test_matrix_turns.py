"""One turn, its page and what is done with it: every cell written by hand, as in `test_matrix`. Columns are villages."""

from datetime import datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

from sqlmodel import select

from app.core.clock import now
from app.duty.models import DutyShift
from app.duty.schemas import ShiftIn
from app.duty.service import plan_shift
from app.people.actor import SYSTEM
from tests.security.matrix import Asking, compare, table
from tests.security.test_matrix_places import CANCEL, STAFF_OF
from tests.security.township import Township

# The page of a turn, whose turn it is notwithstanding.
PAGE = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          .    .    .    .    .
    dashan,mancang,li_code     .    .    .    .    .
    li,zhang,zhao              ok   .    .    .    .
    liu,qin,sun                ok   .    .    .    .
    pan,pan2                   .    ok   .    .    .
    pan3                       .    .    .    .    .
    guan,guan2                 .    .    .    .    ok
    zhou                       ok   ok   ok   ok   .
    tang                       .    .    .    .    ok
    he,admin                   ok   ok   ok   ok   ok
    admin3                     .    .    .    .    ok
    key                        .    .    .    .    .
""")

# Any of the staff takes a running turn over; 409 is whose turn it is already.
TAKE_OVER = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          .    .    .    .    .
    dashan,mancang,li_code     .    .    .    .    .
    li                         409  .    .    .    .
    zhang,zhao,liu,qin,sun     ok   .    .    .    .
    pan                        .    409  .    .    .
    pan2                       .    ok   .    .    .
    pan3                       .    .    .    .    .
    guan                       .    .    .    .    409
    guan2                      .    .    .    .    ok
    zhou                       403  403  403  403  .
    tang                       .    .    .    .    403
    he,admin                   403  403  403  403  403
    admin3                     .    .    .    .    403
    key                        .    .    .    .    .
""")

COVERED = {"read_turn", "list_turn_partners", "change_one_turn"}

SECRETARY_OF = {"v108": "zhao", "v106": "pan2", "v107": "zui2", "v109": "gao2", "far3": "guan2"}
_days = count(400)  # Nobody has planned that far ahead; each turn takes a day of its own.


def planned(township: Township, column: str, *, running: bool = False) -> UUID:
    """A turn of the first member of staff of a village, far ahead or running."""
    starts_at = now() - timedelta(hours=1) if running else now() + timedelta(days=next(_days))
    with township.database.writing() as db:
        if running:
            for shift in db.exec(select(DutyShift)):
                shift.cancelled_at = shift.cancelled_at or now()
            db.flush()
        asked = ShiftIn(
            id=uuid4(),
            village_code=township.places[column],
            person_id=township.world.id(STAFF_OF[column]),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=4),
        )
        return plan_shift(db, SYSTEM, asked).shift.id


def test_a_turn_is_seen_by_those_who_work_there_or_above(township: Township) -> None:
    for path in ("/duty/turns/{id}", "/duty/turns/{id}/partners"):
        compare(PAGE, Asking(township, "GET", path, make=lambda column: planned(township, column)))


def test_a_turn_is_given_away_moved_or_cancelled_by_the_secretary(township: Township) -> None:
    def replace(_: str, matter: UUID) -> dict[str, object]:
        column = at[matter][0] if matter in at else "v108"
        to = str(township.world.id(SECRETARY_OF[column]))
        return {"id": str(uuid4()), "move": "replace", "person_id": to, "reason": "absent"}

    def move(_: str, matter: UUID) -> dict[str, object]:
        later = (at[matter][1] if matter in at else now()) + timedelta(hours=1)
        return {"id": str(uuid4()), "move": "move", "ends_at": later.isoformat(), "reason": "hours"}

    def cancel(*_: object) -> dict[str, object]:
        return {"id": str(uuid4()), "move": "cancel"}

    at: dict[UUID, tuple[str, datetime]] = {}

    def make(column: str) -> UUID:
        shift_id = planned(township, column)
        with township.database.reading() as db:
            at[shift_id] = column, db.get_one(DutyShift, shift_id).ends_at
        return shift_id

    for body in (replace, move, cancel):
        compare(CANCEL, Asking(township, "POST", "/duty/turns/{id}/moves", body, make=make))


def test_a_running_turn_is_taken_over_by_any_of_the_staff(township: Township) -> None:
    def take_over(*_: object) -> dict[str, object]:
        return {"id": str(uuid4()), "move": "take_over"}

    seen: dict[tuple[str, str], str] = {}
    for column in STAFF_OF:
        asking = Asking(
            township,
            "POST",
            "/duty/turns/{id}/moves",
            take_over,
            make=lambda column: planned(township, column, running=True),
        )
        seen |= {cell: asking(*cell) for cell in TAKE_OVER if cell[1] == column}
    compare(TAKE_OVER, lambda row, column: seen[row, column])
