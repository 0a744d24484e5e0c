"""Sessions in the tables: how long they last, how they are renewed and how they end."""

import threading
import time
from datetime import timedelta
from uuid import UUID, uuid4

import time_machine
from sqlmodel import Session, col, select

from app.core.clock import now
from app.core.keys import derived_key
from app.core.problems import Refusal
from app.people.models import DeviceSession, Means, Person
from app.people.rules import seal_refresh
from app.people.sessions import service as sessions
from tests.people.conftest import County
from tests.people.threads import at_once


def _refresh(county: County, session_id: UUID, serial: int) -> int | str:
    with county.database.writing() as db:
        opened = sessions.refresh_session(db, seal_refresh(derived_key("refresh-token"), session_id, serial))
    return opened.code if isinstance(opened, Refusal) else opened.serial


def _open(county: County, person: Person, means: Means = Means.CODE) -> UUID:
    with county.database.writing() as db:
        return sessions.open_session(db, person, means, shared_phone=False).session.id


def test_a_phone_that_refreshes_stays_signed_in_until_the_session_is_over(county: County) -> None:
    start, serial = now(), 1
    session_id = _open(county, county.wang)
    for days in (50, 100, 150):
        with time_machine.travel(start + timedelta(days=days), tick=False):
            assert _refresh(county, session_id, serial) == serial + 1
        serial += 1
    with time_machine.travel(start + timedelta(days=181), tick=False):
        assert _refresh(county, session_id, serial) == "sign_in_again"


def test_a_phone_that_nobody_used_for_long_is_signed_out(county: County) -> None:
    session_id = _open(county, county.li, Means.PASSWORD)
    with time_machine.travel(now() + timedelta(hours=12), tick=False):
        assert _refresh(county, session_id, 1) == "sign_in_again"


def test_a_token_seen_twice_ends_the_session_for_good(county: County) -> None:
    session_id = _open(county, county.wang)
    for minutes, presented, answer in ((0, 1, 2), (15, 2, 3), (30, 1, "sign_in_again"), (30, 3, "sign_in_again")):
        with time_machine.travel(now() + timedelta(minutes=minutes), tick=False):
            assert _refresh(county, session_id, presented) == answer
    with county.database.reading() as db:
        assert db.get_one(DeviceSession, session_id).why == "token_seen_twice"


def test_parallel_refreshes_with_one_token_get_the_same_next_one(county: County) -> None:
    session_id = _open(county, county.wang)
    assert at_once(12, lambda: _refresh(county, session_id, 1)) == [2] * 12
    assert _refresh(county, session_id, 2) == 3


def test_owner_and_thief_who_refresh_at_the_same_moment_are_told_apart(county: County) -> None:
    session_id = _open(county, county.wang)
    assert _refresh(county, session_id, 1) == 2
    key, found = derived_key("refresh-token"), []
    other = threading.Thread(target=lambda: found.append(_refresh(county, session_id, 2)))
    with time_machine.travel(now() + timedelta(minutes=15), tick=True):
        with county.database.writing() as db:
            opened = sessions.refresh_session(db, seal_refresh(key, session_id, 1))
            other.start()
            # Time enough for the other one to read the row, were it not locked.
            time.sleep(0.3)
        other.join()
    assert isinstance(opened, sessions.Opened)
    assert (opened.serial, found) == (3, ["sign_in_again"])


def test_a_token_that_is_not_ours_or_of_no_session_refreshes_nothing(county: County) -> None:
    with county.database.writing() as db:
        foreign = seal_refresh(b"x" * 32, _open_in(db, county.wang), 1)
        for token in (None, "", "nonsense", foreign):
            opened = sessions.refresh_session(db, token)
            assert isinstance(opened, Refusal)
            assert opened.status == 401
    assert _refresh(county, uuid4(), 1) == "sign_in_again"


def _open_in(db: Session, person: Person) -> UUID:
    return sessions.open_session(db, person, Means.CODE, shared_phone=False).session.id


def test_sessions_that_ended_long_ago_are_forgotten(county: County) -> None:
    _open(county, county.wang)
    for days, left in ((209, 1), (211, 0)):
        with time_machine.travel(now() + timedelta(days=days), tick=False), county.database.writing() as db:
            sessions.forget_old_sessions(db)
            assert len(db.exec(select(DeviceSession).order_by(col(DeviceSession.id))).all()) == left
