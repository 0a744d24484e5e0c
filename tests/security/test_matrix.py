"""Who may know of which matter: every cell written by hand. The acts, people and places stand in the files beside this one.

The columns are those of `township.COLUMNS`: our village's matters, then those of the next village (106), of its neighbours
by number (107, 109), and of townships on either side (far3, far9). `.` is 404, and says just what it says of nothing.
"""

from functools import cache, partial
from uuid import uuid4

import pytest

from app.main import create_app
from tests.security import (
    test_matrix_acts,
    test_matrix_custody,
    test_matrix_handover,
    test_matrix_kin,
    test_matrix_log,
    test_matrix_mandates,
    test_matrix_own,
    test_matrix_people,
    test_matrix_places,
    test_matrix_portraits,
    test_matrix_posts,
    test_matrix_roster,
    test_matrix_staff,
    test_matrix_swaps,
    test_matrix_temporary,
    test_matrix_turns,
)
from tests.security.matrix import Asking, compare, said, table
from tests.security.test_strangers import PUBLIC, operations
from tests.security.township import ROWS, Township

pytestmark = pytest.mark.long

SIGHT = table("""
                         errand finance parcel illness quarrel quarrel2 lis  e106 q106 i106 e107 e109 far3 far9
    wang                   ok     ok      ok     ok       .       .      .    .    .    .    .    .    .    .
    fang                   ok     ok      ok     ok       .       .      .    .    .    .    .    .    .    .
    lin                    ok     .       .      .        .       .      .    .    .    .    .    .    .    .
    gui                    .      .       .      .        .       .      .    .    .    .    .    .    .    .
    dashan                 .      .       .      .        ok      .      .    .    .    .    .    .    .    .
    mancang                .      .       .      .        .       ok     .    .    .    .    .    .    .    .
    li,zhang               ok     ok      ok     ok       .       .      ok   .    .    .    .    .    .    .
    li_code                .      .       .      .        .       .      ok   .    .    .    .    .    .    .
    zhao                   ok     ok      ok     ok       ok      ok     ok   .    .    .    .    .    .    .
    liu                    .      .       .      .        ok      .      .    .    .    .    .    .    .    .
    qin                    .      .       .      .        .       ok     .    .    .    .    .    .    .    .
    sun                    .      .       .      ok       .       .      .    .    .    .    .    .    .    .
    pan                    .      .       .      .        .       .      .    ok   .    ok   .    .    .    .
    pan2                   .      .       .      .        .       .      .    ok   ok   ok   .    .    .    .
    pan3                   .      .       .      .        .       .      .    ok   .    ok   .    .    .    .
    guan,guan2             .      .       .      .        .       .      .    .    .    .    .    .    ok   .
    zhou                   ok     ok      ok     .        .       .      ok   ok   .    .    ok   ok   .    .
    tang                   .      .       .      .        .       .      .    .    .    .    .    .    ok   .
    he,admin,admin3,key    .      .       .      .        .       .      .    .    .    .    .    .    .    .
""")

# Whose recordings come with the matter: those of an illness only for the family, the doctor and who was given it, those of
# money matters not for the township.
FILES = table("""
                         errand finance parcel illness quarrel quarrel2 lis  e106 q106 i106 e107 e109 far3 far9
    wang                   ok     ok      ok     ok       .       .      .    .    .    .    .    .    .    .
    fang                   ok     ok      ok     ok       .       .      .    .    .    .    .    .    .    .
    lin                    ok     .       .      .        .       .      .    .    .    .    .    .    .    .
    gui                    .      .       .      .        .       .      .    .    .    .    .    .    .    .
    dashan                 .      .       .      .        ok      .      .    .    .    .    .    .    .    .
    mancang                .      .       .      .        .       ok     .    .    .    .    .    .    .    .
    li,zhang               ok     ok      ok     none     .       .      ok   .    .    .    .    .    .    .
    li_code                .      .       .      .        .       .      ok   .    .    .    .    .    .    .
    zhao                   ok     ok      ok     none     ok      ok     ok   .    .    .    .    .    .    .
    liu                    .      .       .      .        ok      .      .    .    .    .    .    .    .    .
    qin                    .      .       .      .        .       ok     .    .    .    .    .    .    .    .
    sun                    .      .       .      ok       .       .      .    .    .    .    .    .    .    .
    pan                    .      .       .      .        .       .      .    ok   .    none .    .    .    .
    pan2                   .      .       .      .        .       .      .    ok   ok   none .    .    .    .
    pan3                   .      .       .      .        .       .      .    ok   .    ok   .    .    .    .
    guan,guan2             .      .       .      .        .       .      .    .    .    .    .    .    ok   .
    zhou                   ok     none    ok     .        .       .      ok   ok   .    .    ok   ok   .    .
    tang                   .      .       .      .        .       .      .    .    .    .    .    .    ok   .
    he,admin,admin3,key    .      .       .      .        .       .      .    .    .    .    .    .    .    .
""")

# Whose feed tells of the matter; `.` is a feed that does not.
CHANGES = table("""
                         errand finance parcel illness quarrel quarrel2 lis  e106 q106 i106 e107 e109 far3 far9
    wang,fang,lin,gui      403    403     403    403      403     403    403  403  403  403  403  403  403  403
    dashan,mancang         403    403     403    403      403     403    403  403  403  403  403  403  403  403
    li,zhang,li_code       403    403     403    403      403     403    403  403  403  403  403  403  403  403
    zhao,liu,qin,sun       403    403     403    403      403     403    403  403  403  403  403  403  403  403
    pan,pan2,pan3          403    403     403    403      403     403    403  403  403  403  403  403  403  403
    guan,guan2,admin,admin3 403    403     403    403      403     403    403  403  403  403  403  403  403  403
    zhou,key               ok     ok      ok     .        .       .      ok   ok   .    .    ok   ok   .    .
    tang                   .      .       .      .        .       .      .    .    .    .    .    .    ok   .
    he                     ok     ok      ok     .        .       .      ok   ok   .    .    ok   ok   ok   ok
""")

COVERED = {"read_ticket", "list_tickets", "draw_ticket_code", "print_paper", "list_trips", "add_note", "read_file"}
COVERED |= {"list_changes", "read_custody"}
COVERED |= {"list_authorisations", "read_authorisation_form"}


def test_every_operation_stands_in_a_table_or_on_the_list_of_public_ones() -> None:
    matrices = (
        test_matrix_acts,
        test_matrix_custody,
        test_matrix_handover,
        test_matrix_kin,
        test_matrix_log,
        test_matrix_mandates,
        test_matrix_own,
        test_matrix_people,
        test_matrix_places,
        test_matrix_portraits,
        test_matrix_posts,
        test_matrix_roster,
        test_matrix_staff,
        test_matrix_swaps,
        test_matrix_temporary,
        test_matrix_turns,
    )
    covered = COVERED.union(*(matrix.COVERED for matrix in matrices))
    known = {operation.id for operation in operations(create_app(watch=False))}
    assert covered | set(PUBLIC) == known, "an operation without an expectation, or an expectation without an operation"


def test_a_matter_opens_to_those_whom_it_concerns(township: Township) -> None:
    papers = ("/tickets/{id}/qr.svg", "/tickets/{id}/papers/receipt.pdf?size=a6", "/tickets/{id}/authorisation-form")
    for path in (
        "/tickets/{id}",
        *papers,
        "/proxy-log?ticket_id={id}",
        "/authorisations?ticket_id={id}",
        "/tickets/{id}/custody",
    ):
        compare(SIGHT, Asking(township, "GET", path, make=township.told.__getitem__))


def test_a_note_is_added_by_those_whom_the_matter_concerns(township: Township) -> None:
    def body(_: str, __: object) -> dict[str, str]:
        return {"id": str(uuid4()), "text": "好"}

    wordless = {"illness", "i106"}  # Of an illness nobody writes anything down.
    expected = {cell: "422" if cell[1] in wordless and wanted == "ok" else wanted for cell, wanted in SIGHT.items()}
    assert "422" in expected.values()
    # A matter takes many notes.
    compare(expected, Asking(township, "POST", "/tickets/{id}/notes", body, make=cache(township.fresh)))


def test_the_lists_hold_what_the_pages_show(township: Township) -> None:
    def whole(row: str, path: str) -> set[str]:
        found: set[str] = set()
        following: str | None = ""
        while following is not None:
            page = township.ask(row, "GET", f"{path}limit=7{following and '&cursor='}{following}")
            assert page.status_code == 200, page.text
            found |= {ticket for item in page.json()["items"] for ticket in item.get("ticket_ids", [item["id"]])}
            following = page.json()["next"]
        return found

    for path in ("/tickets?box=all&", "/proxy-log?"):
        lists = {row: whole(row, path) for row in ROWS}
        expected = {cell: said for cell, said in SIGHT.items() if path != "/proxy-log?" or cell[1] != "far9"}
        compare(expected, partial(_is_in, lists, township))


def _is_in(lists: dict[str, set[str]], township: Township, row: str, column: str) -> str:
    return "ok" if str(township.told[column]) in lists[row] else "."


def test_recordings_come_with_the_matter(township: Township) -> None:
    def look(row: str, column: str) -> str:
        answer = township.ask(row, "GET", f"/tickets/{township.told[column]}")
        if answer.status_code != 200 or not answer.json()["files"]:
            return "none" if answer.status_code == 200 else said(answer)
        [file] = answer.json()["files"]
        assert file["id"] == str(township.recordings[column])
        return said(township.ask(None, "GET", file["url"].removeprefix("/api/v1")))

    compare(FILES, look)


def test_the_feed_tells_officers_and_machines_of_open_services_in_their_area(township: Township) -> None:
    feeds = {row: _feed(township, row) for row in ROWS}
    compare(CHANGES, lambda row, column: feeds[row].get(str(township.told[column]), feeds[row].get("", ".")))


def _feed(township: Township, row: str) -> dict[str, str]:
    """`ok` for everything that somebody's feed tells of; under "" what somebody hears who has none."""
    found: dict[str, str] = {}
    after = 0
    while True:
        page = township.ask(row, "GET", f"/changes?limit=50&after={after}")
        if page.status_code != 200:
            return {"": said(page)}
        found |= {item["subject_id"]: "ok" for item in page.json()["items"]}
        after = page.json()["next_after"]
        if after == page.json()["head"]:
            return found
