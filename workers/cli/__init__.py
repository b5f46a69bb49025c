"""The command line `mawid`: one file per command, each with a click command named `command`.

A command's module is imported when the command is asked for, and imports what it needs when it runs: the help of any
command is there at once.

Exit codes: 0 fine, 1 the input was bad, 2 wrong usage, 3 a service is unreachable, 70 a bug, 130 interrupted.
"""

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from typing import Final

import click

from mawid import __version__
from workers.cli.streams import bug

SECTIONS: Final = {
    "Without any service": ("detect", "time", "resolve", "demo"),
    "With Kafka and Redis": ("worker", "send", "tail", "dlq"),
    "Operating it": ("topics", "health", "config"),
}


class _Commands(click.Group):
    """The commands by section, loaded when used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return [name for names in SECTIONS.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        names = self.list_commands(ctx)
        if cmd_name in names:
            command: click.Command = import_module(f"workers.cli.{cmd_name}").command
            return command
        if near := get_close_matches(cmd_name, names, n=1):
            ctx.fail(f"No such command '{cmd_name}'. Did you mean '{near[0]}'?")
        return None

    def invoke(self, ctx: click.Context) -> object:
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read has seen enough (`| head`). Python would flush into the closed pipe once more at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for section, names in SECTIONS.items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(section):
                formatter.write_dl([(name, c.get_short_help_str(200)) for name, c in commands if c], col_spacing=4)


@click.group(
    "mawid",
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Settings come from MAWID_* in the environment or in a .env file; `mawid config` shows them all. "
    "Exit codes: 0 fine, 1 the input was bad, 2 wrong usage, 3 a service is unreachable.",
)
@click.version_option(__version__, prog_name="mawid", message="%(prog)s %(version)s")
def mawid() -> None:
    """Reads news articles and says what is going to happen, when, where and who will be there.

    Try it: `mawid demo` runs everything at once; `mawid detect FILE` reads articles and needs nothing else.
    """


def main() -> None:
    """Run the command line and exit. Errors are a line or two for a person; a closed pipe and Ctrl-C are quiet."""
    try:
        code = mawid.main(prog_name="mawid", standalone_mode=False)
    except click.ClickException as e:
        e.show()
        code = e.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = 130
    except OSError as e:
        click.echo(f"Error: {e}", err=True)
        code = 1
    except Exception as e:
        if sys.flags.dev_mode:  # python -X dev -m workers …
            raise
        click.echo(f"Error: {bug(e)}", err=True)
        code = 70
    sys.exit(code)
