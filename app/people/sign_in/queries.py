"""Reading what has to do with signing in."""

from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from app.core.clock import now
from app.core.keys import derived_key
from app.core.problems import Refusal
from app.core.sms import sms_is_possible
from app.people.actor import Actor, Role
from app.people.models import Person, RoleGrant
from app.people.rules import mask_phone
from app.people.sign_in.models import CodeRequest
from app.people.sign_in.rules import code_of
from app.people.sign_in.schemas import SlipOut


def code_key() -> bytes:
    """The key under which one-time codes are derived."""
    return derived_key("one-time-code")


def slips(db: Session, actor: Actor) -> list[SlipOut]:
    """The villagers of the duty desk's villages who wait for a code; empty where codes go out as short messages.

    A phone that also belongs to a member of staff is left out: nobody reads a colleague's code off the desk.
    """
    villages = [col(Person.village_path).startswith(path) for path in duty_desks(actor)]
    if not villages or sms_is_possible():
        return []
    staff = (
        select(Person.phone_index)
        .join(RoleGrant, col(RoleGrant.person_id) == Person.id)
        .where(col(RoleGrant.until).is_(None), col(Person.phone_index).is_not(None))
    )
    waiting = (
        select(CodeRequest, Person)
        .join(Person, col(Person.phone_index) == CodeRequest.phone_index)
        .where(
            or_(*villages),
            col(CodeRequest.phone_index).not_in(staff),
            col(CodeRequest.used_at).is_(None),
            col(CodeRequest.expires_at) > now(),
            col(CodeRequest.tries) < CodeRequest.allowed,
        )
        .order_by(col(CodeRequest.created_at), col(Person.name))
    )
    requests: dict[UUID, CodeRequest] = {}
    owners: dict[UUID, list[Person]] = {}
    for request, owner in db.exec(waiting):
        requests[request.id] = request
        owners.setdefault(request.id, []).append(owner)
    return [
        SlipOut(
            name="、".join(owner.name for owner in owners[request.id]),
            phone_masked=mask_phone(owners[request.id][0].phone) or "",
            code=code_of(code_key(), request.id),
            expires_at=request.expires_at,
        )
        for request in requests.values()
    ]


def slips_at_the_desk(db: Session, actor: Actor) -> list[SlipOut]:
    """The slips, for those who stand at a duty desk.

    Raises:
        Refusal: 403 `not_your_desk`.

    """
    if not duty_desks(actor):
        raise Refusal(403, "not_your_desk", "这一页是值班台用的。", "This page is for the duty desk.")
    return slips(db, actor)


def duty_desks(actor: Actor) -> tuple[str, ...]:
    """The villages whose duty desk the actor may stand at."""
    return actor.paths(Role.DUTY_CADRE, Role.VILLAGE_SECRETARY)
