"""Giving a portrait, another one in its place, and taking it down. The bytes of what is taken down are gone with it."""

from uuid import UUID, uuid4

from sqlmodel import Session, select

from app.audit.service import record
from app.core.clock import now
from app.core.problems import Refusal, not_found
from app.core.words import Words
from app.duty.portraits import queries, rules
from app.duty.portraits.models import Portrait
from app.duty.portraits.schemas import PortraitIn
from app.duty.turns.rules import fingerprint
from app.files import service as files
from app.files.models import FileKind
from app.files.queries import own_files
from app.files.service import Fresh
from app.notices.service import tell
from app.people.actor import SYSTEM, Actor
from app.people.models import Person
from app.people.queries import home_of

_GIVEN = Words(
    "{by}按您的意思，把您的照片放上了公示栏。不想放了，随时可以拿下来。",
    "{by} put your photo on the public board, as you wished. You can take it down at any time.",
)
_REMOVED = Words(
    "{by}把您的照片从公示栏拿下来了。想换一张，随时可以再放。",
    "{by} took your photo down from the public board. You can give another one at any time.",
)


def photo_given(db: Session, actor: Actor, asked: PortraitIn) -> bytes | None:
    """The photo that somebody may give; None when the same was sent before.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`; 409 `id_taken`; 422 `consent_missing`, `no_post_here`, `unknown_file`,
            `not_a_photo`.

    """
    person = _giving(db, actor, asked)
    if _sent_before(db, actor, asked):
        return None
    if not queries.works_at(db, person.id):
        raise Refusal(
            422,
            "no_post_here",
            "公示栏上只放值班和在岗的人的照片，现在不用放。",
            "The board shows photos of those who are on duty or on a post only: there is no need for one now.",
        )
    [file] = own_files(db, actor, [asked.file_id])
    if file.kind != FileKind.PHOTO:
        raise Refusal(422, "not_a_photo", "这不是照片，请换一张。", "This is no photo: choose one.", field="file_id")
    return files.content(db, file.id)


def small(photo: bytes | None) -> Fresh | None:
    """The small picture that the board shows of a photo. It needs no database, so none waits for it."""
    return files.squared(photo, rules.EDGE) if photo else None


def give(db: Session, actor: Actor, asked: PortraitIn, picture: Fresh | None) -> UUID:
    """Put a portrait on the board in the place of an earlier one, and tell whose it is; the same again changes nothing.

    What was uploaded is forgotten, the small picture stays.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`; 409 `id_taken`; 422 `consent_missing`.

    """
    person = _giving(db, actor, asked)
    # Of two that are given at the same moment the later one takes the place of the earlier.
    db.exec(select(Person.id).where(Person.id == person.id).with_for_update(key_share=True)).one()
    if _sent_before(db, actor, asked) or picture is None:
        files.drop(picture)
        return person.id
    assert actor.person_id, "only a person looks after a portrait"
    if earlier := queries.given_by(db, person.id):
        _end(db, actor, earlier)
    portrait = Portrait(
        id=asked.id,
        person_id=person.id,
        file_id=files.store(db, actor, uuid4(), picture).id,
        given_at=now(),
        given_by=actor.person_id,
        fingerprint=_mark(actor, asked),
    )
    db.add(portrait)
    db.flush()
    files.forget(db, asked.file_id)
    _note(db, actor, person, "portrait_given", _GIVEN, portrait.id)
    return person.id


def remove(db: Session, actor: Actor, portrait_id: UUID) -> None:
    """Take a portrait down; nothing of it is left, and its address answers 404 from now on. Again changes nothing.

    Raises:
        Refusal: 404 `not_found`.

    """
    portrait = db.exec(select(Portrait).where(Portrait.id == portrait_id).with_for_update()).first()
    if portrait is None or not queries.looks_after(db, actor, portrait.person_id):
        raise not_found()
    if portrait.ended_at is None:
        _end(db, actor, portrait)
        _note(db, actor, db.get_one(Person, portrait.person_id), "portrait_removed", _REMOVED, portrait.id)


def forget_portraits_of_those_who_left(db: Session) -> None:
    """Take down what nothing needs any more: who comes back to a post later may give another one."""
    for portrait in queries.of_those_who_left(db):
        _end(db, SYSTEM, portrait)


def _giving(db: Session, actor: Actor, asked: PortraitIn) -> Person:
    """Whose portrait it is: one's own, or that of somebody who said yes to his secretary."""
    if actor.person_id is None:
        raise Refusal(
            403, "persons_only", "只有登录的人才能放照片。", "Only a person who is signed in may give a photo."
        )
    person = queries.subject(db, actor, asked.person_id or actor.person_id)
    if person.id != actor.person_id and not asked.has_agreed:
        raise Refusal(
            422,
            "consent_missing",
            "要他本人同意才能放。请先问他，他答应了再打勾。",
            "It needs the person's own word: ask first, and tick it when the answer is yes.",
            field="has_agreed",
        )
    return person


def _mark(actor: Actor, asked: PortraitIn) -> str:
    return fingerprint(asked.model_dump(mode="json"), actor.person_id)


def _sent_before(db: Session, actor: Actor, asked: PortraitIn) -> bool:
    known = db.get(Portrait, asked.id)
    if known is not None and known.fingerprint != _mark(actor, asked):
        raise Refusal(
            409,
            "id_taken",
            "这个编号已经用在另一张照片上，请重新选一次。",
            "This id already stands for another photo: choose it again.",
        )
    return known is not None


def _end(db: Session, actor: Actor, portrait: Portrait) -> None:
    file_id = portrait.file_id
    portrait.file_id, portrait.ended_at, portrait.ended_by = None, now(), actor.person_id
    db.add(portrait)
    db.flush()
    if file_id:
        files.forget(db, file_id)


def _note(db: Session, actor: Actor, person: Person, what: str, words: Words, portrait_id: UUID) -> None:
    """Keep that it was done and by whom, and tell the person what somebody else did."""
    for_him = person.id != actor.person_id
    record(db, actor, what, "person", person.id, place_path=home_of(db, person), data={"for_him": for_him})
    if for_him:
        told = Words(words.zh.format(by=actor.name), words.en.format(by=actor.name))
        key = f"{what}:{portrait_id}"
        tell(db, person.id, told, kind=what, subject_type="portrait", subject_id=str(portrait_id), key=key)
