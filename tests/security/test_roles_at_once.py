"""What is taken away is gone with the next request, and stays gone for what was asked before."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app.core.clock import today
from app.core.settings import settings
from app.people.actor import SYSTEM
from app.people.models import ApiKey, Delegation, Means, Role, RoleGrant, Scope, Service
from app.people.service import grant_role, take_role
from app.tickets.models import Ticket
from tests.conftest import _copy_of
from tests.files.samples import webm
from tests.oversight.carried import ASKS
from tests.security.refusals import assert_problem
from tests.security.township import Township
from tests.support.world import HUAISHU, SHIQIAO, World

pytestmark = pytest.mark.long


def _asks(service: str, **more: Any) -> dict[str, Any]:
    body = {"id": str(uuid4()), "service": service, "village_code": HUAISHU, "channel": "pwa_self"}
    return body | ASKS[service] | more


# What a role opens: its holder, a matter that only the role lets him see, and other doors.
OPENS = [
    ("zhang", Role.DUTY_CADRE, "errand", ["/desk", "/sign-in/slips", "/people/{wang}"]),
    ("zhao", Role.VILLAGE_SECRETARY, "quarrel", ["/desk", "/summary", "/people/{wang}"]),
    ("liu", Role.MEDIATOR, "quarrel", ["/desk"]),
    ("sun", Role.VILLAGE_DOCTOR, "illness", ["/desk"]),
    ("zhou", Role.TOWN_OFFICER, "errand", ["/summary", "/changes"]),
    ("he", Role.COUNTY_OFFICER, None, ["/summary", "/changes"]),
    ("admin", Role.ADMINISTRATOR, None, ["/staff?place_code=610430000000", "/people/{li}"]),
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def parting(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Township]:
    """A township of this module's own, in which rights are taken away."""
    folder = tmp_path_factory.mktemp("parting")
    with pytest.MonkeyPatch.context() as patch, _copy_of("world", request, folder) as database:
        patch.setattr(settings(), "data_dir", folder / "data")
        yield Township(World(database), told=("errand", "quarrel", "illness"))


@pytest.mark.parametrize(("row", "role", "column", "paths"), OPENS)
def test_a_role_that_is_taken_is_gone_with_the_next_request(
    parting: Township, row: str, role: Role, column: str | None, paths: list[str]
) -> None:
    doors = [path.format(wang=parting.id("wang"), li=parting.id("li")) for path in paths]
    doors += [f"/tickets/{parting.told[column]}", f"/tickets/{parting.told[column]}/qr.svg"] if column else []

    def heard() -> list[int]:
        return [parting.ask(row, "GET", path).status_code for path in doors]

    assert heard() == [200] * len(doors)
    with parting.database.writing() as db:
        held = db.exec(select(RoleGrant).where(RoleGrant.person_id == parting.id(row), RoleGrant.role == role)).one()
        take_role(db, SYSTEM, held.id)
    assert set(heard()) <= {403, 404}
    assert {each["role"] for each in parting.ask(row, "GET", "/me").json()["roles"]} <= {"villager"}
    with parting.database.writing() as db:
        grant_role(db, SYSTEM, parting.id(row), role, held.place_code)
    assert heard() == [200] * len(doors)


def test_a_mandate_that_is_ended_opens_nothing_any_more(parting: Township) -> None:
    wang, matter = parting.id("wang"), parting.told["errand"]
    asked = _asks("errand", beneficiary={"person_id": str(wang)})
    assert parting.ask("lin", "POST", "/tickets", json=asked).status_code == 201
    note = {"id": str(uuid4()), "text": "好"}
    assert parting.ask("lin", "POST", f"/tickets/{matter}/notes", json=note).status_code == 200
    [mandate] = parting.ask("wang", "GET", f"/people/{wang}/delegations").json()[1:]
    assert mandate["agent_id"] == str(parting.id("lin"))
    assert (
        parting.ask("wang", "POST", f"/delegations/{mandate['id']}/revoke", json={"reason": "not_wanted"}).status_code
        == 200
    )
    for method, path, body in (
        ("GET", f"/tickets/{matter}", None),
        ("GET", f"/people/{wang}", None),
        ("POST", f"/tickets/{matter}/notes", note),
        ("POST", f"/tickets/{matter}/notes", note | {"id": str(uuid4())}),
        ("POST", "/tickets", asked),
    ):
        assert_problem(parting.ask("lin", method, path, json=body), 404, "not_found")
    assert_problem(parting.ask("lin", "POST", "/tickets", json=asked | {"id": str(uuid4())}), 403, "not_for_others")
    assert parting.ask("lin", "GET", "/tickets?box=all").json()["items"] == []
    assert parting.ask("lin", "GET", "/me").json()["helps"] == []


def test_a_mandate_covers_only_its_services_and_its_days(parting: Township) -> None:
    dashan, gui = parting.id("dashan"), parting.id("gui")
    quarrel = parting.told["quarrel"]
    assert parting.ask("gui", "GET", f"/tickets/{quarrel}").status_code == 404
    mandate = parting.mandate("zhao", dashan, gui, Service.DISPUTE)
    assert parting.ask("gui", "GET", f"/tickets/{quarrel}").status_code == 200
    assert (
        parting.ask("gui", "POST", "/tickets", json=_asks("errand", beneficiary={"person_id": str(dashan)})).status_code
        == 403
    )
    with parting.database.writing() as db:
        db.get_one(Delegation, mandate).until_on = today() - timedelta(days=1)
    assert parting.ask("gui", "GET", f"/tickets/{quarrel}").status_code == 404


def test_who_recorded_a_quarrel_for_somebody_learns_nothing_more_by_sending_it_again(parting: Township) -> None:
    """A duty cadre writes a quarrel down and must be able to send it twice; what becomes of it is not hers to read."""
    asked = _asks("dispute", channel="walk_in", beneficiary={"person_id": str(parting.id("dashan"))})
    asked |= {"description": "经过从头说", "identity_checked": "known_in_person"}
    first = parting.ask("li", "POST", "/tickets", json=asked)
    assert first.status_code == 201
    matter = asked["id"]
    with parting.database.writing() as db:
        db.get_one(Ticket, UUID(matter)).assignee_id = parting.id("liu")
    note = {"id": str(uuid4()), "text": "后来的话"}
    assert parting.ask("liu", "POST", f"/tickets/{matter}/notes", json=note).status_code == 200
    again = parting.ask("li", "POST", "/tickets", json=asked)
    assert again.status_code == 200
    for answer in (first.json(), again.json()):
        assert answer["ticket_no"]
        assert answer["details_hidden"]
        assert (answer["details"], answer["events"], answer["files"], answer["moves"]) == ({}, [], [], [])
        assert answer["description"] is None
    assert "后来的话" not in again.text
    assert_problem(parting.ask("li", "GET", f"/tickets/{matter}"), 404)


def test_a_matter_given_away_is_out_of_sight_at_once(parting: Township) -> None:
    quarrel = parting.fresh("quarrel")
    body = {"id": str(uuid4()), "move": "assign", "version": parting.version(quarrel)}
    given = parting.ask(
        "liu", "POST", f"/tickets/{quarrel}/moves", json=body | {"data": {"person_id": str(parting.id("qin"))}}
    )
    assert given.status_code == 200
    assert (given.json()["details"], given.json()["events"], given.json()["moves"]) == ({}, [], [])
    assert_problem(parting.ask("liu", "GET", f"/tickets/{quarrel}"), 404)
    assert parting.ask("qin", "GET", f"/tickets/{quarrel}").status_code == 200


def test_a_session_that_is_ended_opens_nothing_any_more(parting: Township) -> None:
    for row, means in (("wang", Means.CODE), ("li", Means.PASSWORD)):
        cookie = parting.session(parting.id(row), means)
        other = parting.session(parting.id(row), means)
        assert parting.ask(None, "GET", "/me", headers=cookie).status_code == 200
        assert parting.ask(None, "POST", "/sign-out", headers=cookie).status_code == 204
        assert_problem(parting.ask(None, "GET", "/me", headers=cookie), 401, "session_ended")
        assert_problem(parting.ask(None, "POST", "/tickets", headers=cookie, json=_asks("errand")), 401)
        assert_problem(parting.ask(None, "PUT", f"/files/{uuid4()}", headers=cookie, content=webm()), 401)
        assert parting.ask(None, "GET", "/me", headers=other).status_code == 200


def test_a_session_ends_with_its_means(parting: Township) -> None:
    """A lost card ends what was signed in by it, a new password what was by the old one, and neither the rest."""
    wang, pan = parting.id("wang"), parting.id("pan")
    by = {means: parting.session(wang, means) for means in (Means.CODE, Means.CARD)}
    assert parting.ask("zhang", "DELETE", f"/people/{wang}/cards").status_code == 204
    assert_problem(parting.ask(None, "GET", "/me", headers=by[Means.CARD]), 401, "session_ended")
    assert parting.ask(None, "GET", "/me", headers=by[Means.CODE]).status_code == 200

    by = {means: parting.session(pan, means) for means in (Means.CODE, Means.PASSWORD)}
    account = {"username": "panzhiqiang", "password": "a-new-long-password"}
    assert parting.ask("admin", "PUT", f"/people/{pan}/account", json=account).status_code == 204
    assert_problem(parting.ask(None, "GET", "/desk", headers=by[Means.PASSWORD]), 401, "session_ended")
    assert parting.ask(None, "GET", "/me", headers=by[Means.CODE]).status_code == 200


def test_a_card_that_is_ended_lets_nobody_in(parting: Township) -> None:
    wang = parting.id("wang")
    cards = [parting.ask("li", "POST", f"/people/{wang}/cards").json() for _ in range(2)]
    old, new = ({"card_no": card["card_no"], "code": card["code"]} for card in cards)
    assert_problem(parting.ask(None, "POST", "/sign-in/card", json=old), 401, "wrong_card")
    assert parting.ask(None, "POST", "/sign-in/card", json=new).status_code == 200
    parting.http.cookies.clear()
    assert parting.ask("li", "DELETE", f"/people/{wang}/cards").status_code == 204
    assert_problem(parting.ask(None, "POST", "/sign-in/card", json=new), 401, "wrong_card")


def test_a_key_that_is_ended_or_over_opens_nothing_any_more(parting: Township) -> None:
    def bearer(key: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {key}"}

    with parting.database.writing() as db:
        ended, over, good = (parting.machine(db, SHIQIAO, *Scope) for _ in range(3))
        db.get_one(ApiKey, over.split("_")[1]).expires_on = today() - timedelta(days=1)
    assert parting.ask(None, "GET", "/summary", headers=bearer(ended)).status_code == 200
    assert parting.ask("admin", "DELETE", f"/api-keys/{ended.split('_')[1]}").status_code == 204
    for key in (ended, over, good[:-1] + ("0" if good[-1] != "0" else "1")):
        for path in ("/summary", "/changes", "/tickets"):
            assert_problem(parting.ask(None, "GET", path, headers=bearer(key)), 401, "key_not_valid")
    assert parting.ask(None, "GET", "/changes", headers=bearer(good)).status_code == 200


def test_who_leaves_a_post_keeps_only_what_is_a_villagers(parting: Township) -> None:
    """What lies in somebody's hands is in sight only as long as the person works in that village."""
    quarrel, errand = parting.fresh("quarrel2"), parting.fresh("lis")
    assert parting.ask("qin", "GET", f"/tickets/{quarrel}").status_code == 200
    with parting.database.writing() as db:
        for grant in db.exec(select(RoleGrant).where(RoleGrant.person_id == parting.id("qin"))):
            take_role(db, SYSTEM, grant.id)
        db.get_one(Ticket, errand).backup_id = parting.id("qin")
    for matter in (quarrel, errand):
        assert_problem(parting.ask("qin", "GET", f"/tickets/{matter}"), 404, "not_found")
    assert parting.ask("qin", "GET", "/tickets?box=all").json()["items"] == []


def test_a_word_on_the_side_takes_a_matter_out_of_nobodys_hands(parting: Township) -> None:
    """The secretary who says how risky a new quarrel is had it from then on, and its mediator saw it no more."""
    quarrel = parting.fresh("quarrel")
    body = {"id": str(uuid4()), "move": "set_risk", "version": parting.version(quarrel)}
    said = parting.ask(
        "zhao", "POST", f"/tickets/{quarrel}/moves", json=body | {"data": {"risk_level": "yellow", "why": "怕闹大"}}
    )
    assert said.status_code == 200
    assert said.json()["assignee"]["id"] == str(parting.id("liu"))
    assert parting.ask("liu", "GET", f"/tickets/{quarrel}").status_code == 200
