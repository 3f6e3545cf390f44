"""Progress talks, and what the participant agreed with."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def _of_plan(table: str) -> list[Any]:
    """What ties each row to its plan and its person."""
    return [
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f(f"fk_{table}_person_id_municipality_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "person_id"], ["plan.id", "plan.person_id"], name=op.f(f"fk_{table}_plan_id_person_id_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def upgrade() -> None:
    op.create_table(
        "plan_talk",
        *_of_plan("plan_talk"),
        sa.Column("by_participant_id", sa.Uuid(), nullable=True),
        sa.Column("by_regisseur_id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_participant_id"], ["text.id"], name=op.f("fk_plan_talk_by_participant_id_text")),
        sa.ForeignKeyConstraint(["by_regisseur_id"], ["text.id"], name=op.f("fk_plan_talk_by_regisseur_id_text")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_plan_talk_made_by_person")),
    )
    op.create_table(
        "plan_agreement",
        *_of_plan("plan_agreement"),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
    )
    for table in ("plan_talk", "plan_agreement"):
        op.create_index(op.f(f"ix_{table}_person_id"), table, ["person_id"])
        op.create_index(f"ix_{table}_plan_id_at", table, ["plan_id", "at"])


def downgrade() -> None:
    op.drop_table("plan_agreement")
    op.drop_table("plan_talk")
