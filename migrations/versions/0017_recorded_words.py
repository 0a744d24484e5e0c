"""Who wrote down what colleagues said about a swap."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_COLUMNS = ("asked_recorded_by", "answer_recorded_by", "end_recorded_by")


def upgrade() -> None:
    with op.batch_alter_table("shift_swap", schema=None) as batch_op:
        for name in _COLUMNS:
            batch_op.add_column(sa.Column(name, sa.Uuid(), nullable=True))
            batch_op.create_foreign_key(batch_op.f(f"fk_shift_swap_{name}"), "person", [name], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("shift_swap", schema=None) as batch_op:
        for name in _COLUMNS:
            batch_op.drop_constraint(batch_op.f(f"fk_shift_swap_{name}"), type_="foreignkey")
            batch_op.drop_column(name)
