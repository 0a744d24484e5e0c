"""Who may look at a village's posts, keep them, hold them and write on them: every cell written by hand, as in `test_matrix`.

Columns are villages; the holder in each is the first of its staff.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from app.core.clock import today
from app.duty.models import PostHolding, PostKind
from app.duty.posts.records.rules import quarter_of
from app.duty.posts.records.schemas import RecordIn
from app.duty.posts.records.service import write_record
from app.duty.posts.schemas import AlreadyIn, PostIn, ProposalIn
from app.duty.posts.service import propose, set_post
from app.people.actor import SYSTEM, actor_of_person
from tests.security.matrix import Asking, compare, said, table
from tests.security.test_matrix_places import PLAN, STAFF_OF
from tests.security.township import Township

# Who lives or works there, or above.
LIST = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          ok   403  403  403  403
    dashan,mancang,li_code     ok   403  403  403  403
    li,zhang,zhao              ok   403  403  403  403
    liu,qin,sun                ok   403  403  403  403
    pan,pan2,pan3              403  ok   403  403  403
    guan,guan2                 403  403  403  403  ok
    zhou                       ok   ok   ok   ok   403
    tang                       403  403  403  403  ok
    he,admin                   ok   ok   ok   ok   ok
    admin3                     403  403  403  403  ok
    key                        403  403  403  403  403
""")
ONE = {cell: "." if found == "403" else found for cell, found in LIST.items()}

# The secretary's; whoever sees the post is told so.
KEEP = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          403  .    .    .    .
    dashan,mancang,li_code     403  .    .    .    .
    li,zhang                   403  .    .    .    .
    zhao                       ok   .    .    .    .
    liu,qin,sun                403  .    .    .    .
    pan,pan3                   .    403  .    .    .
    pan2                       .    ok   .    .    .
    guan                       .    .    .    .    403
    guan2                      .    .    .    .    ok
    zhou                       403  403  403  403  .
    tang                       .    .    .    .    403
    he,admin                   403  403  403  403  403
    admin3                     .    .    .    .    403
    key                        .    .    .    .    .
""")

# The holder's own name is put forward by himself, or by the secretary.
PUT_FORWARD = dict(KEEP) | {
    ("li", "v108"): "ok",
    ("li_code", "v108"): "ok",
    ("pan", "v106"): "ok",
    ("guan", "far3"): "ok",
}

# A step of the branch: those who may read all about it learn that it is the secretary's.
STEP = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          .    .    .    .    .
    dashan,mancang             .    .    .    .    .
    li,li_code                 403  .    .    .    .
    zhang,liu,qin,sun          .    .    .    .    .
    zhao                       ok   .    .    .    .
    pan                        .    403  .    .    .
    pan2                       .    ok   .    .    .
    pan3                       .    .    .    .    .
    guan                       .    .    .    .    403
    guan2                      .    .    .    .    ok
    zhou                       403  403  403  403  .
    tang                       .    .    .    .    403
    he                         403  403  403  403  403
    admin,admin3,key           .    .    .    .    .
""")
# The holder writes, or the secretary for him; an officer only reads.
WRITE = dict(STEP) | {
    ("li", "v108"): "ok",
    ("li_code", "v108"): "ok",
    ("pan", "v106"): "ok",
    ("guan", "far3"): "ok",
}
# Who looks after the posts says that it was seen, never the holder.
SEEN = dict(STEP) | {
    **{("zhou", column): "ok" for column in ("v108", "v106", "v107", "v109")},
    **{("he", column): "ok" for column in ("v108", "v106", "v107", "v109", "far3")},
    ("tang", "far3"): "ok",
}

# One's own page, and for the secretary and officers those of their places.
MEMBER = table("""
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
    zhou                       ok   ok   ok   ok   .
    tang                       .    .    .    .    ok
    he                         ok   ok   ok   ok   ok
    admin,admin3,key           403  403  403  403  403
""")
# What a whole village wrote down.
QUARTER = table("""
                              v108 v106 v107 v109 far3
    wang,fang,lin,gui          403  403  403  403  403
    dashan,mancang,li_code     403  403  403  403  403
    li,zhang,liu,qin,sun       403  403  403  403  403
    zhao                       ok   403  403  403  403
    pan,pan3                   403  403  403  403  403
    pan2                       403  ok   403  403  403
    guan                       403  403  403  403  403
    guan2                      403  403  403  403  ok
    zhou                       ok   ok   ok   ok   403
    tang                       403  403  403  403  ok
    he                         ok   ok   ok   ok   ok
    admin,admin3,key           403  403  403  403  403
""")

COVERED = {
    "list_post_templates",
    "list_posts",
    "read_post",
    "set_post",
    "close_post",
    "propose_for_post",
    "make_post_step",
    "read_member_posts",
    "read_member_deeds",
    "list_post_records",
    "print_post_records",
    "write_post_record",
    "countersign_post_record",
}


def _post(township: Township, column: str) -> UUID:
    asked = PostIn(village_code=township.places[column], name="巡渠岗", kind=PostKind.PUBLIC_AFFAIRS)
    with township.database.writing() as db:
        return set_post(db, SYSTEM, uuid4(), asked).id


def _holder(township: Township, column: str) -> UUID:
    return township.world.id(STAFF_OF[column])


def _on_post(township: Township, column: str) -> UUID:
    post_id, since = _post(township, column), today() - timedelta(days=30)
    already = AlreadyIn(since_on=since, pledge="好")
    with township.database.writing() as db:
        asked = ProposalIn(id=uuid4(), person_id=_holder(township, column), already=already)
        return propose(db, SYSTEM, post_id, asked).id


def _record(township: Township, column: str) -> UUID:
    holding_id = _on_post(township, column)
    with township.database.writing() as db:
        asked = RecordIn(id=uuid4(), quarter=quarter_of(today()), text="看了渠")
        return write_record(db, actor_of_person(db, _holder(township, column)), holding_id, asked).id


def test_posts_are_read_by_those_who_live_or_work_there_or_above(township: Township) -> None:
    compare(
        LIST,
        lambda row, column: said(township.ask(row, "GET", f"/duty/posts?village_code={township.places[column]}")),
    )
    posts = {column: _post(township, column) for column in STAFF_OF}
    compare(ONE, Asking(township, "GET", "/duty/posts/{id}", make=posts.__getitem__))
    for row in ("wang", "li", "zhou", "admin"):
        assert said(township.ask(row, "GET", "/duty/post-templates")) == "ok"


def test_posts_are_kept_by_the_secretary(township: Township) -> None:
    def set_one(row: str, column: str) -> str:
        body = {"village_code": township.places[column], "name": "看井岗", "kind": "other"}
        return said(township.ask(row, "POST", f"/duty/posts/{uuid4()}", json=body))

    compare(PLAN, set_one)
    compare(KEEP, Asking(township, "DELETE", "/duty/posts/{id}", make=lambda column: _post(township, column)))


def test_a_name_is_put_forward_by_its_owner_or_the_secretary(township: Township) -> None:
    def put(row: str, column: str) -> str:
        body = {"id": str(uuid4()), "person_id": str(_holder(township, column))}
        return said(township.ask(row, "POST", f"/duty/posts/{_post(township, column)}/people", json=body))

    compare(PUT_FORWARD, put)


def test_a_step_of_the_branch_is_the_secretarys(township: Township) -> None:
    def body(_row: str, holding_id: Any) -> dict[str, Any]:
        with township.database.reading() as db:
            held = db.get(PostHolding, holding_id)
        seen = held.version if held else 1
        return {"id": str(uuid4()), "version": seen, "move": "suspend", "reason": "exempt"}

    def make(column: str) -> UUID:
        return _on_post(township, column)

    compare(STEP, Asking(township, "POST", "/duty/holdings/{id}/moves", body, make=make))


def test_a_record_is_written_by_the_holder_or_the_secretary_and_seen_by_those_above(township: Township) -> None:
    def body(*_: Any) -> dict[str, Any]:
        return {"id": str(uuid4()), "quarter": quarter_of(today()), "text": "看了渠"}

    def on_post(column: str) -> UUID:
        return _on_post(township, column)

    def record(column: str) -> UUID:
        return _record(township, column)

    compare(WRITE, Asking(township, "POST", "/duty/holdings/{id}/records", body, make=on_post))
    compare(SEEN, Asking(township, "POST", "/duty/post-records/{id}/seen", make=record))


def test_a_members_page_and_deeds_are_for_himself_the_secretary_and_officers_above(township: Township) -> None:
    for path in ("/duty/members/{id}/posts", f"/duty/members/{{id}}/deeds?quarter={quarter_of(today())}"):

        def look(row: str, column: str, path: str = path) -> str:
            return said(township.ask(row, "GET", path.format(id=_holder(township, column))))

        compare(MEMBER, look)


def test_a_villages_quarter_is_for_the_secretary_and_officers_above(township: Township) -> None:
    for path in ("/duty/post-records", "/duty/post-records/sheet.pdf"):

        def look(row: str, column: str, path: str = path) -> str:
            where = {"village_code": township.places[column], "quarter": quarter_of(today())}
            return said(township.ask(row, "GET", path, params=where))

        compare(QUARTER, look)
