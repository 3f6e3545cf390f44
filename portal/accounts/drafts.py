"""What somebody had typed when the portal locked: kept for that device alone, offered back after its PIN.

Two kinds: *typed*, which the page's script leaves when it locks and puts back into the form; and *sent*, a form that
arrived while the device was locked, which its person looks at and sends again. Neither is ever kept for a device that
is not known for certain: see `docs/decisions`, "What was typed survives the lock".
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from portal.accounts import queries, secrets
from portal.accounts.models import Draft
from portal.core.db import db
from portal.core.viewer import Viewer

LARGEST = 60_000
"""Characters. More than this is a file, not something typed."""
LONGEST_PATH = 300
NEVER_KEPT = frozenset({"pin", "present", "repeated", "secret", "password", "code", "credential"})
"""Names of fields with secrets: a form that has one is not kept at all."""
NOT_TYPED = frozenset({"csrf_token", "next", "once_key", "message_id"})

Fields = Sequence[tuple[str, str]]
"""Names and values, in the order of the form."""

OF = {"scope": "viewer: drafts of this device"}


@dataclass(frozen=True)
class Kept:
    """A draft, opened."""

    path: str
    fields: list[list[str]]

    @property
    def words(self) -> list[str]:
        """What its person will recognise: what they wrote, not what the form said for itself."""
        return [f[-1] for f in self.fields if f[0] not in NOT_TYPED and _is_written(f[-1])]


def _is_written(value: str) -> bool:
    return " " in value.strip() or not value.isascii()


def keep(token: str, path: str, fields: Fields | list[list[str]], now: datetime, *, sent: bool) -> bool:
    """Keep what was typed on a device; the newer one of the same page counts. False where it is nothing to keep."""
    names = {field[-2] for field in fields}
    body = json.dumps(fields)
    if not path.startswith("/") or len(path) > LONGEST_PATH or len(body) > LARGEST or names & NEVER_KEPT:
        return False
    if not any(value.strip() for *_, name, value in fields if name not in NOT_TYPED):
        return False
    device = queries.device_by_token(secrets.hashed(token))
    if device is None or device.waits:
        return False
    _forget(device.id, path)
    db.session.add(
        Draft(
            device_id=device.id,
            person_id=device.person_id,
            municipality_id=device.municipality_id,
            path=path,
            sent=sent,
            sealed=secrets.sealed(body, str(device.id)),
            at=now,
        )
    )
    return True


def sent(viewer: Viewer) -> Kept | None:
    """The newest form that arrived while the viewer's device was locked."""
    return _opened(_newest(viewer.device_id, sent=True))


def page_with_typed(token: str) -> str | None:
    """The page on which something was typed when this device locked, the newest first."""
    device = queries.device_by_token(secrets.hashed(token))
    draft = _newest(device.id, sent=False) if device else None
    return draft.path if draft else None


def take(viewer: Viewer, path: str) -> Kept | None:
    """Hand a draft back to its device, and keep it no longer."""
    draft = db.session.get(Draft, (viewer.device_id, path), execution_options=OF)
    if draft is None:
        return None
    kept = _opened(draft)
    _forget(viewer.device_id, path)
    return kept


def _newest(device_id: UUID, *, sent: bool) -> Draft | None:
    statement = select(Draft).where(Draft.device_id == device_id, Draft.sent.is_(sent)).order_by(Draft.at.desc())
    return db.session.scalar(statement.limit(1).execution_options(**OF))


def _opened(draft: Draft | None) -> Kept | None:
    body = secrets.unsealed(draft.sealed, str(draft.device_id)) if draft else None
    return Kept(draft.path, json.loads(body)) if draft and body else None


def _forget(device_id: UUID, path: str) -> None:
    statement = delete(Draft).where(Draft.device_id == device_id, Draft.path == path)
    db.session.execute(statement.execution_options(synchronize_session=False, **OF))
