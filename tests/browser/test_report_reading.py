"""The real report in a real browser: axe finds nothing, pictures speak, and no page says or asks anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from netmap.model.words import PUBLIC
from netmap.opening import open_at
from netmap.reports.appendix import Asked
from netmap.reports.making import make_report
from netmap.reports.writing import write_reports
from netmap.shipped import shipped
from tests.reports.sample_figures import figures_document
from tests.reports.sample_report import hostile_document, sample_document

pytestmark = pytest.mark.browser

RIVERTON = shipped("datasets") / "riverton"
DESKTOP, PHONE = 1280, 320


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write Riverton's report for the house and for the public, and the samples."""
    folder = tmp_path_factory.mktemp("reports")
    source = open_at(str(RIVERTON))
    made = {
        name: source.ask(
            lambda network, profile=profile: make_report(
                network,
                Asked(as_of="2026-06-30"),
                source=source.name,
                ledger=source.ledger,
                profile=profile,
                live_map="map.html",
            )
        ).document
        for name, profile in (("riverton", "internal"), ("public", PUBLIC))
    }
    made |= {"sample": sample_document(), "figures": figures_document(), "hostile": hostile_document()}
    return {name: write_reports(each, [folder / f"{name}.html"])[0] for name, each in made.items()}


@pytest.mark.parametrize("width", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", ["riverton", "public", "sample", "figures", "hostile"])
def test_axe_finds_nothing(open_page: Callable[..., Page], pages: dict[str, Path], name: str, width: int) -> None:
    page = open_page(pages[name], width=width)
    page.locator("details").evaluate_all("all => all.forEach(each => { each.open = true; })")
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found] == []


def test_every_picture_of_the_report_says_in_words_what_it_shows(
    open_page: Callable[..., Page], pages: dict[str, Path]
) -> None:
    page = open_page(pages["riverton"])
    spoken = page.locator(".drawing[role=img]").evaluate_all(
        "all => all.map(each => document.getElementById(each.getAttribute('aria-labelledby')).textContent)"
    )
    assert len(spoken) == 8 and all(len(text.split()) > 8 for text in spoken)
    assert page.locator("figure ~ details table").count() == 8


def test_links_lead_to_the_views_of_the_live_map(open_page: Callable[..., Page], pages: dict[str, Path]) -> None:
    page = open_page(pages["riverton"])
    links = page.locator("a[href^='map.html']").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    assert links == [f"map.html#view={view}" for view in ("coverage", "dominance", "funding", "issue")]
