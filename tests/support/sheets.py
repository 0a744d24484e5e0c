"""A signed authorisation as a cadre records it."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from app.core.clock import today

KNOWN = {"identity_checked": "known_in_person"}
_USUAL = ("fill_forms", "hand_in", "ask_progress", "supply_papers", "collect_result", "sign_receipt")


def sheet(ticket_id: UUID | str | None, agent_id: UUID | str, **more: Any) -> dict[str, Any]:
    """The body for a sheet that was signed today and lies in the village's file."""
    body = {
        "id": str(uuid4()),
        "agent_id": str(agent_id),
        "powers": list(_USUAL),
        "until_on": (today() + timedelta(days=183)).isoformat(),
        "signed": "signature",
        "paper_filed": True,
        "on_behalf": KNOWN,
    }
    return body | ({"ticket_id": str(ticket_id)} if ticket_id else {}) | more
