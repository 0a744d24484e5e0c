"""The quarter of a village, read for its sheet."""

from sqlmodel import Session, col, select

from app.core.clock import local_date, today
from app.core.words import Language
from app.duty.models import MemberPost, PostHolding
from app.duty.posts import queries as posts
from app.duty.posts.records import queries as records
from app.duty.posts.records import rules
from app.duty.posts.records.schemas import VillageRecord
from app.duty.posts.sheet.rules import Line, Sheet, W
from app.duty.posts.sight.queries import names_of
from app.people.actor import Actor
from app.places.models import Place


def sheet(db: Session, actor: Actor, village: Place, quarter: str, language: Language) -> Sheet:
    """Everybody who was on a post in a quarter, with what was written down.

    Raises:
        Refusal: 403 `not_your_role`.

    """
    written = records.of_village(db, actor, village, quarter, language).records
    held = [
        (holding, post)
        for holding, post in db.exec(
            select(PostHolding, MemberPost)
            .join(MemberPost, col(MemberPost.id) == PostHolding.post_id)
            .where(MemberPost.village_id == village.id)
        )
        if rules.held_in(holding.since, holding.until, quarter)
    ]
    names = names_of(db, (holding.person_id for holding, _ in held))
    lines = [
        Line(
            post=posts.name_of(post, language) + (f"（{post.scope}）" if post.scope else ""),
            name=names[holding.person_id],
            since=local_date(holding.since),
            entries=tuple(_said(each, language) for each in reversed(written) if each.holding_id == holding.id),
            seen=tuple(each.seen_by for each in written if each.holding_id == holding.id and each.seen_by),
        )
        for holding, post in held
        if holding.since
    ]
    return Sheet(
        village=village.name,
        quarter=quarter,
        made_by=actor.name,
        made_on=today(),
        lines=tuple(sorted(lines, key=lambda line: (line.post, line.name, line.since))),
        language=language,
    )


def _said(each: VillageRecord, language: Language) -> str:
    parts = [f"{each.done_on.month}-{each.done_on.day}" if each.done_on else "", each.place or "", each.text]
    by = W["for_him"].speak(language, by=each.by) if each.for_him else ""
    return " ".join(part for part in parts if part) + by
