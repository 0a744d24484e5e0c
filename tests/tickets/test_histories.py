"""Random lives of errands through the real door: what is stored is what the log tells and what a plain count finds."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, time, timedelta
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from app.core.clock import replay
from app.places.models import DayType
from app.places.queries import centre_of, village_by_code
from app.places.rules import Day, Period
from app.places.service import confirm_year, set_opening_hours
from app.tickets import queries
from app.tickets.answers.queries import ticket_page
from app.tickets.clocks.queries import clock_runs
from app.tickets.intake.schemas import TicketIn
from app.tickets.intake.service import submit
from app.tickets.models import Ticket
from app.tickets.notes.service import add_note
from app.tickets.schemas import MoveIn, NoteIn, OnBehalf
from app.tickets.service import make_move
from app.tickets.watch.service import look_after, recount
from tests.support.world import HUAISHU, World, errand
from tests.tickets.naive import CHINA, HOURS, OWNER_OF, URGENCIES, Life, Run

KNOWN = OnBehalf(identity_checked="known_in_person")
ITEMS = {"JY-01": (10, "wd"), "GA-04": (60, "cd"), "SH-01": (3, "wd")}  # None of them needs a written mandate.
# From where, by which step and whose hand, to where; what a step is told stands in `Walk.told`.
STEPS = {
    "submitted": [("notify_deficiency", "zhao", "correction_required"), ("accept", "li", "accepted")],
    "correction_required": [("resubmit", "guilan", "submitted")],
    "accepted": [("lodge", "li", "lodged")],
    "lodged": [("authority_accepts", "zhou", "under_review"), ("authority_returns", "zhou", "correction_required")],
    "under_review": [("special_procedure", "zhou", "suspended"), ("approve", "zhou", "approved")],
    "suspended": [("resume", "zhou", "under_review"), ("withdraw", "li", "withdrawn")],
    "approved": [("deliver", "li", "delivered")],
}
WAITS = [timedelta(minutes=n) for n in (0, 1, 29, 95, 240, 700, 1440, 2 * 1440, 5 * 1440, 9 * 1440)]


class _Over(Exception):  # noqa: N818 - no error: the life is over, and its transaction with it.
    """Undoes whatever a life has written."""


class Walk:
    """One errand and, beside it, what a plain count says of it."""

    def __init__(self, world: World, db: Session, draw: st.DataObject) -> None:
        self.world, self.db, self.draw = world, db, draw
        code = draw.draw(st.sampled_from(sorted(ITEMS)))
        minutes = draw.draw(st.integers(0, 150 * 1440))
        self.at = datetime(2026, 1, 3, tzinfo=CHINA) + timedelta(minutes=minutes)
        urgency = draw.draw(st.sampled_from(URGENCIES))
        self.life = Life(ITEMS[code], [("submitted", self.at)], [(urgency, self.at)])
        self.noticed = self.gap = False
        self.may_be_deemed = code != "SH-01"  # Which people do on their own phone, with guidance.
        with replay(self.at):
            self.open_hours("usual", on_rest_days=False)
            asked = TicketIn.model_validate(errand(item_code=code, urgency=urgency))
            self.id = submit(db, world.actor(db, "guilan"), asked)[0].id

    def ticket(self) -> Ticket:
        """The row as the database has it."""
        self.db.flush()
        self.db.expire_all()
        return self.db.get_one(Ticket, self.id)

    def wait(self) -> None:
        self.at += self.draw.draw(st.sampled_from(WAITS), label="wait")

    def open_hours(self, name: str, *, on_rest_days: bool) -> None:
        ours = centre_of(self.db, village_by_code(self.db, HUAISHU).id)
        assert ours
        periods = [Period(_clock(a), _clock(b), day_type=DayType.WORKDAY) for a, b in HOURS[name]]
        if on_rest_days:
            periods.append(Period(_clock((9, 0)), _clock((12, 0)), day_type=DayType.REST_DAY))
        set_opening_hours(self.db, ours, periods)
        self.life.hours, self.life.open_on_rest_days = name, on_rest_days

    def step(self) -> None:
        """One of the steps that are open here, by whoever may make it."""
        steps = [
            each for each in STEPS.get(self.life.state, []) if not (self.noticed and each[0] == "notify_deficiency")
        ]
        if self.life.state == "accepted" and self.gap:
            # Nobody looked through the papers in time: they are added now, or the secretary asks for them late.
            steps = [("supply", "li", ""), ("notify_deficiency", "zhao", "correction_required")]
        if not steps:
            return
        # An end comes seldom, most lives shall get far.
        move, who, to = self.draw.draw(st.sampled_from([each for each in steps if each[2] != "withdrawn"] * 5 + steps))
        self.noticed = self.noticed or to == "correction_required"
        self.make(move, who, **self.told(move))
        self.gap = False
        if to:
            self.life.entered.append((to, self.at))

    def make(self, move: str, who: str, **data: object) -> None:
        asked = MoveIn(id=uuid4(), move=move, version=self.ticket().version, data=data, on_behalf=KNOWN)
        make_move(self.db, self.world.actor(self.db, who), self.id, asked)

    def told(self, move: str) -> dict[str, object]:
        papers = [{"code": paper["code"]} for paper in self.ticket().details["materials"]]
        until_on = (self.at.date() + timedelta(days=9)).isoformat()
        missing: dict[str, object] = {"missing": papers[: self.draw.draw(st.integers(1, len(papers)))], "way": "paper"}
        answers: dict[str, dict[str, object]] = {
            "notify_deficiency": missing | ({"again_reason": "当时没人看材料"} if self.gap else {}),
            "supply": {"materials": papers},
            "accept": {"materials": papers, "receipt_given": True},
            "resubmit": {"materials": papers},
            "lodge": {"window": "4 号窗口", "handed_to": "周敏"},
            "authority_accepts": {"acceptance_no": "石受 18 号"},
            "authority_returns": {**missing, "authority_words": "缺首页"},
            "special_procedure": {"reason": "public_notice", "until_on": until_on, "told": True},
            "withdraw": {"reason": "solved_otherwise", "text": "自己办好了", "authority_consent": "周敏"},
            "deliver": {"way": "signature"},
        }
        return answers.get(move, {})

    def hurry(self) -> None:
        """It becomes more or less urgent, or as urgent as it is, which is refused."""
        now_so, wanted = self.life.urgencies[-1][0], self.draw.draw(st.sampled_from(URGENCIES))
        if self.life.state in STEPS and wanted != now_so:
            self.make("change_urgency", "zhao", urgency=wanted, reason="hardship")
            self.life.urgencies.append((wanted, self.at))

    def say(self) -> None:
        """A word moves no clock."""
        add_note(self.db, self.world.actor(self.db, "guilan"), self.id, NoteIn(id=uuid4(), text="我下午在家"))

    def new_notice(self) -> None:
        """The county's calendar changes: some days near become holidays or are worked instead."""
        for n in self.draw.draw(st.sets(st.integers(-12, 25), min_size=1, max_size=6)):
            on = self.at.astimezone(CHINA).date() + timedelta(days=n)
            if on.year == self.at.astimezone(CHINA).year:
                self.life.worked[on] ^= True
        days = {on: Day(is_workday, "调休") for on, is_workday in self.life.worked.items() if on.year == 2026}
        confirm_year(self.db, 2026, days, "a notice of this test's own")
        recount(self.db, self.id)

    def new_hours(self) -> None:
        """The centre opens at other times."""
        self.open_hours(self.draw.draw(st.sampled_from(sorted(HOURS))), on_rest_days=self.draw.draw(st.booleans()))
        recount(self.db, self.id)

    def watch(self) -> None:
        """The system looks: cards move no clock, silence accepts, and what is long delivered is filed."""
        tick_at = self.ticket().tick_at
        for state, days, unit, to in (("delivered", 15, "cd", "closed"), ("submitted", 5, "wd", "accepted")):
            may = to == "closed" or self.may_be_deemed
            if self.life.state == state and may and self.life.ends(days, unit) <= self.at:
                assert tick_at is not None
                assert tick_at <= self.at
                self.gap = to == "accepted" and any(
                    m["status"] == "missing" for m in self.ticket().details["materials"]
                )
                self.life.entered.append((to, self.at))
                break
        look_after(self.db, self.id)

    def check(self) -> None:
        """Stored, re-derived and plainly counted are one."""
        ticket = self.ticket()
        derived = clock_runs(self.db, queries.loaded(self.db, ticket))
        expected = self.life.runs()
        assert ticket.state == self.life.state
        assert [
            Run(r.name, r.owner, r.state, r.started_at, r.stopped_at, r.due_at, r.yellow_at) for r in derived
        ] == expected
        now_running = expected[-1] if expected and expected[-1].stopped_at is None else None
        stored = (ticket.clock, ticket.clock_owner, ticket.clock_state, ticket.due_at, ticket.yellow_at)
        assert stored == (
            (
                now_running.clock,
                OWNER_OF[now_running.clock],
                now_running.state,
                now_running.due_at,
                now_running.yellow_at,
            )
            if now_running
            else (None,) * 5
        )
        assert not ticket.due_provisional

    def look(self) -> None:
        """The villager gets one sentence with at most one date, the cadre every clock."""
        with replay(self.at):
            seen = ticket_page(self.db, self.world.actor(self.db, "zhao"), self.id, "zh")
            told = ticket_page(self.db, self.world.actor(self.db, "guilan"), self.id, "zh")
        clocks = [(c.name, c.owner, c.state, c.due_at) for c in seen.clocks]
        assert clocks == [(r.clock, r.owner, r.state, r.due_at) for r in self.life.runs()]
        dates = re.findall(r"\d+月\d+日", told.sentence)
        due = self.ticket().due_at
        assert dates == ([f"{due.astimezone(CHINA).month}月{due.astimezone(CHINA).day}日"] if due else [])


def _clock(hour_and_minute: tuple[int, int]) -> time:
    return time(*hour_and_minute)


ACTS: tuple[Callable[[Walk], None], ...] = (
    *[Walk.step] * 6,
    Walk.hurry,
    Walk.hurry,
    Walk.say,
    Walk.new_notice,
    Walk.new_hours,
    Walk.watch,
)


def test_in_random_lives_what_is_stored_is_what_the_log_tells_and_what_a_plain_count_finds(world: World) -> None:
    @settings(max_examples=40 if world.database.is_sqlite else 8, derandomize=True, deadline=None, database=None)
    @given(st.data())
    def live(draw: st.DataObject) -> None:
        with suppress(_Over), world.database.writing() as db:
            walk = Walk(world, db, draw)
            for _ in range(draw.draw(st.integers(1, 14), label="steps")):
                walk.check()
                walk.wait()
                with replay(walk.at):
                    draw.draw(st.sampled_from(ACTS))(walk)
            walk.check()
            walk.look()
            raise _Over

    live()
