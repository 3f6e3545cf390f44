"""What an identity provider says becomes a person here: found by its ``sub``, with the roles it tells."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from portal.accounts import actions as accounts
from portal.accounts import queries as people
from portal.accounts.actions import PersonDetails
from portal.accounts.models import Grant, Municipality, Person
from portal.core.db import db
from portal.core.errors import Refused
from portal.core.i18n import FALLBACK, N_
from portal.core.viewer import Role
from portal.keys import actions, queries
from portal.keys.openid import Identity
from portal.keys.providers import Provider


def person_of(provider: Provider, identity: Identity, now: datetime) -> Person | None:
    """Whom this identity is here, with the roles that the provider tells; None where they have no role any more.

    Raises `Refused` where it is nobody. Somebody is found by their ``sub``, to which they or their e-mail address
    were linked before.
    """
    municipality = people.municipality_called(provider.municipality)
    person = _linked(provider, identity) or (
        _first_time(provider, identity, municipality, now) if municipality else None
    )
    if municipality is None or person is None or person.municipality_id != municipality.id:
        raise Refused(N_("You are known there, but not here yet. Ask your beheerder for a link."))
    if provider.roles:
        _bring_roles_up_to_date(person, provider, identity, now)
    return queries.participant(person.id) if provider.for_participants else queries.person_at_work(person.id)


def _linked(provider: Provider, identity: Identity) -> Person | None:
    person_id = queries.linked(provider.issuer, identity.subject)
    return _active(person_id) if person_id else None


def _first_time(provider: Provider, identity: Identity, municipality: Municipality, now: datetime) -> Person | None:
    person = _by_email(identity, municipality) if provider.link_by_email else None
    if person is None and provider.create_people and _told(provider, identity) and identity.given_name:
        details = PersonDetails(identity.given_name, identity.family_name, FALLBACK)
        person = accounts.add_person(municipality.id, details, ())
    if person is not None:
        actions.link_openid(person, provider.issuer, identity.subject, now)
    return person


def _by_email(identity: Identity, municipality: Municipality) -> Person | None:
    person_id = queries.holder_of_name(identity.email) if identity.email else None
    person = _active(person_id) if person_id else None
    return person if person and person.municipality_id == municipality.id else None


def _active(person_id: UUID) -> Person | None:
    statement = select(Person).where(Person.id == person_id, Person.active)
    return db.session.scalar(statement.execution_options(scope="system: whom an identity provider vouches for"))


def _told(provider: Provider, identity: Identity) -> set[Role]:
    return {role for value, role in provider.roles.items() if value in identity.claimed}


def _bring_roles_up_to_date(person: Person, provider: Provider, identity: Identity, now: datetime) -> None:
    """Of the roles that the provider decides about, the person has those that it tells, and no other."""
    told = _told(provider, identity)
    mine = (Grant.person_id == person.id, Grant.municipality_id == person.municipality_id)
    held = set(db.session.scalars(select(Grant.role).where(*mine)))
    lost = held & set(provider.roles.values()) - told
    db.session.execute(delete(Grant).where(*mine, Grant.role.in_(lost)))
    for role in sorted(told - held):
        accounts.grant(person, person.municipality_id, role)
    if lost or told - held:
        accounts.leave_trace(None, person.id, "person.roles_changed", now)
