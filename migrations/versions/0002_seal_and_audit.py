"""Personal data sealed at rest, and the audit chain.

The step needs the county's keys (SECRET_KEY or DATA_DIR/secret.key): it seals what stands there in the clear, and opens it
again on the way down. What it overwrites is zeroed in a SQLite file; on PostgreSQL run `VACUUM FULL` afterwards.
"""

import hmac
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from app.core.keys import derived_key
from app.core.sealed import JsonWithSealedNumbers, blind_index, seal, unseal

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_PERSON = sa.table(
    "person",
    sa.column("id", sa.Uuid()),
    *(
        sa.column(name, sa.String())
        for name in (
            *("phone", "contact_phone", "phone_sealed", "phone_index", "phone_tail_index"),
            *("contact_phone_sealed", "id_no_sealed", "id_no_index"),
        )
    ),
)
_CODE = sa.table("code_request", *(sa.column(name, sa.String()) for name in ("phone", "phone_index")))
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_NEW = ("phone_sealed", "phone_index", "phone_tail_index", "contact_phone_sealed", "id_no_sealed", "id_no_index")
_GUARD = {
    "sqlite": [
        f"CREATE TRIGGER audit_entry_no_{act} BEFORE {act} ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END"
        for act in ("update", "delete")
    ],
    "postgresql": [
        (
            "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$"
        ),
        (
            "CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
        ),
    ],
}
_UNGUARD = {
    "sqlite": ["DROP TRIGGER audit_entry_no_update", "DROP TRIGGER audit_entry_no_delete"],
    "postgresql": ["DROP TRIGGER audit_entry_append_only ON audit_entry", "DROP FUNCTION audit_is_append_only()"],
}
_WITH_PRINTS = ("ticket", "ticket_event", "rating", "proxy_log_entry")


def upgrade() -> None:
    _zero_what_goes()
    for name in _NEW:
        op.add_column("person", sa.Column(name, sa.String(), nullable=True))
    op.add_column("code_request", sa.Column("phone_index", sa.String(), nullable=False, server_default=""))
    _seal_people()
    db = op.get_bind()
    for phone in db.execute(sa.select(_CODE.c.phone).distinct()).scalars().all():
        db.execute(sa.update(_CODE).where(_CODE.c.phone == phone).values(phone_index=blind_index("phone", phone)))
    _each_json(seal_them=True)
    _key_fingerprints()
    op.drop_index("ix_person_phone", "person")
    op.drop_index("ix_code_request_phone_created_at", "code_request")
    op.drop_column("person", "phone")
    op.drop_column("person", "contact_phone")
    op.drop_column("code_request", "phone")
    op.create_index("ix_person_phone_index", "person", ["phone_index"])
    op.create_index("ix_person_phone_tail_index", "person", ["phone_tail_index"])
    op.create_index("uq_person_village_id_id_no_index", "person", ["village_id", "id_no_index"], unique=True)
    op.create_index("ix_code_request_phone_index_created_at", "code_request", ["phone_index", "created_at"])
    _begin_audit()


def downgrade() -> None:
    for statement in _UNGUARD[op.get_context().dialect.name]:
        op.execute(statement)
    op.drop_table("audit_head")
    op.drop_table("audit_entry")
    # ID numbers have no place in the step before and go. So do the keys of the fingerprints: a request that was answered
    # before this step and is sent again after it is refused instead of answered, which loses and doubles nothing.
    for index, table in (
        ("ix_code_request_phone_index_created_at", "code_request"),
        ("uq_person_village_id_id_no_index", "person"),
        ("ix_person_phone_tail_index", "person"),
        ("ix_person_phone_index", "person"),
    ):
        op.drop_index(index, table)
    op.add_column("person", sa.Column("phone", sa.String(), nullable=True))
    op.add_column("person", sa.Column("contact_phone", sa.String(), nullable=True))
    op.add_column("code_request", sa.Column("phone", sa.String(), nullable=False, server_default=""))
    _open_people()
    _each_json(seal_them=False)
    op.drop_column("code_request", "phone_index")
    for name in _NEW:
        op.drop_column("person", name)
    op.create_index("ix_person_phone", "person", ["phone"])
    op.create_index("ix_code_request_phone_created_at", "code_request", ["phone", "created_at"])


def _begin_audit() -> None:
    path = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.Column("place_path", path, nullable=False),
        sa.Column("subject_type", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("data", _JSON, nullable=False),
        sa.Column("mac", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entry")),
    )
    op.create_index("ix_audit_entry_place_path_seq", "audit_entry", ["place_path", "seq"])
    op.create_index("ix_audit_entry_by_id_what_at", "audit_entry", ["by_id", "what", "at"])
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("mac", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    # The chain begins before its first entry, so that the first writers already have a row to lock.
    op.execute("INSERT INTO audit_head (id, seq, mac) VALUES (1, 0, '')")
    for statement in _GUARD[op.get_context().dialect.name]:
        op.execute(statement)


def _zero_what_goes() -> None:
    """SQLite leaves what was overwritten in the file unless it is told otherwise."""
    if op.get_context().dialect.name == "sqlite":
        op.execute("PRAGMA secure_delete=ON")


def _seal_people() -> None:
    db, person = op.get_bind(), _PERSON.c
    for row_id, phone, contact in db.execute(sa.select(person.id, person.phone, person.contact_phone)).all():
        sealed = {
            "phone_sealed": phone and seal(phone, "person.phone", row_id),
            "phone_index": phone and blind_index("phone", phone),
            "phone_tail_index": phone and blind_index("phone-tail", phone[-4:]),
            "contact_phone_sealed": contact and seal(contact, "person.contact_phone", row_id),
        }
        # The old columns are emptied first, so that no row of theirs is left behind in the clear.
        db.execute(sa.update(_PERSON).where(person.id == row_id).values(**sealed, phone=None, contact_phone=None))


def _open_people() -> None:
    """Phones come back; code requests of phones that nobody has end, since their index cannot be opened."""
    db, person = op.get_bind(), _PERSON.c
    known = sa.select(person.id, person.phone_sealed, person.contact_phone_sealed, person.phone_index)
    for row_id, sealed, contact, index in db.execute(known).all():
        phone = sealed and unseal(sealed, "person.phone", row_id)
        opened = {"phone": phone, "contact_phone": contact and unseal(contact, "person.contact_phone", row_id)}
        db.execute(sa.update(_PERSON).where(person.id == row_id).values(**opened))
        if phone:
            db.execute(sa.update(_CODE).where(_CODE.c.phone_index == index).values(phone=phone))
    db.execute(sa.delete(_CODE).where(_CODE.c.phone == ""))


def _each_json(*, seal_them: bool) -> None:
    """Seal or open the telephone numbers within the tickets' details and the log's data."""
    db = op.get_bind()
    for table, name in (("ticket", "details"), ("ticket_event", "data")):
        sealed_type = JsonWithSealedNumbers(f"{table}.{name}")
        before, after = (_JSON, sealed_type) if seal_them else (sealed_type, _JSON)
        old, new = (sa.table(table, sa.column("id", sa.Uuid()), sa.column(name, kind)) for kind in (before, after))
        for row_id, value in db.execute(sa.select(old.c.id, old.c[name])).all():
            db.execute(sa.update(new).where(new.c.id == row_id).values({name: value}))


def _key_fingerprints() -> None:
    """Fingerprints become keyed, by keying what stands there, so that what was sent before is still known again."""
    db, key = op.get_bind(), derived_key("fingerprint")
    keyed: Callable[[str], str] = lambda plain: hmac.digest(key, plain.encode(), "sha256").hex()  # noqa: E731
    for name in _WITH_PRINTS:
        table: Any = sa.table(name, sa.column("id", sa.Uuid()), sa.column("fingerprint", sa.String()))
        for row_id, plain in db.execute(sa.select(table.c.id, table.c.fingerprint)).all():
            if plain:
                db.execute(sa.update(table).where(table.c.id == row_id).values(fingerprint=keyed(plain)))
