"""Threads and messages."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "thread",
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.Uuid(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(claimed_by IS NULL) = (claimed_at IS NULL)", name=op.f("ck_thread_claimed_by_somebody")),
        sa.CheckConstraint("last_number >= 0", name=op.f("ck_thread_last_number")),
        sa.ForeignKeyConstraint(["claimed_by"], ["person.id"], name=op.f("fk_thread_claimed_by_person")),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_thread_person_id_municipality_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
    )
    op.create_index("ix_thread_claimed_by_last_at", "thread", ["claimed_by", "last_at"], unique=False)
    op.create_index(op.f("ix_thread_person_id"), "thread", ["person_id"], unique=False)
    op.create_index("ix_thread_person_id_last_at", "thread", ["person_id", "last_at"], unique=False)
    op.create_index("ix_thread_pool", "thread", ["municipality_id", "language", "claimed_by", "last_at"], unique=False)
    op.create_table(
        "message",
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_message_number")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_message_author_id_person")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_message_thread_id_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("author_id", "client_id", name=op.f("uq_message_author_id_client_id")),
        sa.UniqueConstraint("thread_id", "number", name=op.f("uq_message_thread_id_number")),
    )
    op.create_table(
        "thread_seen",
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("up_to", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_thread_seen_person_id_municipality_id_person"),
        ),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_thread_seen_thread_id_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_seen")),
        sa.UniqueConstraint("thread_id", "person_id", name=op.f("uq_thread_seen_thread_id_person_id")),
    )
    op.create_index(op.f("ix_thread_seen_person_id"), "thread_seen", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_thread_seen_person_id"), table_name="thread_seen")
    op.drop_table("thread_seen")
    op.drop_table("message")
    op.drop_index("ix_thread_pool", table_name="thread")
    op.drop_index("ix_thread_person_id_last_at", table_name="thread")
    op.drop_index(op.f("ix_thread_person_id"), table_name="thread")
    op.drop_index("ix_thread_claimed_by_last_at", table_name="thread")
    op.drop_table("thread")
