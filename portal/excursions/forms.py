"""The shape of a sign-up."""

from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # its types lag behind

from portal.core.forms import Form, OnceForm
from portal.excursions.models import Attendance, Need

MOST_CHILDREN = 6


class SignUpForm(OnceForm):
    """Come along, with how many children for the childcare and what is needed."""

    children = SelectField(
        choices=[SelectChoice(str(number)) for number in range(MOST_CHILDREN + 1)], coerce=int, default=0
    )
    needs = SelectMultipleField(choices=[SelectChoice(need.value) for need in Need])

    @property
    def wanted(self) -> frozenset[Need]:
        return frozenset(Need(value) for value in self.needs.data or ())


class AttendanceForm(Form):
    """Was somebody there: one of the two, or neither (taken back)."""

    attendance = SelectField(choices=[SelectChoice(value) for value in ("", *Attendance)])

    @property
    def marked(self) -> Attendance | None:
        return Attendance(self.attendance.data) if self.attendance.data else None
