"""The inbox."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inbox_notice",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_inbox_notice_person_id_municipality_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_notice")),
    )
    op.create_index(op.f("ix_inbox_notice_person_id"), "inbox_notice", ["person_id"], unique=False)
    op.create_index("ix_inbox_notice_person_id_at", "inbox_notice", ["person_id", "at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_inbox_notice_person_id_at", table_name="inbox_notice")
    op.drop_index(op.f("ix_inbox_notice_person_id"), table_name="inbox_notice")
    op.drop_table("inbox_notice")
