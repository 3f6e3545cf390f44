"""Which threads were written in lately is asked several times a second."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_thread_last_at", "thread", ["last_at"])


def downgrade() -> None:
    op.drop_index("ix_thread_last_at", "thread")
