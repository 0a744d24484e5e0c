"""GET places, as a stranger asks for it."""

from app.core.db import Database
from app.core.kept import Kept
from app.places import queries, service
from app.places.routes import router
from tests.support.web import client, serving


def test_anybody_may_read_the_tree_of_places(database: Database) -> None:
    with database.writing() as db:
        service.load_divisions(db)
    with serving(database, router) as address, client(address) as phone:
        places = phone.get("/places").raise_for_status().json()
    assert len(places) == 141
    assert places[0] == {"code": "610430000000", "name": "淳化县", "level": "county", "parent_code": None}
    by_code = {place["code"]: place for place in places}
    assert by_code["610430107203"] == {
        "code": "610430107203",
        "name": "大槐树村",
        "level": "village",
        "parent_code": "610430107000",
    }
    assert by_code["610430001001"]["level"] == "village"


def test_who_has_the_tree_is_not_sent_it_again_until_it_changes(database: Database) -> None:
    with database.writing() as db:
        service.load_divisions(db)
    with serving(database, router) as address, client(address) as phone:
        tag = phone.get("/places").headers["etag"]
        again = phone.get("/places", headers={"If-None-Match": f'"other", W/{tag}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert phone.get("/places", headers={"If-None-Match": '"other"'}).status_code == 200
        with database.writing() as db:
            queries.place_by_code(db, "610430107203").name = "新大槐树村"
            Kept.forget(db)
        changed = phone.get("/places", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert "新大槐树村" in changed.text
