"""The Chromium or Chrome of this machine as a printer, started early: it waits for the page, not the page for it."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

from netmap.errors import RenderError

BROWSER_SETTING = "NETMAP_BROWSER"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60
"""Seconds that a browser is given from when it has the page; a long report takes about two."""
GRACE = 3
"""Seconds in which it may end by itself; it takes a tenth of one."""

_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--remote-debugging-pipe",
)
_PAPER = {
    "preferCSSPageSize": True,
    "printBackground": True,
    "generateTaggedPDF": True,
    "generateDocumentOutline": True,
}
_SHELL = 'exec "$@" 3<&0 4>&1 </dev/null >/dev/null'
"""The browser listens at its file number 3 and answers at number 4."""
_PART = 1 << 20
_SAID = "said"
_FATAL = ":FATAL:"
_END = "Browser.close"
_HINT = (
    f"Install Chromium or Chrome, or set {BROWSER_SETTING} to the path of one; or write the report in another format."
)


class Browser:
    """A browser that has been started, and prints one page: with tags, and with an outline of its headings.

    Definition: it is spoken to in the DevTools protocol over pipes of its own, to which nobody else can listen.

    Raises
        RenderError: there is no browser, or it cannot be started.
    """

    def __init__(self) -> None:
        self._program = find_browser()
        self._folder = tempfile.TemporaryDirectory(prefix="netmap-", ignore_cleanup_errors=True)
        try:
            self._process = _started(self._program, Path(self._folder.name))
        except OSError as error:
            self._folder.cleanup()
            raise RenderError(f"The browser '{self._program}' cannot be started: {error.strerror}.", _HINT) from error
        self._wire = _Wire(self._process)
        self._tab = self._wire.send("Target.createTarget", url="about:blank")
        self._is_late = False

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def print(self, page: str) -> bytes:
        """Hand over the page, and give what is printed; a link to a file beside the page stays one.

        Raises
            RenderError: the browser fails, prints nothing, or is not done within a minute.
        """
        self._file("report.html").write_text(page, encoding="utf-8")
        watch = Timer(PATIENCE, self._give_up)
        watch.start()
        try:
            return self._printed(self._file("report.html").as_uri())
        except _RefusalError as error:
            raise RenderError(f"The browser '{self._program}' {self._failure(str(error))}", _HINT) from error
        finally:
            watch.cancel()

    def close(self) -> None:
        """End the browser with all that it started, and leave nothing behind; asked to, it clears away its own."""
        self._wire.send(_END)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(GRACE)
        _stop(self._process)
        self._wire.close()
        self._folder.cleanup()

    def _printed(self, address: str) -> bytes:
        tab = self._wire.answer(self._tab)["targetId"]
        session = self._wire.ask("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]
        self._wire.ask("Page.enable", session)
        # The page is laid out once for paper, not for a screen first: a tenth of the time.
        self._wire.ask("Emulation.setEmulatedMedia", session, media="print")
        self._wire.send("Page.navigate", session, url=address)
        self._wire.event("Page.loadEventFired")
        printed = base64.b64decode(self._wire.ask("Page.printToPDF", session, **_PAPER)["data"])
        self._wire.send(_END)
        return _beside(address.rpartition("/")[0], printed)

    def _give_up(self) -> None:
        self._is_late = True
        _stop(self._process)

    def _failure(self, answer: str) -> str:
        """Say how the browser failed: by what it answered, else by its last words."""
        if self._is_late:
            return f"was not done after {PATIENCE} seconds."
        if not answer and self._process.wait() == 0:
            return "printed nothing."
        return f"failed: {answer or _reason(self._file(_SAID).read_text('utf-8', 'replace')) or 'it gave no reason'}"

    def _file(self, name: str) -> Path:
        return Path(self._folder.name, name)


class _RefusalError(Exception):
    """The browser has ended, or refuses an order and says why."""


class _Wire:
    """Orders to a browser and what it says to them: JSON between zero bytes."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin and process.stdout
        self._orders, self._said = process.stdin, process.stdout
        self._messages = self._received()
        self._last = 0

    def send(self, method: str, session: str | None = None, **parameters: Any) -> int:
        """Give an order, and its number; that nobody listens any more is noticed where an answer is awaited."""
        self._last += 1
        order = {"id": self._last, "method": method, "params": parameters}
        with contextlib.suppress(BrokenPipeError):
            self._orders.write(json.dumps(order | ({"sessionId": session} if session else {})).encode() + b"\0")
            self._orders.flush()
        return self._last

    def answer(self, number: int) -> dict[str, Any]:
        """Wait for the answer to an order."""
        told = next(each for each in self._messages if each.get("id") == number)
        if "error" in told:
            raise _RefusalError(told["error"]["message"])
        result: dict[str, Any] = told["result"]
        return result

    def ask(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """Give an order and wait for its answer."""
        return self.answer(self.send(method, session, **parameters))

    def event(self, method: str) -> None:
        """Wait until something has happened."""
        next(each for each in self._messages if each.get("method") == method)

    def close(self) -> None:
        """Let go of both pipes; what nobody has read is lost."""
        with contextlib.suppress(BrokenPipeError):
            self._orders.close()
        self._said.close()

    def _received(self) -> Iterator[dict[str, Any]]:
        held = bytearray()
        while part := os.read(self._said.fileno(), _PART):
            *ends, begun = part.split(b"\0")
            for end in ends:
                yield json.loads(held + end)
                held.clear()
            held += begun
        raise _RefusalError


def find_browser() -> str:
    """Find the browser that prints: the one that the setting names, else the first one installed.

    Raises
        RenderError: the setting names no program, none is installed, or this is Windows, where it has not been tried.
    """
    if sys.platform == "win32":
        raise RenderError(
            "A PDF cannot be printed from here on Windows.",
            "Write .html and print it from a browser, or write .docx.",
        )
    named = os.environ.get(BROWSER_SETTING)
    if named and shutil.which(named) is None:
        raise RenderError(f"{BROWSER_SETTING} names '{named}', which is no program.", _HINT)
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise RenderError("A PDF is printed by a browser, and none was found.", _HINT)
    return found


def _reason(said: str) -> str:
    """Give the line that a browser calls fatal, which it says much after; else its last line."""
    lines = said.strip().splitlines()
    return next((line for line in reversed(lines) if _FATAL in line), lines[-1] if lines else "")


def _beside(folder: str, printed: bytes) -> bytes:
    """Make links whole again that lead from the page to a file beside it; every other byte stays at its place."""
    links = re.compile(re.escape(f"({folder}/".encode()) + rb"([^)]*)\)")
    return links.sub(lambda link: (b"(" + link[1] + b")").ljust(len(link[0])), printed)


def _started(program: str, folder: Path) -> subprocess.Popen[bytes]:
    """Start the browser in a group of its own, so that one that hangs is stopped with all its parts."""
    command = [program, *_OPTIONS, *_as_root(), f"--user-data-dir={folder / 'profile'}"]
    with (folder / _SAID).open("wb") as words:
        return subprocess.Popen(
            ["/bin/sh", "-c", _SHELL, "sh", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=words,
            start_new_session=True,
        )


def _as_root() -> tuple[str, ...]:
    """Chromium refuses its sandbox to root, who is the user in most containers."""
    return ("--no-sandbox",) if os.geteuid() == 0 else ()


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
