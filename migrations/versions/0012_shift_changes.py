"""Swaps, substitutes and temporary rosters; no two turns of one person at once."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_PATH = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_AT = sa.DateTime(timezone=True)

_WATCHED = "starts_at, ends_at, person_id, cancelled_at"
_OTHER = """
    SELECT 1 FROM duty_shift AS other
    WHERE other.person_id = NEW.person_id AND other.id <> NEW.id AND other.cancelled_at IS NULL
    AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at
"""
# A later step that rebuilds the table on SQLite has to make these triggers anew: they go with the old table.
_SQLITE = [
    f"""
    CREATE TRIGGER no_two_turns_at_once_{name} BEFORE {when} ON duty_shift
    WHEN NEW.cancelled_at IS NULL AND EXISTS ({_OTHER})
    BEGIN SELECT RAISE(ABORT, 'already_planned'); END
    """
    for name, when in (("insert", "INSERT"), ("update", f"UPDATE OF {_WATCHED}"))
]
# The person's row is locked before the look, so that of two transactions the later one sees the earlier one's turn.
_POSTGRESQL = [
    f"""
    CREATE FUNCTION refuse_two_turns_at_once() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM person WHERE id = NEW.person_id FOR NO KEY UPDATE;
        IF EXISTS ({_OTHER}) THEN
            RAISE EXCEPTION 'already_planned' USING ERRCODE = 'exclusion_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE TRIGGER no_two_turns_at_once BEFORE INSERT OR UPDATE OF {_WATCHED} ON duty_shift
    FOR EACH ROW WHEN (NEW.cancelled_at IS NULL) EXECUTE FUNCTION refuse_two_turns_at_once()
    """,
]


def upgrade() -> None:
    op.add_column("roster_rule", sa.Column("objection_hours", sa.Integer(), nullable=False, server_default="24"))
    with op.batch_alter_table("duty_shift", schema=None) as batch_op:
        batch_op.add_column(sa.Column("replaces_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("came_by", sa.String(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_duty_shift_replaces_id"), "duty_shift", ["replaces_id"], ["id"])
        batch_op.create_index("uq_duty_shift_replaces_id", ["replaces_id"], unique=True)
    for statement in _SQLITE if op.get_context().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
    _events()
    _swaps()
    _temporary_rosters()


def _temporary_rosters() -> None:
    op.create_table(
        "temporary_roster",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("village_path", _PATH, nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("hours", _JSON, nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("people", _JSON, nullable=False),
        sa.Column("fallback_id", sa.Uuid(), nullable=True),
        sa.Column("stands", sa.String(), nullable=False),
        sa.Column("gaps", _JSON, nullable=False),
        sa.Column("planned_at", _AT, nullable=False),
        sa.Column("planned_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", _AT, nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.CheckConstraint("first_on <= last_on", name=op.f("ck_temporary_roster_begins_before_it_ends")),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_temporary_roster_village_id")),
        *_people("temporary_roster", "fallback_id", "planned_by", "ended_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_temporary_roster")),
    )
    op.create_index("ix_temporary_roster_village", "temporary_roster", ["village_id", "last_on"])
    op.create_table(
        "temporary_turn",
        sa.Column("temporary_id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("stood_down", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["duty_shift.id"], name=op.f("fk_temporary_turn_shift_id")),
        sa.ForeignKeyConstraint(["temporary_id"], ["temporary_roster.id"], name=op.f("fk_temporary_turn_temporary_id")),
        sa.PrimaryKeyConstraint("temporary_id", "shift_id", name=op.f("pk_temporary_turn")),
    )
    op.create_index(op.f("ix_temporary_turn_shift_id"), "temporary_turn", ["shift_id"])


def _swaps() -> None:
    op.create_table(
        "shift_swap",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("village_id", sa.Integer(), nullable=False),
        sa.Column("village_path", _PATH, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asker_id", sa.Uuid(), nullable=False),
        sa.Column("asked_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_at", _AT, nullable=False),
        sa.Column("answered_at", _AT, nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("objection_hours", sa.Integer(), nullable=True),
        sa.Column("settled_at", _AT, nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("lapsed_as", sa.String(), nullable=True),
        sa.Column("undo_asked_by", sa.Uuid(), nullable=True),
        sa.Column("look_at", _AT, nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["village_id"], ["place.id"], name=op.f("fk_shift_swap_village_id")),
        *_people("shift_swap", "asker_id", "asked_id", "answered_by", "settled_by", "undo_asked_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_swap")),
    )
    op.create_index("ix_shift_swap_village", "shift_swap", ["village_id", "state"])
    op.create_index("ix_shift_swap_look_at", "shift_swap", ["look_at"], postgresql_where=sa.text("look_at IS NOT NULL"))
    for name in ("asker_id", "asked_id", "answered_by"):
        op.create_index(op.f(f"ix_shift_swap_{name}"), "shift_swap", [name])
    op.create_table(
        "shift_swap_turn",
        sa.Column("swap_id", sa.Uuid(), nullable=False),
        sa.Column("is_askers", sa.Boolean(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["duty_shift.id"], name=op.f("fk_shift_swap_turn_shift_id")),
        sa.ForeignKeyConstraint(["swap_id"], ["shift_swap.id"], name=op.f("fk_shift_swap_turn_swap_id")),
        sa.PrimaryKeyConstraint("swap_id", "is_askers", name=op.f("pk_shift_swap_turn")),
    )
    op.create_index(op.f("ix_shift_swap_turn_shift_id"), "shift_swap_turn", ["shift_id"])
    is_open = sa.text("is_open")
    op.create_index(
        "uq_shift_swap_turn_open",
        "shift_swap_turn",
        ["shift_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def _events() -> None:
    op.create_table(
        "shift_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("shift_id", sa.Uuid(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("data", _JSON, nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["shift_id"], ["duty_shift.id"], name=op.f("fk_shift_event_shift_id")),
        *_people("shift_event", "by_id", "person_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_event")),
    )
    op.create_index("ix_shift_event_shift", "shift_event", ["shift_id", "at"])


def _people(table: str, *names: str) -> list[sa.ForeignKeyConstraint]:
    return [sa.ForeignKeyConstraint([name], ["person.id"], name=op.f(f"fk_{table}_{name}")) for name in names]


def downgrade() -> None:
    for table in ("temporary_turn", "temporary_roster", "shift_swap_turn", "shift_swap", "shift_event"):
        op.drop_table(table)
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TRIGGER no_two_turns_at_once_insert")
        op.execute("DROP TRIGGER no_two_turns_at_once_update")
    else:
        op.execute("DROP TRIGGER no_two_turns_at_once ON duty_shift")
        op.execute("DROP FUNCTION refuse_two_turns_at_once()")
    with op.batch_alter_table("duty_shift", schema=None) as batch_op:
        batch_op.drop_index("uq_duty_shift_replaces_id")
        batch_op.drop_constraint(batch_op.f("fk_duty_shift_replaces_id"), type_="foreignkey")
        for name in ("came_by", "replaces_id"):
            batch_op.drop_column(name)
    op.drop_column("roster_rule", "objection_hours")
