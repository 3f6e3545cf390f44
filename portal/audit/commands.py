"""`portal audit`: is what we remember whole?"""

import click

from portal.audit import verify
from portal.audit.chain import Head


@click.group(name="audit")
def audit() -> None:
    """What is remembered of who saw and did what."""


@audit.command(name="verify")
@click.option("--head", "given", help="A head that was written down earlier (`portal audit head`).")
def check(given: str | None) -> None:
    """Look whether an entry was removed, altered, moved or cut off, and say which. Ends with 1 if so."""
    told = Head.read(given) if given else None
    if given and told is None:
        raise click.ClickException("That is not a head: it looks like 123:0f3a…")
    heads = [head for head in (verify.written_head(), told) if head is not None]
    wrong = verify.faults(heads)
    for fault in wrong:
        click.echo(str(fault))
    if wrong:
        raise click.ClickException(f"The audit is not whole: {len(wrong)} found.")
    newest = verify.head()
    click.echo(f"The audit is whole: {newest.number if newest else 0} entries.")


@audit.command()
def head() -> None:
    """Print the newest entry's number and seal, to keep somewhere else: on paper, or in another system."""
    newest = verify.head()
    click.echo(str(newest) if newest else "There are no entries yet.")
