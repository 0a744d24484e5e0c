"""Who may see what: what everybody of the village may, and what is for the person, the secretary and officers above."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, or_, select

from app.core.problems import Refusal, not_found
from app.duty.models import MemberPost, PostHolding
from app.duty.posts import rules
from app.duty.queries import is_staff_here
from app.people.actor import Actor, ActorKind, Role
from app.people.models import Person
from app.places.models import Place


def manages(actor: Actor, village_path: str) -> bool:
    """Whether the actor looks after the posts of a village."""
    return actor.kind is ActorKind.SYSTEM or actor.holds(Role.VILLAGE_SECRETARY, village_path)


def knows_all(actor: Actor, village_path: str) -> bool:
    """Whether the actor reads everything about the posts of a village and their holders."""
    return actor.kind is ActorKind.SYSTEM or any(actor.holds(role, village_path) for role in rules.KEEPERS)


def belongs(actor: Actor, village_path: str) -> bool:
    """Whether the actor lives or works in a village, or works above it."""
    return actor.kind is ActorKind.SYSTEM or any(actor.holds(role, village_path) for role in Role)


def post_in_sight(db: Session, actor: Actor, post_id: UUID) -> MemberPost:
    """A post of a village in which the actor lives or works, or above which.

    Raises:
        Refusal: 404 `not_found`.

    """
    post = db.get(MemberPost, post_id)
    if post is None or not belongs(actor, post.village_path):
        raise not_found()
    return post


def may_hold(db: Session, person_id: UUID | None, village: Place) -> bool:
    """Whether somebody lives in a village, or works there, so that they may hold a post."""
    person = db.get(Person, person_id) if person_id else None
    if person is None:
        return False
    return person.village_id == village.id or is_staff_here(db, person.id, village.id)


def holding_in_sight(db: Session, actor: Actor, holding_id: UUID) -> tuple[PostHolding, MemberPost]:
    """A holding about which the actor may know all, and its post.

    Raises:
        Refusal: 404 `not_found`.

    """
    holding = db.get(PostHolding, holding_id)
    post = db.get(MemberPost, holding.post_id) if holding else None
    if holding is None or post is None:
        raise not_found()
    if holding.person_id != actor.person_id and not knows_all(actor, post.village_path):
        raise not_found()
    return holding, post


def holdings_of(db: Session, actor: Actor, person_id: UUID) -> list[PostHolding]:
    """What a person holds and has held, as far as the actor may know."""
    rows = db.exec(
        select(PostHolding, MemberPost)
        .join(MemberPost, col(MemberPost.id) == PostHolding.post_id)
        .where(PostHolding.person_id == person_id)
    ).all()
    return [held for held, post in rows if person_id == actor.person_id or knows_all(actor, post.village_path)]


def readable_member(db: Session, actor: Actor, person_id: UUID) -> Person:
    """A person whose posts and records the actor may read: oneself, or as secretary or officer those of one's places.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`.

    """
    person = db.get(Person, person_id)
    if person is not None and person.id == actor.person_id:
        return person
    paths = actor.paths(*rules.KEEPERS)
    if not paths:
        raise Refusal(
            403,
            "not_your_role",
            "别人的岗位记录只有书记和上级能看。",
            "What others have recorded is for the secretary and officers above.",
        )
    if person is None or not _is_below(db, person, paths):
        raise not_found()
    return person


def _is_below(db: Session, person: Person, paths: tuple[str, ...]) -> bool:
    if person.village_path is not None and person.village_path.startswith(paths):
        return True
    held = select(MemberPost.village_path).join(PostHolding, col(PostHolding.post_id) == MemberPost.id)
    here = or_(*(col(MemberPost.village_path).startswith(path) for path in paths))
    return db.exec(held.where(PostHolding.person_id == person.id, here)).first() is not None


def names_of(db: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of people."""
    return dict(db.exec(select(Person.id, Person.name).where(col(Person.id).in_(set(ids)))).all())
