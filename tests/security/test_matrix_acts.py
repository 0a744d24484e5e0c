"""Who may act on which matter: every cell written by hand, as in `test_matrix`."""

from functools import cache
from typing import Any
from uuid import UUID, uuid4

from app.places.models import Place
from app.proxy.models import TripAction
from app.proxy.schemas import TripIn
from app.proxy.service import log_trip
from app.tickets.models import Ticket
from app.tickets.paper_numbers.rules import paper_number
from app.tickets.paper_numbers.schemas import PaperRangeIn
from app.tickets.paper_numbers.service import issue_slips
from tests.security.matrix import Asking, compare, table
from tests.security.township import COLUMNS, Township

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

# Who adds words to an entry of the log: those who run the errand and may read what is written there.
AMEND = table("""
                         errand finance parcel illness quarrel quarrel2 lis  e106 q106 i106 e107
    wang,fang              403    403     403    403      .       .      .    .    .    .    .
    lin                    403    .       .      .        .       .      .    .    .    .    .
    gui                    .      .       .      .        .       .      .    .    .    .    .
    dashan                 .      .       .      .        403     .      .    .    .    .    .
    mancang                .      .       .      .        .       403    .    .    .    .    .
    li,zhang               ok     ok      ok     403      .       .      ok   .    .    .    .
    li_code                .      .       .      .        .       .      403  .    .    .    .
    zhao                   ok     ok      ok     403      ok      ok     ok   .    .    .    .
    liu                    .      .       .      .        ok      .      .    .    .    .    .
    qin                    .      .       .      .        .       ok     .    .    .    .    .
    sun                    .      .       .      422      .       .      .    .    .    .    .
    pan                    .      .       .      .        .       .      .    ok   .    403  .
    pan2                   .      .       .      .        .       .      .    ok   ok   422  .
    pan3                   .      .       .      .        .       .      .    403  .    403  .
    guan,guan2             .      .       .      .        .       .      .    .    .    .    .
    zhou                   403    403     403    .        .       .      403  403  .    .    403
    tang,he,admin,admin3,key .    .       .      .        .       .      .    .    .    .    .
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

COVERED = {"make_move", "log_trip", "amend_trip", "add_paper_number", "rate_ticket", "read_rating"}


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
        trip = {"action": "call", "place": "村里", "result": "办成了"}
        return {"id": str(uuid4()), "ticket_ids": [str(matter)]} | trip

    # A matter takes many trips, and a trip many words.
    compare(TRIP, Asking(township, "POST", "/proxy-log", body, make=cache(township.fresh)))


def test_words_are_added_to_a_trip_by_those_who_run_the_errand_and_may_read_of_it(township: Township) -> None:
    def gone(column: str) -> UUID:
        matter, trip = township.fresh(column), uuid4()
        with township.database.writing() as db:
            agent = township.world.actor(db, COLUMNS[column][3] or "")
            asked = TripIn(id=trip, ticket_ids=[matter], action=TripAction.VISIT, place="村里", result="办成了")
            log_trip(db, agent, asked)
        return trip

    def body(_: str, __: UUID) -> dict[str, Any]:
        return {"id": str(uuid4()), "text": "补一句"}

    compare(AMEND, Asking(township, "POST", "/proxy-log/{id}/amendments", body, make=cache(gone)))


def test_a_slip_is_entered_by_those_who_may_run_the_errand(township: Township) -> None:
    printed: dict[int, list[str]] = {}
    with township.database.writing() as db:
        for by, column in (("zhao", "v108"), ("zhao", "v108"), ("pan2", "v106"), ("guan2", "far3")):
            asked = PaperRangeIn(id=uuid4(), village_code=township.places[column], pages=20)
            issued, _ = issue_slips(db, township.world.actor(db, by), asked)
            initials = db.get_one(Place, issued.village_id).initials
            counts = range(issued.first, issued.last + 1)
            printed.setdefault(issued.village_id, []).extend(paper_number(initials, count) for count in counts)

    def body(_: str, matter: UUID) -> dict[str, Any]:
        with township.database.reading() as db:
            ticket = db.get(Ticket, matter)
        return {"number": printed[ticket.village_id].pop() if ticket and ticket.village_id in printed else "000018"}

    compare(TRIP, Asking(township, "POST", "/tickets/{id}/paper-number", body))


def test_a_matter_is_rated_by_the_villager_or_through_somebody_who_did_not_handle_it(township: Township) -> None:
    def body(row: str, _: UUID) -> dict[str, Any]:
        rating = {"id": str(uuid4()), "grade": 4}
        return rating | ({} if row in VILLAGERS else {"channel": "colleague_phone", "on_behalf": KNOWN})

    compare(RATE, Asking(township, "POST", "/tickets/{id}/rating", body, make=township.done))


def test_a_rating_is_read_by_the_villagers_side_and_above_the_handlers(township: Township) -> None:
    def rated(column: str) -> UUID:
        matter = township.done(column)
        by = {"errand": "wang", "illness": "wang", "quarrel": "dashan", "e106": "pan3"}[column]
        rating = {"id": str(uuid4()), "grade": 1, "tags": ["slow"]}
        assert township.ask(by, "POST", f"/tickets/{matter}/rating", json=rating).status_code == 200
        return matter

    compare(RATING, Asking(township, "GET", "/tickets/{id}/rating", make=rated))
