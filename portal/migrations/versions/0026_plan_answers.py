"""What participants say to a change of their plan."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_answer",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(settled_by IS NULL) = (settled_at IS NULL)", name=op.f("ck_plan_answer_settled_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_plan_answer_person_id_municipality_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "person_id"], ["plan.id", "plan.person_id"], name=op.f("fk_plan_answer_plan_id_person_id_plan")
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"], name=op.f("fk_plan_answer_settled_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_answer")),
    )
    op.create_index(op.f("ix_plan_answer_person_id"), "plan_answer", ["person_id"])
    op.create_index("ix_plan_answer_plan_id_at", "plan_answer", ["plan_id", "at"])


def downgrade() -> None:
    op.drop_table("plan_answer")
