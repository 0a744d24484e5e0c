"""What colleagues ask of each other: every cell written by hand, as in `test_matrix`. Columns are villages."""

from collections.abc import Callable
from uuid import UUID, uuid4

from app.core.clock import now
from app.duty.swaps.asking.service import ask
from app.duty.swaps.models import ShiftSwap, SwapState
from app.duty.swaps.schemas import SwapIn
from app.duty.turns.models import Reason
from app.people.actor import actor_of_person
from tests.security.matrix import Asking, compare, said, table
from tests.security.test_matrix_places import CANCEL, ROSTER, STAFF_OF
from tests.security.test_matrix_turns import PAGE, SECRETARY_OF, planned
from tests.security.township import Township

# Only whose turn it is asks about it.
ASK = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          .    .    .    .    .
    dashan,mancang,li_code     .    .    .    .    .
    li                         ok   .    .    .    .
    zhang,zhao,liu,qin,sun     403  .    .    .    .
    pan                        .    ok   .    .    .
    pan2                       .    403  .    .    .
    pan3                       .    .    .    .    .
    guan                       .    .    .    .    ok
    guan2                      .    .    .    .    403
    zhou                       403  403  403  403  .
    tang                       .    .    .    .    403
    he,admin                   403  403  403  403  403
    admin3                     .    .    .    .    403
    key                        .    .    .    .    .
""")

# Where everybody is asked, any of the staff agrees but the one who asks.
VOLUNTEER = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          .    .    .    .    .
    dashan,mancang,li_code     .    .    .    .    .
    li                         403  .    .    .    .
    zhang,zhao,liu,qin,sun     ok   .    .    .    .
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

# What somebody said to the secretary is written down by the secretary alone; 422 is whose own word it would be.
RECORD = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          .    .    .    .    .
    dashan,mancang,li_code     .    .    .    .    .
    li                         422  .    .    .    .
    zhang,liu,qin,sun          403  .    .    .    .
    zhao                       ok   .    .    .    .
    pan                        .    422  .    .    .
    pan2                       .    ok   .    .    .
    pan3                       .    .    .    .    .
    guan                       .    .    .    .    422
    guan2                      .    .    .    .    ok
    zhou                       403  403  403  403  .
    tang                       .    .    .    .    403
    he,admin                   403  403  403  403  403
    admin3                     .    .    .    .    403
    key                        .    .    .    .    .
""")

COVERED = {"list_swaps", "ask_swap", "read_swap", "move_swap"}


def asked(township: Township, column: str) -> UUID:
    """A request of the first member of staff of a village to everybody."""
    shift_id = planned(township, column)
    with township.database.writing() as db:
        asker = actor_of_person(db, township.world.id(STAFF_OF[column]))
        return ask(db, asker, SwapIn(id=uuid4(), shift_id=shift_id, reason=Reason.OTHER)).swap.id


def accepted(township: Township, column: str) -> UUID:
    """One on which two have agreed, and which waits for the secretary."""
    swap_id = asked(township, column)
    with township.database.writing() as db:
        swap = db.get_one(ShiftSwap, swap_id)
        swap.state, swap.answered_at, swap.objection_hours = SwapState.ACCEPTED, now(), 24
        swap.answered_by = township.world.id(SECRETARY_OF[column])
        db.add(swap)
    return swap_id


def test_requests_are_listed_for_those_who_work_there_or_above(township: Township) -> None:
    def look(row: str, column: str) -> str:
        return said(township.ask(row, "GET", f"/duty/swaps?village_code={township.places[column]}"))

    compare(ROSTER, look)


def test_one_request_is_seen_by_those_who_work_there_or_above(township: Township) -> None:
    compare(PAGE, Asking(township, "GET", "/duty/swaps/{id}", make=lambda column: asked(township, column)))


def test_only_whose_turn_it_is_asks_about_it(township: Township) -> None:
    def body(_: str, shift_id: UUID) -> dict[str, object]:
        return {"id": str(uuid4()), "shift_id": str(shift_id), "reason": "personal"}

    compare(ASK, Asking(township, "POST", "/duty/swaps", body, make=lambda column: planned(township, column)))


def test_any_of_the_staff_volunteers_and_only_the_secretary_has_a_say(township: Township) -> None:
    def move(name: str) -> dict[str, object]:
        return {"id": str(uuid4()), "move": name}

    address = "/duty/swaps/{id}/moves"
    volunteering = Asking(
        township, "POST", address, lambda *_: move("accept"), make=lambda column: asked(township, column)
    )
    compare(VOLUNTEER, volunteering)
    for name in ("confirm", "object"):
        saying = Asking(
            township,
            "POST",
            address,
            lambda *_, name=name: move(name),
            make=lambda column: accepted(township, column),
        )
        compare(CANCEL, saying)


def test_only_the_secretary_records_what_a_colleague_said(township: Township) -> None:
    def owner(matter: UUID) -> str:
        return str(township.world.id(STAFF_OF[at.get(matter, "v108")]))

    def ask_for(_: str, shift_id: UUID) -> dict[str, object]:
        about = {"shift_id": str(shift_id), "for_person_id": owner(shift_id)}
        return {"id": str(uuid4()), "reason": "personal", **about}

    def take_back_for(_: str, swap_id: UUID) -> dict[str, object]:
        return {"id": str(uuid4()), "move": "withdraw", "for_person_id": owner(swap_id)}

    at: dict[UUID, str] = {}

    def remembered(make: Callable[[Township, str], UUID]) -> Callable[[str], UUID]:
        def made(column: str) -> UUID:
            matter = make(township, column)
            at[matter] = column
            return matter

        return made

    compare(RECORD, Asking(township, "POST", "/duty/swaps", ask_for, make=remembered(planned)))
    address = "/duty/swaps/{id}/moves"
    compare(RECORD, Asking(township, "POST", address, take_back_for, make=remembered(asked)))
