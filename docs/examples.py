"""Write the report on Riverton into docs/examples: in every form, for the house and for the public, with pictures.

Run it with `make examples`. Pictures of the Word document and the workbook need LibreOffice; without it those stay as
they are.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pypdfium2
from playwright.sync_api import sync_playwright

from netmap.reports.renderers.browser import find_browser

HERE = Path(__file__).parent / "examples"
PICTURES = HERE / "pictures"
RIVERTON = ("datasets/riverton", "--as-of", "2026-06-30")
ENDINGS = ("html", "docx", "xlsx", "pdf", "md", "json")
DESKTOP, PHONE = (1280, 860), (390, 844)
SHOWN_PAGES = (1, 2, 3, 4, 8)
SCALE = 1.1


def main() -> None:
    """Write reports and map, then look at them as readers would."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    _written("riverton", ENDINGS, "--map", str(HERE / "riverton-map.html"))
    _written("riverton-public", ("html", "docx"), "--publish", "public")
    _pages(HERE / "riverton.pdf", "pdf", SHOWN_PAGES)
    # The README shows the summary.
    shutil.copy(PICTURES / "pdf-page-2.png", HERE.parent / "images" / "report.png")
    _screens()
    office = shutil.which("soffice")
    if not office:
        print("LibreOffice is not here: the pictures of the Word document and the workbook stay as they are.")
        return
    with tempfile.TemporaryDirectory() as folder:
        for ending, pages in (("docx", SHOWN_PAGES), ("xlsx", (1,))):
            command = [
                office,
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                folder,
                str(HERE / f"riverton.{ending}"),
            ]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            _pages(Path(folder) / "riverton.pdf", ending, pages)


def _written(name: str, endings: Iterable[str], *more: str) -> None:
    files = [word for ending in endings for word in ("-o", str(HERE / f"{name}.{ending}"))]
    subprocess.run([sys.executable, "-m", "netmap.cli", "report", *RIVERTON, *files, *more], check=True)
    print(name)


def _pages(path: Path, name: str, pages: Iterable[int]) -> None:
    """Take pictures of pages, by their numbers from one."""
    document = pypdfium2.PdfDocument(path)
    for page in pages:
        if page <= len(document):
            document[page - 1].render(scale=SCALE).to_pil().save(PICTURES / f"{name}-page-{page}.png", optimize=True)
    print(name, len(document), "pages")


def _screens() -> None:
    """Take pictures of the page as it opens on a desk and on a telephone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox", "--disable-gpu"])
        for name, (width, height) in (("html-desktop", DESKTOP), ("html-phone", PHONE)):
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto((HERE / "riverton.html").as_uri())
            page.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
