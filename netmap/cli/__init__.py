"""The command line: the only place that prints.

Commands are loaded when they are called, so that `netmap --help` needs nothing but click.
"""

from __future__ import annotations

import importlib
import sys

import click

from netmap import __version__
from netmap.errors import NetmapError

COMMANDS = {
    "demo": "Load the shipped borough and make its map and report.",
    "init": "Write empty sheets to fill in, with a filled example.",
    "check": "Say what would be loaded from a source and what is wrong with it.",
    "load": "Load a source into a store: a file, or a Neo4j server.",
    "import": "Turn any source into the tables of a dataset that you can edit.",
    "map": "Draw who sits where as one HTML file.",
    "report": "Write the coverage-gap report.",
    "analyse": "Ask one of the six questions.",
    "health": "Make the annual health check: what is met, what is not, what to ask.",
    "compare": "Say what changed between two days or two sources.",
    "explain": "Show what a finding rests on, down to the rows of your files.",
    "query": "Ask a ready-made question, or your own in Cypher.",
    "export": "Write the graph as files for other programs.",
    "server": "Run a Neo4j of your own on this machine.",
}
FAILED, REFUSED_ROWS, CUT_ROWS, FINDING_STANDS = 1, 3, 4, 4


class _Commands(click.Group):
    """Lists all commands without loading any, and shows errors as two plain lines."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"netmap.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except NetmapError as error:
            click.echo(error.message, err=True)
            if error.hint:
                click.echo(error.hint, err=True)
            ctx.exit(FAILED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="netmap")
def main() -> None:
    """Map who speaks for whom in local partnerships.

    SOURCE is a dataset folder, a workbook, a store file, the URL of a Neo4j server, or any file that
    netmap recognises by its content; without one, NETMAP_STORE or netmap.db here.

    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done with refused rows,
    4 done with rows left out because of --limit, or with a finding that --fail-on names.

    \b
    Example:
      netmap init mine        write sheets to fill in
      netmap check mine       see what is wrong with them
      netmap report mine -o report.html
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
