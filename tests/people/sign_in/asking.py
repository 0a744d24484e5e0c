"""Asking for codes and trying them, the way services do it."""

from uuid import UUID

from app.core.problems import Refusal
from app.people.models import Person
from app.people.sessions.service import Opened
from app.people.sign_in import queries, rules, service
from app.people.sign_in.schemas import CodeIn
from tests.people.conftest import County


def ask(county: County, phone: str) -> UUID | Refusal:
    try:
        with county.database.writing() as db:
            return service.ask_code(db, phone, "127.0.0.1").request.id
    except Refusal as refusal:
        return refusal


def asked(county: County, phone: str) -> UUID:
    request_id = ask(county, phone)
    assert isinstance(request_id, UUID)
    return request_id


def show_code(county: County, request_id: UUID, code: str | None = None, person: Person | None = None) -> str:
    """`in`, or the code of the refusal; without a code the right one is given."""
    right = rules.code_of(queries.code_key(), request_id)
    asked = CodeIn(request_id=request_id, code=code or right, person_id=person.id if person else None)
    with county.database.writing() as db:
        opened = service.sign_in_with_code(db, asked)
    return "in" if isinstance(opened, Opened) else opened.code


def wrong_code(request_id: UUID) -> str:
    return f"{(int(rules.code_of(queries.code_key(), request_id)) + 1) % 1_000_000:06}"
