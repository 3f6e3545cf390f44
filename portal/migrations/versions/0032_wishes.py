"""What a participant asks to be otherwise about a step: no longer only that it is too much now."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("step") as step:
        step.alter_column("too_much_at", new_column_name="wished_at")
        step.add_column(sa.Column("wish", sa.String(40), nullable=True))
    op.execute("UPDATE step SET wish = 'TOO_MUCH' WHERE wished_at IS NOT NULL")
    op.execute("UPDATE plan_change SET kind = 'plan.step_wish' WHERE kind = 'plan.step_weight'")
    with op.batch_alter_table("step") as step:
        step.create_check_constraint(op.f("ck_step_wished_at_a_moment"), "(wish IS NULL) = (wished_at IS NULL)")


def downgrade() -> None:
    op.execute("UPDATE plan_change SET kind = 'plan.step_weight' WHERE kind = 'plan.step_wish'")
    with op.batch_alter_table("step") as step:
        step.drop_constraint(op.f("ck_step_wished_at_a_moment"), type_="check")
        step.drop_column("wish")
        step.alter_column("wished_at", new_column_name="too_much_at")
