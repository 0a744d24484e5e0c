"""Tickets carried to some station through the front door, for the tests of what comes after."""

from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session

from app.proxy.authorisation.giving.service import give
from app.proxy.authorisation.schemas import AuthorisationIn
from app.tickets.intake.schemas import TicketIn
from app.tickets.intake.service import submit
from app.tickets.models import Ticket
from app.tickets.schemas import MoveIn, OnBehalf
from app.tickets.service import make_move
from tests.support.sheets import sheet
from tests.support.world import HUAISHU, World

KNOWN = OnBehalf(identity_checked="known_in_person")

ASKS: dict[str, dict[str, Any]] = {
    "errand": {"item_code": "MZ-04"},
    "medical": {
        "details": {"medical_kind": "followup_visit", "need_code": "bp_check", "emergency": False},
        "consents": [{"purpose": "health", "text_version": "1", "how": "spoken"}],
    },
    "parcel": {"details": {"parcel_kind": "outbound"}},
    "dispute": {
        "details": {"dispute_type": "neighbour", "parties": [{"name": "马满仓", "role": "respondent"}]},
    },
    "finance": {"details": {"finance_kind": "balance_help"}},
}


def send(
    world: World, db: Session, who: str, service: str = "errand", *, village: str = HUAISHU, **more: Any
) -> Ticket:
    """A villager's own request."""
    body = {"id": uuid4(), "service": service, "village_code": village, "channel": "pwa_self"}
    ticket, is_new = submit(db, world.actor(db, who), TicketIn.model_validate(body | ASKS[service] | more))
    assert is_new
    return ticket


def step(world: World, db: Session, who: str, ticket_id: UUID, move: str, **data: Any) -> Ticket:
    """One move by somebody, on what stands there now."""
    ticket = db.get_one(Ticket, ticket_id)
    asked = MoveIn(id=uuid4(), move=move, version=ticket.version, data=data, on_behalf=KNOWN)
    return make_move(db, world.actor(db, who), ticket_id, asked)


def signed(world: World, db: Session, who: str = "guilan", by: str = "li", **more: Any) -> Ticket:
    """An errand with a signed authorisation for the cadre who does it."""
    ticket = send(world, db, who, **more)
    give(db, world.actor(db, by), AuthorisationIn.model_validate(sheet(ticket.id, world.id(by))))
    return ticket


def accepted(world: World, db: Session, who: str = "guilan", by: str = "li", **more: Any) -> Ticket:
    """An errand whose papers are complete."""
    ticket = signed(world, db, who, by, **more)
    papers = [{"code": paper["code"]} for paper in ticket.details["materials"]]
    return step(world, db, by, ticket.id, "accept", materials=papers, receipt_given=True)


def delivered(world: World, db: Session, who: str = "guilan", by: str = "li") -> Ticket:
    """An errand brought to its end by one cadre."""
    ticket = accepted(world, db, who, by)
    step(world, db, by, ticket.id, "lodge", window="4 号窗口", handed_to="周敏")
    step(world, db, by, ticket.id, "authority_accepts", acceptance_no="0128")
    step(world, db, by, ticket.id, "approve")
    return step(world, db, by, ticket.id, "deliver", way="signature")
