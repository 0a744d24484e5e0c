"""Who may act on which matter: every cell written by hand, as in `test_matrix`."""

from typing import Any
from uuid import UUID, uuid4

from tests.security.matrix import Asking, compare, table
from tests.security.township import Township

KNOWN = {"identity_checked": "known_in_person"}
VILLAGERS = {"wang", "fang", "lin", "gui", "dashan", "mancang", "li_code", "pan3"}

# The staff's own step: to take a matter on. A duty cadre does not make himself a reader of somebody's illness.
TAKE = table("""
                         errand finance parcel illness quarrel quarrel2 lis  e106 q106 i106 e107 e109 far3 far9
    wang,fang              403    403     403    403      .       .      .    .    .    .    .    .    .    .
    lin                    403    .       .      .        .       .      .    .    .    .    .    .    .    .
    gui                    .      .       .      .        .       .      .    .    .    .    .    .    .    .
    dashan                 .      .       .      .        403     .      .    .    .    .    .    .    .    .
    mancang                .      .       .      .        .       403    .    .    .    .    .    .    .    .
    li,zhang               ok     ok      ok     403      .       .      ok   .    .    .    .    .    .    .
    li_code                .      .       .      .        .       .      403  .    .    .    .    .    .    .
    zhao                   ok     ok      ok     ok       ok      ok     ok   .    .    .    .    .    .    .
    liu                    .      .       .      .        ok      .      .    .    .    .    .    .    .    .
    qin                    .      .       .      .        .       ok     .    .    .    .    .    .    .    .
    sun                    .      .       .      ok       .       .      .    .    .    .    .    .    .    .
    pan                    .      .       .      .        .       .      .    ok   .    403  .    .    .    .
    pan2                   .      .       .      .        .       .      .    ok   ok   ok   .    .    .    .
    pan3                   .      .       .      .        .       .      .    403  .    403  .    .    .    .
    guan,guan2             .      .       .      .        .       .      .    .    .    .    .    .    ok   .
    zhou                   403    403     403    .        .       .      403  403  .    .    403  403  .    .
    tang                   .      .       .      .        .       .      .    .    .    .    .    .    403  .
    he,admin,admin3,key    .      .       .      .        .       .      .    .    .    .    .    .    .    .
""")

# The villager's own step: to withdraw. The village may record it for him, the township may not.
WITHDRAW = table("""
                         errand illness quarrel quarrel2 e106 i106 far3
    wang,fang              ok     ok      .       .        .    .    .
    lin                    ok     .       .       .        .    .    .
    gui                    .      .       .       .        .    .    .
    dashan                 .      .       ok      .        .    .    .
    mancang                .      .       .       ok       .    .    .
    li,zhang               ok     ok      .       .        .    .    .
    li_code                .      .       .       .        .    .    .
    zhao                   ok     ok      ok      ok       .    .    .
    liu                    .      .       ok      .        .    .    .
    qin                    .      .       .       ok       .    .    .
    sun                    .      ok      .       .        .    .    .
    pan,pan2,pan3          .      .       .       .        ok   ok   .
    guan,guan2             .      .       .       .        .    .    ok
    zhou                   403    .       .       .        403  .    .
    tang                   .      .       .       .        .    .    403
    he,admin,admin3,key    .      .       .       .        .    .    .
""")

# Who writes into the proxy log: those of the village who run the errand.
TRIP = table("""
                         errand finance parcel illness quarrel quarrel2 lis  e106 q106 i106 e107 e109 far3 far9
    wang,fang              403    403     403    403      .       .      .    .    .    .    .    .    .    .
    lin                    403    .       .      .        .       .      .    .    .    .    .    .    .    .
    gui                    .      .       .      .        .       .      .    .    .    .    .    .    .    .
    dashan                 .      .       .      .        403     .      .    .    .    .    .    .    .    .
    mancang                .      .       .      .        .       403    .    .    .    .    .    .    .    .
    li,zhang               ok     ok      ok     ok       .       .      ok   .    .    .    .    .    .    .
    li_code                .      .       .      .        .       .      403  .    .    .    .    .    .    .
    zhao                   ok     ok      ok     ok       ok      ok     ok   .    .    .    .    .    .    .
    liu                    .      .       .      .        ok      .      .    .    .    .    .    .    .    .
    qin                    .      .       .      .        .       ok     .    .    .    .    .    .    .    .
    sun                    .      .       .      ok       .       .      .    .    .    .    .    .    .    .
    pan                    .      .       .      .        .       .      .    ok   .    ok   .    .    .    .
    pan2                   .      .       .      .        .       .      .    ok   ok   ok   .    .    .    .
    pan3                   .      .       .      .        .       .      .    403  .    403  .    .    .    .
    guan,guan2             .      .       .      .        .       .      .    .    .    .    .    .    ok   .
    zhou                   403    403     403    .        .       .      403  403  .    .    403  403  .    .
    tang                   .      .       .      .        .       .      .    .    .    .    .    .    403  .
    he,admin,admin3,key    .      .       .      .        .       .      .    .    .    .    .    .    .    .
""")

# Whose rating counts once a matter is done: the villager's side, or collected by somebody who did not work on it.
RATE = table("""
                         errand illness quarrel e106
    wang,fang              ok     ok      .       .
    lin                    ok     .       .       .
    gui,mancang            .      .       .       .
    dashan                 .      .       ok      .
    li                     403    ok      .       .
    zhang                  ok     ok      .       .
    li_code                .      .       .       .
    zhao                   ok     ok      ok      .
    liu                    .      .       403     .
    qin                    .      .       .       .
    sun                    .      403     .       .
    pan                    .      .       .       403
    pan2,pan3              .      .       .       ok
    guan,guan2             .      .       .       .
    zhou                   403    .       .       403
    tang,he,admin,admin3,key .      .       .       .
""")

# Who reads what was said: the villager's side and those above the handlers, never the handlers or their colleagues.
RATING = table("""
                         errand illness quarrel e106
    wang,fang              ok     ok      .       .
    lin                    ok     .       .       .
    gui,mancang            .      .       .       .
    dashan                 .      .       ok      .
    li,zhang               403    403     .       .
    li_code                .      .       .       .
    zhao                   ok     ok      ok      .
    liu                    .      .       403     .
    qin                    .      .       .       .
    sun                    .      403     .       .
    pan                    .      .       .       403
    pan2,pan3              .      .       .       ok
    guan,guan2             .      .       .       .
    zhou                   ok     .       .       ok
    tang,he,admin,admin3,key .      .       .       .
""")

COVERED = {"make_move", "log_trip", "rate_ticket", "read_rating"}


def test_a_matter_is_taken_on_by_those_whose_work_it_is(township: Township) -> None:
    def body(_: str, matter: UUID) -> dict[str, Any]:
        return {"id": str(uuid4()), "move": "take", "version": township.version(matter)}

    compare(TAKE, Asking(township, "POST", "/tickets/{id}/moves", body))


def test_a_matter_is_withdrawn_by_the_villagers_side(township: Township) -> None:
    def body(row: str, matter: UUID) -> dict[str, Any]:
        said = {} if row in VILLAGERS else {"on_behalf": KNOWN}
        data = {"reason": "applicant_wish"}
        return {"id": str(uuid4()), "move": "withdraw", "version": township.version(matter), "data": data} | said

    compare(WITHDRAW, Asking(township, "POST", "/tickets/{id}/moves", body))


def test_a_trip_is_written_by_those_who_run_the_errand(township: Township) -> None:
    def body(_: str, matter: UUID) -> dict[str, Any]:
        trip = {"action": "call", "place": "村里", "result": "说好了"}
        return {"id": str(uuid4()), "ticket_ids": [str(matter)]} | trip

    compare(TRIP, Asking(township, "POST", "/proxy-log", body))


def test_a_matter_is_rated_by_the_villager_or_through_somebody_who_did_not_handle_it(township: Township) -> None:
    def body(row: str, _: UUID) -> dict[str, Any]:
        rating = {"id": str(uuid4()), "grade": 4}
        return rating | ({} if row in VILLAGERS else {"channel": "colleague_phone", "on_behalf": KNOWN})

    compare(RATE, Asking(township, "POST", "/tickets/{id}/rating", body, make=township.done))


def test_a_rating_is_read_by_the_villagers_side_and_above_the_handlers(township: Township) -> None:
    def rated(column: str) -> UUID:
        matter = township.done(column)
        by = {"errand": "wang", "illness": "wang", "quarrel": "dashan", "e106": "pan3"}[column]
        rating = {"id": str(uuid4()), "grade": 1, "comment": "说好的没做到"}
        assert township.ask(by, "POST", f"/tickets/{matter}/rating", json=rating).status_code == 200
        return matter

    compare(RATING, Asking(township, "GET", "/tickets/{id}/rating", make=rated))
