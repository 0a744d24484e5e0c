"""Who lets whom act for somebody, who answers such requests, and who tells people: every cell written by hand.

The columns of the first tables are persons, as in `test_matrix_people`; those of the others are villages or matters.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from app.core.clock import today
from app.people.models import Service
from tests.security.matrix import Asking, Body, compare, said, table
from tests.security.township import ROWS, Township

ENDED = {"reason": "not_wanted", "on_behalf": {"identity_checked": "known_in_person"}}

# That somebody (郭玉兰) may act for a person: said by the person or by staff of the person's village, never by who gains.
CONFIRM = table("""
                         wang fang gui  li   pan3 gao3 guan3 yuan zhou
    wang                   ok   .    .    .    .    .    .    .    .
    fang                   403  ok   .    .    .    .    .    .    .
    lin                    403  .    .    .    .    .    .    .    .
    gui                    .    .    ok   .    .    .    .    .    .
    dashan,mancang         .    .    .    .    .    .    .    .    .
    li,zhang,zhao          ok   ok   ok   ok   .    .    .    .    .
    liu,qin,sun            ok   ok   ok   ok   .    .    .    .    .
    li_code                .    .    .    ok   .    .    .    .    .
    pan,pan2,pan3          .    .    .    .    ok   .    .    .    .
    guan,guan2             .    .    .    .    .    .    ok   .    .
    zhou                   .    .    .    .    .    .    .    .    ok
    tang,he,admin3,key     .    .    .    .    .    .    .    .    .
    admin                  .    .    .    403  .    .    .    .    403
""")

# Ending that: either side, and staff of the person's village.
REVOKE = table("""
                         wang fang gui  li   pan3 gao3 guan3 yuan zhou
    wang                   ok   .    .    .    .    .    .    .    .
    fang                   .    ok   .    .    .    .    .    .    .
    lin                    .    .    .    .    .    .    .    .    .
    gui                    .    .    ok   .    .    .    .    .    .
    dashan                 ok   ok   ok   ok   ok   ok   ok   ok   ok
    mancang                .    .    .    .    .    .    .    .    .
    li,zhang,zhao          ok   ok   ok   ok   .    .    .    .    .
    liu,qin,sun            ok   ok   ok   ok   .    .    .    .    .
    li_code                .    .    .    ok   .    .    .    .    .
    pan,pan2,pan3          .    .    .    .    ok   .    .    .    .
    guan,guan2             .    .    .    .    .    .    ok   .    .
    zhou                   .    .    .    .    .    .    .    .    ok
    tang,he,admin,admin3,key .    .    .    .    .    .    .    .    .
""")

# What a relative asks of a village is answered at its desk, never by the one who asks (here 林小军, 马满仓 and 陈大山).
ANSWER = table("""
                              v108 v106 far3
    wang,fang,gui,mancang      .    .    .
    lin,dashan                 .    .    .
    li,zhang,zhao              ok   .    .
    liu,qin,sun                ok   .    .
    li_code                    .    .    .
    pan,pan2                   .    ok   .
    pan3                       .    .    .
    guan,guan2                 .    .    ok
    zhou,tang,he               .    .    .
    admin,admin3,key           .    .    .
""")

# It is closed by either: declined at the desk, or taken back.
CLOSE = table("""
                              v108 v106 far3
    wang,fang,gui              .    .    .
    mancang                    .    ok   .
    lin                        ok   .    .
    dashan                     .    .    ok
    li,zhang,zhao              ok   .    .
    liu,qin,sun                ok   .    .
    li_code                    .    .    .
    pan,pan2                   .    ok   .
    pan3                       .    .    .
    guan,guan2                 .    .    ok
    zhou,tang,he               .    .    .
    admin,admin3,key           .    .    .
""")

# The list of a desk, for its staff only.
DESK = table("""
                              v108 v106 far3
    wang,fang,lin,gui          403  403  403
    dashan,mancang,li_code     403  403  403
    li,zhang,zhao              ok   403  403
    liu,qin,sun                ok   403  403
    pan,pan2                   403  ok   403
    pan3                       403  403  403
    guan,guan2                 403  403  ok
    zhou,tang,he               403  403  403
    admin,admin3,key           403  403  403
""")

# Who acts for how many is the secretary's to look at.
AGENTS = table("""
                              v108 v106 far3
    wang,fang,lin,gui          403  403  403
    dashan,mancang,li_code     403  403  403
    li,zhang,liu,qin,sun       403  403  403
    zhao                       ok   403  403
    pan,pan3                   403  403  403
    pan2                       403  ok   403
    guan                       403  403  403
    guan2                      403  403  ok
    zhou,tang,he               403  403  403
    admin,admin3,key           403  403  403
""")

# What 王老汉 offers on his own phone is accepted by the one whom he named and by nobody else.
ACCEPT = table("""
                              gui  pan3
    wang                       403  403
    gui                        ok   .
    pan3                       .    ok
    fang,lin,dashan,mancang    .    .
    li,zhang,zhao,liu,qin,sun  .    .
    li_code,pan,pan2           .    .
    guan,guan2,zhou,tang,he    .    .
    admin,admin3,key           .    .
""")

# Who tells people what was done for them: those of the village who may know of the matter.
TELL = table("""
                              errand illness quarrel e106
    wang,fang,lin,gui          .      .       .       .
    dashan,mancang,li_code     .      .       .       .
    li,zhang                   ok     ok      .       .
    zhao                       ok     ok      ok      .
    liu                        .      .       ok      .
    qin                        .      .       .       .
    sun                        .      ok      .       .
    pan,pan2                   .      .       .       ok
    pan3,guan,guan2            .      .       .       .
    zhou,tang,he               .      .       .       .
    admin,admin3,key           .      .       .       .
""")

COVERED = {
    "confirm_delegation",
    "revoke_delegation",
    "read_kin",
    "ask_to_help",
    "offer_to_relative",
    "list_kin_requests",
    "confirm_kin_request",
    "accept_kin_request",
    "close_kin_request",
    "list_agents",
    "list_tellings",
    "note_told",
}

ASKERS = {"v108": ("lin", "gui"), "v106": ("mancang", "pan3"), "far3": ("dashan", "guan3")}


def _mandate(township: Township, **more: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "agent_id": str(township.id("yulan")),
        "relation": "neighbour",
        "services": ["errand"],
        "until_on": (today() + timedelta(days=9)).isoformat(),
        "basis": "principal_in_person",
    } | more


def _given(township: Township) -> Body:
    """What somebody gives on the own phone, or what the desk has asked the person."""

    def body(row: str, matter: object) -> dict[str, Any]:
        own = row != "key" and township.id(row) == matter
        return _mandate(township, basis="own_app" if own else "principal_in_person")

    return body


def test_a_mandate_is_confirmed_by_the_person_or_the_village(township: Township) -> None:
    asking = Asking(township, "POST", "/people/{id}/delegations", _given(township), make=township.id)
    compare(CONFIRM, asking)


def test_nobody_confirms_a_mandate_of_their_own(township: Township) -> None:
    """Whoever may see the person is refused, staff included."""
    for row in ("fang", "lin", "li", "zhao", "liu", "sun"):
        asked = _mandate(township, agent_id=str(township.id(row)))
        answer = township.ask(row, "POST", f"/people/{township.id('wang')}/delegations", json=asked)
        assert answer.status_code == 403, row


def test_a_mandate_is_ended_by_either_side_or_the_village(township: Township) -> None:
    by = {"pan3": "pan", "gao3": "gao", "guan3": "guan", "yuan": "yuan", "zhou": "zhou"}

    def given(column: str) -> UUID:
        return township.mandate(by.get(column, "zhao"), township.id(column), township.id("dashan"), Service.ERRAND)

    asking = Asking(township, "POST", "/delegations/{id}/revoke", lambda *_: ENDED, make=given)
    compare(REVOKE, asking)
    for left in asking.matters.values():
        assert township.ask("dashan", "POST", f"/delegations/{left}/revoke", json=ENDED).status_code == 200


def _on_desk(township: Township, column: str) -> UUID:
    asker, principal = ASKERS[column]
    return township.asked(asker, township.places[column], f"{principal}的名字")


def test_a_request_to_act_for_somebody_is_answered_at_the_desk(township: Township) -> None:
    def asked(_: str, matter: object) -> dict[str, Any]:
        column = next((column for column, each in confirming.matters.items() if each == matter), "v108")
        soon = (today() + timedelta(days=9)).isoformat()
        told = {"basis": "principal_by_phone", "services": ["errand"], "until_on": soon}
        return told | {"principal_id": str(township.id(ASKERS[column][1]))}

    def make(column: str) -> UUID:
        return _on_desk(township, column)

    confirming = Asking(township, "POST", "/kin/requests/{id}/confirm", asked, make=make)
    compare(ANSWER, confirming)
    closing = Asking(township, "POST", "/kin/requests/{id}/close", lambda *_: {"reason": "not_confirmed"}, make=make)
    compare(CLOSE, closing)


def test_the_desks_lists_are_for_its_staff_and_the_count_of_agents_for_its_secretary(township: Township) -> None:
    def at(path: str) -> Any:
        return lambda row, column: said(township.ask(row, "GET", f"{path}?village_code={township.places[column]}"))

    compare(DESK, at("/kin/requests"))
    compare(AGENTS, at("/kin/agents"))


def test_an_offer_is_accepted_by_the_one_it_was_made_to(township: Township) -> None:
    phones = {"gui": ("guilan", "00000000113"), "pan3": ("pan3", "00000000211")}

    def offered(column: str) -> UUID:
        key, phone = phones[column]
        own = {"id": str(uuid4()), "named": township.name(key), "phone": phone}
        scope = {"relation": "neighbour", "services": ["errand"], "until_on": today().isoformat()}
        assert township.ask("wang", "POST", "/kin/offers", json=scope | own).status_code == 201
        return UUID(own["id"])

    compare(ACCEPT, Asking(township, "POST", "/kin/requests/{id}/accept", make=offered))


def test_everybody_asks_and_offers_and_reads_the_own_lists(township: Township) -> None:
    scope = {"relation": "neighbour", "services": ["errand"], "until_on": today().isoformat(), "named": "某某人"}
    ask, offer = {"village_code": township.places["v108"]}, {"phone": "00000000000"}
    for path, more in (("asks", ask), ("offers", offer)):
        heard = {
            row: said(township.ask(row, "POST", f"/kin/{path}", json=scope | more | {"id": str(uuid4())}))
            for row in ROWS
        }
        assert heard == dict.fromkeys(ROWS, "ok") | {"key": "403"}
    assert {said(township.ask(row, "GET", "/kin")) for row in ROWS} == {"ok"}


def test_people_are_told_by_those_of_the_village_who_may_know_of_the_matter(township: Township) -> None:
    telling = Asking(township, "POST", "/tellings/{id}/told", lambda *_: {"how": "call"}, make=township.to_tell)
    compare(TELL, telling)
    places = {"errand": "v108", "illness": "v108", "quarrel": "v108", "e106": "v106"}
    waiting = {column: str(township.to_tell(column)) for column in places}

    def listed(row: str, column: str) -> str:
        answer = township.ask(row, "GET", f"/tellings?village_code={township.places[places[column]]}")
        return "ok" if waiting[column] in {each["id"] for each in answer.json()} else "."

    compare(TELL, listed)
