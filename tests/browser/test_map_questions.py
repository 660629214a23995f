"""The five questions of a councillor who opens the map of Riverton, each answered in three clicks or fewer."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from netmap.maps.making import make_maps
from netmap.maps.render import write_maps
from netmap.maps.spec import MapSpec
from netmap.network import Network
from tests.browser.reading import Open, lit, search

pytestmark = pytest.mark.browser

DAY = "2026-06-30"


class Reader:
    """Somebody who clicks three times at most."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def click(self, target: Locator) -> None:
        self.clicks += 1
        assert self.clicks <= 3
        target.click()

    def find(self, name: str) -> None:
        self.click(search(self.page))
        self.page.keyboard.type(name)
        self.click(self.page.locator("#suggestions li").filter(has_text=name).first)

    def tab(self, name: str) -> None:
        self.click(self.page.get_by_role("navigation").get_by_role("button", name=name))

    def panel(self) -> Locator:
        return self.page.locator("#chosen")


@pytest.fixture(scope="module")
def maps(riverton: Network) -> dict[str, MapSpec]:
    return {spec.view: spec for spec in make_maps(riverton, source="riverton", as_of=DAY)}


@pytest.fixture(scope="module")
def page_of_riverton(maps: dict[str, MapSpec], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_maps(list(maps.values()), tmp_path_factory.mktemp("maps") / "riverton.html")


@pytest.fixture
def reader(open_page: Open, page_of_riverton: Path) -> Reader:
    return Reader(open_page(page_of_riverton))


def test_who_sits_on_this_board_and_for_whom(reader: Reader, maps: dict[str, MapSpec]) -> None:
    reader.find("Digital Inclusion Group")
    sits = reader.panel().locator("#chosen-ties > li")
    trust = sits.filter(has_text="Riverton Learning Trust sits on this")
    expect(trust).to_contain_text("Seats5")
    expect(trust).to_contain_text("Speaks for")
    found = lit(reader.page, maps["overview"])
    assert found is not None
    assert "partnership:P-DIG" in found


def test_who_sits_everywhere(reader: Reader, maps: dict[str, MapSpec]) -> None:
    reader.tab("Who holds the seats")
    expect(reader.page.locator("#summary")).to_contain_text(
        "Riverton Council for Voluntary Service holds 28 of 152 seats that are or may be third-sector (18 %)"
    )
    reader.click(reader.page.get_by_role("button", name="on 22 of 29 partnerships"))
    found = lit(reader.page, maps["dominance"]) or set()
    assert len([one for one in found if one.startswith("partnership:")]) == 22
    assert [one for one in found if not one.startswith("partnership:")] == ["organisation:GB-CHC-9100001"]


def test_which_groups_have_no_voice_and_is_that_known(reader: Reader) -> None:
    reader.tab("Who has a voice")
    expect(reader.page.locator("#summary")).to_contain_text("4 not represented anywhere; 2 not known")
    reader.click(reader.page.get_by_role("heading", name="The same as a table"))
    reader.click(reader.page.get_by_role("columnheader", name="Kind").get_by_role("button"))
    rows = [
        (row.locator("th").inner_text(), row.locator("td").first.inner_text())
        for row in reader.page.locator("#rows tr").all()
    ]
    assert {name for name, kind in rows if kind == "equality group, a gap"} == {
        "Veterans and service families",
        "Gender reassignment",
        "People seeking asylum and refugees",
        "People who live on boats",
        "Pregnancy and maternity",
    }
    assert len({name for name, kind in rows if kind == "equality group, not known"}) == 2
    assert "Marriage and civil partnership" in {name for name, kind in rows if kind == "equality group, not known"}


def test_who_pays_twice_for_the_same(reader: Reader, maps: dict[str, MapSpec]) -> None:
    reader.tab("Who pays twice")
    reader.click(reader.page.get_by_role("button", name="separately for Representation support"))
    names = {node.id: node.name for node in maps["funding"].nodes}
    found = {names[one] for one in lit(reader.page, maps["funding"]) or ()}
    assert {
        "Downland Police and Crime Commissioner",
        "Riverton Borough Council",
        "Riverton and Downland Integrated Care Board",
        "Riverton Council for Voluntary Service",
        "Riverton Health Voices",
        "Safer Voices Riverton",
    } <= found
    expect(reader.page.locator(".evidence:visible")).to_contain_text("£60,000, 2024-04-01 to 2027-04-01")


def test_how_an_issue_reaches_its_owner_and_what_breaks_that(reader: Reader, maps: dict[str, MapSpec]) -> None:
    reader.tab("How issues travel")
    reader.find("Dementia")
    expect(reader.panel()).to_contain_text("Owned by")
    expect(reader.panel()).to_contain_text("Health and Wellbeing Board")
    expect(reader.panel()).to_contain_text("the holder of S-HWB-13 leaves")
    assert lit(reader.page, maps["issue"]) == {"theme:riverton:dementia", "partnership:P-HWB"}
