"""The commands of the house: `python -m app.cli --help`."""

import argparse
import csv
import json
import logging
import secrets
import sys
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import uvicorn
from sqlmodel import col, select

from app.audit.models import AuditEntry
from app.audit.queries import entries, head, proof
from app.audit.rules import read_anchor
from app.catalogue.service import load_items
from app.core.db import Database
from app.core.keys import add_sealing_key
from app.core.problems import Refusal
from app.core.resealing import reseal, rows_by_key
from app.core.schema import migrate, newest, present
from app.core.serving import serving
from app.core.settings import settings
from app.demo.service import load_demo
from app.main import create_app, recount, tick
from app.people.actor import SYSTEM, Role
from app.people.models import RoleGrant
from app.people.service import grant_role, register_officer
from app.people.staff.rules import hash_password
from app.people.staff.schemas import NewStaff
from app.people.staff.service import create_staff, register_staff
from app.places.models import Level, Place
from app.places.service import load_calendar, load_divisions, take_notice


def main() -> None:
    """Run one command."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    parser = argparse.ArgumentParser(prog="buchucun", description=__doc__)
    commands = parser.add_subparsers(required=True)
    groups: dict[str, Any] = {}
    for name, (act, help_text) in _COMMANDS.items():
        group, _, action = name.rpartition(" ")
        if group and group not in groups:
            groups[group] = commands.add_parser(group, help=_GROUPS[group]).add_subparsers(required=True)
        command = (groups[group] if group else commands).add_parser(action, help=help_text)
        command.set_defaults(act=act)
        if act is _audit_verify:
            command.add_argument("--anchor", help="an end of the chain that was printed before, such as 42:9f86…")
        if act is _audit_of:
            command.add_argument("subject", help="the id of a person, a matter or a key")
    told = vars(parser.parse_args())
    told.pop("act")(**told)


def _run() -> None:
    """Bring the database up to date, load the demo county, say where everything is, and serve."""
    _migrate()
    _demo()
    _serve()


def _serve() -> None:
    """Serve until SIGTERM, then finish what is under way."""
    chosen = settings()
    try:
        # Asked for here, so that a bad key stops the start and not every sign-in, and several workers find one that is made.
        _ = chosen.secret
    except ValueError as error:
        sys.exit(str(error))
    database = Database(chosen.database)
    if database.is_sqlite and chosen.workers > 1:
        # Its writers queue inside one process; several would meet at the file, and some would be turned away.
        sys.exit("WORKERS is more than 1, and SQLite takes one: set DATABASE_URL to a PostgreSQL, or WORKERS to 1.")
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
    try:
        sign_ins = load_demo(database, settings().data_dir / "demo-sign-ins.json")
    except Refusal as error:
        sys.exit(f"Nothing was changed: {error}")
    finally:
        database.close()
    base = settings().public_url.rstrip("/") or f"http://{settings().host}:{settings().port}"
    print(f"\n不出村 is at {base}/" + (f"   (API: {base}/api/v1/docs)\n" if settings().docs else "\n"))
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


def _staff() -> None:
    """Register members of staff from `name,role,place_code,username,phone` lines; each gets a password of one showing."""
    lines = csv.DictReader(sys.stdin.read().removeprefix("\ufeff").splitlines())
    database, made = Database(settings().database), list[str]()
    try:
        with database.writing() as db:
            for line in lines:
                told = NewStaff.model_validate(line | {"password": secrets.token_urlsafe(12)})
                register_staff(db, SYSTEM, told, hash_password(told.password))
                made.append(f"{told.name}  {line['role']}  {told.place_code}  {told.username}  {told.password}")
    except (Refusal, ValueError) as error:
        sys.exit(f"Nothing was changed. Person {len(made) + 1}: {error}")
    finally:
        database.close()
    print(*made, sep="\n")


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


def _audit_verify(anchor: str | None) -> None:
    """Go through the chain of the audit; exit code 1 when it is broken or does not pass through the anchor."""
    wanted = read_anchor(anchor) if anchor else None
    if anchor and wanted is None:
        sys.exit("This is no anchor: it looks like 42: and 64 characters, as `audit head` prints it.")
    database = Database(settings().database)
    with database.reading() as db:
        found = proof(db, wanted)
    database.close()
    if found.broken is not None:
        print(f"BROKEN at entry {found.broken}: {found.why}. The {found.entries} before it hold.")
        sys.exit(1)
    print(f"{found.entries} entries, all as they were written. Keep this anchor elsewhere: {found.head}")


def _audit_head() -> None:
    """Print where the chain of the audit ends now, to be kept where the database's administrator has no hand."""
    database = Database(settings().database)
    with database.reading() as db:
        print(head(db))
    database.close()


def _audit_of(subject: str) -> None:
    """Print who did or saw something of a person, a matter or a key: for whoever answers for this county's data."""
    database = Database(settings().database)
    with database.reading() as db:
        for entry in entries(db, col(AuditEntry.subject_id) == subject, None, None, _MOST_SHOWN):
            more = [entry.reason or "", json.dumps(entry.data, ensure_ascii=False) if entry.data else ""]
            print(
                f"{entry.seq}  {entry.at:%Y-%m-%d %H:%M:%S}Z  {entry.by_name or '-'}  {entry.what}  {entry.result}",
                *more,
            )
    database.close()


def _keys_rotate() -> None:
    """Add a key for sealed fields and seal everything anew under it; the service may run meanwhile."""
    kid = add_sealing_key()
    database = Database(settings().database)
    print(f"Key {kid} seals from now on. It stands in {settings().data_dir / 'sealing-keys.json'}: back that up.")
    changed = reseal(database)
    # A transaction that began before the key was there may still seal with the old one; none lasts longer than this.
    time.sleep(_LONGEST_TRANSACTION_SECONDS)
    changed += reseal(database)
    with database.reading() as db:
        left = {old: rows for old, rows in rows_by_key(db).items() if old != kid and rows}
    database.close()
    print(f"{changed} row(s) sealed anew; {left or 'none'} left under older keys, which stay to open older backups.")


def _openapi() -> None:
    """Print the OpenAPI document, from which the phone app's types are made."""
    print(json.dumps(create_app(watch=False).openapi(), ensure_ascii=False, indent=1, sort_keys=True))


_LONGEST_TRANSACTION_SECONDS = 11  # A second more than core.db lets one idle.
_MOST_SHOWN = 1000
_GROUPS = {"audit": "who did or saw what", "keys": "the keys of sealed fields"}
_COMMANDS: dict[str, tuple[Callable[..., None], str]] = {
    "run": (_run, "migrate, load the demo county and serve"),
    "serve": (_serve, "serve on HOST:PORT"),
    "migrate": (_migrate, "bring the database to the newest schema"),
    "demo": (_demo, "load the demo county, idempotently"),
    "init": (_init, "begin a real county instead of the demo: places, calendar, catalogue, an administrator"),
    "staff": (_staff, "register staff: name,role,place_code,username,phone lines under that heading on standard input"),
    "tick": (_tick, "look after deadlines once"),
    "calendar": (
        _calendar,
        "confirm a year by its holiday notice: date,is_workday,name,source lines on standard input",
    ),
    "recount": (_recount, "count open deadlines anew after a change of opening hours"),
    "audit verify": (_audit_verify, "prove that nobody changed the audit"),
    "audit head": (_audit_head, "print the end of the audit's chain, to be kept as an anchor"),
    "audit of": (_audit_of, "print who did or saw something of one person, matter or key"),
    "keys rotate": (_keys_rotate, "add a key for sealed fields and seal everything anew under it"),
    "openapi": (_openapi, "print the OpenAPI document"),
}

if __name__ == "__main__":
    main()
