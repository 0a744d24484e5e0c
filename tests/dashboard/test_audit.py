"""The audit for those who answer for a place; what is for nobody's list stays out of it."""

import ast
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import col, select

from app.audit.models import AuditEntry
from app.audit.service import record
from app.dashboard.audit.rules import NOT_SHOWN, WORDS
from app.people.actor import SYSTEM
from app.places.queries import village_by_code
from tests.support import command
from tests.support.server import ROOT
from tests.support.world import GUANZHUANG, HUAISHU, World


def _audit(world: World, key: str, **query: Any) -> Any:
    answer = world.client(key).get("/api/v1/audit", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.json()


def _note(world: World, village: str, *subjects: str, what: str = "card_issued", **data: Any) -> None:
    with world.database.writing() as db:
        for subject in subjects:
            path = village_by_code(db, village).path
            record(db, SYSTEM, what, "person", subject, place_path=path, reason="试", data=data)


def _subjects(page: Any) -> list[str]:
    return [item["subject_id"] for item in page["items"] if item["what"] == "card_issued"]


def test_officers_and_administrators_read_what_was_done_in_their_places(world: World) -> None:
    _note(world, HUAISHU, "here")
    _note(world, GUANZHUANG, "there")
    assert _subjects(_audit(world, "zhou")) == ["here"]
    assert _subjects(_audit(world, "tang")) == ["there"]
    assert _subjects(_audit(world, "he")) == _subjects(_audit(world, "admin")) == ["there", "here"]
    item = next(each for each in _audit(world, "zhou")["items"] if each["subject_id"] == "here")
    assert (item["label"], item["place_name"], item["reason"], item["result"]) == ("发卡", "大槐树村", "试", "done")
    assert item["by_name"] == "系统"
    english = world.client("zhou").get("/api/v1/audit", headers={"Accept-Language": "en"}).json()["items"]
    assert "issued a card" in {each["label"] for each in english}


def test_nobody_else_reads_it(world: World) -> None:
    for key in ("wang", "li", "zhao", "sun"):
        answer = world.client(key).get("/api/v1/audit")
        assert (answer.status_code, answer.json()["code"]) == (403, "not_your_role")


def test_it_is_read_page_by_page_from_the_newest(world: World) -> None:
    names = [f"n{number}" for number in range(7)]
    _note(world, HUAISHU, *names)
    seen: list[str] = []
    page = _audit(world, "zhou", what="card_issued", limit=3)
    while True:
        assert len(page["items"]) <= 3
        seen += _subjects(page)
        if page["next"] is None:
            break
        page = _audit(world, "zhou", what="card_issued", limit=3, before=page["next"])
    assert seen == names[::-1]


def test_a_trace_of_a_look_at_a_number_names_no_matter(world: World) -> None:
    _note(world, HUAISHU, "wang", what="numbers_revealed", fields=["phone"], ticket_id=str(uuid4()))
    [item] = _audit(world, "zhou", what="numbers_revealed")["items"]
    assert item["data"] == {"fields": ["phone"]}


def _quarrel(world: World) -> str:
    quarrel = {"dispute_type": "neighbour", "source": "party", "claims": "一句话"}
    quarrel["parties"] = [{"name": "马满仓", "role": "respondent", "phone": "00000000115"}]  # type: ignore[assignment]
    body = {"id": str(uuid4()), "service": "dispute", "village_code": HUAISHU, "channel": "pwa_self"}
    answer = world.client("wang").post("/api/v1/tickets", json=body | {"description": "地界", "details": quarrel})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def _looks(world: World, ticket: str) -> list[tuple[str, str]]:
    with world.database.reading() as db:
        rows = select(AuditEntry.by_name, AuditEntry.what).where(AuditEntry.subject_id == ticket)
        return list(db.exec(rows.order_by(col(AuditEntry.seq))).all())


def test_staff_who_read_a_quarrel_leave_one_entry_a_day_which_no_list_shows(world: World) -> None:
    ticket = _quarrel(world)
    for key in ("zhao", "zhao", "wang", "li"):
        status = world.client(key).get(f"/api/v1/tickets/{ticket}").status_code
        assert status == (404 if key == "li" else 200)
    with world.database.reading() as db:
        secretary = world.actor(db, "zhao").name
    assert _looks(world, ticket) == [(secretary, "confidential_read")]
    for key in ("zhou", "he", "admin"):
        assert ticket not in world.client(key).get("/api/v1/audit?limit=200").text


def test_reading_an_open_matter_or_ones_own_writes_nothing(world: World) -> None:
    body = {"id": str(uuid4()), "service": "errand", "village_code": HUAISHU, "channel": "pwa_self"}
    sent = world.client("wang").post("/api/v1/tickets", json=body | {"item_code": "MZ-04", "details": {}})
    clients = [world.client(key) for key in ("wang", "li", "zhao")]
    with world.database.reading() as db:
        before = len(db.exec(select(AuditEntry.seq)).all())
    for client in clients:
        assert client.get(f"/api/v1/tickets/{sent.json()['id']}").status_code == 200
    with world.database.reading() as db:
        assert len(db.exec(select(AuditEntry.seq)).all()) == before


def test_the_claimant_does_not_read_the_other_sides_number_and_the_mediator_does(world: World) -> None:
    ticket = _quarrel(world)
    phones = [
        [each["phone"] for each in world.client(key).get(f"/api/v1/tickets/{ticket}").json()["details"]["parties"]]
        for key in ("wang", "zhao")
    ]
    assert phones[0][-1] == "000****0115"
    assert phones[1][-1] == "00000000115"


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_the_commands_prove_the_chain_and_find_a_cut_end(world: World, tmp_path: Path) -> None:
    def run(*words: str) -> tuple[int, str]:
        environment = {"DATABASE_URL": world.database.url, "DATA_DIR": str(tmp_path / "data")}
        environment |= {"SECRET_KEY": "only-for-tests-only-for-tests-only-for-tests"}
        done = command.run("audit", *words, environment=environment)
        return done.returncode, done.stdout.strip()

    _note(world, HUAISHU, "a", "b", "c")
    code, anchor = run("head")
    assert (code, anchor.split(":")[0].isdigit()) == (0, True)
    code, said = run("verify", "--anchor", anchor)
    assert (code, anchor in said) == (0, True)
    assert "card_issued" in run("of", "b")[1]
    with world.database.writing() as db:
        raw = db.connection()
        raw.exec_driver_sql("DROP TRIGGER audit_entry_no_delete")
        raw.exec_driver_sql("DELETE FROM audit_entry WHERE seq = (SELECT max(seq) FROM audit_entry)")
        last = "FROM audit_entry ORDER BY seq DESC LIMIT 1"
        raw.exec_driver_sql(f"UPDATE audit_head SET seq = (SELECT seq {last}), mac = (SELECT mac {last})")
    assert run("verify")[0] == 0
    code, said = run("verify", "--anchor", anchor)
    assert code == 1
    assert said.startswith(f"BROKEN at entry {anchor.split(':')[0]}")
    assert run("verify", "--anchor", "nonsense")[0] == 1


def test_every_act_that_is_recorded_has_words_in_both_languages() -> None:
    """Of the call that records, and of the two that domains have put around it, the act is the argument at this place."""
    places = {"record": 2, "_note": 2, "_note_role": 3}
    acts: set[object] = set()
    for file in (ROOT / "app").rglob("service.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        if not any(isinstance(each, ast.ImportFrom) and each.module == "app.audit.service" for each in ast.walk(tree)):
            continue
        for call in ast.walk(tree):
            named = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and places.get(call.func.id)
            if isinstance(call, ast.Call) and named and named < len(call.args):
                act = call.args[named]
                acts |= {act.value} if isinstance(act, ast.Constant) else set()
    assert acts >= {"role_granted", "signed_in", "card_issued", "account_set", "delegation_confirmed"}
    assert acts - NOT_SHOWN - WORDS.keys() == set()
