"""`portal municipality`, `person`, `invite` and `staff`: what no page can do, for it stands above municipalities.

With these a new installation gets its first people; everything after that has pages.
"""

import re
from uuid import UUID

import click
import segno
from flask import current_app
from sqlalchemy.exc import IntegrityError

from portal.accounts import actions, queries
from portal.accounts.actions import PersonDetails
from portal.core import clock, frame, text
from portal.core.errors import NotFound, Refused
from portal.core.i18n import LANGUAGES
from portal.core.viewer import STAFF_ROLES, Role
from portal.entry import actions as entry
from portal.keys import actions as keys
from portal.keys import openid
from portal.start import ready_app

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@click.group()
def municipality() -> None:
    """Municipalities of the region."""


@municipality.command(name="add")
@click.argument("slug")
@click.argument("name")
@click.option("--phone", default="", help="The general number of the town hall.")
def add_municipality(slug: str, name: str, phone: str) -> None:
    """Let a municipality join: SLUG is its short name for these commands, such as oude-ijsselstreek."""
    if not SLUG.fullmatch(slug):
        raise click.BadParameter("small letters, digits and hyphens only", param_hint="SLUG")
    with ready_app().app_context():
        try:
            with frame.change():
                actions.add_municipality(slug, _line(name, "NAME"), text.clean(phone))
        except IntegrityError:
            raise click.ClickException(f"There is a municipality {slug} already.") from None
    click.echo(f"{name} has joined, as {slug}.")


@click.group()
def person() -> None:
    """People of a municipality."""


@person.command(name="add")
@click.argument("municipality_slug", metavar="MUNICIPALITY")
@click.argument("given")
@click.argument("family")
@click.option("--role", type=click.Choice(sorted(Role)), default=Role.PARTICIPANT, show_default=True)
@click.option("--language", type=click.Choice(sorted(LANGUAGES)), default="nl", show_default=True)
@click.option("--phone", default="", help="Where this person can be called.")
def add_person(municipality_slug: str, given: str, family: str, role: str, language: str, phone: str) -> None:
    """Make a person known to a municipality, and print the id with which they are invited."""
    details = PersonDetails(_line(given, "GIVEN"), _line(family, "FAMILY"), language, phone=text.clean(phone))
    with ready_app().app_context(), frame.change():
        town = queries.municipality_called(municipality_slug)
        if town is None:
            raise click.ClickException(f"There is no municipality {municipality_slug}.")
        added = actions.add_person(town.id, details, (Role(role),))
    click.echo(added.id)


@click.command()
@click.argument("person_id", type=click.UUID)
def invite(person_id: UUID) -> None:
    """Show a code that a person scans with their phone. It lets one phone in, once, for ten minutes."""
    with ready_app().app_context():
        try:
            with frame.change():
                guest = queries.anybody(person_id)
                secret = entry.invite_without_actor(guest, None, clock.now()).secret
        except NotFound:
            raise click.ClickException(f"Nobody with the id {person_id} can be let in.") from None
        link = f"{current_app.config['BASE_URL']}/welcome#{secret}"
        click.echo(f"For {guest.full_name}, once, within ten minutes; staff then confirm it under People:\n\n{link}\n")
    segno.make_qr(link, error="m").terminal(border=2, compact=True)


@click.group()
def staff() -> None:
    """Colleagues who sign in to the portal."""


@staff.command(name="invite")
@click.argument("municipality_slug", metavar="MUNICIPALITY")
@click.argument("email")
@click.option("--given", default="", help="Given name, for somebody who is not known yet.")
@click.option("--family", default="", help="Family name, for somebody who is not known yet.")
@click.option("--role", type=click.Choice(sorted(STAFF_ROLES)), default=Role.BEHEERDER, show_default=True)
def invite_staff(municipality_slug: str, email: str, given: str, family: str, role: str) -> None:
    """Make a link with which a colleague chooses their own keys: for the first beheerder, and for who lost them."""
    with ready_app().app_context():
        try:
            with frame.change():
                secret = keys.link_from_terminal(municipality_slug, email, (given, family), Role(role), clock.now())
        except Refused as refusal:
            raise click.ClickException(refusal.message) from None
        link = f"{current_app.config['BASE_URL']}/staff/set-up#{secret}"
    click.echo(f"Give this link to {email} yourself. It works once, and for a day:\n\n{link}")


@click.group(name="openid")
def identity() -> None:
    """People who sign in at an identity provider."""


@identity.command(name="link")
@click.argument("slug")
@click.argument("person_id", metavar="PERSON", type=click.UUID)
@click.argument("subject")
def link_openid(slug: str, person_id: UUID, subject: str) -> None:
    """Tell who somebody is at a provider: a participant, whom no e-mail address and no page of theirs links."""
    with ready_app().app_context():
        try:
            with frame.change():
                keys.link_openid(queries.anybody(person_id), openid.provider(slug).issuer, subject, clock.now())
        except NotFound:
            raise click.ClickException(f"There is no provider {slug}, or nobody with this number.") from None
        except Refused as refusal:
            raise click.ClickException(refusal.message) from None
    click.echo("Linked.")


def _line(given: str, what: str) -> str:
    """One line of words that says something."""
    cleaned = text.clean(given)
    if not cleaned:
        raise click.BadParameter("must not be empty", param_hint=what)
    return cleaned
