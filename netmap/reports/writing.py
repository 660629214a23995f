"""Reports into files: the format by the file's ending, the old files kept until all the new ones are whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from netmap.errors import RenderError
from netmap.placing import placed
from netmap.reports.document import Document

if TYPE_CHECKING:
    from netmap.reports.renderers.browser import Browser

Renderer = Callable[[Document], bytes]
PAGE, PAPER = ".html", ".pdf"


def write_reports(
    document: Document, paths: Iterable[str | Path], *, browser: Browser | None = None
) -> tuple[Path, ...]:
    """Write a report to several files at once, each in the format that its ending names.

    Definition: the browser prints the PDF while the others are made; no file is moved into its place before
    all of them are whole.

    Parameters
        paths: end in .html, .md, .json, .docx, .xlsx or .pdf; their folders exist.
        browser: the one that waits to print a PDF (`waiting_browser`), which the caller ends; one is started and
            ended here if left out.
    Returns
        The paths written, in the order given.
    Raises
        RenderError: another ending, a path given twice, no browser for a PDF, or a file that cannot be written;
        the files that were there stay as they were.
    Cost
        That of the renderers: a PDF takes the browser's start, about two seconds, the others less than one.
    """
    targets = checked_targets(paths)
    endings = [target.suffix.lower() for target in targets]
    with nullcontext(browser) if browser else waiting_browser(targets) as printer:
        made = _made(document, set(endings), printer)
        with placed(list(targets), RenderError) as parts:
            for part, ending in zip(parts, endings, strict=True):
                part.write_bytes(made[ending])
    return targets


def waiting_browser(paths: Iterable[Path]) -> Browser | nullcontext[None]:
    """Start the browser if one of the files is a PDF, so that it is ready when the report is; else do nothing.

    Raises
        RenderError: there is no browser, or it cannot be started.
    """
    if all(path.suffix.lower() != PAPER for path in paths):
        return nullcontext()
    from netmap.reports.renderers.browser import Browser

    return Browser()


def _made(document: Document, endings: set[str], printer: Browser | None) -> dict[str, bytes]:
    """Give what each kind of file holds; the page that is printed is the page that is written."""
    others = [ending for ending in RENDERERS if ending in endings - {PAPER}]
    if printer is None:
        return {ending: RENDERERS[ending](document) for ending in others}
    from netmap.reports.renderers.as_pdf import print_page

    page = RENDERERS[PAGE](document)
    with ThreadPoolExecutor(max_workers=1) as beside:
        printing = beside.submit(print_page, page.decode(), document.as_of, printer)
        made = {ending: page if ending == PAGE else RENDERERS[ending](document) for ending in others}
        return made | {PAPER: printing.result()}


def checked_targets(paths: Iterable[str | Path]) -> tuple[Path, ...]:
    """Check the names of the files to write, so that a wrong one is found before any work is done.

    Raises
        RenderError: there is none, no format has an ending, or two names lead to one file.
    """
    targets = tuple(map(Path, paths))
    if not targets:
        raise RenderError("There is no file to write the report to.", "Name one that ends in .html.")
    seen: set[Path] = set()
    for target in targets:
        get_renderer(target)
        if target.resolve() in seen:
            raise RenderError(f"'{target}' is named twice as a file for the report.", "Name it once.", file=str(target))
        seen.add(target.resolve())
    return targets


def get_renderer(path: Path) -> Renderer:
    """Get the renderer for a file by its ending.

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


# What a format needs is loaded when it is asked for: the libraries for Word and Excel take half a second.


def _html(document: Document) -> bytes:
    from netmap.reports.renderers.html import render_html

    return render_html(document).encode()


def _markdown(document: Document) -> bytes:
    from netmap.reports.renderers.markdown import render_markdown

    return render_markdown(document).encode()


def _json(document: Document) -> bytes:
    from netmap.reports.renderers.as_json import render_json

    return render_json(document).encode()


def _docx(document: Document) -> bytes:
    from netmap.reports.renderers.as_docx import render_docx

    return render_docx(document)


def _xlsx(document: Document) -> bytes:
    from netmap.reports.renderers.as_xlsx import render_xlsx

    return render_xlsx(document)


def _pdf(document: Document) -> bytes:
    from netmap.reports.renderers.as_pdf import render_pdf

    return render_pdf(document)


RENDERERS: Mapping[str, Renderer] = {
    PAGE: _html,
    ".md": _markdown,
    ".json": _json,
    ".docx": _docx,
    ".xlsx": _xlsx,
    PAPER: _pdf,
}
