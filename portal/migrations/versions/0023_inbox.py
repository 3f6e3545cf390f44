"""Whom somebody wishes for or not, since when they wait, what who answers now may read, and notes."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

WAITS = """
UPDATE thread SET waits_since = last_at WHERE closed_at IS NULL AND EXISTS (
  SELECT 1 FROM message WHERE message.thread_id = thread.id AND message.number = thread.last_number
  AND message.author_id = thread.person_id)
"""


def upgrade() -> None:
    # Plain columns: SQLite would build a new table for a constraint, and messages point at this one.
    op.add_column("thread", sa.Column("wished_for", sa.Uuid(), nullable=True))
    op.add_column("thread", sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("thread", sa.Column("history_from", sa.Integer(), nullable=False, server_default="1"))
    op.create_index("ix_thread_waits_since", "thread", ["waits_since"])
    op.execute(WAITS)
    op.create_table(
        "thread_note",
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_thread_note_author_id_person")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_thread_note_thread_id_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_note")),
    )
    op.create_index(op.f("ix_thread_note_thread_id"), "thread_note", ["thread_id"])
    op.create_table(
        "thread_not_by",
        sa.Column("worker_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_thread_not_by_person_id_municipality_id_person"),
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["person.id"], name=op.f("fk_thread_not_by_worker_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_not_by")),
        sa.UniqueConstraint("person_id", "worker_id", name=op.f("uq_thread_not_by_person_id_worker_id")),
    )
    op.create_index(op.f("ix_thread_not_by_person_id"), "thread_not_by", ["person_id"])


def downgrade() -> None:
    op.drop_table("thread_not_by")
    op.drop_table("thread_note")
    op.drop_index("ix_thread_waits_since", "thread")
    for column in ("history_from", "waits_since", "wished_for"):
        op.drop_column("thread", column)
