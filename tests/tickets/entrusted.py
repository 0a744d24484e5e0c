"""Matters that 刘桂兰 sends, who has them, what their log says and who was told."""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from app.notices.models import Notice
from tests.support.world import World, errand


def submitted(world: World, **more: Any) -> UUID:
    answer = world.client("guilan").post("/api/v1/tickets", json=errand(**more))
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["id"])


def page(world: World, ticket_id: UUID) -> dict[str, Any]:
    found: dict[str, Any] = world.client("zhao").get(f"/api/v1/tickets/{ticket_id}").json()
    return found


def owner(world: World, ticket_id: UUID) -> str:
    name: str = page(world, ticket_id)["assignee"]["name"]
    return name


def texts(world: World, ticket_id: UUID) -> list[str]:
    return [event["text"] for event in page(world, ticket_id)["events"]]


def told(world: World, key: str) -> list[str]:
    with world.database.reading() as db:
        return list(db.exec(select(Notice.kind).where(col(Notice.person_id) == world.id(key))))
