"""What an appointment may be. Plain values only."""

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from app.places.rules import Span

SLOTS = ("slot_start", "slot_at")  # Details and answers that are an hour at the centre.
_NOON = time(12)
# Each is a case of its own, however often it happens; everything else is asked for once and then changed.
_AS_OFTEN_AS_IT_HAPPENS = {"fraud_report", "counterfeit_report"}
_CASH = {"cash_withdrawal_appt", "remittance_appt"}


def half_is_open(half: str, spans: Iterable[Span]) -> bool:
    """Whether the door is open in the `morning` or the `afternoon` of a day with these open spans."""
    return any(span.opens < _NOON if half == "morning" else span.closes > _NOON for span in spans)


def is_one_of_a_kind(finance_kind: str) -> bool:
    """Whether nobody needs a second one while the first is open (domain: not more than one open of the kind)."""
    return finance_kind not in _AS_OFTEN_AS_IT_HAPPENS


def takes_cash(details: Mapping[str, Any]) -> bool:
    """Whether an appointment counts against what a card gives in a day."""
    return details["finance_kind"] in _CASH
