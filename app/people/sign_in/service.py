"""Acts of signing in: asking for a code, trying a code or a paper card, making cards.

A try that fails has to be counted, so the acts that try something return their refusal instead of raising it: the
transaction commits, and the route raises what came back.
"""

import secrets
from datetime import timedelta
from hmac import compare_digest
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from app.audit.service import record
from app.core.clock import now, today
from app.core.keys import derived_key
from app.core.problems import Refusal
from app.people import queries as people
from app.people.actor import Actor, ActorKind
from app.people.models import Means, Person
from app.people.sessions.service import Opened, end_sessions, open_session, refuse_sign_in
from app.people.sign_in import rules
from app.people.sign_in.models import CodeRequest, PaperCard
from app.people.sign_in.queries import code_key
from app.people.sign_in.schemas import CardIn, CodeIn

# --- One-time codes -------------------------------------------------------------------------------------------------


class AskedCode(NamedTuple):
    """A code request, and whether there is somebody to send the code to."""

    request: CodeRequest
    is_known: bool


def ask_code(db: Session, phone: str, ip: str | None) -> AskedCode:
    """Prepare a code for a phone; older codes of this phone end. The caller sends it after the commit.

    Raises:
        Refusal: 429 `too_many_codes` or `too_many_tries`, with `retry_after` in seconds.

    """
    at, index = now(), people.phone_index(phone)
    # The rows of this phone's owners are the lock that lets parallel asks count each other.
    owned = select(Person.id).where(people.has_phone(phone)).order_by(col(Person.id))
    owners = db.exec(owned.with_for_update()).all()
    still_open = col(CodeRequest.phone_index) == index, col(CodeRequest.expires_at) > at
    db.execute(update(CodeRequest).where(*still_open).values(expires_at=at))
    lately = db.exec(
        select(CodeRequest).where(CodeRequest.phone_index == index, CodeRequest.created_at > at - rules.DAY)
    ).all()
    wait = rules.wait_before_asking([each.created_at for each in lately], at)
    if wait > timedelta(0):
        raise Refusal(
            429,
            "too_many_codes",
            "短信码要得太勤了，请稍等一会儿再要，或者请值班干部帮忙。",
            "Too many codes: wait a little, or ask the member on duty for help.",
            retry_after=int(wait.total_seconds()) + 1,
        )
    allowed = rules.tries_left_today(sum(each.tries - (each.used_at is not None) for each in lately))
    if not allowed:
        first = min(each.created_at for each in lately if each.tries)
        raise too_many_tries(first + rules.DAY - at)
    request = CodeRequest(
        id=uuid4(), phone_index=index, created_at=at, expires_at=at + rules.CODE_LASTS, allowed=allowed, ip=ip
    )
    db.add(request)
    db.flush()
    return AskedCode(request, is_known=bool(owners))


def sign_in_with_code(db: Session, asked: CodeIn) -> Opened | Refusal:
    """Sign in with a code; it works once, for five minutes and five tries, as long as it is the phone's newest.

    A phone that several people share is answered with 409 `which_person` and their names; the code stays good.
    """
    # One statement counts and checks the limit: however many guesses arrive at once, five are compared.
    counted = (
        update(CodeRequest)
        .where(
            col(CodeRequest.id) == asked.request_id,
            col(CodeRequest.tries) < CodeRequest.allowed,
            col(CodeRequest.used_at).is_(None),
            col(CodeRequest.expires_at) > now(),
        )
        .values(tries=CodeRequest.tries + 1)
        .returning(col(CodeRequest.phone_index), col(CodeRequest.tries), col(CodeRequest.allowed))
    )
    row = db.execute(counted, execution_options={"synchronize_session": False}).one_or_none()
    if row is None:
        return Refusal(
            409, "code_over", "这个短信码已经不能用了，请重新要一个。", "This code is over: ask for a new one."
        )
    index, tries, allowed = row
    owners = db.exec(select(Person).where(Person.phone_index == index).order_by(col(Person.name), col(Person.id))).all()
    if not owners:
        return _wrong_code()
    if not compare_digest(rules.code_of(code_key(), asked.request_id), asked.code):
        refuse_sign_in(db, owners[0].id, Means.CODE, locked=tries == allowed)
        return _wrong_code()
    if len(owners) > 1 and asked.person_id is None:
        names = [{"person_id": str(each.id), "name": each.name} for each in owners]
        return Refusal(
            409,
            "which_person",
            "这个号码有几个人在用，您是哪一位？",
            "Several people use this phone: which one are you?",
            persons=names,
        )
    chosen = [each for each in owners if asked.person_id in {None, each.id}]
    if not chosen:
        return _wrong_code()
    db.execute(update(CodeRequest).where(col(CodeRequest.id) == asked.request_id).values(used_at=now()))
    return open_session(db, chosen[0], Means.CODE, shared_phone=asked.shared_phone)


def _wrong_code() -> Refusal:
    return Refusal(401, "wrong_code", "短信码不对，请再看一遍。", "This code is not right: look at it again.")


def too_many_tries(wait: timedelta) -> Refusal:
    """What somebody hears who tried too often."""
    return Refusal(
        429,
        "too_many_tries",
        "输错的次数太多了，请过一会儿再试，或者请值班干部帮忙。",
        "Too many wrong tries: try again later, or ask the member on duty for help.",
        retry_after=int(wait.total_seconds()) + 1,
    )


# --- Paper cards ----------------------------------------------------------------------------------------------------


def issue_card(db: Session, actor: Actor, person_id: UUID) -> tuple[PaperCard, str]:
    """Make a card for a villager; older cards, and what was signed in with them, end. The digits are told this once.

    Raises:
        Refusal: 403 `not_your_village`; 404 `not_found`.

    """
    person = _person_of_my_village(db, actor, person_id)
    revoke_cards(db, actor, person.id)
    card_no, code = f"{secrets.randbelow(10**10):010}", f"{secrets.randbelow(10**6):06}"
    card = PaperCard(
        card_no=card_no,
        person_id=person.id,
        code_digest=rules.digest_of_card(derived_key("paper-card"), card_no, code),
        issued_by=actor.person_id,
        issued_at=now(),
        expires_on=today() + rules.CARD_LASTS,
    )
    db.add(card)
    db.flush()
    record(db, actor, "card_issued", "person", person.id, place_path=person.village_path or "")
    return card, code


def revoke_cards(db: Session, actor: Actor, person_id: UUID) -> None:
    """End a villager's cards, for instance when one was lost, and whatever was signed in with them.

    Raises:
        Refusal: 403 `not_your_village`; 404 `not_found`.

    """
    person = _person_of_my_village(db, actor, person_id)
    good = col(PaperCard.person_id) == person.id, col(PaperCard.revoked_at).is_(None)
    ended = update(PaperCard).where(*good).values(revoked_at=now()).returning(col(PaperCard.id))
    if db.execute(ended).all():
        record(db, actor, "cards_revoked", "person", person.id, place_path=person.village_path or "")
    end_sessions(db, person.id, "card_revoked", Means.CARD)


def _person_of_my_village(db: Session, actor: Actor, person_id: UUID) -> Person:
    person = people.person(db, actor, person_id)
    if actor.kind is not ActorKind.SYSTEM and not people.is_staff_of(actor, person.village_path):
        raise Refusal(
            403, "not_your_village", "卡片由本村的值班干部来办。", "Staff of the person's own village do this."
        )
    return person


def sign_in_with_card(db: Session, asked: CardIn) -> Opened | Refusal:
    """Sign in with a paper card; after five wrong tries in a row it stays locked until a cadre makes a new one."""
    good = (
        col(PaperCard.card_no) == asked.card_no,
        col(PaperCard.revoked_at).is_(None),
        col(PaperCard.expires_on) >= today(),
    )
    counted = (
        update(PaperCard).where(*good, col(PaperCard.tries) < rules.TRIES_A_CARD).values(tries=PaperCard.tries + 1)
    )
    card_id = db.execute(
        counted.returning(col(PaperCard.id)), execution_options={"synchronize_session": False}
    ).scalar_one_or_none()
    if card_id is None:
        if db.exec(select(PaperCard.id).where(*good)).first():
            return Refusal(
                403,
                "card_locked",
                "这张卡试错的次数太多了，请找值班干部换一张。",
                "Too many wrong tries: ask the member on duty for a new card.",
            )
        return _wrong_card()
    card = db.get_one(PaperCard, card_id, populate_existing=True)
    digest = rules.digest_of_card(derived_key("paper-card"), asked.card_no, asked.code)
    if not compare_digest(card.code_digest, digest):
        refuse_sign_in(db, card.person_id, Means.CARD, locked=card.tries == rules.TRIES_A_CARD)
        return _wrong_card()
    card.tries = 0
    db.add(card)
    return open_session(db, db.get_one(Person, card.person_id), Means.CARD, shared_phone=asked.shared_phone)


def _wrong_card() -> Refusal:
    return Refusal(
        401,
        "wrong_card",
        "卡号或者卡上的数字不对，请再看一遍。",
        "The card's number or digits are not right: look again.",
    )


def forget_old_requests(db: Session) -> None:
    """Delete code requests that count for no limit any more: they hold addresses."""
    db.execute(delete(CodeRequest).where(col(CodeRequest.created_at) < now() - 2 * rules.DAY))
