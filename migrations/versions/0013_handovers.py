"""The hand-over at the end of a turn, and who stands in for whoever has a ticket."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_PATH = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("village_path", _PATH, nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("giver_id", sa.Uuid(), nullable=False),
        sa.Column("taker_id", sa.Uuid(), nullable=True),
        sa.Column("ends_at", _AT, nullable=False),
        sa.Column("is_needed", sa.Boolean(), nullable=False),
        sa.Column("items", _JSON, nullable=False),
        sa.Column("keys_given", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.String(), nullable=True),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("given_at", _AT, nullable=True),
        sa.Column("give_id", sa.Uuid(), nullable=True),
        sa.Column("give_mark", sa.String(), nullable=True),
        sa.Column("give_reported_at", _AT, nullable=True),
        sa.Column("accepted_at", _AT, nullable=True),
        sa.Column("accepted_by", sa.Uuid(), nullable=True),
        sa.Column("accept_id", sa.Uuid(), nullable=True),
        sa.Column("accept_mark", sa.String(), nullable=True),
        sa.Column("accept_reported_at", _AT, nullable=True),
        sa.Column("moved", _JSON, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("climbs_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["accepted_by"], ["person.id"], name=op.f("fk_handover_accepted_by")),
        sa.ForeignKeyConstraint(["giver_id"], ["person.id"], name=op.f("fk_handover_giver_id")),
        sa.ForeignKeyConstraint(["shift_id"], ["duty_shift.id"], name=op.f("fk_handover_shift_id")),
        sa.ForeignKeyConstraint(["taker_id"], ["person.id"], name=op.f("fk_handover_taker_id")),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_handover_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
        sa.UniqueConstraint("accept_id", name=op.f("uq_handover_accept_id")),
        sa.UniqueConstraint("give_id", name=op.f("uq_handover_give_id")),
        sa.UniqueConstraint("shift_id", name=op.f("uq_handover_shift_id")),
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index("ix_handover_village", ["village_id", "ends_at"], unique=False)
        batch_op.create_index(
            "ix_handover_climbs_at",
            ["climbs_at"],
            unique=False,
            sqlite_where=sa.text("climbs_at IS NOT NULL"),
            postgresql_where=sa.text("climbs_at IS NOT NULL"),
        )
    op.create_index("ix_duty_shift_ends_at", "duty_shift", ["ends_at"], unique=False)
    op.add_column("ticket", sa.Column("stands_in", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("ticket", "stands_in")
    op.drop_index("ix_duty_shift_ends_at", table_name="duty_shift")
    op.drop_table("handover")
