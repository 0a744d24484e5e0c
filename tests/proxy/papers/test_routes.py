"""Papers to hold in the hand: what stands on them, for whom, and that they fit."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx2 import Response
from sqlmodel import Session, col, select

from app.catalogue.models import ServiceItem
from app.core.clock import local_date, now, today
from app.core.pages import disposition
from app.people.models import Person
from app.people.service import keep_numbers
from app.proxy.authorisation.models import Authorisation
from app.proxy.papers.rules import day
from app.tickets.kinds.authorisation import FORBIDDEN, POWER_WORDS
from app.tickets.models import Ticket
from tests.oversight.carried import accepted, delivered, send, step
from tests.support.papers import pages, size_in_mm, text
from tests.support.world import World


def _told(world: World, db: Session, **more: Any) -> Ticket:
    ticket = send(world, db, "guilan")
    first, second = ticket.details["materials"][:2]
    missing = [{"code": first["code"], "reason": "照片看不清"}, {"code": second["code"]}]
    return step(world, db, "li", ticket.id, "notify_deficiency", missing=missing, way="paper", **more)


def _pdf(world: World, who: str, ticket: Ticket, name: str, **query: str) -> bytes:
    answer = world.client(who).get(f"/api/v1/tickets/{ticket.id}/papers/{name}.pdf", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "private, no-store"
    return answer.content


def test_a_receipt_says_what_was_taken_by_whom_and_until_when(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
    made = text(_pdf(world, "li", ticket, "receipt"))
    for words in (
        ticket.ticket_no,
        ticket.ticket_no[-4:],
        "收件回执",
        "刘桂兰",
        ticket.title_zh,
        "李秀英",
        *(paper["name_zh"] for paper in ticket.details["materials"]),
        f"一共看过、收下 {len(ticket.details['materials'])} 样",
        "监督电话",
        "签字",
    ):
        assert words in made, words
    assert ticket.due_at is not None
    assert f"最晚哪天送到窗口 {day(local_date(ticket.due_at), 'zh')}" in made, "not the day of the result"
    assert "替您留着的原件" not in made


def test_a_receipt_names_nobody_who_received_what_the_villager_only_sent(world: World) -> None:
    with world.database.writing() as db:
        sent, taken = send(world, db, "guilan"), accepted(world, db)
    assert "谁收的" in text(_pdf(world, "li", taken, "receipt"))
    assert "谁收的" not in text(_pdf(world, "li", sent, "receipt"))


def test_a_receipt_counts_the_originals_that_stay_and_says_who_has_them(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        first, *others = ticket.details["materials"]
        held = {"count": 3, "holder": "cabinet", "holder_id": None, "holder_name": "村里的柜子", "overnight_ok": True}
        kept = {**first, "custody": {**held, "since": now().isoformat()}}
        ticket.details = {**ticket.details, "materials": [kept, *others]}
    made = text(_pdf(world, "li", ticket, "receipt"))
    assert f"{first['name_zh']} 3 留原件" in made
    assert "村里的柜子" in made
    assert "替您留着的原件 3 份" in made


def test_a_receipt_counts_what_was_asked_for_in_the_version_that_the_matter_began_with(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        item = db.get_one(ServiceItem, ticket.item_id)
        first, second, *others = item.materials
        item.materials = [{**first, "copies": 3}, {**second, "copies": 2}, *others]
        newer = item.model_dump(exclude={"id", "edit_id"}) | {"version": item.version + 1}
        db.add(ServiceItem(**newer | {"materials": [{**paper, "copies": 9} for paper in item.materials]}))
        mine, waived = ticket.details["materials"][0], {**ticket.details["materials"][1], "status": "waived"}
        ticket.details = {**ticket.details, "materials": [mine, waived, *ticket.details["materials"][2:]]}
    assert first["kind"] != "in_person"
    made = text(_pdf(world, "li", ticket, "receipt"))
    assert f"{first['name_zh']} 3 " in made
    assert f"{second['name_zh']} — " in made
    assert " 9 " not in made
    assert "＿＿ 看原件" not in made


def test_a_receipt_is_given_for_any_service_and_hides_what_the_screen_hides(world: World) -> None:
    with world.database.writing() as db:
        illness, quarrel = send(world, db, "guilan", "medical"), send(world, db, "dashan", "dispute")
    assert illness.title_zh in text(_pdf(world, "guilan", illness, "receipt"))
    assert "没有收材料" in text(_pdf(world, "li", illness, "receipt"))
    li = world.client("li").get(f"/api/v1/tickets/{quarrel.id}/papers/receipt.pdf")
    assert li.status_code == 404


def test_a_paper_is_as_large_as_its_reader_chose_and_one_page_for_every_item_of_the_catalogue(world: World) -> None:
    with world.database.writing() as db:
        # Where an elder's own will is asked for, more has to be told than papers.
        items = db.exec(select(ServiceItem).where(col(ServiceItem.true_will).is_(False))).all()
        longest = max(items, key=lambda item: len(item.materials))
        assert len(longest.materials) >= 5, "long enough to try a page"
        ticket = accepted(world, db, item_code=longest.code)
    for size, measure in (("a4", (210, 297)), ("a6", (105, 148))):
        made = _pdf(world, "li", ticket, "receipt", size=size)
        assert size_in_mm(made) == measure
        assert len(pages(made)) == 1


@pytest.mark.parametrize(("size", "most"), [("a4", 1), ("a6", 3)])
def test_thirty_papers_fit_one_page_of_a4_and_three_slips(world: World, size: str, most: int) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        paper = {**ticket.details["materials"][0], "name_zh": "同意核对家庭收入和财产的授权书（签字）"}
        ticket.details = {**ticket.details, "materials": [{**paper, "code": f"p{n}"} for n in range(30)]}
    made = pages(_pdf(world, "li", ticket, "receipt", size=size))
    assert len(made) == most
    assert "一共看过、收下 30 样" in "".join(made)
    assert all(ticket.ticket_no in page for page in made)


def test_a_notice_lists_all_that_is_missing_with_reasons_and_the_last_day(world: World) -> None:
    with world.database.writing() as db:
        ticket = _told(world, db)
    made = text(_pdf(world, "guilan", ticket, "notice-1", size="a6"))
    assert "一次性告知单" in made
    assert "照片看不清" in made
    assert "当面给了这张纸" in made
    for paper in ticket.details["materials"][:2]:
        assert paper["name_zh"] in made
    for paper in ticket.details["materials"][2:]:
        assert paper["name_zh"] not in made
    assert ticket.due_at is not None
    assert f"请在这天前补齐{day(local_date(ticket.due_at), 'zh')}" in made.replace(" ", "")


def test_a_notice_stays_what_it_was_when_the_papers_have_come(world: World) -> None:
    with world.database.writing() as db:
        ticket = _told(world, db)
        codes = [{"code": paper["code"]} for paper in ticket.details["materials"][:2]]
        ticket = step(world, db, "li", ticket.id, "resubmit", materials=codes)
        assert [paper["reason"] for paper in ticket.details["materials"]] == [None] * len(ticket.details["materials"])
    made = text(_pdf(world, "li", ticket, "notice-1"))
    assert "照片看不清" in made
    assert "告知人签字" in made
    assert "交件人" not in made, "nobody has handed anything in"


def test_a_notice_that_was_not_given_is_not_printed(world: World) -> None:
    with world.database.writing() as db:
        ticket = _told(world, db)
    answer = world.client("li").get(f"/api/v1/tickets/{ticket.id}/papers/notice-2.pdf")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_paper")


def test_proof_of_delivery_is_printed_once_there_is_a_result(world: World) -> None:
    with world.database.writing() as db:
        early, done = accepted(world, db, "yulan"), delivered(world, db)
    answer = world.client("li").get(f"/api/v1/tickets/{early.id}/papers/delivery.pdf")
    assert (answer.status_code, answer.json()["code"]) == (409, "paper_not_ready")
    made = text(_pdf(world, "li", done, "delivery"))
    for words in ("送达回证", "已批准", "送达日期", day(local_date(now()), "zh"), "见证人签字"):
        assert words in made, words


def test_a_refusal_is_delivered_with_the_way_to_object(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        step(world, db, "li", ticket.id, "lodge", window="4 号窗口", handed_to="周敏")
        step(world, db, "li", ticket.id, "authority_accepts", acceptance_no="0128")
        refusal = {"document": "民〔2026〕7号", "words": "年龄不到", "remedies_told": True}
        step(world, db, "li", ticket.id, "refuse", **refusal)
    made = text(_pdf(world, "li", ticket, "delivery"))
    for words in ("没有批准", "民〔2026〕7号", "年龄不到", "行政复议"):
        assert words in made


def test_who_is_declined_takes_the_reason_home_on_paper(world: World) -> None:
    with world.database.writing() as db:
        ticket, open_still = send(world, db, "guilan"), send(world, db, "yulan")
        why = {"reason": "wrong_level", "text": "这件事归银行办", "redirect": "镇农商银行，电话 00000000900"}
        step(world, db, "li", ticket.id, "decline", **why)
    made = text(_pdf(world, "li", ticket, "ending"))
    for words in ("不予代办告知书", "刘桂兰", "归其他单位办", "这件事归银行办", "镇农商银行", "李秀英", "监督电话"):
        assert words in made, words
    answer = world.client("li").get(f"/api/v1/tickets/{open_still.id}/papers/ending.pdf")
    assert (answer.status_code, answer.json()["code"]) == (409, "paper_not_ready")


def test_an_authorisation_says_who_may_do_what_until_when_and_what_nobody_may(world: World) -> None:
    with world.database.writing() as db:
        ticket, without = accepted(world, db), send(world, db, "yulan")
        until = db.get_one(Authorisation, UUID(ticket.details["authorisation"]["id"])).until_on
        keep_numbers(db.get_one(Person, world.id("guilan")), "00000000113", id_no="610430188001010018")
    form = f"/api/v1/tickets/{ticket.id}/authorisation-form"
    assert world.client("li").get(form).json()["principal_id_no"] == "610***********0018"
    assert world.client("zhou").get(form).json()["principal_id_no"] is None
    made = _pdf(world, "guilan", ticket, "authorisation")
    assert len(pages(made)) == 1
    for words in (
        "代办委托书",
        "委托人 刘桂兰",
        "身份证号 610***********0018",
        "代办人 李秀英",
        day(until, "zh"),
        "不可以做",
        "随时可以收回",
        ticket.title_zh,
    ):
        assert words in text(made), words
    for label in (POWER_WORDS[power].zh for power in FORBIDDEN):
        assert label in text(made), label
    answer = world.client("li").get(f"/api/v1/tickets/{without.id}/papers/authorisation.pdf")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_paper")


def _sheet(world: World, who: str, ticket: Ticket, **query: Any) -> Response:
    answer = world.client(who).get(f"/api/v1/tickets/{ticket.id}/authorisation-form.pdf", params=query)
    assert isinstance(answer, Response)
    return answer


def test_a_sheet_is_printed_before_anybody_has_signed_it(world: World) -> None:
    with world.database.writing() as db:
        ticket = send(world, db, "guilan")
        keep_numbers(db.get_one(Person, world.id("guilan")), "00000000113", id_no="610430188001010018")
    assert "authorisation" not in ticket.details or ticket.details["authorisation"] is None, "nothing is signed yet"
    for size, measure in (("a4", (210, 297)), ("a6", (105, 148))):
        made = _sheet(world, "li", ticket, size=size).content
        assert size_in_mm(made) == measure
        assert len(pages(made)) == 1
        for words in (
            "代办委托书",
            ticket.ticket_no,
            ticket.ticket_no[-4:],
            "委托人 刘桂兰",
            "身份证号 610***********0018",
            "代办人 李秀英",
            ticket.title_zh,
            "事情办完就结束",
            "不可以做",
            "或者按手印",
            "见证人签字",
            "签了字或者按了手印才算数",
        ):
            assert words in text(made), words
        for label in (POWER_WORDS[power].zh for power in FORBIDDEN):
            assert label in text(made), label
    others = text(_sheet(world, "zhou", ticket).content)
    assert "610***" not in others, "only whoever has it signed"
    assert "身份证号后四位" in others


def test_a_sheet_says_what_was_chosen_on_the_phone(world: World) -> None:
    with world.database.writing() as db:
        ticket = send(world, db, "guilan")
    until = today() + timedelta(days=40)
    chosen = {"agent_id": str(world.id("zhang")), "backup_agent_id": str(world.id("li")), "power": ["hand_in"]}
    chosen |= {"until_on": until.isoformat(), "sub_delegation": "true", "item_code": ["RS-03", "MZ-05"]}
    made = text(_sheet(world, "li", ticket, **chosen).content)
    for words in ("代办人 张建国", "他不在时 李秀英", "替我递交材料", day(until, "zh"), "已问过本人", "养老待遇申领"):
        assert words in made, words
    assert "替我填表" not in made
    assert "事情办完就结束" not in made, "it is about items, as often as they come up"


def test_a_sheet_that_would_not_hold_is_not_printed(world: World) -> None:
    with world.database.writing() as db:
        ticket, cash = send(world, db, "guilan"), send(world, db, "guilan", "medical")
    wrong: list[tuple[dict[str, Any], int, str]] = [
        ({"power": ["receive_money"]}, 422, "power_forbidden"),
        ({"until_on": (today() + timedelta(days=400)).isoformat()}, 422, "term_out_of_range"),
        ({"agent_id": str(world.id("dashan"))}, 422, "not_staff"),
        ({"agent_id": str(world.id("li")), "backup_agent_id": str(world.id("li"))}, 422, "same_agent"),
        ({"item_code": ["NO-99"]}, 404, "item_unknown"),
    ]
    for query, status, code in wrong:
        answer = _sheet(world, "li", ticket, **query)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    answer = _sheet(world, "li", cash)
    assert (answer.status_code, answer.json()["code"]) == (409, "no_mandate_needed")


def test_papers_speak_english_to_those_who_ask_for_it(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
    path = f"/api/v1/tickets/{ticket.id}/papers/receipt.pdf"
    answer = world.client("li").get(path, headers={"Accept-Language": "en"})
    assert "Receipt" in text(answer.content)
    assert ticket.title_en in text(answer.content)


def test_papers_are_for_those_who_may_see_the_ticket(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
    path = f"/api/v1/tickets/{ticket.id}/papers/receipt.pdf"
    assert world.client("dashan").get(path).status_code == 404
    assert world.client("pan").get(path).status_code == 404
    assert world.stranger().get(path).status_code == 401
    assert world.client("li").get(f"/api/v1/tickets/{uuid4()}/papers/receipt.pdf").status_code == 404
    assert world.client("li").get(path.replace("receipt", "bank-card")).status_code == 422


def test_a_file_has_a_name_that_old_and_new_readers_understand() -> None:
    named = disposition("收件回执 DHS-E-1", "receipt-0042", "pdf")
    assert named.isascii()
    assert named.startswith('inline; filename="receipt-0042.pdf"')
    assert named.endswith("filename*=UTF-8''%E6%94%B6%E4%BB%B6%E5%9B%9E%E6%89%A7%20DHS-E-1.pdf")
