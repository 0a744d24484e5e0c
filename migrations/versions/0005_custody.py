"""Where each original is."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_PATH = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "custody_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("place_path", _PATH, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("papers", _JSON, nullable=False),
        sa.Column("giver_kind", sa.String(), nullable=False),
        sa.Column("giver_key", sa.String(), nullable=False),
        sa.Column("giver_name", sa.String(), nullable=False),
        sa.Column("taker_kind", sa.String(), nullable=False),
        sa.Column("taker_key", sa.String(), nullable=False),
        sa.Column("taker_name", sa.String(), nullable=False),
        sa.Column("answers_id", sa.Uuid(), nullable=True),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("actor_name", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=True),
        sa.Column("slip", sa.String(), nullable=True),
        sa.Column("witness", sa.String(), nullable=True),
        sa.Column("received_by", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_custody_event_actor_id")),
        sa.ForeignKeyConstraint(["answers_id"], ["custody_event.id"], name=op.f("fk_custody_event_answers_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_custody_event_ticket_id")),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_custody_event_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody_event")),
        sa.UniqueConstraint("answers_id", name=op.f("uq_custody_event_answers_id")),
        sa.UniqueConstraint("ticket_id", "seq", name=op.f("uq_custody_event_ticket_id_seq")),
    )
    op.create_table(
        "custody_holding",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("spot_kind", sa.String(), nullable=False),
        sa.Column("spot_key", sa.String(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("place_path", _PATH, nullable=False),
        sa.Column("spot_name", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("out_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_custody_holding_ticket_id")),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_custody_holding_village_id")),
        sa.PrimaryKeyConstraint("ticket_id", "code", "spot_kind", "spot_key", name=op.f("pk_custody_holding")),
    )
    with op.batch_alter_table("custody_holding", schema=None) as batch_op:
        batch_op.create_index("ix_custody_holding_place_path", ["place_path", "out_since"], unique=False)
        batch_op.create_index(
            "ix_custody_holding_remind_at",
            ["remind_at"],
            unique=False,
            sqlite_where=sa.text("remind_at IS NOT NULL"),
            postgresql_where=sa.text("remind_at IS NOT NULL"),
        )
    _let_papers_say(old="original_held", new="custody", default=None)


def downgrade() -> None:
    _let_papers_say(old="custody", new="original_held", default=False)
    with op.batch_alter_table("custody_holding", schema=None) as batch_op:
        batch_op.drop_index("ix_custody_holding_remind_at")
        batch_op.drop_index("ix_custody_holding_place_path")
    op.drop_table("custody_holding")
    op.drop_table("custody_event")


def _let_papers_say(*, old: str, new: str, default: bool | None) -> None:
    """Rename what the papers of an errand say of their originals; who held one was not recorded before."""
    tickets = sa.table("ticket", sa.column("id", sa.Uuid()), sa.column("service"), sa.column("details", _JSON))
    there, errands = op.get_bind(), sa.select(tickets.c.id, tickets.c.details).where(tickets.c.service == "errand")
    for ticket_id, details in there.execute(errands).all():
        papers = [
            {**{k: v for k, v in paper.items() if k != old}, new: default} for paper in details.get("materials", [])
        ]
        there.execute(
            tickets.update().where(tickets.c.id == ticket_id).values(details={**details, "materials": papers})
        )
