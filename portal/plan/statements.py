"""What is asked of the database about plans, built once. Without `MAY_SEE` or `KEEPS` only by the id of a plan seen.

The viewer and the day come in as values (`sight.eyes`).
"""

from sqlalchemy import bindparam, case, func, or_, select

from portal.accounts import sight
from portal.accounts.models import Grant, Person
from portal.core.viewer import Role
from portal.plan.models import Decision, Goal, HandHours, Milestone, Plan, Step
from portal.plan.terms import DecisionState, GoalState, StepState, Who

KEEPS = sight.has_case(Plan.person_id, Role.REGISSEUR)
"""The viewer is the person's regisseur today."""

MAY_SEE = or_(Plan.person_id == bindparam("viewer"), KEEPS)

DATES = (
    Plan.regime,
    Plan.registered_on,
    Decision.decided_on,
    Decision.route,
    Decision.duties,
    Decision.term_starts_on,
    Decision.term_ends_on,
    Decision.relief_from,
    Decision.relief_until,
)
"""What the clocks of a plan are computed from (`clocks.facts_of`), hours and milestones aside."""
IS_SET = (Decision.plan_id == Plan.id) & (Decision.state == DecisionState.SET)

PLAN = (
    select(
        *DATES,
        Plan.id,
        Plan.person_id,
        Plan.part,
        Decision.number,
        Decision.reading,
        Decision.listening,
        Decision.writing,
        Decision.speaking,
        Decision.provider,
        Decision.hours_per_week,
        Decision.support,
        Decision.objection_until,
    )
    .outerjoin(Decision, IS_SET)
    .where(Plan.person_id == bindparam("person"), MAY_SEE)
    .execution_options(scope="viewer: my plan, or of whom I am regisseur")
)

DECIDED = (
    select(Decision)
    .join(Plan, Plan.id == Decision.plan_id)
    .where(Decision.person_id == bindparam("person"), Decision.state == DecisionState.SET, MAY_SEE)
    .execution_options(scope="viewer: my plan, or of whom I am regisseur")
)

MILESTONES = (
    select(Milestone.kind, Milestone.on)
    .where(Milestone.plan_id == bindparam("plan"))
    .execution_options(scope="viewer: of a plan I may see")
)

COUNTS = (
    select(Goal.pillar, func.count().label("number"))
    .where(Goal.plan_id == bindparam("plan"), Goal.state == GoalState.OPEN)
    .group_by(Goal.pillar)
    .execution_options(scope="viewer: of a plan I may see")
)

KEPT_GOALS = (
    select(Goal.id, Goal.pillar, Goal.domain, Goal.title_id, Goal.state)
    .where(Goal.plan_id == bindparam("plan"))
    .order_by(Goal.pillar, Goal.position)
    .execution_options(scope="viewer: of a plan I may see")
)
"""Those too that no longer fit, for who keeps the plan."""
GOALS = KEPT_GOALS.where(Goal.state != GoalState.DROPPED)
PILLAR_GOALS = GOALS.where(Goal.pillar == bindparam("pillar"))

_STEPS = (
    select(
        Step.id,
        Step.goal_id,
        Step.title_id,
        Step.who,
        Step.partner,
        Step.due_on,
        Step.state,
        Step.person_id,
        Step.wish,
        Step.made_by,
        Goal.pillar,
        Goal.title_id.label("goal_title_id"),
    )
    .join(Goal, Goal.id == Step.goal_id)
    .where(Step.state != StepState.DROPPED)
)

STEPS = (
    _STEPS.where(Step.plan_id == bindparam("plan"))
    .order_by(Step.position)
    .execution_options(scope="viewer: of a plan I may see")
)
PILLAR_STEPS = STEPS.where(Goal.pillar == bindparam("pillar"), Goal.state != GoalState.DROPPED)

OPEN_STEPS = (
    STEPS.where(Step.state.in_((StepState.OPEN, StepState.DOING)), Goal.state == GoalState.OPEN)
    .order_by(None)
    .order_by(case((Step.due_on.is_(None), 1), else_=0), Step.due_on, Goal.position, Step.position)
)
NEXT_STEP = OPEN_STEPS.where(Step.who == Who.PARTICIPANT).limit(1)

MY_PLAN_ID = select(Plan.id).where(Plan.person_id == bindparam("viewer")).execution_options(scope="viewer: my own plan")

STEP = (
    _STEPS.join(Plan, Plan.id == Step.plan_id)
    .where(Step.id == bindparam("step"), MAY_SEE)
    .execution_options(scope="viewer: a step of my plan, or of whom I am regisseur")
)

HAND_HOURS = (
    select(HandHours.kind, func.sum(HandHours.minutes))
    .join(Plan, Plan.id == HandHours.plan_id)
    .where(HandHours.person_id == bindparam("person"), MAY_SEE)
    .group_by(HandHours.kind)
    .execution_options(scope="viewer: of my plan, or of whom I am regisseur")
)

KEPT_PLAN = (
    select(Plan)
    .where(Plan.person_id == bindparam("person"), KEEPS)
    .with_for_update()
    .execution_options(scope="viewer: of whom I am regisseur, to change it")
)

STEP_TO_CHANGE = (
    select(Step)
    .join(Plan, Plan.id == Step.plan_id)
    .join(Goal, Goal.id == Step.goal_id)
    .where(Step.id == bindparam("step"), Step.state != StepState.DROPPED, Goal.state == GoalState.OPEN, MAY_SEE)
    .with_for_update(of=Step)
    .execution_options(scope="viewer: a step of my plan, or of whom I am regisseur, to change it")
)

KEEPS_PERSON = (
    select(Person.municipality_id)
    .where(Person.id == bindparam("person"), sight.has_case(Person.id, Role.REGISSEUR))
    .with_for_update(of=Person, key_share=True)
    .execution_options(scope="viewer: of whom I am regisseur, to begin a plan")
)

LACKS_PLAN = (
    select(Person.id)
    .join(Grant, (Grant.person_id == Person.id) & (Grant.role == Role.PARTICIPANT))
    .outerjoin(Plan, Plan.person_id == Person.id)
    .where(Person.id == bindparam("person"), Plan.id.is_(None), sight.has_case(Person.id, Role.REGISSEUR))
    .execution_options(scope="viewer: of whom I am regisseur")
)

NEXT_NUMBER = (
    select(func.coalesce(func.max(Decision.number), 0) + 1)
    .where(Decision.plan_id == bindparam("plan"))
    .execution_options(scope="viewer: of a plan locked for a change")
)
SET_VERSION = (
    select(Decision)
    .where(Decision.plan_id == bindparam("plan"), Decision.state == DecisionState.SET)
    .execution_options(scope="viewer: of a plan locked for a change")
)
MY_GOAL = (
    select(Goal)
    .where(Goal.id == bindparam("goal"), Goal.person_id == bindparam("viewer"), Goal.state == GoalState.OPEN)
    .with_for_update()
    .execution_options(scope="viewer: a goal of mine, to change it")
)
MY_OWN_PLAN = (
    select(Plan)
    .where(Plan.person_id == bindparam("viewer"))
    .with_for_update()
    .execution_options(scope="viewer: my own plan, to change it")
)
KEPT_GOAL = (
    select(Goal)
    .join(Plan, Plan.id == Goal.plan_id)
    .where(Goal.id == bindparam("goal"), KEEPS)
    .with_for_update(of=Goal)
    .execution_options(scope="viewer: a goal of whom I am regisseur, to change it")
)
