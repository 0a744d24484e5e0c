"""Who looks after whose photo on the board: every cell written by hand, as in `test_matrix`.

Columns are villages; whose photo it is in each is the first of its staff. Who sees it is no question: everybody does.
"""

from typing import Any
from uuid import UUID, uuid4

from app.duty.portraits.schemas import PortraitIn
from app.duty.portraits.service import give, photo_given, small
from app.files.service import admit, make_lasting, store
from tests.files.samples import photo
from tests.security.matrix import Asking, compare, said, table
from tests.security.test_matrix_places import STAFF_OF
from tests.security.township import ROWS, Township

# The person, and the secretary where he works. Nobody above is told who gave none.
PAGE = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          403  403  403  403  403
    dashan,mancang             403  403  403  403  403
    li,li_code                 ok   403  403  403  403
    zhang,liu,qin,sun          403  403  403  403  403
    zhao                       ok   .    .    .    .
    pan                        403  ok   403  403  403
    pan2                       .    ok   .    .    .
    pan3                       403  403  403  403  403
    guan                       403  403  403  403  ok
    guan2                      .    .    .    .    ok
    zhou,tang,he               403  403  403  403  403
    admin,admin3,key           403  403  403  403  403
""")
REMOVE = {cell: "." if found == "403" else found for cell, found in PAGE.items()}

COVERED = {"read_member_portrait", "give_portrait", "remove_portrait"}


def _holder(township: Township, column: str) -> UUID:
    return township.world.id(STAFF_OF[column])


def _given(township: Township, column: str) -> UUID:
    """A photo that the holder gave himself."""
    with township.database.writing() as db:
        holder = township.world.actor(db, STAFF_OF[column])
        incoming = admit(db, holder)
        try:
            incoming.add(photo("JPEG"))
            file_id = store(db, holder, uuid4(), make_lasting(incoming)).id
        finally:
            incoming.discard()
        asked = PortraitIn(id=uuid4(), file_id=file_id)
        give(db, holder, asked, small(photo_given(db, holder, asked)))
        return asked.id


def test_a_photo_is_looked_after_by_its_person_and_the_secretary(township: Township) -> None:
    def look(row: str, column: str) -> str:
        return said(township.ask(row, "GET", f"/duty/members/{_holder(township, column)}/portrait"))

    compare(PAGE, look)


def test_a_photo_is_given_by_its_person_or_the_secretary(township: Township) -> None:
    uploads: dict[str, str] = {}

    def put(row: str, column: str) -> str:
        file_id = uploads.setdefault(row, str(uuid4()))
        if row != "key":
            assert township.ask(row, "PUT", f"/files/{file_id}", content=photo("PNG")).status_code == 200
        body = {"id": str(uuid4()), "file_id": file_id, "person_id": str(_holder(township, column)), "has_agreed": True}
        return said(township.ask(row, "POST", "/duty/portraits", json=body))

    compare(PAGE, put)


def test_a_photo_is_taken_down_by_its_person_or_the_secretary(township: Township) -> None:
    def make(column: str) -> UUID:
        return _given(township, column)

    compare(REMOVE, Asking(township, "DELETE", "/duty/portraits/{id}", make=make))


def test_a_photo_is_seen_by_everybody_in_its_own_village_alone(township: Township) -> None:
    given = {column: _given(township, column) for column in STAFF_OF}

    def seen(row: str | None, village: str, column: str) -> Any:
        return township.ask(row, "GET", f"/board/{township.places[village]}/portraits/{given[column]}").status_code

    for row in (*ROWS, None):
        assert {column: seen(row, column, column) for column in STAFF_OF} == dict.fromkeys(STAFF_OF, 200), row
    for village in STAFF_OF:
        for column in STAFF_OF:
            assert seen(None, village, column) == (200 if village == column else 404)
