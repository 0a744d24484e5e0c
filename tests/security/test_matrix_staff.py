"""Who gives roles, passwords and keys: every cell written by hand, as in `test_matrix`. The columns are places.

`both` is somebody who works in our village and in the other township.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import col, select

from app.audit.service import record
from app.core.clock import today
from app.people import queries as people
from app.people.actor import SYSTEM
from app.people.models import Means, Role, RoleGrant, Scope
from app.people.service import grant_role, register_officer, take_role
from app.people.staff.rules import hash_password
from app.people.staff.service import create_staff
from tests.security.matrix import Asking, compare, said, table
from tests.security.refusals import assert_problem
from tests.security.township import ROWS, Township

# Giving a role, giving a key, registering staff and reading who has which role: for the administrators of the place.
GIVE = table("""
                              v108 far3 town other county
    wang,fang,lin,gui          403  403  403  403   403
    dashan,mancang,li_code     403  403  403  403   403
    li,zhang,zhao,liu,qin,sun  403  403  403  403   403
    pan,pan2,pan3,guan,guan2   403  403  403  403   403
    zhou,tang,he,key           403  403  403  403   403
    admin                      ok   ok   ok   ok    ok
    admin3                     403  ok   403  ok    403
""")

# Finding a key in the list, and ending it.
END_KEY = table("""
                              v108 far3 town other county
    wang,fang,lin,gui          .    .    .    .     .
    dashan,mancang,li_code     .    .    .    .     .
    li,zhang,zhao,liu,qin,sun  .    .    .    .     .
    pan,pan2,pan3,guan,guan2   .    .    .    .     .
    zhou,tang,he,key           .    .    .    .     .
    admin                      ok   ok   ok   ok    ok
    admin3                     .    ok   .    ok    .
""")

# Whose audit tells of an act in a place.
AUDIT = table("""
                              v108 far3 town other county
    wang,fang,lin,gui          403  403  403  403   403
    dashan,mancang,li_code     403  403  403  403   403
    li,zhang,zhao,liu,qin,sun  403  403  403  403   403
    pan,pan2,pan3,guan,guan2   403  403  403  403   403
    key                        403  403  403  403   403
    zhou                       ok   .    ok   .     .
    tang                       .    ok   .    ok    .
    he,admin                   ok   ok   ok   ok    ok
    admin3                     .    ok   .    ok    .
""")

# Setting the password or the authenticator of somebody who works there: an administrator above all that person's roles.
ACCOUNT = table("""
                              v108 far3 town other county both
    wang,fang,lin,gui          403  403  403  403   403   403
    dashan,mancang,li_code     403  403  403  403   403   403
    li,zhang,zhao,liu,qin,sun  403  403  403  403   403   403
    pan,pan2,pan3,guan,guan2   403  403  403  403   403   403
    zhou,tang,he,key           403  403  403  403   403   403
    admin                      ok   ok   ok   ok    ok    ok
    admin3                     403  ok   403  ok    403   403
""")

# Reading one member of staff: for whoever administers a place where that person works, or has worked.
MEMBER = table("""
                              v108 far3 town other county both
    wang,fang,lin,gui          .    .    .    .     .     .
    dashan,mancang,li_code     .    .    .    .     .     .
    li,zhang,zhao,liu,qin,sun  .    .    .    .     .     .
    pan,pan2,pan3,guan,guan2   .    .    .    .     .     .
    zhou,tang,he,key           .    .    .    .     .     .
    admin                      ok   ok   ok   ok    ok    ok
    admin3                     .    ok   .    ok    .     ok
""")

# The county's one catalogue: to read its versions, write one, add an item, end one; to write, check and take over its sheet.
EDIT = table("""
                              rows versions change add end export check import
    wang,fang,lin,gui          403  403      403   403 403 403    403   403
    dashan,mancang,li_code     403  403      403   403 403 403    403   403
    li,zhang,zhao,liu,qin,sun  403  403      403   403 403 403    403   403
    pan,pan2,pan3,guan,guan2   403  403      403   403 403 403    403   403
    zhou,tang,he,admin,admin3  ok   ok       ok    ok  ok  ok     ok    ok
    key                        403  403      403   403 403 403    403   403
""")

COVERED = {
    "list_audit",
    "list_edited_items",
    "list_item_versions",
    "change_item",
    "add_item",
    "end_item",
    "export_catalogue",
    "check_catalogue_sheet",
    "import_catalogue",
    "list_api_keys",
    "create_api_key",
    "revoke_api_key",
    "list_staff",
    "read_staff",
    "register_staff",
    "grant_role",
    "take_role",
    "register_officer",
    "set_account",
    "give_authenticator",
}


def _colleague(township: Township, *columns: str) -> UUID:
    """Somebody new who holds a role at each of these places."""
    person_id = uuid4()
    with township.database.writing() as db:
        register_officer(db, SYSTEM, person_id, "新同事")
        db.flush()
        for column in columns:
            grant_role(db, SYSTEM, person_id, Role.TOWN_OFFICER, township.places[column])
    return person_id


def test_keys_and_roles_are_given_by_the_administrator_of_the_place(township: Township) -> None:
    until = (today() + timedelta(days=5)).isoformat()

    def key(row: str, column: str) -> str:
        asked = {"name": "大屏", "place_code": township.places[column], "scopes": ["summary"], "expires_on": until}
        return said(township.ask(row, "POST", "/api-keys", json=asked))

    def role(row: str, column: str) -> str:
        asked = {"role": "mediator", "place_code": township.places[column]}
        return said(township.ask(row, "POST", f"/people/{colleague}/roles", json=asked))

    def staff(row: str, column: str) -> str:
        person_id = uuid4()
        asked = {"id": str(person_id), "name": "新同事", "roles": ["mediator"], "place_code": township.places[column]}
        asked |= {"username": f"new-{person_id.hex}", "password": "a-long-enough-password", "phone": "00000000173"}
        return said(township.ask(row, "POST", "/staff", json=asked))

    colleague = _colleague(township)
    compare(GIVE, key)
    compare(GIVE, role)
    compare(GIVE, staff)
    compare(GIVE, lambda row, column: said(township.ask(row, "GET", f"/staff?place_code={township.places[column]}")))


def test_a_role_is_taken_by_the_administrator_of_the_place(township: Township) -> None:
    def held(column: str) -> int:
        with township.database.writing() as db:
            register_officer(db, SYSTEM, (person_id := uuid4()), "新同事")
            db.flush()
            return grant_role(db, SYSTEM, person_id, Role.MEDIATOR, township.places[column]).id

    compare(GIVE, Asking(township, "DELETE", "/roles/{id}", make=held))


def test_a_machines_key_is_found_and_ended_by_an_administrator(township: Township) -> None:
    def made(column: str) -> str:
        with township.database.writing() as db:
            return township.machine(db, township.places[column], Scope.SUMMARY).split("_")[1]

    compare(END_KEY, Asking(township, "DELETE", "/api-keys/{id}", make=made, unknown="zzzzzzzz"))
    keys = {column: made(column) for _, column in END_KEY}

    def listed(row: str, column: str) -> str:
        found = township.ask(row, "GET", "/api-keys")
        return "ok" if keys[column] in {key["id"] for key in found.json()} else "."

    compare(END_KEY, listed)


def test_the_audit_is_read_by_those_who_answer_for_the_place(township: Township) -> None:
    with township.database.writing() as db:
        for column in {column for _, column in AUDIT}:
            path = people.place(db, township.places[column]).path
            record(db, SYSTEM, "card_issued", "person", f"in {column}", place_path=path)

    def told(row: str, column: str) -> str:
        answer = township.ask(row, "GET", "/audit?what=card_issued&limit=200")
        if answer.status_code != 200:
            return said(answer)
        return "ok" if f"in {column}" in {item["subject_id"] for item in answer.json()["items"]} else "."

    compare(AUDIT, told)


def test_accounts_are_an_administrators_who_stands_above_all_their_roles(township: Township) -> None:
    columns = {column for _, column in ACCOUNT}
    colleagues = {
        column: _colleague(township, *(("v108", "far3") if column == "both" else (column,))) for column in columns
    }

    def account(row: str, column: str) -> str:
        asked = {"username": f"new-{colleagues[column]}"[:40], "password": "a-long-enough-password"}
        return said(township.ask(row, "PUT", f"/people/{colleagues[column]}/account", json=asked))

    compare(ACCOUNT, account)
    compare(ACCOUNT, lambda row, column: said(township.ask(row, "POST", f"/people/{colleagues[column]}/authenticator")))


def test_a_member_of_staff_is_read_by_who_administers_a_place_of_his(township: Township) -> None:
    columns = {column for _, column in MEMBER}
    colleagues = {
        column: _colleague(township, *(("v108", "far3") if column == "both" else (column,))) for column in columns
    }

    def read() -> None:
        compare(MEMBER, Asking(township, "GET", "/staff/{id}", make=colleagues.__getitem__))

    read()
    both = township.ask("admin3", "GET", f"/staff/{colleagues['both']}").json()
    assert [each["place_code"] for each in both["roles"]] == [township.places["far3"]]
    assert not both["may_set_account"]
    with township.database.writing() as db:
        for grant in db.exec(select(RoleGrant).where(col(RoleGrant.person_id).in_(colleagues.values()))).all():
            take_role(db, SYSTEM, grant.id)
    read()
    assert township.ask("admin", "GET", f"/staff/{colleagues['both']}").json()["roles"] == []


def test_officers_are_registered_by_administrators(township: Township) -> None:
    heard = {
        row: said(township.ask(row, "POST", "/officers", json={"id": str(uuid4()), "name": "新来的"})) for row in ROWS
    }
    assert heard == dict.fromkeys(ROWS, "403") | {"admin": "ok", "admin3": "ok"}


def test_ones_own_authenticator_is_set_up_by_whoever_signed_in_with_the_password(township: Township) -> None:
    """A paper card or a code read off a desk must not become the second factor of an official."""
    colleague = _colleague(township, "v108")
    with township.database.writing() as db:
        create_staff(db, SYSTEM, colleague, "colleague", hash_password("a-long-enough-password"))
    path = f"/people/{colleague}/authenticator"
    by = {means: township.session(colleague, means) for means in Means}
    assert_problem(township.ask(None, "POST", path, headers=by[Means.CODE]), 403, "not_your_role")
    assert_problem(township.ask(None, "POST", path, headers=by[Means.CARD]), 403, "not_your_role")
    assert township.ask(None, "POST", path, headers=by[Means.PASSWORD]).status_code == 201


def test_the_catalogue_is_edited_by_officers_and_administrators(township: Township) -> None:
    sheet = township.ask("he", "GET", "/catalogue.xlsx").content
    content = township.ask("he", "GET", "/catalogue/SH-01/versions").json()[0]["item"]
    codes = (f"ZY-{number}" for number in range(100, 1000))

    def ask(column: str) -> tuple[str, str, dict[str, Any]]:
        newest = township.ask("he", "GET", "/catalogue/SH-01/versions").json()[0]
        base = {"base_version": newest["version"]}
        starts = {"id": str(uuid4()), "valid_from": today().isoformat(), "item": content | {"source": str(uuid4())}}
        asks: dict[str, tuple[str, str, dict[str, Any]]] = {
            "rows": ("GET", "/catalogue-items", {}),
            "versions": ("GET", "/catalogue/SH-01/versions", {}),
            "change": ("POST", "/catalogue/SH-01/versions", {"json": base | starts}),
            "add": ("POST", "/catalogue", {"json": starts | {"code": next(codes)}}),
            "end": ("POST", "/catalogue/SH-01/end", {"json": base | {"last_on": str(today() + timedelta(days=9))}}),
            "export": ("GET", "/catalogue.xlsx", {}),
            "check": ("POST", "/catalogue.xlsx/check", {"content": sheet}),
            "import": ("POST", "/catalogue.xlsx?state=x", {"content": sheet}),
        }
        return asks[column]

    def look(row: str, column: str) -> str:
        method, path, more = ask(column)
        answer = township.ask(row, method, path, **more)
        # Officers are let in; what the sheet says is older than what they have just written.
        stale = column == "import" and answer.status_code == 422 and answer.json()["code"] == "sheet_has_errors"
        return "ok" if stale else said(answer)

    compare(EDIT, look)
