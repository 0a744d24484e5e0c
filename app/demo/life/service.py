"""Replaying the demo's stories: each is sent and moved by the people whose turn it is, at the hour it tells."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlmodel import Session, select

from app.core.clock import LOCAL, now, replay, today
from app.core.db import Database
from app.core.problems import Refusal
from app.demo.life.rules import plausible
from app.people.actor import Actor, Role, actor_of_person
from app.people.models import Person
from app.proxy.authorisation.giving.service import give
from app.proxy.authorisation.models import Signed
from app.proxy.authorisation.rules import usual_end, usual_powers
from app.proxy.authorisation.schemas import AuthorisationIn
from app.proxy.custody import service as custody
from app.proxy.custody.schemas import CustodyIn
from app.tickets import queries, rules
from app.tickets.intake.schemas import Beneficiary, Consent, TicketIn
from app.tickets.intake.service import submit
from app.tickets.kinds.authorisation import GRANTABLE, is_needed
from app.tickets.kinds.workflow import Move, Service
from app.tickets.models import Ticket
from app.tickets.queries import Loaded
from app.tickets.schemas import MoveIn, OnBehalf
from app.tickets.service import make_move

_STORIES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "seed" / "stories.json").read_text(encoding="utf-8")
)


def before_all(at: datetime) -> datetime:
    """A day before the earliest story, told from an instant on."""
    return at - timedelta(days=1 + max(story["days_ago"] for story in _STORIES))


def live(database: Database, ids: Mapping[str, UUID]) -> int:
    """Replay a fortnight in a county that has no ticket yet; gives the number of tickets. `ids` are the demo people's."""
    with database.reading() as db:
        if db.exec(select(Ticket.id).limit(1)).first() is not None:
            return 0
    for story in _STORIES:
        begin = datetime.combine(today() - timedelta(days=story["days_ago"]), time.fromisoformat(story["at"]), LOCAL)
        _tell(database, story, min(begin, now()), ids)
    return len(_STORIES)


def _tell(database: Database, story: Mapping[str, Any], begin: datetime, ids: Mapping[str, UUID]) -> None:
    ticket_id = uuid5(NAMESPACE_URL, f"urn:buchucun:demo:{story['who']}:{story['days_ago']}:{story['at']}")
    with replay(begin), database.writing() as db:
        helped = db.get_one(Person, ids[story["who"]])
        staff = queries.staff_at(db, helped.village_path or "", Role.DUTY_CADRE)
        asked = TicketIn(
            id=ticket_id,
            service=story["service"],
            village_code=helped.village_code or "",
            channel="walk_in",
            beneficiary=Beneficiary(person_id=helped.id),
            item_code=story.get("item"),
            details=_dated(story.get("details", {}), begin.date()),
            consents=[Consent(purpose="health", text_version="v1", how="spoken")],
            identity_checked="known_in_person",
        )
        submit(db, actor_of_person(db, staff[0].id), asked)
    at = begin
    for step in range(story["steps"]):
        # One step each working morning or afternoon, never later than now.
        at = min(at + timedelta(hours=3 if step % 2 == 0 else 21), now())
        with replay(at), database.writing() as db:
            if not _step(db, ticket_id, ids):
                return


def _dated(details: Mapping[str, Any], begin: date) -> dict[str, Any]:
    """A story's dates are told as days from its begin."""
    return {
        name: (begin + timedelta(days=int(value))).isoformat() if isinstance(value, str) and value[:1] == "+" else value
        for name, value in details.items()
    }


def _step(db: Session, ticket_id: UUID, ids: Mapping[str, UUID]) -> bool:
    """Make the likeliest next move, by whoever may make it; false when nobody can."""
    ticket = db.get_one(Ticket, ticket_id)
    staff = [person.id for person in queries.staff_at(db, ticket.place_path)]
    for person_id in (*staff, ids["zhou"], ticket.beneficiary_id):
        actor = actor_of_person(db, person_id)
        if move := _main_move(db, actor, ticket):
            return _make(db, actor, ticket, move, str(staff[0]))
    return False


def _main_move(db: Session, actor: Actor, ticket: Ticket) -> Move | None:
    loaded, here = queries.loaded(db, ticket), rules.sides(actor, ticket)
    if not here:
        return None
    facts = loaded.facts(here, actor.person_id, {}, now())
    offers = rules.open_moves(loaded.kind, facts, rated=False, handled=False)
    return next((offer.move for offer in offers if offer.move.main and offer.move.door is None), None)


def _sign(db: Session, actor: Actor, ticket: Ticket, loaded: Loaded) -> None:
    """The sheet that is signed before the village acts: every third villager signs with a finger, before a neighbour."""
    assert actor.person_id is not None, "people live these stories"
    staff = [
        person for person in queries.staff_at(db, ticket.place_path, Role.DUTY_CADRE) if person.id != actor.person_id
    ]
    by_finger = int(ticket.ticket_no[-4:]) % 3 == 0
    give(
        db,
        actor,
        AuthorisationIn(
            id=uuid5(ticket.id, "authorisation"),
            ticket_id=ticket.id,
            agent_id=actor.person_id,
            backup_agent_id=staff[0].id if staff else None,
            powers=[power for power in GRANTABLE if power in usual_powers(loaded.item)],
            until_on=usual_end(today()),
            signed=Signed.FINGERPRINT if by_finger else Signed.SIGNATURE,
            cannot_read=by_finger,
            read_aloud=by_finger,
            witness_name="李大嫂" if by_finger else None,
            paper_filed=True,
            on_behalf=OnBehalf(identity_checked="known_in_person"),
        ),
    )


# What happens to the originals of an errand just before a step; at each act it says how the other side confirmed.
_CARRIED: dict[str, tuple[dict[str, Any], ...]] = {
    "accept": ({"kind": "received", "way": "witness", "witness": "李大嫂"},),
    "lodge": ({"kind": "lodged", "window": "石桥镇便民服务中心 4 号窗口", "slip": "周敏"},),
    "deliver": ({"kind": "picked_up"}, {"kind": "returned", "way": "witness", "witness": "李大嫂"}),
}
_TRAVELS = {"hukou_book", "tree_right"}  # What the offices of these stories want to see themselves.


def _carry(db: Session, actor: Actor, ticket: Ticket, told: Mapping[str, Any]) -> None:
    papers = [{"code": m["code"]} for m in ticket.details.get("materials", ()) if m["code"] in _TRAVELS]
    if papers and ticket.service == Service.ERRAND:
        act_id = uuid5(ticket.id, f"custody:{told['kind']}")
        custody.act(db, actor, CustodyIn(id=act_id, ticket_id=ticket.id, papers=papers, **told))


def _make(db: Session, actor: Actor, ticket: Ticket, move: Move, staff_id: str) -> bool:
    loaded = queries.loaded(db, ticket)
    facts = loaded.facts(rules.sides(actor, ticket), actor.person_id, {}, now())
    if move.name == "accept" and is_needed(facts) and ticket.service == Service.ERRAND:
        _sign(db, actor, ticket, loaded)
    data = {need.name: plausible(need, ticket.details, now(), staff_id=staff_id) for need in move.asks(facts)}
    asked = MoveIn(
        id=uuid5(ticket.id, f"{move.name}:{ticket.version}"),
        move=move.name,
        version=ticket.version,
        data={name: value for name, value in data.items() if value not in (None, "", [])},
        on_behalf=OnBehalf(identity_checked="known_in_person"),
    )
    try:
        for act in _CARRIED.get(move.name, ()):
            _carry(db, actor, ticket, act)
        make_move(db, actor, ticket.id, asked)
    except Refusal:
        # A story that the rules do not let go on stays where it is, as it would in life.
        return False
    return True
