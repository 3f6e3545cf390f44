"""For an hour somebody works for a person whose case they do not have, because it could not wait."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "urgent_access",
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("ends_at > at", name=op.f("ck_urgent_access_ends_after_start")),
        *(
            sa.ForeignKeyConstraint(
                [column, "municipality_id"],
                ["person.id", "person.municipality_id"],
                name=op.f(f"fk_urgent_access_{column}_municipality_id_person"),
            )
            for column in ("person_id", "worker_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urgent_access")),
    )
    op.create_index(op.f("ix_urgent_access_person_id"), "urgent_access", ["person_id"])
    op.create_index("ix_urgent_access_worker_id", "urgent_access", ["worker_id", "ends_at"])


def downgrade() -> None:
    op.drop_index("ix_urgent_access_worker_id", "urgent_access")
    op.drop_index(op.f("ix_urgent_access_person_id"), "urgent_access")
    op.drop_table("urgent_access")
