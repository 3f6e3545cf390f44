"""Who saw or did what."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trace",
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_trace_actor_id_person")),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_trace_person_id_municipality_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trace")),
    )
    op.create_index(op.f("ix_trace_person_id"), "trace", ["person_id"], unique=False)
    op.create_index("ix_trace_person_id_at", "trace", ["person_id", "at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_trace_person_id_at", table_name="trace")
    op.drop_index(op.f("ix_trace_person_id"), table_name="trace")
    op.drop_table("trace")
