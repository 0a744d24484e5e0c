"""The code on a receipt."""

from uuid import uuid4

import segno

from tests.oversight.carried import send
from tests.support.world import World


def test_the_code_of_a_ticket_is_drawn_for_those_who_may_see_it(world: World) -> None:
    with world.database.writing() as db:
        ticket = send(world, db, "guilan")
    path = f"/api/v1/tickets/{ticket.id}/qr.svg"
    drawn = world.client("li").get(path)
    assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/svg+xml")
    leads_to = segno.make(f"http://testserver/tickets/{ticket.id}", micro=False, error="m")
    assert leads_to.svg_inline(scale=4, omitsize=True) in drawn.text.replace('xmlns="http://www.w3.org/2000/svg" ', "")
    assert world.client("guilan").get(path).content == drawn.content
    assert world.client("dashan").get(path).status_code == 404
    assert world.client("li").get(f"/api/v1/tickets/{uuid4()}/qr.svg").status_code == 404
    assert world.stranger().get(path).status_code == 401
