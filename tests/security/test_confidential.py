"""A quarrel and an illness stay with those who need to know; unmistakable words in them are looked for everywhere else.

Also in what a log keeps, and in numbers small enough to point at somebody.
"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from httpx2 import Response
from sqlmodel import select, text

from app.core.clock import now, today
from app.core.settings import settings
from app.main import tick
from app.proxy.sheet.rules import XLSX_TYPE
from app.tickets.models import Ticket
from tests.conftest import _copy_of
from tests.files.samples import webm
from tests.security.crawler import Crawler
from tests.security.refusals import assert_problem
from tests.security.township import ROWS, Township
from tests.support import papers
from tests.support.world import HUAISHU, World

pytestmark = pytest.mark.long

KNOWN = {"identity_checked": "known_in_person"}


class Scene:
    """The life of a quarrel and of an illness, told with marks in every field that takes words."""

    def __init__(self, township: Township) -> None:
        self.township = township
        self.quarrel_marks: set[str] = set()
        self.illness_marks: set[str] = {"blood_sugar"}
        self.quarrel, self.illness = str(uuid4()), str(uuid4())
        self._quarrel()
        self._illness()
        with township.database.reading() as db:
            numbers = dict(db.exec(select(Ticket.id, Ticket.ticket_no)).all())
        # That there is such a matter is itself nobody else's business.
        self.quarrel_traces = self.quarrel_marks | {self.quarrel, numbers[UUID(self.quarrel)]}
        self.illness_traces = self.illness_marks | {self.illness, numbers[UUID(self.illness)]}

    def _q(self, word: str) -> str:
        self.quarrel_marks.add(f"密争{word}")
        return f"密争{word}"

    def _i(self, word: str) -> str:
        self.illness_marks.add(f"密病{word}")
        return f"密病{word}"

    def _do(self, row: str, method: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self.township.ask(row, method, path, json=body)
        assert answer.is_success, f"{row} {path}: {answer.text}"
        return dict(answer.json())

    def _file(self, row: str, marks: set[str]) -> list[str]:
        file_id = str(uuid4())
        marks.add(file_id)
        assert self.township.ask(row, "PUT", f"/files/{file_id}", content=webm() + file_id.encode()).is_success
        return [file_id]

    def _move(self, row: str, ticket: str, move: str, note: Any = None, **data: Any) -> None:
        body = {"id": str(uuid4()), "move": move, "version": self.township.version(UUID(ticket)), "data": data}
        self._do(row, "POST", f"/tickets/{ticket}/moves", body | ({"note": note} if note else {}))

    def _note(self, row: str, ticket: str, text: str, files: list[str]) -> None:
        self._do(row, "POST", f"/tickets/{ticket}/notes", {"id": str(uuid4()), "text": text, "file_ids": files})

    def _trip(self, row: str, ticket: str, mark: Any, files: list[str]) -> None:
        words = {name: mark(f"跑腿{name}") for name in ("place", "contact", "result", "next_step", "companions")}
        body = {"id": str(uuid4()), "ticket_ids": [ticket], "action": "visit", "file_ids": files}
        self._do(row, "POST", "/proxy-log", body | words)

    def _quarrel(self) -> None:
        q, ticket = self._q, self.quarrel
        self.quarrel_marks |= {"elder_support", "13712345678", "threats"}
        other = {"name": q("对方"), "role": "respondent", "phone": "13712345678"}
        details = {"dispute_type": "elder_support", "parties": [other], "claims": q("请求"), "dangers": ["threats"]}
        where = {"village_code": HUAISHU, "channel": "pwa_self", "group": "三组"}
        words = {"description": q("经过"), "file_ids": self._file("dashan", self.quarrel_marks)}
        self._do("dashan", "POST", "/tickets", {"id": ticket, "service": "dispute", "details": details} | where | words)
        with self.township.database.writing() as db:
            db.get_one(Ticket, UUID(ticket)).assignee_id = self.township.id("liu")
        self._note("dashan", ticket, q("补充"), self._file("dashan", self.quarrel_marks))
        self._move("liu", ticket, "report_danger", q("步骤的话"), reported_to=["police"], received=True)
        sides = [{"name": "陈大山", "role": "applicant", "agreed": True}, other | {"agreed": True}]
        self._move("liu", ticket, "accept", parties=sides, in_scope=True, explained=True)
        self._move("zhao", ticket, "set_risk", risk_level="yellow", why=q("为什么黄"))
        told = {"no_conflict": True, "parties_told": True}
        self._move("liu", ticket, "appoint", person_id=str(self.township.id("liu")), **told)
        talk = {"place": q("地点"), "attendees": q("还有谁"), "session": "closed", "notice_signed": True}
        self._move("liu", ticket, "hold_session", **talk)
        self._trip("liu", ticket, q, self._file("liu", self.quarrel_marks))
        done = {"performed_now": True, "not_major": True, "no_writing_wanted": True}
        self._move("liu", ticket, "agree_orally", oral_content=q("说好的"), **done)
        self._move("liu", ticket, "record_performance", outcome="paid")
        rating = {"id": str(uuid4()), "grade": 1, "tags": ["attitude"], "comment": q("差评")}
        self._do("dashan", "POST", f"/tickets/{ticket}/rating", rating)

    def _illness(self) -> None:
        i, ticket = self._i, self.illness
        details = {"medical_kind": "clinic_appointment", "need_code": "blood_sugar", "emergency": False}
        slots = {"preferred_slots": [{"on": today().isoformat(), "half": "morning"}]}
        consent = {"purpose": "health", "text_version": "1", "how": "tapped"}
        where = {"village_code": HUAISHU, "channel": "pwa_self", "consents": [consent]}
        body = {"id": ticket, "service": "medical", "details": details | slots} | where
        self._do("wang", "POST", "/tickets", body)
        self._move("sun", ticket, "book", slot_at=(now() + timedelta(hours=3)).isoformat(), out_of_hours=True)
        self._move("sun", ticket, "check_in")
        trip = {"id": str(uuid4()), "ticket_ids": [ticket], "action": "visit", "place": i("去哪"), "result": "办成了"}
        self._do("sun", "POST", "/proxy-log", trip)
        self.illness_marks |= {"RXMARK-77", "密病医院"}
        self._move("sun", ticket, "prescribe", rx_ref="RXMARK-77", weeks=2, drug_flags=["cold_chain"])
        self._move("sun", ticket, "receive_medicine", counted=True, kept_cold=True)
        given = {"read_back": True, "signed": True, "received_by": "self", "card_not_held": True, "kept_cold": True}
        self._move("sun", ticket, "hand_over", **given)
        rating = {"id": str(uuid4()), "grade": 1, "tags": ["privacy"]}
        self._do("wang", "POST", f"/tickets/{ticket}/rating", rating)


@pytest.fixture(scope="module")
def logged() -> Iterator[list[str]]:
    """Everything that is logged, however unimportant."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if not record.name.startswith("httpx"):  # The tests' own client.
                lines.append(logging.Formatter("%(name)s %(message)s").format(record))

    root, handler = logging.getLogger(), Keep(logging.DEBUG)
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.setLevel(before)
    root.removeHandler(handler)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def scene(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, logged: list[str]
) -> Iterator[Scene]:
    """Both lives to their ends and then two months of nobody looking after anything, while everything is logged."""
    folder = tmp_path_factory.mktemp("confidential")
    with pytest.MonkeyPatch.context() as patch, _copy_of("world", request, folder) as database:
        patch.setattr(settings(), "data_dir", folder / "data")
        township = Township(World(database))
        logged.clear()
        scene = Scene(township)
        left = [township.told["quarrel"], township.told["illness"]]
        scene.quarrel_traces |= {str(left[0])}
        scene.illness_traces |= {str(left[1])}
        for days in (1, 3, 30, 60):
            with time_machine.travel(now() + timedelta(days=days)):
                tick(database)
        township.headers = {row: township.sign_in(row) for row in ROWS}  # The sessions of then are over.
        yield scene


def _found(marks: set[str], said: str) -> set[str]:
    return {mark for mark in marks if mark in said}


def test_the_marks_are_there_for_those_who_need_to_know(scene: Scene) -> None:
    """Else the search below would find nothing because there is nothing."""
    for row, ticket, marks, but in (
        # One side of a quarrel reads the other side's number only in part: the mediator calls, not they.
        ("dashan", scene.quarrel, scene.quarrel_marks, {"差评", "13712345678"}),
        ("zhao", scene.quarrel, scene.quarrel_marks, {"差评"}),
        ("liu", scene.quarrel, scene.quarrel_marks, {"差评"}),
        ("wang", scene.illness, scene.illness_marks, {"差评", "医院"}),
        ("fang", scene.illness, scene.illness_marks, {"差评", "医院"}),
        ("sun", scene.illness, scene.illness_marks, {"差评", "医院"}),
    ):
        crawled = "".join(township_said.text for _, township_said in _of_matter(scene, row, ticket))
        missing = {mark for mark in marks if mark not in crawled and not any(word in mark for word in but)}
        assert not missing, f"{row} does not see {missing}"


def _of_matter(scene: Scene, row: str, ticket: str) -> Any:
    for path in (f"/tickets/{ticket}", f"/proxy-log?ticket_id={ticket}"):
        yield path, scene.township.ask(row, "GET", path)


def _read(answer: Response) -> str:
    """What an answer says; papers and sheets are packed, so their text is taken out."""
    if answer.headers["content-type"] == "application/pdf":
        return papers.text(answer.content)
    if answer.headers["content-type"] == XLSX_TYPE:
        return papers.cells(answer.content)
    return answer.text


# Who may read the words, and who may know that there is such a matter.
QUARREL_KNOWN_TO = {"dashan", "liu", "zhao"}
ILLNESS_READ_BY = {"wang", "fang", "sun"}
ILLNESS_KNOWN_TO = ILLNESS_READ_BY | {"li", "zhang", "zhao"}


def test_nobody_else_reads_a_word_of_them_or_learns_that_they_are_there(scene: Scene) -> None:
    others = [str(scene.township.told[column]) for column in ("quarrel", "illness", "errand")]
    crawler, asked, leaks = Crawler(scene.township, scene.quarrel, scene.illness, *others), 0, []
    # Rights are plain rules: the tables ask every cell of both databases, so here each asks every other reader.
    for row in [None, *list(ROWS)[scene.township.database.is_sqlite :: 2]]:
        hidden: set[str] = set()
        if row not in QUARREL_KNOWN_TO:
            hidden |= scene.quarrel_traces
        if row not in ILLNESS_READ_BY:
            hidden |= scene.illness_traces if row not in ILLNESS_KNOWN_TO else scene.illness_marks
        answers = list(crawler.everything(row))
        if row:
            answers += crawler.refused(row, scene.quarrel)
            answers += crawler.refused(row, scene.illness)
        for address, answer in answers:
            asked += 1
            assert row is None or answer.status_code != 401, f"{row} is not signed in any more"
            told = _read(answer) + str(answer.headers)
            leaks += [f"{row} {address}: {found}" for found in [_found(hidden - {*address.split("/")}, told)] if found]
    assert asked > 1_500
    assert not leaks, "\n".join(leaks[:40])


def test_no_log_keeps_a_word_of_them(scene: Scene, logged: list[str]) -> None:
    """A statement that fails is logged too; the phone number in it is not."""
    phone, rename = "13712345678", "ALTER TABLE {} RENAME TO {}"
    for name, new_name in (("code_request", "away"), ("away", "code_request")):
        with scene.township.database.writing() as db:
            db.execute(text(rename.format(name, new_name)))
        if new_name == "away":
            assert_problem(scene.township.ask(None, "POST", "/sign-in/codes", json={"phone": phone}), 500, "internal")
    assert any("unhandled error" in line for line in logged)
    marks = scene.quarrel_marks | scene.illness_marks
    assert phone in marks
    assert not [line for line in logged if _found(marks, line)]
