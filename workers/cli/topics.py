"""`mawid topics`: the topics and their policies."""

import click

from workers.cli.services import kafka, settings


@click.group("topics")
def command() -> None:
    """Create the topics, or check that their policies are right."""


@command.command("create")
def create() -> None:
    """Create the topics that do not exist yet, with the policies that they need."""
    from workers import topics

    current = settings()
    with kafka(current):
        created = topics.create(current)
    for topic in topics.topics(current):
        click.echo(f"{topic.name}: {'created' if topic.name in created else 'exists'}")


@command.command("check")
def check() -> None:
    """Say which setting of which topic is not as it has to be, and what that means. Exit code 1 if any is."""
    from workers import topics

    current = settings()
    with kafka(current):
        findings = topics.check(current)
    for finding in findings:
        click.echo(f"{finding.topic}: {finding.setting} is {finding.found}, not {finding.expected}: {finding.meaning}")
    if findings:
        raise click.exceptions.Exit(1)
    click.echo("All topics are as they should be.")
