"""A real browser without a network, and pages that are watched from the first byte to the last."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
MEND = "No browser found: run 'apt-get install chromium', or set NETMAP_BROWSER to the path of a Chromium or Chrome."
ARGUMENTS = ["--no-sandbox", "--disable-gpu"]


class Watch:
    """A page and everything on it that should not have happened."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("console", lambda said: self._note(said.type in ("error", "warning"), f"console: {said.text}"))
        page.on("pageerror", lambda error: self._note(True, f"error: {error}"))
        page.on("request", lambda asked: self._note(asked.url.partition("#")[0] != url, f"request: {asked.url}"))
        page.on("dialog", self._dismiss)

    def _note(self, wrong: bool, text: str) -> None:
        if wrong:
            self.faults.append(text)

    def _dismiss(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()


def found_browser() -> str:
    found = os.environ.get("NETMAP_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.fail(MEND, pytrace=False)
    return found


@pytest.fixture(scope="module")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def browser(driver: Playwright) -> Iterator[Browser]:
    opened = driver.chromium.launch(executable_path=found_browser(), args=ARGUMENTS)
    yield opened
    opened.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a file as a user would, offline; the test fails for whatever the page says or asks for."""
    watches: list[Watch] = []

    def opened(
        path: Path,
        *,
        width: int = 1280,
        height: int = 900,
        scripts: bool = True,
        fragment: str = "",
        quiet: bool = True,
        **more: Any,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, offline=True, java_script_enabled=scripts, **more
        )
        watch = Watch(context.new_page(), path.as_uri())
        if quiet:
            watches.append(watch)
        watch.page.goto(path.as_uri() + (f"#{fragment}" if fragment else ""))
        return watch.page

    yield opened
    for watch in watches:
        watch.page.context.close()
    assert [fault for watch in watches for fault in watch.faults] == []
