"""Is the house in order, and whom to tell of a hole in it? For whoever watches over it; says nothing about people."""

from datetime import timedelta

from flask import Response, current_app, jsonify
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from portal.core import clock
from portal.core.access import ANYONE, Door
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.heartbeat import Heartbeat
from portal.messages import keys
from portal.push import queries as push

WORKER_SILENT_AFTER = timedelta(minutes=3)
SECURITY_TXT_LASTS = timedelta(days=180)
"""Less than a year, as RFC 9116 advises; each answer says it anew."""

door = Door("healthz", __name__)


@door.get("/healthz", open_to=ANYONE)
def healthz() -> tuple[Response, int]:
    """200 when database, migrations and worker are in order; 503 naming what is not."""
    wrong = problems()
    return jsonify({"ok": not wrong, "problems": wrong}), 503 if wrong else 200


@door.get("/.well-known/security.txt", open_to=ANYONE)
def security_txt() -> Response:
    """Whom to tell of a hole (RFC 9116); 404 where the installation names nobody."""
    settings = current_app.config["PORTAL"]
    if not settings.security_contact:
        raise NotFound
    lines = (
        f"Contact: {settings.security_contact}",
        f"Expires: {clock.now() + SECURITY_TXT_LASTS:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.base_url}/.well-known/security.txt",
    )
    return Response("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def problems() -> list[str]:
    """What is not in order; empty when all is well.

    ``notices``: some should have gone to phones five minutes ago. ``message-keys``: what people wrote cannot be
    opened. ``vapid-key``: a push service refuses our key.
    """
    try:
        db.session.execute(select(1))
    except SQLAlchemyError:
        return ["database"]
    try:
        migrated = _is_migrated()
        beat = db.session.scalar(select(Heartbeat.at).where(Heartbeat.name == "worker"))
        locked = not keys.fit()
        late, refused = push.late(clock.now()), push.is_refused()
    except SQLAlchemyError:
        return ["migrations"]
    silent = beat is None or clock.now() - beat > WORKER_SILENT_AFTER
    wrong = {
        "message-keys": locked,
        "migrations": not migrated,
        "worker": silent,
        "notices": bool(late),
        "vapid-key": refused,
    }
    return [name for name, is_wrong in wrong.items() if is_wrong]


def _is_migrated() -> bool:
    alembic = current_app.extensions["alembic"]
    return {r.revision for r in alembic.current()} == {r.revision for r in alembic.heads()}
