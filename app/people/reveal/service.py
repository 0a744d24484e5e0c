"""Showing whole numbers."""

from datetime import datetime, time
from uuid import UUID

from sqlmodel import Session, select

from app.audit.queries import how_often
from app.audit.service import record
from app.core.clock import LOCAL, today
from app.core.problems import Refusal
from app.people import queries
from app.people.actor import Actor
from app.people.models import Person
from app.people.reveal import rules
from app.people.reveal.schemas import Revealed, RevealIn

_WHAT = "numbers_revealed"


def reveal(db: Session, actor: Actor, person_id: UUID, asked: RevealIn) -> Revealed:
    """Show numbers of a villager to staff of the village, and write down who saw which of whom and why.

    Raises:
        Refusal: 404 not in sight; 403 `not_your_village`; 422 `number_in_reason`; 429 `too_many_reveals`, with
            `retry_after` in seconds.

    """
    person = queries.person(db, actor, person_id)
    if actor.person_id is None or not queries.is_staff_of(actor, person.village_path):
        raise Refusal(
            403,
            "not_your_village",
            "完整的号码只给本村的工作人员看。",
            "Whole numbers are shown to staff of the person's own village.",
        )
    if rules.names_a_number(asked.reason):
        raise Refusal(
            422,
            "number_in_reason",
            "原因里请不要写号码，写为什么要看就行。",
            "Please write no number into the reason, only why you need it.",
        )
    # The row is the lock that makes parallel asks count each other.
    db.exec(select(Person.id).where(Person.id == actor.person_id).with_for_update()).one()
    begun = datetime.combine(today(), time(), LOCAL)
    seen = how_often(db, actor.person_id, _WHAT, begun)
    if seen >= rules.REVEALS_A_DAY:
        raise Refusal(
            429,
            "too_many_reveals",
            f"一天最多看 {rules.REVEALS_A_DAY} 次完整号码，今天已经看满了，请找村书记帮忙。",
            f"{rules.REVEALS_A_DAY} looks a day are the most, and yours are used up: ask the village secretary for help.",
            retry_after=3600,
        )
    fields = sorted(set(asked.fields))
    told = {"fields": fields} | ({"ticket_id": str(asked.ticket_id)} if asked.ticket_id else {})
    where = person.village_path or ""
    record(db, actor, _WHAT, "person", person.id, place_path=where, reason=asked.reason, data=told)
    numbers = {name: getattr(person, name) for name in fields}
    return Revealed(**numbers, left_today=rules.REVEALS_A_DAY - seen - 1)
