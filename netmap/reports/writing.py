"""Reports into files: the format by the file's ending, the old file kept until the new one is whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from netmap.errors import RenderError
from netmap.placing import write_in_place
from netmap.reports.document import Document
from netmap.reports.renderers.as_json import render_json
from netmap.reports.renderers.html import render_html
from netmap.reports.renderers.markdown import render_markdown

RENDERERS: Mapping[str, Callable[[Document], str]] = {
    ".html": render_html,
    ".md": render_markdown,
    ".json": render_json,
}


def write_report(document: Document, path: str | Path) -> Path:
    """Write a report to a file, in the format that the file's ending names.

    Parameters
        path: ends in .html, .md or .json; its folder exists.
    Returns
        The path written.
    Raises
        RenderError: another ending, or the file cannot be written; a file that was there stays as it was.
    """
    path = Path(path)
    return write_in_place(path, get_renderer(path)(document), RenderError)


def get_renderer(path: Path) -> Callable[[Document], str]:
    """Get the renderer for a file by its ending, so that a wrong one is found before any work is done.

    Raises
        RenderError: no format has that ending.
    """
    renderer = RENDERERS.get(path.suffix.lower())
    if renderer is None:
        raise RenderError(
            f"A report cannot be written as '{path.name}'.", f"End its name in {_choices(RENDERERS)}.", file=str(path)
        )
    return renderer


def _choices(endings: Mapping[str, object]) -> str:
    *first, last = endings
    return f"{', '.join(first)} or {last}"
