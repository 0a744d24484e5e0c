"""Making links for calendar programs and taking them back."""

from base64 import urlsafe_b64encode
from datetime import date
from hmac import digest
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.audit.service import record
from app.core.clock import now
from app.core.keys import derived_key
from app.core.problems import Refusal, not_found
from app.duty import queries as duty
from app.duty.feeds import rules
from app.duty.feeds.models import CalendarLink
from app.duty.feeds.schemas import CalendarLinkIn
from app.duty.roster.queries import refuse_strangers
from app.duty.service import refuse_who_draws_up_no_roster
from app.people.actor import Actor
from app.places.queries import village_by_code


def make_link(db: Session, actor: Actor, asked: CalendarLinkIn) -> tuple[CalendarLink, str, bool]:
    """Make a link to one's own turns, or to the village's; gives it, the secret part of its address, and whether it is new.

    The secret follows from the id and the server's key, so that the same asked again gives the same link; only its hash
    is kept.

    Raises:
        Refusal: 403 `not_your_village`; 404 `place_unknown`; 409 `id_taken`, `too_many_links`.

    """
    village = village_by_code(db, asked.village_code)
    refuse_strangers(actor, village)
    assert actor.person_id, "only persons have calendars"
    token = urlsafe_b64encode(digest(derived_key("calendar"), asked.id.bytes, "sha256")).decode().rstrip("=")
    if known := db.get(CalendarLink, asked.id):
        if (known.person_id, known.village_id, known.is_whole) != (actor.person_id, village.id, asked.is_whole):
            raise Refusal(409, "id_taken", "这个编号已经用在另一个链接上。", "This id already stands for another link.")
        return known, token, False
    own = select(func.count()).where(CalendarLink.person_id == actor.person_id, col(CalendarLink.revoked_at).is_(None))
    if db.exec(own).one() >= rules.MOST_LINKS:
        raise Refusal(
            409,
            "too_many_links",
            f"您已经有{rules.MOST_LINKS}个日历链接了，请先收回不用的。",
            f"You have {rules.MOST_LINKS} calendar links already: take back those that you do not use.",
        )
    link = CalendarLink(
        id=asked.id,
        village_id=village.id,
        village_path=village.path,
        person_id=actor.person_id,
        is_whole=asked.is_whole,
        token_hash=rules.token_hash(token),
        made_at=now(),
    )
    db.add(link)
    db.flush()
    data = {"is_whole": asked.is_whole}
    record(db, actor, "calendar_link_made", "place", village.id, place_path=village.path, data=data)
    return link, token, True


def revoke_link(db: Session, actor: Actor, link_id: UUID) -> None:
    """Take a link back: its address answers nothing from now on. Again changes nothing.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`.

    """
    link = db.get(CalendarLink, link_id)
    if link is None or not duty.sees_roster(actor, link.village_path):
        raise not_found()
    if link.person_id != actor.person_id:
        refuse_who_draws_up_no_roster(actor, link.village_path)
    if link.revoked_at is None:
        link.revoked_at, link.revoked_by = now(), actor.person_id
        db.add(link)
        db.flush()
        data = {"is_whole": link.is_whole}
        record(db, actor, "calendar_link_revoked", "place", link.village_id, place_path=link.village_path, data=data)


def note_use(db: Session, link_id: UUID, on: date) -> None:
    """Keep the day on which a link was used last, so that its owner sees which ones are of no use any more."""
    link = db.get(CalendarLink, link_id)
    if link and link.used_on != on:
        link.used_on = on
        db.add(link)
        db.flush()
