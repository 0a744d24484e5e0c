"""What may be added to a matter, and what may not."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from httpx2 import Client

from app.core.clock import LOCAL
from tests.files.samples import webm
from tests.support.world import HUAISHU, World

MORNING = datetime(2026, 10, 12, 9, 30, tzinfo=LOCAL)


def recorded(who: Client) -> list[str]:
    """A recording that somebody has sent."""
    voice = str(uuid4())
    assert who.put(f"/api/v1/files/{voice}", content=webm()).status_code == 200
    return [voice]


def illness() -> dict[str, Any]:
    """A request for the doctor, without a word."""
    wish = {"medical_kind": "clinic_appointment", "need_code": "blood_sugar", "emergency": False}
    wish |= {"preferred_slots": [{"on": "2026-10-13", "half": "morning"}]}
    consents = [{"purpose": "health", "text_version": "v1", "how": "tapped"}]
    where = {"id": str(uuid4()), "service": "medical", "village_code": HUAISHU, "channel": "pwa_self"}
    return where | {"details": wish, "consents": consents}


def refused(who: Client, path: str, body: dict[str, Any], field: str) -> None:
    answer = who.post(f"/api/v1{path}", json={"id": str(uuid4())} | body)
    told = answer.json()
    assert (answer.status_code, told["code"], told["field"]) == (422, "no_free_text", field)
    assert "当面" in told["detail_zh"]
    assert "打电话" in told["detail_zh"]


def test_of_an_illness_no_word_no_voice_and_no_photo_is_kept(world: World) -> None:
    with time_machine.travel(MORNING, tick=True):
        guilan, doctor = world.client("guilan"), world.client("sun")
        refused(guilan, "/tickets", illness() | {"file_ids": recorded(guilan)}, "file_ids")
        sent = guilan.post("/api/v1/tickets", json=illness())
        assert sent.status_code == 201, sent.text
        path = f"/tickets/{sent.json()['id']}"
        for who in (guilan, doctor):
            refused(who, f"{path}/notes", {"text": "我有糖尿病，血糖18"}, "text")
            refused(who, f"{path}/notes", {"file_ids": recorded(who)}, "file_ids")
        slot = (MORNING + timedelta(days=1)).isoformat()
        book = {"id": str(uuid4()), "move": "book", "version": 1, "data": {"slot_at": slot}}
        refused(doctor, f"{path}/moves", book | {"note": "血糖18，要复查"}, "text")
        refused(doctor, f"{path}/moves", book | {"file_ids": recorded(doctor)}, "file_ids")
        page = doctor.get(f"/api/v1{path}").json()
        assert (page["version"], len(page["events"]), page["files"]) == (1, 1, [])
        # Without the words the very same step is made.
        assert doctor.post(f"/api/v1{path}/moves", json=book).json()["state"] == "booked"


def test_to_other_matters_words_and_recordings_are_added_as_before(world: World) -> None:
    guilan = world.client("guilan")
    wish = {"id": str(uuid4()), "service": "errand", "village_code": HUAISHU, "channel": "pwa_self", "details": {}}
    assert guilan.post("/api/v1/tickets", json=wish | {"file_ids": recorded(guilan)}).status_code == 201
    note = {"id": str(uuid4()), "text": "下午在家", "file_ids": recorded(guilan)}
    noted = guilan.post(f"/api/v1/tickets/{wish['id']}/notes", json=note)
    assert noted.status_code == 200, noted.text
    assert [event["note"] for event in noted.json()["events"]] == [None, "下午在家"]
    assert len(noted.json()["files"]) == 2


@pytest.mark.parametrize("text", ["", None])
def test_a_note_without_anything_says_what_to_do(world: World, text: str | None) -> None:
    guilan = world.client("guilan")
    wish = {"id": str(uuid4()), "service": "errand", "village_code": HUAISHU, "channel": "pwa_self", "details": {}}
    assert guilan.post("/api/v1/tickets", json=wish | {"description": "想问件事"}).status_code == 201
    answer = guilan.post(f"/api/v1/tickets/{wish['id']}/notes", json={"id": str(uuid4()), "text": text})
    assert (answer.status_code, answer.json()["code"]) == (422, "something_missing")
