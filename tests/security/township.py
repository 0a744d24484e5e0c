"""The demo township with everybody in it whom a rule could tell apart, each with a way to ask, and one matter of each sort."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from httpx2 import Response
from sqlalchemy import delete
from sqlmodel import Session, col, select

from app.core.clock import now, today
from app.core.keys import derived_key
from app.files.service import admit, make_lasting, store
from app.people import rules
from app.people.actor import SYSTEM, Role
from app.people.delegations.schemas import DelegationIn, SeparateConsent
from app.people.delegations.service import confirm_delegation
from app.people.models import Basis, Delegation, Means, Person, Relation, Scope, Service
from app.people.schemas import PersonIn
from app.people.service import grant_role, register_officer, register_person
from app.people.sessions.service import open_session
from app.people.staff.schemas import ApiKeyIn
from app.people.staff.service import create_api_key
from app.places.models import Level, Place
from app.proxy.authorisation.giving.service import give
from app.proxy.authorisation.schemas import AuthorisationIn
from app.proxy.kin.asking.service import ask_to_help
from app.proxy.kin.models import DelegationRequest
from app.proxy.kin.schemas import AskIn
from app.proxy.models import TripAction
from app.proxy.schemas import TripIn
from app.proxy.service import log_trip
from app.tickets.models import Ticket, TicketEvent, TicketFile
from app.tickets.notes.service import add_note
from app.tickets.schemas import NoteIn
from app.tickets.told.models import Act, Telling
from tests.files.samples import webm
from tests.oversight.carried import send, step
from tests.support.inprocess import ask
from tests.support.sheets import sheet
from tests.support.world import GUANZHUANG, HUAISHU, SHIQIAO, STAFF, YINAN, World

ZUITOU, GAOJIAHE, SHILIYUAN = "610430107202", "610430107206", "610430109000"

# Everybody who asks. 大槐树村 is our village, 引安村 another of the same township, 官庄 another township.
ROWS = {
    "wang": "villager, our village",
    "fang": "his daughter, who acts for him in all but disputes",
    "lin": "his nephew, who acts for him in errands only",
    "gui": "another villager of our village",
    "dashan": "a villager with a quarrel, as its applicant",
    "mancang": "the other side of that quarrel, who has one of his own",
    "li": "duty cadre of our village, with whom the open matters lie",
    "zhang": "another duty cadre of our village",
    "li_code": "the duty cadre, signed in by a code, so a villager",
    "zhao": "secretary of our village",
    "liu": "mediator of our village, with the quarrel",
    "qin": "mediator of our village, without it",
    "sun": "doctor of our village",
    "pan": "duty cadre, next village",
    "pan2": "secretary, next village",
    "pan3": "villager, next village",
    "guan": "duty cadre, other township",
    "guan2": "secretary, other township",
    "zhou": "officer of our township",
    "tang": "officer of the other township",
    "he": "officer of the county",
    "admin": "administrator of the county",
    "admin3": "administrator of the other township",
    "key": "a machine of our township",
}
_KEY_OF = {"fang": "wangfang", "gui": "guilan", "li_code": "li"}
_BY_PASSWORD = STAFF | {"qin", "admin3"}

# What is asked about: who sent it, which service, where, in whose hands. Ids begin low and high in turn, so that a rule
# that compares instead of asking for the same has somebody on either side to be wrong about.
COLUMNS: dict[str, tuple[str, str, str, str | None]] = {
    "errand": ("wang", "errand", HUAISHU, "li"),
    "e107": ("zui3", "errand", ZUITOU, "zui"),
    "finance": ("wang", "finance", HUAISHU, "li"),
    "e109": ("gao3", "errand", GAOJIAHE, "gao"),
    "parcel": ("wang", "parcel", HUAISHU, "li"),
    "far3": ("guan3", "errand", GUANZHUANG, "guan"),
    "illness": ("wang", "medical", HUAISHU, "sun"),
    "i106": ("pan3", "medical", YINAN, "pan2"),
    "quarrel": ("dashan", "dispute", HUAISHU, "liu"),
    "q106": ("pan4", "dispute", YINAN, "pan2"),
    "quarrel2": ("mancang", "dispute", HUAISHU, "qin"),
    "e106": ("pan3", "errand", YINAN, "pan"),
    "lis": ("li", "errand", HUAISHU, "zhang"),
    "far9": ("yuan", "errand", "", None),
}


class Township:
    """Asks over HTTP as anybody of `ROWS`, about anything of `COLUMNS`."""

    def __init__(self, world: World, told: Iterable[str] | None = None) -> None:
        self.world, self.database = world, world.database
        self.http = ask(world.app)
        with self.database.writing() as db:
            self.places = self._places(db)
            self._more_people(db)
        self.mandate("zhao", self.id("wang"), self.id("lin"), Service.ERRAND)
        self.headers = {row: self.sign_in(row) for row in ROWS}
        self.recordings: dict[str, UUID] = {}
        self.told = {column: self._told(column) for column in (COLUMNS if told is None else told)}

    def id(self, row: str) -> UUID:
        """Whose id a row stands for."""
        return self.world.id(_KEY_OF.get(row, row))

    def ask(self, row: str | None, method: str, path: str, **more: Any) -> Response:
        """One request by somebody, or by a stranger."""
        headers = {"Sec-Fetch-Site": "same-origin"} | (self.headers[row] if row else {}) | more.pop("headers", {})
        return self.http.request(method, f"/api/v1{path}", headers=headers, **more)

    def sign_in(self, row: str) -> dict[str, str]:
        """The headers that say who somebody is."""
        if row == "key":
            with self.database.writing() as db:
                return {"Authorization": f"Bearer {self.machine(db, SHIQIAO, *Scope)}"}
        return self.session(self.id(row), Means.PASSWORD if row in _BY_PASSWORD else Means.CODE)

    def session(self, person_id: UUID, means: Means) -> dict[str, str]:
        """The cookie of a new session, opened by these means."""
        with self.database.writing() as db:
            opened = open_session(db, db.get_one(Person, person_id), means, shared_phone=False)
        access = rules.Access(opened.session.id, opened.session.person_id)
        return {"Cookie": f"session={rules.seal_access(derived_key('access-token'), access, now(), uuid4().hex)}"}

    def machine(self, db: Session, place_code: str, *scopes: Scope) -> str:
        """A machine's key for a place."""
        asked = ApiKeyIn(
            name="一台机器", place_code=place_code, scopes=list(scopes), expires_on=today() + timedelta(days=9)
        )
        return create_api_key(db, SYSTEM, asked)[1]

    def fresh(self, column: str, **more: Any) -> UUID:
        """A new matter of this sort, in the hands in which such a matter lies."""
        who, service, village, handler = COLUMNS[column]
        first = "00000000" if list(COLUMNS).index(column) % 2 else "ffffffff"
        ticket_id, where = UUID(f"{first}-{uuid4().hex[8:]}"), village or self.places["far9"]
        if service == Service.FINANCE:  # Of any other kind one is open at a time.
            more = {"details": {"finance_kind": "fraud_report"}} | more
        with self.database.writing() as db:
            ticket = send(self.world, db, who, service, village=where, id=ticket_id, **more)
            ticket.assignee_id = self.world.id(handler) if handler else None
            db.add(ticket)
            return ticket.id

    def done(self, column: str) -> UUID:
        """A matter of this sort that has come to its end and may be rated."""
        if column in {"errand", "e106"}:
            ticket_id = self.fresh(column, item_code="ZM-01")
            self.steps(COLUMNS[column][3] or "", ticket_id, complete_now={"result": "开好了证明"})
        elif column == "illness":
            wish = {
                "medical_kind": "refill_request",
                "need_code": "refill",
                "emergency": False,
                "insurance_card": "self",
            }
            wish["supply_end_on"] = (today() + timedelta(days=5)).isoformat()
            ticket_id = self.fresh(column, details=wish)
            given = {"read_back": True, "signed": True, "received_by": "self", "card_not_held": True}
            prescribed, counted = {"rx_ref": "RX-2026", "weeks": 2}, {"counted": True}
            self.steps("sun", ticket_id, prescribe=prescribed, receive_medicine=counted, hand_over=given)
        else:
            ticket_id = self.fresh(column)
            sides = [
                {"name": "陈大山", "role": "applicant", "agreed": True},
                {"name": "马满仓", "role": "respondent", "agreed": True},
            ]
            agreed = {"parties": sides, "in_scope": True, "explained": True}
            ended = {"reason": "no_agreement", "remedies_told": True}
            self.steps("liu", ticket_id, accept=agreed, terminate=ended)
        return ticket_id

    def steps(self, who: str, ticket_id: UUID, **moves: Any) -> None:
        """Moves by one person, one after the other."""
        with self.database.writing() as db:
            for move, data in moves.items():
                step(self.world, db, who, ticket_id, move, **data)

    def version(self, ticket_id: UUID) -> int:
        """The version of a matter as it stands; 1 of what is not there."""
        with self.database.reading() as db:
            ticket = db.get(Ticket, ticket_id)
            return ticket.version if ticket else 1

    def upload(self, row: str, content: bytes | None = None) -> UUID:
        """A recording that somebody has sent, or something else."""
        file_id = uuid4()
        sent = self.ask(row, "PUT", f"/files/{file_id}", content=content or webm() + file_id.bytes)
        assert sent.status_code == 200, sent.text
        return file_id

    def name(self, key: str) -> str:
        """What somebody is called."""
        with self.database.reading() as db:
            return db.get_one(Person, self.world.id(key)).name

    def paper(self, column: str) -> UUID:
        """A new authorisation for a new errand of this sort, recorded by the one who has it in hand."""
        handler, ticket_id = COLUMNS[column][3] or "", self.fresh(column)
        with self.database.writing() as db:
            asked = AuthorisationIn.model_validate(sheet(ticket_id, self.world.id(handler)))
            return give(db, self.world.actor(db, handler), asked)[0].id

    def paper_about_items(self, column: str) -> UUID:
        """A new authorisation for all errands of this sort that come."""
        who, _, _, handler = COLUMNS[column]
        with self.database.writing() as db:
            about = {"principal_id": str(self.world.id(who)), "item_codes": ["MZ-04"]}
            asked = AuthorisationIn.model_validate(sheet(None, self.world.id(handler or ""), **about))
            return give(db, self.world.actor(db, handler or ""), asked)[0].id

    def mandate(self, by: str, principal_id: UUID, agent_id: UUID, *services: Service) -> UUID:
        """Let somebody act for a person, confirmed by the staff or the person."""
        asked = DelegationIn(
            id=uuid4(),
            agent_id=agent_id,
            relation=Relation.NEIGHBOUR,
            services=list(services),
            until_on=today() + timedelta(days=30),
            basis=Basis.OWN_APP if self.world.id(by) == principal_id else Basis.IN_PERSON,
            evidence="本人当面确认",
            consents=[
                SeparateConsent(service=service, text_version="1", how="spoken")
                for service in (Service.MEDICAL, Service.DISPUTE)
            ],
        )
        with self.database.writing() as db:
            confirm_delegation(db, self.world.actor(db, by), principal_id, asked)
        return asked.id

    def asked(self, row: str, village: str = HUAISHU, named: str = "王老汉") -> UUID:
        """A request to act for somebody, sent by a row and waiting on a village's desk."""
        asked = AskIn(
            id=uuid4(),
            named=named,
            village_code=village,
            relation=Relation.NEIGHBOUR,
            services=[Service.ERRAND],
            until_on=today() + timedelta(days=9),
        )
        with self.database.writing() as db:
            # A limit on how many may wait would tell the tables apart by how often they ask.
            db.execute(delete(DelegationRequest).where(col(DelegationRequest.asker_id) == self.id(row)))
            ask_to_help(db, self.world.actor(db, _KEY_OF.get(row, row)), asked)
        return asked.id

    def to_tell(self, column: str) -> UUID:
        """Something that 郭玉兰 did in this matter and that its person is still to be told."""
        with self.database.writing() as db:
            ticket = db.get_one(Ticket, self.told[column])
            given = Delegation(
                id=uuid4(),
                principal_id=ticket.beneficiary_id,
                agent_id=self.id("yulan"),
                relation=Relation.NEIGHBOUR,
                services=[ticket.service],
                since=now(),
                until_on=today() - timedelta(days=1),
                basis=Basis.IN_PERSON,
                evidence="",
                confirmed_by=self.id("zhao"),
            )
            db.add(given)
            db.flush()
            telling = Telling(
                id=uuid4(),
                person_id=ticket.beneficiary_id,
                agent_id=given.agent_id,
                delegation_id=given.id,
                village_path=ticket.place_path,
                ticket_id=ticket.id,
                act=Act.NOTED,
                created_at=now(),
                not_before=now(),
            )
            db.add(telling)
            return telling.id

    def _told(self, column: str) -> UUID:
        """A matter with a recording of its villager and, where somebody has it in hand, a trip."""
        who, _, _, handler = COLUMNS[column]
        ticket_id = self.fresh(column)
        with self.database.writing() as db:
            villager = self.world.actor(db, who)
            incoming = admit(db, villager)
            try:
                incoming.add(webm() + ticket_id.bytes)
                file = store(db, villager, uuid4(), make_lasting(incoming))
            finally:
                incoming.discard()
            if COLUMNS[column][1] == Service.MEDICAL:
                # Of an illness none is taken any more; what is there from before stays with those who need to know.
                began = db.exec(select(TicketEvent.id).where(TicketEvent.ticket_id == ticket_id)).one()
                db.add(TicketFile(ticket_id=ticket_id, file_id=file.id, event_id=began))
            else:
                add_note(db, villager, ticket_id, NoteIn(id=uuid4(), file_ids=[file.id]))
            agent = self.world.actor(db, handler or who)
            trip = TripIn(id=uuid4(), ticket_ids=[ticket_id], action=TripAction.CALL, place="村里", result="办成了")
            if handler:
                log_trip(db, agent, trip)
        self.recordings[column] = file.id
        return ticket_id

    def _places(self, db: Session) -> dict[str, str]:
        """The official codes behind the names that the tables use for places."""
        villages = select(Place.official_code).where(Place.level == Level.VILLAGE)
        far9 = db.exec(villages.where(col(Place.official_code).startswith(SHILIYUAN[:9]))).first()
        assert far9, "the township has villages"
        return {
            "v108": HUAISHU,
            "v106": YINAN,
            "v107": ZUITOU,
            "v109": GAOJIAHE,
            "far3": GUANZHUANG,
            "far9": far9,
            "town": SHIQIAO,
            "other": GUANZHUANG[:9] + "000",
            "county": "610430000000",
        }

    def _more_people(self, db: Session) -> None:
        for key, name, place in (("yuan", "袁小满", "far9"), ("qin", "秦安民", "v108"), ("lin", "林小军", "v108")):
            asked = PersonIn(id=self.world.id(key), name=name, phone="00000000199", village_code=self.places[place])
            register_person(db, SYSTEM, asked)
        db.flush()
        grant_role(db, SYSTEM, self.id("qin"), Role.MEDIATOR, HUAISHU)
        register_officer(db, SYSTEM, self.id("admin3"), "关管理")
        db.flush()
        grant_role(db, SYSTEM, self.id("admin3"), Role.ADMINISTRATOR, self.places["other"])
