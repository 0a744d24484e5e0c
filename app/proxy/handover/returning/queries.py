"""Reading whether whoever goes was there at all, and whether he is back."""

from datetime import datetime

from sqlmodel import Session

from app.core.problems import Refusal
from app.duty.models import ShiftKind
from app.duty.presence.queries import away_between, there
from app.duty.queries import turns_between
from app.duty.rules import Turn
from app.people.models import Person
from app.proxy.handover.models import Handover


def was_away(db: Session, turn: Turn) -> bool:
    """Whether nobody sat in a turn, since its person was on leave."""
    return bool(away_between(db, turn.village_id, [turn.person_id], turn.starts_at, turn.ends_at))


def is_back(db: Session, note: Handover, at: datetime) -> bool:
    """Whether whoever gave a note has been on duty again since: all of it lies before him, so nothing has to go over."""
    since = there(db, note.village_id, turns_between(db, note.village_id, note.ends_at, at))
    own = (turn for turn in since if turn.person_id == note.giver_id and turn.kind is ShiftKind.DUTY)
    return any(note.ends_at <= turn.starts_at <= at for turn in own)


def refuse_if_back(db: Session, note: Handover, at: datetime) -> None:
    """Nobody takes from whoever is on duty himself again.

    Raises:
        Refusal: 409 `giver_is_back`.

    """
    if is_back(db, note, at):
        name = db.get_one(Person, note.giver_id).name
        raise Refusal(
            409,
            "giver_is_back",
            f"{name}自己又值班了，事情都在他手里，这一份不用接了。",
            f"{name} has been on duty again since and has all of it: nothing to accept.",
        )
