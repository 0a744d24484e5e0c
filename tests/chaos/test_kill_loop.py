"""What a phone was told to be submitted is there exactly once, however often the server dies."""

import threading
import time
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from sqlmodel import col, select

from app.changes.models import Change
from app.tickets.models import Ticket, TicketEvent
from tests.support.server import Server
from tests.support.world import World, errand

CLIENTS, EACH, KILLS = 4, 12, 5


@pytest.mark.chaos
@pytest.mark.long
def test_every_acknowledged_ticket_is_there_once_though_the_server_is_killed(world: World, tmp_path: Path) -> None:
    session = world.client("guilan").cookies["session"]
    server = Server(world.database.engine.url.render_as_string(hide_password=False), tmp_path)
    server.start()
    acknowledged: list[str] = []
    repeated = 0
    running = threading.Event()
    running.set()

    def submit_all() -> None:
        nonlocal repeated
        with httpx.Client(base_url=server.url, headers={"Sec-Fetch-Site": "same-origin"}, timeout=5) as client:
            client.cookies.set("session", session)
            for _ in range(EACH):
                body = errand(id=str(uuid4()))
                while True:
                    try:
                        answer = client.post("/api/v1/tickets", json=body)
                    except httpx.HTTPError:
                        repeated += 1
                        time.sleep(0.05)
                        continue
                    if answer.status_code == 503:
                        repeated += 1
                        continue
                    assert answer.status_code in {200, 201}, answer.text
                    acknowledged.append(answer.json()["id"])
                    break
                time.sleep(0.1)

    clients = [threading.Thread(target=submit_all) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    kills = 0
    while kills < KILLS:
        time.sleep(0.35)
        server.kill()
        kills += 1
        server.start()
    for client in clients:
        client.join(60)
    server.stop()

    assert repeated > 0, "no request met a dead server, so nothing was tried"
    assert len(acknowledged) == CLIENTS * EACH
    with world.database.reading() as db:
        mine = db.exec(select(Ticket).where(col(Ticket.beneficiary_id) == world.id("guilan"))).all()
        assert sorted(str(ticket.id) for ticket in mine) == sorted(acknowledged)
        assert len({ticket.ticket_no for ticket in mine}) == len(mine)
        events = db.exec(select(TicketEvent).where(col(TicketEvent.what) == "submitted")).all()
        assert sorted(str(event.ticket_id) for event in events) == sorted(acknowledged)
        changes = db.exec(select(Change).order_by(col(Change.seq))).all()
        assert [change.seq for change in changes] == list(range(1, len(changes) + 1))
        assert sorted(c.subject_id for c in changes if c.what == "ticket_submitted") == sorted(acknowledged)
