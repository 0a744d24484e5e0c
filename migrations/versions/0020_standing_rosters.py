"""What stood when a month was drawn, since when somebody is exempt, and markets that go by the moon."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("roster_draft", sa.Column("standing", _JSON, nullable=False, server_default="{}"))
    op.add_column("roster_member", sa.Column("exempt_spans", _JSON, nullable=False, server_default="[]"))
    op.add_column("roster_rule", sa.Column("market_by_moon", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Nobody has kept since when: all that lies before counts for nothing then.
    op.execute("UPDATE roster_member SET exempt_spans = '[[null, null]]' WHERE is_exempt")


def downgrade() -> None:
    op.drop_column("roster_rule", "market_by_moon")
    op.drop_column("roster_member", "exempt_spans")
    op.drop_column("roster_draft", "standing")
