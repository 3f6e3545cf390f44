"""Counted attempts, strong devices, and the keys of staff and phones."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _of_a_person(table: str, *columns: "sa.schema.SchemaItem", key: str = "id") -> None:
    op.create_table(
        table,
        *columns,
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        *([sa.Column("id", sa.Uuid(), nullable=False)] if key == "id" else []),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f(f"fk_{table}_person_id_municipality_id_person"),
        ),
        sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{table}")),
    )
    if key == "id":
        op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"], unique=False)


def upgrade() -> None:
    op.create_table(
        "attempt",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempt")),
    )
    # Devices of before were let in by an invitation and have a PIN.
    with op.batch_alter_table("device") as device:
        device.add_column(sa.Column("strong", sa.Boolean(), nullable=False, server_default=sa.false()))
    _of_a_person(
        "staff_keys",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("totp_secret", sa.String(), nullable=True),
        sa.UniqueConstraint("name", name=op.f("uq_staff_keys_name")),
        key="person_id",
    )
    _of_a_person(
        "passkey",
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("credential_id", sa.String(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_passkey_device_id_device"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_index(op.f("ix_passkey_device_id"), "passkey", ["device_id"], unique=False)
    _of_a_person(
        "recovery_code",
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.UniqueConstraint("person_id", "code_hash", name=op.f("uq_recovery_code_person_id_code_hash")),
    )
    _of_a_person(
        "set_up_link",
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_set_up_link_made_by_person")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_set_up_link_secret_hash")),
    )
    _of_a_person(
        "open_id_link",
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_open_id_link_issuer_subject")),
    )


def downgrade() -> None:
    op.drop_table("open_id_link")
    op.drop_table("set_up_link")
    op.drop_table("recovery_code")
    op.drop_table("passkey")
    op.drop_table("staff_keys")
    with op.batch_alter_table("device") as device:
        device.drop_column("strong")
    op.drop_table("attempt")
