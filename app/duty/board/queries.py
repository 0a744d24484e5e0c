"""Drawing the board. It is public and names nobody but those on the roster, so it asks nobody who they are."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from app.core.clock import local_date
from app.core.words import Language
from app.duty import queries, rules
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
from app.duty.rules import OnDuty, Turn
from app.places import queries as places
from app.places.models import ServiceCentre
from app.places.rules import WorkCalendar

_DAYS_AHEAD = 7


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
    turns = queries.turns_between(db, village.id, *queries.local_days(week[0], week[-1]))
    here = rules.who_is_on_duty(turns, at)
    is_open = hours.is_open(at, calendar)
    return Board(
        village=PlaceName(code=village.official_code, name=village.name),
        township=PlaceName(code=township.official_code, name=township.name),
        centre=CentreOut.model_validate(centre) if centre else None,
        open_now=is_open,
        hours_today=[
            Hours(opens=f"{span.opens:%H:%M}", closes=f"{span.closes:%H:%M}")
            for span in hours.periods_on(today, calendar)
        ],
        day=_day(today, calendar, language),
        on_duty=_on_duty(here, centre, at, language) if here else None,
        next_up=_next_up(rules.next_turn(turns, at) or queries.next_on_duty(db, village.id, at), at, language),
        week=[_board_day(on, turns, calendar, language) for on in week],
        supervision=[Supervisor.model_validate(each) for each in centre.supervision] if centre else [],
        services=[
            ServiceOpen(service=service, label=label.speak(language), open_now=is_open and here is not None)
            for service, label in rules.SERVICE_LABELS.items()
        ],
    )


def _on_duty(here: OnDuty, centre: ServiceCentre | None, at: datetime, language: Language) -> OnDutyOut:
    """Who is on duty; without a phone of the roster's own, the centre's reaches them."""
    return OnDutyOut(
        name=here.name,
        post=here.post.speak(language) if here.post else None,
        phone=here.phone or (centre.phone if centre else None) or None,
        until=rules.spoken_time(here.until, at).speak(language),
        out_note=here.out_note.speak(language) if here.out_note else None,
        occasion=here.occasion.speak(language) if here.occasion else None,
    )


def _next_up(turn: Turn | None, at: datetime, language: Language) -> NextUp | None:
    return NextUp(name=turn.name, from_=rules.spoken_time(turn.starts_at, at).speak(language)) if turn else None


def _day(on: date, calendar: WorkCalendar, language: Language) -> DayOut:
    name = calendar.day_name(on)
    return DayOut(on=on, is_workday=calendar.is_workday(on), name=name.speak(language) if name else None)


def _board_day(on: date, turns: list[Turn], calendar: WorkCalendar, language: Language) -> BoardDay:
    shifts = [
        BoardShift(
            from_=part[0],
            to=part[1],
            name=turn.name,
            occasion=turn.occasion.speak(language) if turn.occasion else None,
        )
        for turn in turns
        if (part := rules.local_part(turn, on))
    ]
    return BoardDay(**_day(on, calendar, language).model_dump(), shifts=shifts)
