"""Letting somebody act for another and ending it, with both sides told."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from sqlmodel import Session, select

from app.catalogue.models import ServiceItem
from app.core.problems import Refusal
from app.core.words import Words
from app.files.queries import own_files
from app.notices.service import hand_on, tell
from app.people.actor import Actor
from app.people.delegations import rules as delegation_rules
from app.people.delegations import service as delegations
from app.people.delegations.schemas import DelegationIn, EndIn
from app.people.models import Basis, Delegation, Person
from app.tickets.told.models import Act
from app.tickets.told.service import tell_of_delegation

# Whoever has just been asked needs no call to be told the answer; of a paper that somebody brought the person may not know.
_ASKED = {Basis.BY_PHONE, Basis.IN_PERSON, Basis.OWN_APP}


def confirm_delegation(db: Session, actor: Actor, principal_id: UUID, asked: DelegationIn) -> tuple[Delegation, bool]:
    """Let someone act for a person, as in `people.delegations`, with what shows it; both sides are told.

    Raises:
        Refusal: 403 `not_yours_to_confirm`; 404 `not_found`; 409 `id_taken`; 422 `bad_delegation`, `unknown_item` or
            `unknown_file`.

    """
    delegation, is_new = delegations.confirm_delegation(db, actor, principal_id, asked)
    if is_new:
        check_items(db, asked.item_codes)
        own_files(db, actor, asked.file_ids)
        tell_of_begin(db, delegation)
    return delegation, is_new


def check_items(db: Session, codes: Sequence[str]) -> None:
    """Refuse items that the catalogue does not have.

    Raises:
        Refusal: 422 `unknown_item`.

    """
    for code in codes:
        if db.exec(select(ServiceItem.id).where(ServiceItem.code == code).limit(1)).first() is None:
            raise Refusal(
                422,
                "unknown_item",
                "清单里没有这一项，请重新选。",
                "The catalogue has no such item: choose again.",
                field="item_codes",
            )


def tell_of_begin(db: Session, delegation: Delegation) -> None:
    """Tell the one who may act now, and the person where nobody has asked him."""
    principal = db.get_one(Person, delegation.principal_id)
    if delegation.replaces_id:
        old = db.get_one(Delegation, delegation.replaces_id)
        if set(delegation.services) >= set(old.services) and not delegation.item_codes:
            hand_on(db, old.id, delegation.id)
    words = Words(
        f"您可以替{principal.name}办事了，到{delegation.until_on:%Y年%m月%d日}为止。每办一件，都会告诉本人。",
        f"You may act for {principal.name} until {delegation.until_on:%d %b %Y}. The person is told of each act.",
    )
    _tell_agent(db, delegation, words, "began")
    if delegation.basis not in _ASKED or delegation.confirmed_by == principal.id:
        tell_of_delegation(db, delegation, Act.BEGAN, delegation.id)


def _tell_agent(db: Session, delegation: Delegation, words: Words, what: str) -> None:
    tell(
        db,
        delegation.agent_id,
        words,
        kind=f"delegation_{what}",
        subject_type="delegation",
        subject_id=str(delegation.id),
        by_sms=True,
        key=f"{delegation.id}:{what}",
    )


def revoke_delegation(db: Session, actor: Actor, delegation_id: UUID, asked: EndIn) -> Delegation:
    """End a delegation and tell the other side; again changes nothing.

    Raises:
        Refusal: 404 `not_found`; 422 `identity_unchecked`.

    """
    delegation = delegations.revoke_delegation(db, actor, delegation_id, asked)
    principal = db.get_one(Person, delegation.principal_id)
    if delegation.revoked_by != delegation.agent_id:
        words = Words(
            f"您替{principal.name}办事到今天为止。没办完的，由本人和村里接着办。",
            f"You no longer act for {principal.name}. What is unfinished goes on with the person and the village.",
        )
        _tell_agent(db, delegation, words, "ended")
    if delegation.revoked_by == delegation.agent_id or asked.reason is delegation_rules.EndReason.FALSE_PAPERS:
        key = uuid5(delegation.id, "ended")
        tell_of_delegation(db, delegation, Act.ENDED, key)
    return delegation
