"""Take the pictures in docs/pictures: every view of Riverton, and of the Senedd's groups where their file is at hand.

Run it with `make pictures`. The file of the groups is looked for in the folder that NETMAP_REAL_DATA names; real
people sit there, so those maps are drawn as for the public.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
DESKTOP, PHONE = (1280, 860), (390, 844)
VIEWS = ("overview", "dominance", "coverage", "funding", "issue")
RIVERTON = ("datasets/riverton", "--as-of", "2026-06-30")
NAMES = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Take them all; the Senedd's only where their file is."""
    browser_path = os.environ.get("NETMAP_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if not browser_path:
        sys.exit("No browser found: run 'apt-get install chromium', or set NETMAP_BROWSER to one.")
    real = os.environ.get("NETMAP_REAL_DATA")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        _of_riverton(browser, Path(folder))
        if real:
            _of_the_senedd(browser, Path(folder), Path(real) / "uk-appg")
        else:
            print("NETMAP_REAL_DATA is not set: the pictures of the Senedd's groups stay as they are.")
        browser.close()


def _of_riverton(browser: Browser, folder: Path) -> None:
    page = _drawn(folder / "riverton.html", *RIVERTON)
    for view in VIEWS:
        _taken(browser, page, f"riverton-{view}", view)
    _taken(browser, page, "riverton-overview-dark", "overview", scheme="dark")
    _taken(browser, page, "riverton-overview-phone", "overview", size=PHONE)
    _taken(browser, page, "riverton-finding", "coverage", more="&finding=1")
    for view, focus in (
        ("partnership", "Health and Wellbeing Board"),
        ("organisation", "Riverton Council for Voluntary Service"),
    ):
        alone = _drawn(folder / f"{view}.html", *RIVERTON, "--view", view, "--focus", focus)
        _taken(browser, alone, f"riverton-{view}", view)
    # The README shows what a reader sees first, not the whole page.
    _taken(browser, page, "../images/map", "overview", whole=False)


def _of_the_senedd(browser: Browser, folder: Path, source: Path) -> None:
    told = (str(source), "--area", "Wales", "--as-of", "2026-07-21", "--publish", "public")
    page = _drawn(folder / "senedd.html", *told)
    for view in ("overview", "dominance", "coverage", "issue"):
        _taken(browser, page, f"senedd-{view}", view)
    _taken(browser, page, "senedd-overview-phone", "overview", size=PHONE)
    for view, focus in (("organisation", "Welsh Government"), ("partnership", "Disability - Cross Party Group")):
        alone = _drawn(folder / f"senedd-{view}.html", *told, "--view", view, "--focus", focus)
        _taken(browser, alone, f"senedd-{view}", view)


def _drawn(path: Path, *words: str) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "netmap.cli", "map", *words, "-o", str(path)], stdout=subprocess.DEVNULL
    )
    if not path.exists():
        sys.exit(done.returncode)
    return path


def _taken(
    browser: Browser,
    path: Path,
    name: str,
    view: str,
    *,
    size: tuple[int, int] = DESKTOP,
    scheme: str = "light",
    more: str = "",
    whole: bool = True,
) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, offline=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{path.as_uri()}#view={view}{more}")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.screenshot(path=HERE / "pictures" / f"{name}.png", full_page=whole)
    context.close()
    print(name)


if __name__ == "__main__":
    main()
