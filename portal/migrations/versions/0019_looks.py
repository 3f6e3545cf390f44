"""How many files somebody opened lately is asked at each look."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audit_entry_actor_ref_at", "audit_entry", ["actor_ref", "at"])


def downgrade() -> None:
    op.drop_index("ix_audit_entry_actor_ref_at", "audit_entry")
