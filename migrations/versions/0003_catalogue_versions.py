"""Items as versions that the township edits."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TEXTS = (
    "target_zh",
    "target_en",
    "conditions_zh",
    "conditions_en",
    "steps_zh",
    "steps_en",
    "result_zh",
    "result_en",
    "window_zh",
    "window_en",
    "window_address",
    "window_phone",
    "legal_basis_zh",
    "legal_basis_en",
    "red_flags_zh",
    "red_flags_en",
    "edit_reason",
)
_MAY_BE_EMPTY = (
    ("national_code", sa.String()),
    ("promised_days", sa.Integer()),
    ("promised_unit", sa.String()),
    ("season_from", sa.String()),
    ("season_to", sa.String()),
    ("edit_id", sa.Uuid()),
    ("fingerprint", sa.String()),
    ("edited_at", sa.DateTime(timezone=True)),
    ("edited_by", sa.Uuid()),
    ("ended_at", sa.DateTime(timezone=True)),
    ("ended_by", sa.Uuid()),
)


def upgrade() -> None:
    with op.batch_alter_table("service_item", schema=None) as batch_op:
        for name in _TEXTS:
            batch_op.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("true_will", sa.Boolean(), nullable=False, server_default=sa.false()))
        for name, kind in _MAY_BE_EMPTY:
            batch_op.add_column(sa.Column(name, kind, nullable=True))
    # What stands in the table by now has got its values; new rows bring their own.
    with op.batch_alter_table("service_item", schema=None) as batch_op:
        for name in (*_TEXTS, "true_will"):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_unique_constraint(batch_op.f("uq_service_item_edit_id"), ["edit_id"])
        batch_op.create_check_constraint(
            batch_op.f("ck_service_item_promise_has_a_unit"), "(promised_days IS NULL) = (promised_unit IS NULL)"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_service_item_season_has_both_ends"), "(season_from IS NULL) = (season_to IS NULL)"
        )
        batch_op.create_foreign_key(batch_op.f("fk_service_item_edited_by"), "person", ["edited_by"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_service_item_ended_by"), "person", ["ended_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("service_item", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_service_item_ended_by"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_service_item_edited_by"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("ck_service_item_season_has_both_ends"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_service_item_promise_has_a_unit"), type_="check")
        batch_op.drop_constraint(batch_op.f("uq_service_item_edit_id"), type_="unique")
        for name in (*(name for name, _ in _MAY_BE_EMPTY), "true_will", *_TEXTS):
            batch_op.drop_column(name)
