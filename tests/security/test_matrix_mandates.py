"""Who gives, reads, uses and takes back an authorisation: every cell written by hand, as in `test_matrix`."""

from typing import Any
from uuid import UUID, uuid4

from tests.security.matrix import Asking, compare, table
from tests.security.township import COLUMNS, Township
from tests.support.sheets import KNOWN, sheet

# The person signs on his own phone, a cadre of the village brings paper; relatives do not sign, the township looks on.
GIVE = table("""
                         errand finance parcel illness quarrel lis  e106 far3
    wang                   ok     422     422    422     .       .    .    .
    fang                   403    403     403    403     .       .    .    .
    lin                    403    .       .      .       .       .    .    .
    gui                    .      .       .      .       .       .    .    .
    dashan                 .      .       .      .       422     .    .    .
    mancang                .      .       .      .       .       .    .    .
    li,zhang               ok     422     422    422     .       ok   .    .
    li_code                .      .       .      .       .       ok   .    .
    zhao                   ok     422     422    422     422     ok   .    .
    liu                    .      .       .      .       422     .    .    .
    qin                    .      .       .      .       .       .    .    .
    sun                    .      .       .      422     .       .    .    .
    pan,pan2,pan3          .      .       .      .       .       .    ok   .
    guan,guan2             .      .       .      .       .       .    .    ok
    zhou                   403    403     403    .       .       403  403  .
    tang                   .      .       .      .       .       .    .    403
    he,admin,admin3        .      .       .      .       .       .    .    .
    key                    .      .       .      .       .       .    .    .
""")

READ = table("""
                         errand lis  e106 far3
    wang,fang,lin          ok     .    .    .
    gui,dashan,mancang     .      .    .    .
    li,zhang,zhao          ok     ok   .    .
    li_code                .      ok   .    .
    liu,qin,sun            .      .    .    .
    pan,pan2,pan3          .      .    ok   .
    guan,guan2             .      .    .    ok
    zhou                   ok     ok   ok   .
    tang                   .      .    .    ok
    he,admin,admin3,key    .      .    .    .
""")

# The person's own side takes it back, or the secretary for it: not the agent, not his colleague, not the township.
REVOKE = table("""
                         errand lis  e106 far3
    wang,fang,lin          ok     .    .    .
    gui,dashan,mancang     .      .    .    .
    li                     403    ok   .    .
    zhang                  403    403  .    .
    li_code                .      ok   .    .
    zhao                   ok     ok   .    .
    liu,qin,sun            .      .    .    .
    pan                    .      .    403  .
    pan2,pan3              .      .    ok   .
    guan                   .      .    .    403
    guan2                  .      .    .    ok
    zhou                   403    403  403  .
    tang                   .      .    .    403
    he,admin,admin3,key    .      .    .    .
""")

# Carrying one more ticket under a paper about items.
USE = table("""
                         errand lis  e106 far3
    wang                   ok     .    .    .
    fang,lin               403    .    .    .
    gui,dashan,mancang     .      .    .    .
    li,zhang,zhao          ok     ok   .    .
    li_code                .      ok   .    .
    liu,qin,sun            .      .    .    .
    pan,pan2,pan3          .      .    ok   .
    guan,guan2             .      .    .    ok
    zhou                   403    403  403  .
    tang                   .      .    .    403
    he,admin,admin3,key    .      .    .    .
""")

# The sheet to be signed; other services and a quarrel need none.
TO_SIGN = table("""
                         errand finance illness quarrel lis  e106 far3
    wang,fang              ok     409     409     .       .    .    .
    lin                    ok     .       .       .       .    .    .
    gui,mancang,qin        .      .       .       .       .    .    .
    dashan,liu             .      .       .       409     .    .    .
    li,zhang               ok     409     409     .       ok   .    .
    li_code                .      .       .       .       ok   .    .
    zhao                   ok     409     409     409     ok   .    .
    sun                    .      .       409     .       .    .    .
    pan,pan2,pan3          .      .       .       .       .    ok   .
    guan,guan2,tang        .      .       .       .       .    .    ok
    zhou                   ok     409     .       .       ok   ok   .
    he,admin,admin3,key    .      .       .       .       .    .    .
""")

COVERED = {
    "print_authorisation_form",
    "give_authorisation",
    "read_authorisation",
    "revoke_authorisation",
    "use_authorisation",
}

_ROW_OF = {"li_code": "li"}


def _is_principal(row: str, column: str) -> bool:
    return _ROW_OF.get(row, row) == COLUMNS[column][0]


def test_an_authorisation_is_given_by_the_person_or_recorded_by_a_cadre(township: Township) -> None:
    column_of: dict[UUID, str] = {}

    def make(column: str) -> UUID:
        ticket_id = township.fresh(column)
        column_of[ticket_id] = column
        return ticket_id

    def body(row: str, ticket_id: UUID) -> dict[str, Any]:
        column = column_of.get(ticket_id, "errand")
        handler = COLUMNS[column][3] or ""
        own: dict[str, Any] = {"signed": "app", "on_behalf": None} if _is_principal(row, column) else {}
        return sheet(ticket_id, township.world.id(handler), **own)

    compare(GIVE, Asking(township, "POST", "/authorisations", body, make=make))


def test_a_sheet_to_be_signed_is_printed_by_those_whom_its_matter_concerns(township: Township) -> None:
    path = "/tickets/{id}/authorisation-form.pdf?size=a6"
    compare(TO_SIGN, Asking(township, "GET", path, make=township.told.__getitem__))


def test_an_authorisation_opens_to_those_whom_its_matter_concerns(township: Township) -> None:
    compare(READ, Asking(township, "GET", "/authorisations/{id}", make=township.paper))


def test_an_authorisation_is_taken_back_by_the_villagers_side_or_the_secretary_for_it(township: Township) -> None:
    def body(*_: object) -> dict[str, Any]:
        return {"id": str(uuid4()), "on_behalf": KNOWN}

    compare(REVOKE, Asking(township, "POST", "/authorisations/{id}/revoke", body, make=township.paper))


def test_an_authorisation_about_items_is_used_by_those_who_may_give_one(township: Township) -> None:
    ticket_of: dict[UUID, UUID] = {}

    def make(column: str) -> UUID:
        paper_id = township.paper_about_items(column)
        ticket_of[paper_id] = township.fresh(column)
        return paper_id

    def body(_: str, paper_id: UUID) -> dict[str, Any]:
        return {"id": str(uuid4()), "ticket_id": str(ticket_of.get(paper_id, uuid4()))}

    compare(USE, Asking(township, "POST", "/authorisations/{id}/uses", body, make=make))
