"""Authorisations on both databases: given once, refused with a reason, taken back for everything at once."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, col, select

from app.audit.models import AuditEntry
from app.core.clock import now, today
from app.core.problems import Refusal
from app.files.models import StoredFile
from app.notices.models import Notice
from app.proxy.authorisation import queries
from app.proxy.authorisation.form.queries import form
from app.proxy.authorisation.giving.service import give
from app.proxy.authorisation.models import Authorisation, AuthorisationTicket
from app.proxy.authorisation.schemas import AuthorisationIn, AuthorisationOut, FormOut, RevokeIn, UseIn
from app.proxy.authorisation.service import revoke, use
from app.tickets.models import Ticket, TicketEvent
from app.tickets.schemas import OnBehalf
from tests.oversight.carried import accepted, send, signed, step
from tests.support.sheets import sheet
from tests.support.world import World

KNOWN = OnBehalf(identity_checked="known_in_person")


def _give(world: World, db: Session, who: str, ticket: Ticket | None, agent: str = "li", **more: Any) -> Authorisation:
    asked = sheet(ticket.id if ticket else None, world.id(agent), **more)
    return give(db, world.actor(db, who), AuthorisationIn.model_validate(asked))[0]


def _refusal(world: World, db: Session, who: str, ticket: Ticket | None, agent: str = "li", **more: Any) -> str:
    before = len(db.exec(select(Authorisation)).all())
    with pytest.raises(Refusal) as refused:
        _give(world, db, who, ticket, agent, **more)
    assert len(db.exec(select(Authorisation)).all()) == before
    return refused.value.code


def _link(file_id: UUID) -> str:
    return f"/files/{file_id}"


def _seen(world: World, db: Session, who: str, paper: Authorisation) -> AuthorisationOut:
    return queries.shown(db, world.actor(db, who), [paper], "zh", _link)[0]


def _form(world: World, db: Session, who: str, ticket: Ticket) -> FormOut:
    return form(db, world.actor(db, who), ticket.id, "zh", _link)


def _revoke(world: World, db: Session, who: str, paper: Authorisation, **more: Any) -> Authorisation:
    return revoke(db, world.actor(db, who), paper.id, RevokeIn(id=uuid4(), **more))


def _moves(db: Session, ticket: Ticket) -> list[str | None]:
    wanted = select(TicketEvent.move).where(TicketEvent.ticket_id == ticket.id).order_by(col(TicketEvent.seq))
    return list(db.exec(wanted))


def _told(world: World, db: Session, who: str) -> list[Notice]:
    wanted = select(Notice).where(Notice.person_id == world.id(who), col(Notice.kind).startswith("authorisation"))
    return list(db.exec(wanted.order_by(col(Notice.created_at))))


def test_a_sheet_says_who_what_until_when_and_stands_in_the_ticket(world: World) -> None:
    with world.database.writing() as db:
        ticket = send(world, db, "guilan")
        helped: dict[str, Any] = {
            "signed": "fingerprint",
            "cannot_read": True,
            "read_aloud": True,
            "witness_name": "马大叔",
        }
        paper = _give(world, db, "li", ticket, backup_agent_id=str(world.id("zhang")), **helped)
        assert (paper.principal_id, paper.agent_id, paper.recorded_by) == tuple(map(world.id, ("guilan", "li", "li")))
        assert (paper.since_on, paper.identity_checked, paper.witness_name) == (today(), "known_in_person", "马大叔")
        kept = ticket.details["authorisation"]
        assert (kept["id"], kept["agent_name"], kept["revoked_on"]) == (str(paper.id), "李秀英、张建国", None)
        assert kept["agent_ids"] == [str(world.id("li")), str(world.id("zhang"))]
        event = db.exec(select(TicketEvent).where(TicketEvent.move == "authorise")).one()
        assert (event.on_behalf, event.identity_checked, event.to_state) == (True, "known_in_person", None)
        seen = _seen(world, db, "guilan", paper)
        assert seen.status == "in_force"
        assert seen.may_revoke
        assert seen.sentence.startswith("李秀英、张建国可以替本人填表、递交材料")
        assert seen.forbidden[0].label == "代收钱款"
        assert [notice.kind for notice in _told(world, db, "zhang")] == ["authorisation_given"]


def test_the_same_sheet_sent_twice_is_one(world: World) -> None:
    with world.database.writing() as db:
        ticket, li = send(world, db, "guilan"), world.actor(db, "li")
        asked = AuthorisationIn.model_validate(sheet(ticket.id, world.id("li")))
        first, is_new = give(db, li, asked)
        assert is_new
        version = ticket.version
        assert give(db, li, asked) == (first, False)
        assert (ticket.version, _moves(db, ticket)) == (version, [None, "authorise"])
        for other, actor in (
            (asked.model_copy(update={"sub_delegation": True}), li),
            (asked, world.actor(db, "zhang")),
        ):
            with pytest.raises(Refusal, match="id_taken"):
                give(db, actor, other)


def test_the_villager_signs_in_the_app_for_himself_and_a_relative_does_not(world: World) -> None:
    with world.database.writing() as db:
        ticket = send(world, db, "wang")
        in_app: dict[str, Any] = {"signed": "app", "paper_filed": False, "on_behalf": None}
        assert _refusal(world, db, "wangfang", ticket, **in_app) == "principal_signs"
        assert _refusal(world, db, "wang", ticket) == "wrong_signature"
        assert _refusal(world, db, "li", ticket, signed="app") == "wrong_signature"
        paper = _give(world, db, "wang", ticket, **in_app)
        assert (paper.recorded_by, paper.identity_checked) == (world.id("wang"), None)
        assert not _seen(world, db, "li", paper).on_behalf
        assert step(world, db, "li", ticket.id, "accept", **_papers(ticket)).state == "accepted"


def _papers(ticket: Ticket) -> dict[str, Any]:
    return {"materials": [{"code": paper["code"]} for paper in ticket.details["materials"]], "receipt_given": True}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"powers": ["hand_in", "receive_money"]}, "power_forbidden"),
        ({"powers": ["use_pin"]}, "power_forbidden"),
        ({"until_on": 400}, "term_out_of_range"),
        ({"until_on": -1}, "term_out_of_range"),
        ({"since_on": 1}, "signed_on_out_of_range"),
        ({"sub_delegation": True}, "sub_delegation_needs_consent"),
        ({"signed": "fingerprint"}, "read_aloud_needed"),
        ({"cannot_read": True, "read_aloud": True}, "witness_needed"),
        ({"signed": "fingerprint", "read_aloud": True, "witness_name": "李秀英"}, "witness_is_party"),
        ({"paper_filed": False}, "evidence_needed"),
        ({"on_behalf": None}, "identity_unchecked"),
        ({"item_codes": ["MZ-04"]}, "one_matter"),
        ({"backup_agent_id": "li"}, "same_agent"),
        ({"backup_agent_id": "pan"}, "not_staff"),
        ({"file_ids": [str(UUID(int=5))]}, "unknown_file"),
    ],
)
def test_a_sheet_that_does_not_hold_is_refused_with_the_reason(world: World, more: dict[str, Any], code: str) -> None:
    if "backup_agent_id" in more:
        more = {"backup_agent_id": str(world.id(more["backup_agent_id"]))}
    # Days from today are counted here: the list above is read before the clock of the tests begins.
    more = {
        key: (today() + timedelta(days=told)).isoformat() if type(told) is int else told for key, told in more.items()
    }
    with world.database.writing() as db:
        assert _refusal(world, db, "li", send(world, db, "guilan"), **more) == code


@pytest.mark.parametrize("agent", ["guilan", "pan", "zhou"])
def test_an_agent_is_of_the_village_s_staff(world: World, agent: str) -> None:
    with world.database.writing() as db:
        assert _refusal(world, db, "li", send(world, db, "guilan"), agent) == "not_staff"


def test_a_cadre_s_own_errand_is_in_a_colleague_s_hands(world: World) -> None:
    with world.database.writing() as db:
        ticket = send(world, db, "li")
        assert _refusal(world, db, "zhang", ticket, "li") == "agent_is_principal"
        assert _refusal(world, db, "li", ticket, "zhang") == "wrong_signature"
        assert _give(world, db, "zhang", ticket, "zhang").agent_id == world.id("zhang")


@pytest.mark.parametrize(("item", "why"), [("GA-04", "陪着"), ("RS-02", "教着"), ("RS-04", "上门")])
def test_where_the_person_acts_himself_nothing_is_signed(world: World, item: str, why: str) -> None:
    with world.database.writing() as db:
        ticket = send(world, db, "guilan", item_code=item)
        with pytest.raises(Refusal) as refused:
            _give(world, db, "li", ticket)
        assert refused.value.code == "no_mandate_needed"
        assert why in refused.value.words.zh
        sheet_of_it = _form(world, db, "li", ticket)
        assert (sheet_of_it.needed, sheet_of_it.signs) == (False, None)


def test_the_form_says_what_is_usual_and_who_signs(world: World) -> None:
    with world.database.writing() as db:
        ticket = send(world, db, "wang")
        for who, signs in (("li", "paper"), ("wang", "app"), ("wangfang", None), ("zhou", None), ("zhao", "paper")):
            found = _form(world, db, who, ticket)
            assert found.signs == signs, who
        assert found.agent_id == ticket.assignee_id or found.agent_id == world.id("zhao")
        assert {power.value for power in found.powers if power.usual} == {power.value for power in found.powers}
        assert found.since_on < found.until_on < found.latest_on
        half = _form(world, db, "li", send(world, db, "guilan", item_code="YB-04"))
        assert [power.value for power in half.powers if not power.usual] == ["collect_result"]
        # What the form proposes is taken as it stands.
        usual = [power.value for power in found.powers if power.usual]
        paper = _give(world, db, "li", ticket, powers=usual, until_on=found.until_on.isoformat())
        assert _form(world, db, "li", ticket).current == _seen(world, db, "li", paper)


def test_taken_back_the_very_next_step_is_refused_and_the_handler_is_told(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        paper = db.exec(select(Authorisation)).one()
        _revoke(world, db, "guilan", paper, reason="儿子回来自己办")
        with pytest.raises(Refusal, match="authorisation_revoked"):
            step(world, db, "li", ticket.id, "lodge", window="4 号窗口", handed_to="周敏")
        assert _moves(db, ticket)[-1] == "revoke_authorisation"
        assert ticket.state == "accepted"
        [notice] = _told(world, db, "li")
        assert ticket.ticket_no[-4:] in notice.text_zh
        assert "退还本人" in notice.text_zh
        seen = _seen(world, db, "li", paper)
        assert (seen.status, seen.may_revoke) == ("revoked", False)
        assert seen.revoked is not None
        assert (seen.revoked.by, seen.revoked.on_behalf, seen.revoked.reason) == ("刘桂兰", False, "儿子回来自己办")
        # A new sheet, and it goes on where it stood.
        _give(world, db, "li", ticket)
        assert step(world, db, "li", ticket.id, "lodge", window="4 号窗口", handed_to="周敏").state == "lodged"


def test_taken_back_after_lodging_everybody_hears_that_the_authority_must_be_told(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        step(world, db, "li", ticket.id, "lodge", window="4 号窗口", handed_to="周敏")
        paper = db.exec(select(Authorisation)).one()
        _revoke(world, db, "guilan", paper)
        assert "告诉受理的部门" in (_seen(world, db, "guilan", paper).advice or "")
        assert "告诉受理的部门" in _told(world, db, "li")[-1].text_zh


def test_the_secretary_takes_it_back_for_the_villager_and_says_how_he_knew(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        paper = db.exec(select(Authorisation)).one()
        with pytest.raises(Refusal, match="not_your_role"):
            _revoke(world, db, "li", paper, on_behalf=KNOWN)
        with pytest.raises(Refusal, match="identity_unchecked"):
            _revoke(world, db, "zhao", paper)
        assert paper.revoked_at is None
        _revoke(world, db, "zhao", paper, on_behalf=KNOWN)
        assert (paper.revoked_by, paper.revoke_identity_checked) == (world.id("zhao"), "known_in_person")
        event = db.exec(select(TicketEvent).where(TicketEvent.move == "revoke_authorisation")).one()
        assert (event.on_behalf, event.ticket_id) == (True, ticket.id)
        paper_id = paper.id
    with world.database.reading() as db:
        entry = db.exec(select(AuditEntry).where(AuditEntry.what == "authorisation_revoked")).one()
        assert (entry.by_id, entry.subject_id) == (world.id("zhao"), str(paper_id))


def test_taking_it_back_twice_changes_nothing_more(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        paper = db.exec(select(Authorisation)).one()
        _revoke(world, db, "guilan", paper)
        at, version = paper.revoked_at, ticket.version
        assert _revoke(world, db, "guilan", paper).revoked_at == at
        assert ticket.version == version


def test_a_paper_about_items_serves_every_request_about_them_and_ends_for_all_at_once(world: World) -> None:
    with world.database.writing() as db:
        first, other = send(world, db, "guilan"), send(world, db, "guilan", item_code="MZ-03")
        paper = _give(world, db, "li", None, principal_id=str(world.id("guilan")), item_codes=["MZ-04"])
        assert first.details["authorisation"]["id"] == str(paper.id)
        assert other.details["authorisation"] is None
        later, li = send(world, db, "guilan"), world.actor(db, "li")
        assert [usable.id for usable in _form(world, db, "li", later).usable] == [paper.id]
        asked = UseIn(id=uuid4(), ticket_id=later.id)
        use(db, li, paper.id, asked)
        use(db, li, paper.id, asked)
        assert _moves(db, later).count("authorise") == 1
        with pytest.raises(Refusal, match="not_covered"):
            use(db, li, paper.id, UseIn(id=uuid4(), ticket_id=other.id))
        somebody_else = send(world, db, "yulan")
        with pytest.raises(Refusal, match="not_covered"):
            use(db, li, paper.id, UseIn(id=uuid4(), ticket_id=somebody_else.id))
        assert set(_seen(world, db, "guilan", paper).ticket_ids) == {first.id, later.id}
        # A newer sheet took its place for a while; the older one still serves.
        _give(world, db, "li", first, "zhang")
        again = UseIn(id=uuid4(), ticket_id=first.id)
        use(db, li, paper.id, again)
        assert first.details["authorisation"]["agent_name"] == "李秀英"
        _give(world, db, "li", first, "zhang")
        use(db, li, paper.id, again)
        assert first.details["authorisation"]["agent_name"] == "张建国"
        use(db, li, paper.id, UseIn(id=uuid4(), ticket_id=first.id))
        _revoke(world, db, "guilan", paper)
        for ticket in (first, later):
            assert _moves(db, ticket)[-1] == "revoke_authorisation"
            assert ticket.details["authorisation"]["revoked_on"] == today().isoformat()
        newest = send(world, db, "guilan")
        with pytest.raises(Refusal, match="authorisation_revoked"):
            use(db, li, paper.id, UseIn(id=uuid4(), ticket_id=newest.id))


def test_of_items_that_the_person_does_himself_no_paper_is_taken(world: World) -> None:
    with world.database.writing() as db:
        guilan = str(world.id("guilan"))
        assert _refusal(world, db, "li", None, principal_id=guilan, item_codes=["RS-02"]) == "no_mandate_needed"
        assert _refusal(world, db, "li", None, principal_id=guilan, item_codes=["XX-99"]) == "item_unknown"
        assert _refusal(world, db, "li", None, principal_id=guilan) == "one_matter"


def test_a_newer_sheet_takes_the_place_of_the_older_and_taking_the_older_back_stops_nothing(world: World) -> None:
    with world.database.writing() as db:
        ticket = signed(world, db)
        older = db.exec(select(Authorisation)).one()
        newer = _give(world, db, "li", ticket, "zhang")
        assert db.get_one(AuthorisationTicket, ticket.id).authorisation_id == newer.id
        assert _seen(world, db, "guilan", older).status == "replaced"
        _revoke(world, db, "guilan", older)
        assert ticket.details["authorisation"]["revoked_on"] is None
        assert _moves(db, ticket) == [None, "authorise", "authorise"]


def test_a_paper_about_one_case_ends_with_it(world: World) -> None:
    with world.database.writing() as db:
        ticket = signed(world, db)
        paper = db.exec(select(Authorisation)).one()
        step(world, db, "guilan", ticket.id, "withdraw", reason="applicant_wish")
        seen = _seen(world, db, "guilan", paper)
        assert (seen.status, seen.may_revoke, seen.advice) == ("ended", False, None)
        assert _revoke(world, db, "guilan", paper).revoked_at is not None
        assert _moves(db, ticket)[-1] == "withdraw"
        with pytest.raises(Refusal, match="move_not_open"):
            _give(world, db, "li", ticket)


def test_a_running_case_goes_only_to_an_agent_whom_the_paper_names(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
        with pytest.raises(Refusal, match="agent_not_authorised"):
            step(world, db, "zhao", ticket.id, "assign", person_id=str(world.id("zhang")))
        _give(world, db, "zhang", ticket, "li", backup_agent_id=str(world.id("zhang")))
        step(world, db, "zhao", ticket.id, "assign", person_id=str(world.id("zhang")))
        assert ticket.assignee_id == world.id("zhang")
        assert step(world, db, "zhang", ticket.id, "lodge", window="4 号窗口", handed_to="周敏").state == "lodged"


def test_a_photo_of_the_sheet_goes_with_it_if_it_is_the_recorder_s_own(world: World) -> None:
    with world.database.writing() as db:
        ticket, ids = send(world, db, "guilan"), []
        for who in ("li", "zhang"):
            file = StoredFile(id=uuid4(), kind="photo", media_type="image/jpeg", size=9, sha256="0" * 64, name_on_disk=who, uploaded_by=world.id(who), created_at=now())  # fmt: skip
            db.add(file)
            ids.append(str(file.id))
        db.flush()
        assert _refusal(world, db, "li", ticket, paper_filed=False, file_ids=[ids[1]]) == "unknown_file"
        paper = _give(world, db, "li", ticket, paper_filed=False, file_ids=[ids[0], ids[0]])
        assert [file.url for file in _seen(world, db, "guilan", paper).files] == [f"/files/{ids[0]}"]


def test_the_list_pages_through_what_one_may_see(world: World) -> None:
    with world.database.writing() as db:
        papers = [_give(world, db, "li", send(world, db, who)) for who in ("guilan", "yulan", "guilan")]
        li, guilan = world.actor(db, "li"), world.actor(db, "guilan")
        found: list[UUID] = []
        cursor: str | None = None
        for _ in range(3):
            page = queries.page(db, li, "zh", _link, cursor=cursor, limit=1)
            found += [each.id for each in page.items]
            cursor = page.next
        assert sorted(found) == sorted(paper.id for paper in papers)
        assert cursor is None
        own = queries.page(db, guilan, "en", _link).items
        assert {each.id for each in own} == {papers[0].id, papers[2].id}
        assert own[0].status_label == "In force"
        assert queries.page(db, li, "zh", _link, principal_id=world.id("yulan")).items[0].id == papers[1].id
        ticket_id = papers[0].ticket_id
        assert [each.id for each in queries.page(db, guilan, "zh", _link, ticket_id=ticket_id).items] == [papers[0].id]
