"""A village's tickets are counted through all services and days, so that the last four digits tell one from another."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_COUNTS = sa.table("ticket_number", sa.column("prefix", sa.String), sa.column("last", sa.Integer))
_TICKETS = sa.table("ticket", sa.column("ticket_no", sa.String))


def upgrade() -> None:
    # DHS-E-261123-0042: the village is what stands before service, day and count.
    _count_anew(lambda no: no.rsplit("-", 3)[0])


def downgrade() -> None:
    _count_anew(lambda no: no.rsplit("-", 1)[0])


def _count_anew(prefix_of: Callable[[str], str]) -> None:
    """Go on from the highest number that any ticket under a prefix bears, so that none is given twice."""
    connection = op.get_bind()
    highest: dict[str, int] = {}
    for (no,) in connection.execute(sa.select(_TICKETS.c.ticket_no)):
        prefix, count = prefix_of(no), no.rsplit("-", 1)[1]
        if count.isdigit():
            highest[prefix] = max(highest.get(prefix, 0), int(count))
    connection.execute(sa.delete(_COUNTS))
    for prefix, last in highest.items():
        connection.execute(sa.insert(_COUNTS).values(prefix=prefix, last=last))
