"""What is one's own: every cell written by hand, as in `test_matrix`."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import select

from app.core.clock import now
from app.core.words import Words
from app.duty.models import DutyShift, ShiftKind
from app.notices.models import Notice
from app.notices.service import tell
from app.places.models import Place
from tests.files.samples import webm
from tests.oversight.carried import ASKS
from tests.security.matrix import Asking, compare, said, table
from tests.security.township import Township
from tests.support.world import HUAISHU

# The columns are those who were told something.
NOTICES = table("""
                                    wang fang li zhao pan3 guan3 zhou
    wang                             ok   .   .   .    .    .    .
    fang                             .    ok  .   .    .    .    .
    lin,gui,dashan,mancang,zhang     .    .   .   .    .    .    .
    li,li_code                       .    .   ok  .    .    .    .
    zhao                             .    .   .   ok   .    .    .
    liu,qin,sun,pan,pan2             .    .   .   .    .    .    .
    pan3                             .    .   .   .    ok   .    .
    guan,guan2,tang,he               .    .   .   .    .    .    .
    admin,admin3,key                 .    .   .   .    .    .    .
    zhou                             .    .   .   .    .    .    ok
""")

# Sending a request from one's own phone: for oneself (errand, medical, dispute), then for 王老汉.
SEND = table("""
                                    self_e self_m self_d wang_e wang_m wang_d
    wang                             ok     ok     ok     ok     ok     ok
    fang                             ok     ok     ok     ok     ok     403
    lin                              ok     ok     ok     ok     403    403
    gui,dashan,mancang               ok     ok     ok     403    403    403
    li,zhang,zhao,liu,qin,sun        ok     ok     ok     403    403    403
    li_code                          ok     ok     ok     403    403    403
    pan,pan2,pan3,guan,guan2         403    403    403    403    403    403
    zhou,tang,he,admin,admin3,key    403    403    403    403    403    403
""")

# The rest touches nobody but the one who asks. `out` is 李秀英's turn; `file` a new file, `hers` the id of one of hers.
REST = table("""
                                    me  people tickets notices out  file hers
    wang,fang,lin,gui                ok   ok     ok      ok    409  ok   409
    dashan,mancang                   ok   ok     ok      ok    409  ok   409
    li                               ok   ok     ok      ok    ok   ok   409
    li_code                          ok   ok     ok      ok    409  ok   409
    zhang,zhao,liu,qin,sun           ok   ok     ok      ok    409  ok   409
    pan,pan2,pan3,guan,guan2         ok   ok     ok      ok    409  ok   409
    zhou,tang,he,admin,admin3        ok   ok     ok      ok    409  ok   409
    key                              .    ok     ok      ok    409  403  403
""")

COVERED = {"list_notices", "read_notice", "read_me", "put_file", "set_out_note", "submit_ticket"}


def test_a_notice_is_for_the_one_who_was_told(township: Township) -> None:
    def told(column: str) -> UUID:
        subject = str(uuid4())
        with township.database.writing() as db:
            words = Words("有一件事", "There is something")
            tell(db, township.id(column), words, kind="test", subject_type="test", subject_id=subject)
            db.flush()
            return db.exec(select(Notice.id).where(Notice.subject_id == subject)).one()

    compare(NOTICES, Asking(township, "POST", "/notices/{id}/read", make=told))
    notices = {column: str(told(column)) for _, column in NOTICES}

    def listed(row: str, column: str) -> str:
        page = township.ask(row, "GET", "/notices?limit=100").json()
        return "ok" if notices[column] in {item["id"] for item in page["items"]} else "."

    compare(NOTICES, listed)


def test_requests_are_sent_for_oneself_and_for_whom_one_has_a_mandate(township: Township) -> None:
    services = {"e": "errand", "m": "medical", "d": "dispute"}

    def look(row: str, column: str) -> str:
        whose, _, service = column.partition("_")
        asked = {"id": str(uuid4()), "service": services[service], "village_code": HUAISHU, "channel": "pwa_self"}
        helped = {"beneficiary": {"person_id": str(township.id("wang"))}} if whose == "wang" else {}
        return said(township.ask(row, "POST", "/tickets", json=asked | ASKS[services[service]] | helped))

    compare(SEND, look)


def test_the_rest_touches_nobody_else(township: Township) -> None:
    with township.database.writing() as db:
        at = now()
        for shift in db.exec(select(DutyShift)):
            shift.cancelled_at = at
        village = db.exec(select(Place).where(Place.official_code == HUAISHU)).one()
        db.add(
            DutyShift(
                id=uuid4(),
                village_id=village.id,
                village_path=village.path,
                kind=ShiftKind.DUTY,
                person_id=township.id("li"),
                starts_at=at - timedelta(hours=1),
                ends_at=at + timedelta(hours=2),
                planned_at=at,
            )
        )
    hers, recording = township.upload("li"), webm() + b"other"
    asked: dict[str, Callable[[], tuple[str, str, dict[str, Any]]]] = {
        "me": lambda: ("GET", "/me", {}),
        "people": lambda: ("GET", "/people", {}),
        "tickets": lambda: ("GET", "/tickets", {}),
        "notices": lambda: ("GET", "/notices", {}),
        "out": lambda: ("POST", "/duty/out-note", {"json": {"reason": "meeting"}}),
        "file": lambda: ("PUT", f"/files/{uuid4()}", {"content": recording}),
        "hers": lambda: ("PUT", f"/files/{hers}", {"content": recording}),
    }

    def look(row: str, column: str) -> str:
        method, path, more = asked[column]()
        return said(township.ask(row, method, path, **more))

    compare(REST, look)
