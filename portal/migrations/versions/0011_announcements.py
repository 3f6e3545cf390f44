"""Announcements and who received them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "announcement",
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title_id", sa.Uuid(), nullable=False),
        sa.Column("body_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(sent_at IS NOT NULL) = (state IN ('SENT', 'WITHDRAWN'))", name=op.f("ck_announcement_sent_has_its_hour")
        ),
        sa.CheckConstraint(
            "state <> 'QUEUED' OR send_at IS NOT NULL", name=op.f("ck_announcement_queued_has_its_hour")
        ),
        sa.ForeignKeyConstraint(
            ["author_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_announcement_author_id_municipality_id_person"),
        ),
        sa.ForeignKeyConstraint(["body_id"], ["text.id"], name=op.f("fk_announcement_body_id_text")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_announcement_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["title_id"], ["text.id"], name=op.f("fk_announcement_title_id_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
    )
    op.create_index(op.f("ix_announcement_author_id"), "announcement", ["author_id"], unique=False)
    op.create_index(
        "ix_announcement_municipality_id_sent_at", "announcement", ["municipality_id", "sent_at"], unique=False
    )
    op.create_index("ix_announcement_state_send_at", "announcement", ["state", "send_at"], unique=False)
    op.create_table(
        "announcement_audience",
        sa.Column("announcement_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_announcement_audience_announcement_id_announcement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("announcement_id", "kind", "value", name=op.f("pk_announcement_audience")),
    )
    op.create_index("ix_announcement_audience_kind_value", "announcement_audience", ["kind", "value"], unique=False)
    op.create_table(
        "announcement_receipt",
        sa.Column("announcement_id", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name=op.f("fk_announcement_receipt_announcement_id_announcement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_announcement_receipt_person_id_municipality_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement_receipt")),
        sa.UniqueConstraint(
            "announcement_id", "person_id", name=op.f("uq_announcement_receipt_announcement_id_person_id")
        ),
    )
    op.create_index(op.f("ix_announcement_receipt_person_id"), "announcement_receipt", ["person_id"], unique=False)
    op.create_index(
        "ix_announcement_receipt_person_id_sent_at",
        "announcement_receipt",
        ["person_id", "sent_at", "announcement_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_announcement_receipt_person_id_sent_at", table_name="announcement_receipt")
    op.drop_index(op.f("ix_announcement_receipt_person_id"), table_name="announcement_receipt")
    op.drop_table("announcement_receipt")
    op.drop_index("ix_announcement_audience_kind_value", table_name="announcement_audience")
    op.drop_table("announcement_audience")
    op.drop_index("ix_announcement_state_send_at", table_name="announcement")
    op.drop_index("ix_announcement_municipality_id_sent_at", table_name="announcement")
    op.drop_index(op.f("ix_announcement_author_id"), table_name="announcement")
    op.drop_table("announcement")
