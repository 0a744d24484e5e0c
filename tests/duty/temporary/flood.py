"""A flood watch of the village, as tests plan it and look at it."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from app.core.clock import LOCAL
from app.core.problems import Refusal
from app.duty import queries as duty
from app.duty.temporary.models import Occasion, Stands
from app.duty.temporary.planning.queries import preview
from app.duty.temporary.planning.schemas import TemporaryAsk, TemporaryIn, TemporaryPage, TemporaryPlan
from app.duty.temporary.running import queries, service
from app.notices.models import Notice
from app.people.models import Person
from tests.duty.conftest import HUAISHU, Scene, at

DAY = {"starts": "08:00", "ends": "20:00"}
NIGHT = {"starts": "20:00", "ends": "08:00"}


def asked(scene: Scene, *people: Person, **more: Any) -> dict[str, Any]:
    """A flood watch by day on Wednesday and Thursday, in the place of the usual turns."""
    return {
        "village_code": HUAISHU,
        "occasion": Occasion.FLOOD,
        "first_on": "2026-02-11",
        "last_on": "2026-02-12",
        "hours": [DAY],
        "people": [person.id for person in people or (scene.sun, scene.wu)],
        "stands": Stands.INSTEAD,
    } | more


def plan(scene: Scene, *people: Person, who: Person | None = None, **more: Any) -> UUID:
    wanted = TemporaryIn.model_validate({"id": uuid4()} | asked(scene, *people, **more))
    with scene.database.writing() as db:
        return service.plan(db, scene.actor(db, who or scene.zhang), wanted)[0].id


def refused(scene: Scene, *people: Person, **more: Any) -> tuple[int, str]:
    with pytest.raises(Refusal) as said:
        plan(scene, *people, **more)
    return said.value.status, said.value.code


def dry_run(scene: Scene, *people: Person, **more: Any) -> TemporaryPlan:
    with scene.database.reading() as db:
        return preview(db, scene.village, TemporaryAsk.model_validate(asked(scene, *people, **more)), "zh")


def end(scene: Scene, temporary_id: UUID, who: Person | None = None) -> None:
    with scene.database.writing() as db:
        service.end_early(db, scene.actor(db, who or scene.zhang), temporary_id)


def page(scene: Scene, temporary_id: UUID, who: Person | None = None) -> TemporaryPage:
    with scene.database.reading() as db:
        return queries.page(db, scene.actor(db, who or scene.li), temporary_id, "zh")


def standing(scene: Scene, since: str = "01 00:00") -> list[tuple[str, str, str]]:
    """Name, begin and end of all turns of the village that end after an instant."""
    with scene.database.reading() as db:
        turns = duty.turns_between(db, scene.village.id, at(since), at("28 00:00"))
        return [
            (turn.name, f"{turn.starts_at.astimezone(LOCAL):%d %H:%M}", f"{turn.ends_at.astimezone(LOCAL):%d %H:%M}")
            for turn in turns
        ]


def told(scene: Scene, person: Person) -> list[Notice]:
    with scene.database.reading() as db:
        return list(db.exec(select(Notice).where(Notice.person_id == person.id).order_by(col(Notice.created_at))))
