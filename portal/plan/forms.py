"""The shapes of what a regisseur sends to keep a plan."""

from datetime import date
from typing import Any, cast

from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # its types lag behind
from wtforms.validators import ValidationError

from portal.core import clock
from portal.core.errors import Refused
from portal.core.forms import AtMost, Form, OnceForm, Required, StringField, Understood
from portal.core.i18n import N_, _
from portal.core.text import fold_digits
from portal.core.typed import a_date
from portal.plan.decisions import DecisionContent
from portal.plan.rules import Part
from portal.plan.standard import GOALS, STEPS
from portal.plan.terms import (
    Basis,
    Domain,
    HourKind,
    Level,
    MilestoneKind,
    Pillar,
    Reason,
    Regime,
    Route,
    Standing,
    Support,
    Who,
)

MOST_HOURS = 2_000
FIRST, LAST = date(1990, 1, 1), date(2099, 12, 31)


def a_number(typed: str) -> float | None:
    """Hours, with a comma or a point: 1,5; None for nothing. Raises `Refused` for what is no number of hours."""
    words = fold_digits(typed).strip().replace(",", ".")
    if not words:
        return None
    try:
        number = float(words)
    except ValueError:
        number = float("nan")
    if not -MOST_HOURS <= number <= MOST_HOURS:
        raise Refused(N_("Write a number of hours, like 1,5."))
    return number


def a_day(typed: str) -> date | None:
    """A day that a plan can be about; None for nothing. Raises `Refused` for others."""
    day = a_date(typed)
    if day is not None and not FIRST <= day <= LAST:
        raise Refused(N_("This day is too long ago, or too far away."))
    return day


def a_past_day(typed: str) -> date | None:
    """The same of something that has happened."""
    day = a_day(typed)
    if day is not None and day > clock.today():
        raise Refused(N_("This day is still to come."))
    return day


def _one_of(values: Any, *, empty: bool = False) -> list[SelectChoice]:
    return [SelectChoice(value) for value in ([""] if empty else []) + [each.value for each in values]]


class DayField(StringField):
    """A day as people write it; `day` is what was meant."""

    @property
    def day(self) -> date | None:
        """The day; None where nothing was typed. After the form was found good."""
        return a_day(self.data or "")

    def show(self, day: date | None) -> None:
        """Write a day in it."""
        self.data = f"{day:%d-%m-%Y}" if day else ""


class OpenForm(Form):
    """Under which act somebody integrates, and since when the municipality knows them."""

    regime = SelectField(choices=_one_of(Regime))
    registered_on = DayField(validators=[Understood(a_day)])


class OwnWordsForm(OnceForm):
    """A goal or a step in the participant's own words."""

    words = StringField(validators=[Required(), AtMost(200)])


class StandardGoalForm(OnceForm):
    """Which of its steps belong to it for this person, and until when."""

    steps = SelectMultipleField(choices=[SelectChoice(key) for key in STEPS])
    due_on = DayField(validators=[Understood(a_day)])


class OwnGoalForm(OnceForm):
    """A goal in words of the regisseur's own."""

    words = StringField(validators=[Required(), AtMost(200)])
    pillar = SelectField(choices=_one_of(Pillar))
    domain = SelectField(choices=_one_of(Domain))


class StepForm(OnceForm):
    """One more step: a standard one, or one in own words with who takes it."""

    block = SelectField(choices=[SelectChoice(""), *(SelectChoice(key) for key in STEPS)], default="")
    words = StringField(validators=[AtMost(200)])
    who = SelectField(choices=_one_of(Who), default=Who.PARTICIPANT.value)
    partner = StringField(validators=[AtMost(100)])
    basis = SelectField(choices=_one_of(Basis), default=Basis.VOLUNTARY.value)
    due_on = DayField(validators=[Understood(a_day)])

    def validate_words(self, field: Any) -> None:
        """Something must be asked for."""
        if not self.block.data and not field.data:
            raise ValidationError(_("Choose a step, or write one."))


class IntakeForm(OnceForm):
    """How it goes in each domain of life, a field for each of `Domain`; and the learning test."""

    held_on = DayField(validators=[Required(), Understood(a_past_day)])
    tested_on = DayField(validators=[Understood(a_past_day)])
    outcome = SelectField(choices=_one_of(Route, empty=True), default="")

    def validate_outcome(self, field: Any) -> None:
        """An outcome is one of a test."""
        if field.data and not self.tested_on.data:
            raise ValidationError(_("On which day was the test?"))

    @property
    def standings(self) -> dict[Domain, Standing]:
        """What was told, without the domains that were not talked about."""
        return {domain: Standing(self[domain.value].data) for domain in Domain if self[domain.value].data}


for _domain in Domain:
    setattr(IntakeForm, _domain.value, SelectField(choices=_one_of(Standing, empty=True), default=""))


class FirstGoalsForm(OnceForm):
    """The goals that are added at once, each with its steps."""

    goals = SelectMultipleField(choices=[SelectChoice(key) for key in GOALS], validators=[Required()])


class TalkForm(OnceForm):
    """What each of them writes down at a progress talk."""

    by_participant = StringField(validators=[AtMost(500)])
    by_regisseur = StringField(validators=[Required(), AtMost(500)])


class DueForm(Form):
    """Until when."""

    due_on = DayField(validators=[Understood(a_day)])


class DecisionForm(OnceForm):
    """A version of the decision, as it stands in the letter."""

    decided_on = DayField(validators=[Required(), Understood(a_day)])
    reason = SelectField(choices=_one_of(Reason, empty=True), validators=[Required()])
    route = SelectField(choices=_one_of(Route, empty=True), default="")
    level = SelectField(choices=_one_of(Level, empty=True), default="")
    provider = StringField(validators=[AtMost(100)])
    hours_per_week = StringField(validators=[Understood(a_number)])
    support = SelectMultipleField(choices=_one_of(Support))
    term_ends_on = DayField(validators=[Understood(a_day)])
    relief_from = DayField(validators=[Understood(a_day)])
    relief_until = DayField(validators=[Understood(a_day)])
    objection_until = DayField(validators=[Understood(a_day)])

    def fill(self, before: DecisionContent | None) -> "DecisionForm":
        """What goes on from the version before; its date, its reason and its objection are its own."""
        self.decided_on.show(clock.today())
        self.reason.data = ""
        if before is not None:
            self.route.data = before.route.value if before.route else ""
            self.level.data = before.level.value if before.level else ""
            self.provider.data = before.provider
            self.hours_per_week.data = f"{before.hours_per_week:g}".replace(".", ",") if before.hours_per_week else ""
            self.support.data = [each.value for each in before.support]
            for name in ("term_ends_on", "relief_from", "relief_until"):
                cast(DayField, self[name]).show(getattr(before, name))
        return self

    def resume(self, draft: DecisionContent) -> "DecisionForm":
        """A draft as it was left."""
        self.fill(draft)
        self.decided_on.show(draft.decided_on)
        self.reason.data = draft.reason.value
        self.objection_until.show(draft.objection_until)
        return self

    def validate_relief_until(self, field: Any) -> None:
        """The time in which bills are paid ends after it began."""
        self._in_order(self.relief_from, field)

    def validate_objection_until(self, field: Any) -> None:
        """One can object after the letter."""
        self._in_order(self.decided_on, field)

    def content(self, levels: dict[str, Level] | None) -> DecisionContent:
        """What the decision says; ``levels``: those of the version before, kept where no one level was chosen."""
        return DecisionContent(
            decided_on=self.decided_on.day or clock.today(),
            reason=Reason(self.reason.data),
            route=Route(self.route.data) if self.route.data else None,
            level=Level(self.level.data) if self.level.data else None,
            levels=None if self.level.data else levels,
            provider=self.provider.data or "",
            hours_per_week=a_number(self.hours_per_week.data or ""),
            support=frozenset(Support(each) for each in self.support.data or ()),
            term_ends_on=self.term_ends_on.day,
            relief_from=self.relief_from.day,
            relief_until=self.relief_until.day,
            objection_until=self.objection_until.day,
        )

    def _in_order(self, first: DayField, last: DayField) -> None:
        try:
            begins, ends = first.day, last.day
        except Refused:
            return  # said beside the field itself
        if begins and ends and ends < begins:
            raise ValidationError(_("This comes before the other one."))


class PartForm(Form):
    """Where in the journey."""

    part = SelectField(choices=_one_of(Part))


class HoursForm(OnceForm):
    """Hours that no roll call has, with the reason."""

    kind = SelectField(choices=_one_of(HourKind))
    hours = StringField(validators=[Required(), Understood(a_number)])
    on = DayField(validators=[Required(), Understood(a_day)])
    reason = StringField(validators=[Required(), AtMost(300)])


class MilestoneForm(Form):
    """Something that happened, and when."""

    milestone = SelectField(choices=_one_of(MilestoneKind))
    reached_on = DayField(validators=[Required(), Understood(a_day)])
