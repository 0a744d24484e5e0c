"""The proxy log over HTTP."""

from uuid import uuid4

from tests.oversight.carried import accepted
from tests.support.world import HUAISHU, World


def test_a_trip_is_written_on_the_desk_and_read_on_the_villager_s_phone(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
    asked = {
        "id": str(uuid4()),
        "ticket_ids": [str(ticket.id)],
        "action": "lodge",
        "place": "镇便民服务中心",
        "result": "done",
    }
    li = world.client("li")
    first, again = li.post("/api/v1/proxy-log", json=asked), li.post("/api/v1/proxy-log", json=asked)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.json()["by"] == {"id": str(world.id("li")), "name": "李秀英"}
    for client, query in (
        (world.client("guilan"), {"ticket_id": str(ticket.id)}),
        (li, {"village_code": HUAISHU}),
        (world.client("zhou"), {}),
    ):
        page = client.get("/api/v1/proxy-log", params=query).json()
        assert [(each["place"], each["action_label"], each["village_code"]) for each in page["items"]] == [
            ("镇便民服务中心", "送材料", HUAISHU)
        ]
        assert page["next"] is None


def test_an_incomplete_trip_and_a_stranger_are_refused(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db)
    whole = {"id": str(uuid4()), "ticket_ids": [str(ticket.id)], "action": "call", "place": "村里", "result": "好"}
    li = world.client("li")
    for name in whole:
        assert li.post("/api/v1/proxy-log", json={k: v for k, v in whole.items() if k != name}).status_code == 422
    odds: tuple[dict[str, object], ...] = (
        {"fee_fen": -1},
        {"ticket_ids": []},
        {"place": ""},
        {"action": "fly"},
        {"km": 3},
    )
    for odd in odds:
        assert li.post("/api/v1/proxy-log", json=whole | odd).status_code == 422
    assert world.stranger().post("/api/v1/proxy-log", json=whole).status_code == 401
    assert world.stranger().get("/api/v1/proxy-log").status_code == 401
    assert li.get("/api/v1/proxy-log", params={"cursor": "nonsense"}).status_code == 422
