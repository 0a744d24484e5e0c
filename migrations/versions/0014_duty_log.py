"""Remarks in the duty log."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_PATH = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "duty_remark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("place_path", _PATH, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("happened_at", _AT, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("told_whom", sa.String(), nullable=True),
        sa.Column("told_at", _AT, nullable=True),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("sat_id", sa.Uuid(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", _AT, nullable=False),
        sa.Column("reported_at", _AT, nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.CheckConstraint("count > 0", name=op.f("ck_duty_remark_count_is_a_number")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_duty_remark_by_id")),
        sa.ForeignKeyConstraint(["sat_id"], ["person.id"], name=op.f("fk_duty_remark_sat_id")),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_duty_remark_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_remark")),
    )
    with op.batch_alter_table("duty_remark", schema=None) as batch_op:
        batch_op.create_index("ix_duty_remark_village", ["village_id", "happened_at", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("duty_remark", schema=None) as batch_op:
        batch_op.drop_index("ix_duty_remark_village")

    op.drop_table("duty_remark")
