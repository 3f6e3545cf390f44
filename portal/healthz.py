"""Is the house in order? For whoever watches over the installation; says nothing about people."""

from datetime import timedelta

from flask import Response, current_app, jsonify
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from portal.core import clock
from portal.core.access import ANYONE, Door
from portal.core.db import db
from portal.core.heartbeat import Heartbeat
from portal.push import queries as push

WORKER_SILENT_AFTER = timedelta(minutes=3)

door = Door("healthz", __name__)


@door.get("/healthz", open_to=ANYONE)
def healthz() -> tuple[Response, int]:
    """200 when database, migrations and worker are in order; 503 naming what is not."""
    wrong = problems()
    return jsonify({"ok": not wrong, "problems": wrong}), 503 if wrong else 200


def problems() -> list[str]:
    """What is not in order; empty when all is well.

    ``notices``: some should have gone to phones five minutes ago. ``vapid-key``: a push service refuses our key.
    """
    try:
        db.session.execute(select(1))
    except SQLAlchemyError:
        return ["database"]
    try:
        migrated = _is_migrated()
        beat = db.session.scalar(select(Heartbeat.at).where(Heartbeat.name == "worker"))
        late, refused = push.late(clock.now()), push.is_refused()
    except SQLAlchemyError:
        return ["migrations"]
    silent = beat is None or clock.now() - beat > WORKER_SILENT_AFTER
    wrong = {"migrations": not migrated, "worker": silent, "notices": bool(late), "vapid-key": refused}
    return [name for name, is_wrong in wrong.items() if is_wrong]


def _is_migrated() -> bool:
    alembic = current_app.extensions["alembic"]
    return {r.revision for r in alembic.current()} == {r.revision for r in alembic.heads()}
