"""Noting each step once, and letting the change feed know."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from app.changes.service import record
from app.core.clock import now
from app.core.problems import Refusal
from app.duty.models import MemberPost, PostHolding
from app.duty.posts.models import PostStep
from app.duty.posts.rules import PostMove
from app.people.actor import Actor


def sent_before(db: Session, step_id: UUID, mark: str) -> PostStep | None:
    """The step, if just this one has been noted already: a phone on a bad network sends it again.

    Raises:
        Refusal: 409 `id_taken`, when the id belongs to another step.

    """
    known = db.get(PostStep, step_id)
    if known is not None and known.fingerprint != mark:
        raise Refusal(
            409,
            "id_taken",
            "这个编号已经用在另一步上，请重新发一次。",
            "This id belongs to another step: send it under a new one.",
        )
    return known


def note_step(
    db: Session, actor: Actor, holding: PostHolding, move: PostMove, step_id: UUID, *, on: date | None, mark: str
) -> None:
    """Note who took which step with a holding, and for which day."""
    step = PostStep(
        id=step_id,
        holding_id=holding.id,
        at=now(),
        what=move,
        by_id=actor.person_id,
        on=on,
        reason=holding.reason,
        fingerprint=mark,
    )
    db.add(step)
    db.flush()


def record_change(db: Session, post: MemberPost, what: str, move: PostMove | None = None) -> None:
    """Note that something changed, and never why: the feed is for other eyes than the village's."""
    data = {"move": move} if move in {PostMove.TAKE_UP, PostMove.END} else {}
    record(db, what, subject_type="post", subject_id=str(post.id), place_path=post.village_path, data=data)
