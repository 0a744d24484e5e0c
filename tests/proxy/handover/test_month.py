"""A month of a village with random swaps, absences, leave, take-overs and tickets: no minute and no matter without an owner."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import Session, col, select

from app.core.clock import LOCAL, local_date, now
from app.core.problems import Refusal
from app.duty import queries as duty
from app.duty.board.queries import board
from app.duty.changing.rules import TurnMove
from app.duty.changing.schemas import TurnMoveIn
from app.duty.changing.service import act as change
from app.duty.models import DutyShift
from app.duty.presence.queries import there
from app.duty.roster.leave.queries import leaves_of
from app.duty.roster.leave.service import take_leave
from app.duty.roster.schemas import LeaveIn
from app.duty.rules import Turn, gaps
from app.duty.schemas import ShiftIn
from app.duty.service import cancel_shift, plan_shift
from app.duty.swaps.answers import queries as swaps
from app.duty.swaps.asking.service import ask
from app.duty.swaps.models import ShiftSwap, SwapState
from app.duty.swaps.rules import OPEN
from app.duty.swaps.schemas import SwapIn, SwapMoveIn
from app.duty.swaps.service import act as answer
from app.duty.turns.models import Reason
from app.main import tick
from app.people.actor import SYSTEM, Actor
from app.people.models import Role
from app.places import queries as places
from app.proxy.handover.models import Handover
from app.proxy.handover.schemas import AcceptIn, GiveIn
from app.proxy.handover.service import accept, give
from app.tickets.kinds.workflow import Owner
from app.tickets.models import Ticket, TicketEvent
from tests.oversight.carried import send
from tests.support.world import HUAISHU, World

pytestmark = pytest.mark.long

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)
STAFF = ("li", "zhang", "zhao", "liu", "sun")
VILLAGERS = ("guilan", "dashan", "wang")


class Month:
    """The village's December, in which everybody does what comes to mind; seeded, so that it is the same each time."""

    def __init__(self, world: World, clock: time_machine.Traveller) -> None:
        self.world, self.clock, self.chance = world, clock, random.Random(12)
        self.done: Counter[str] = Counter()
        with world.database.reading() as db:
            self.village = places.village_by_code(db, HUAISHU)
            hours, calendar = places.hours_of(db, self.village.id), places.calendar(db)
        days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
        self.spans = [
            (datetime.combine(on, span.opens, LOCAL), datetime.combine(on, span.closes, LOCAL))
            for on in days
            for span in hours.periods_on(on, calendar)
        ]

    @contextmanager
    def trying(self, name: str) -> Iterator[Session]:
        """One transaction of somebody's; what is refused has not happened."""
        with suppress(Refusal):
            with self.world.database.writing() as db:
                yield db
            self.done[name] += 1

    def plan(self) -> None:
        with self.world.database.writing() as db:
            ahead = select(DutyShift.id).where(
                DutyShift.village_id == self.village.id, col(DutyShift.starts_at) >= self.spans[0][0]
            )
            for shift_id in db.exec(ahead).all():
                cancel_shift(db, SYSTEM, shift_id)
            for n, (begin, end) in enumerate(self.spans):
                person = self.world.id(STAFF[n % len(STAFF)])
                asked = {"id": uuid4(), "village_code": HUAISHU, "person_id": person}
                plan_shift(db, SYSTEM, ShiftIn.model_validate(asked | {"starts_at": begin, "ends_at": end}))

    def turns(self, db: Session, days: int = 4) -> list[Turn]:
        """Those of the coming days."""
        return duty.turns_between(db, self.village.id, now(), now() + timedelta(days=days))

    def who(self, db: Session, person_id: UUID) -> Actor:
        return self.world.actor(db, next(key for key in STAFF if self.world.id(key) == person_id))

    # What people do.

    def asks(self) -> None:
        with self.trying("asked") as db:
            mine, other = self.chance.choices(self.turns(db), k=2)
            more: dict[str, UUID] = self.chance.choice(
                [{}, {"for_shift_id": other.id}, {"person_id": self.world.id(self.chance.choice(STAFF))}]
            )
            asked = SwapIn.model_validate({"id": uuid4(), "shift_id": mine.id, "reason": Reason.AWAY} | more)
            ask(db, self.who(db, mine.person_id), asked)

    def answers(self) -> None:
        with self.trying("answered") as db:
            recent = col(ShiftSwap.state).in_((*OPEN, SwapState.EFFECTIVE)), col(ShiftSwap.asked_at) > now() - _WEEK
            for swap in db.exec(select(ShiftSwap).where(*recent).order_by(col(ShiftSwap.asked_at))).all():
                actor = self.world.actor(db, self.chance.choice(STAFF))
                moves = swaps.page(db, actor, swap.id, "zh").moves
                if moves:
                    # Mostly the likeliest, which stands first.
                    move = self.chance.choice([moves[0], moves[0], *moves]).move
                    answer(db, actor, swap.id, SwapMoveIn(id=uuid4(), move=move))

    def falls_ill(self) -> None:
        with self.trying("replaced") as db:
            turn, to = self.chance.choice(self.turns(db)), self.world.id(self.chance.choice(STAFF))
            told = {"id": uuid4(), "move": TurnMove.REPLACE, "person_id": to, "reason": Reason.ABSENT}
            change(db, self.world.actor(db, "zhao"), turn.id, TurnMoveIn.model_validate(told))

    def goes_on_leave(self) -> None:
        """Somebody is away from tomorrow on, and the secretary finds somebody else for each of his turns."""
        tomorrow = local_date(now()) + timedelta(days=1)
        with self.world.database.reading() as db:
            if leaves_of(db, self.village.id, tomorrow, tomorrow + _WEEK):
                return
        key, last = self.chance.choice(STAFF), tomorrow + timedelta(days=self.chance.randrange(8))
        with self.trying("leave") as db:
            asked = LeaveIn(id=uuid4(), village_code=HUAISHU, first_on=tomorrow, last_on=last)
            take_leave(db, self.world.actor(db, key), asked)
        with self.world.database.reading() as db:
            begin, end = duty.local_days(tomorrow, last)
            turns = duty.turns_between(db, self.village.id, begin, end)
        for turn in turns:
            if turn.person_id == self.world.id(key):
                self.replaced_by_anybody(turn)

    def replaced_by_anybody(self, turn: Turn) -> None:
        for key in self.chance.sample(STAFF, len(STAFF)):
            before = self.done["mended"]
            with self.trying("mended") as db:
                told = {
                    "id": uuid4(),
                    "move": TurnMove.REPLACE,
                    "person_id": self.world.id(key),
                    "reason": Reason.ABSENT,
                }
                change(db, self.world.actor(db, "zhao"), turn.id, TurnMoveIn.model_validate(told))
            if self.done["mended"] > before:
                return
        raise AssertionError("nobody has time")

    def takes_over(self) -> None:
        with self.trying("taken over") as db:
            here = [turn for turn in self.turns(db) if turn.starts_at <= now()]
            actor = self.world.actor(db, self.chance.choice(STAFF))
            if here:
                told = {"id": uuid4(), "move": TurnMove.TAKE_OVER, "until": now() + timedelta(hours=1)}
                change(db, actor, here[0].id, TurnMoveIn.model_validate(told))

    def comes(self) -> None:
        with self.trying("ticket") as db:
            send(self.world, db, self.chance.choice(VILLAGERS), self.chance.choice(("errand", "parcel")))

    def hands_over(self) -> None:
        with self.trying("given") as db:
            here = [turn for turn in self.turns(db) if turn.starts_at <= now()]
            if here:
                give(db, self.who(db, here[0].person_id), here[0].id, GiveIn(id=uuid4()))

    def accepts(self) -> None:
        with self.world.database.reading() as db:
            open_notes = select(Handover.id).where(col(Handover.accepted_at).is_(None))
            waiting = db.exec(open_notes.order_by(col(Handover.ends_at))).all()
        for note_id in waiting:
            with self.trying("accepted") as db:
                accept(db, self.world.actor(db, self.chance.choice(STAFF)), note_id, AcceptIn(id=uuid4()))

    # What must hold.

    def check(self, begin: datetime, end: datetime) -> None:
        """Of the open hours around this moment no minute, and of all that is open no matter, is without an owner."""
        with self.world.database.reading() as db:
            turns = there(db, self.village.id, duty.turns_between(db, self.village.id, begin, end))
            assert gaps([(begin, end)], turns) == []
            here = next(turn for turn in turns if turn.starts_at <= now() < turn.ends_at)
            shown = board(db, HUAISHU, now(), "zh").on_duty
            assert shown
            assert shown.name == here.name
            staff = duty.staff_of(db, self.village.id)
            unowned = select(Ticket).where(Ticket.village_id == self.village.id, col(Ticket.closed_at).is_(None))
            assert [each.ticket_no for each in db.exec(unowned) if each.assignee_id not in staff] == []
            # A note that nobody has accepted has somebody whom it will be asked of next, or has reached the top.
            left = select(Handover).where(col(Handover.is_needed), col(Handover.accepted_at).is_(None))
            assert [note.id for note in db.exec(left) if note.climbs_at is None and note.level < _TOP] == []

    def check_absent(self) -> None:
        """Once the watch has looked, nothing that the village owes stays with somebody who is long away, unless somebody above knows."""
        with self.world.database.reading() as db:
            today = local_date(now())
            long_away = {
                leave.person_id
                for leave in leaves_of(db, self.village.id, today, today)
                if (leave.last_on - today).days >= _LONG
            }
            owed = Ticket.clock_owner == Owner.VILLAGE, Ticket.clock_state == "running", col(Ticket.closed_at).is_(None)
            held = db.exec(select(Ticket).where(col(Ticket.assignee_id).in_(long_away), *owed)).all()
            known = select(TicketEvent.ticket_id).where(TicketEvent.what == "left_waiting")
            assert {each.id for each in held} <= set(db.exec(known))

    def live(self) -> None:
        self.plan()
        before: tuple[Callable[[], None], ...] = (self.asks, self.answers, self.falls_ill, self.goes_on_leave)
        during: tuple[Callable[[], None], ...] = (self.comes, self.takes_over, self.asks, self.answers, self.answers)
        for begin, end in self.spans:
            self.clock.move_to(begin - timedelta(minutes=self.chance.randrange(5, 90)))
            for what in self.chance.choices(before, k=3):
                what()
            for minutes in sorted(self.chance.sample(range(1, 150), 2)):
                self.clock.move_to(begin + timedelta(minutes=minutes))
                self.chance.choice(during)()
                if self.chance.random() < _WATCHED:
                    tick(self.world.database)
                self.check(begin, end)
            self.clock.move_to(end - timedelta(minutes=15))
            for what in (self.hands_over, self.accepts):
                if self.chance.random() < _TIDY:
                    what()
            tick(self.world.database)
            self.check(begin, end)
            self.check_absent()


_WEEK = timedelta(days=7)
_TOP = 2
_LONG = 3  # Days, so that one of them at least is a working day beside the last.
_WATCHED, _TIDY = 0.4, 0.6


def test_a_month_of_swaps_absences_and_tickets_leaves_no_minute_and_no_matter_without_an_owner(world: World) -> None:
    with time_machine.travel(datetime.combine(FIRST - timedelta(days=2), time(9), LOCAL), tick=False) as clock:
        month = Month(world, clock)
        assert len(month.spans) > 40, "two for every working day"
        month.live()
    with world.database.reading() as db:
        ends = Counter(db.exec(select(ShiftSwap.state)).all())
        assert duty.handler_for(db, month.village.id, month.spans[-1][0], Role.DUTY_CADRE)
        assert db.exec(select(TicketEvent.id).where(TicketEvent.move == "cover_absence")).all(), "leave moves matters"
    assert ends[SwapState.EFFECTIVE] + ends[SwapState.UNDONE] >= 4, f"a lively month: {ends}, {month.done}"
    assert (
        min(month.done[each] for each in ("replaced", "taken over", "ticket", "given", "accepted", "leave", "mended"))
        >= 3
    ), month.done
