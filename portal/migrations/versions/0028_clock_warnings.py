"""Which time limits were told."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clock_warning",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_clock_warning_person_id_municipality_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "person_id"],
            ["plan.id", "plan.person_id"],
            name=op.f("fk_clock_warning_plan_id_person_id_plan"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_warning")),
        sa.UniqueConstraint("plan_id", "kind", "ends_on", name=op.f("uq_clock_warning_plan_id_kind_ends_on")),
    )
    op.create_index(op.f("ix_clock_warning_person_id"), "clock_warning", ["person_id"])


def downgrade() -> None:
    op.drop_table("clock_warning")
