"""Ratings over HTTP."""

from uuid import uuid4

from tests.oversight.carried import delivered
from tests.support.world import World


def test_a_rating_is_answered_by_the_ticket_that_now_is_rated(world: World) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
    guilan = world.client("guilan")
    moves = {move["move"]: move["at"] for move in guilan.get(f"/api/v1/tickets/{ticket.id}").json()["moves"]}
    assert moves["rate"] == "rating"
    asked = {"id": str(uuid4()), "grade": 5, "tags": [], "channel": "app"}
    for _ in range(2):
        answer = guilan.post(f"/api/v1/tickets/{ticket.id}/rating", json=asked)
        assert answer.status_code == 200
        assert answer.json()["rating"]["rated_at"]
        assert "rate" not in {move["move"] for move in answer.json()["moves"]}
    said = guilan.get(f"/api/v1/tickets/{ticket.id}/rating").json()
    assert (said["grade"], said["grade_label"], said["collected_by"]) == (5, "非常满意", None)
    assert world.client("li").get(f"/api/v1/tickets/{ticket.id}/rating").status_code == 403


def test_the_handler_s_phone_offers_no_rating_and_takes_none(world: World) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
    li = world.client("li")
    assert "rate" not in {move["move"] for move in li.get(f"/api/v1/tickets/{ticket.id}").json()["moves"]}
    asked = {
        "id": str(uuid4()),
        "grade": 5,
        "channel": "colleague_phone",
        "on_behalf": {"identity_checked": "known_in_person"},
    }
    refused = li.post(f"/api/v1/tickets/{ticket.id}/rating", json=asked, headers={"Accept-Language": "en"})
    assert (refused.status_code, refused.json()["code"]) == (403, "own_work")
    taken = world.client("zhang").post(f"/api/v1/tickets/{ticket.id}/rating", json=asked)
    assert taken.status_code == 200


def test_a_matter_without_a_rating_says_so(world: World) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
    answer = world.client("guilan").get(f"/api/v1/tickets/{ticket.id}/rating")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_rated")


def test_strangers_and_odd_grades_are_refused(world: World) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
    path = f"/api/v1/tickets/{ticket.id}/rating"
    assert world.stranger().post(path, json={"id": str(uuid4()), "grade": 5}).status_code == 401
    guilan = world.client("guilan")
    for wrong in ({"grade": 0}, {"grade": 6}, {"grade": 1, "tags": ["boring"]}, {"grade": 5, "stars": 9}):
        assert guilan.post(path, json={"id": str(uuid4())} | wrong).status_code == 422
