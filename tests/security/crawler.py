"""Reading everything that somebody can get: each documented GET with all sorts of ids, and acts that are refused.

It walks the document, so a new way to read is read here too; one whose parameters it cannot fill fails.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from httpx2 import Response
from sqlmodel import col, select

from app.core.clock import local_date, today
from app.duty.models import DutyShift, MemberPost
from app.duty.portraits.models import Portrait
from app.duty.posts.records.rules import quarter_of
from app.duty.swaps.models import ShiftSwap
from app.duty.temporary.models import TemporaryRoster
from app.files.models import StoredFile
from app.notices.models import Notice
from app.people.models import Delegation
from app.proxy.authorisation.models import Authorisation
from app.tickets.models import Ticket
from app.tickets.paper_numbers.models import PaperRange
from tests.security.test_strangers import operations
from tests.security.township import Township

# What is asked besides the plain address. The keys are operations, the values queries.
_QUERIES = {
    "list_tickets": [f"?box={box}&limit=100" for box in ("mine", "own", "unassigned", "waiting", "late", "open", "all")]
    + ["?number={number}"],
    "list_slip_ranges": ["?village_code={place}"],
    "export_trips": ["?village_code={place}&month={month}"],
    "read_duty_month": ["?village_code={place}&month={month}"],
    "read_duty_day": ["?village_code={place}"],
    "export_duty_day": ["?village_code={place}"],
    "export_duty_month": ["?village_code={place}&month={month}"],
    "list_posts": ["?village_code={place}"],
    "list_post_records": ["?village_code={place}&quarter={quarter}"],
    "print_post_records": ["?village_code={place}&quarter={quarter}"],
    "read_member_deeds": ["?quarter={quarter}"],
    "list_trips": ["?limit=100", "?ticket_id={ticket_id}", "?village_code={place}"],
    "list_authorisations": ["?limit=100", "?ticket_id={ticket_id}", "?principal_id={person_id}"],
    "read_custody": ["", "?on={today}"],
    "list_open_custody": ["?village_code={place}"],
    "read_handovers": ["?village_code={place}"],
    "read_custody_day": ["?village_code={place}", "?village_code={place}&on={today}"],
    "list_people": ["", "?village_code={place}", "?q=陈"],
    "list_calendar_links": ["?village_code={place}"],
    "list_candidates": ["?turn={today} 08:30–12:00 duty"],
    "list_temporary_rosters": ["?village_code={place}"],
    "list_roster_people": ["?village_code={place}"],
    "list_swaps": ["?village_code={place}"],
    "list_shifts": ["?village_code={place}&from_on={today}&to_on={today}"],
    "read_summary": ["", "?place_code={place}"],
    "read_desk": ["", "?village_code={place}"],
    "list_changes": ["?limit=500", "?limit=1", "?limit=2&after=3"],
    "list_notices": ["?limit=100"],
    "list_audit": ["", "?limit=200", "?what=signed_in&before=9"],
    "list_delegations": ["", "?past=true"],
    "list_kin_requests": ["?village_code={place}"],
    "list_agents": ["?village_code={place}"],
    "list_tellings": ["?village_code={place}", "?village_code={place}&done=true"],
    "list_staff": ["?place_code={place}"],
    "read_file": ["?until=4000000000&sig=AAAA"],
}


def _numbers(tickets: Iterable[str]) -> Any:
    return select(Ticket.ticket_no).where(col(Ticket.id).in_([UUID(each) for each in tickets]))


class Crawler:
    """Everything behind the gaps of addresses, as far as the database knows it."""

    def __init__(self, township: Township, *tickets: str) -> None:
        self.township = township
        with township.database.reading() as db:
            self.gaps: dict[str, list[str]] = {
                "ticket_id": list(tickets),
                "person_id": [str(township.id(row)) for row in ("wang", "dashan", "mancang", "li", "sun", "liu")],
                "file_id": [str(each) for each in db.exec(select(StoredFile.id)).all()][-4:],
                "notice_id": [str(each) for each in db.exec(select(Notice.id)).all()],
                "delegation_id": [str(each) for each in db.exec(select(Delegation.id)).all()],
                "village_code": [township.places["v108"]],
                "place": [township.places[name] for name in ("v108", "v106", "town", "county")],
                "authorisation_id": [str(each) for each in db.exec(select(Authorisation.id)).all()][-4:]
                or [str(uuid4())],
                "number": [each[-4:] for each in db.exec(_numbers(tickets)).all()],
                "range_id": [str(each) for each in db.exec(select(PaperRange.id)).all()] or [str(uuid4())],
                "code": ["MZ-04"],
                "form": ["pdf", "xlsx"],
                "name": ["receipt", "notice-1", "delivery", "authorisation"],
                "shift_id": [str(each) for each in db.exec(select(DutyShift.id)).all()][-3:],
                "swap_id": [str(each) for each in db.exec(select(ShiftSwap.id)).all()][-3:] or [str(uuid4())],
                "temporary_id": [str(each) for each in db.exec(select(TemporaryRoster.id)).all()][-2:]
                or [str(uuid4())],
                "token": ["A" * 43],
                "today": [today().isoformat()],
                "on": list(map(str, self._days(tickets))),
                "month": [today().strftime("%Y-%m")],
                "quarter": [quarter_of(today())],
                "portrait_id": [str(each) for each in db.exec(select(Portrait.id)).all()][-2:] or [str(uuid4())],
                "post_id": [str(each) for each in db.exec(select(MemberPost.id)).all()][-3:],
            }

    def _days(self, tickets: Iterable[str]) -> list[date]:
        """Today, and the days on which the matters began."""
        with self.township.database.reading() as db:
            begun = select(Ticket.submitted_at).where(col(Ticket.id).in_([UUID(each) for each in tickets]))
            return sorted({today(), *map(local_date, db.exec(begun))})

    def everything(self, row: str | None) -> Iterator[tuple[str, Response]]:
        """Each answer that somebody gets, with what was asked."""
        for operation in operations(self.township.world.app):
            if operation.method != "GET":
                continue
            for query in _QUERIES.get(operation.id, [""]):
                filled = self._filled(operation.path.removeprefix("/api/v1") + query)
                for address in filled:
                    answer = self.township.ask(row, "GET", address)
                    yield address, answer
                    # A refusal says the same in both languages at once, and words do not depend on the database.
                    if address == filled[0] and answer.is_success and self.township.database.is_sqlite:
                        yield address, self.township.ask(row, "GET", address, headers={"Accept-Language": "en"})

    def refused(self, row: str, ticket_id: str) -> Iterator[tuple[str, Response]]:
        """Acts on one matter that somebody tries; what is said to them may be a refusal or the matter."""
        path = f"/tickets/{ticket_id}"
        bodies: dict[str, dict[str, Any]] = {
            f"{path}/moves": {"id": str(uuid4()), "move": "accept", "version": 1, "data": {}},
            f"{path}/notes": {"id": str(uuid4()), "text": "问一下"},
            f"{path}/rating": {"id": str(uuid4()), "grade": 1, "tags": ["slow"]},
            "/proxy-log": {
                "id": str(uuid4()),
                "ticket_ids": [ticket_id],
                "action": "call",
                "place": "村里",
                "result": "好",
            },
            "/duty-log/remarks": {
                "id": str(uuid4()),
                "village_code": self.gaps["village_code"][0],
                "kind": "note",
                "text": "好",
            },
            "/custody": {
                "id": str(uuid4()),
                "ticket_id": ticket_id,
                "kind": "received",
                "papers": [{"code": "hukou_book"}],
                "way": "app",
            },
        }
        for address, body in bodies.items():
            yield f"POST {address}", self.township.ask(row, "POST", address, json=body)
            for version in (2, 9999):
                again = body | {"version": version, "id": str(uuid4())}
                if address.endswith("moves"):
                    yield f"POST {address}", self.township.ask(row, "POST", address, json=again)

    def _filled(self, address: str) -> list[str]:
        gap = re.search(r"\{(\w+)\}", address)
        if gap is None:
            return [address]
        assert gap[1] in self.gaps, f"the crawler does not know what {gap[0]} may be"
        return [done for value in self.gaps[gap[1]] for done in self._filled(address.replace(gap[0], value))]
