"""The broad intake: how it goes in each domain of life, and what the learning test says."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "intake",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("standings", sa.JSON(), nullable=False),
        sa.Column("tested_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("outcome IS NULL OR tested_on IS NOT NULL", name=op.f("ck_intake_outcome_of_a_test")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_intake_made_by_person")),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_intake_person_id_municipality_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "person_id"], ["plan.id", "plan.person_id"], name=op.f("fk_intake_plan_id_person_id_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
    )
    op.create_index(op.f("ix_intake_person_id"), "intake", ["person_id"])
    op.create_index("ix_intake_plan_id_at", "intake", ["plan_id", "at"])


def downgrade() -> None:
    op.drop_table("intake")
