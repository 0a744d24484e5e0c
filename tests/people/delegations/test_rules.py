"""Who may confirm and end a delegation, and what it is today."""

from datetime import date
from uuid import UUID

import pytest

from app.people.delegations import rules
from app.people.delegations.rules import EndReason
from app.people.rights.rules import covers

ANNA, BERT, CARL = UUID(int=1), UUID(int=2), UUID(int=3)


@pytest.mark.parametrize(
    ("asker", "is_staff", "allowed"),
    [(ANNA, False, True), (BERT, False, False), (BERT, True, False), (CARL, True, True), (CARL, False, False)],
)
def test_the_principal_or_staff_confirms_but_never_the_agent(asker: UUID, is_staff: bool, allowed: bool) -> None:
    answer = rules.may_confirm(asker=asker, principal=ANNA, agent=BERT, is_staff_of_principal=is_staff)
    assert answer is allowed


@pytest.mark.parametrize(
    ("asker", "is_staff", "allowed"),
    [(ANNA, False, True), (BERT, False, True), (CARL, True, True), (CARL, False, False)],
)
def test_both_sides_and_staff_may_end_a_delegation(asker: UUID, is_staff: bool, allowed: bool) -> None:
    answer = rules.may_end(asker=asker, principal=ANNA, agent=BERT, is_staff_of_principal=is_staff)
    assert answer is allowed


@pytest.mark.parametrize(
    ("until_on", "reason", "state"),
    [
        (date(2026, 11, 24), None, "active"),
        (date(2026, 11, 23), None, "active"),
        (date(2026, 11, 22), None, "over"),
        (date(2026, 11, 24), EndReason.NO_TRUST, "revoked"),
        (date(2026, 11, 22), EndReason.REPLACED, "replaced"),
    ],
)
def test_a_delegation_is_in_force_until_its_day_or_its_end(
    until_on: date, reason: EndReason | None, state: str
) -> None:
    ended = reason is not None
    told = rules.state_of(until_on=until_on, ended=ended, end_reason=reason, today=date(2026, 11, 23))
    assert told == state


@pytest.mark.parametrize(
    ("services", "items", "service", "item", "covered"),
    [
        ({"errand"}, set(), "errand", "MZ-04", True),
        ({"errand"}, set(), "errand", None, True),
        ({"errand"}, {"MZ-04"}, "errand", "MZ-04", True),
        ({"errand"}, {"MZ-04"}, "errand", "ZM-01", False),
        ({"errand"}, {"MZ-04"}, "errand", None, False),
        ({"errand", "parcel"}, {"MZ-04"}, "parcel", None, True),
        ({"parcel"}, set(), "errand", "MZ-04", False),
    ],
)
def test_items_narrow_errands_and_nothing_else(
    services: set[str], items: set[str], service: str, item: str | None, covered: bool
) -> None:
    assert covers(services, items, service, item) is covered
