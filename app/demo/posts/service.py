"""Setting up the posts of a demo village through the doors that a secretary uses; done once, never changed afterwards."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlmodel import Session

from app.core.clock import today
from app.duty.models import MemberPost, PostHolding
from app.duty.posts.models import Reason
from app.duty.posts.records.models import PostRecord
from app.duty.posts.records.rules import quarter_of
from app.duty.posts.records.schemas import RecordIn
from app.duty.posts.records.service import countersign, write_record
from app.duty.posts.rules import TEMPLATES, PostMove
from app.duty.posts.schemas import AlreadyIn, PostIn, PostMoveIn, ProposalIn
from app.duty.posts.service import make_step, propose, set_post
from app.people.actor import SYSTEM, actor_of_person
from app.places.models import Place

_SEED = json.loads((Path(__file__).parents[1] / "seed" / "posts.json").read_text(encoding="utf-8"))
_TEMPLATES = {each.code: each for each in TEMPLATES}
_LETTER_AFTER, _MEETING_BEFORE = timedelta(days=1), timedelta(days=5)


def load_posts(db: Session, village: Place, people: Mapping[str, UUID]) -> None:
    """Load what is missing of a village's posts, holders and records."""
    for seed in _SEED.get(village.official_code, []):
        _load_post(db, village, seed, people)
    for seed in _SEED["records"]:
        holding_id = uuid5(_post_id(village, seed["post"]), seed["key"])
        if db.get(PostHolding, holding_id) is not None:
            _load_record(db, holding_id, seed, people)


def _post_id(village: Place, template: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"urn:buchucun:demo:post:{village.official_code}:{template}")


def _load_post(db: Session, village: Place, seed: Mapping[str, Any], people: Mapping[str, UUID]) -> None:
    post_id, usual = _post_id(village, seed["template"]), _TEMPLATES[seed["template"]]
    if db.get(MemberPost, post_id) is not None:
        return
    asked = PostIn(
        village_code=village.official_code,
        name=seed.get("name", usual.name.zh),
        name_en=seed.get("name_en", usual.name.en),
        kind=usual.kind,
        duties=usual.duties.zh,
        hamlet=seed.get("hamlet"),
        seats=seed["seats"],
    )
    set_post(db, SYSTEM, post_id, asked)
    for each in seed["holders"]:
        _load_holder(db, post_id, each, people[each["key"]])
    for key in seed.get("proposed", []):
        propose(db, actor_of_person(db, people[key]), post_id, ProposalIn(id=uuid5(post_id, key)))


def _load_holder(db: Session, post_id: UUID, seed: Mapping[str, Any], person_id: UUID) -> None:
    since = today() - timedelta(days=seed["days"])
    already = AlreadyIn(
        since_on=since,
        agreed_on=since - _MEETING_BEFORE,
        pledge=seed["pledge"],
        letter_signed_on=since + _LETTER_AFTER,
    )
    held = propose(
        db, SYSTEM, post_id, ProposalIn(id=uuid5(post_id, seed["key"]), person_id=person_id, already=already)
    )
    if "exempt" in seed:
        asked = PostMoveIn(
            id=uuid5(held.id, "end"),
            version=held.version,
            move=PostMove.END,
            on=today() - timedelta(days=seed["exempt"]),
            reason=Reason.EXEMPT,
        )
        make_step(db, SYSTEM, held.id, asked)


def _load_record(db: Session, holding_id: UUID, seed: Mapping[str, Any], people: Mapping[str, UUID]) -> None:
    record_id = uuid5(holding_id, "record")
    if db.get(PostRecord, record_id) is not None:
        return
    asked = RecordIn(id=record_id, quarter=quarter_of(today()), text=seed["text"], place=seed["place"])
    write_record(db, actor_of_person(db, people[seed["by"]]), holding_id, asked)
    if "seen_by" in seed:
        countersign(db, actor_of_person(db, people[seed["seen_by"]]), record_id)
