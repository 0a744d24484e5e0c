"""Colleagues who ask each other, as tests let them."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from app.core.clock import now
from app.core.problems import Refusal
from app.duty.changing import service as changing
from app.duty.changing.rules import TurnMove
from app.duty.changing.schemas import TurnMoveIn
from app.duty.roster.schemas import RuleIn
from app.duty.roster.service import set_rule
from app.duty.swaps import queries, service
from app.duty.swaps.answers import queries as answers
from app.duty.swaps.answers.schemas import SwapPage, Swaps
from app.duty.swaps.asking.service import ask
from app.duty.swaps.models import ShiftSwap
from app.duty.swaps.rules import SwapMove
from app.duty.swaps.schemas import SwapIn, SwapMoveIn
from app.duty.swaps.watch.queries import ripe
from app.duty.swaps.watch.service import look_after
from app.duty.turns.models import Reason
from app.notices.models import Notice
from app.people.models import Person
from tests.duty.conftest import Scene


def asks(scene: Scene, who: Person, shift_id: UUID, **more: Any) -> UUID:
    """Ask somebody (`person_id`), for a turn of theirs (`for_shift_id`), or everybody."""
    asked = SwapIn.model_validate({"id": uuid4(), "shift_id": shift_id, "reason": Reason.PERSONAL} | more)
    with scene.database.writing() as db:
        return ask(db, scene.actor(db, who), asked).swap.id


def moves(
    scene: Scene,
    who: Person,
    swap_id: UUID,
    move: SwapMove,
    act_id: UUID | None = None,
    on_word_of: Person | None = None,
) -> str:
    """Do one thing with a request, or record what somebody said; gives its state."""
    with scene.database.writing() as db:
        speaker_id = on_word_of.id if on_word_of else None
        asked = SwapMoveIn(id=act_id or uuid4(), move=move, for_person_id=speaker_id)
        return service.act(db, scene.actor(db, who), swap_id, asked).state


def changes(scene: Scene, who: Person, shift_id: UUID, move: TurnMove, **more: Any) -> UUID:
    """What needs nobody's consent; gives the row that stands then."""
    asked = TurnMoveIn.model_validate({"id": uuid4(), "move": move} | more)
    with scene.database.writing() as db:
        return changing.act(db, scene.actor(db, who), shift_id, asked)


def refused_to_ask(scene: Scene, who: Person, shift_id: UUID, **more: Any) -> tuple[int, str]:
    with pytest.raises(Refusal) as said:
        asks(scene, who, shift_id, **more)
    return said.value.status, said.value.code


def refused(
    scene: Scene, who: Person, swap_id: UUID, move: SwapMove, on_word_of: Person | None = None
) -> tuple[int, str]:
    with pytest.raises(Refusal) as said:
        moves(scene, who, swap_id, move, on_word_of=on_word_of)
    return said.value.status, said.value.code


def watched(scene: Scene) -> int:
    """One round of the watch; how many requests it did something with."""
    with scene.database.reading() as db:
        due = ripe(db, now(), 100)
    done = 0
    for swap_id in due:
        with scene.database.writing() as db:
            done += look_after(db, swap_id)
    return done


def page(scene: Scene, who: Person, swap_id: UUID) -> SwapPage:
    with scene.database.reading() as db:
        return answers.page(db, scene.actor(db, who), swap_id, "zh")


def listed(scene: Scene, who: Person) -> Swaps:
    with scene.database.reading() as db:
        return answers.swaps(db, scene.actor(db, who), scene.village, "zh")


def row(scene: Scene, swap_id: UUID) -> ShiftSwap:
    with scene.database.reading() as db:
        return db.get_one(ShiftSwap, swap_id)


def has(scene: Scene, shift_id: UUID) -> str:
    """The name of whoever has a turn now."""
    with scene.database.reading() as db:
        standing = [row for row in queries.chain(db, shift_id) if row.cancelled_at is None]
        return db.get_one(Person, standing[-1].person_id).name if standing else ""


def texts(scene: Scene, person: Person) -> list[str]:
    with scene.database.reading() as db:
        told = select(Notice.text_zh).where(Notice.person_id == person.id, Notice.kind == "shift_swap")
        return list(db.exec(told.order_by(col(Notice.created_at), col(Notice.id))))


def limit(scene: Scene, hours: int) -> None:
    """How long the secretary may object."""
    with scene.database.writing() as db:
        asked = RuleIn(version=0, objection_hours=hours)
        set_rule(db, scene.actor(db, scene.zhang), scene.village, asked)
