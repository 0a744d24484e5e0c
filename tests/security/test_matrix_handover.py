"""Who hands a turn over and who accepts it: every cell written by hand, as in `test_matrix`. Columns are villages."""

from datetime import timedelta
from itertools import count
from uuid import UUID, uuid4

from sqlmodel import col, update

from app.core.clock import now
from app.duty.models import DutyShift
from app.duty.schemas import ShiftIn
from app.duty.service import plan_shift
from app.people.actor import SYSTEM
from app.proxy.handover.schemas import GiveIn
from app.proxy.handover.service import give
from tests.security.matrix import Asking, compare, said, table
from tests.security.test_matrix_places import DESK, STAFF_OF
from tests.security.township import Township

# One's own turn, and nobody else's: whose it is nobody is told.
GIVE = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          .    .    .    .    .
    dashan,mancang,li_code     .    .    .    .    .
    li                         ok   .    .    .    .
    zhang,zhao,liu,qin,sun     .    .    .    .    .
    pan                        .    ok   .    .    .
    pan2,pan3                  .    .    .    .    .
    guan                       .    .    .    .    ok
    guan2                      .    .    .    .    .
    zhou,tang,he,admin         .    .    .    .    .
    admin3,key                 .    .    .    .    .
""")

# Whoever comes next (zhang in our village), or the village's secretary; never the one who goes.
ACCEPT = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          .    .    .    .    .
    dashan,mancang,li_code     .    .    .    .    .
    li                         403  .    .    .    .
    zhang,zhao                 ok   .    .    .    .
    liu,qin,sun                403  .    .    .    .
    pan                        .    403  .    .    .
    pan2                       .    ok   .    .    .
    pan3                       .    .    .    .    .
    guan                       .    .    .    .    403
    guan2                      .    .    .    .    ok
    zhou,tang,he,admin         .    .    .    .    .
    admin3,key                 .    .    .    .    .
""")

COVERED = {"read_handovers", "give_handover", "accept_handover"}
_TAKER_OF = {"v108": "zhang"}
_months = count(1)


def _turn(township: Township, column: str) -> UUID:
    """A turn that has just ended; they lie apart, since nobody has two at once."""
    ended = now() - timedelta(days=90 * next(_months))
    with township.database.writing() as db:
        shift = ShiftIn(
            id=uuid4(),
            village_code=township.places[column],
            person_id=township.world.id(STAFF_OF[column]),
            starts_at=ended - timedelta(hours=2),
            ends_at=ended,
        )
        plan_shift(db, SYSTEM, shift)
        if column in _TAKER_OF:
            taker = township.world.id(_TAKER_OF[column])
            after = {"id": uuid4(), "person_id": taker, "starts_at": ended, "ends_at": ended + timedelta(hours=2)}
            plan_shift(db, SYSTEM, shift.model_copy(update=after))
    return shift.id


def test_what_is_to_be_handed_over_is_for_the_staff_of_the_village(township: Township) -> None:
    compare(
        DESK,
        lambda row, column: said(township.ask(row, "GET", f"/handovers?village_code={township.places[column]}")),
    )


def test_a_turn_is_handed_over_by_whoever_had_it(township: Township) -> None:
    compare(
        GIVE,
        Asking(
            township,
            "POST",
            "/handovers/of/{id}",
            lambda _row, _matter: {"id": str(uuid4())},
            make=lambda column: _turn(township, column),
        ),
    )


def test_a_turn_is_taken_over_by_whoever_comes_next_or_by_the_secretary(township: Township) -> None:
    def given(column: str) -> UUID:
        shift_id = _turn(township, column)
        with township.database.writing() as db:
            giver = township.world.actor(db, STAFF_OF[column])
            # Whoever has been on duty again since has nothing to hand over.
            mine = col(DutyShift.person_id) == giver.person_id
            since = col(DutyShift.starts_at) >= db.get_one(DutyShift, shift_id).ends_at
            db.exec(update(DutyShift).where(mine, since).values(cancelled_at=now()))
            return give(db, giver, shift_id, GiveIn(id=uuid4())).id

    compare(
        ACCEPT,
        Asking(township, "POST", "/handovers/{id}/accept", lambda _row, _matter: {"id": str(uuid4())}, make=given),
    )
