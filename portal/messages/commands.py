"""`portal messages`: the keys that seal what people write."""

import click

from portal.core import clock
from portal.core.settings import SettingsError
from portal.messages import keys


@click.group(name="messages")
def messages() -> None:
    """What people write to each other, without reading it."""


@messages.command()
def rotate() -> None:
    """Seal every message with a new key, while the portal runs. Older keys stay in the file, for older backups."""
    try:
        number = keys.replace_key()
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{number} messages are sealed with a new key. Copy message-keys to where the other keys are kept.")


@messages.command(name="forget-keys")
@click.confirmation_option(prompt="Backups from before the newest key cannot be put back any more. Go on?")
def forget_keys() -> None:
    """Throw away all but the newest key, a day after `rotate` at the earliest."""
    try:
        number = keys.forget_older(clock.now())
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{number} older keys are gone.")
