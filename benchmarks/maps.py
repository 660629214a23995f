"""How fast a map is written, opens and moves, beside pyvis as it comes, on the same graphs and in the same browser."""

from __future__ import annotations

import math
import os
import shutil
import statistics
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright
from pyvis.network import Network as PyvisNetwork

from benchmarks.growth import draw_growth
from benchmarks.map_graphs import graph_to_draw
from benchmarks.measuring import Figure, timed
from netmap.maps.layout import place
from netmap.maps.render import write_maps
from netmap.maps.spec import MapSpec

SIZES = (500, 2_000, 10_000)
GROWTH = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000)
BARS = {500: (1.0, 55, 0.1), 2_000: (1.2, 50, 0.2), 10_000: (2.5, 20, 1.0)}
NAMES = ("chromium", "chromium-browser", "google-chrome")
PAN_SECONDS, SILENCE, LONGEST_WAIT = 3.0, 1.0, 25.0
WATCH = """
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    window.lastDrawn = performance.now();
    requestAnimationFrame(() => { window.lastSeen = performance.now(); });
    return clear.apply(this, box);
  };
  window.frames_ = 0;
  const count = () => { window.frames_++; requestAnimationFrame(count); };
  requestAnimationFrame(count);
"""


@dataclass(frozen=True)
class Opening:
    """How a page opened and moved: seconds to rest (infinite where it never came to rest), and frames a second."""

    rest: float
    pan: float


class Graph:
    """One graph and the pages made of it."""

    def __init__(self, size: int, folder: Path) -> None:
        self.size, self.folder = size, folder

    @cached_property
    def spec(self) -> MapSpec:
        return place(graph_to_draw(self.size))

    @cached_property
    def ours(self) -> tuple[Path, float]:
        """Give the page of netmap and the seconds it took to write, positions aside."""
        path = self.folder / f"netmap-{self.size}.html"
        write_maps([self.spec], path)
        return path, statistics.median(timed(lambda: write_maps([self.spec], path)) for _ in range(3))

    def pyvis(self, *, physics: bool) -> tuple[Path, float]:
        """Give the page of pyvis as its users make it, and the seconds that took."""
        path = self.folder / f"pyvis-{self.size}-{physics}.html"
        return path, timed(lambda: path.write_text(_of_pyvis(self.spec, physics), encoding="utf-8"))


def _of_pyvis(spec: MapSpec, physics: bool) -> str:
    network = PyvisNetwork(cdn_resources="in_line")
    network.toggle_physics(physics)
    for node in spec.nodes:
        where = {} if physics else {"x": node.x, "y": node.y}
        network.add_node(node.id, node.name, size=node.size, physics=physics, **where)
    for edge in spec.edges:
        network.add_edge(edge.source, edge.target)
    return str(network.generate_html())


def measure(scale: float, folder: Path) -> list[Figure]:
    found = next(filter(None, [os.environ.get("NETMAP_BROWSER"), *map(shutil.which, NAMES)]))
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        figures = [figure for size in SIZES for figure in _beside_pyvis(browser, Graph(size, folder))]
        figures += _growth(browser, folder)
        browser.close()
    return figures


def _beside_pyvis(browser: Browser, graph: Graph) -> list[Figure]:
    rest_bar, pan_bar, write_bar = BARS[graph.size]
    path, wrote = graph.ours
    still, still_wrote = graph.pyvis(physics=False)
    ours, beside = _opened(browser, path, "#drawing"), _opened(browser, still, "#mynetwork")
    stock, _ = graph.pyvis(physics=True)
    loose = _opened(browser, stock, "#mynetwork")
    size_bar = (1_000_000 + 300 * graph.size + 150 * len(graph.spec.edges)) / 1e6
    named = f"{graph.size:,} nodes"
    return [
        Figure(
            f"{named}: at rest after", ours.rest, "s", rest_bar, note=_against("stock pyvis", loose.rest, ours.rest)
        ),
        Figure(
            f"{named}: pyvis with positions, at rest after",
            beside.rest,
            "s",
            note=_against("it", beside.rest, ours.rest),
        ),
        Figure(f"{named}: frames a second while dragging", ours.pan, "", pan_bar, at_least=True),
        Figure(f"{named}: pyvis with positions, frames a second", beside.pan, ""),
        Figure(f"{named}: page", path.stat().st_size / 1e6, "MB", round(size_bar, 2)),
        Figure(
            f"{named}: page written, positions aside", wrote, "s", write_bar, note=_against("pyvis", still_wrote, wrote)
        ),
    ]


def _against(whom: str, theirs: float, ours: float) -> str:
    if math.isinf(theirs):
        return f"{whom} was not at rest after {LONGEST_WAIT:.0f} s: over {LONGEST_WAIT / ours:.0f} times as long"
    return f"{theirs / ours:.1f} times as long with {whom}"


def _growth(browser: Browser, folder: Path) -> list[Figure]:
    rows = []
    for size in GROWTH:
        graph = Graph(size, folder)
        laid_out = timed(lambda graph=graph: graph.spec)
        path, wrote = graph.ours
        opening = _opened(browser, path, "#drawing")
        rows.append((size, laid_out, wrote, opening.rest, opening.pan, path.stat().st_size / 1e6))
    draw_growth(rows, Path(__file__).parent / "map-growth.svg")
    slope = math.log(rows[-1][2] / rows[-4][2]) / math.log(rows[-1][0] / rows[-4][0])
    figures = [
        Figure(
            "log-log slope of writing a page, 2,000 to 20,000 nodes", slope, "", 1.2, note="the plot: map-growth.svg"
        )
    ]
    size, laid_out, wrote, rest, pan, megabytes = rows[-1]
    figures.append(
        Figure(
            f"{size:,} nodes: at rest after",
            rest,
            "s",
            note=f"{pan:.0f} frames a second, {megabytes:.1f} MB, {wrote:.2f} s to write",
        )
    )
    return figures


def _opened(browser: Browser, path: Path, drawing: str) -> Opening:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    context.add_init_script(WATCH)
    page = context.new_page()
    try:
        page.goto(path.as_uri(), timeout=LONGEST_WAIT * 1000)
        rest = _at_rest(page)
    except TimeoutError:
        rest = math.inf
    opening = Opening(rest, math.nan if math.isinf(rest) else _panned(page, drawing))
    context.close()
    return opening


def _at_rest(page: Page) -> float:
    """Wait until nothing was drawn for a second; give when the last drawing was to be seen."""
    end = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < end:
        last, seen, now = page.evaluate("[window.lastDrawn ?? NaN, window.lastSeen ?? NaN, performance.now()]")
        if last is not None and now - last > SILENCE * 1000:
            return float(max(last, seen)) / 1000
        page.wait_for_timeout(100)
    return math.inf


def _panned(page: Page, drawing: str) -> float:
    """Drag the ground in circles for some seconds, and count the frames."""
    box = page.locator(drawing).bounding_box()
    assert box is not None
    x, y = box["x"] + 6, box["y"] + 6
    page.mouse.move(x, y)
    page.mouse.down()
    frames, start, turn = page.evaluate("window.frames_"), time.perf_counter(), 0.0
    while time.perf_counter() - start < PAN_SECONDS:
        turn += 0.06
        page.mouse.move(x + 130 - 130 * math.cos(turn), y + 130 * abs(math.sin(turn)))
    seconds = time.perf_counter() - start
    rate = (page.evaluate("window.frames_") - frames) / seconds
    page.mouse.up()
    return float(rate)
