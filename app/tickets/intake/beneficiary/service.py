"""For whom a request is; a cadre may register the person with it."""

from uuid import UUID, uuid5

from pydantic import ValidationError
from sqlmodel import Session

from app.core.problems import Refusal
from app.people.actor import Actor
from app.people.models import Person
from app.people.schemas import PersonIn
from app.people.service import register_person
from app.places.models import Place
from app.tickets.intake.schemas import Beneficiary, TicketIn


def beneficiary_of(
    db: Session, actor: Actor, asked: TicketIn, village: Place, *, recorded: bool, for_nobody: bool
) -> Person:
    """For whom the request is: the actor, somebody whose mandate he has, or anybody of the village if a cadre records it."""
    wanted = asked.beneficiary
    if not recorded:
        person_id = wanted.person_id if wanted else actor.person_id
        covered = person_id == actor.person_id or any(
            m.principal_id == person_id and m.covers(asked.service, asked.item_code) for m in actor.mandates
        )
        person = db.get(Person, person_id) if person_id and covered else None
        if person is None or person.village_id != village.id:
            raise Refusal(
                403,
                "not_for_others",
                "您只能为自己或授权给您的亲人提交。请先到村里登记亲友代办，或打电话请值班干部代您登记。",
                "You can send requests for yourself and for relatives who let you act for them. "
                "Ask the village to record that first, or ring the duty cadre.",
            )
        return person
    if wanted is None and for_nobody:
        # Until somebody is found to whom it belongs, it lies with whoever took it in.
        return db.get_one(Person, sender_id(actor))
    if wanted is None:
        raise Refusal(422, "something_missing", "请填是替谁登记的。", "Say for whom this is.", field="beneficiary")
    if wanted.person_id:
        person = db.get(Person, wanted.person_id)
        if person is None or person.village_id != village.id:
            raise Refusal(
                404,
                "person_unknown",
                "本村没有登记这个人，请先登记。",
                "Nobody of this village has that id: register the person first.",
            )
        return person
    return _registered(db, actor, asked, wanted)


def _registered(db: Session, actor: Actor, asked: TicketIn, new: Beneficiary) -> Person:
    try:
        ask = PersonIn(
            id=uuid5(asked.id, "beneficiary"),
            village_code=asked.village_code,
            group=asked.group,
            **new.model_dump(exclude={"person_id"}),
        )
    except ValidationError as error:
        zh, _, en = error.errors()[0]["msg"].partition(", ")[2].partition(" | ")
        raise Refusal(
            422, "person_incomplete", zh or "请把这个人的信息填全。", en or "Complete the person.", field="beneficiary"
        ) from None
    person, _ = register_person(db, actor, ask)
    db.flush()
    return person


def sender_id(actor: Actor) -> UUID:
    """The person who sends a request, or records it."""
    assert actor.person_id is not None, "only persons send requests"
    return actor.person_id
