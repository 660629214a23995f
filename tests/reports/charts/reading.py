"""Pictures taken apart again: the paths and words of their lines, the size and letters of their dots."""

import io
import re
from dataclasses import dataclass
from itertools import pairwise

from defusedxml import ElementTree
from PIL import Image

from netmap.reports.document import Picture

NAMESPACE = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
ALLOWED = {
    "svg": {"width", "height", "viewBox", "font-family", "stroke-linejoin"},
    "path": {
        "d",
        "fill",
        "stroke",
        "stroke-width",
        "stroke-dasharray",
        "stroke-linecap",
        "opacity",
    },
    "text": {"x", "y", "font-size", "font-weight", "text-anchor", "fill"},
}
"""All that the lines of a picture may hold: presentation attributes, none of which names anything outside."""


@dataclass(frozen=True)
class Path:
    """One path: how it looks, and the corners of each of its parts."""

    looks: dict[str, str]
    parts: tuple[tuple[tuple[float, float], ...], ...]

    @property
    def fill(self) -> str:
        return self.looks.get("fill", "")

    @property
    def line(self) -> str:
        return self.looks.get("stroke", "")

    @property
    def width(self) -> float:
        return float(self.looks.get("stroke-width", "1"))

    def boxes(self) -> list[tuple[float, float, float, float]]:
        """Give left, top, right and bottom of each part."""
        return [
            (min(x for x, _ in part), min(y for _, y in part), max(x for x, _ in part), max(y for _, y in part))
            for part in self.parts
        ]


def paths(picture: Picture) -> list[Path]:
    root = ElementTree.fromstring(picture.svg)
    return [_path(element) for element in root.iter(f"{NAMESPACE}path")]


def _path(element) -> Path:
    parts = [part for part in element.get("d").split("M") if part.strip()]
    points = tuple(tuple(pairwise_once([float(number) for number in NUMBER.findall(part)])) for part in parts)
    return Path({name: value for name, value in element.attrib.items() if name != "d"}, points)


def pairwise_once(numbers: list[float]) -> list[tuple[float, float]]:
    return [pair for place, pair in enumerate(pairwise(numbers)) if place % 2 == 0]


def words(picture: Picture) -> list[str]:
    root = ElementTree.fromstring(picture.svg)
    return [element.text or "" for element in root.iter(f"{NAMESPACE}text")]


def assert_is_plain(picture: Picture) -> None:
    """Check that a strict page can hold the lines: one element with plain attributes, in its frame."""
    root = ElementTree.fromstring(picture.svg)
    assert root.tag == f"{NAMESPACE}svg"
    assert (root.get("width"), root.get("height")) == (str(picture.width), str(picture.height))
    assert root.get("viewBox") == f"0 0 {picture.width} {picture.height}"
    for element in root.iter():
        tag = element.tag.removeprefix(NAMESPACE)
        assert set(element.attrib) <= ALLOWED[tag], (tag, element.attrib)
        if tag != "text":
            assert not (element.text or "").strip()
    for said in root.iter(f"{NAMESPACE}text"):
        assert float(said.get("font-size")) >= 12
        assert 0 <= float(said.get("x")) <= picture.width
        assert 0 < float(said.get("y")) <= picture.height


def dots(picture: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.dots.png))
    image.load()
    return image
