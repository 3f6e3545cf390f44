"""Groups, meetings and who takes part."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "meeting_group",
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_meeting_group_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_group")),
        sa.UniqueConstraint("id", "municipality_id", name=op.f("uq_meeting_group_id_municipality_id")),
        sa.UniqueConstraint("municipality_id", "name", name=op.f("uq_meeting_group_municipality_id_name")),
    )
    op.create_table(
        "place",
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("town", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_place_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        sa.UniqueConstraint("id", "municipality_id", name=op.f("uq_place_id_municipality_id")),
        sa.UniqueConstraint("municipality_id", "name", name=op.f("uq_place_municipality_id_name")),
    )
    op.create_table(
        "membership",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_membership_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["group_id", "municipality_id"],
            ["meeting_group.id", "meeting_group.municipality_id"],
            name=op.f("fk_membership_group_id_municipality_id_meeting_group"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_membership_person_id_municipality_id_person"),
        ),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_person_id"), "membership", ["person_id"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title_id", sa.Uuid(), nullable=True),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("bring_id", sa.Uuid(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("online_link", sa.String(), nullable=False),
        sa.Column("by_phone", sa.Boolean(), nullable=False),
        sa.Column("at_home", sa.Boolean(), nullable=False),
        sa.Column("interpreter", sa.String(), nullable=False),
        sa.Column("childcare", sa.Boolean(), nullable=False),
        sa.Column("leader_id", sa.Uuid(), nullable=True),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("host_phone", sa.String(), nullable=False),
        sa.Column("counts_for", sa.String(40), nullable=True),
        sa.Column("counts_minutes", sa.Integer(), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_because_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "place_id IS NOT NULL OR by_phone OR at_home OR online_link <> ''", name=op.f("ck_meeting_held_somewhere")
        ),
        sa.CheckConstraint("NOT (at_home AND place_id IS NOT NULL)", name=op.f("ck_meeting_at_home_is_nowhere_else")),
        sa.CheckConstraint(
            "NOT (by_phone AND (at_home OR place_id IS NOT NULL))", name=op.f("ck_meeting_by_phone_is_nowhere")
        ),
        sa.CheckConstraint(
            "cancelled_because_id IS NULL OR cancelled_at IS NOT NULL", name=op.f("ck_meeting_reason_of_cancelling")
        ),
        sa.CheckConstraint(
            "counts_for IS NOT NULL OR counts_minutes = 0", name=op.f("ck_meeting_minutes_count_for_something")
        ),
        sa.CheckConstraint("counts_minutes >= 0", name=op.f("ck_meeting_counts_no_less_than_nothing")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_meeting_ends_after_start")),
        sa.ForeignKeyConstraint(["about_id"], ["text.id"], name=op.f("fk_meeting_about_id_text")),
        sa.ForeignKeyConstraint(["bring_id"], ["text.id"], name=op.f("fk_meeting_bring_id_text")),
        sa.ForeignKeyConstraint(
            ["cancelled_because_id"], ["text.id"], name=op.f("fk_meeting_cancelled_because_id_text")
        ),
        sa.ForeignKeyConstraint(
            ["group_id", "municipality_id"],
            ["meeting_group.id", "meeting_group.municipality_id"],
            name=op.f("fk_meeting_group_id_municipality_id_meeting_group"),
        ),
        sa.ForeignKeyConstraint(["leader_id"], ["person.id"], name=op.f("fk_meeting_leader_id_person")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_meeting_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(
            ["place_id", "municipality_id"],
            ["place.id", "place.municipality_id"],
            name=op.f("fk_meeting_place_id_municipality_id_place"),
        ),
        sa.ForeignKeyConstraint(["title_id"], ["text.id"], name=op.f("fk_meeting_title_id_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("id", "municipality_id", "starts_at", name=op.f("uq_meeting_id_municipality_id_starts_at")),
    )
    op.create_index("ix_meeting_group_id_starts_at", "meeting", ["group_id", "starts_at"], unique=False)
    op.create_index("ix_meeting_municipality_id_starts_at", "meeting", ["municipality_id", "starts_at"], unique=False)
    op.create_table(
        "participation",
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attendance", sa.String(40), nullable=True),
        sa.Column("minutes_late", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("marked_by", sa.Uuid(), nullable=True),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(attendance IS NULL) = (marked_at IS NULL)", name=op.f("ck_participation_marked_when")),
        sa.CheckConstraint("minutes_late >= 0", name=op.f("ck_participation_not_late_before_the_start")),
        sa.ForeignKeyConstraint(["marked_by"], ["person.id"], name=op.f("fk_participation_marked_by_person")),
        sa.ForeignKeyConstraint(
            ["meeting_id", "municipality_id", "starts_at"],
            ["meeting.id", "meeting.municipality_id", "meeting.starts_at"],
            name=op.f("fk_participation_meeting_id_municipality_id_starts_at_meeting"),
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_participation_person_id_municipality_id_person"),
        ),
        sa.PrimaryKeyConstraint("meeting_id", "person_id", name=op.f("pk_participation")),
    )
    op.create_index("ix_participation_person_id_starts_at", "participation", ["person_id", "starts_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_participation_person_id_starts_at", table_name="participation")
    op.drop_table("participation")
    op.drop_index("ix_meeting_municipality_id_starts_at", table_name="meeting")
    op.drop_index("ix_meeting_group_id_starts_at", table_name="meeting")
    op.drop_table("meeting")
    op.drop_index(op.f("ix_membership_person_id"), table_name="membership")
    op.drop_table("membership")
    op.drop_table("place")
    op.drop_table("meeting_group")
