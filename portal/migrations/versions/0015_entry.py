"""Phones that wait to be confirmed, letters, what was typed when the portal locked, and how soon it locks."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("locking", sa.String(40), nullable=False, server_default="NORMAL"))
    with op.batch_alter_table("device") as table:
        table.add_column(sa.Column("waits", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("pictures", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("nickname", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("invitation") as table:
        table.add_column(sa.Column("way", sa.String(40), nullable=False, server_default="DESK"))
        table.add_column(sa.Column("wrong_years", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("ended_as", sa.String(40), nullable=True))
        table.add_column(sa.Column("language", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("device_id", sa.Uuid(), nullable=True))
        table.create_foreign_key(
            op.f("fk_invitation_device_id_device"), "device", ["device_id"], ["id"], ondelete="SET NULL"
        )
    op.create_table(
        "draft",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("sent", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_draft_device_id_device"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_draft_person_id_municipality_id_person"),
        ),
        sa.PrimaryKeyConstraint("device_id", "path", name=op.f("pk_draft")),
    )
    op.create_index(op.f("ix_draft_person_id"), "draft", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_draft_person_id"), table_name="draft")
    op.drop_table("draft")
    with op.batch_alter_table("invitation") as table:
        table.drop_constraint(op.f("fk_invitation_device_id_device"), type_="foreignkey")
        for column in ("device_id", "language", "ended_as", "wrong_years", "way"):
            table.drop_column(column)
    with op.batch_alter_table("device") as table:
        for column in ("nickname", "pictures", "waits"):
            table.drop_column(column)
    with op.batch_alter_table("person") as table:
        table.drop_column("locking")
