"""Writes the pages that are derived from the code: run it after a change of the model, a command or a question."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import click

from netmap.analyses.settings import DEFAULTS, FILE_NAME, Settings, allowed
from netmap.cli import COMMANDS, main
from netmap.library import Query, queries
from netmap.maps.documents import schema
from netmap.model.dictionary import dictionary_page
from netmap.reports.renderers.as_json import report_schema

DOCS = Path(__file__).parent


def commands_page() -> str:
    """Give the help of every command."""
    parts = ["# Commands", "", "This page is what `--help` prints; it is generated."]
    top = _context(main, "netmap")
    parts += ["", *_help(top)]
    for name in COMMANDS:
        command = main.get_command(top, name)
        assert command is not None
        context = _context(command, name, top)
        parts += ["", f"## netmap {name}", "", *_help(context)]
        for part, inner in command.commands.items() if isinstance(command, click.Group) else ():
            parts += ["", f"### netmap {name} {part}", "", *_help(_context(inner, part, context))]
    return "\n".join(parts) + "\n"


def _context(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    settings = command.context_settings | {"terminal_width": 100, "max_content_width": 100}
    return click.Context(command, info_name=name, parent=parent, **settings)


def _help(context: click.Context) -> list[str]:
    return ["```text", context.get_help().strip(), "```"]


def questions_page() -> str:
    """Give every ready-made question with its parameters and columns."""
    parts = ["# Questions", "", "Ask one with `netmap query SOURCE NAME --param name=value`. This page is generated."]
    for query in queries().values():
        parts += ["", f"## {query.name}", "", query.question, "", *_tables(query)]
    return "\n".join(parts) + "\n"


def _tables(query: Query) -> list[str]:
    lines = []
    if query.parameters:
        lines += ["| Parameter | Kind | If left out | |", "|---|---|---|---|"]
        for each in query.parameters:
            default = "must be given" if each.default is None else each.default or "blank"
            lines.append(f"| `{each.name}` | {each.kind} | {default} | {each.about} |")
        lines.append("")
    lines += ["| Column | |", "|---|---|"]
    return lines + [f"| `{name}` | {about} |" for name, about in query.columns.items()]


def settings_page() -> str:
    """Give every threshold and weight with its default, and a file to begin with."""
    parts = [
        "# Settings",
        "",
        "Every threshold and weight that turns a figure into a finding: judgements, not research. Each result prints",
        f"those that it used. Override any of them in a file `{FILE_NAME}` where you work, or in one that you name",
        "with `--settings FILE`; what a file leaves out keeps its default. This page is generated.",
    ]
    for section, own in _sections():
        parts += ["", f"## {section}", "", str(own.__doc__).strip(), ""]
        parts += ["| Setting | Default | May be | What it decides |", "|---|---|---|---|"]
        parts += [
            f"| `{part.name}` | {json.dumps(part.default)} | {allowed(part)} | {part.metadata['says']} |"
            for part in dataclasses.fields(own)
        ]
    parts += ["", "## A file to begin with", "", "Take the `#` off the lines whose value you change.", ""]
    return "\n".join([*parts, "```toml", *_sample(), "```"]) + "\n"


def _sections() -> list[tuple[str, Any]]:
    return [(part.name, getattr(DEFAULTS, part.name)) for part in dataclasses.fields(Settings)]


def _sample() -> list[str]:
    lines = []
    for section, own in _sections():
        lines += ["", f"[{section}]"]
        for part in dataclasses.fields(own):
            lines += [f"# {part.metadata['says']}", f"#{part.name} = {json.dumps(part.default)}"]
    return lines[1:]


def report_json_schema() -> str:
    """Give the JSON schema of a report."""
    return json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n"


def map_schema() -> str:
    """Give the JSON schema of a map."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


PAGES = {
    "data-dictionary.md": dictionary_page,
    "commands.md": commands_page,
    "questions.md": questions_page,
    "settings.md": settings_page,
    "map-spec.schema.json": map_schema,
    "report.schema.json": report_json_schema,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
        print(f"wrote docs/{name}")
