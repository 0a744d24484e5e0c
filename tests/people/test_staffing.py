"""A county staffs its villages over HTTP: from the first administrator to a cadre at her desk."""

from uuid import uuid4

from tests.support.world import HUAISHU, SHIQIAO, World

NEW_VILLAGE = "610430107214"


def test_an_administrator_staffs_a_village_that_has_nobody(world: World) -> None:
    admin, person = world.client("admin"), str(uuid4())
    registered = admin.post(
        "/api/v1/people",
        json={"id": person, "name": "秦小梅", "village_code": NEW_VILLAGE, "phone": "00000000801"},
    )
    assert registered.status_code == 201, registered.text
    granted = admin.post(f"/api/v1/people/{person}/roles", json={"role": "duty_cadre", "place_code": NEW_VILLAGE})
    assert granted.status_code == 201, granted.text
    account = {"username": "qinxiaomei", "password": "a-long-enough-password"}
    assert admin.put(f"/api/v1/people/{person}/account", json=account).status_code == 204
    desk = world.stranger()
    assert desk.post("/api/v1/sign-in/password", json=account).status_code == 200
    assert desk.get("/api/v1/desk").status_code == 200
    listed = admin.get("/api/v1/staff", params={"place_code": SHIQIAO}).json()
    assert [(each["name"], each["place_code"]) for each in listed if each["person_id"] == person] == [
        ("秦小梅", NEW_VILLAGE)
    ]
    assert admin.delete(f"/api/v1/roles/{granted.json()['id']}").status_code == 204
    assert desk.get("/api/v1/desk").status_code == 403, "a role that was taken is gone with the next request"


def test_an_officer_works_here_without_living_here(world: World) -> None:
    admin, person = world.client("admin"), str(uuid4())
    assert admin.post("/api/v1/officers", json={"id": person, "name": "郑立新"}).status_code == 201
    wanted = {"role": "town_officer", "place_code": SHIQIAO}
    assert admin.post(f"/api/v1/people/{person}/roles", json=wanted).json()["label"] == "镇工作人员"
    found = admin.post(f"/api/v1/people/{person}/authenticator")
    assert found.status_code == 404, "there is no account yet to which an authenticator could belong"


def test_nobody_but_an_administrator_gives_roles_or_passwords(world: World) -> None:
    for key in ("li", "zhao", "zhou", "he", "guilan"):
        client, person = world.client(key), world.id("zhang")
        wanted = {"role": "administrator", "place_code": HUAISHU}
        assert client.post(f"/api/v1/people/{person}/roles", json=wanted).status_code == 403
        account = {"username": "mine-now", "password": "a-long-enough-password"}
        assert client.put(f"/api/v1/people/{person}/account", json=account).status_code == 403
        assert client.get("/api/v1/staff", params={"place_code": HUAISHU}).status_code == 403
