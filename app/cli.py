"""The commands of the house: `python -m app.cli --help`."""

import argparse
import json
import logging
import secrets
import sys
from collections.abc import Callable
from uuid import uuid4

import uvicorn
from sqlmodel import select

from app.catalogue.service import load_items
from app.core.db import Database
from app.core.schema import migrate, newest, present
from app.core.serving import serving
from app.core.settings import settings
from app.demo.service import load_demo
from app.main import create_app, recount, tick
from app.people.actor import SYSTEM, Role
from app.people.models import RoleGrant
from app.people.service import grant_role, register_officer
from app.people.staff.rules import hash_password
from app.people.staff.service import create_staff
from app.places.models import Level, Place
from app.places.service import load_calendar, load_divisions, take_notice


def main() -> None:
    """Run one command."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    parser = argparse.ArgumentParser(prog="buchucun", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (_, help_text) in _COMMANDS.items():
        commands.add_parser(name, help=help_text)
    act, _ = _COMMANDS[parser.parse_args().command]
    act()


def _run() -> None:
    """Bring the database up to date, load the demo county, say where everything is, and serve."""
    _migrate()
    _demo()
    _serve()


def _serve() -> None:
    """Serve until SIGTERM, then finish what is under way."""
    chosen = settings()
    database = Database(chosen.database)
    if present(database) != newest():
        sys.exit("The database is not at the newest schema: run `python -m app.cli migrate` first.")
    database.close()
    uvicorn.run(
        "app.main:create_app",
        factory=True,
        host=chosen.host,
        port=chosen.port,
        workers=chosen.workers,
        **serving(chosen),
    )


def _migrate() -> None:
    """Bring the database to the newest schema."""
    settings().data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings().database)
    migrate(database)
    database.close()


def _demo() -> None:
    """Load the demo county, once; print its addresses and sign-ins and write them to the data folder."""
    database = Database(settings().database)
    sign_ins = load_demo(database, settings().data_dir / "demo-sign-ins.json")
    database.close()
    base = f"http://{settings().host}:{settings().port}"
    print(f"\n不出村 is at {base}/   (API: {base}/api/v1/docs)\n")
    for each in sign_ins:
        secret = each.get("password") or each.get("code") or each.get("api_key") or "a code, shown here when asked for"
        who = each.get("username") or each.get("card_no") or each.get("phone") or ""
        print(f"  {each['role']:<18} {each['place_code']}  {each['name']:<8} {who:<14} {secret}")
    print(f"\n  Written to {settings().data_dir / 'demo-sign-ins.json'}\n", flush=True)


def _init() -> None:
    """Begin a real county: its divisions, calendar and catalogue, and a first administrator with a password of one showing."""
    _migrate()
    database = Database(settings().database)
    word = secrets.token_urlsafe(15)
    hashed = hash_password(word)
    with database.writing() as db:
        load_divisions(db)
        load_calendar(db)
        load_items(db)
        if db.exec(select(RoleGrant).where(RoleGrant.role == Role.ADMINISTRATOR)).first():
            sys.exit("This county has an administrator already.")
        county = db.exec(select(Place).where(Place.level == Level.COUNTY)).one()
        person = register_officer(db, SYSTEM, uuid4(), "县管理员")
        db.flush()
        grant_role(db, SYSTEM, person.id, Role.ADMINISTRATOR, county.official_code)
        create_staff(db, SYSTEM, person.id, "admin", hashed)
    database.close()
    print(f"{county.name} is ready. Sign in as `admin` with the password {word}")


def _tick() -> None:
    """Look after deadlines once: for a county that runs the watch from cron instead of in the server."""
    database = Database(settings().database)
    print(f"{tick(database)} ticket(s) looked after")
    database.close()


def _calendar() -> None:
    """Take a year's holiday notice from standard input, then count every open deadline anew."""
    database = Database(settings().database)
    try:
        with database.writing() as db:
            year = take_notice(db, sys.stdin.read().splitlines())
    except ValueError as error:
        sys.exit(f"Nothing was changed: {error}")
    print(f"{year} is confirmed; {recount(database)} deadline(s) moved")
    database.close()


def _recount() -> None:
    """Count every open deadline anew: after opening hours have changed, or when a run was cut short."""
    database = Database(settings().database)
    print(f"{recount(database)} deadline(s) moved")
    database.close()


def _openapi() -> None:
    """Print the OpenAPI document, from which the phone app's types are made."""
    print(json.dumps(create_app(watch=False).openapi(), ensure_ascii=False, indent=1, sort_keys=True))


_COMMANDS: dict[str, tuple[Callable[[], None], str]] = {
    "run": (_run, "migrate, load the demo county and serve"),
    "serve": (_serve, "serve on HOST:PORT"),
    "migrate": (_migrate, "bring the database to the newest schema"),
    "demo": (_demo, "load the demo county, idempotently"),
    "init": (_init, "begin a real county instead of the demo: places, calendar, catalogue, an administrator"),
    "tick": (_tick, "look after deadlines once"),
    "calendar": (
        _calendar,
        "confirm a year by its holiday notice: date,is_workday,name,source lines on standard input",
    ),
    "recount": (_recount, "count open deadlines anew after a change of opening hours"),
    "openapi": (_openapi, "print the OpenAPI document"),
}

if __name__ == "__main__":
    main()
