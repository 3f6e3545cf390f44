"""The doorbell: phones that ring, what is on its way to them, and what people chose."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "push_service",
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("resting_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("alarm_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_ok", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_push_service")),
    )
    op.create_table(
        "push_choices",
        sa.Column("shows", sa.String(40), nullable=False),
        sa.Column("silent", sa.JSON(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=False),
        sa.Column("quiet_until", sa.Time(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_push_choices_person_id_municipality_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_choices")),
        sa.UniqueConstraint("person_id", name=op.f("uq_push_choices_person_id")),
    )
    op.create_index(op.f("ix_push_choices_person_id"), "push_choices", ["person_id"], unique=False)
    op.create_table(
        "push_subscription",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("endpoint", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("auth", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_ok", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_failure", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_push_subscription_device_id_device"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_push_subscription_person_id_municipality_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["service"], ["push_service.host"], name=op.f("fk_push_subscription_service_push_service")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_subscription")),
        sa.UniqueConstraint("device_id", name=op.f("uq_push_subscription_device_id")),
        sa.UniqueConstraint("endpoint", name=op.f("uq_push_subscription_endpoint")),
    )
    op.create_index(op.f("ix_push_subscription_person_id"), "push_subscription", ["person_id"], unique=False)
    op.create_table(
        "push_delivery",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("subscription_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(32), nullable=False),
        sa.Column("can_wait", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(state = 'SENDING') = (lease IS NOT NULL)", name=op.f("ck_push_delivery_sent_by_somebody")),
        sa.CheckConstraint(
            "(state IN ('QUEUED', 'SENDING')) = (done_at IS NULL)", name=op.f("ck_push_delivery_done_has_its_hour")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["inbox_notice.id"],
            name=op.f("fk_push_delivery_notice_id_inbox_notice"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["push_subscription.id"],
            name=op.f("fk_push_delivery_subscription_id_push_subscription"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_delivery")),
        sa.UniqueConstraint("notice_id", "subscription_id", name=op.f("uq_push_delivery_notice_id_subscription_id")),
    )
    op.create_index("ix_push_delivery_due", "push_delivery", ["state", "can_wait", "made_at"], unique=False)
    op.create_index("ix_push_delivery_topic", "push_delivery", ["subscription_id", "topic"], unique=False)


def downgrade() -> None:
    for table in ("push_delivery", "push_subscription", "push_choices", "push_service"):
        op.drop_table(table)
