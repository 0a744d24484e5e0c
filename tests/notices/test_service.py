"""Telling people: each message arrives, each arrives once, none at night."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
import time_machine
from sqlmodel import select

from app.core import sms
from app.core.clock import now
from app.core.db import Database
from app.core.settings import settings
from app.core.words import Words
from app.notices import rules, service
from app.notices.models import Notice, SmsState
from app.people.models import Person
from tests.notices.conftest import NOON
from tests.notices.peer import Peer
from tests.support.web import add_person

WORDS = Words("您的 0001 号事有了进展。", "There is news of your matter 0001.")


def _tell(database: Database, person: Person, *, key: str | None = None, urgent: bool = False) -> None:
    with database.writing() as db:
        service.tell(
            db, person.id, WORDS, kind="ticket_moved", subject_type="ticket", subject_id="1",
            by_sms=True, urgent=urgent, key=key,
        )  # fmt: skip


def _notices(database: Database) -> Sequence[Notice]:
    with database.reading() as db:
        return db.exec(select(Notice)).all()


def _ids(peer: Peer) -> list[str]:
    return [call["request_id"] for call in peer.calls]


@pytest.mark.usefixtures("clock")
def test_a_message_is_handed_over_once_and_signed(database: Database, person: Person, peer: Peer) -> None:
    _tell(database, person)
    assert service.send_waiting(database) == 1
    assert service.send_waiting(database) == 0
    [notice] = _notices(database)
    assert peer.calls == [{"request_id": str(notice.id), "phone": "19900000001", "text": WORDS.zh}]
    assert peer.authorization == "Bearer only-for-tests"
    assert notice.sms_state == SmsState.SENT
    assert notice.provider_id == f"provider-{notice.id}"
    assert notice.sent_at is not None


@pytest.mark.usefixtures("clock")
def test_a_message_speaks_the_language_of_its_reader(database: Database, person: Person, peer: Peer) -> None:
    with database.writing() as db:
        db.get_one(Person, person.id).language = "en"
    _tell(database, person)
    service.send_waiting(database)
    assert peer.calls[0]["text"] == WORDS.en


def test_the_same_key_is_told_once_and_another_person_is_told_too(database: Database, person: Person) -> None:
    with database.writing() as db:
        other = add_person(db, "王老汉")
    _tell(database, person, key="event-1")
    _tell(database, person, key="event-1")
    _tell(database, other, key="event-1")
    _tell(database, person, key="event-2")
    assert len(_notices(database)) == 3


def test_tellers_at_the_same_time_store_a_key_once(database: Database, person: Person) -> None:
    start = threading.Barrier(4)

    def tell() -> None:
        start.wait()
        for n in range(5):
            _tell(database, person, key=f"event-{n}")

    threads = [threading.Thread(target=tell) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(str(notice.key) for notice in _notices(database)) == [f"event-{n}" for n in range(5)]


def test_what_was_undone_was_not_told(database: Database, person: Person) -> None:
    with pytest.raises(RuntimeError), database.writing() as db:
        service.tell(db, person.id, WORDS, kind="ticket_moved", subject_type="ticket", subject_id="1", key="x")
        raise RuntimeError
    assert list(_notices(database)) == []


def test_without_a_gateway_only_the_app_shows_it(database: Database, person: Person) -> None:
    _tell(database, person)
    assert service.send_waiting(database) == 0
    assert [notice.sms_state for notice in _notices(database)] == [SmsState.NONE]


@pytest.mark.usefixtures("clock")
def test_nobody_of_the_demo_and_no_land_line_is_texted(database: Database, person: Person, peer: Peer) -> None:
    with database.writing() as db:
        unreachable = [add_person(db, "甲某", phone=phone) for phone in (None, "00000000012", "02912345678")]
        demo = db.get_one(Person, person.id)
        demo.is_demo = True
    for each in (*unreachable, demo):
        _tell(database, each)
    assert service.send_waiting(database) == 0
    assert peer.calls == []
    assert {notice.sms_state for notice in _notices(database)} == {SmsState.NONE}


def test_a_gateway_that_fails_is_asked_again_later_under_the_same_id(
    database: Database, person: Person, peer: Peer, clock: time_machine.Traveller
) -> None:
    peer.statuses = [500, 429, 200]
    _tell(database, person)
    for minutes, taken in ((0, 0), (0, 0), (2, 0), (10, 1), (60, 0)):
        clock.shift(timedelta(minutes=minutes))
        assert service.send_waiting(database) == taken
    assert len(peer.calls) == 3
    assert len(set(_ids(peer))) == len(peer.delivered) == 1


def test_a_gateway_that_never_recovers_is_given_up(
    database: Database, person: Person, peer: Peer, clock: time_machine.Traveller
) -> None:
    peer.statuses = [503] * 20
    _tell(database, person, urgent=True)
    for _ in range(20):
        service.send_waiting(database)
        clock.shift(timedelta(hours=5))
    assert len(peer.calls) == rules.MOST_TRIES
    assert [notice.sms_state for notice in _notices(database)] == [SmsState.FAILED]


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("status", [302, 307, 400, 403])
def test_a_refusal_is_final_and_a_redirect_is_not_followed(
    database: Database, person: Person, peer: Peer, status: int
) -> None:
    peer.statuses = [status]
    _tell(database, person)
    assert service.send_waiting(database) == 0
    assert len(peer.calls) == 1
    assert [notice.sms_state for notice in _notices(database)] == [SmsState.FAILED]


@pytest.mark.usefixtures("clock")
def test_one_bad_message_does_not_hold_up_the_others(database: Database, person: Person, peer: Peer) -> None:
    peer.statuses = [400, 500]
    for _ in range(5):
        _tell(database, person)
    assert service.send_waiting(database) == 3
    assert len(peer.delivered) == 3


@pytest.mark.usefixtures("clock")
def test_a_gateway_that_is_down_is_left_alone_after_three_calls(database: Database, person: Person, peer: Peer) -> None:
    peer.statuses = [500] * 10
    for _ in range(8):
        _tell(database, person)
    assert service.send_waiting(database) == 0
    assert len(peer.calls) == 3
    assert {notice.sms_state for notice in _notices(database)} == {SmsState.WAITING}


def test_a_gateway_that_takes_a_message_and_says_nothing_delivers_it_once(
    database: Database, person: Person, peer: Peer, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sms, "_LIMITS", 0.3)
    peer.silent = True
    _tell(database, person)
    assert service.send_waiting(database) == 0
    peer.silent = False
    clock.shift(timedelta(minutes=2))
    assert service.send_waiting(database) == 1
    assert len(peer.calls) == 2
    assert len(peer.delivered) == 1


def test_a_gateway_that_is_not_there_loses_nothing(
    database: Database, person: Person, peer: Peer, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as unplugged:
        unplugged.setattr(settings(), "sms_gateway_url", "http://127.0.0.1:9")
        _tell(database, person)
        assert service.send_waiting(database) == 0
    clock.shift(timedelta(minutes=2))
    assert service.send_waiting(database) == 1
    assert len(peer.delivered) == 1


def test_whoever_dies_after_the_call_lets_the_next_one_repeat_it_under_the_same_id(
    database: Database, person: Person, peer: Peer
) -> None:
    program = (
        "import sys, time_machine; from app.core.db import Database; from app.notices.service import send_waiting; "
        "time_machine.travel(sys.argv[2]).start(); send_waiting(Database(sys.argv[1]))"
    )
    environment = os.environ | {"SMS_GATEWAY_URL": peer.url, "QUIET_FROM": "00:00", "QUIET_UNTIL": "00:00"}
    _tell(database, person, urgent=True)
    sender = subprocess.Popen([sys.executable, "-c", program, database.url, now().isoformat()], env=environment)
    peer.on_call = lambda: os.kill(sender.pid, signal.SIGKILL)
    assert sender.wait() == -signal.SIGKILL
    peer.on_call = lambda: None
    assert [notice.sms_state for notice in _notices(database)] == [SmsState.LEASED]
    assert service.send_waiting(database) == 0, "the lease of the dead still holds"
    with time_machine.travel(datetime.now(NOON.tzinfo) + timedelta(minutes=6)):
        assert service.send_waiting(database) == 1
    assert len(peer.calls) == 2
    assert len(peer.delivered) == 1
    assert [notice.sms_state for notice in _notices(database)] == [SmsState.SENT]


@pytest.mark.usefixtures("clock")
def test_several_senders_never_take_the_same_message(database: Database, person: Person, peer: Peer) -> None:
    for _ in range(30):
        _tell(database, person)
    threads = [threading.Thread(target=service.send_waiting, args=(database,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(_ids(peer)) == len(set(_ids(peer))) == 30
    assert {notice.sms_state for notice in _notices(database)} == {SmsState.SENT}


@pytest.mark.usefixtures("peer")
def test_at_night_only_the_urgent_goes_out_and_the_rest_in_the_morning(
    database: Database, person: Person, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOON.replace(hour=20, minute=59))
    _tell(database, person)
    clock.move_to(NOON.replace(hour=21, minute=1))
    _tell(database, person)
    _tell(database, person, urgent=True)
    assert service.send_waiting(database) == 1
    clock.move_to(NOON.replace(hour=6, minute=59) + timedelta(days=1))
    assert service.send_waiting(database) == 0
    clock.move_to(NOON.replace(hour=7, minute=0) + timedelta(days=1))
    assert service.send_waiting(database) == 2


def test_a_message_that_fails_in_the_evening_waits_for_the_morning(
    database: Database, person: Person, peer: Peer, clock: time_machine.Traveller
) -> None:
    peer.statuses = [500]
    clock.move_to(NOON.replace(hour=20, minute=59, second=30))
    _tell(database, person)
    assert service.send_waiting(database) == 0
    [notice] = _notices(database)
    assert notice.send_after == NOON.replace(hour=7) + timedelta(days=1)
