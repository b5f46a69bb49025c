"""`mawid worker`: the process that does the work."""

import click

from workers.cli.services import settings


@click.command("worker")
@click.option(
    "--only",
    type=click.Choice(["detector", "resolver"]),
    help="Do just this part, to scale the two apart. The detector has the work, the resolver the state.",
)
def command(only: str | None) -> None:
    """Run the detector and the resolver: articles in, events out, until it is stopped.

    It waits for Kafka, the topics (`mawid topics create`) and Redis. SIGTERM and Ctrl-C finish what is begun; a second
    Ctrl-C ends at once.
    """
    current = settings()
    from workers.app import ROLES, run_worker

    run_worker(current, [role for role in ROLES if only in {None, role}])
