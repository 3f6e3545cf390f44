"""Everything the house knows about a person, from the rooms' offers and from every table about people."""

from typing import Any
from uuid import UUID

from sqlalchemy import Table, func, inspect, select

from portal.core import offers
from portal.core.db import Base, Personal, db
from portal.core.i18n import using
from portal.core.offers import Keep

SCOPE = {"scope": "system: rights of the person"}

SECRETS = {
    *("token_hash", "token_before", "pin_hash", "secret_hash", "salt", "file", "sealed", "pictures"),
    *("password_hash", "totp_secret", "code_hash", "credential_id", "public_key", "endpoint", "key", "auth"),
}
"""What lets somebody in is no knowledge about them, and a copy of it would be a danger."""


def everything(person_id: UUID, language: str) -> dict[str, Any]:
    """As plain JSON values: what each room says of the person, then every row about them, secrets left out.

    The rows are taken from the tables themselves, so that no room can forget one.
    """
    with using(language):
        rooms = {room.room: dict(room.export(person_id)) for room in offers.rooms() if room.export}
    return {"rooms": rooms, "records": records(person_id)}


def records(person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table about one person, by table."""
    found = {}
    for model in personal_models():
        statement = select(model).where(model.person_id == person_id).execution_options(**SCOPE)
        rows = [_values(row) for row in db.session.scalars(statement)]
        if rows:
            found[model.__tablename__] = rows
    return found


def number_of_records(person_id: UUID) -> int:
    """How many rows there are about a person, in one question."""
    counts: list[Any] = [
        select(func.count()).select_from(model).where(model.person_id == person_id).scalar_subquery()
        for model in personal_models()
    ]
    return db.session.scalar(select(sum(counts[1:], counts[0])).execution_options(**SCOPE)) or 0


def personal_models() -> list[Any]:
    """The classes of all tables about one person."""
    return [
        mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Personal) and isinstance(mapper.local_table, Table)
    ]


def kept_by_law(person_id: UUID) -> list[Keep]:
    """What the rooms must keep of a person who is erased."""
    return [keep for offer in offers.all_of("keep") for keep in offer(person_id)]


def _values(row: Any) -> dict[str, Any]:
    return {
        attribute.key: _plain(getattr(row, attribute.key))
        for attribute in inspect(type(row)).column_attrs
        if attribute.key not in SECRETS
    }


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
