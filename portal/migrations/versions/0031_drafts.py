"""Of a plan's versions one at most is being made."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

BEING_MADE = sa.text("state IN ('DRAFT', 'DISCUSSED')")


def upgrade() -> None:
    op.create_index(
        "uq_decision_draft", "decision", ["plan_id"], unique=True, sqlite_where=BEING_MADE, postgresql_where=BEING_MADE
    )


def downgrade() -> None:
    op.drop_index("uq_decision_draft", "decision")
