"""What people of the demo township send when somebody is to act for somebody."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from httpx2 import Client, Response
from sqlmodel import col, select

from app.core.clock import today
from app.notices.models import Notice
from tests.support.world import HUAISHU, World

KNOWN = {"identity_checked": "phone_call_back"}


def post(client: Client, path: str, body: dict[str, Any] | None = None) -> Response:
    """An act over HTTP."""
    answer = client.post(f"/api/v1{path}", json=body)
    assert isinstance(answer, Response)
    return answer


def scope(**more: Any) -> dict[str, Any]:
    """Errands, as a relative, for a month."""
    until = (today() + timedelta(days=30)).isoformat()
    return {"relation": "relative", "services": ["errand"], "until_on": until} | more


def ask(**more: Any) -> dict[str, Any]:
    """刘桂兰 asks to act for 王老汉, whom she names."""
    return scope(id=str(uuid4()), named="王老汉", village_code=HUAISHU) | more


def confirm(principal: object, **more: Any) -> dict[str, Any]:
    """The desk has rung the person."""
    told = {"principal_id": str(principal), "basis": "principal_by_phone"}
    return told | {"services": ["errand"], "until_on": scope()["until_on"]} | more


def consents(*services: str) -> list[dict[str, str]]:
    """The separate consents."""
    return [{"service": each, "text_version": "2026-11", "how": "spoken"} for each in services]


def give(principal_client: Client, principal: object, agent: object, **more: Any) -> str:
    """The person lets somebody act; gives the id."""
    body = scope(id=str(uuid4()), agent_id=str(agent), basis="own_app") | more
    answer = post(principal_client, f"/people/{principal}/delegations", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def kinds_told(world: World, key: str) -> set[str]:
    """Of what kinds the notices are that somebody has."""
    with world.database.reading() as db:
        return set(db.exec(select(Notice.kind).where(col(Notice.person_id) == world.id(key))))
