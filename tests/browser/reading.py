"""What the tests ask of a page and do on it, as a reader would."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from netmap.maps.spec import MapSpec

Open = Callable[..., Page]

POSITIONS = "() => document.getElementById('drawing').network.getPositions()"
VIEW = """() => {
  const network = document.getElementById('drawing').network;
  return { ...network.getViewPosition(), scale: network.getScale() };
}"""
COLOUR_AT = """async number => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const drawing = document.getElementById('drawing'), canvas = drawing.querySelector('canvas');
  const { x, y } = drawing.network.canvasToDOM(drawing.network.getPosition(number));
  const ratio = canvas.width / canvas.clientWidth;
  const copy = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  copy.drawImage(canvas, -Math.round(x * ratio), -Math.round(y * ratio));
  const [r, g, b] = copy.getImageData(0, 0, 1, 1).data;
  return '#' + [r, g, b].map(part => part.toString(16).padStart(2, '0')).join('');
}"""
PLACE_OF = """number => {
  const drawing = document.getElementById('drawing'), box = drawing.getBoundingClientRect();
  const { x, y } = drawing.network.canvasToDOM(drawing.network.getPosition(number));
  return [box.x + x, box.y + y];
}"""
SHOWN = "() => document.getElementById('drawing').shown().nodes"
SHOWN_TIES = "() => document.getElementById('drawing').shown().edges"
LIT = """() => {
  const lit = document.getElementById('drawing').lit();
  return lit ? { nodes: [...lit.nodes].sort((a, b) => a - b), edges: [...lit.edges].sort((a, b) => a - b) } : null;
}"""


def number_of(spec: MapSpec, name: str) -> int:
    return next(number for number, node in enumerate(spec.nodes) if node.name == name)


def click_on(page: Page, number: int) -> None:
    page.locator("#drawing").scroll_into_view_if_needed()
    x, y = page.evaluate(PLACE_OF, number)
    page.mouse.click(x, y)


def view(page: Page) -> dict[str, float]:
    found: dict[str, float] = page.evaluate(VIEW)
    return found


def shown(page: Page, spec: MapSpec) -> set[str]:
    """Give the ids of the records that are shown."""
    return {node.id for node, on in zip(spec.nodes, page.evaluate(SHOWN), strict=True) if on}


def lit(page: Page, spec: MapSpec) -> set[str] | None:
    """Give the ids of the records that are lit; None where all are."""
    found: Any = page.evaluate(LIT)
    return None if found is None else {spec.nodes[number].id for number in found["nodes"]}


def search(page: Page) -> Locator:
    return page.get_by_role("combobox", name="Find by name")


def status(page: Page) -> Locator:
    return page.locator("#status")


def saved(page: Page, button: str, folder: Path) -> Path:
    """Choose an entry of the menu Save, and give the file that came."""
    page.locator("details.menu summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path
