"""Acts on posts: setting one up, and each step of a person towards it and away from it."""

from datetime import date
from uuid import UUID, uuid5

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.core.clock import local_date, now, today
from app.core.problems import Refusal
from app.duty.models import HoldingState, MemberPost, PostHolding
from app.duty.posts import rules
from app.duty.posts.log.service import note_step, record_change, sent_before
from app.duty.posts.models import Reason
from app.duty.posts.news.service import tell_person, tell_secretaries
from app.duty.posts.rules import Need, PostMove
from app.duty.posts.schemas import AlreadyIn, PostIn, PostMoveIn, ProposalIn
from app.duty.posts.sight.queries import holding_in_sight, manages, may_hold, post_in_sight
from app.duty.turns.rules import fingerprint
from app.people.actor import Actor
from app.people.texts.rules import refuse_forbidden_text
from app.places.models import Place
from app.places.queries import village_by_code

_SEATED = (HoldingState.AGREED, HoldingState.ON_POST, HoldingState.SUSPENDED)


def set_post(db: Session, actor: Actor, post_id: UUID, asked: PostIn) -> MemberPost:
    """Set up a post in a village, or change what it is; the same again changes nothing.

    Raises:
        Refusal: 403 `not_your_role`; 404 `place_unknown`; 409 `id_taken`, `post_is_closed`; 422 a forbidden text.

    """
    village = village_by_code(db, asked.village_code)
    refuse_who_keeps_no_posts(actor, village.path)
    refuse_forbidden_text(asked.duties)
    post = db.exec(select(MemberPost).where(MemberPost.id == post_id).with_for_update()).first()
    if post is None:
        post = MemberPost(id=post_id, village_id=village.id, village_path=village.path, name_zh="", name_en="")
    if post.village_id != village.id:
        raise Refusal(409, "id_taken", "这个编号是别的村的岗位。", "This id stands for another village's post.")
    _refuse_closed(post)
    post.name_zh, post.name_en = asked.name, asked.name_en or asked.name
    post.kind, post.duties, post.scope, post.seats = asked.kind, asked.duties, asked.hamlet, asked.seats
    _add_once(db, post)
    record_change(db, post, "post_set")
    return post


def close_post(db: Session, actor: Actor, post_id: UUID) -> MemberPost:
    """Close a post; whoever is on it, or on the way to it, leaves it with today. Again changes nothing.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`.

    """
    post_in_sight(db, actor, post_id)
    post = db.exec(select(MemberPost).where(MemberPost.id == post_id).with_for_update()).one()
    refuse_who_keeps_no_posts(actor, post.village_path)
    if post.closed_at:
        return post
    post.closed_at = now()
    db.add(post)
    held = select(PostHolding).where(PostHolding.post_id == post.id, col(PostHolding.until).is_(None))
    for holding in db.exec(held.with_for_update()).all():
        _end(holding, today(), Reason.POST_CLOSED)
        step_id = uuid5(holding.id, "post_closed")
        note_step(db, actor, holding, PostMove.END, step_id, on=today(), mark="")
        tell_person(db, actor, post, holding, PostMove.END, step_id)
    db.flush()
    record_change(db, post, "post_closed")
    return post


def propose(db: Session, actor: Actor, post_id: UUID, asked: ProposalIn) -> PostHolding:
    """Put a name forward: one's own, or as secretary anybody's of the village, which is the branch's nomination.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`; 409 `id_taken`, `post_is_closed`, `already_on_the_list`, `post_full`;
            422 `not_of_the_village`, `bad_day` or a forbidden text.

    """
    post_in_sight(db, actor, post_id)
    post = db.exec(select(MemberPost).where(MemberPost.id == post_id).with_for_update()).one()
    village = db.get_one(Place, post.village_id)
    person_id = asked.person_id or actor.person_id
    if person_id is None or person_id != actor.person_id or asked.already:
        refuse_who_keeps_no_posts(actor, post.village_path)
    mark = fingerprint([str(post_id), asked.model_dump(mode="json")], actor.person_id)
    if known := sent_before(db, asked.id, mark):
        return db.get_one(PostHolding, known.holding_id)
    _refuse_closed(post)
    if person_id is None or not may_hold(db, person_id, village):
        raise Refusal(
            422,
            "not_of_the_village",
            "只能是本村的人，请先登记他。",
            "Only somebody of the village: register the person first.",
            field="person_id",
        )
    nominated = manages(actor, post.village_path)
    holding = PostHolding(
        id=asked.id,
        post_id=post.id,
        person_id=person_id,
        state=HoldingState.NOMINATED if nominated else HoldingState.PROPOSED,
        proposed_at=now(),
        proposed_by=actor.person_id,
    )
    if asked.already:
        _put_on(db, post, holding, asked.already)
    _add_once(db, holding)
    move = PostMove.TAKE_UP if asked.already else PostMove.NOMINATE if nominated else PostMove.PROPOSE
    on = asked.already.since_on if asked.already else None
    note_step(db, actor, holding, move, asked.id, on=on, mark=mark)
    record_change(db, post, "post_step_made", move)
    tell_person(db, actor, post, holding, move, asked.id)
    if move is PostMove.PROPOSE:
        tell_secretaries(db, actor, post, village, asked.id)
    return holding


def make_step(db: Session, actor: Actor, holding_id: UUID, asked: PostMoveIn) -> PostHolding:
    """Take one step with a holding; the same again changes nothing.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`; 409 `id_taken`, `stale`, `not_from_here`, `post_full`;
            422 `something_missing`, `bad_day` or a forbidden text.

    """
    holding, post = holding_in_sight(db, actor, holding_id)
    mark = fingerprint([str(holding_id), asked.model_dump(mode="json")], actor.person_id)
    if sent_before(db, asked.id, mark):
        return holding
    db.exec(select(MemberPost.id).where(MemberPost.id == post.id).with_for_update()).one()
    db.refresh(holding, with_for_update=True)
    _refuse_not_open(actor, post, holding, asked)
    on = asked.on or today()
    step = rules.step_of(HoldingState(holding.state), asked.move)
    assert step is not None
    _refuse_missing(holding, asked, step.needs)
    _refuse_bad_day(holding, asked, on)
    holding.reason = None
    if asked.move is PostMove.AGREE:
        refuse_full(db, post)
        holding.agreed_on = on
    elif asked.move is PostMove.TAKE_UP:
        holding.since, holding.pledge = rules.begin_of(on, now()), asked.pledge
        holding.letter_signed_on = asked.letter_signed_on
    elif asked.move is PostMove.SUSPEND:
        holding.reason = asked.reason
    holding.state = step.to
    if step.to is HoldingState.ENDED:
        _end(holding, on, asked.reason or Reason.OWN_WISH)
    holding.version += 1
    db.add(holding)
    db.flush()
    day = on if Need.ON in step.needs else None
    note_step(db, actor, holding, asked.move, asked.id, on=day, mark=mark)
    record_change(db, post, "post_step_made", asked.move)
    tell_person(db, actor, post, holding, asked.move, asked.id)
    return holding


def refuse_who_keeps_no_posts(actor: Actor, village_path: str) -> None:
    """Only the secretary of a village looks after its posts.

    Raises:
        Refusal: 403 `not_your_role`.

    """
    if not manages(actor, village_path):
        raise Refusal(
            403,
            "not_your_role",
            "岗位由本村书记来管，请找书记。",
            "The village secretary looks after the posts: ask the secretary.",
        )


def refuse_full(db: Session, post: MemberPost) -> None:
    """Refuse one more on a post all of whose seats are taken.

    Raises:
        Refusal: 409 `post_full`.

    """
    taken = select(PostHolding.id).where(PostHolding.post_id == post.id, col(PostHolding.state).in_(_SEATED))
    if post.seats is not None and len(db.exec(taken).all()) >= post.seats:
        raise Refusal(
            409,
            "post_full",
            f"这个岗位定了{post.seats}人，已经满了。要加人，先改岗位的人数。",
            f"This post is for {post.seats} and has them: raise the number first.",
        )


def _put_on(db: Session, post: MemberPost, holding: PostHolding, already: AlreadyIn) -> None:
    """Enter somebody who is on the post since an earlier day."""
    days = [already.agreed_on, already.letter_signed_on, already.since_on]
    if not all(rules.EARLIEST <= day <= today() for day in days if day) or (already.agreed_on or already.since_on) > (
        already.since_on
    ):
        raise _bad_day()
    refuse_forbidden_text(already.pledge)
    refuse_full(db, post)
    holding.state, holding.agreed_on = HoldingState.ON_POST, already.agreed_on
    holding.since = rules.begin_of(already.since_on, now())
    holding.pledge, holding.letter_signed_on = already.pledge, already.letter_signed_on


def _refuse_not_open(actor: Actor, post: MemberPost, holding: PostHolding, asked: PostMoveIn) -> None:
    """The state first, then the role: whoever looks at an older page learns that, and not that it is none of theirs."""
    if asked.version != holding.version:
        raise Refusal(
            409,
            "stale",
            "这件事刚刚有人办过，请看一下最新的。您填的内容没有丢。",
            "Somebody has just taken a step here: look at it as it is now. What you entered is not lost.",
            current=holding.version,
        )
    state, mine = HoldingState(holding.state), holding.person_id == actor.person_id
    secretary = manages(actor, post.village_path)
    open_to_me = [step.move for step in rules.steps_for(state, is_secretary=secretary, is_person=mine)]
    if asked.move in open_to_me:
        return
    if rules.step_of(state, asked.move) is None and (secretary or mine):
        raise Refusal(
            409,
            "not_from_here",
            "现在不能办这一步，请刷新看看到了哪一步。",
            "This step does not lead on from here: refresh to see how things stand.",
            moves=open_to_me,
        )
    raise Refusal(403, "not_your_role", "这一步由书记来办。", "This step is the secretary's.")


def _refuse_missing(holding: PostHolding, asked: PostMoveIn, needs: tuple[Need, ...]) -> None:
    if Need.PLEDGE in needs and not asked.pledge:
        raise _missing("pledge", "请写下承诺的话。", "Write down what is pledged.")
    refuse_forbidden_text(asked.pledge)
    if Need.REASON in needs and asked.reason not in rules.reasons_for(HoldingState(holding.state), asked.move):
        raise _missing("reason", "请选一个原因。", "Choose one of the reasons.")


def _refuse_bad_day(holding: PostHolding, asked: PostMoveIn, on: date) -> None:
    """Nothing lies ahead; nobody is on a post before the meeting agreed, and nobody leaves it before that."""
    first = rules.EARLIEST
    if asked.move is PostMove.TAKE_UP and holding.agreed_on:
        first = holding.agreed_on
    if asked.move is PostMove.END and holding.since:
        first = local_date(holding.since)
    signed = asked.letter_signed_on
    if not first <= on <= today() or (signed and not rules.EARLIEST <= signed <= today()):
        raise _bad_day()


def _bad_day() -> Refusal:
    return Refusal(
        422,
        "bad_day",
        "日期不对：不能在今天以后，上岗不能早于会议通过，离岗不能早于上岗。",
        "The day is wrong: not ahead, nobody is on a post before the meeting agreed, nor leaves it before.",
        field="on",
    )


def _missing(field: str, zh: str, en: str) -> Refusal:
    return Refusal(422, "something_missing", zh, en, missing=[field])


def _refuse_closed(post: MemberPost) -> None:
    if post.closed_at:
        raise Refusal(409, "post_is_closed", "这个岗位已经撤销了。", "This post was closed.")


def _end(holding: PostHolding, on: date, reason: Reason) -> None:
    holding.state, holding.reason = HoldingState.ENDED, reason
    until = rules.end_of(on, now())
    # Who came and went on one day was on the post until now.
    holding.until = max(until, holding.since) if holding.since else until


def _add_once(db: Session, row: MemberPost | PostHolding) -> None:
    """Add a row, unless another request was first."""
    try:
        with db.begin_nested():
            db.add(row)
    except IntegrityError as taken:
        raise Refusal(
            409,
            "already_on_the_list",
            "他已经在这个岗位的名单上了。",
            "That person is on the list for this post already.",
        ) from taken
