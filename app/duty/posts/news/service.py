"""Telling a person what others did about him, and the secretary that somebody put the own name forward."""

from uuid import UUID

from sqlmodel import Session

from app.core.words import Words
from app.duty.models import MemberPost, PostHolding
from app.duty.posts.rules import PostMove
from app.duty.roster.queries import secretaries
from app.notices.service import tell
from app.people.actor import Actor, ActorKind
from app.places.models import Place

_TOLD = {
    PostMove.NOMINATE: Words("支部提名您担任“{post}”。", "The branch nominated you for the post “{post}”."),
    PostMove.AGREE: Words(
        "会议通过了：您担任“{post}”。请写下承诺上岗。",
        "The meeting agreed: the post “{post}” is yours. Pledge and take it up.",
    ),
    PostMove.TAKE_UP: Words("您在“{post}”上岗了。", "You are on the post “{post}” now."),
    PostMove.SUSPEND: Words("您的“{post}”暂停了。", "Your post “{post}” rests for now."),
    PostMove.RESUME: Words("您的“{post}”恢复了。", "Your post “{post}” goes on."),
    PostMove.END: Words(
        "您不再担任“{post}”，做过的都留着记录。", "You do not hold the post “{post}” any more; what you did stays."
    ),
}


_NEVER_BEGAN = Words(
    "“{post}”这次没有上岗，谢谢您报名。", "You did not come onto the post “{post}” this time; thank you."
)
_ASKED = Words("{who}报名“{post}”，请支部看看。", "{who} wants the post “{post}”: it is for the branch to look at.")


def tell_secretaries(db: Session, actor: Actor, post: MemberPost, village: Place, step_id: UUID) -> None:
    """Tell those who look after the posts that somebody put the own name forward."""
    for person_id in secretaries(db, village):
        words = Words(
            _ASKED.zh.format(who=actor.name, post=post.name_zh), _ASKED.en.format(who=actor.name, post=post.name_en)
        )
        key = f"post:{step_id}"
        tell(db, person_id, words, kind="post_changed", subject_type="post", subject_id=str(post.id), key=key)


def tell_person(
    db: Session, actor: Actor, post: MemberPost, holding: PostHolding, move: PostMove, step_id: UUID
) -> None:
    """Tell the person what others did about them. Lock screens are read by anybody, so no reason is in it."""
    if actor.kind is ActorKind.SYSTEM or holding.person_id == actor.person_id or move not in _TOLD:
        return
    said = _NEVER_BEGAN if move is PostMove.END and holding.since is None else _TOLD[move]
    words = Words(said.zh.format(post=post.name_zh), said.en.format(post=post.name_en))
    key = f"post:{step_id}"
    tell(db, holding.person_id, words, kind="post_changed", subject_type="post", subject_id=str(post.id), key=key)
