"""Texts in several languages."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "text",
        sa.Column("municipality_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("block", sa.String(), nullable=True),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("source_language", sa.String(), nullable=True),
        sa.Column("source_version", sa.Integer(), nullable=False),
        sa.Column("meaning_version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(block IS NULL) = (source_language IS NOT NULL)", name=op.f("ck_text_block_or_free")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_text_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_text_person_id_municipality_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text")),
    )
    op.create_index("ix_text_person_id", "text", ["person_id"], unique=False)
    op.create_table(
        "past_rendering",
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("made_from", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_past_rendering_made_by_person")),
        sa.ForeignKeyConstraint(
            ["text_id"], ["text.id"], name=op.f("fk_past_rendering_text_id_text"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_rendering")),
    )
    op.create_index(op.f("ix_past_rendering_text_id"), "past_rendering", ["text_id"], unique=False)
    op.create_table(
        "rendering",
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("made_from", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["checked_by"], ["person.id"], name=op.f("fk_rendering_checked_by_person")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_rendering_made_by_person")),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name=op.f("fk_rendering_text_id_text"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("text_id", "language", name=op.f("pk_rendering")),
    )


def downgrade() -> None:
    op.drop_table("rendering")
    op.drop_index(op.f("ix_past_rendering_text_id"), table_name="past_rendering")
    op.drop_table("past_rendering")
    op.drop_index("ix_text_person_id", table_name="text")
    op.drop_table("text")
