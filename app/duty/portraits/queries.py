"""Reading portraits: everybody sees those that are given, and nobody is told who gave none but himself and the secretary."""

from collections.abc import Collection, Sequence
from functools import cache
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.core.clock import local_date
from app.core.problems import Refusal, not_found
from app.duty.models import HoldingState, MemberPost, PostHolding
from app.duty.portraits import rules
from app.duty.portraits.models import Portrait
from app.duty.portraits.schemas import MemberPortrait, PortraitOut
from app.duty.schemas import PersonName
from app.files.service import link
from app.people.actor import Actor, Role
from app.people.models import Person, RoleGrant
from app.people.rules import VILLAGE_STAFF
from app.places.models import Place
from app.places.queries import village_by_code


def addresses(db: Session, village: Place, people: Collection[UUID]) -> dict[UUID, str]:
    """Where the portraits are of some people who stand on a village's board; whoever gave none is left out."""
    given = select(Portrait.person_id, Portrait.id).where(
        col(Portrait.person_id).in_(people), col(Portrait.ended_at).is_(None)
    )
    return (
        {person_id: rules.address(village.official_code, each) for person_id, each in db.exec(given)} if people else {}
    )


def on_the_board(db: Session, village_code: str, portrait_id: UUID) -> UUID:
    """The file of a portrait that a village's board may show now: it is given, and its person works there or holds a post.

    Raises:
        Refusal: 404 `place_unknown`, `not_found`.

    """
    village, portrait = village_by_code(db, village_code), db.get(Portrait, portrait_id)
    if portrait is None or portrait.file_id is None:
        raise not_found()
    if not rules.is_within(works_at(db, portrait.person_id), village.path):
        raise not_found()
    return portrait.file_id


def works_at(db: Session, person_id: UUID) -> list[str]:
    """The paths of the places where somebody is of a village's staff or on a post today."""
    staff = select(RoleGrant.place_path).where(
        RoleGrant.person_id == person_id,
        col(RoleGrant.until).is_(None),
        col(RoleGrant.role).in_([role.value for role in VILLAGE_STAFF]),
    )
    posts = (
        select(MemberPost.village_path)
        .join(PostHolding, col(PostHolding.post_id) == MemberPost.id)
        .where(PostHolding.person_id == person_id, PostHolding.state == HoldingState.ON_POST)
    )
    return [*db.exec(staff), *db.exec(posts)]


def of_those_who_left(db: Session) -> Sequence[Portrait]:
    """The portraits of people who are of no staff any more and on no post, nor on the way to one: nothing needs them."""
    return db.exec(_left_asked()).all()


@cache
def _left_asked() -> SelectOfScalar[Portrait]:
    """Built once: the watch asks it at every round."""
    grants = select(RoleGrant.person_id).where(
        col(RoleGrant.until).is_(None), col(RoleGrant.role).in_([role.value for role in VILLAGE_STAFF])
    )
    holdings = select(PostHolding.person_id).where(col(PostHolding.until).is_(None))
    left = select(Portrait).where(
        col(Portrait.ended_at).is_(None),
        col(Portrait.person_id).not_in(grants),
        col(Portrait.person_id).not_in(holdings),
    )
    return left.with_for_update()


def looks_after(db: Session, actor: Actor, person_id: UUID) -> bool:
    """Whether the actor is that person, or the secretary where he works."""
    secretary_of = actor.paths(Role.VILLAGE_SECRETARY)
    return person_id == actor.person_id or rules.looks_after(secretary_of, works_at(db, person_id))


def subject(db: Session, actor: Actor, person_id: UUID) -> Person:
    """A person whose portrait the actor looks after.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`.

    """
    if person_id != actor.person_id and not actor.paths(Role.VILLAGE_SECRETARY):
        raise Refusal(
            403,
            "not_your_role",
            "公示栏上的照片由本人自己放，没有手机的请书记代放。",
            "A photo for the board is given by the person, or by the secretary for one who has no phone.",
        )
    person = db.get(Person, person_id)
    if person is None or not looks_after(db, actor, person_id):
        raise not_found()
    return person


def given_by(db: Session, person_id: UUID) -> Portrait | None:
    """The portrait that somebody has on the board now."""
    return db.exec(select(Portrait).where(Portrait.person_id == person_id, col(Portrait.ended_at).is_(None))).first()


def member(db: Session, actor: Actor, person_id: UUID) -> MemberPortrait:
    """Somebody's portrait, for himself and the secretary.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`.

    """
    person = subject(db, actor, person_id)
    portrait = given_by(db, person.id)
    return MemberPortrait(
        person=PersonName(id=person.id, name=person.name),
        is_me=person.id == actor.person_id,
        portrait=_out(db, portrait) if portrait else None,
        may_give=bool(works_at(db, person.id)),
    )


def _out(db: Session, portrait: Portrait) -> PortraitOut:
    assert portrait.file_id, "given_by() finds no other"
    return PortraitOut(
        id=portrait.id,
        url=link(portrait.file_id),
        given_on=local_date(portrait.given_at),
        by=db.get_one(Person, portrait.given_by).name,
        for_him=portrait.given_by != portrait.person_id,
    )
