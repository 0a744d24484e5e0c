"""The last day on which a handler's leave was looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticket", sa.Column("absence_seen_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("ticket", "absence_seen_on")
