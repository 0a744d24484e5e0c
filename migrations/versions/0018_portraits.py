"""Pictures that people give of themselves for the public board."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "portrait",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("given_at", _AT, nullable=False),
        sa.Column("given_by", sa.Uuid(), nullable=False),
        sa.Column("ended_at", _AT, nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (file_id IS NOT NULL)", name=op.f("ck_portrait_ended_means_forgotten")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_portrait_person_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_portrait_file_id")),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_portrait_given_by")),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_portrait_ended_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portrait")),
    )
    with op.batch_alter_table("portrait", schema=None) as batch_op:
        batch_op.create_index(
            "uq_portrait_person_id",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("portrait", schema=None) as batch_op:
        batch_op.drop_index("uq_portrait_person_id")
    op.drop_table("portrait")
