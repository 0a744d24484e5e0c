"""Links under which a calendar follows a roster, and the number that the board shows in somebody's turns."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_PATH = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "calendar_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("village_path", _PATH, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.Column("revoked_at", _AT, nullable=True),
        sa.Column("revoked_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_link_person_id")),
        sa.ForeignKeyConstraint(["revoked_by"], ["person.id"], name=op.f("fk_calendar_link_revoked_by")),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_calendar_link_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_link")),
    )
    with op.batch_alter_table("calendar_link", schema=None) as batch_op:
        batch_op.create_index("uq_calendar_link_token", ["token_hash"], unique=True)
        batch_op.create_index("ix_calendar_link_person", ["person_id"], unique=False)

    with op.batch_alter_table("roster_member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phone", sa.String(), nullable=True))

    # What is open in a draft is worked out when it is looked at: somebody may have gone on leave since.
    with op.batch_alter_table("roster_draft", schema=None) as batch_op:
        batch_op.drop_column("gaps")
        # How even a roster is, nobody knows once it was changed by hand.
        batch_op.alter_column("spare", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute("UPDATE roster_draft SET spare = 0 WHERE spare IS NULL")
    with op.batch_alter_table("roster_draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("gaps", _JSON, nullable=False, server_default="[]"))
        batch_op.alter_column("spare", existing_type=sa.Integer(), nullable=False)

    with op.batch_alter_table("roster_member", schema=None) as batch_op:
        batch_op.drop_column("phone")

    with op.batch_alter_table("calendar_link", schema=None) as batch_op:
        batch_op.drop_index("ix_calendar_link_person")
        batch_op.drop_index("uq_calendar_link_token")

    op.drop_table("calendar_link")
