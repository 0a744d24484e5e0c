"""大槐树村 with its roster of the 2026 Spring Festival, a village beside it, and the township above."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from app.core.clock import LOCAL
from app.core.db import Database
from app.duty import service
from app.duty.models import PostKind, ShiftKind
from app.duty.posts import service as posts
from app.duty.posts.schemas import AlreadyIn, PostIn, ProposalIn
from app.duty.schemas import ShiftIn
from app.people.actor import SYSTEM, Actor, actor_of_person
from app.people.models import Person, Role
from app.places.models import Level, Place
from app.places.service import load_calendar, open_centre
from tests.support.web import add_person, add_place, give_role

HUAISHU, YINAN = "610430107203", "610430107201"


def at(text: str) -> datetime:
    """A local time of February 2026, e.g. "14 08:30"; the 14th is a working Saturday, the 17th is New Year."""
    day, _, clock = text.partition(" ")
    return datetime.fromisoformat(f"2026-02-{day} {clock}").replace(tzinfo=LOCAL)


@dataclass
class Scene:
    database: Database
    village: Place
    neighbour: Place
    li: Person  # Duty cadre; has a phone of her own that the board must not show.
    zhou: Person  # Duty cadre.
    zhang: Person  # Secretary.
    sun: Person  # Village doctor.
    wu: Person  # Mediator.
    wang: Person  # Villager.
    other: Person  # Secretary of the village beside, who also helps out here.
    officer: Person  # Township officer.

    def plan(
        self, person: Person, begin: str, end: str, kind: ShiftKind = ShiftKind.DUTY, phone: str | None = None
    ) -> UUID:
        """Put a turn on the roster of 大槐树村."""
        with self.database.writing() as db:
            return service.plan_shift(db, SYSTEM, self.shift(person, begin, end, kind=kind, phone=phone)).shift.id

    def shift(
        self,
        person: Person,
        begin: str,
        end: str,
        *,
        village_code: str = HUAISHU,
        kind: ShiftKind = ShiftKind.DUTY,
        phone: str | None = None,
    ) -> ShiftIn:
        return ShiftIn(
            id=uuid4(),
            village_code=village_code,
            person_id=person.id,
            starts_at=at(begin),
            ends_at=at(end),
            kind=kind,
            phone=phone,
        )

    def actor(self, db: Session, person: Person) -> Actor:
        return actor_of_person(db, person.id)


@pytest.fixture
def scene(database: Database) -> Scene:
    with database.writing() as db:
        load_calendar(db)
        county = add_place(db, Level.COUNTY, "淳化县", "610430000000")
        township = add_place(db, Level.TOWNSHIP, "石桥镇", "610430107000", county)
        neighbour = add_place(db, Level.VILLAGE, "引安村", YINAN, township)
        village = add_place(db, Level.VILLAGE, "大槐树村", HUAISHU, township)
        open_centre(
            db,
            village.id,
            name="大槐树村党群服务中心",
            address="村口",
            phone="02900000000",
            supervision=[{"name": "石桥镇", "phone": "02900000001"}],
        )
        other = add_person(db, "郑国", neighbour, Role.VILLAGE_SECRETARY)
        give_role(db, other, Role.DUTY_CADRE, village)
        officer = add_person(db, "冯干事")
        give_role(db, officer, Role.TOWN_OFFICER, township)
        return Scene(
            database,
            village,
            neighbour,
            add_person(db, "李秀英", village, Role.DUTY_CADRE, phone="19900000007"),
            add_person(db, "周平", village, Role.DUTY_CADRE),
            add_person(db, "张建国", village, Role.VILLAGE_SECRETARY),
            add_person(db, "孙大夫", village, Role.VILLAGE_DOCTOR),
            add_person(db, "吴调解", village, Role.MEDIATOR),
            add_person(db, "王老汉", village),
            other,
            officer,
        )


@pytest.fixture
def roster(scene: Scene) -> Scene:
    """Half days from Monday the 9th to the working Saturday; in the festival nights and days by phone."""
    with scene.database.writing() as db:
        post = PostIn(village_code=HUAISHU, name="代办员", name_en="Proxy agent", kind=PostKind.SERVICE)
        post_id = posts.set_post(db, SYSTEM, uuid4(), post).id
        already = AlreadyIn(since_on=at("01 00:00").date(), pledge="随叫随到")
        posts.propose(db, SYSTEM, post_id, ProposalIn(id=uuid4(), person_id=scene.li.id, already=already))
    for day in (date(2026, 2, 9) + timedelta(days=n) for n in range(6)):
        scene.plan(scene.li, f"{day:%d} 08:30", f"{day:%d} 12:00", phone="00000000008")
        scene.plan(scene.zhou, f"{day:%d} 14:30", f"{day:%d} 18:00")
    scene.plan(scene.zhang, "16 20:00", "17 08:00")
    scene.plan(scene.li, "17 08:00", "17 20:00")
    return scene
