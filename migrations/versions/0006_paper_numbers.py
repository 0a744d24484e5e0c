"""Numbers that were written on paper before the system knew of them, and words added to a trip later."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_PATH = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "paper_range",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("place_path", _PATH, nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("issued_by", sa.Uuid(), nullable=False),
        sa.Column("issued_at", _INSTANT, nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_paper_range_holds_a_number")),
        sa.ForeignKeyConstraint(["issued_by"], ["person.id"], name=op.f("fk_paper_range_issued_by")),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_paper_range_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_range")),
        sa.UniqueConstraint("village_id", "first", name=op.f("uq_paper_range_village_id_first")),
    )
    op.create_table(
        "ticket_alias",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("adopted_by", sa.Uuid(), nullable=False),
        sa.Column("adopted_at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["adopted_by"], ["person.id"], name=op.f("fk_ticket_alias_adopted_by")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_alias_ticket_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_ticket_alias")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_ticket_alias_ticket_id")),
    )
    op.create_table(
        "proxy_log_amendment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("reported_at", _INSTANT, nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_proxy_log_amendment_by_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["proxy_log_entry.id"], name=op.f("fk_proxy_log_amendment_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proxy_log_amendment")),
    )
    op.create_index("ix_proxy_log_amendment_entry_id", "proxy_log_amendment", ["entry_id"])


def downgrade() -> None:
    op.drop_index("ix_proxy_log_amendment_entry_id", "proxy_log_amendment")
    op.drop_table("proxy_log_amendment")
    op.drop_table("ticket_alias")
    op.drop_table("paper_range")
