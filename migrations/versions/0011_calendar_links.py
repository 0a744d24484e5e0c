"""Links under which a calendar follows a roster, and the number that the board shows in somebody's turns."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("roster_member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phone", sa.String(), nullable=True))

    # What is open in a draft is worked out when it is looked at: somebody may have gone on leave since.
    with op.batch_alter_table("roster_draft", schema=None) as batch_op:
        batch_op.drop_column("gaps")


def downgrade() -> None:
    with op.batch_alter_table("roster_draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("gaps", _JSON, nullable=False, server_default="[]"))

    with op.batch_alter_table("roster_member", schema=None) as batch_op:
        batch_op.drop_column("phone")
