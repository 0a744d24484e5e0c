"""Handing originals over: who may, what it needs, who is told, and that an errand ends only when all are back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, col, select

from app.core.clock import LOCAL, replay
from app.core.problems import Refusal
from app.core.sealed import seal
from app.files.models import StoredFile
from app.notices.models import Notice
from app.people.models import Person
from app.proxy.custody import queries, rules
from app.proxy.custody.log.queries import acts_of, log_of
from app.proxy.custody.models import CustodyEvent, CustodyHolding
from app.proxy.custody.news.service import remind_of_identity_cards
from app.proxy.custody.schemas import ConfirmIn, CustodyIn, CustodyPage, OpenCustody, RefuseIn
from app.proxy.custody.service import act, confirm, refuse
from app.proxy.custody.village.queries import count_in, open_custody
from app.tickets.models import Ticket
from app.tickets.schemas import MoveIn
from app.tickets.service import make_move
from tests.dashboard.counting import statements
from tests.oversight.carried import accepted, send, step
from tests.support.world import HUAISHU, World

MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=LOCAL)
EVENING = datetime(2026, 11, 23, 18, 30, tzinfo=LOCAL)
SEEN = {"way": "witness", "witness": "邻居陈大山"}
AT_WINDOW = {"window": "镇便民服务中心4号窗口", "slip": "周敏"}


@contextmanager
def village(world: World, at: datetime = MORNING) -> Iterator[Session]:
    """One transaction at an instant."""
    with replay(at), world.database.writing() as db:
        yield db


def carry(world: World, db: Session, who: str, ticket: Ticket, kind: str, *codes: str, **more: Any) -> UUID:
    """One act by somebody, with the household register if nothing else is named; gives its id."""
    papers = [{"code": code} for code in codes or ("hukou_book",)]
    body = {"id": uuid4(), "ticket_id": ticket.id, "kind": kind, "papers": papers} | more
    asked = CustodyIn.model_validate(body)
    assert act(db, world.actor(db, who), asked)
    return asked.id


def refused(world: World, db: Session, who: str, ticket: Ticket, kind: str, *codes: str, **more: Any) -> str:
    """The code with which an act is refused."""
    with pytest.raises(Refusal) as caught:
        carry(world, db, who, ticket, kind, *codes, **more)
    return caught.value.code


def page(world: World, db: Session, who: str, ticket: Ticket, on: date | None = None) -> CustodyPage:
    return queries.page(db, world.actor(db, who), ticket.id, "zh", str, on)


def listed(world: World, db: Session, who: str = "li") -> OpenCustody:
    return open_custody(db, world.actor(db, who), HUAISHU, "zh")


def told(world: World, db: Session, who: str, kind: str) -> int:
    found = select(Notice).where(col(Notice.person_id) == world.id(who), col(Notice.kind) == kind)
    return len(db.exec(found).all())


def agree(world: World, db: Session, who: str, act_id: UUID) -> None:
    confirm(db, world.actor(db, who), act_id, ConfirmIn(id=uuid4()))


def test_an_original_that_is_taken_stands_on_everybodys_page(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        carry(world, db, "li", ticket, "received", **SEEN)
        material = next(m for m in ticket.details["materials"] if m["code"] == "hukou_book")
        assert (material["custody"]["holder"], material["custody"]["holder_name"]) == ("person", "李秀英")
        for who, whose in (("guilan", "您"), ("li", "刘桂兰"), ("zhao", "刘桂兰"), ("zhou", "刘桂兰")):
            [held] = page(world, db, who, ticket).held
            assert held.sentence == f"{whose}的户口本在李秀英手里，11月23日交的。"
            assert held.mine == (who == "li")


def test_the_same_act_sent_twice_is_one_and_another_under_its_id_is_refused(world: World) -> None:
    with village(world) as db:
        ticket, li = accepted(world, db), world.actor(db, "li")
        body = {"id": uuid4(), "ticket_id": ticket.id, "kind": "received", "papers": [{"code": "hukou_book"}]} | SEEN
        assert act(db, li, CustodyIn.model_validate(body))
        assert not act(db, li, CustodyIn.model_validate(body))
        assert len(db.exec(select(CustodyEvent)).all()) == 1
        with pytest.raises(Refusal, match="id_taken"):
            act(db, li, CustodyIn.model_validate(body | {"note": "别的"}))
        with pytest.raises(Refusal, match="id_taken"):
            act(db, world.actor(db, "zhang"), CustodyIn.model_validate(body))


def test_a_colleague_has_the_papers_once_he_says_so(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        carry(world, db, "li", ticket, "received", **SEEN)
        passed = carry(world, db, "li", ticket, "handed_over", to_person_id=world.id("zhang"))
        assert page(world, db, "zhang", ticket).held[0].spot.name == "李秀英"
        assert [row.act.id for row in listed(world, db, "zhang").to_confirm] == [passed]
        assert listed(world, db, "li").to_confirm == []
        assert told(world, db, "zhang", "custody_to_confirm") == 1
        agree(world, db, "zhang", passed)
        assert page(world, db, "li", ticket).held[0].spot.name == "张建国"
        assert refused(world, db, "li", ticket, "lodged", **AT_WINDOW) == "not_in_your_hands"
        carry(world, db, "zhang", ticket, "lodged", **AT_WINDOW)
        assert page(world, db, "guilan", ticket).held[0].sentence == "您的户口本在镇便民服务中心4号窗口，11月23日交的。"


def test_a_refused_hand_over_stays_with_the_giver_who_hears_of_it(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        carry(world, db, "li", ticket, "received", **SEEN)
        passed = carry(world, db, "li", ticket, "handed_over", to_person_id=world.id("zhang"))
        refuse(db, world.actor(db, "zhang"), passed, RefuseIn(id=uuid4(), reason="没有见到户口本"))
        assert page(world, db, "li", ticket).held[0].spot.name == "李秀英"
        assert told(world, db, "li", "custody_refused") == 1
        with pytest.raises(Refusal, match="answered_before"):
            agree(world, db, "zhang", passed)


def test_an_answer_sent_twice_counts_once(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        carry(world, db, "li", ticket, "received", **SEEN)
        passed = carry(world, db, "li", ticket, "handed_over", to_person_id=world.id("zhang"))
        asked, zhang = ConfirmIn(id=uuid4()), world.actor(db, "zhang")
        assert confirm(db, zhang, passed, asked) == confirm(db, zhang, passed, asked) == ticket.id
        assert len(page(world, db, "li", ticket).chain) == 2


def test_nothing_ends_before_the_owner_has_the_papers_back(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        carry(world, db, "li", ticket, "received", **SEEN)
        ending = {"reason": "applicant_wish"}
        with pytest.raises(Refusal, match="originals_held"):
            step(world, db, "guilan", ticket.id, "withdraw", **ending)
        offered = carry(world, db, "li", ticket, "returned", way="app")
        with pytest.raises(Refusal, match="originals_held"):
            step(world, db, "guilan", ticket.id, "withdraw", **ending)
        assert told(world, db, "guilan", "custody_to_confirm") == 1
        agree(world, db, "guilan", offered)
        assert page(world, db, "guilan", ticket).all_back
        assert step(world, db, "guilan", ticket.id, "withdraw", **ending).state == "withdrawn"
        assert refused(world, db, "li", ticket, "received", **SEEN) == "custody_closed"


@pytest.mark.parametrize("who", ["li", "zhang", "zhao"])
def test_nobody_of_the_village_confirms_for_the_owner(world: World, who: str) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        taken = carry(world, db, "li", ticket, "received", way="app")
        with pytest.raises(Refusal, match="not_yours_to_confirm"):
            agree(world, db, who, taken)


def of_wang(world: World, db: Session) -> Ticket:
    """An errand for somebody without a phone, whose daughter has a mandate."""
    wang = world.id("wang")
    assert not db.get_one(Person, wang).phone
    ticket = accepted(world, db)
    ticket.beneficiary_id = ticket.applicant_id = wang
    db.flush()
    assert queries.phones(db, ticket) == {world.id("wangfang"): "王芳"}
    return ticket


def test_who_has_no_phone_confirms_by_signature_finger_or_witness_only(world: World) -> None:
    with village(world) as db:
        ticket = of_wang(world, db)
        assert refused(world, db, "li", ticket, "received", way="app") == "no_own_phone"
        assert refused(world, db, "li", ticket, "received", way="app", received_by="王芳") == "not_a_relative"
        carry(world, db, "li", ticket, "received", **SEEN)
        assert refused(world, db, "li", ticket, "returned", way="app") == "no_own_phone"
        carry(world, db, "li", ticket, "returned", **SEEN)
        assert page(world, db, "li", ticket).all_back
        assert told(world, db, "wangfang", "custody_to_confirm") == 0


def test_a_relative_confirms_only_what_was_put_into_her_own_hands(world: World) -> None:
    with village(world) as db:
        ticket = of_wang(world, db)
        carry(world, db, "li", ticket, "received", **SEEN)
        for nobody in ("陈大山", "王老汉"):
            assert refused(world, db, "li", ticket, "returned", way="app", received_by=nobody) == "not_a_relative"
        taken = carry(world, db, "li", ticket, "returned", way="app", received_by="王芳")
        assert told(world, db, "wangfang", "custody_to_confirm") == 1
        assert [act.id for act in page(world, db, "wangfang", ticket).chain if act.mine_to_answer] == [taken]
        assert not page(world, db, "li", ticket).all_back
        agree(world, db, "wangfang", taken)
        assert page(world, db, "li", ticket).all_back


def test_of_somebody_with_a_phone_a_relative_confirms_nothing_unless_she_took_it(world: World) -> None:
    with village(world) as db:
        ticket = of_wang(world, db)
        db.get_one(Person, world.id("wang")).phone_sealed = seal("00000000196", "person.phone", world.id("wang"))
        db.flush()
        carry(world, db, "li", ticket, "received", **SEEN)
        offered = carry(world, db, "li", ticket, "returned", way="app")
        assert told(world, db, "wangfang", "custody_to_confirm") == 0
        with pytest.raises(Refusal, match="not_yours_to_confirm"):
            agree(world, db, "wangfang", offered)
        agree(world, db, "wang", offered)
        assert page(world, db, "li", ticket).all_back


def test_a_signature_needs_its_photo_and_a_witness_a_name(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        for said in ({}, {"way": "signature"}, {"way": "fingerprint"}, {"way": "witness"}):
            assert refused(world, db, "li", ticket, "received", **said) == "something_missing"
        photo = StoredFile(
            id=uuid4(),
            kind="photo",
            media_type="image/jpeg",
            size=9,
            sha256="slip",
            name_on_disk="slip",
            uploaded_by=world.id("li"),
            created_at=MORNING,
        )
        db.add(photo)
        db.flush()
        carry(world, db, "li", ticket, "received", way="signature", file_ids=[photo.id])
        assert [file.id for file in page(world, db, "guilan", ticket).chain[0].files] == [photo.id]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("handed_over", {}),
        ("lodged", {"window": "4号"}),
        ("lodged", {"slip": "周敏"}),
        ("lost_reported", {}),
        ("returned", {}),
    ],
)
def test_an_act_says_where_to_and_how(world: World, kind: str, said: dict[str, str]) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        carry(world, db, "li", ticket, "received", **SEEN)
        assert refused(world, db, "li", ticket, kind, **said) == "something_missing"


def test_only_those_who_carry_papers_are_handed_any(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        carry(world, db, "li", ticket, "received", **SEEN)
        for stranger in ("pan", "guilan", "sun"):
            to = world.id(stranger)
            assert refused(world, db, "li", ticket, "handed_over", to_person_id=to) == "not_staff"
        assert {taker.name for taker in page(world, db, "li", ticket).takers} == {"张建国", "赵长河"}


def test_what_nobody_has_brought_is_carried_nowhere(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        assert refused(world, db, "li", ticket, "lodged", **AT_WINDOW) == "not_in_your_hands"
        assert refused(world, db, "li", ticket, "received", "marriage_certificate", **SEEN) == "unknown_material"
        assert refused(world, db, "li", ticket, "received", "hukou_book", "hukou_book", **SEEN) == "unknown_material"


def test_bank_and_social_security_cards_are_never_held(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        assert refused(world, db, "li", ticket, "received", "social_security_card", **SEEN) == "never_held"


def test_a_paper_of_the_townships_own_is_known_by_its_name(world: World) -> None:
    named = {"paper_1": "收款人的存折", "paper_2": "救助对象的身份证"}
    with village(world) as db:
        ticket = accepted(world, db)
        row = db.get_one(Ticket, ticket.id)
        papers = [
            {**paper, "code": code, "name_zh": name}
            for paper in row.details["materials"][:1]
            for code, name in named.items()
        ]
        row.details = {**row.details, "materials": papers}
        db.flush()
        assert refused(world, db, "li", ticket, "received", "paper_1", **SEEN) == "never_held"
        carry(world, db, "li", ticket, "received", "paper_2", **SEEN)
        assert page(world, db, "li", ticket).held[0].identity_card
        to_cabinet = refused(world, db, "li", ticket, "handed_over", "paper_2", to_cabinet=True)
        assert to_cabinet == "identity_card_overnight"
    with village(world, EVENING) as db:
        assert remind_of_identity_cards(db) == 1


def test_an_identity_card_goes_home_the_same_day(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        carry(world, db, "li", ticket, "received", "id_card", **SEEN)
        [held] = page(world, db, "li", ticket).held
        assert (held.late, held.warning) == (False, "身份证不能过夜，今天下班前当面退还本人。")
        assert refused(world, db, "li", ticket, "handed_over", "id_card", to_cabinet=True) == "identity_card_overnight"
        assert remind_of_identity_cards(db) == 0
    for _ in range(2):
        with village(world, EVENING) as db:
            remind_of_identity_cards(db)
            assert page(world, db, "li", ticket).held[0].late
            assert listed(world, db, "zhao").counts.late == 1
            assert [told(world, db, who, "custody_overnight") for who in ("li", "zhao", "zhang")] == [1, 1, 0]
            assert refused(world, db, "zhang", ticket, "received", "id_card", **SEEN) == "identity_card_overnight"
    with village(world, EVENING + timedelta(days=1)) as db:
        assert remind_of_identity_cards(db) == 1
        assert told(world, db, "li", "custody_overnight") == 2
        carry(world, db, "li", ticket, "returned", "id_card", **SEEN)
    with village(world, EVENING + timedelta(days=2)) as db:
        assert remind_of_identity_cards(db) == 0


def test_a_loss_is_told_and_the_errand_waits_for_what_is_done_about_it(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        carry(world, db, "li", ticket, "received", **SEEN)
        carry(world, db, "li", ticket, "lost_reported", note="去镇上的路上找不到了")
        assert [told(world, db, who, "custody_lost") for who in ("zhao", "guilan", "zhang")] == [1, 1, 0]
        ending = {"reason": "applicant_wish"}
        with pytest.raises(Refusal, match="originals_held"):
            step(world, db, "guilan", ticket.id, "withdraw", **ending)
        said = {"note": "陪本人补办，费用村里出"}
        assert refused(world, db, "zhang", ticket, "loss_settled", **said) == "not_your_role"
        assert refused(world, db, "zhao", ticket, "loss_settled") == "something_missing"
        carry(world, db, "zhao", ticket, "loss_settled", **said)
        assert told(world, db, "guilan", "custody_settled") == 1
        assert step(world, db, "guilan", ticket.id, "withdraw", **ending).state == "withdrawn"


def test_whoever_lost_it_does_not_settle_it(world: World) -> None:
    with village(world) as db:
        ticket = send(world, db, "guilan")
        carry(world, db, "zhao", ticket, "received", **SEEN)
        carry(world, db, "zhao", ticket, "lost_reported", note="找不到了")
        assert refused(world, db, "zhao", ticket, "loss_settled", note="算了") == "own_loss"
        carry(world, db, "zhou", ticket, "loss_settled", note="镇上陪本人补办")


def test_what_the_authority_keeps_for_good_stands_in_no_ones_way(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        carry(world, db, "li", ticket, "received", **SEEN)
        carry(world, db, "li", ticket, "lodged", **AT_WINDOW)
        carry(world, db, "li", ticket, "retained", slip="石受〔2026〕18 号")
        assert page(world, db, "guilan", ticket).all_back
        step(world, db, "guilan", ticket.id, "withdraw", reason="applicant_wish")


@pytest.mark.parametrize(("by", "move"), [("zhao", "assign"), ("zhang", "take")])
def test_papers_follow_a_matter_that_changes_hands(world: World, by: str, move: str) -> None:
    with village(world) as db:
        ticket = send(world, db, "guilan")
        step(world, db, "li", ticket.id, "take")
        carry(world, db, "li", ticket, "received", **SEEN)
        step(world, db, by, ticket.id, move, **({"person_id": str(world.id("zhang"))} if move == "assign" else {}))
        [question] = listed(world, db, "zhang").to_confirm
        assert (question.act.giver.name, question.act.taker.name) == ("李秀英", "张建国")
        assert page(world, db, "li", ticket).held[0].spot.name == "李秀英"
        agree(world, db, "zhang", question.act.id)
        assert page(world, db, "li", ticket).held[0].spot.name == "张建国"


def test_a_matter_without_originals_changes_hands_as_before(world: World) -> None:
    with village(world) as db:
        ticket = send(world, db, "guilan")
        step(world, db, "li", ticket.id, "take")
        step(world, db, "zhao", ticket.id, "assign", person_id=str(world.id("zhang")))
        assert db.exec(select(CustodyEvent)).all() == []


def test_the_record_says_where_an_original_was_on_any_day(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        carry(world, db, "li", ticket, "received", **SEEN)
    with village(world, MORNING + timedelta(days=1)) as db:
        carry(world, db, "li", ticket, "handed_over", to_cabinet=True)
    with village(world, MORNING + timedelta(days=2)) as db:
        carry(world, db, "zhang", ticket, "lodged", **AT_WINDOW)
    with village(world, MORNING + timedelta(days=9)) as db:
        carry(world, db, "li", ticket, "picked_up")
        carry(world, db, "li", ticket, "returned", **SEEN)
        first = MORNING.date()
        where = {}
        for n in (-1, 0, 1, 2, 8, 9):
            day = page(world, db, "zhou", ticket, first + timedelta(days=n))
            where[n] = [held.spot.name for held in day.held], len(day.chain)
        assert where == {
            -1: ([], 0),
            0: (["李秀英"], 1),
            1: (["村里带锁的柜子"], 2),
            2: (["镇便民服务中心4号窗口"], 3),
            8: (["镇便民服务中心4号窗口"], 3),
            9: ([], 5),
        }
        assert page(world, db, "zhou", ticket).days == [first + timedelta(days=n) for n in (0, 1, 2, 9)]


def test_what_was_done_without_a_network_counts_from_when_it_was_done(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
    with village(world, EVENING) as db:
        carry(world, db, "li", ticket, "received", "id_card", reported_at=MORNING + timedelta(hours=1), **SEEN)
        carry(world, db, "li", ticket, "returned", "id_card", reported_at=MORNING, **SEEN)
        [taken, given] = page(world, db, "li", ticket).chain
        assert (taken.happened_at, taken.at) == (MORNING + timedelta(hours=1), EVENING)
        assert given.happened_at == taken.happened_at, "a wrong clock never turns the order round"


def test_papers_that_move_stand_in_the_way_of_nobodys_next_step(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        asked = MoveIn(id=uuid4(), move="lodge", version=ticket.version, data={"window": "4号", "handed_to": "周敏"})
        carry(world, db, "li", ticket, "received", **SEEN)
        carry(world, db, "li", ticket, "lodged", **AT_WINDOW)
        assert make_move(db, world.actor(db, "li"), ticket.id, asked).state == "lodged"


def test_the_cache_says_what_the_log_says(world: World) -> None:
    with village(world) as db:
        ticket = accepted(world, db)
        carry(world, db, "li", ticket, "received", "hukou_book", "id_card", **SEEN)
        carry(world, db, "zhang", ticket, "received", **SEEN)
        carry(world, db, "li", ticket, "handed_over", to_cabinet=True)
        passed = carry(world, db, "zhao", ticket, "handed_over", to_person_id=world.id("li"))
        agree(world, db, "li", passed)
        carry(world, db, "li", ticket, "lost_reported", "id_card", note="找不到了")
        ledger = rules.out(rules.ledger_of(acts_of(log_of(db, [ticket.id])[ticket.id])))
        kept = {
            (each.code, each.spot_kind, each.spot_key, each.count, each.since, each.out_since)
            for each in db.exec(select(CustodyHolding)).all()
        }
        assert kept == {
            (code, spot.kind, spot.key, lot.count, lot.since, lot.out_since)
            for code, spots in ledger.items()
            for spot, lot in spots.items()
        }
        assert len(kept) == 3
        cached = {m["code"]: m["custody"] and m["custody"]["count"] for m in ticket.details["materials"]}
        assert cached == {"hukou_book": 2, "id_card": 1, "social_security_card": None}


def test_a_village_sees_what_is_out_and_what_is_out_too_long(world: World) -> None:
    with village(world) as db:
        carry(world, db, "li", accepted(world, db), "received", **SEEN)
    with village(world, MORNING + timedelta(days=8)) as db:
        ticket = accepted(world, db, "yulan")
        carry(world, db, "zhang", ticket, "received", "hukou_book", **SEEN)
        counts = listed(world, db, "zhao").counts
        assert (counts.out, counts.long, counts.lost) == (2, 1, 0)
        assert [(row.held.days, row.held.long) for row in listed(world, db, "zhao").items] == [(8, True), (0, False)]
        area = count_in(db, col(CustodyHolding.place_path) == ticket.place_path, MORNING + timedelta(days=8))
        assert area == {ticket.village_id: (2, 1)}


def test_the_list_takes_the_same_number_of_statements_however_long_it_is(world: World) -> None:
    with village(world) as db:
        carry(world, db, "li", accepted(world, db), "received", **SEEN)
        with statements(world.database) as few:
            listed(world, db)
        for who in ("yulan", "dashan"):
            carry(world, db, "li", accepted(world, db, who), "received", **SEEN)
        with statements(world.database) as many:
            assert len(listed(world, db).items) == 3
        assert len(few) == len(many) <= 8


def test_other_services_take_no_originals(world: World) -> None:
    with village(world) as db:
        for service in ("finance", "parcel"):
            ticket = send(world, db, "guilan", service)
            assert refused(world, db, "li", ticket, "received", **SEEN) == "custody_closed"
