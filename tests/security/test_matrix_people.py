"""Who may do what with whom: every cell written by hand, as in `test_matrix`.

The columns are persons: three villagers and a cadre of our village, villagers of the next one (106), of a neighbour by
number (109) and of townships on either side (guan3, yuan), and the officer of our township.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from app.core.clock import today
from app.people.models import Service
from tests.security.matrix import Asking, compare, table
from tests.security.township import Township

SIGHT = table("""
                         wang fang gui  li   pan3 gao3 guan3 yuan zhou
    wang                   ok   .    .    .    .    .    .    .    .
    fang                   ok   ok   .    .    .    .    .    .    .
    lin                    ok   .    .    .    .    .    .    .    .
    gui                    .    .    ok   .    .    .    .    .    .
    dashan,mancang         .    .    .    .    .    .    .    .    .
    li,zhang,zhao          ok   ok   ok   ok   .    .    .    .    .
    liu,qin,sun            ok   ok   ok   ok   .    .    .    .    .
    li_code                .    .    .    ok   .    .    .    .    .
    pan,pan2,pan3          .    .    .    .    ok   .    .    .    .
    guan,guan2             .    .    .    .    .    .    ok   .    .
    zhou                   .    .    .    .    .    .    .    .    ok
    tang,he,admin3,key     .    .    .    .    .    .    .    .    .
    admin                  .    .    .    ok   .    .    .    .    ok
""")

# A paper card is made at the desk of one's own village.
CARDS = table("""
                         wang fang gui  li   pan3 gao3 guan3 yuan zhou
    wang                   403  .    .    .    .    .    .    .    .
    fang                   403  403  .    .    .    .    .    .    .
    lin                    403  .    .    .    .    .    .    .    .
    gui                    .    .    403  .    .    .    .    .    .
    dashan,mancang         .    .    .    .    .    .    .    .    .
    li,zhang,zhao          ok   ok   ok   ok   .    .    .    .    .
    liu,qin,sun            ok   ok   ok   ok   .    .    .    .    .
    li_code                .    .    .    403  .    .    .    .    .
    pan,pan2               .    .    .    .    ok   .    .    .    .
    pan3                   .    .    .    .    403  .    .    .    .
    guan,guan2             .    .    .    .    .    .    ok   .    .
    zhou                   .    .    .    .    .    .    .    .    403
    tang,he,admin3,key     .    .    .    .    .    .    .    .    .
    admin                  .    .    .    403  .    .    .    .    403
""")

# Whole numbers are seen by staff of the village: whoever makes cards there may, and so may everybody else who sees.
REVEAL = CARDS

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

COVERED = {
    "reveal_numbers",
    "read_person",
    "list_people",
    "list_delegations",
    "issue_card",
    "revoke_cards",
    "confirm_delegation",
    "revoke_delegation",
}


def _mandate(township: Township, **more: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "agent_id": str(township.id("yulan")),
        "relation": "邻居",
        "services": ["errand"],
        "until_on": (today() + timedelta(days=9)).isoformat(),
        "evidence": "本人当面确认",
    } | more


def test_a_person_is_seen_by_those_who_work_in_the_village_or_act_for_the_person(township: Township) -> None:
    compare(SIGHT, Asking(township, "GET", "/people/{id}", make=township.id))
    compare(SIGHT, Asking(township, "GET", "/people/{id}/delegations", make=township.id))
    lists = {row: township.ask(row, "GET", "/people") for row in {row for row, _ in SIGHT}}
    assert all(answer.status_code == 200 for answer in lists.values())
    seen = {row: {each["id"] for each in answer.json()} for row, answer in lists.items()}
    compare(SIGHT, lambda row, column: "ok" if str(township.id(column)) in seen[row] else ".")


def test_cards_are_made_and_ended_at_the_desk_of_the_village(township: Township) -> None:
    compare(CARDS, Asking(township, "POST", "/people/{id}/cards", make=township.id))
    compare(CARDS, Asking(township, "DELETE", "/people/{id}/cards", make=township.id))


def test_whole_numbers_are_seen_by_staff_of_the_village(township: Township) -> None:
    asked = {"fields": ["phone", "id_no"], "reason": "给本人打电话"}
    compare(REVEAL, Asking(township, "POST", "/people/{id}/reveal", lambda *_: asked, make=township.id))


def test_a_mandate_is_confirmed_by_the_person_or_the_village(township: Township) -> None:
    asking = Asking(township, "POST", "/people/{id}/delegations", lambda *_: _mandate(township), make=township.id)
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

    asking = Asking(township, "DELETE", "/delegations/{id}", make=given)
    compare(REVOKE, asking)
    for left in asking.matters.values():
        assert township.ask("dashan", "DELETE", f"/delegations/{left}").status_code == 204
