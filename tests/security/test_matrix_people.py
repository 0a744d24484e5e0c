"""Who may do what with whom: every cell written by hand, as in `test_matrix`.

The columns are persons: three villagers and a cadre of our village, villagers of the next one (106), of a neighbour by
number (109) and of townships on either side (guan3, yuan), and the officer of our township.
"""

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

COVERED = {
    "reveal_numbers",
    "read_person",
    "list_people",
    "list_delegations",
    "issue_card",
    "revoke_cards",
}


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
