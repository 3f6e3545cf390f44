"""The list of everybody takes a second colleague."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "whole_list",
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("agreed_by <> asked_by", name=op.f("ck_whole_list_takes_two")),
        sa.CheckConstraint("(agreed_by IS NULL) = (agreed_at IS NULL)", name=op.f("ck_whole_list_agreed_by_somebody")),
        sa.CheckConstraint(
            "fetched_at IS NULL OR agreed_at IS NOT NULL", name=op.f("ck_whole_list_fetched_after_agreed")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_whole_list_municipality_id_municipality")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column, "municipality_id"],
                ["person.id", "person.municipality_id"],
                name=op.f(f"fk_whole_list_{column}_municipality_id_person"),
            )
            for column in ("asked_by", "agreed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_whole_list")),
    )
    op.create_index("ix_whole_list_municipality_id", "whole_list", ["municipality_id", "asked_at"])


def downgrade() -> None:
    op.drop_index("ix_whole_list_municipality_id", "whole_list")
    op.drop_table("whole_list")
