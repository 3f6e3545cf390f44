"""`portal retention` and `portal kept`."""

import json
from pathlib import Path
from uuid import UUID

import click
from flask import current_app
from sqlalchemy import select

from portal.core import clock, frame
from portal.core.db import db
from portal.core.settings import SettingsError
from portal.rights import retention as rules
from portal.rights import seal
from portal.rights.models import Kept

SCOPE = {"scope": "system: the command line"}


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would go, by kind and number.")
def retention(dry_run: bool) -> None:
    """Let go what was kept long enough."""
    folder: Path = current_app.config["PORTAL"].data_dir
    try:
        counts = rules.overdue(folder, clock.now())
        periods = rules.periods(folder)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    for key, number in counts.items():
        if not dry_run:
            with frame.change():
                number = rules.carry_out(key, folder, clock.now())
        rule = rules.RULES.get(key)
        kept = f"{periods[key].days} days after {rule.since}" if rule else "until its own end date"
        click.echo(f"{number:7} {key}: kept {kept}")


@click.group()
def kept() -> None:
    """What the law makes the municipality keep of people who were erased."""


@kept.command(name="list")
def show() -> None:
    """Say what there is and until when, without its content."""
    for row in db.session.scalars(select(Kept).order_by(Kept.until).execution_options(**SCOPE)):
        click.echo(f"{row.id}  {row.what}  until {row.until}  {row.ground}")


@kept.command(name="open")
@click.argument("record", type=click.UUID)
def unseal(record: UUID) -> None:
    """Print one record. Who does this answers for it to the municipality's privacy officer."""
    row = db.session.scalar(select(Kept).where(Kept.id == record).execution_options(**SCOPE))
    if row is None:
        raise click.ClickException("There is no such record.")
    click.echo(json.dumps(json.loads(seal.kept().decrypt(row.sealed.encode())), indent=1, ensure_ascii=False))
