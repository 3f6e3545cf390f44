"""Copies, wishes to be erased, what the law keeps, and what was destroyed."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def _wall(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["person_id", "municipality_id"],
        ["person.id", "person.municipality_id"],
        name=op.f(f"fk_{table}_person_id_municipality_id_person"),
    )


def upgrade() -> None:
    op.create_table(
        "data_export",
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(made_at IS NULL) = (file = '')", name=op.f("ck_data_export_made_has_its_file")),
        _wall("data_export"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_export")),
    )
    op.create_index(op.f("ix_data_export_person_id"), "data_export", ["person_id"], unique=False)
    op.create_table(
        "erasure",
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(40), nullable=True),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("prepared_by", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(reason IS NULL) = (prepared_at IS NULL)", name=op.f("ck_erasure_prepared_with_a_reason")),
        _wall("erasure"),
        sa.ForeignKeyConstraint(["prepared_by"], ["person.id"], name=op.f("fk_erasure_prepared_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("person_id", name=op.f("uq_erasure_person_id")),
    )
    op.create_index(op.f("ix_erasure_person_id"), "erasure", ["person_id"], unique=False)
    op.create_table(
        "kept_record",
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("ground", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_kept_record_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_record")),
    )
    op.create_table(
        "destruction",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_destruction_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction")),
    )


def downgrade() -> None:
    op.drop_table("destruction")
    op.drop_table("kept_record")
    op.drop_index(op.f("ix_erasure_person_id"), table_name="erasure")
    op.drop_table("erasure")
    op.drop_index(op.f("ix_data_export_person_id"), table_name="data_export")
    op.drop_table("data_export")
