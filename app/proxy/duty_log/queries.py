"""Reading the duty log out of the acts: turns, tickets, trips, papers, and the words that were added."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import now, today
from app.core.problems import Refusal, not_found
from app.core.words import Language
from app.duty.rules import Turn
from app.people.actor import Actor, Role
from app.people.models import Person
from app.places.models import Place
from app.places.queries import calendar, village_by_code
from app.places.rules import WorkCalendar
from app.proxy.duty_log import rules
from app.proxy.duty_log.facts.queries import Facts, facts
from app.proxy.duty_log.rules import Counts
from app.proxy.duty_log.schemas import CountsOut, DayLine, DutyMonth, HiddenCount, TurnLine
from app.tickets.answers.schemas import Named
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import Service
from app.tickets.rules import STAFF_ROLES, shown_count


def readable_village(db: Session, actor: Actor, village_code: str) -> Place:
    """A village whose log somebody may read: its staff, and in numbers its township.

    Raises:
        Refusal: 403 `not_your_desk` without a post; 404 for a village in which the person holds none.

    """
    village = village_by_code(db, village_code)
    if not rules.works_there(actor, village.path) and not rules.sees_numbers(actor, village.path):
        if actor.paths(*STAFF_ROLES, Role.TOWN_OFFICER):
            raise not_found()
        raise Refusal(403, "not_your_desk", "这一页是村里工作人员用的。", "This page is for a village's staff.")
    return village


def turn_lines(
    found: Facts, turns: Iterable[Turn], names: Mapping[UUID, str], language: Language, *, content: bool
) -> list[TurnLine]:
    """Turns with the sign that somebody served in them."""
    lines = []
    for turn in turns:
        sign = rules.first_act(turn, found.acts)
        lines.append(
            TurnLine(
                id=turn.id,
                kind=turn.kind,
                starts_at=turn.starts_at,
                ends_at=turn.ends_at,
                name=turn.name,
                post=turn.post.speak(language) if turn.post else None,
                leader=names.get(turn.leader_id) if turn.leader_id else None,
                served=sign is not None,
                first_act_at=sign.at if sign and content else None,
                on_paper=sign is not None and sign.on_paper,
                changes=[],
            )
        )
    return lines


def leaders(turns: Iterable[Turn]) -> dict[UUID, str]:
    """The names of those who lead the turns."""
    return {turn.leader_id: turn.leader_name for turn in turns if turn.leader_id and turn.leader_name}


def names_of(db: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of people."""
    return dict(db.exec(select(Person.id, Person.name).where(col(Person.id).in_(set(ids)))).all())


def month(
    db: Session, actor: Actor, village_code: str, month_asked: str, language: Language, *, printed: bool = False
) -> DutyMonth:
    """The days of a month that have begun, each with who sat and how much there was.

    Raises:
        Refusal: 403 `not_your_desk`; 404 `place_unknown` or a village that is not the reader's.

    """
    village = readable_village(db, actor, village_code)
    works = rules.works_there(actor, village.path)
    days = rules.month_days(month_asked, today())
    shape = {
        "village": Named(code=village.official_code, name=village.name),
        "month": month_asked,
        "content": works,
        "may_write": works,
    }
    if not days:
        return DutyMonth.model_validate(shape | {"days": [], "totals": Counts()._asdict(), "hidden": []})
    begin, end = rules.bounds(days[0])[0], rules.bounds(days[-1])[1]
    found, at, days_of_work = facts(db, actor, village, begin, end, printed=printed), now(), calendar(db)
    counted = {on: rules.counts_of(found.day, *rules.bounds(on), at) for on in days}
    lines = [_day_line(found, on, counted[on], days_of_work, language, content=works) for on in days]
    hidden = hidden_counts(actor, found, begin, end, language, printed=printed)
    return DutyMonth.model_validate(
        shape | {"days": lines, "totals": rules.summed(counted.values())._asdict(), "hidden": hidden}
    )


def _day_line(
    found: Facts, on: date, counts: Counts, days_of_work: WorkCalendar, language: Language, *, content: bool
) -> DayLine:
    begin, end = rules.bounds(on)
    turns = [turn for turn in found.turns if begin <= turn.starts_at < end]
    name = days_of_work.day_name(on)
    return DayLine(
        on=on,
        day_name=name.speak(language) if name else None,
        is_workday=days_of_work.is_workday(on),
        turns=turn_lines(found, turns, leaders(turns), language, content=content),
        counts=CountsOut.model_validate(counts._asdict()),
    )


def hidden_counts(
    actor: Actor,
    found: Facts,
    begin: datetime,
    end: datetime,
    language: Language,
    *,
    printed: bool,
    a_day: bool = False,
) -> list[HiddenCount]:
    """Of services that are for few eyes, how many matters the reader does not see had something happen."""
    services = (Service.MEDICAL, Service.DISPUTE) if printed else rules.few_eyes(actor, found.village.path)
    show = rules.shown_of_a_day if a_day else shown_count
    return [
        HiddenCount(
            service=service,
            label=KINDS[service].words.speak(language),
            count=show(service, rules.touched(found.day, service, begin, end)),
        )
        for service in services
    ]
