"""The controls of a map: search, filters, days, neighbours, hiding, findings, tabs, and the address with them all."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from netmap.maps.layout import place
from netmap.maps.render import write_maps
from tests.browser.reading import SHOWN_TIES, Open, click_on, lit, number_of, search, shown, status, view
from tests.maps.sample_map import borough_map, full_map

pytestmark = pytest.mark.browser

ALL = {node.id for node in full_map().nodes}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_maps([full_map()], tmp_path_factory.mktemp("maps") / "small.html")


@pytest.fixture(scope="module")
def tabs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    second = replace(place(borough_map()), view="dominance", question="Who holds the seats?")
    return write_maps([full_map(), second], tmp_path_factory.mktemp("maps") / "tabs.html")


@pytest.fixture(scope="module")
def opening(tmp_path_factory: pytest.TempPathFactory) -> Path:
    spec = replace(full_map(), opens_on=("p1", "o1", "g3"))
    return write_maps([spec], tmp_path_factory.mktemp("maps") / "opening.html")


def test_search_suggests_names_and_goes_to_the_one_that_is_taken(open_page: Open, small: Path) -> None:
    page = open_page(small)
    search(page).fill("people")
    options = page.locator("#suggestions").get_by_role("option")
    expect(options).to_have_text(
        ["Deaf peopleequality group, a gap", "Older peopleequality group", "Trans peopleequality group, not known"]
    )
    expect(status(page)).to_have_text("3 names found.")
    search(page).press("ArrowDown")
    search(page).press("ArrowDown")
    expect(search(page)).to_have_attribute("aria-activedescendant", "suggestion-1")
    search(page).press("Enter")
    expect(page.locator("#chosen-heading")).to_have_text("Older people")
    expect(options).to_have_count(0)


def test_search_reads_over_accents_and_case_and_owns_up_to_nothing_found(open_page: Open, small: Path) -> None:
    page = open_page(small)
    search(page).fill("DÉAF")
    expect(page.locator("#suggestions").get_by_role("option")).to_have_count(1)
    search(page).fill("Atlantis")
    search(page).press("Enter")
    expect(status(page)).to_have_text("Nothing on this map is called “Atlantis”.")
    search(page).fill("people")
    search(page).press("Escape")
    expect(page.locator("#suggestions").get_by_role("option")).to_have_count(0)
    expect(search(page)).to_be_focused()


def test_a_kind_is_hidden_and_shown_by_the_legend_with_counts(open_page: Open, small: Path) -> None:
    page = open_page(small)
    groups = page.get_by_role("checkbox", name="equality group")
    groups.uncheck()
    assert shown(page, full_map()) == ALL - {"g1", "g2", "g3"}
    expect(page.locator("#shown")).to_have_text("7 of 10 records and 5 of 6 ties shown.")
    expect(page.locator("#legend li").filter(has_text="equality group")).to_contain_text("0 of 3")
    groups.check()
    assert shown(page, full_map()) == ALL
    page.get_by_role("checkbox", name="covers").uncheck()
    assert page.evaluate(SHOWN_TIES) == [True, True, True, True, False, True]


def test_a_filter_hides_what_does_not_match_and_leaves_what_it_does_not_concern(open_page: Open, small: Path) -> None:
    page = open_page(small)
    page.get_by_text("Filters").click()
    sector = page.get_by_label("Sector")
    assert sector.locator("option").all_inner_texts() == ["any", "health", "voluntary", "not recorded"]
    sector.select_option("health")
    assert shown(page, full_map()) == ALL - {"o1", "o3"}
    expect(status(page)).to_have_text("8 of 10 records and 3 of 6 ties shown.")
    sector.select_option("not recorded")
    assert shown(page, full_map()) == ALL - {"o1", "o2"}
    page.get_by_role("button", name="Show everything again").click()
    assert shown(page, full_map()) == ALL
    expect(sector).to_have_value("")


def test_the_slider_shows_the_seats_of_another_day_and_says_what_stays(open_page: Open, small: Path) -> None:
    page = open_page(small)
    slider = page.get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuetext", "30 June 2026")
    assert page.evaluate(SHOWN_TIES) == [True] * 6
    slider.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "1 January 2024")
    # The seat of the day is held; the vacancy begins in 2026.
    assert page.evaluate(SHOWN_TIES) == [True, True, True, False, True, True]
    assert shown(page, full_map()) == ALL - {"s1"}
    slider.press("ArrowRight")
    # The tenure ended on this day: half-open.
    expect(slider).to_have_attribute("aria-valuetext", "1 June 2025")
    assert page.evaluate(SHOWN_TIES)[0] is False
    expect(page.locator("#day-note")).to_contain_text("Gaps, findings and figures are those of 30 June 2026.")
    page.get_by_role("button", name="Back to 30 June 2026").click()
    assert page.evaluate(SHOWN_TIES) == [True] * 6


def test_neighbours_within_one_to_three_steps(open_page: Open, small: Path) -> None:
    page = open_page(small)
    spec = full_map()
    click_on(page, number_of(spec, "Loneliness"))
    assert lit(page, spec) == {"t1", "p1"}
    page.get_by_role("button", name="2 steps").click()
    assert lit(page, spec) == {"t1", "p1", "o1", "o2", "s1"}
    expect(status(page)).to_have_text("4 records within 2 steps.")
    page.get_by_role("button", name="3 steps").click()
    assert lit(page, spec) == {"t1", "p1", "o1", "o2", "s1", "p2"}
    page.get_by_role("button", name="Show only these").click()
    assert shown(page, spec) == {"t1", "p1", "o1", "o2", "s1", "p2"}
    page.get_by_role("button", name="Show only these").click()
    assert shown(page, spec) == ALL


def test_a_record_can_be_hidden_and_is_counted(open_page: Open, small: Path) -> None:
    page = open_page(small)
    click_on(page, number_of(full_map(), "Loneliness"))
    page.get_by_role("button", name="Hide this record").click()
    assert shown(page, full_map()) == ALL - {"t1"}
    expect(page.locator("#shown")).to_have_text("9 of 10 records and 5 of 6 ties shown.")
    search(page).fill("Loneliness")
    search(page).press("Enter")
    assert shown(page, full_map()) == ALL


def test_a_finding_moves_the_map_and_lights_what_it_rests_on(open_page: Open, small: Path) -> None:
    page = open_page(small)
    spec = full_map()
    start = view(page)
    finding = page.get_by_role("button", name="holds 2 of 3 seats")
    finding.click()
    assert lit(page, spec) == {"o1", "p1", "p2"}
    assert view(page) != start
    expect(finding).to_have_attribute("aria-expanded", "true")
    page.get_by_role("button", name="nobody speaks for them").click()
    assert lit(page, spec) == {"g2"}
    expect(finding).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".evidence:visible")).to_contain_text("asked about and not named (audit, 2026-03)")
    expect(page.locator(".evidence:visible")).to_contain_text("A mandate that names them.")
    page.locator(".evidence:visible").get_by_role("button", name="Deaf people").click()
    expect(page.locator("#chosen-heading")).to_have_text("Deaf people")
    page.keyboard.press("Escape")
    assert lit(page, spec) == {"g2"}
    page.keyboard.press("Escape")
    assert lit(page, spec) is None


def test_a_finding_brings_back_what_filters_hide(open_page: Open, small: Path) -> None:
    page = open_page(small)
    page.get_by_role("checkbox", name="equality group").uncheck()
    page.get_by_role("button", name="nobody speaks for them").click()
    assert lit(page, full_map()) == {"g2"}


def test_a_large_map_opens_on_its_question_and_says_so(open_page: Open, opening: Path) -> None:
    page = open_page(opening)
    assert shown(page, full_map()) == {"p1", "o1", "g3"}
    expect(page.locator("#shown")).to_have_text("3 of 10 records and 1 of 6 ties shown.")
    expect(page.locator("#opening")).to_contain_text("it opens on what the findings point to")
    page.get_by_role("button", name="Show all records").click()
    assert shown(page, full_map()) == ALL
    expect(page.locator("#opening")).to_be_hidden()


def test_a_finding_reaches_beyond_what_a_large_map_opens_on(open_page: Open, opening: Path) -> None:
    page = open_page(opening)
    page.get_by_role("button", name="nobody speaks for them").click()
    assert lit(page, full_map()) == {"g2"}


def test_each_tab_has_its_question_and_its_map(open_page: Open, tabs: Path) -> None:
    page = open_page(tabs)
    expect(page.get_by_role("heading", level=1)).to_have_text("Which groups have no live voice?")
    page.get_by_role("button", name="Who holds the seats").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who holds the seats?")
    assert page.title() == "Who holds the seats?"
    expect(page.locator("#shown")).to_have_text("All 225 records and 240 of 240 ties shown.")
    expect(page.get_by_role("button", name="Who holds the seats")).to_have_attribute("aria-current", "true")


def test_a_link_leads_to_the_same_view(open_page: Open, small: Path) -> None:
    page = open_page(small)
    spec = full_map()
    page.get_by_text("Filters").click()
    page.get_by_label("Sector").select_option("voluntary")
    page.get_by_role("checkbox", name="covers").uncheck()
    page.get_by_role("slider").press("Home")
    click_on(page, number_of(spec, "Safer Riverton Partnership"))
    page.get_by_role("button", name="2 steps").click()
    page.get_by_role("button", name="Zoom in").click()
    address, before, seen = page.url, view(page), shown(page, spec)
    other = open_page(small, fragment=address.partition("#")[2])
    assert shown(other, spec) == seen == ALL - {"o2", "o3", "s1"}
    assert lit(other, spec) == {"p2", "o1", "p1"}
    assert view(other) == pytest.approx(before, rel=0.02, abs=1)
    expect(other.locator("#chosen-heading")).to_have_text("Safer Riverton Partnership")
    expect(other.get_by_role("slider")).to_have_attribute("aria-valuetext", "1 January 2024")


@pytest.mark.parametrize(
    "fragment",
    [
        "view=nowhere&pick=zz,__proto__&steps=9&finding=99&kinds=-1,77,x&f0=99&f9=1&camera=a,b,c&at=tomorrow",
        "moved=zz:1:2,5ecf7ec4e34e:NaN:x&hidden=,,,",
        "%E0%A4%A&=&&&",
        "camera=1,2,-3",
    ],
)
def test_a_strange_link_opens_the_whole_map(open_page: Open, small: Path, fragment: str) -> None:
    page = open_page(small, fragment=fragment)
    assert shown(page, full_map()) == ALL
    expect(page.locator("#chosen")).to_be_hidden()
