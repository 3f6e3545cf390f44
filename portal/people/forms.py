"""The shapes of what a beheerder sends."""

from datetime import date
from typing import Any
from uuid import UUID

from wtforms import HiddenField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # its types lag behind
from wtforms.validators import ValidationError

from portal.accounts.actions import PersonDetails
from portal.accounts.models import Person
from portal.core import clock
from portal.core.forms import AtLeast, AtMost, Form, OnceForm, Required, StringField, TextAreaField, Understood
from portal.core.i18n import FALLBACK, LANGUAGES, _
from portal.core.typed import a_date
from portal.core.viewer import CASE_ROLES, Role
from portal.people import typed
from portal.people.actions import Change, Home, Rights

LANGUAGE_CHOICES = [SelectChoice(code, language.own_name) for code, language in LANGUAGES.items()]
STAYS, NONE, NEW = "stays", "none", "new"


def _birth_date(words: str) -> date | None:
    return typed.birth_date(words, clock.today())


class PersonForm(OnceForm):
    """Everything a beheerder says of a person, on one page."""

    given_name = StringField(validators=[AtMost(100)])
    family_name = StringField(validators=[Required(), AtMost(100)])
    called = StringField(validators=[AtMost(100)])
    birth_date = StringField(validators=[Understood(_birth_date)])
    language = SelectField(choices=LANGUAGE_CHOICES, default="", validate_choice=False)
    phone = StringField(validators=[AtMost(40), Understood(typed.phone)])
    external_key = StringField(validators=[AtMost(40)])
    roles = SelectMultipleField(choices=[SelectChoice(role.value) for role in Role], validate_choice=False)
    answers_in = SelectMultipleField(choices=LANGUAGE_CHOICES, validate_choice=False)
    household = StringField(default=STAYS)
    household_name = StringField(validators=[AtMost(100)])
    version = HiddenField(default="1")

    def fill(self, person: Person, roles: set[Role], answers_in: set[str]) -> "PersonForm":
        """Show somebody as they are now."""
        for name in ("given_name", "family_name", "called", "language", "external_key", "phone"):
            self[name].data = getattr(person, name) or ""
        self.birth_date.data = f"{person.birth_date:%d-%m-%Y}" if person.birth_date else ""
        self.roles.data, self.answers_in.data = [*roles], [*answers_in]
        self.version.data = str(person.version)
        return self

    def validate_given_name(self, field: Any) -> None:
        """Some people have one name only, which is the family name in the BRP; something they must be called."""
        if not (field.data or self.called.data):
            raise ValidationError(_("Fill in the first name, or the name this person is called by."))

    def validate_language(self, field: Any) -> None:
        """A language must be chosen, and chosen knowingly: it decides what somebody can read."""
        if field.data not in LANGUAGES:
            raise ValidationError(_("Choose a language."))

    def validate_answers_in(self, field: Any) -> None:
        """Who answers questions does so in a language."""
        if Role.CULTUURVERBINDER in (self.roles.data or ()) and not field.data:
            raise ValidationError(_("Choose at least one language."))

    @property
    def seen_version(self) -> int:
        """The version that the page was made from; 0 for nonsense."""
        typed_version = self.version.data or ""
        return int(typed_version) if typed_version.isdecimal() and len(typed_version) < 9 else 0

    def details(self) -> PersonDetails:
        """Who this is; after the form was found good."""
        return PersonDetails(
            given_name=self.given_name.data or "",
            family_name=self.family_name.data or "",
            language=self.language.data or FALLBACK,
            called=self.called.data or "",
            birth_date=_birth_date(self.birth_date.data or ""),
            phone=typed.phone(self.phone.data or ""),
            external_key=self.external_key.data or None,
        )

    def change(self, lives_in: UUID | None) -> Change:
        """All of it; `lives_in` is where the person lives now, if they are to stay there."""
        roles = frozenset(role for role in Role if role in (self.roles.data or ()))
        rights = Rights(roles, frozenset(self.answers_in.data or ()))
        return Change(self.details(), rights, self._home(lives_in))

    def _home(self, lives_in: UUID | None) -> Home:
        choice = self.household.data
        if choice == NEW:
            return Home(new=True)
        if choice == NONE:
            return Home()
        try:
            return Home(UUID(choice or ""))
        except ValueError:
            return Home(lives_in)


class UrgentForm(OnceForm):
    """Why it cannot wait, and as what somebody opens the file."""

    role = SelectField(choices=[SelectChoice(role.value) for role in CASE_ROLES])
    reason = TextAreaField(validators=[Required(), AtLeast(10), AtMost(500)])


class HandOverForm(Form):
    """Who does it from which day on."""

    worker = SelectField(choices=[], validate_choice=False)
    since = StringField(validators=[Required(), Understood(a_date)])

    @property
    def day(self) -> date:
        return a_date(self.since.data or "") or clock.today()

    @property
    def chosen(self) -> tuple[UUID, Role] | None:
        """The worker and the role in which they are to work: ``<id>.<role>``."""
        identity, _dot, role = (self.worker.data or "").partition(".")
        try:
            worker = UUID(identity)
        except ValueError:
            return None
        return (worker, Role(role)) if role in CASE_ROLES else None

    def validate_worker(self, field: Any) -> None:
        """Somebody must be chosen."""
        if self.chosen is None:
            raise ValidationError(_("Choose somebody."))


class TownForm(Form):
    """What the municipality is called, and its general number."""

    name = StringField(validators=[Required(), AtMost(100)])
    phone = StringField(validators=[AtMost(40), Understood(typed.phone)])
