"""Drawing the board. It is public and names nobody but those on the roster, so it asks nobody who they are."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session

from app.core.clock import local_date
from app.core.words import Language, Words
from app.duty import queries
from app.duty import rules as duty_rules
from app.duty.board import rules
from app.duty.board.rules import Open, Sheet, SheetDay, W
from app.duty.board.schemas import (
    Board,
    BoardDay,
    BoardShift,
    CentreOut,
    DayOut,
    Hours,
    NextUp,
    OnDutyOut,
    PlaceName,
    ServiceOpen,
    Supervisor,
)
from app.duty.portraits.queries import addresses
from app.duty.roster.leave.queries import leaves_of, on_leave
from app.duty.rules import OnDuty, Turn
from app.people.models import Role, Service
from app.places import queries as places
from app.places.models import ServiceCentre
from app.places.rules import OpeningHours, WorkCalendar

_DAYS_AHEAD = 7
_MOST_TURNS = 60
_WEEKDAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


def board(db: Session, village_code: str, at: datetime, language: Language) -> Board:
    """The board of a village as it is right at an instant.

    Raises:
        Refusal: 404 `place_unknown`.

    """
    village = places.village_by_code(db, village_code)
    # A place that lies in no township, as after a reform, stands for its own.
    township, centre = places.township_of(db, village.id) or village, places.centre_of(db, village.id)
    hours, calendar = places.hours_of(db, village.id), places.calendar(db)
    today = local_date(at)
    week = [today + timedelta(days=n) for n in range(_DAYS_AHEAD)]
    rota = _rota(db, village.id, at, week)
    here = duty_rules.who_is_on_duty(rota.turns_now, at)
    is_open = centre is not None and hours.is_open(at, calendar)
    portraits = addresses(db, village, [here.person_id] if here else [])
    following = duty_rules.next_turn(rota.turns, at) or _much_later(db, village.id, at)
    return Board(
        village=PlaceName(code=village.official_code, name=village.name),
        township=PlaceName(code=township.official_code, name=township.name),
        centre=CentreOut.model_validate(centre) if centre else None,
        open_now=is_open,
        hours_today=_hours(hours, today, calendar),
        day=_day(today, calendar, language),
        on_duty=_on_duty(here, portraits.get(here.person_id), centre, at, language) if here else None,
        next_up=_next_up(following, at, language),
        week=[_board_day(on, rota, hours, calendar, language) for on in week],
        supervision=[Supervisor.model_validate(each) for each in centre.supervision] if centre else [],
        services=[
            _service(service, label, rules.served(service, rota.turns_now, rota.roles, at, door_open=is_open), language)
            for service, label in duty_rules.SERVICE_LABELS.items()
        ],
    )


class _Rota(NamedTuple):
    """The week's turns of those who still work here; whoever is on leave sits nowhere, though the roster still says so."""

    turns: list[Turn]
    turns_now: list[Turn]
    away: Mapping[date, frozenset[UUID]]
    roles: Mapping[UUID, frozenset[Role]]


def _rota(db: Session, village_id: int, at: datetime, week: list[date]) -> _Rota:
    leaves = leaves_of(db, village_id, week[0], week[-1])
    away = {on: frozenset(each.person_id for each in leaves if each.first_on <= on <= each.last_on) for on in week}
    roles: dict[UUID, frozenset[Role]] = {}
    for person_id, role in queries.holders(db, village_id, at):
        roles[person_id] = roles.get(person_id, frozenset()) | {role}
    turns = queries.turns_between(db, village_id, *queries.local_days(week[0], week[-1]))
    turns = [turn for turn in turns if turn.person_id in roles]
    return _Rota(
        [turn for turn in turns if turn.person_id not in away.get(local_date(turn.starts_at), frozenset())],
        [turn for turn in turns if turn.person_id not in away[local_date(at)]],
        away,
        roles,
    )


def _much_later(db: Session, village_id: int, at: datetime) -> Turn | None:
    """The first turn beyond the week of somebody who works here and is not on leave then."""
    turn, staff = queries.next_on_duty(db, village_id, at), queries.staff_of(db, village_id)
    for _ in range(_MOST_TURNS):
        if turn is None or turn.person_id in staff - on_leave(db, village_id, local_date(turn.starts_at)):
            return turn
        turn = queries.next_on_duty(db, village_id, turn.starts_at)
    return None


def sheet(db: Session, village_code: str, at: datetime, base: str, language: Language) -> Sheet:
    """The board of a week as it goes to paper; `base` is the address of the app.

    Raises:
        Refusal: 404 `place_unknown`.

    """
    shown = board(db, village_code, at, language)
    say = {name: words.speak(language, village=shown.village.name, day=local_date(at)) for name, words in W.items()}
    centre = shown.centre
    facts = ((say["centre"], f"{centre.name} {centre.address}"), (say["phone"], centre.phone)) if centre else ()
    days = tuple(
        SheetDay(
            " ".join(filter(None, (_WEEKDAYS[language][day.on.weekday()], f"{day.on:%m-%d}", day.name))),
            " ".join(f"{span.opens}–{span.closes}" for span in day.hours) or say["shut"],
            "\n".join(f"{turn.from_}–{turn.to} {turn.name}" for turn in day.shifts) or say["nobody"],
        )
        for day in shown.week
    )
    supervision = tuple((each.name, each.phone) for each in shown.supervision)
    address = f"{base}/duty?village={village_code}"
    return Sheet(say["title"], say["as_of"], facts, days, supervision, address, language)


def _service(service: Service, label: Words, state: Open, language: Language) -> ServiceOpen:
    return ServiceOpen(
        service=service,
        label=label.speak(language),
        open_now=state.is_open,
        by=state.by,
        says=state.says.speak(language),
    )


def _on_duty(
    here: OnDuty, portrait: str | None, centre: ServiceCentre | None, at: datetime, language: Language
) -> OnDutyOut:
    """Who is on duty; without a phone of the roster's own, the centre's reaches them."""
    return OnDutyOut(
        name=here.name,
        portrait=portrait,
        post=here.post.speak(language) if here.post else None,
        phone=here.phone or (centre.phone if centre else None) or None,
        until=duty_rules.spoken_time(here.until, at).speak(language),
        out_note=here.out_note.speak(language) if here.out_note else None,
        occasion=here.occasion.speak(language) if here.occasion else None,
    )


def _next_up(turn: Turn | None, at: datetime, language: Language) -> NextUp | None:
    return NextUp(name=turn.name, from_=duty_rules.spoken_time(turn.starts_at, at).speak(language)) if turn else None


def _day(on: date, calendar: WorkCalendar, language: Language) -> DayOut:
    name = calendar.day_name(on)
    return DayOut(on=on, is_workday=calendar.is_workday(on), name=name.speak(language) if name else None)


def _hours(hours: OpeningHours, on: date, calendar: WorkCalendar) -> list[Hours]:
    return [Hours(opens=f"{s.opens:%H:%M}", closes=f"{s.closes:%H:%M}") for s in hours.periods_on(on, calendar)]


def _board_day(on: date, rota: _Rota, hours: OpeningHours, calendar: WorkCalendar, language: Language) -> BoardDay:
    shifts = [
        BoardShift(
            from_=part[0],
            to=part[1],
            name=turn.name,
            occasion=turn.occasion.speak(language) if turn.occasion else None,
        )
        for turn in rota.turns
        if turn.person_id not in rota.away[on] and (part := duty_rules.local_part(turn, on))
    ]
    return BoardDay(**_day(on, calendar, language).model_dump(), hours=_hours(hours, on, calendar), shifts=shifts)
