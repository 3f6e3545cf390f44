"""What cultuurverbinders are worried about."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "thread_worry",
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("raised_by", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(taken_by IS NULL) = (taken_at IS NULL)", name=op.f("ck_thread_worry_taken_by_somebody")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_thread_worry_thread_id_thread")),
        sa.ForeignKeyConstraint(["raised_by"], ["person.id"], name=op.f("fk_thread_worry_raised_by_person")),
        sa.ForeignKeyConstraint(["taken_by"], ["person.id"], name=op.f("fk_thread_worry_taken_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_worry")),
    )
    op.create_index(op.f("ix_thread_worry_thread_id"), "thread_worry", ["thread_id"])
    op.create_index("ix_thread_worry_settled_at", "thread_worry", ["settled_at"])


def downgrade() -> None:
    op.drop_table("thread_worry")
