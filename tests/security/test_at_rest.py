"""What lies on the disk: no phone and no ID number of a villager, in the database, beside it, or in a dump of it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from alembic import command
from sqlalchemy import inspect, text
from sqlmodel import select

from app.core.db import Database
from app.core.schema import config, migrate
from app.people.models import Person
from app.tickets.models import Ticket, TicketEvent
from tests.support.world import HUAISHU, World

ID_NO = "610430188001010018"
OWN, CONTACT, HELPED, PARTY, ASKED, RECIPIENT, SPOKEN = (f"0008877{n:04}" for n in range(1111, 8888, 1111))
NUMBERS = (ID_NO, OWN, CONTACT, HELPED, PARTY, ASKED, RECIPIENT, SPOKEN)
_NEW: dict[str, Any] = {"village_code": HUAISHU, "no_phone": False}


def _disk(database: Database) -> Iterator[tuple[str, bytes]]:
    """Every file of a SQLite database as it is, every row of a PostgreSQL one as a dump writes it."""
    if database.is_sqlite:
        path = Path(database.url.removeprefix("sqlite:///"))
        yield from ((file.name, file.read_bytes()) for file in path.parent.glob(f"{path.name}*"))
        return
    with database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        for table in inspect(database.engine).get_table_names():
            with driver.cursor().copy(f'COPY "{table}" TO STDOUT') as lines:
                yield table, b"".join(bytes(line) for line in lines)


def _found(database: Database, *numbers: str) -> set[tuple[str, str]]:
    return {(name, number) for name, held in _disk(database) for number in numbers if number.encode() in held}


def _live(world: World) -> str:
    """One of everything that carries a number; gives the id of the dispute."""
    li, zhao = world.client("li"), world.client("zhao")

    def sent(client: Any, path: str, **body: Any) -> dict[str, Any]:
        answer = client.post(f"/api/v1{path}", json={"id": str(uuid4())} | body)
        assert answer.is_success, answer.text
        told: dict[str, Any] = answer.json()
        return told

    sent(li, "/people", name="新来的", phone=OWN, id_no=ID_NO, **_NEW)
    told: dict[str, Any] = {"no_phone": True, "contact_name": "老李", "contact_phone": CONTACT}
    sent(li, "/people", name="没电话", **_NEW | told)
    visit = {"village_code": HUAISHU, "channel": "walk_in", "identity_checked": "known_in_person"}
    new: dict[str, Any] = {"name": "来办事的", "phone": HELPED, "no_phone": False}
    sent(li, "/tickets", service="errand", item_code="MZ-04", details={}, beneficiary=new, **visit)
    sides = [{"name": "马满仓", "role": "respondent", "phone": PARTY, "agreed": False}]
    quarrel = {"dispute_type": "neighbour", "source": "party", "parties": sides, "claims": "一句话", "dangers": []}
    helped = {"person_id": str(world.id("wang"))}
    dispute = sent(
        zhao, "/tickets", service="dispute", description="地界", details=quarrel, beneficiary=helped, **visit
    )
    sent(li, "/people", name="收件人", phone=RECIPIENT, **_NEW)
    inbound: dict[str, Any] = {
        "parcel_kind": "inbound",
        "carrier": "yto",
        "waybill_no": "YT8812345678902",
        "shelf_no": "3-07",
    }
    inbound |= {"unmatched": True, "recipient_surname": "收", "recipient_phone_tail": RECIPIENT[-4:]}
    parcel = sent(li, "/tickets", service="parcel", details=inbound, **visit)
    move = next(each["move"] for each in parcel["moves"] if any(n["name"] == "recipient_phone" for n in each["needs"]))
    owner = {"recipient_name": "收件人", "recipient_phone": RECIPIENT}
    known = {"identity_checked": "known_in_person"}
    path = f"/tickets/{parcel['id']}/moves"
    sent(li, path, move=move, version=parcel["version"], data=owner, on_behalf=known)
    for phone in (ASKED, SPOKEN):
        answer = world.stranger().post("/api/v1/sign-in/codes", json={"phone": phone})
        assert answer.status_code == 202
    return str(dispute["id"])


def test_no_number_lies_on_the_disk_and_those_who_need_them_read_them(world: World) -> None:
    dispute = _live(world)
    with world.database.reading() as db:
        demo = {person.phone for person in db.exec(select(Person)) if person.phone and not _works_here(world, person)}
    assert len(demo) > 10
    assert _found(world.database, *NUMBERS, *demo) == set()
    told = world.client("zhao").get(f"/api/v1/tickets/{dispute}").json()
    assert PARTY in [each["phone"] for each in told["details"]["parties"]]


def _works_here(world: World, person: Person) -> bool:
    """Whoever is on duty has given the number to the board at the village's gate; that one is public on purpose."""
    with world.database.reading() as db:
        public = set(
            db.execute(
                text(
                    "SELECT phone FROM duty_shift UNION SELECT phone FROM service_centre UNION SELECT phone FROM roster_member"
                )
            ).scalars()
        )
    return person.phone in public


def _facts(database: Database) -> list[Any]:
    with database.reading() as db:
        people = [(each.id, each.phone, each.contact_phone) for each in db.exec(select(Person).order_by("id"))]
        details = [each.details for each in db.exec(select(Ticket).order_by("id"))]
        data = [each.data for each in db.exec(select(TicketEvent).order_by("id"))]
    return [people, details, data]


def test_the_step_opens_everything_on_the_way_down_and_seals_it_on_the_way_up(world: World) -> None:
    _live(world)
    database, before = world.database, _facts(world.database)
    command.downgrade(config(database), "0001")
    plain = {OWN, CONTACT, HELPED, PARTY, RECIPIENT}
    assert {number for _, number in _found(database, *plain)} == plain
    with database.reading() as db:
        names = db.execute(text("SELECT name FROM person WHERE phone = :phone"), {"phone": OWN}).scalars().all()
        assert names == ["新来的"]
        prints = db.execute(text("SELECT fingerprint FROM ticket")).scalars().all()
    migrate(database)
    # An ID number has no place in the older schema, so it does not come back; everything else does.
    assert _facts(database) == before
    with database.reading() as db:
        assert all(re.fullmatch("[0-9a-f]{64}", each) for each in db.exec(select(Ticket.fingerprint)))
        assert set(db.exec(select(Ticket.fingerprint))).isdisjoint(prints)
    database.close()
    if database.is_sqlite:
        assert _found(database, *plain) == set(), "what was overwritten is zeroed"
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM FULL"))
    assert _found(database, *plain) == set()
