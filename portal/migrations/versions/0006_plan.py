"""Plans, decisions, goals and steps."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan",
        sa.Column("regime", sa.String(40), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("part", sa.String(40), nullable=True),
        sa.Column("part_since", sa.Date(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_plan_person_id_municipality_id_person"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("id", "person_id", name=op.f("uq_plan_id_person_id")),
        sa.UniqueConstraint("person_id", "municipality_id", name=op.f("uq_plan_person_id_municipality_id")),
    )
    op.create_index(op.f("ix_plan_person_id"), "plan", ["person_id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("route", sa.String(40), nullable=True),
        sa.Column("reading", sa.String(40), nullable=True),
        sa.Column("listening", sa.String(40), nullable=True),
        sa.Column("writing", sa.String(40), nullable=True),
        sa.Column("speaking", sa.String(40), nullable=True),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("hours_per_week", sa.Double(), nullable=True),
        sa.Column("term_starts_on", sa.Date(), nullable=True),
        sa.Column("term_ends_on", sa.Date(), nullable=True),
        sa.Column("relief_from", sa.Date(), nullable=True),
        sa.Column("relief_until", sa.Date(), nullable=True),
        sa.Column("duties", sa.JSON(), nullable=False),
        sa.Column("support", sa.JSON(), nullable=False),
        sa.Column("objection_until", sa.Date(), nullable=True),
        sa.Column("text_id", sa.Uuid(), nullable=True),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state IN ('DRAFT', 'DISCUSSED') OR decided_on IS NOT NULL", name=op.f("ck_decision_set_on_a_day")
        ),
        sa.CheckConstraint(
            "relief_until IS NULL OR relief_until >= relief_from", name=op.f("ck_decision_relief_in_order")
        ),
        sa.CheckConstraint(
            "term_ends_on IS NULL OR term_ends_on >= term_starts_on", name=op.f("ck_decision_term_in_order")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_decision_made_by_person")),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_decision_person_id_municipality_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "person_id"], ["plan.id", "plan.person_id"], name=op.f("fk_decision_plan_id_person_id_plan")
        ),
        sa.ForeignKeyConstraint(["text_id"], ["text.id"], name=op.f("fk_decision_text_id_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_decision_plan_id_number")),
    )
    op.create_index(op.f("ix_decision_person_id"), "decision", ["person_id"], unique=False)
    op.create_index(
        "uq_decision_set",
        "decision",
        ["plan_id"],
        unique=True,
        sqlite_where=sa.text("state = 'SET'"),
        postgresql_where=sa.text("state = 'SET'"),
    )
    op.create_table(
        "goal",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("pillar", sa.String(40), nullable=False),
        sa.Column("domain", sa.String(40), nullable=False),
        sa.Column("title_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_goal_made_by_person")),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_goal_person_id_municipality_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "person_id"], ["plan.id", "plan.person_id"], name=op.f("fk_goal_plan_id_person_id_plan")
        ),
        sa.ForeignKeyConstraint(["title_id"], ["text.id"], name=op.f("fk_goal_title_id_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sa.UniqueConstraint("id", "person_id", name=op.f("uq_goal_id_person_id")),
    )
    op.create_index(op.f("ix_goal_person_id"), "goal", ["person_id"], unique=False)
    op.create_index("ix_goal_plan_id_pillar", "goal", ["plan_id", "pillar", "position"], unique=False)
    op.create_table(
        "hand_hours",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("minutes <> 0", name=op.f("ck_hand_hours_some_time")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_hand_hours_made_by_person")),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_hand_hours_person_id_municipality_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "person_id"], ["plan.id", "plan.person_id"], name=op.f("fk_hand_hours_plan_id_person_id_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_hours")),
    )
    op.create_index(op.f("ix_hand_hours_person_id"), "hand_hours", ["person_id"], unique=False)
    op.create_table(
        "milestone",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_milestone_made_by_person")),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_milestone_person_id_municipality_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "person_id"], ["plan.id", "plan.person_id"], name=op.f("fk_milestone_plan_id_person_id_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("plan_id", "kind", name=op.f("uq_milestone_plan_id_kind")),
    )
    op.create_index(op.f("ix_milestone_person_id"), "milestone", ["person_id"], unique=False)
    op.create_table(
        "plan_change",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_plan_change_actor_id_person")),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_plan_change_person_id_municipality_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "person_id"], ["plan.id", "plan.person_id"], name=op.f("fk_plan_change_plan_id_person_id_plan")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_change")),
    )
    op.create_index(op.f("ix_plan_change_person_id"), "plan_change", ["person_id"], unique=False)
    op.create_index("ix_plan_change_plan_id_at", "plan_change", ["plan_id", "at"], unique=False)
    op.create_table(
        "step",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=False),
        sa.Column("title_id", sa.Uuid(), nullable=False),
        sa.Column("who", sa.String(40), nullable=False),
        sa.Column("partner", sa.String(), nullable=False),
        sa.Column("basis", sa.String(40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(state = 'DONE') = (done_at IS NOT NULL)", name=op.f("ck_step_done_at_a_moment")),
        sa.CheckConstraint("(state = 'DONE') = (done_by IS NOT NULL)", name=op.f("ck_step_done_by_somebody")),
        sa.ForeignKeyConstraint(["done_by"], ["person.id"], name=op.f("fk_step_done_by_person")),
        sa.ForeignKeyConstraint(
            ["goal_id", "person_id"], ["goal.id", "goal.person_id"], name=op.f("fk_step_goal_id_person_id_goal")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_step_made_by_person")),
        sa.ForeignKeyConstraint(
            ["person_id", "municipality_id"],
            ["person.id", "person.municipality_id"],
            name=op.f("fk_step_person_id_municipality_id_person"),
        ),
        sa.ForeignKeyConstraint(
            ["plan_id", "person_id"], ["plan.id", "plan.person_id"], name=op.f("fk_step_plan_id_person_id_plan")
        ),
        sa.ForeignKeyConstraint(["title_id"], ["text.id"], name=op.f("fk_step_title_id_text")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
    )
    op.create_index("ix_step_goal_id", "step", ["goal_id", "position"], unique=False)
    op.create_index(op.f("ix_step_person_id"), "step", ["person_id"], unique=False)
    op.create_index("ix_step_plan_id_state", "step", ["plan_id", "state", "due_on"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_step_plan_id_state", table_name="step")
    op.drop_index(op.f("ix_step_person_id"), table_name="step")
    op.drop_index("ix_step_goal_id", table_name="step")
    op.drop_table("step")
    op.drop_index("ix_plan_change_plan_id_at", table_name="plan_change")
    op.drop_index(op.f("ix_plan_change_person_id"), table_name="plan_change")
    op.drop_table("plan_change")
    op.drop_index(op.f("ix_milestone_person_id"), table_name="milestone")
    op.drop_table("milestone")
    op.drop_index(op.f("ix_hand_hours_person_id"), table_name="hand_hours")
    op.drop_table("hand_hours")
    op.drop_index("ix_goal_plan_id_pillar", table_name="goal")
    op.drop_index(op.f("ix_goal_person_id"), table_name="goal")
    op.drop_table("goal")
    op.drop_index(
        "uq_decision_set",
        table_name="decision",
        sqlite_where=sa.text("state = 'SET'"),
        postgresql_where=sa.text("state = 'SET'"),
    )
    op.drop_index(op.f("ix_decision_person_id"), table_name="decision")
    op.drop_table("decision")
    op.drop_index(op.f("ix_plan_person_id"), table_name="plan")
    op.drop_table("plan")
