"""Excursions and who signed up."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "excursion",
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("title_id", sa.Uuid(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("bring_id", sa.Uuid(), nullable=True),
        sa.Column("icon", sa.String(), nullable=False),
        sa.Column("departs_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("meeting_name", sa.String(), nullable=False),
        sa.Column("meeting_address", sa.String(), nullable=False),
        sa.Column("place_name", sa.String(), nullable=False),
        sa.Column("place_address", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("sign_up_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("counts_for", sa.String(40), nullable=False),
        sa.Column("children_welcome", sa.Boolean(), nullable=False),
        sa.Column("childcare_places", sa.Integer(), nullable=False),
        sa.Column("food", sa.String(40), nullable=False),
        sa.Column("free", sa.Boolean(), nullable=False),
        sa.Column("accessible", sa.Boolean(), nullable=False),
        sa.Column("companion_id", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "capacity >= 1 AND minimum >= 0 AND minimum <= capacity", name=op.f("ck_excursion_capacity")
        ),
        sa.CheckConstraint(
            "departs_at <= starts_at AND starts_at < ends_at", name=op.f("ck_excursion_in_order_of_time")
        ),
        sa.CheckConstraint("minutes >= 0 AND childcare_places >= 0", name=op.f("ck_excursion_no_negatives")),
        sa.CheckConstraint("sign_up_until <= departs_at", name=op.f("ck_excursion_sign_up_before_departure")),
        sa.ForeignKeyConstraint(["about_id"], ["text.id"], name=op.f("fk_excursion_about_id_text")),
        sa.ForeignKeyConstraint(["bring_id"], ["text.id"], name=op.f("fk_excursion_bring_id_text")),
        sa.ForeignKeyConstraint(
            ["companion_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_excursion_companion_id_municipality_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_excursion_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["title_id"], ["text.id"], name=op.f("fk_excursion_title_id_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excursion")),
        sa.UniqueConstraint("id", "municipality_id", name=op.f("uq_excursion_id_municipality_id")),
    )
    op.create_index(
        "ix_excursion_municipality_id_departs_at", "excursion", ["municipality_id", "departs_at"], unique=False
    )
    op.create_index(
        "ix_excursion_municipality_id_published_at", "excursion", ["municipality_id", "published_at"], unique=False
    )
    op.create_table(
        "excursion_signup",
        sa.Column("excursion_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("needs_transport", sa.Boolean(), nullable=False),
        sa.Column("needs_wheelchair", sa.Boolean(), nullable=False),
        sa.Column("needs_food", sa.Boolean(), nullable=False),
        sa.Column("attendance", sa.String(40), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "attendance IS NULL OR state = 'SIGNED_UP'", name=op.f("ck_excursion_signup_attendance_needs_a_place")
        ),
        sa.CheckConstraint("children >= 0", name=op.f("ck_excursion_signup_children")),
        sa.ForeignKeyConstraint(
            ["excursion_id", "municipality_id"],
            ["excursion.id", "excursion.municipality_id"],
            name=op.f("fk_excursion_signup_excursion_id_municipality_id_excursion"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_excursion_signup_person_id_municipality_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excursion_signup")),
        sa.UniqueConstraint("excursion_id", "person_id", name=op.f("uq_excursion_signup_excursion_id_person_id")),
        sa.UniqueConstraint("excursion_id", "turn", name=op.f("uq_excursion_signup_excursion_id_turn")),
    )
    op.create_index(
        "ix_excursion_signup_excursion_id_state_turn",
        "excursion_signup",
        ["excursion_id", "state", "turn"],
        unique=False,
    )
    op.create_index(op.f("ix_excursion_signup_person_id"), "excursion_signup", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_excursion_signup_person_id"), table_name="excursion_signup")
    op.drop_index("ix_excursion_signup_excursion_id_state_turn", table_name="excursion_signup")
    op.drop_table("excursion_signup")
    op.drop_index("ix_excursion_municipality_id_published_at", table_name="excursion")
    op.drop_index("ix_excursion_municipality_id_departs_at", table_name="excursion")
    op.drop_table("excursion")
