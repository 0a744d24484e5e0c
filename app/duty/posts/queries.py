"""Reading posts: what everybody may see, and what is for the person, the secretary and officers above."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import LOCAL, local_date
from app.core.problems import Refusal
from app.core.words import THE_SYSTEM, Language, Words
from app.duty.models import HoldingState, MemberPost, PostHolding, PostKind
from app.duty.portraits.queries import addresses
from app.duty.posts import rules
from app.duty.posts.models import PostStep, Reason
from app.duty.posts.rules import PostMove
from app.duty.posts.schemas import (
    HolderOut,
    HoldingOut,
    PostOffer,
    PostPage,
    PostRow,
    PublicHolder,
    PublicPost,
    PublicPosts,
    ReasonLabel,
    StepOut,
    TemplateOut,
    VillagePosts,
)
from app.duty.posts.sight.queries import belongs, knows_all, manages, may_hold, names_of, post_in_sight
from app.duty.schemas import PersonName
from app.people.actor import Actor, ActorKind
from app.people.models import Person
from app.places.models import Place
from app.places.queries import places_by_id, village_by_code

_ON_THE_WAY = {HoldingState.PROPOSED, HoldingState.NOMINATED, HoldingState.AGREED}


def templates(actor: Actor, language: Language) -> list[TemplateOut]:
    """The posts that many villages have; a machine sets up none."""
    if actor.kind is ActorKind.MACHINE:
        return []
    return [
        TemplateOut(
            code=each.code,
            kind=each.kind,
            kind_label=rules.KINDS[each.kind].speak(language),
            name=each.name.zh,
            name_en=each.name.en,
            duties=each.duties.zh,
        )
        for each in rules.TEMPLATES
    ]


def village_posts(db: Session, actor: Actor, village: Place, language: Language) -> VillagePosts:
    """The posts of a village and who is on them, for whoever lives or works there, or above.

    Raises:
        Refusal: 403 `not_your_village`.

    """
    if not belongs(actor, village.path):
        raise Refusal(
            403,
            "not_your_village",
            "这里只有本村的人和上级能看；公示的岗位在“谁值班”里。",
            "This is for people of the village and officers above; the posts stand on the public board.",
        )
    posts = open_posts(db, village)
    held = _holdings(db, posts)
    all_of_it = knows_all(actor, village.path)
    names = names_of(db, (each.person_id for each in held))
    return VillagePosts(
        village_code=village.official_code,
        village_name=village.name,
        may_manage=manages(actor, village.path),
        may_read_records=all_of_it,
        hamlets=hamlets(db, village),
        posts=[_row(each, held, names, language, all_of_it=all_of_it) for each in posts],
    )


def public_posts(db: Session, village_code: str, language: Language) -> PublicPosts:
    """The posts of a village for the public board.

    Raises:
        Refusal: 404 `place_unknown`.

    """
    village = village_by_code(db, village_code)
    posts = open_posts(db, village)
    held = _holdings(db, posts)
    names = names_of(db, (each.person_id for each in held))
    rows = [_row(each, held, names, language, all_of_it=False) for each in posts]
    portraits = addresses(db, village, {holder.person.id for row in rows for holder in row.holders})
    return PublicPosts(
        village_code=village.official_code,
        village_name=village.name,
        posts=[
            PublicPost(
                name=row.name,
                kind_label=row.kind_label,
                hamlet=row.hamlet,
                duties=row.duties,
                people=[PublicHolder(name=on.person.name, portrait=portraits.get(on.person.id)) for on in row.holders],
            )
            for row in rows
        ],
    )


def open_posts(db: Session, village: Place) -> list[MemberPost]:
    """The posts of a village that were not closed, by class and name."""
    wanted = select(MemberPost).where(MemberPost.village_id == village.id, col(MemberPost.closed_at).is_(None))
    order = list(PostKind)
    return sorted(db.exec(wanted), key=lambda each: (order.index(PostKind(each.kind)), each.name_zh, str(each.id)))


def _holdings(db: Session, posts: Iterable[MemberPost]) -> Sequence[PostHolding]:
    ids = [each.id for each in posts]
    wanted = select(PostHolding).where(col(PostHolding.post_id).in_(ids), col(PostHolding.until).is_(None))
    return db.exec(wanted).all()


def name_of(post: MemberPost, language: Language) -> str:
    """What a post is called."""
    return Words(post.name_zh, post.name_en).speak(language)


def _row(
    post: MemberPost,
    held: Iterable[PostHolding],
    names: Mapping[UUID, str],
    language: Language,
    *,
    all_of_it: bool,
) -> PostRow:
    mine = [each for each in held if each.post_id == post.id]
    kind, duties = PostKind(post.kind), rules.duties_of(post.duties)
    # By name: an order by time or by deeds would be one of rank.
    holders = sorted(
        (
            HolderOut(
                holding_id=each.id,
                person=PersonName(id=each.person_id, name=names[each.person_id]),
                since_on=local_date(each.since),
            )
            for each in mine
            if each.state == HoldingState.ON_POST and each.since
        ),
        key=lambda holder: (holder.person.name, str(holder.person.id)),
    )
    return PostRow(
        id=post.id,
        name=name_of(post, language),
        kind=kind,
        kind_label=rules.KINDS[kind].speak(language),
        hamlet=post.scope,
        duties=duties.speak(language) if duties else None,
        seats=post.seats,
        holders=holders,
        open_names=sum(each.state in _ON_THE_WAY for each in mine) if all_of_it else None,
    )


def hamlets(db: Session, village: Place) -> list[str]:
    """The hamlets that the people of a village live in."""
    wanted = select(Person.group_name).where(Person.village_id == village.id, col(Person.group_name).is_not(None))
    return sorted({name for name in db.exec(wanted.distinct()) if name})


def page(db: Session, actor: Actor, post_id: UUID, language: Language) -> PostPage:
    """One post: who is on it, and for those whom it concerns how each came to it.

    Raises:
        Refusal: 404 `not_found`.

    """
    post = post_in_sight(db, actor, post_id)
    all_of_it = knows_all(actor, post.village_path)
    village = db.get_one(Place, post.village_id)
    held = db.exec(select(PostHolding).where(PostHolding.post_id == post.id)).all()
    names = names_of(db, (each.person_id for each in held))
    shown = [each for each in held if all_of_it or each.person_id == actor.person_id]
    mine = any(each.person_id == actor.person_id and each.until is None for each in held)
    return PostPage(
        post=_row(post, [each for each in held if each.until is None], names, language, all_of_it=all_of_it),
        name_zh=post.name_zh,
        name_en=post.name_en,
        duties_written=post.duties,
        village_code=village.official_code,
        village_name=village.name,
        is_closed=post.closed_at is not None,
        may_manage=manages(actor, post.village_path),
        may_propose_myself=post.closed_at is None and not mine and may_hold(db, actor.person_id, village),
        hamlets=hamlets(db, village),
        holdings=holdings_out(db, actor, shown, language),
    )


def holdings_out(db: Session, actor: Actor, held: Iterable[PostHolding], language: Language) -> list[HoldingOut]:
    """Holdings with all that is known of them: those that are open first, then by post and name, never by deeds."""
    rows = list(held)
    posts = {each.id: each for each in _posts(db, rows)}
    villages = places_by_id(db, {each.village_id for each in posts.values()})
    steps = _steps(db, rows)
    names = names_of(
        db, [each.person_id for each in rows] + [step.by_id for each in steps.values() for step in each if step.by_id]
    )

    def order(each: PostHolding) -> tuple[bool, str, str, datetime]:
        return each.until is not None, posts[each.post_id].name_zh, names[each.person_id], each.proposed_at

    return [
        _holding_out(
            actor,
            each,
            posts[each.post_id],
            villages[posts[each.post_id].village_id],
            (steps.get(each.id, []), names),
            language,
        )
        for each in sorted(rows, key=order)
    ]


def _posts(db: Session, held: Iterable[PostHolding]) -> Sequence[MemberPost]:
    return db.exec(select(MemberPost).where(col(MemberPost.id).in_({each.post_id for each in held}))).all()


def _steps(db: Session, held: Iterable[PostHolding]) -> dict[UUID, list[PostStep]]:
    wanted = select(PostStep).where(col(PostStep.holding_id).in_([each.id for each in held]))
    found: dict[UUID, list[PostStep]] = {}
    for step in db.exec(wanted.order_by(col(PostStep.at), col(PostStep.id))):
        found.setdefault(step.holding_id, []).append(step)
    return found


def _holding_out(
    actor: Actor,
    held: PostHolding,
    post: MemberPost,
    village: Place,
    told: tuple[Sequence[PostStep], Mapping[UUID, str]],
    language: Language,
) -> HoldingOut:
    steps, names = told
    state = HoldingState(held.state)
    return HoldingOut(
        id=held.id,
        version=held.version,
        post_id=post.id,
        post_name=name_of(post, language),
        hamlet=post.scope,
        village_code=village.official_code,
        village_name=village.name,
        person=PersonName(id=held.person_id, name=names[held.person_id]),
        state=state,
        state_label=rules.STATES[state].speak(language),
        proposed_on=local_date(held.proposed_at),
        agreed_on=held.agreed_on,
        since_on=local_date(held.since) if held.since else None,
        until_on=rules.last_day(held.until.astimezone(LOCAL)) if held.until else None,
        pledge=held.pledge,
        letter_signed_on=held.letter_signed_on,
        reason=rules.REASONS[Reason(held.reason)].speak(language) if held.reason else None,
        steps=[
            StepOut(
                at=step.at,
                on=step.on,
                text=rules.DONE[PostMove(step.what)].speak(
                    language, by=names[step.by_id] if step.by_id else THE_SYSTEM.speak(language)
                ),
            )
            for step in steps
        ],
        moves=_offers(actor, held, post, language),
    )


def _offers(actor: Actor, held: PostHolding, post: MemberPost, language: Language) -> list[PostOffer]:
    state = HoldingState(held.state)
    open_to_me = rules.steps_for(
        state, is_secretary=manages(actor, post.village_path), is_person=held.person_id == actor.person_id
    )
    return [
        PostOffer(
            move=step.move,
            label=rules.label_of(state, step.move).speak(language),
            needs=list(step.needs),
            reasons=[
                ReasonLabel(code=reason, label=rules.REASONS[reason].speak(language))
                for reason in rules.reasons_for(state, step.move)
            ],
        )
        for step in open_to_me
    ]
