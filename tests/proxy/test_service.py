"""The proxy log: who writes it, who reads it, and what stays between few."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete
from sqlmodel import Session, select

from app.changes.models import Change
from app.core.clock import LOCAL, now, replay, today
from app.core.problems import Refusal
from app.core.settings import settings
from app.files.models import FileKind, StoredFile
from app.notices.models import Notice, SmsState
from app.proxy import queries
from app.proxy.models import ProxyLogEntry, ProxyLogTicket
from app.proxy.schemas import AmendmentIn, TripIn, TripOut
from app.proxy.service import amend_trip, log_trip
from app.tickets.answers.queries import ticket_page
from app.tickets.models import Ticket
from tests.dashboard.counting import statements
from tests.oversight.carried import accepted, send, step
from tests.support.world import YINAN, World


def _trip(*tickets: Ticket, **more: Any) -> TripIn:
    said = {"action": "lodge", "place": "镇便民服务中心 4 号窗口", "result": "窗口收下了，给了回执"}
    return TripIn.model_validate({"id": uuid4(), "ticket_ids": [ticket.id for ticket in tickets]} | said | more)


def _link(file_id: UUID) -> str:
    return f"/files/{file_id}"


def _read(world: World, db: Session, who: str, **which: Any) -> list[TripOut]:
    return queries.page(db, world.actor(db, who), "zh", _link, **which).items


def test_a_trip_takes_three_things_to_write_down(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        entry, is_new = log_trip(db, world.actor(db, "li"), _trip(ticket))
        assert is_new
        assert (entry.agent_id, entry.place_path, entry.fee_fen) == (world.id("li"), ticket.place_path, 0)
        assert entry.went_at == entry.created_at


def test_the_same_trip_sent_twice_is_one(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        asked, li = _trip(ticket), world.actor(db, "li")
        log_trip(db, li, asked)
        assert log_trip(db, li, asked)[1] is False
        assert len(db.exec(select(ProxyLogEntry)).all()) == len(db.exec(select(ProxyLogTicket)).all()) == 1
        with pytest.raises(Refusal, match="id_taken"):
            log_trip(db, li, asked.model_copy(update={"result": "窗口没开"}))
        with pytest.raises(Refusal, match="id_taken"):
            log_trip(db, world.actor(db, "zhang"), asked)


def test_one_trip_serves_several_households_and_each_sees_only_its_own_matter(world: World) -> None:
    with world.database.writing() as db:
        first, second = accepted(world, db, "guilan"), accepted(world, db, "yulan")
        log_trip(db, world.actor(db, "li"), _trip(first, second))
        assert {*_read(world, db, "li")[0].ticket_ids} == {first.id, second.id}
        assert _read(world, db, "guilan")[0].ticket_ids == [first.id]
        assert _read(world, db, "yulan", ticket_id=second.id)[0].ticket_ids == [second.id]
        assert _read(world, db, "dashan") == []


@pytest.mark.parametrize(
    ("who", "code"),
    [("guilan", "not_your_role"), ("zhou", "not_your_role"), ("dashan", "not_found"), ("pan", "not_found")],
)
def test_the_log_is_written_by_the_village_s_own_staff(world: World, who: str, code: str) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        with pytest.raises(Refusal, match=code):
            log_trip(db, world.actor(db, who), _trip(ticket))


def test_a_trip_needs_the_right_to_act_for_each_of_its_tickets(world: World) -> None:
    with world.database.writing() as db:
        mine, quarrel = accepted(world, db), send(world, db, "dashan", "dispute")
        with pytest.raises(Refusal, match="not_found"):
            log_trip(db, world.actor(db, "zhang"), _trip(mine, quarrel))
        assert db.exec(select(ProxyLogEntry)).all() == []


def test_one_entry_is_about_one_village(world: World) -> None:
    with world.database.writing() as db:
        here, there = accepted(world, db), send(world, db, "pan3", village=YINAN)
        there.assignee_id = world.id("li")
        db.flush()
        li = world.actor(db, "li")
        with pytest.raises(Refusal, match="not_found"):
            log_trip(db, li, _trip(here, there))


@pytest.mark.parametrize(
    "when",
    [
        {"went_at": "2099-01-01T00:00:00Z"},
        {"went_at": "2020-01-01T00:00:00Z"},
        {"next_on": "2020-01-01"},
    ],
)
def test_a_day_that_cannot_be_is_refused(world: World, when: dict[str, str]) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        with pytest.raises(Refusal, match="bad_day"):
            log_trip(db, world.actor(db, "li"), _trip(ticket, **when))


def test_what_may_not_be_kept_of_money_is_not_kept_in_the_log(world: World) -> None:
    with world.database.writing() as db:
        ticket = send(world, db, "guilan", "finance")
        with pytest.raises(Refusal, match="forbidden_text"):
            log_trip(db, world.actor(db, "li"), _trip(ticket, result="卡号 4111 1111 1111 1111"))


def test_a_photo_goes_with_the_trip_if_it_is_the_agent_s_own(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        for key in ("li", "zhang"):
            file = StoredFile(
                id=world.id(f"slip of {key}"),
                kind="photo",
                media_type="image/jpeg",
                size=9,
                sha256=key,
                name_on_disk=key,
                uploaded_by=world.id(key),
                created_at=now(),
            )
            db.add(file)
        db.flush()
        li = world.actor(db, "li")
        with pytest.raises(Refusal, match="unknown_file"):
            log_trip(db, li, _trip(ticket, file_ids=[world.id("slip of zhang")]))
        log_trip(db, li, _trip(ticket, file_ids=[world.id("slip of li")]))
        shown = _read(world, db, "guilan")[0].files
        assert [file.url for file in shown] == [f"/files/{world.id('slip of li')}"]


@pytest.mark.parametrize("who", ["li", "zhang", "zhao", "zhou", "guilan"])
def test_whoever_may_know_of_an_errand_reads_its_trips(world: World, who: str) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        log_trip(db, world.actor(db, "li"), _trip(ticket))
        for found in (_read(world, db, who, ticket_id=ticket.id), _read(world, db, who)):
            assert [(each.place, each.texts_hidden) for each in found] == [("镇便民服务中心 4 号窗口", False)]


@pytest.mark.parametrize("who", ["pan", "he", "tang", "dashan", "liu", "sun"])
def test_whoever_may_not_know_of_an_errand_reads_none_of_its_trips(world: World, who: str) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        log_trip(db, world.actor(db, "li"), _trip(ticket))
        assert _read(world, db, who) == []
        with pytest.raises(Refusal, match="not_found"):
            _read(world, db, who, ticket_id=ticket.id)


def test_a_relative_with_a_mandate_reads_the_trips(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        ticket.beneficiary_id = world.id("wang")
        db.flush()
        log_trip(db, world.actor(db, "li"), _trip(ticket))
        assert len(_read(world, db, "wangfang")) == len(_read(world, db, "wang")) == 1


def test_of_a_health_matter_the_texts_are_for_those_who_need_them(world: World) -> None:
    secret = "县医院三楼"
    with world.database.writing() as db:
        ticket = send(world, db, "guilan", "medical")
        log_trip(db, world.actor(db, "li"), _trip(ticket, place=secret, result="没见到人"))
        assert {who: _read(world, db, who)[0].place for who in ("guilan", "sun", "li", "zhang", "zhao")} == {
            "guilan": secret,
            "sun": secret,
            "li": secret,
            "zhang": None,
            "zhao": None,
        }
        hidden = _read(world, db, "zhang")[0]
        assert (hidden.texts_hidden, hidden.result, hidden.contact, hidden.next_step) == (True, None, None, None)
        assert _read(world, db, "zhou") == []


@pytest.mark.parametrize(
    "more",
    [
        {"result": "办成了，是糖尿病"},
        {"place": "县医院内分泌科，查了血糖，医生说要住院观察"},
        {"contact": "何医生"},
        {"next_step": "查肝功能"},
        {"companions": "女儿，她说是肝炎"},
    ],
)
def test_of_a_trip_for_the_ill_nothing_is_kept_but_where_what_and_how_it_went(
    world: World, more: dict[str, Any]
) -> None:
    with world.database.writing() as db:
        ticket, li = send(world, db, "guilan", "medical"), world.actor(db, "li")
        plain: dict[str, Any] = {"place": "卫生院", "result": "办成了"}
        with pytest.raises(Refusal, match="no_free_text"):
            log_trip(db, li, _trip(ticket, **(plain | more)))
        entry, _ = log_trip(db, li, _trip(ticket, **plain))
        assert entry.result == "办成了"


def test_a_trip_for_a_quarrel_stays_between_its_side_its_mediator_and_the_secretary(world: World) -> None:
    with world.database.writing() as db:
        ticket = send(world, db, "dashan", "dispute")
        step(world, db, "liu", ticket.id, "take")
        log_trip(db, world.actor(db, "liu"), _trip(ticket, action="visit", place="马家"))
        assert {who: len(_read(world, db, who)) for who in ("dashan", "liu", "zhao")} == {
            "dashan": 1,
            "liu": 1,
            "zhao": 1,
        }
        assert {who: len(_read(world, db, who)) for who in ("li", "zhou", "mancang", "sun")} == dict.fromkeys(
            ("li", "zhou", "mancang", "sun"), 0
        )


def test_a_trip_for_an_errand_and_a_quarrel_hides_its_texts_from_those_who_know_only_the_errand(world: World) -> None:
    with world.database.writing() as db:
        mine, quarrel = accepted(world, db), send(world, db, "dashan", "dispute")
        log_trip(db, world.actor(db, "zhao"), _trip(mine, quarrel))
        for who in ("guilan", "li", "zhou", "dashan"):
            hidden = who != "dashan"
            found = _read(world, db, who)
            assert [each.texts_hidden for each in found] == [hidden]
            assert found[0].ticket_ids == [quarrel.id if who == "dashan" else mine.id]


def test_the_log_pages_without_losing_or_doubling_a_trip(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        at = now()
        for _ in range(7):
            log_trip(db, world.actor(db, "li"), _trip(ticket, went_at=at))
        seen, cursor = [], None
        while True:
            page = queries.page(db, world.actor(db, "guilan"), "zh", _link, cursor=cursor, limit=3)
            seen += [each.id for each in page.items]
            cursor = page.next
            if cursor is None:
                break
        assert len(seen) == len(set(seen)) == 7
        with pytest.raises(Refusal, match="bad_cursor"):
            _read(world, db, "guilan", cursor="WyJhIiwiYiJd")


def test_a_page_of_the_log_takes_the_same_number_of_statements_however_long_it_is(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        li = world.actor(db, "li")
        log_trip(db, li, _trip(ticket))
        db.flush()
        with statements(world.database) as few:
            _read(world, db, "li")
        for _ in range(10):
            log_trip(db, li, _trip(ticket))
        db.flush()
        with statements(world.database) as many:
            assert len(_read(world, db, "li")) == 11
        assert len(few) == len(many) <= 7


def test_a_trip_is_news(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        log_trip(db, world.actor(db, "li"), _trip(ticket, next_on=today().isoformat()))
    with world.database.reading() as db:
        change = db.exec(select(Change).where(Change.what == "trip_logged")).one()
        assert (change.place_path, change.data) == (ticket.place_path, {"services": ["errand"], "action": "lodge"})


def _file(world: World, db: Session, kind: FileKind, who: str = "li") -> UUID:
    sorts = {FileKind.PHOTO: "image/jpeg", FileKind.VOICE: "audio/webm"}
    file = StoredFile(
        id=uuid4(),
        kind=kind,
        media_type=sorts[kind],
        size=10,
        sha256=uuid4().hex,
        name_on_disk=uuid4().hex,
        uploaded_by=world.id(who),
        created_at=now(),
    )
    db.add(file)
    db.flush()
    return file.id


def test_a_fee_is_written_down_only_with_a_photo_of_its_receipt(world: World) -> None:
    with world.database.writing() as db:
        ticket, li = accepted(world, db), world.actor(db, "li")
        with pytest.raises(Refusal, match="fee_needs_receipt") as refused:
            log_trip(db, li, _trip(ticket, fee_fen=2000))
        assert "收据" in refused.value.words.zh
        with pytest.raises(Refusal, match="fee_needs_receipt"):
            log_trip(db, li, _trip(ticket, fee_fen=2000, file_ids=[_file(world, db, FileKind.VOICE)]))
        entry, _ = log_trip(db, li, _trip(ticket, fee_fen=2000, file_ids=[_file(world, db, FileKind.PHOTO)]))
        assert entry.fee_fen == 2000


def test_what_came_of_it_may_be_spoken_and_written_down_later(world: World) -> None:
    with world.database.writing() as db:
        ticket, li = accepted(world, db), world.actor(db, "li")
        with pytest.raises(Refusal, match="something_missing"):
            log_trip(db, li, _trip(ticket, result=None))
        with pytest.raises(Refusal, match="something_missing"):
            log_trip(db, li, _trip(ticket, result=None, file_ids=[_file(world, db, FileKind.PHOTO)]))
        entry, _ = log_trip(db, li, _trip(ticket, result=None, file_ids=[_file(world, db, FileKind.VOICE)]))
        [spoken] = _read(world, db, "li", ticket_id=ticket.id)
        assert (spoken.result, spoken.needs_text, spoken.amendments) == (None, True, [])
        amend_trip(db, world.actor(db, "zhang"), entry.id, AmendmentIn(id=uuid4(), text="窗口说下周三来取"))
        [written] = _read(world, db, "guilan", ticket_id=ticket.id)
        assert (written.result, written.needs_text) == (None, False)
        assert [(each.text, each.by.name) for each in written.amendments] == [("窗口说下周三来取", "张建国")]
        assert len(written.files) == 1


def test_words_that_are_added_leave_the_first_ones_as_they_were(world: World) -> None:
    with world.database.writing() as db:
        ticket, li = accepted(world, db), world.actor(db, "li")
        entry, _ = log_trip(db, li, _trip(ticket))
        first, second = (AmendmentIn(id=uuid4(), text=text) for text in ("电话补了一句", "又补了一句"))
        for asked in (first, second, first):
            amend_trip(db, li, entry.id, asked)
        [told] = _read(world, db, "li")
        assert told.result == "窗口收下了，给了回执"
        assert [each.text for each in told.amendments] == ["电话补了一句", "又补了一句"]
        with pytest.raises(Refusal, match="id_taken"):
            amend_trip(db, li, entry.id, first.model_copy(update={"text": "改了"}))


def test_words_are_added_by_those_who_run_errands_and_may_read_of_it(world: World) -> None:
    with world.database.writing() as db:
        errand, illness = accepted(world, db), send(world, db, "guilan", "medical")
        illness.assignee_id = world.id("sun")
        db.flush()
        entry, _ = log_trip(db, world.actor(db, "li"), _trip(errand))
        visit, _ = log_trip(db, world.actor(db, "sun"), _trip(illness, result="办成了"))
        asked = AmendmentIn(id=uuid4(), text="补一句")
        for who, about, code in (
            ("guilan", entry, "not_your_role"),
            ("zhou", entry, "not_your_role"),
            ("li", visit, "not_your_role"),
            ("dashan", entry, "not_found"),
        ):
            with pytest.raises(Refusal, match=code):
                amend_trip(db, world.actor(db, who), about.id, asked)
        with pytest.raises(Refusal, match="no_free_text"):
            amend_trip(db, world.actor(db, "sun"), visit.id, asked)
        with pytest.raises(Refusal, match="forbidden_text"):
            money = send(world, db, "guilan", "finance")
            about_money, _ = log_trip(db, world.actor(db, "li"), _trip(money))
            amend_trip(db, world.actor(db, "li"), about_money.id, asked.model_copy(update={"text": "4111111111111111"}))


def test_a_call_is_not_told_as_a_trip(world: World) -> None:
    with world.database.writing() as db:
        ticket, li = accepted(world, db), world.actor(db, "li")
        for action in ("lodge", "call", "chase"):
            log_trip(db, li, _trip(ticket, action=action))
        told = [event.text for event in ticket_page(db, world.actor(db, "guilan"), ticket.id, "zh").events][-3:]
        assert told == ["李秀英为这件事跑了一趟", "李秀英为这件事打了电话", "李秀英为这件事催了一次"]


@pytest.mark.parametrize(
    ("action", "by_message"),
    [("lodge", True), ("chase", True), ("call", False), ("visit", False), ("accompany", False)],
)
def test_the_villager_s_side_is_told_of_a_trip_once_and_in_words_that_give_nothing_away(
    world: World, monkeypatch: pytest.MonkeyPatch, action: str, by_message: bool
) -> None:
    monkeypatch.setattr(settings(), "sms_gateway_url", "http://127.0.0.1:9/")
    with world.database.writing() as db:
        ticket = accepted(world, db)
        db.execute(delete(Notice))
        asked, li = _trip(ticket, action=action), world.actor(db, "li")
        log_trip(db, li, asked)
        log_trip(db, li, asked)
        told = db.exec(select(Notice).where(Notice.kind == "ticket_trip")).all()
        assert [notice.person_id for notice in told] == [world.id("guilan")]
        assert (
            told[0].text_zh
            == f"村里又为您的事（编号后四位 {ticket.ticket_no[-4:]}）忙了一次，打开看结果，或打电话问村里。"
        )
        assert (told[0].sms_state == SmsState.WAITING) is by_message


def test_nobody_is_woken_for_a_trip(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "sms_gateway_url", "http://127.0.0.1:9/")
    late = datetime(2026, 11, 23, 22, 30, tzinfo=LOCAL)
    with world.database.writing() as db, replay(late):
        ticket = accepted(world, db)
        log_trip(db, world.actor(db, "li"), _trip(ticket))
        [told] = db.exec(select(Notice).where(Notice.kind == "ticket_trip")).all()
        assert told.send_after == datetime(2026, 11, 24, 7, 0, tzinfo=LOCAL)
