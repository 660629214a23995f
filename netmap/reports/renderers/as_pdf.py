"""A report as PDF: its page, printed by the Chromium or Chrome of this machine."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from netmap.errors import RenderError
from netmap.reports.document import Document
from netmap.reports.renderers.html import render_html

BROWSER_SETTING = "NETMAP_BROWSER"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60
"""Seconds that a browser is given; a long report takes about three."""

_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    "--export-tagged-pdf",
    "--generate-pdf-document-outline",
)
_DATES = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)(\d{14})")
_HINT = (
    f"Install Chromium or Chrome, or set {BROWSER_SETTING} to the path of one; or write the report in another format."
)


def render_pdf(document: Document) -> bytes:
    """Print a report: A4, with tags for readers who listen and an outline of its headings.

    Returns
        What the browser prints, dated by the day that the report speaks of. The same report reads the same; its
        bytes may differ, as browsers number the parts of a PDF as they please.
    Raises
        RenderError: there is no browser, it fails, or it is not done within a minute.
    Cost
        One to three seconds, most of it the browser's start.
    """
    browser = find_browser()
    if browser is None:
        raise RenderError("A PDF is printed by a browser, and none was found.", _HINT)
    with tempfile.TemporaryDirectory(prefix="netmap-", ignore_cleanup_errors=True) as folder:
        page, printed = Path(folder, "report.html"), Path(folder, "report.pdf")
        page.write_text(render_html(document), encoding="utf-8")
        _run(
            [
                browser,
                *_OPTIONS,
                *_as_root(),
                f"--user-data-dir={folder}/profile",
                f"--print-to-pdf={printed}",
                page.as_uri(),
            ]
        )
        if not printed.is_file():
            raise RenderError(f"The browser '{browser}' printed nothing.", _HINT)
        stamp = f"{document.as_of:%Y%m%d}000000".encode()
        return _DATES.sub(rb"\g<1>" + stamp, printed.read_bytes())


def find_browser() -> str | None:
    """Find the browser that prints: the one that the setting names, else the first one installed; None where none is.

    Raises
        RenderError: the setting names no program.
    """
    named = os.environ.get(BROWSER_SETTING)
    if named and shutil.which(named) is None:
        raise RenderError(f"{BROWSER_SETTING} names '{named}', which is no program.", _HINT)
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


def _as_root() -> tuple[str, ...]:
    """Chromium refuses its sandbox to root, who is the user in most containers."""
    return ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()


def _run(command: list[str]) -> None:
    """Run the browser in a group of its own, so that one that hangs is stopped with all its parts."""
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        )
    except OSError as error:
        raise RenderError(f"The browser '{command[0]}' cannot be started: {error.strerror}.", _HINT) from error
    try:
        _, said = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired as error:
        raise RenderError(f"The browser '{command[0]}' was not done after {PATIENCE} seconds.", _HINT) from error
    finally:
        _stop(process)
    if process.returncode != 0:
        last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise RenderError(f"The browser '{command[0]}' failed: {last or 'it gave no reason'}", _HINT)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
