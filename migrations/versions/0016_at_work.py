"""Since when whoever has a matter is at work on it."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True))
    # The first act of whoever has it now; of matters that went to and fro the next step of each puts it right.
    op.execute(
        "UPDATE ticket SET taken_at = (SELECT min(ticket_event.at) FROM ticket_event"
        " WHERE ticket_event.ticket_id = ticket.id AND ticket_event.actor_id = ticket.assignee_id)"
    )


def downgrade() -> None:
    op.drop_column("ticket", "taken_at")
