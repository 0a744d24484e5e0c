"""Refusing appointments that nobody could keep, or that go around a limit."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.core.clock import local_date
from app.core.problems import Refusal
from app.places.queries import calendar, hours_of
from app.places.rules import Span
from app.tickets.appointments import queries, rules
from app.tickets.kinds.needs import OUT_OF_HOURS
from app.tickets.kinds.workflow import Details, Move, Service
from app.tickets.queries import Loaded


def refuse_shut_door(db: Session, village_id: int, details: Details) -> None:
    """Refuse what somebody wishes from his phone for a time at which the door is shut.

    Raises:
        Refusal: 422 `details_invalid`, with the hours of that day.

    """
    if at := getattr(details, "slot_start", None):
        _refuse_hour(db, village_id, at, "details.slot_start", "details_invalid")
    for wish in getattr(details, "preferred_slots", ()):
        hours, days = hours_of(db, village_id), calendar(db)
        spans = hours.periods_on(wish.on, days)
        if not rules.half_is_open(wish.half, spans):
            raise _shut(spans, "details.preferred_slots", "details_invalid")


def refuse_second_of_a_kind(db: Session, person_id: UUID, details: Details) -> None:
    """Refuse a matter of money of which one is open for this person.

    Raises:
        Refusal: 409 `already_open`, with the number of the open one.

    """
    kind = getattr(details, "finance_kind", None)
    if kind is None or not rules.is_one_of_a_kind(kind):
        return
    for ticket in queries.money_matters(db, person_id):
        if ticket.details["finance_kind"] == kind:
            number = ticket.ticket_no[-4:]
            raise Refusal(
                409,
                "already_open",
                f"这样的事已经有一件在办（编号后四位 {number}），不用再发。要改时间或补一句话，请在那一件里说，或者打电话。",
                f"One of these is under way already (number ending {number}). To change it, add a note there or call.",
                field="details.finance_kind",
            )


def refuse_unfit_slot(db: Session, loaded: Loaded, move: Move, data: Mapping[str, Any]) -> None:
    """Refuse an hour that the staff book while the door is shut, unless they say so, or a second one for cash on one day.

    Where a step leaves the hour out it books the one that was wished for.

    Raises:
        Refusal: 422 `door_shut` or `second_slot`.

    """
    ticket = loaded.ticket
    name = next((need.name for need in move.needs if need.name in rules.SLOTS), None)
    told = (data.get(name) or ticket.details.get(name)) if name else None
    if name is None or told is None:
        return
    at = datetime.fromisoformat(told)
    if not data.get(OUT_OF_HOURS.name):
        _refuse_hour(db, ticket.village_id, at, name, "door_shut")
    if Service(ticket.service) is Service.FINANCE and rules.takes_cash(ticket.details) and ticket.beneficiary_id:
        _refuse_second_on(db, ticket.beneficiary_id, local_date(at), but=ticket.id)


def _refuse_second_on(db: Session, person_id: UUID, on: date, but: UUID) -> None:
    for other in queries.money_matters(db, person_id, but):
        told = other.details.get("slot_start") if other.state == "scheduled" else None
        if told and rules.takes_cash(other.details) and local_date(datetime.fromisoformat(told)) == on:
            number = other.ticket_no[-4:]
            raise Refusal(
                422,
                "second_slot",
                f"这一天已经约了取钱（编号后四位 {number}）。一张卡一天最多2000元，请另约一天。",
                f"There is an appointment for cash on that day (number ending {number}): choose another day.",
                field="slot_start",
            )


def _refuse_hour(db: Session, village_id: int, at: datetime, field: str, code: str) -> None:
    hours, days = hours_of(db, village_id), calendar(db)
    if not hours.is_open(at, days):
        raise _shut(hours.periods_on(local_date(at), days), field, code)


def _shut(spans: tuple[Span, ...], field: str, code: str) -> Refusal:
    open_at = " ".join(f"{span.opens:%H:%M}–{span.closes:%H:%M}" for span in spans)
    zh = f"那天开门的时间是 {open_at}，请在里面选。" if spans else "那天不开门，请另选一天。"
    en = (
        f"On that day the door is open {open_at}: choose a time within."
        if spans
        else "The door is shut on that day: choose another."
    )
    if code == "door_shut":
        zh, en = f"{zh}确实另外说好了，就勾上那一项。", f"{en} If it was agreed all the same, tick that line."
    return Refusal(422, code, zh, en, field=field)
