"""An inspector asks where originals were on a day; only the log answers."""

from datetime import timedelta

from sqlmodel import select

from app.proxy.custody.days.queries import held_on
from app.proxy.custody.models import CustodyHolding
from tests.oversight.carried import accepted
from tests.proxy.custody.test_service import AT_WINDOW, MORNING, SEEN, carry, village
from tests.support.world import HUAISHU, World


def test_the_log_alone_says_what_a_village_held_on_any_day(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        carry(world, db, "li", ticket, "received", **SEEN)
    with village(world, MORNING + timedelta(days=1)) as db:
        carry(world, db, "li", ticket, "lodged", **AT_WINDOW)
        other = accepted(world, db, "yulan")
        carry(world, db, "zhang", other, "received", **SEEN)
    with village(world, MORNING + timedelta(days=9)) as db:
        carry(world, db, "li", ticket, "picked_up")
        carry(world, db, "li", ticket, "returned", **SEEN)
        # A cache that has gone astray changes nothing: only the log is asked.
        for holding in db.exec(select(CustodyHolding)):
            db.delete(holding)
        db.flush()
        officer = world.actor(db, "zhou")
        days = {
            n: held_on(db, officer, HUAISHU, (MORNING + timedelta(days=n)).date(), "zh") for n in (-1, 0, 1, 8, 9, 30)
        }
    seen = {n: [(row.ticket_id, row.where, row.days, row.long) for row in day.items] for n, day in days.items()}
    at_window, with_zhang = (ticket.id, "在镇便民服务中心4号窗口"), (other.id, "在张建国手里")
    assert seen == {
        -1: [],
        0: [(ticket.id, "在李秀英手里", 0, False)],
        1: [(*at_window, 1, False), (*with_zhang, 0, False)],
        8: [(*at_window, 8, True), (*with_zhang, 7, True)],
        9: [(*with_zhang, 8, True)],
        30: [(*with_zhang, 8, True)],
    }
