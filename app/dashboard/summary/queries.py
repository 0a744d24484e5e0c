"""Reading a summary: one statement for each kind of number, however many tickets and villages there are."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row
from sqlmodel import Session, col, select

from app.changes.queries import head
from app.core.clock import local_date, now
from app.core.problems import not_found
from app.core.words import Language, Words
from app.dashboard.counts import queries as counts
from app.dashboard.queries import areas_of
from app.dashboard.rules import is_known, tag_of
from app.dashboard.schemas import Tagged
from app.dashboard.summary import rules
from app.dashboard.summary.schemas import (
    LateRow,
    Ratings,
    Summary,
    SummaryDay,
    SummaryPlace,
    Totals,
    VillageDuty,
    VillageNow,
)
from app.duty.queries import on_duty_in
from app.duty.rules import OnDuty
from app.oversight.queries import rating_counts
from app.people.actor import Actor, Role, Scope
from app.places.models import Level, Place
from app.places.queries import below, calendar, place_by_code, villages_below
from app.places.rules import OpeningHours
from app.proxy.custody.models import CustodyHolding
from app.proxy.custody.village.queries import LongOut, count_in
from app.tickets.answers.rules import CORE_WORDS
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import Core, Owner, Service
from app.tickets.rules import OPEN_SERVICES, Card, day_words, shown_count

_NONE_OUT = LongOut(0, 0)


class _View(NamedTuple):
    """An area at a minute, as one kind of viewer sees it."""

    place: Place
    at: datetime
    language: Language
    exact: bool  # A village's own secretary sees the village's small numbers.


def summary(db: Session, actor: Actor, language: Language, place_code: str | None, if_none_match: str | None) -> Tagged:
    """The summary of an area in sight, by default one's own; counted anew once a minute and after each change.

    Raises:
        Refusal: 403 `not_your_role`; 404 for a place that is not in sight.

    """
    view = _view(db, actor, language, place_code)
    tag = tag_of("summary", rules.METRIC_VERSION, head(db), view.at, view.place.id, language, view.exact)
    if is_known(tag, if_none_match):
        return Tagged(tag, None)
    return Tagged(tag, _drawn(db, view).model_dump_json().encode())


def _view(db: Session, actor: Actor, language: Language, place_code: str | None) -> _View:
    roles = (Role.COUNTY_OFFICER, Role.TOWN_OFFICER, Role.VILLAGE_SECRETARY)
    paths = areas_of(actor, Scope.SUMMARY, *roles)
    if place_code is None:
        place = db.exec(select(Place).where(col(Place.path) == min(paths, key=len))).one()
    else:
        place = place_by_code(db, place_code)
    if not any(place.path.startswith(path) for path in paths):
        raise not_found()
    exact = place.level == Level.VILLAGE and actor.holds(Role.VILLAGE_SECRETARY, place.path)
    return _View(place, now().replace(second=0, microsecond=0), language, exact)


def _drawn(db: Session, view: _View) -> Summary:
    place, at = view.place, view.at
    villages = villages_below(db, place.path)
    cells = counts.open_cells(db, place.path, at)
    duty = on_duty_in(db, [village.id for village in villages], at)
    held = count_in(db, below(col(CustodyHolding.place_path), place.path), at)
    paths = [village.path for village in villages]
    days = _days(db, view, paths)
    return Summary(
        place=SummaryPlace(code=place.official_code, name=place.name, level=place.level),
        as_of=at,
        metric_version=rules.METRIC_VERSION,
        totals=_totals(db, view, cells, days[-1], paths, held, on_duty=len(duty)),
        villages=_villages(db, view, villages, cells, duty, held),
        days=days,
        late=[_late(row, view.language) for row in counts.late_rows(db, place.path, at)],
        definitions={name: words.speak(view.language) for name, words in rules.DEFINITIONS.items()},
    )


def _days(db: Session, view: _View, village_paths: Sequence[str]) -> list[SummaryDay]:
    bounds = rules.day_bounds(view.at)
    came = counts.submitted_by_day(db, village_paths, bounds)
    done = counts.completed_by_day(db, village_paths, bounds)
    return [
        SummaryDay(on=local_date(start), submitted=submitted, completed=completed)
        for start, submitted, completed in zip(bounds, came, done, strict=False)
    ]


def _totals(
    db: Session,
    view: _View,
    cells: Sequence[counts.Cell],
    today: SummaryDay,
    village_paths: Sequence[str],
    held: Mapping[int, LongOut],
    *,
    on_duty: int,
) -> Totals:
    ours = [cell for cell in cells if cell.service in OPEN_SERVICES]
    by_service = {service: [cell.n for cell in cells if cell.service is service] for service in Service}
    since = view.at - rules.RATINGS_FOR
    rated = rating_counts(db, counts.touched_since(since, village_paths), sorted(OPEN_SERVICES), since)
    return Totals(
        open=sum(cell.n for cell in ours),
        counts={
            service: sum(found) if view.exact else rules.shown_total(service, found)
            for service, found in by_service.items()
        },
        submitted_today=today.submitted,
        completed_today=today.completed,
        yellow=sum(cell.yellow for cell in ours),
        red=sum(cell.red for cell in ours),
        red_authority=sum(cell.red_authority for cell in ours),
        on_duty=on_duty,
        villages=len(village_paths),
        originals_out=sum(each.out for each in held.values()),
        originals_long=sum(each.long for each in held.values()),
        ratings=Ratings(**rated._asdict(), satisfied_rate=rules.satisfied_rate(rated.satisfied, rated.rated)),
    )


def _villages(
    db: Session,
    view: _View,
    villages: Sequence[Place],
    cells: Sequence[counts.Cell],
    duty: Mapping[int, OnDuty],
    held: Mapping[int, LongOut],
) -> list[VillageNow]:
    hours, days = counts.hours_in(db, view.place.path), calendar(db)
    by_village: dict[int, dict[Service, counts.Cell]] = {village.id: {} for village in villages}
    for cell in cells:
        by_village.setdefault(cell.village_id, {})[cell.service] = cell
    found = []
    for village in villages:
        here = by_village[village.id]
        centre: OpeningHours | None = hours.get(village.id)
        found.append(
            VillageNow(
                code=village.official_code,
                name=village.name,
                counts={service: _count(here.get(service), service, exact=view.exact) for service in Service},
                yellow=sum(cell.yellow for cell in here.values() if cell.service in OPEN_SERVICES),
                red=sum(cell.red for cell in here.values() if cell.service in OPEN_SERVICES),
                originals_out=held.get(village.id, _NONE_OUT).out,
                originals_long=held.get(village.id, _NONE_OUT).long,
                on_duty=_duty(duty.get(village.id), view.language),
                open_now=centre is not None and centre.is_open(view.at, days),
            )
        )
    return found


def _count(cell: counts.Cell | None, service: Service, *, exact: bool) -> int | str:
    n = cell.n if cell else 0
    return n if exact else shown_count(service, n)


def _duty(here: OnDuty | None, language: Language) -> VillageDuty | None:
    if here is None:
        return None
    return VillageDuty(name=here.name, note=here.out_note.speak(language) if here.out_note else None)


def _late(row: Row[Any], language: Language) -> LateRow:
    """Nothing that somebody wrote and no name: the item's or the service's own words, and a surname."""
    kind, owner = KINDS[Service(row.service)], Owner(row.clock_owner)
    state = kind.state(row.state)
    due = day_words(row.due_at, provisional=row.due_provisional)
    title = Words(row.item_zh, row.item_en) if row.item_zh else kind.words
    return LateRow(
        id=row.id,
        ticket_no=row.ticket_no,
        speak_no=row.ticket_no[-4:],
        service=kind.service,
        service_label=kind.words.speak(language),
        title=title.speak(language),
        state=state.name,
        state_label=state.words.speak(language),
        core_state=row.core_state,
        core_label=CORE_WORDS[Core(row.core_state)].speak(language),
        village_code=row.village_code,
        village_name=row.village_name,
        beneficiary_name=rules.mask_name(row.helped_name),
        assignee_name=None,
        taken_at=None,
        sentence=rules.late_words(state.words, due, owner).speak(language),
        due_at=row.due_at,
        due_provisional=row.due_provisional,
        card=Card.RED,
        submitted_at=row.submitted_at,
        updated_at=row.updated_at,
        version=row.version,
        details_hidden=True,
        clock_owner=owner,
    )
