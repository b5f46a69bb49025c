"""`mawid config`: the settings."""

import click

from workers.cli.services import settings


@click.command("config")
@click.option("--verbose", "-v", is_flag=True, help="Say what each setting is for.")
def command(verbose: bool) -> None:
    """Show each setting, its value and where the value came from. Secrets are masked."""
    from workers.settings import origins

    rows = origins(settings())
    name = max(len(row.variable) for row in rows)
    value = max(len(row.value) for row in rows)
    for row in rows:
        if verbose:
            click.secho(f"# {row.description}", dim=True)
        source = click.style(row.source, dim=row.source == "default", bold=row.source != "default")
        click.echo(f"{row.variable:{name}}  {row.value:{value}}  {source}")
