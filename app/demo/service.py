"""Loading the demo township: places, people, rosters, sign-ins. Loading it again changes nothing and extends the roster."""

import json
import secrets
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlmodel import Session, select

from app.catalogue.service import load_items
from app.core.clock import LOCAL, now, today
from app.core.db import Database
from app.core.problems import Refusal
from app.demo.life.service import before_all, live
from app.demo.posts.service import load_posts
from app.demo.windows.service import load_windows
from app.duty.models import DutyShift
from app.duty.roster.models import RosterMember
from app.duty.roster.schemas import MemberIn, Skill
from app.duty.roster.service import set_member
from app.duty.schemas import ShiftIn
from app.duty.service import plan_shift
from app.people.actor import SYSTEM, Role, actor_of_person
from app.people.delegations.schemas import DelegationIn, SeparateConsent
from app.people.delegations.service import confirm_delegation
from app.people.models import Basis, Person, Relation, Scope, Service
from app.people.schemas import PersonIn
from app.people.service import grant_role, register_officer, register_person
from app.people.sign_in.service import issue_card
from app.people.staff.rules import HashedPassword, hash_password
from app.people.staff.schemas import ApiKeyIn
from app.people.staff.service import create_api_key, create_staff
from app.places.models import DayType, Place
from app.places.queries import calendar, village_by_code
from app.places.rules import Period
from app.places.service import load_calendar, load_divisions, open_centre, set_opening_hours

_SEED = json.loads((Path(__file__).parent / "seed" / "people.json").read_text(encoding="utf-8"))
_HALF_DAYS = ((time(8, 30), time(12)), (time(14, 30), time(18)))
_SATURDAY = 5
_SKILLS: Mapping[str, Skill] = {"village_doctor": "medicine", "mediator": "mediation"}
_ROSTER_DAYS = range(-15, 22)


def demo_id(key: str) -> UUID:
    """The id of a demo person, the same on every machine."""
    return uuid5(NAMESPACE_URL, f"urn:buchucun:demo:{key}")


def load_demo(database: Database, file: Path) -> list[dict[str, str]]:
    """Load what is missing of the demo township and give its sign-ins, which also stand in `file` (0600).

    Passwords, card codes and the key of the wall screen are made anew where the file does not have them.

    Raises:
        Refusal: 409 `county_has_begun`, somebody is registered here and the demo is not: its people would join real ones.

    """
    with database.reading() as db:
        if db.get(Person, demo_id("admin")) is None and db.exec(select(Person)).first() is not None:
            raise Refusal(
                409,
                "county_has_begun",
                "这个县已经开始使用，演示只装进空的数据库。",
                "This county has begun; the demo is for an empty database.",
            )
    load_township(database)
    load_windows(database, demo_id("zhou"), before_all(now()))
    live(database, _ids())
    known: list[dict[str, str]] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    if not known:
        known = _make_sign_ins(database)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
    return known


def _ids() -> dict[str, UUID]:
    people = [*_SEED["town"], *(each for village in _SEED["villages"] for each in village["people"])]
    return {each["key"]: demo_id(each["key"]) for each in people}


def load_township(database: Database) -> None:
    """Load what is missing of the places, people and rosters; nobody can sign in as staff yet."""
    with database.writing() as db:
        load_divisions(db)
        load_calendar(db)
        load_items(db)
        for village in _SEED["villages"]:
            _load_village(db, village)
        for officer in _SEED["town"]:
            _load_officer(db, officer)


def _load_village(db: Session, seed: Mapping[str, Any]) -> None:
    village = village_by_code(db, seed["code"])
    centre = open_centre(
        db,
        village.id,
        name=f"{village.name}党群服务中心",
        address=f"石桥镇{village.name}（演示）",
        phone=next(each["phone"] for each in seed["people"] if each.get("roles")),
        supervision=_SEED["supervision"],
    )
    if seed.get("saturdays"):
        halves = [Period(opens, closes, day_type=DayType.WORKDAY) for opens, closes in _HALF_DAYS]
        set_opening_hours(
            db, centre, [*halves, *(Period(opens, closes, weekday=_SATURDAY) for opens, closes in _HALF_DAYS)]
        )
    for each in seed["people"]:
        _load_person(db, village, each)
    for each in seed["people"]:
        for principal, relation in each.get("helps", {}).items():
            _load_mandate(db, seed, demo_id(principal), demo_id(each["key"]), relation)
    cadres = [each for each in seed["people"] if "duty_cadre" in each.get("roles", [])]
    _load_roster(db, village, cadres, saturdays=bool(seed.get("saturdays")))
    for each in seed["people"]:
        _load_member(db, village, each)
    load_posts(db, village, _ids())


def _load_member(db: Session, village: Place, seed: Mapping[str, Any]) -> None:
    """What the roster knows of one of the staff, unless it was told already; only the desk's own numbers go onto the board."""
    roles, person_id = set(seed.get("roles", [])), demo_id(seed["key"])
    if not roles or db.get(RosterMember, (village.id, person_id)) is not None:
        return
    asked = MemberIn(
        is_leader=bool(roles & {"village_secretary", "duty_cadre"}),
        is_exempt=False,
        skills=[skill for role, skill in _SKILLS.items() if role in roles],
        phone=seed["phone"] if "duty_cadre" in roles else None,
    )
    set_member(db, SYSTEM, village, person_id, asked)


def _load_person(db: Session, village: Place, seed: Mapping[str, Any]) -> None:
    person_id = demo_id(seed["key"])
    if db.get(Person, person_id) is not None:
        return
    wanted = ("name", "phone", "group", "birth_year", "no_phone", "contact_name", "contact_phone")
    told = {name: seed[name] for name in wanted if name in seed}
    register_person(db, SYSTEM, PersonIn(id=person_id, village_code=village.official_code, **told), is_demo=True)
    db.flush()
    for role in seed.get("roles", []):
        grant_role(db, SYSTEM, person_id, Role(role), village.official_code)


def _load_officer(db: Session, seed: Mapping[str, Any]) -> None:
    person_id = demo_id(seed["key"])
    if db.get(Person, person_id) is None:
        register_officer(db, SYSTEM, person_id, seed["name"], is_demo=True)
        db.flush()
        for role in seed["roles"]:
            grant_role(db, SYSTEM, person_id, Role(role), seed["place"])


def _load_mandate(db: Session, seed: Mapping[str, Any], principal: UUID, agent: UUID, relation: str) -> None:
    """The secretary has confirmed it in person, as the product asks for."""
    secretary = next(each for each in seed["people"] if "village_secretary" in each.get("roles", []))
    asked = DelegationIn(
        id=uuid5(principal, f"mandate:{agent}"),
        agent_id=agent,
        relation=Relation.CHILD,
        relation_text=relation,
        services=[Service.ERRAND, Service.FINANCE, Service.MEDICAL, Service.PARCEL],
        until_on=date(today().year + 1, 1, 1) - timedelta(days=1),
        basis=Basis.IN_PERSON,
        evidence="本人到村当面确认（演示）",
        consents=[SeparateConsent(service=Service.MEDICAL, text_version="2026-11", how="spoken")],
    )
    confirm_delegation(db, actor_of_person(db, demo_id(secretary["key"])), principal, asked)


def _load_roster(db: Session, village: Place, cadres: list[Mapping[str, Any]], *, saturdays: bool) -> None:
    """Half days in turn, from a fortnight ago to three weeks ahead; a shift's id follows from its begin."""
    days = calendar(db)
    for on in (today() + timedelta(days=n) for n in _ROSTER_DAYS):
        if not days.is_workday(on) and not (saturdays and on.weekday() == _SATURDAY and not days.is_holiday(on)):
            continue
        for number, (opens, closes) in enumerate(_HALF_DAYS):
            starts_at, ends_at = _instants(on, opens, closes)
            shift_id = uuid5(NAMESPACE_URL, f"urn:buchucun:demo:shift:{village.official_code}:{starts_at.isoformat()}")
            if db.get(DutyShift, shift_id) is None:
                person = cadres[(on.toordinal() * 2 + number) % len(cadres)]
                asked = ShiftIn(
                    id=shift_id,
                    village_code=village.official_code,
                    person_id=demo_id(person["key"]),
                    phone=person["phone"],
                    starts_at=starts_at,
                    ends_at=ends_at,
                )
                plan_shift(db, SYSTEM, asked)


def _instants(on: date, opens: time, closes: time) -> Iterator[datetime]:
    return (datetime.combine(on, clock, LOCAL) for clock in (opens, closes))


def _make_sign_ins(database: Database) -> list[dict[str, str]]:
    """One line for each way in: role, place, name, and what to type."""
    people = [(village["code"], each) for village in _SEED["villages"] for each in village["people"]]
    people += [(each["place"], each) for each in _SEED["town"]]
    passwords: dict[str, tuple[str, HashedPassword]] = {}
    for _, each in people:
        if "username" in each:
            # Hashing takes a tenth of a second each, so it happens before the transaction begins.
            word = f"{each['username']}-{secrets.token_hex(4)}"
            passwords[each["key"]] = word, hash_password(word)
    found: list[dict[str, str]] = []
    with database.writing() as db:
        for place_code, each in people:
            line = {"role": each.get("roles", ["villager"])[0], "place_code": place_code, "name": each["name"]}
            if each["key"] in passwords:
                word, hashed = passwords[each["key"]]
                create_staff(db, SYSTEM, demo_id(each["key"]), each["username"], hashed)
                found.append(line | {"username": each["username"], "password": word})
            elif each.get("card"):
                card, code = issue_card(db, SYSTEM, demo_id(each["key"]))
                found.append(line | {"card_no": card.card_no, "code": code})
            elif not each.get("roles"):
                found.append(line | {"phone": each["phone"]})
        asked = ApiKeyIn(
            name="石桥镇大屏（演示）",
            place_code=_SEED["township"],
            scopes=[Scope.SUMMARY, Scope.CHANGES],
            expires_on=today() + timedelta(days=360),
        )
        _, key = create_api_key(db, SYSTEM, asked)
        found.append({"role": "screen", "place_code": _SEED["township"], "name": asked.name, "api_key": key})
    return found
