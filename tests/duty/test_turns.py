"""The rows of turns: nobody is in two at once, whoever writes them, and what replaces what is one line."""

import threading
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.core.problems import Refusal
from app.duty.models import DutyShift
from app.duty.turns.service import put_on
from app.people.models import Person
from tests.duty.conftest import Scene, at


def row(scene: Scene, person: Person, begin: str, end: str, replaces_id: UUID | None = None) -> DutyShift:
    return DutyShift(
        id=uuid4(),
        village_id=scene.village.id,
        village_path=scene.village.path,
        kind="duty",
        starts_at=at(begin),
        ends_at=at(end),
        person_id=person.id,
        planned_at=at("01 08:00"),
        replaces_id=replaces_id,
    )


def refused(scene: Scene, new: DutyShift) -> str:
    """What the database itself says to a row that is written past every service."""
    with pytest.raises(IntegrityError) as broken, scene.database.writing() as db:
        db.add(new)
    return str(broken.value.orig)


def test_the_database_refuses_two_turns_of_one_person_at_once(scene: Scene) -> None:
    scene.plan(scene.li, "14 08:30", "14 12:00")
    for begin, end in (("14 11:59", "14 13:00"), ("14 08:00", "14 08:31"), ("14 09:00", "14 10:00")):
        assert "already_planned" in refused(scene, row(scene, scene.li, begin, end))
    with scene.database.writing() as db:
        db.add_all([row(scene, scene.li, "14 12:00", "14 13:00"), row(scene, scene.zhou, "14 09:00", "14 10:00")])


def test_the_database_refuses_an_old_turn_that_is_stretched_given_or_brought_back_over_another(scene: Scene) -> None:
    mine = scene.plan(scene.li, "14 08:30", "14 12:00")
    scene.plan(scene.li, "14 14:30", "14 18:00")
    other = scene.plan(scene.zhou, "14 08:30", "14 12:00")
    cancelled = row(scene, scene.li, "14 08:30", "14 12:00")
    cancelled.cancelled_at = at("02 08:00")
    with scene.database.writing() as db:
        db.add(cancelled)
    for changed, values in (
        (mine, {"ends_at": at("14 14:31")}),
        (other, {"person_id": scene.li.id}),
        (cancelled.id, {"cancelled_at": None}),
    ):
        with pytest.raises(IntegrityError), scene.database.writing() as db:
            shift = db.get_one(DutyShift, changed)
            for name, value in values.items():
                setattr(shift, name, value)
            db.add(shift)


def test_of_two_transactions_that_write_past_the_services_one_is_refused(scene: Scene) -> None:
    """Both have begun before either has committed; on PostgreSQL the second waits for the first one's person."""
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def write(begin: str) -> None:
        start.wait()
        try:
            with scene.database.writing() as db:
                db.add(row(scene, scene.li, begin, "14 12:00"))
                db.flush()
                db.execute(text("SELECT count(*) FROM duty_shift"))
            outcomes.append("written")
        except IntegrityError:
            outcomes.append("refused")

    threads = [threading.Thread(target=write, args=(f"14 0{n}:00",)) for n in (8, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "written"]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_transaction_waits_for_one_that_has_not_ended_and_then_sees_its_turn(scene: Scene) -> None:
    said: list[str] = []

    def second() -> None:
        try:
            with scene.database.writing() as db:
                db.add(row(scene, scene.li, "14 09:00", "14 10:00"))
            said.append("written")
        except IntegrityError as broken:
            said.append(str(broken.orig))

    with Session(scene.database.engine) as first:
        first.add(row(scene, scene.li, "14 08:30", "14 12:00"))
        first.flush()
        waiting = threading.Thread(target=second)
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive(), "the second one must wait for the first one's answer"
        first.commit()
        waiting.join()
    assert "already_planned" in said[0]


def test_what_slips_past_the_look_is_refused_in_words(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.plan(scene.li, "14 08:30", "14 12:00")
    looks: list[int] = []
    from app.duty.turns import service  # noqa: PLC0415 - the look is made blind once, as if another had written after it.

    real = service.refuse_busy

    def blind_once(db: Session, *rest: object) -> None:
        looks.append(1)
        if len(looks) > 1:
            real(db, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "refuse_busy", blind_once)
    with pytest.raises(Refusal) as said, scene.database.writing() as db:
        put_on(db, row(scene, scene.li, "14 09:00", "14 10:00"))
    assert (said.value.status, said.value.code) == (409, "already_planned")


def test_a_row_is_replaced_by_one_row_only(scene: Scene) -> None:
    old = scene.plan(scene.li, "14 08:30", "14 12:00")
    with scene.database.writing() as db:
        db.add(row(scene, scene.zhou, "14 08:30", "14 12:00", replaces_id=old))
    assert "replaces_id" in refused(scene, row(scene, scene.zhang, "14 08:30", "14 12:00", replaces_id=old))


def test_the_triggers_stand_in_the_newest_schema(scene: Scene) -> None:
    """A later step that rebuilds the table on SQLite would lose them without a word."""
    with scene.database.reading() as db:
        listed = (
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'duty_shift'"
            if scene.database.is_sqlite
            else "SELECT tgname FROM pg_trigger WHERE tgrelid = 'duty_shift'::regclass AND NOT tgisinternal"
        )
        names = set(db.execute(text(listed)).scalars())
    both = {"no_two_turns_at_once_insert", "no_two_turns_at_once_update"}
    assert names == (both if scene.database.is_sqlite else {"no_two_turns_at_once"})
