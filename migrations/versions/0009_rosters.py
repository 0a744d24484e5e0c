"""What rosters are drawn from, and their drafts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_PATH = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "roster_rule",
        sa.Column("village_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("turns", _JSON, nullable=False),
        sa.Column("weights", _JSON, nullable=False),
        sa.Column("market_digits", _JSON, nullable=False),
        sa.Column("needs_leader", sa.Boolean(), nullable=False),
        sa.Column("rest_hours", sa.Integer(), nullable=False),
        sa.Column("most_days_in_a_row", sa.Integer(), nullable=False),
        sa.Column("most_turns_a_day", sa.Integer(), nullable=False),
        sa.Column("publish_days", sa.Integer(), nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("fk_roster_rule_changed_by")),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_roster_rule_village_id")),
        sa.PrimaryKeyConstraint("village_id", name=op.f("pk_roster_rule")),
    )
    op.create_table(
        "roster_member",
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("is_leader", sa.Boolean(), nullable=False),
        sa.Column("is_exempt", sa.Boolean(), nullable=False),
        sa.Column("skills", _JSON, nullable=False),
        sa.Column("rest_weekdays", _JSON, nullable=False),
        sa.Column("most_turns", sa.Integer(), nullable=True),
        sa.Column("changed_at", _AT, nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["person.id"], name=op.f("fk_roster_member_changed_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_roster_member_person_id")),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_roster_member_village_id")),
        sa.PrimaryKeyConstraint("village_id", "person_id", name=op.f("pk_roster_member")),
    )
    op.create_table(
        "duty_leave",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("village_path", _PATH, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("entered_at", _AT, nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.Column("cancelled_at", _AT, nullable=True),
        sa.Column("cancelled_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_duty_leave_begins_before_it_ends")),
        sa.ForeignKeyConstraint(["cancelled_by"], ["person.id"], name=op.f("fk_duty_leave_cancelled_by")),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_duty_leave_entered_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_duty_leave_person_id")),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_duty_leave_village_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_leave")),
    )
    with op.batch_alter_table("duty_leave", schema=None) as batch_op:
        batch_op.create_index("ix_duty_leave_village", ["village_id", "last_on"], unique=False)

    op.create_table(
        "roster_draft",
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("turns", _JSON, nullable=False),
        sa.Column("gaps", _JSON, nullable=False),
        sa.Column("spare", sa.Integer(), nullable=False),
        sa.Column("drawn_at", _AT, nullable=False),
        sa.Column("drawn_by", sa.Uuid(), nullable=True),
        sa.Column("published_at", _AT, nullable=True),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["drawn_by"], ["person.id"], name=op.f("fk_roster_draft_drawn_by")),
        sa.ForeignKeyConstraint(["published_by"], ["person.id"], name=op.f("fk_roster_draft_published_by")),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_roster_draft_village_id")),
        sa.PrimaryKeyConstraint("village_id", "month", name=op.f("pk_roster_draft")),
    )


def downgrade() -> None:
    op.drop_table("roster_draft")
    with op.batch_alter_table("duty_leave", schema=None) as batch_op:
        batch_op.drop_index("ix_duty_leave_village")

    op.drop_table("duty_leave")
    op.drop_table("roster_member")
    op.drop_table("roster_rule")
