"""Who may hand originals over, confirm it and see where they are: every cell written by hand, as in `test_matrix`."""

from typing import Any
from uuid import UUID, uuid4

from app.proxy.custody.schemas import CustodyIn
from app.proxy.custody.service import act
from tests.security.matrix import Asking, compare, said, table
from tests.security.township import Township

# Originals are taken by those of the village who run the errand, and of errands only (409).
TAKE_IN = table("""
                         errand finance parcel illness quarrel quarrel2 lis  e106 q106 i106 e107 e109 far3 far9
    wang,fang              403    403     403    403      .       .      .    .    .    .    .    .    .    .
    lin                    403    .       .      .        .       .      .    .    .    .    .    .    .    .
    gui                    .      .       .      .        .       .      .    .    .    .    .    .    .    .
    dashan                 .      .       .      .        403     .      .    .    .    .    .    .    .    .
    mancang                .      .       .      .        .       403    .    .    .    .    .    .    .    .
    li,zhang               ok     409     409    409      .       .      ok   .    .    .    .    .    .    .
    li_code                .      .       .      .        .       .      403  .    .    .    .    .    .    .
    zhao                   ok     409     409    409      409     409    ok   .    .    .    .    .    .    .
    liu                    .      .       .      .        409     .      .    .    .    .    .    .    .    .
    qin                    .      .       .      .        .       409    .    .    .    .    .    .    .    .
    sun                    .      .       .      409      .       .      .    .    .    .    .    .    .    .
    pan                    .      .       .      .        .       .      .    ok   .    409  .    .    .    .
    pan2                   .      .       .      .        .       .      .    ok   409  409  .    .    .    .
    pan3                   .      .       .      .        .       .      .    403  .    403  .    .    .    .
    guan,guan2             .      .       .      .        .       .      .    .    .    .    .    .    ok   .
    zhou                   403    403     403    .        .       .      403  403  .    .    403  403  .    .
    tang                   .      .       .      .        .       .      .    .    .    .    .    .    403  .
    he,admin,admin3,key    .      .       .      .        .       .      .    .    .    .    .    .    .    .
""")

# A hand-over is confirmed, or refused, by the colleague who takes the papers: zhang here, pan2 there.
CONFIRM = table("""
                         errand e106
    wang,fang,lin          403    .
    gui,dashan,mancang     .      .
    li                     403    .
    zhang                  ok     .
    li_code                .      .
    zhao                   403    .
    liu,qin,sun            .      .
    pan                    .      403
    pan2                   .      ok
    pan3                   .      403
    guan,guan2             .      .
    zhou                   403    403
    tang,he,admin          .      .
    admin3,key             .      .
""")

# What the cadre says of the villager's papers is confirmed on the villager's side.
OWNER_CONFIRMS = table("""
                         errand e106
    wang,fang              ok     .
    lin                    403    .
    gui,dashan,mancang     .      .
    li,zhang,zhao          403    .
    li_code                .      .
    liu,qin,sun            .      .
    pan,pan2               .      403
    pan3                   .      ok
    guan,guan2             .      .
    zhou                   403    403
    tang,he,admin          .      .
    admin3,key             .      .
""")

# A loss is settled by the secretary or the township, never by whoever only carries papers.
SETTLE = table("""
                         errand e106
    wang,fang,lin          403    .
    gui,dashan,mancang     .      .
    li,zhang               403    .
    li_code                .      .
    zhao                   ok     .
    liu,qin,sun            .      .
    pan                    .      403
    pan2                   .      ok
    pan3                   .      403
    guan,guan2             .      .
    zhou                   ok     ok
    tang,he,admin          .      .
    admin3,key             .      .
""")

# What lies where in a village: its staff, and the numbers for its township.
OPEN = table("""
                              v108 v106 v107 v109 far3 far9
    wang,fang,lin,gui          403  403  403  403  403  403
    dashan,mancang,li_code     403  403  403  403  403  403
    li,zhang,zhao              ok   .    .    .    .    .
    liu,qin,sun                ok   .    .    .    .    .
    pan,pan2                   .    ok   .    .    .    .
    pan3                       403  403  403  403  403  403
    guan,guan2                 .    .    .    .    ok   .
    zhou                       ok   ok   ok   ok   .    .
    tang                       .    .    .    .    ok   .
    he,admin                   403  403  403  403  403  403
    admin3,key                 403  403  403  403  403  403
""")

COVERED = {"list_open_custody", "read_custody_day", "write_custody", "confirm_custody", "refuse_custody"}
CARRIES = {"errand": ("li", "zhang"), "e106": ("pan", "pan2")}


def _body(kind: str, matter: Any, **more: Any) -> dict[str, Any]:
    papers = [{"code": "hukou_book"}]
    return {"id": str(uuid4()), "ticket_id": str(matter), "kind": kind, "papers": papers} | more


def _carried(township: Township, column: str, *acts: dict[str, Any]) -> UUID:
    """A fresh errand whose household register its cadre has received and carried on; gives the last act's id."""
    matter, giver = township.fresh(column), CARRIES[column][0]
    last = uuid4()
    for each in ({"kind": "received", "way": "witness", "witness": "邻居"}, *acts):
        last = uuid4()
        with township.database.writing() as db:
            asked = CustodyIn.model_validate(_body(matter=matter, **each) | {"id": last})
            assert act(db, township.world.actor(db, giver), asked)
    return last


def _handed_over(township: Township, column: str) -> UUID:
    to = str(township.world.id(CARRIES[column][1]))
    return _carried(township, column, {"kind": "handed_over", "to_person_id": to})


def test_originals_are_taken_by_the_village_and_of_errands_only(township: Township) -> None:
    def body(_: str, matter: Any) -> dict[str, Any]:
        return _body("received", matter, way="witness", witness="邻居")

    compare(TAKE_IN, Asking(township, "POST", "/custody", body))


def test_a_hand_over_is_answered_by_whoever_takes_the_papers(township: Township) -> None:
    for path, more in (("confirm", {}), ("refuse", {"reason": "没有见到"})):

        def body(_row: str, _matter: Any, more: dict[str, str] = more) -> dict[str, Any]:
            return {"id": str(uuid4())} | more

        asking = Asking(township, "POST", f"/custody/{{id}}/{path}", body, make=lambda c: _handed_over(township, c))
        compare(CONFIRM, asking)


def test_the_owner_or_the_relative_who_took_them_confirms_what_is_said_of_the_papers(township: Township) -> None:
    # 王老汉 has no phone; of his two relatives with a mandate his daughter is the one who took them.
    took = {"errand": {"received_by": "王芳"}, "e106": {}}

    def given_back(column: str) -> UUID:
        return _carried(township, column, {"kind": "returned", "way": "app"} | took[column])

    compare(
        OWNER_CONFIRMS,
        Asking(township, "POST", "/custody/{id}/confirm", lambda *_: {"id": str(uuid4())}, make=given_back),
    )


def test_a_loss_is_settled_above_those_who_carry(township: Township) -> None:
    def lost(column: str) -> UUID:
        matter = township.fresh(column)
        with township.database.writing() as db:
            carrier = township.world.actor(db, CARRIES[column][0])
            for body in (
                _body("received", matter, way="witness", witness="邻居"),
                _body("lost_reported", matter, note="路上找不到了"),
            ):
                act(db, carrier, CustodyIn.model_validate(body))
        return matter

    def body(_: str, matter: Any) -> dict[str, Any]:
        return _body("loss_settled", matter, note="村里陪着补办，费用村里出")

    compare(SETTLE, Asking(township, "POST", "/custody", body, make=lost))


def test_what_lies_in_a_village_is_for_its_staff_and_its_township(township: Township) -> None:
    for path in ("open", "day"):

        def look(row: str, column: str, path: str = path) -> str:
            return said(township.ask(row, "GET", f"/custody/{path}?village_code={township.places[column]}"))

        compare(OPEN, look)


def test_a_day_names_nobody_whose_papers_they_are(township: Township) -> None:
    _carried(township, "errand")
    for row in ("li", "zhou"):
        day = township.ask(row, "GET", f"/custody/day?village_code={township.places['v108']}")
        assert day.json()["items"]
        assert not {"王老汉", "刘桂兰"} & set(day.text.split('"'))


def test_the_township_reads_the_numbers_and_no_row(township: Township) -> None:
    _carried(township, "errand")
    seen = {
        row: township.ask(row, "GET", f"/custody/open?village_code={township.places['v108']}").json()
        for row in ("li", "zhou")
    }
    assert seen["li"]["items"]
    assert seen["zhou"]["items"] == seen["zhou"]["to_confirm"] == []
    assert seen["zhou"]["counts"] == seen["li"]["counts"]
