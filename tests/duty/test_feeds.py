"""Calendars that follow a roster: what they hold, how a changed turn keeps its event, and links that are taken back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from icalendar import Calendar, Component
from sqlmodel import select

from app.core.clock import LOCAL
from app.core.problems import Refusal
from app.duty.feeds import queries, rules, service
from app.duty.feeds.models import CalendarLink
from app.duty.feeds.rules import Row
from app.duty.feeds.schemas import CalendarLinkIn
from app.duty.models import ShiftKind
from app.duty.service import cancel_shift
from app.people.actor import SYSTEM
from app.people.models import Person, RoleGrant
from app.people.service import take_role
from tests.duty.conftest import HUAISHU, Scene, at

NOON = datetime(2026, 2, 9, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Sunday the 8th of February 2026, nine in the morning."""
    with time_machine.travel(at("08 09:00"), tick=False) as clock:
        yield clock


def link(scene: Scene, person: Person, *, is_whole: bool = False, link_id: UUID | None = None) -> tuple[UUID, str]:
    asked = CalendarLinkIn(id=link_id or uuid4(), village_code=HUAISHU, is_whole=is_whole)
    with scene.database.writing() as db:
        made, token, _ = service.make_link(db, scene.actor(db, person), asked)
        return made.id, token


def read(scene: Scene, token: str) -> list[Component]:
    with scene.database.reading() as db:
        return Calendar.from_ical(queries.feed(db, token, "zh").body).walk("VEVENT")


def refused(scene: Scene, token: str) -> str:
    with scene.database.reading() as db, pytest.raises(Refusal) as found:
        queries.feed(db, token, "zh")
    return found.value.code


def test_ones_own_calendar_holds_ones_own_turns_in_local_time(roster: Scene) -> None:
    events = read(roster, link(roster, roster.li)[1])
    assert len(events) == 7
    first = events[0]
    assert first.decoded("dtstart") == at("09 08:30")
    assert str(first["dtstart"].params["TZID"]) == "Asia/Shanghai"
    assert first.decoded("dtend") - first.decoded("dtstart") == timedelta(hours=3, minutes=30)
    assert (str(first["summary"]), str(first["status"]), first["sequence"]) == ("值班", "CONFIRMED", 0)
    assert str(first["location"]) == "大槐树村党群服务中心 村口"


def test_the_villages_calendar_names_who_sits(roster: Scene) -> None:
    events = read(roster, link(roster, roster.zhou, is_whole=True)[1])
    assert {str(event["summary"]) for event in events} == {"值班 李秀英", "值班 周平", "值班 张建国"}
    assert len({str(event["uid"]) for event in events}) == len(events) == 14


def test_a_cancelled_turn_stays_as_cancelled_until_it_is_past(scene: Scene, clock: time_machine.Traveller) -> None:
    shift = scene.plan(scene.li, "09 08:30", "09 12:00")
    token = link(scene, scene.li)[1]
    before = read(scene, token)[0]
    with scene.database.writing() as db:
        cancel_shift(db, SYSTEM, shift)
    after = read(scene, token)[0]
    assert (str(after["uid"]), after["sequence"], str(after["status"])) == (str(before["uid"]), 1, "CANCELLED")
    clock.move_to(at("09 12:00"))
    assert read(scene, token) == []


def _row(person: UUID, **more: object) -> Row:
    usual: dict[str, object] = {
        "id": uuid4(),
        "kind": ShiftKind.DUTY,
        "starts_at": NOON,
        "ends_at": NOON + timedelta(hours=3),
        "person_id": person,
        "name": "李秀英",
        "leader": None,
        "phone": None,
        "planned_at": NOON - timedelta(days=9),
        "cancelled_at": None,
        "replaces_id": None,
    }
    return Row(**(usual | more))  # type: ignore[arg-type]


def test_a_turn_that_changes_hands_is_one_event_of_the_village_and_leaves_the_old_owners_calendar() -> None:
    li, zhou, early = uuid4(), uuid4(), NOON - timedelta(days=2)
    first = _row(li, cancelled_at=early)
    second = _row(zhou, replaces_id=first.id)
    (whole,) = rules.entries([second, first], None, early)
    assert (whole.uid, whole.sequence, whole.row.person_id, whole.is_gone) == (first.id, 1, zhou, False)
    (mine,) = rules.entries([second, first], li, early)
    assert (mine.uid, mine.sequence, mine.is_gone) == (first.id, 1, True)
    (his,) = rules.entries([second, first], zhou, early)
    assert (his.sequence, his.is_gone) == (1, False)


def test_a_turn_that_comes_back_has_one_event_with_a_higher_number() -> None:
    li, zhou, early = uuid4(), uuid4(), NOON - timedelta(days=2)
    first = _row(li, cancelled_at=early)
    second = _row(zhou, replaces_id=first.id, cancelled_at=early)
    third = _row(li, replaces_id=second.id)
    (mine,) = rules.entries([first, second, third], li, early)
    assert (mine.uid, mine.sequence, mine.is_gone) == (first.id, 2, False)


def test_a_turn_that_was_taken_over_in_its_middle_is_two_events() -> None:
    li, zhou = uuid4(), uuid4()
    first = _row(li, ends_at=NOON + timedelta(hours=1))
    second = _row(zhou, starts_at=NOON + timedelta(hours=1), replaces_id=first.id)
    found = rules.entries([first, second], None, NOON)
    assert [(entry.uid, entry.sequence) for entry in found] == [(first.id, 0), (second.id, 0)]


def test_the_same_turns_make_the_same_file(roster: Scene, clock: time_machine.Traveller) -> None:
    token = link(roster, roster.li)[1]
    with roster.database.reading() as db:
        one = queries.feed(db, token, "zh").body
    clock.shift(timedelta(minutes=5))
    with roster.database.reading() as db:
        assert queries.feed(db, token, "zh").body == one


def test_a_link_that_was_taken_back_answers_nothing(roster: Scene) -> None:
    link_id, token = link(roster, roster.li)
    with roster.database.writing() as db:
        service.revoke_link(db, roster.actor(db, roster.li), link_id)
        service.revoke_link(db, roster.actor(db, roster.li), link_id)
    assert refused(roster, token) == "not_found"
    assert refused(roster, "A" * 43) == "not_found"


def test_who_works_there_no_more_has_no_calendar_of_it(roster: Scene) -> None:
    token = link(roster, roster.li, is_whole=True)[1]
    with roster.database.writing() as db:
        for grant in db.exec(select(RoleGrant).where(RoleGrant.person_id == roster.li.id)).all():
            take_role(db, SYSTEM, grant.id)
    assert refused(roster, token) == "not_found"


def test_the_same_link_asked_twice_is_one_and_only_a_hash_is_kept(scene: Scene) -> None:
    link_id, token = link(scene, scene.li)
    assert link(scene, scene.li, link_id=link_id) == (link_id, token)
    with pytest.raises(Refusal) as found:
        link(scene, scene.li, is_whole=True, link_id=link_id)
    assert found.value.code == "id_taken"
    with scene.database.reading() as db:
        (kept,) = db.exec(select(CalendarLink))
    assert kept.token_hash == rules.token_hash(token)
    assert token not in kept.model_dump_json()


def test_nobody_hoards_links(scene: Scene) -> None:
    for _ in range(rules.MOST_LINKS):
        link(scene, scene.li)
    with pytest.raises(Refusal) as found:
        link(scene, scene.li)
    assert found.value.code == "too_many_links"


def test_the_secretary_sees_everybodys_links_and_others_their_own(scene: Scene) -> None:
    link(scene, scene.li)
    link(scene, scene.zhou, is_whole=True)
    with scene.database.reading() as db:
        seen = {
            person.name: [each.person.name for each in queries.links(db, scene.actor(db, person), scene.village).items]
            for person in (scene.li, scene.zhang)
        }
    assert seen == {"李秀英": ["李秀英"], "张建国": ["李秀英", "周平"]}
    with scene.database.reading() as db, pytest.raises(Refusal):
        queries.links(db, scene.actor(db, scene.wang), scene.village)


def test_the_days_last_use_is_noted(scene: Scene) -> None:
    link_id, _ = link(scene, scene.li)
    today = at("08 09:00").astimezone(LOCAL).date()
    with scene.database.writing() as db:
        service.note_use(db, link_id, today)
    with scene.database.reading() as db:
        assert [each.used_on for each in queries.links(db, scene.actor(db, scene.li), scene.village).items] == [today]
