"""What the rights give the house."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import delete, select

from portal.core import clock, frame
from portal.core.db import db, let_go
from portal.core.i18n import N_, _
from portal.core.offers import MenuEntry, Offers, Todo
from portal.core.viewer import Viewer
from portal.rights import actions, copy, queries
from portal.rights.models import Erasure, Export, Kept

SCOPE = {"scope": "system: rights of the person"}


def todo(viewer: Viewer) -> list[Todo]:
    """For the beheerder: who asked to be erased."""
    waiting = queries.erasures_waiting(viewer)
    return [Todo(_("People who want to be erased"), waiting, "/erasures", "trash")] if waiting else []


def export(person_id: UUID) -> dict[str, Any]:
    """That the person asked for copies, and whether they want to be erased."""
    copies = db.session.scalars(select(Export).where(Export.person_id == person_id).execution_options(**SCOPE))
    wish = db.session.scalar(select(Erasure).where(Erasure.person_id == person_id).execution_options(**SCOPE))
    return {
        "copies": [{"at": each.asked_at.isoformat()} for each in copies],
        "erasure_asked": wish.asked_at.isoformat() if wish else None,
    }


def erase(person_id: UUID) -> None:
    """Removes a person's copies with their files, and their wish."""
    files = db.session.scalars(select(Export.file).where(Export.person_id == person_id).execution_options(**SCOPE))
    _remove_later(list(files))
    for model in (Export, Erasure):
        db.session.execute(delete(model).where(model.person_id == person_id).execution_options(**SCOPE))


def _exports(before: datetime, really: bool) -> int:
    spent = queries.spent_exports(before)
    if really:
        _remove_later([each.file for each in spent])
        for each in spent:
            db.session.delete(each)
        db.session.flush()
        left = db.session.scalars(select(Export.file).execution_options(scope="system: retention")).all()
        copy.remove_lost({*left, *(each.file for each in spent)})
    return len(spent)


def _kept(before: datetime, really: bool) -> int:
    return let_go(Kept, Kept.until < clock.today(), really)


def _remove_later(files: list[str]) -> None:
    """Files go when the rows are surely gone."""

    def remove() -> None:
        for file in files:
            copy.remove(file)

    frame.after_commit(remove)


def _restored(now: datetime) -> None:
    actions.after_a_backup(current_app.config["PORTAL"].data_dir, now)


OFFERS = Offers(
    room="rights",
    rights_menu=MenuEntry("rights.my_data", N_("What we keep about you"), "shield"),
    todo=todo,
    export=export,
    erase=erase,
    retention={"rights.exports": _exports, "rights.kept": _kept},
    restored=_restored,
)
