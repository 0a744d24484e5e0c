"""Authorisations of the village's agents."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TICKET = sa.table("ticket", sa.column("id", sa.Uuid()), sa.column("service", sa.String()), sa.column("details", JSON))


def upgrade() -> None:
    op.create_table(
        "authorisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("place_path", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("backup_agent_id", sa.Uuid(), nullable=True),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("item_codes", JSON, nullable=False),
        sa.Column("powers", JSON, nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("signed", sa.String(), nullable=False),
        sa.Column("cannot_read", sa.Boolean(), nullable=False),
        sa.Column("read_aloud", sa.Boolean(), nullable=False),
        sa.Column("witness_name", sa.String(), nullable=True),
        sa.Column("sub_delegation", sa.Boolean(), nullable=False),
        sa.Column("paper_filed", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("identity_checked", sa.String(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Uuid(), nullable=True),
        sa.Column("revoke_reason", sa.String(), nullable=True),
        sa.Column("revoke_identity_checked", sa.String(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.CheckConstraint("agent_id <> principal_id", name=op.f("ck_authorisation_agent_is_another")),
        sa.CheckConstraint("backup_agent_id <> agent_id", name=op.f("ck_authorisation_two_agents_are_two")),
        sa.CheckConstraint("until_on >= since_on", name=op.f("ck_authorisation_term_is_a_term")),
        sa.ForeignKeyConstraint(["agent_id"], ["person.id"], name=op.f("fk_authorisation_agent_id")),
        sa.ForeignKeyConstraint(["backup_agent_id"], ["person.id"], name=op.f("fk_authorisation_backup_agent_id")),
        sa.ForeignKeyConstraint(["principal_id"], ["person.id"], name=op.f("fk_authorisation_principal_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_authorisation_recorded_by")),
        sa.ForeignKeyConstraint(["revoked_by"], ["person.id"], name=op.f("fk_authorisation_revoked_by")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_authorisation_ticket_id")),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_authorisation_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorisation")),
    )
    with op.batch_alter_table("authorisation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_authorisation_agent_id"), ["agent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_authorisation_backup_agent_id"), ["backup_agent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_authorisation_ticket_id"), ["ticket_id"], unique=False)
        batch_op.create_index("ix_authorisation_place_path", ["place_path", "given_at", "id"], unique=False)
        batch_op.create_index("ix_authorisation_principal_id", ["principal_id", "given_at", "id"], unique=False)

    op.create_table(
        "authorisation_file",
        sa.Column("authorisation_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authorisation_id"], ["authorisation.id"], name=op.f("fk_authorisation_file_authorisation_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_authorisation_file_file_id")),
        sa.PrimaryKeyConstraint("authorisation_id", "file_id", name=op.f("pk_authorisation_file")),
    )
    op.create_table(
        "authorisation_ticket",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("authorisation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authorisation_id"], ["authorisation.id"], name=op.f("fk_authorisation_ticket_authorisation_id")
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_authorisation_ticket_ticket_id")),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_authorisation_ticket")),
    )
    with op.batch_alter_table("authorisation_ticket", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_authorisation_ticket_authorisation_id"), ["authorisation_id"], unique=False
        )
    # A tick said until now that a sheet was signed; who signed what is not known, so a sheet is signed anew.
    _rewrite({"authorised"}, {"authorisation": None, "true_will_by": None})


def downgrade() -> None:
    _rewrite({"authorisation", "true_will_by"}, {"authorised": False})
    with op.batch_alter_table("authorisation_ticket", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_authorisation_ticket_authorisation_id"))
    op.drop_table("authorisation_ticket")
    op.drop_table("authorisation_file")
    with op.batch_alter_table("authorisation", schema=None) as batch_op:
        batch_op.drop_index("ix_authorisation_principal_id")
        batch_op.drop_index("ix_authorisation_place_path")
        batch_op.drop_index(batch_op.f("ix_authorisation_ticket_id"))
        batch_op.drop_index(batch_op.f("ix_authorisation_backup_agent_id"))
        batch_op.drop_index(batch_op.f("ix_authorisation_agent_id"))
    op.drop_table("authorisation")


def _rewrite(gone: set[str], new: dict[str, Any]) -> None:
    """Let the details of all errands forget and learn these fields."""
    connection = op.get_bind()
    errands = connection.execute(sa.select(TICKET.c.id, TICKET.c.details).where(TICKET.c.service == "errand")).all()
    for ticket_id, details in errands:
        kept = {name: value for name, value in details.items() if name not in gone}
        connection.execute(sa.update(TICKET).where(TICKET.c.id == ticket_id).values(details=kept | new))
