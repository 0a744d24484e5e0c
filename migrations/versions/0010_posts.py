"""Posts with their scope, pledge and quarterly record."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_PATH = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("member_post", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="other"))
        batch_op.add_column(sa.Column("duties", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("seats", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("closed_at", _AT, nullable=True))
        batch_op.create_check_constraint(batch_op.f("ck_member_post_seats_are_a_number"), "seats > 0")
    _holdings()
    _steps()
    _records()


def _holdings() -> None:
    """Holdings get an id that a phone can make, and the way to a post before somebody is on it."""
    held = op.get_bind().execute(_OLD.select()).all()
    _drop_holdings()
    op.create_table(
        "post_holding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("proposed_at", _AT, nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("since", _AT, nullable=True),
        sa.Column("until", _AT, nullable=True),
        sa.Column("pledge", sa.String(), nullable=True),
        sa.Column("letter_signed_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint("(state = 'ended') = (until IS NOT NULL)", name=op.f("ck_post_holding_ended_means_until")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_post_holding_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["member_post.id"], name=op.f("fk_post_holding_post_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["person.id"], name=op.f("fk_post_holding_proposed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_holding")),
    )
    _holding_indexes()
    if held:
        rows = [
            {
                "id": uuid4(),
                "post_id": each.post_id,
                "person_id": each.person_id,
                "state": "ended" if each.until else "on_post",
                "version": 1,
                "proposed_at": each.since,
                "since": each.since,
                "until": each.until,
                "pledge": each.pledge,
            }
            for each in held
        ]
        op.bulk_insert(_NEW, rows)


def _steps() -> None:
    op.create_table(
        "post_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("holding_id", sa.Uuid(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_post_step_by_id")),
        sa.ForeignKeyConstraint(["holding_id"], ["post_holding.id"], name=op.f("fk_post_step_holding_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_step")),
    )
    op.create_index("ix_post_step_holding", "post_step", ["holding_id", "at"])


def _records() -> None:
    op.create_table(
        "post_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("holding_id", sa.Uuid(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("village_path", _PATH, nullable=False),
        sa.Column("quarter", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("place_text", sa.String(), nullable=True),
        sa.Column("amends_id", sa.Uuid(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("written_at", _AT, nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["amends_id"], ["post_record.id"], name=op.f("fk_post_record_amends_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_post_record_by_id")),
        sa.ForeignKeyConstraint(["holding_id"], ["post_holding.id"], name=op.f("fk_post_record_holding_id")),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_post_record_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_record")),
    )
    op.create_index("ix_post_record_village", "post_record", ["village_id", "quarter"])
    op.create_index(op.f("ix_post_record_holding_id"), "post_record", ["holding_id"])
    op.create_index("uq_post_record_amends_id", "post_record", ["amends_id"], unique=True)
    op.create_table(
        "post_record_seen",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_post_record_seen_by_id")),
        sa.ForeignKeyConstraint(["record_id"], ["post_record.id"], name=op.f("fk_post_record_seen_record_id")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_post_record_seen")),
    )


_COLUMNS = ("since", "until")
_OLD = sa.table(
    "post_holding",
    sa.column("post_id", sa.Uuid()),
    sa.column("person_id", sa.Uuid()),
    *(sa.column(name, _AT) for name in _COLUMNS),
    sa.column("pledge", sa.String()),
)
_NEW = sa.table(
    "post_holding",
    *(sa.column(name, sa.Uuid()) for name in ("id", "post_id", "person_id")),
    *(sa.column(name, _AT) for name in ("proposed_at", *_COLUMNS)),
    *(sa.column(name, sa.String()) for name in ("state", "pledge")),
    sa.column("version", sa.Integer()),
)


def _drop_holdings() -> None:
    with op.batch_alter_table("post_holding", schema=None) as batch_op:
        batch_op.drop_index("uq_post_holding_active")
        batch_op.drop_index(batch_op.f("ix_post_holding_person_id"))
    op.drop_table("post_holding")


def _holding_indexes() -> None:
    with op.batch_alter_table("post_holding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_holding_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_post_holding_active",
            ["post_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("until IS NULL"),
            postgresql_where=sa.text("until IS NULL"),
        )


def downgrade() -> None:
    for table in ("post_record_seen", "post_record", "post_step"):
        op.drop_table(table)
    # What was never held, only spoken of, has no place in the older table.
    held = op.get_bind().execute(_OLD.select().where(_OLD.c.since.is_not(None))).mappings().all()
    _drop_holdings()
    op.create_table(
        "post_holding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", _AT, nullable=False),
        sa.Column("until", _AT, nullable=True),
        sa.Column("pledge", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_post_holding_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["member_post.id"], name=op.f("fk_post_holding_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_holding")),
    )
    _holding_indexes()
    if held:
        op.bulk_insert(_OLD, [dict(each) for each in held])
    with op.batch_alter_table("member_post", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_member_post_seats_are_a_number"), type_="check")
        for name in ("closed_at", "seats", "duties", "kind"):
            batch_op.drop_column(name)
