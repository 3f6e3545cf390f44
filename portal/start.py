"""Starting the portal for a command: one clear line where it cannot be."""

import click
from flask import Flask

from portal import create_app, healthz
from portal.core.settings import Settings, SettingsError, from_environment

NOT_READY = {
    "database": "The database cannot be reached.",
    "migrations": "The database does not have its newest form. First: portal migrate",
    "message-keys": "What people wrote cannot be opened: message-keys is not the file it was sealed with.",
}


def app(settings: Settings | None = None) -> Flask:
    """The portal, whatever the state of its database."""
    try:
        return create_app(settings)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


def ready_app() -> Flask:
    """The portal as an installation that people use: told which kind it is, its database in order."""
    try:
        made = app(from_environment(explicit=True))
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    with made.app_context():
        problems = healthz.problems()
    for name, words in NOT_READY.items():
        if name in problems:
            raise click.ClickException(words)
    return made
