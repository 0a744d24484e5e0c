"""One request of each operation that takes a body, such as somebody who may would send it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain, count
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlmodel import Session, select

from app.catalogue.editing.queries import versions
from app.core.clock import now, today
from app.duty.posts.records.rules import quarter_of
from app.duty.posts.records.schemas import RecordIn
from app.duty.posts.records.service import write_record
from app.duty.posts.schemas import PostIn, ProposalIn
from app.duty.posts.service import propose, set_post
from app.duty.schemas import ShiftIn
from app.duty.service import plan_shift
from app.duty.swaps.asking.service import ask as ask_colleague
from app.duty.swaps.schemas import SwapIn
from app.duty.turns.models import Reason
from app.people.actor import SYSTEM, actor_of_person
from app.people.models import Service
from app.places.queries import village_by_code
from app.proxy.custody.schemas import CustodyIn
from app.proxy.custody.service import act
from app.proxy.handover.rules import note_id
from app.proxy.models import ProxyLogTicket
from app.tickets.paper_numbers.rules import paper_number
from app.tickets.paper_numbers.schemas import PaperRangeIn
from app.tickets.paper_numbers.service import issue_slips
from tests.files.samples import photo as picture
from tests.security.township import Township
from tests.support.sheets import sheet
from tests.support.world import HUAISHU, SHIQIAO

_days = count(100)
_ACCOUNT = {"username": "nobody-yet", "password": "short"}
_LOOK = {"fields": ["phone", "id_no"], "reason": "给本人打电话"}
_KNOWN = {"identity_checked": "known_in_person"}


class Ask(NamedTuple):
    """Who sends what to which address."""

    row: str | None
    method: str
    path: str
    body: dict[str, Any]


def all_asks(township: Township) -> dict[str, list[Ask]]:
    """By operation; each has everything in it that its operation can be told."""
    found: dict[str, list[Ask]] = {}
    for operation, ask in chain(
        _asks(township),
        _slips_and_words(township),
        _custody(township),
        _roster_asks(township),
        _turns(township),
        _swaps(township),
        _temporary(township),
        _handovers(township),
        _posts(township),
    ):
        found.setdefault(operation, []).append(ask)
    return found


def _asks(township: Township) -> Iterator[tuple[str, Ask]]:
    wang, li, ticket = (str(each) for each in (township.id("wang"), township.id("li"), township.told["errand"]))
    soon, at = (today() + timedelta(days=30)).isoformat(), now() + timedelta(days=next(_days))
    new = {"id": str(uuid4()), "reported_at": now().isoformat()}
    note = {"text": "一句话", "file_ids": []}
    move = {"move": "take", "version": 1, "data": {}, "note": "一句话", "on_behalf": _KNOWN, "file_ids": []}
    rating = {"grade": 2, "tags": ["slow"], "comment": "慢", "channel": "app", "version": 1, "on_behalf": _KNOWN}
    trip = {"ticket_ids": [ticket], "action": "call", "place": "村里", "result": "好", "contact": "周", "fee_fen": 0}
    trip |= {"went_at": now().isoformat(), "next_step": "再去", "next_on": soon, "companions": "张", "file_ids": []}
    person = {"name": "新来的", "phone": "00000000177", "village_code": HUAISHU, "group": "一组", "birth_year": 1880}
    person |= {"no_phone": False, "contact_name": "老王", "contact_phone": "00000000178", "id_no": "610430188001010018"}
    scope: dict[str, Any] = {"relation": "neighbour", "relation_text": "邻居", "services": ["errand"], "until_on": soon}
    scope |= {"item_codes": []}
    shift = {"village_code": HUAISHU, "person_id": li, "leader_id": li, "kind": "duty", "phone": "00000000101"}
    shift |= {"starts_at": at.isoformat(), "ends_at": (at + timedelta(hours=1)).isoformat()}
    key = {"name": "大屏", "place_code": SHIQIAO, "scopes": ["summary"], "expires_on": soon}
    card, six = {"card_no": "0123456789", "code": "123456"}, "123456"
    yield "ask_code", Ask(None, "POST", "/sign-in/codes", {"phone": "00000000199"})
    code = {"request_id": str(uuid4()), "code": six, "person_id": wang, "shared_phone": False}
    yield "sign_in_with_code", Ask(None, "POST", "/sign-in/code", code)
    yield "sign_in_with_card", Ask(None, "POST", "/sign-in/card", card | {"shared_phone": False})
    password = {"username": "nobody", "password": "nothing", "totp": six, "shared_phone": False}
    yield "sign_in_with_password", Ask(None, "POST", "/sign-in/password", password)
    yield "make_move", Ask("li", "POST", f"/tickets/{ticket}/moves", new | move)
    yield "add_note", Ask("li", "POST", f"/tickets/{ticket}/notes", new | note)
    yield "rate_ticket", Ask("wang", "POST", f"/tickets/{ticket}/rating", {"id": str(uuid4())} | rating)
    yield "log_trip", Ask("li", "POST", "/proxy-log", new | trip)
    yield from _authorisations(township, new)
    yield "register_person", Ask("li", "POST", "/people", {"id": str(uuid4())} | person)
    yield "reveal_numbers", Ask("li", "POST", f"/people/{wang}/reveal", _LOOK | {"ticket_id": ticket})
    yield from _kin(township, scope)
    yield "plan_shift", Ask("zhao", "POST", "/duty/shifts", {"id": str(uuid4())} | shift)
    back_at = (now() + timedelta(hours=1)).isoformat()
    yield "set_out_note", Ask("li", "POST", "/duty/out-note", {"reason": "meeting", "back_at": back_at})
    yield "create_api_key", Ask("admin", "POST", "/api-keys", key)
    yield "register_officer", Ask("admin", "POST", "/officers", {"id": str(uuid4()), "name": "新来的"})
    staff = {"id": str(uuid4()), "name": "新同事", "roles": ["mediator"], "place_code": HUAISHU, "phone": "00000000176"}
    yield "register_staff", Ask("admin", "POST", "/staff", staff | _ACCOUNT)
    yield "grant_role", Ask("admin", "POST", f"/people/{wang}/roles", {"role": "mediator", "place_code": HUAISHU})
    yield "set_account", Ask("admin", "PUT", f"/people/{township.id('zhang')}/account", _ACCOUNT)
    yield from _of_the_catalogue(township)
    for service, more in _services():
        helped = {"person_id": wang, "name": None, "phone": None, "no_phone": False}
        where = {
            "village_code": HUAISHU,
            "channel": "walk_in",
            "group": "一组",
            "relation": "本人",
            "beneficiary": helped,
        }
        rest: dict[str, Any] = {"urgency": "normal", "file_ids": [], "identity_checked": "id_card_seen", "consents": []}
        rest |= {"paper_number": "DHS临000018"}
        yield "submit_ticket", Ask("li", "POST", "/tickets", new | {"service": service} | where | rest | more)


def _posts(township: Township) -> Iterator[tuple[str, Ask]]:
    post_id, gui, day = uuid4(), str(township.id("gui")), today().isoformat()
    post: dict[str, Any] = {"village_code": HUAISHU, "name": "巡渠岗", "name_en": "Channels", "kind": "public_affairs"}
    post |= {"duties": "看渠", "hamlet": "三组", "seats": 9}
    yield "set_post", Ask("zhao", "POST", f"/duty/posts/{post_id}", post)
    already = {"since_on": day, "agreed_on": day, "pledge": "好", "letter_signed_on": day}
    asked = PostIn.model_validate(post)
    with township.database.writing() as db:
        for each in (post_id, other := uuid4()):
            set_post(db, SYSTEM, each, asked)
        held = propose(
            db, SYSTEM, other, ProposalIn.model_validate({"id": uuid4(), "person_id": gui, "already": already})
        )
        record = {"quarter": quarter_of(today()), "text": "看了渠", "place": "三组", "done_on": day}
        first = RecordIn.model_validate(record | {"id": uuid4()})
        amended = write_record(db, actor_of_person(db, township.id("gui")), held.id, first)
    name = {"id": str(uuid4()), "person_id": gui, "already": already}
    yield "propose_for_post", Ask("zhao", "POST", f"/duty/posts/{post_id}/people", name)
    move = {"id": str(uuid4()), "version": 1, "move": "suspend", "reason": "exempt", "on": day}
    move |= {"pledge": "好", "letter_signed_on": day}
    yield "make_post_step", Ask("zhao", "POST", f"/duty/holdings/{held.id}/moves", move)
    new = {"id": str(uuid4()), "amends_id": str(amended.id)}
    photo = str(township.upload("zhao", picture("PNG")))
    portrait = {"id": str(uuid4()), "file_id": photo, "person_id": gui, "has_agreed": True}
    yield "give_portrait", Ask("zhao", "POST", "/duty/portraits", portrait)
    yield "write_post_record", Ask("gui", "POST", f"/duty/holdings/{held.id}/records", new | record)


def _slips_and_words(township: Township) -> Iterator[tuple[str, Ask]]:
    new = {"id": str(uuid4()), "reported_at": now().isoformat()}
    with township.database.reading() as db:
        about = select(ProxyLogTicket.entry_id).where(ProxyLogTicket.ticket_id == township.told["errand"])
        entry, slip = db.exec(about).first(), _slip(township, db)
    yield "amend_trip", Ask("li", "POST", f"/proxy-log/{entry}/amendments", new | {"text": "补一句"})
    pages = {"id": str(uuid4()), "village_code": HUAISHU, "pages": 1}
    yield "issue_slips", Ask("li", "POST", "/paper-numbers", pages)
    remark = {
        "village_code": HUAISHU,
        "kind": "emergency",
        "happened_at": now().isoformat(),
        "text": "一句话",
        "count": 1,
    }
    remark |= {
        "told_whom": "镇值班室",
        "told_at": now().isoformat(),
        "on_paper": True,
        "sat_id": str(township.id("li")),
    }
    yield "write_duty_remark", Ask("li", "POST", "/duty-log/remarks", new | remark)
    yield "add_paper_number", Ask("li", "POST", f"/tickets/{township.told['errand']}/paper-number", {"number": slip})


def _slip(township: Township, db: Session) -> str:
    """The number of a slip that was printed for our village."""
    village = village_by_code(db, HUAISHU)
    asked = PaperRangeIn(id=uuid4(), village_code=HUAISHU, pages=1)
    with township.database.writing() as late:
        issued, _ = issue_slips(late, township.world.actor(late, "li"), asked)
        return paper_number(village.initials, issued.last)


def _roster_asks(township: Township) -> Iterator[tuple[str, Ask]]:
    """In this order: what is drawn is changed and then published."""
    far, li = today() + timedelta(days=200), str(township.id("li"))
    month = f"/duty/rosters/{HUAISHU}/{far:%Y-%m}"
    days = ["workday", "rest_day", "holiday", "market"]
    turn = {"starts": "08:30", "ends": "12:00", "days": days, "persons": 1, "kind": "duty", "skills": ["phone"]}
    turn |= {"weekdays": [0, 1, 2, 3, 4, 5, 6]}
    weights = {"workday": 2, "rest_day": 3, "holiday": 4, "spring_festival": 6, "night": 1}
    limits = {"rest_hours": 8, "most_days_in_a_row": 5, "most_turns_a_day": 1, "publish_days": 3}
    rule = {"version": 0, "turns": [turn], "weights": weights, "market_digits": [3, 8], "needs_leader": True}
    yield "set_roster_rule", Ask("zhao", "PUT", f"/duty/rules/{HUAISHU}", rule | limits)
    member = {"is_leader": True, "is_exempt": False, "skills": ["phone"], "rest_weekdays": [2], "most_turns": 20}
    member |= {"phone": "00000000101"}
    yield "set_roster_member", Ask("zhao", "PUT", f"/duty/rules/{HUAISHU}/members/{li}", member)
    leave = {"id": str(uuid4()), "village_code": HUAISHU, "person_id": li}
    later = (far + timedelta(days=40)).isoformat()
    yield "take_leave", Ask("li", "POST", "/duty/leaves", leave | {"first_on": later, "last_on": later})
    link = {"id": str(uuid4()), "village_code": HUAISHU, "is_whole": True}
    yield "make_calendar_link", Ask("li", "POST", "/duty/calendar-links", link)
    yield "draw_roster", Ask("zhao", "POST", f"{month}/draw", {"version": 0})
    change = {"version": 1, "turn": f"{far:%Y-%m-%d} 08:30–12:00 duty", "person_ids": [li]}
    yield "change_turn", Ask("zhao", "POST", f"{month}/turns", change)
    yield "publish_roster", Ask("zhao", "POST", f"{month}/publish", {"version": 2})
    yield "settle_other_turns", Ask("zhao", "POST", f"{month}/others", {"act": "move", "shift_ids": [str(uuid4())]})


def _turns(township: Township) -> Iterator[tuple[str, Ask]]:
    """Each act on a turn of its own."""
    zhang = str(township.id("zhang"))
    for move in ("replace", "move", "cancel"):
        starts_at = now() + timedelta(days=next(_days))
        hours = {"starts_at": starts_at.isoformat(), "ends_at": (starts_at + timedelta(hours=1)).isoformat()}
        turn = _planned(township, "li", starts_at)
        more = {"person_id": zhang, "until": hours["ends_at"], "reason": "other"} | hours
        yield (
            "change_one_turn",
            Ask("zhao", "POST", f"/duty/turns/{turn}/moves", {"id": str(uuid4()), "move": move} | more),
        )


def _swaps(township: Township) -> Iterator[tuple[str, Ask]]:
    """One's own turn for a colleague's, and his answer to a request that stands already, by himself and through the secretary."""
    rows = ("li", "zhang", "li", "li")
    mine, theirs, other, last = (_planned(township, row, now() + timedelta(days=next(_days))) for row in rows)
    about = {"shift_id": str(mine), "for_shift_id": str(theirs), "person_id": str(township.id("zhang"))}
    yield "ask_swap", Ask("li", "POST", "/duty/swaps", {"id": str(uuid4()), "reason": "personal"} | about)
    asked = SwapIn(id=uuid4(), shift_id=other, person_id=township.id("zhang"), reason=Reason.OTHER)
    with township.database.writing() as db:
        swap = ask_colleague(db, township.world.actor(db, "li"), asked).swap.id
    answer = {"id": str(uuid4()), "move": "accept", "for_person_id": str(township.id("zhang"))}
    yield "move_swap", Ask("zhao", "POST", f"/duty/swaps/{swap}/moves", answer)
    asked = SwapIn(id=uuid4(), shift_id=last, person_id=township.id("zhang"), reason=Reason.OTHER)
    with township.database.writing() as db:
        swap = ask_colleague(db, township.world.actor(db, "li"), asked).swap.id
    yield "move_swap", Ask("zhang", "POST", f"/duty/swaps/{swap}/moves", {"id": str(uuid4()), "move": "accept"})


def _temporary(township: Township) -> Iterator[tuple[str, Ask]]:
    """Tried, and put out."""
    on = (today() + timedelta(days=250)).isoformat()
    watch = {"village_code": HUAISHU, "occasion": "flood", "first_on": on, "last_on": on, "persons": 1}
    watch |= {"hours": [{"starts": "20:00", "ends": "08:00"}], "stands": "instead"}
    watch |= {"people": [str(township.id("li"))], "fallback_id": str(township.id("zhang"))}
    yield "preview_temporary_roster", Ask("zhao", "POST", "/duty/temporary-previews", watch)
    yield "plan_temporary_roster", Ask("zhao", "POST", "/duty/temporary", watch | {"id": str(uuid4())})


def _planned(township: Township, row: str, starts_at: datetime) -> UUID:
    """A turn of two hours of somebody of our village."""
    asked = {"id": uuid4(), "village_code": HUAISHU, "person_id": township.id(row)}
    hours = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    with township.database.writing() as db:
        return plan_shift(db, SYSTEM, ShiftIn.model_validate(asked | hours)).shift.id


def _handovers(township: Township) -> Iterator[tuple[str, Ask]]:
    """A turn that has just ended, and its note."""
    # He has no turn after this one, since a note of somebody who is back has nothing to go over.
    ended, liu, zhang = now() - timedelta(days=next(_days)), township.id("liu"), township.id("zhang")
    with township.database.writing() as db:
        turns = [
            ShiftIn(
                id=uuid4(),
                village_code=HUAISHU,
                person_id=person,
                starts_at=begins,
                ends_at=begins + timedelta(hours=1),
            )
            for person, begins in ((liu, ended - timedelta(hours=1)), (zhang, ended))
        ]
        for turn in turns:
            plan_shift(db, SYSTEM, turn)
    new = {"id": str(uuid4()), "reported_at": now().isoformat()}
    given = new | {"remark": "钥匙在抽屉里", "keys_given": True}
    yield "give_handover", Ask("liu", "POST", f"/handovers/of/{turns[0].id}", given)
    accepted = new | {"id": str(uuid4())}
    yield "accept_handover", Ask("zhang", "POST", f"/handovers/{note_id(turns[0].id)}/accept", accepted)


def _custody(township: Township) -> Iterator[tuple[str, Ask]]:
    new = {"id": str(uuid4()), "reported_at": now().isoformat()}
    li, ticket = str(township.id("li")), str(township.told["errand"])
    original: dict[str, Any] = {
        "ticket_id": ticket,
        "kind": "received",
        "papers": [{"code": "hukou_book", "count": 1}],
        "file_ids": [],
    }
    original |= {"way": "witness", "witness": "张建国", "note": "一句话", "to_person_id": li, "to_cabinet": False}
    original |= {"window": "4 号窗口", "slip": "周", "received_by": "王芳"}
    yield "write_custody", Ask("li", "POST", "/custody", new | original)
    yield (
        "confirm_custody",
        Ask("zhang", "POST", f"/custody/{_handed_over(township)}/confirm", new | {"id": str(uuid4())}),
    )
    refusal = {"id": str(uuid4()), "reason": "没有接到"}
    yield "refuse_custody", Ask("zhang", "POST", f"/custody/{_handed_over(township)}/refuse", new | refusal)


def _handed_over(township: Township) -> UUID:
    """A hand-over from 李秀英 to 张建国 that waits for his word."""
    matter, last = township.fresh("errand"), uuid4()
    about = {"ticket_id": matter, "papers": [{"code": "hukou_book"}]}
    taken = {"id": uuid4(), "kind": "received", "way": "witness", "witness": "邻居"}
    passed = {"id": last, "kind": "handed_over", "to_person_id": township.id("zhang")}
    with township.database.writing() as db:
        for asked in (taken, passed):
            act(db, township.world.actor(db, "li"), CustodyIn.model_validate(about | asked))
    return last


def _authorisations(township: Township, new: dict[str, str]) -> Iterator[tuple[str, Ask]]:
    li, ticket = str(township.id("li")), str(township.told["errand"])
    papers = {"since_on": today().isoformat(), "cannot_read": True, "read_aloud": True, "witness_name": "马大叔"}
    papers |= {"sub_delegation": True, "sub_delegation_agreed": True, "reported_at": now().isoformat()}
    papers |= {"backup_agent_id": str(township.id("zhang")), "signed": "fingerprint", "file_ids": []}
    given = sheet(ticket, li, **papers)
    yield "give_authorisation", Ask("li", "POST", "/authorisations", given | {"item_codes": [], "principal_id": None})
    paper = f"/authorisations/{township.paper('errand')}"
    taken = {"reason": "不办了", "on_behalf": _KNOWN}
    yield "revoke_authorisation", Ask("zhao", "POST", f"{paper}/revoke", new | taken)
    about_items = f"/authorisations/{township.paper_about_items('errand')}"
    yield "use_authorisation", Ask("li", "POST", f"{about_items}/uses", new | {"ticket_id": ticket})


def _kin(township: Township, scope: dict[str, Any]) -> Iterator[tuple[str, Ask]]:
    """Acting for somebody: recorded, asked for, offered, answered, ended, told."""
    mandate = scope | {"agent_id": str(township.id("dashan")), "basis": "principal_in_person", "file_ids": []}
    evidence: dict[str, Any] = {"id": str(uuid4()), "evidence": "当面确认", "consents": [], "replaces": None}
    yield "confirm_delegation", Ask("li", "POST", f"/people/{township.id('wang')}/delegations", mandate | evidence)
    named = {"id": str(uuid4()), "named": "王老汉"}
    far = {"village_code": HUAISHU, "card_no": "0123456789", "word": "我在外地", "file_ids": []}
    yield "ask_to_help", Ask("gui", "POST", "/kin/asks", scope | named | far)
    number = {"id": str(uuid4()), "phone": "00000000112", "consents": []}
    yield "offer_to_relative", Ask("wang", "POST", "/kin/offers", scope | named | number)
    asked = {
        "principal_id": str(township.id("wang")),
        "basis": "principal_by_phone",
        "services": ["errand"],
        "until_on": scope["until_on"],
    }
    asked |= {"evidence": "电话里说好", "consents": [], "file_ids": []}
    waiting = township.asked("gui")
    yield "confirm_kin_request", Ask("li", "POST", f"/kin/requests/{waiting}/confirm", asked)
    why = {"reason": "not_confirmed", "note": "没打通"}
    yield "close_kin_request", Ask("li", "POST", f"/kin/requests/{township.asked('mancang')}/close", why)
    given = township.mandate("zhao", township.id("wang"), township.id("gui"), Service.PARCEL)
    end = {"reason": "not_wanted", "note": "不用了", "on_behalf": _KNOWN}
    yield "revoke_delegation", Ask("li", "POST", f"/delegations/{given}/revoke", end)
    told = {"how": "call", "objects": False, "note": "说了"}
    yield "note_told", Ask("li", "POST", f"/tellings/{township.to_tell('errand')}/told", told)


def _of_the_catalogue(township: Township) -> Iterator[tuple[str, Ask]]:
    with township.database.reading() as db:
        [newest] = versions(db, township.world.actor(db, "zhou"), "SH-01")[:1]
        content = newest.item.model_dump(mode="json") | {"source": str(uuid4()), "window_phone": "00000000199"}
    content |= {"promised_days": 2, "promised_unit": "wd", "season_from": "09-01", "season_to": "12-31"}
    starts = {"id": str(uuid4()), "valid_from": today().isoformat(), "reason": "通知", "item": content}
    base = {"base_version": newest.version}
    yield "change_item", Ask("zhou", "POST", "/catalogue/SH-01/versions", starts | base)
    new_item = {"id": str(uuid4()), "code": f"ZZ-{next(_days)}"}
    yield "add_item", Ask("zhou", "POST", "/catalogue", starts | new_item)
    yield (
        "end_item",
        Ask(
            "zhou",
            "POST",
            "/catalogue/MZ-01/end",
            {"base_version": 1, "last_on": (today() + timedelta(days=30)).isoformat()},
        ),
    )


def _services() -> Iterator[tuple[str, dict[str, Any]]]:
    soon, slot = (today() + timedelta(days=3)).isoformat(), {"on": today().isoformat(), "half": "morning"}
    yield "errand", {"item_code": "MZ-04", "description": "一句话", "details": {"wants_home_visit": True}}
    escort = {"medical_kind": "hospital_escort", "need_code": "other", "emergency": False, "preferred_slots": [slot]}
    escort |= {"insurance_card": "self", "mobility": "walks", "transport": "bus", "escort_contact": "00000000101"}
    escort |= {"supply_end_on": soon, "under_14": False, "guardian_agreed": False, "called_120": False}
    consent = {"purpose": "health", "text_version": "1", "how": "spoken"}
    yield "medical", {"details": escort, "consents": [consent]}
    parcel: dict[str, Any] = {
        "parcel_kind": "inbound",
        "carrier": "yto",
        "waybill_no": "YT8812345678901",
        "shelf_no": "3-07",
    }
    parcel |= {"flags": ["damaged"], "courier_name": "快递员", "cod_fen": 100, "size": None, "outside_code": "abc1"}
    yield "parcel", {"details": parcel}
    sides = [{"name": "马满仓", "role": "respondent", "phone": "00000000115", "agreed": False}]
    quarrel = {
        "dispute_type": "neighbour",
        "source": "party",
        "parties": sides,
        "claims": "一句话",
        "dangers": ["threats"],
    }
    yield "dispute", {"description": "一句话", "details": quarrel}
    visit: dict[str, Any] = {
        "finance_kind": "cash_withdrawal_appt",
        "slot_start": (now() + timedelta(days=2)).isoformat(),
    }
    visit |= {"bank_name": "农商行", "amount_band": "upto_2000", "loan_purpose": None, "loan_household_type": None}
    yield "finance", {"description": "一句话", "details": visit}
