"""Relatives who act for somebody, with scope and evidence."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_PATH = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_AT = sa.DateTime(timezone=True)
# What cadres wrote freely before there was a vocabulary.
_CODES = {
    "child": ("女儿", "儿子", "子女"),
    "spouse": ("妻子", "丈夫", "老伴", "配偶"),
    "parent": ("父亲", "母亲", "父母"),
    "sibling": ("哥哥", "弟弟", "姐姐", "妹妹", "兄弟姐妹"),
    "relative": ("侄子", "侄女", "外甥", "孙子", "孙女", "亲戚", "亲属"),
    "neighbour": ("邻居",),
    "party_pair": ("党员联户",),
}


def upgrade() -> None:
    with op.batch_alter_table("delegation") as batch_op:
        batch_op.add_column(sa.Column("relation_text", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("item_codes", _JSON, nullable=True))
        batch_op.add_column(sa.Column("basis", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("file_ids", _JSON, nullable=True))
        batch_op.add_column(sa.Column("replaces_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("end_reason", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("end_note", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("end_checked", sa.String(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_delegation_replaces_id"), "delegation", ["replaces_id"], ["id"])
    _fill()
    with op.batch_alter_table("delegation") as batch_op:
        for name, sort in (("item_codes", _JSON), ("basis", sa.String()), ("file_ids", _JSON)):
            batch_op.alter_column(name, existing_type=sort, nullable=False)
    with op.batch_alter_table("ticket") as batch_op:
        batch_op.add_column(sa.Column("item_code", sa.String(), nullable=True))
    op.execute(
        "UPDATE ticket SET item_code = (SELECT code FROM service_item WHERE service_item.id = ticket.item_id) "
        "WHERE item_id IS NOT NULL"
    )
    with op.batch_alter_table("notice") as batch_op:
        batch_op.add_column(sa.Column("through_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_notice_through_id"), "delegation", ["through_id"], ["id"])
    _create_consents()
    _create_requests()
    _create_tellings()


def _fill() -> None:
    """Keep the words that were written, beside the code they stand for."""
    given = sa.table(
        "delegation",
        *(sa.column(name, sa.String) for name in ("relation", "relation_text", "basis")),
        sa.column("item_codes", _JSON),
        sa.column("file_ids", _JSON),
        sa.column("confirmed_by", sa.Uuid),
        sa.column("principal_id", sa.Uuid),
    )
    own = given.c.confirmed_by == given.c.principal_id
    code = sa.case(
        *((given.c.relation.in_(words), sa.literal(code)) for code, words in _CODES.items()), else_=sa.literal("other")
    )
    values = {"relation_text": given.c.relation, "relation": code, "item_codes": [], "file_ids": []}
    basis = sa.case((own, sa.literal("own_app")), else_=sa.literal("principal_in_person"))
    op.execute(sa.update(given).values(**values, basis=basis))


def _create_consents() -> None:
    op.create_table(
        "delegation_consent",
        sa.Column("delegation_id", sa.Uuid(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("text_version", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name=op.f("fk_delegation_consent_delegation_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_delegation_consent_recorded_by")),
        sa.PrimaryKeyConstraint("delegation_id", "service", name=op.f("pk_delegation_consent")),
    )


def _create_requests() -> None:
    people = ("asker_id", "principal_id", "agent_id", "decided_by")
    op.create_table(
        "delegation_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asker_id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=True),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("named", sa.String(), nullable=False),
        sa.Column("card_no", sa.String(), nullable=True),
        sa.Column("village_path", _PATH, nullable=False),
        sa.Column("village_code", sa.String(), nullable=False),
        sa.Column("village_name", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("relation_text", sa.String(), nullable=True),
        sa.Column("services", _JSON, nullable=False),
        sa.Column("item_codes", _JSON, nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("word", sa.String(), nullable=True),
        sa.Column("file_ids", _JSON, nullable=False),
        sa.Column("consents", _JSON, nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("decided_at", _AT, nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("reason_note", sa.String(), nullable=True),
        sa.Column("delegation_id", sa.Uuid(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=op.f(f"fk_delegation_request_{name}"))
            for name in people
        ),
        sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name=op.f("fk_delegation_request_delegation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_request")),
    )
    with op.batch_alter_table("delegation_request") as batch_op:
        batch_op.create_index(batch_op.f("ix_delegation_request_asker_id"), ["asker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delegation_request_agent_id"), ["agent_id"], unique=False)
        batch_op.create_index(
            "ix_delegation_request_open",
            ["village_path", "created_at"],
            unique=False,
            sqlite_where=sa.text("state = 'requested'"),
            postgresql_where=sa.text("state = 'requested'"),
        )


def _create_tellings() -> None:
    op.create_table(
        "telling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("delegation_id", sa.Uuid(), nullable=False),
        sa.Column("village_path", _PATH, nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("not_before", _AT, nullable=False),
        sa.Column("told_at", _AT, nullable=True),
        sa.Column("told_by", sa.Uuid(), nullable=True),
        sa.Column("how", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("objects", sa.Boolean(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=op.f(f"fk_telling_{name}"))
            for name in ("person_id", "agent_id", "told_by")
        ),
        sa.ForeignKeyConstraint(["delegation_id"], ["delegation.id"], name=op.f("fk_telling_delegation_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_telling_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_telling")),
    )
    with op.batch_alter_table("telling") as batch_op:
        batch_op.create_index(batch_op.f("ix_telling_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_telling_open",
            ["village_path", "created_at"],
            unique=False,
            sqlite_where=sa.text("told_at IS NULL"),
            postgresql_where=sa.text("told_at IS NULL"),
        )


def downgrade() -> None:
    for table in ("telling", "delegation_request", "delegation_consent"):
        op.drop_table(table)
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_constraint(op.f("fk_notice_through_id"), type_="foreignkey")
        batch_op.drop_column("through_id")
    with op.batch_alter_table("ticket") as batch_op:
        batch_op.drop_column("item_code")
    op.execute("UPDATE delegation SET relation = COALESCE(relation_text, relation)")
    with op.batch_alter_table("delegation") as batch_op:
        batch_op.drop_constraint(op.f("fk_delegation_replaces_id"), type_="foreignkey")
        for name in (
            "relation_text",
            "item_codes",
            "basis",
            "file_ids",
            "replaces_id",
            "end_reason",
            "end_note",
            "end_checked",
        ):
            batch_op.drop_column(name)
