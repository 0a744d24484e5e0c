"""What of the feed is for townships and walls. Plain values only."""

from collections.abc import Mapping
from typing import Any

from app.tickets.rules import OPEN_SERVICES


def is_for_all(data: Mapping[str, Any]) -> bool:
    """Whether a change is about open services only.

    Health and disputes are left out altogether: who can count their steps village by village knows what the "<3" of the
    summary hides.
    """
    named = {data["service"]} if data.get("service") else set()
    return named | set(data.get("services", ())) <= {service.value for service in OPEN_SERVICES}
