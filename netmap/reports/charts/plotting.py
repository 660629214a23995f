"""A sheet drawn by matplotlib: as lines for a page that allows neither style nor script, and as dots for a document."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional
from xml.etree import ElementTree

from netmap.reports.charts.drawing import Shape, Sheet, Words, paper
from netmap.reports.charts.letters import drawable, font_file
from netmap.reports.document import Dots

if TYPE_CHECKING:
    from matplotlib.backend_bases import RendererBase
    from matplotlib.patches import PathPatch
    from PIL import Image, ImageDraw

_POINTS = 72
_SAYS_NOTHING: Any = dict.fromkeys(("Creator", "Date", "Format", "Type"))
DENSITY = 126
"""Dots to the inch of 72 pixels: a picture as wide as the text of a page has 178 dots to the inch on paper."""
_COLOURS = 256
FACE = "Arial, Liberation Sans, Helvetica, sans-serif"
_ANCHOR = {"start": "ls", "middle": "ms", "end": "rs"}
_TURNED = frozenset(("R", "AL", "AN"))
_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "netmap",
    "text.usetex": False,
    "text.parse_math": False,
    "text.hinting": "none",
    "text.antialiased": True,
    "lines.scale_dashes": False,
    "path.simplify": True,
    "path.simplify_threshold": 0.1,
    "path.sketch": None,
    "path.effects": [],
    "agg.path.chunksize": 0,
}
"""What a reader's own settings of matplotlib must not change."""
_LOOKS = (
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "opacity",
    "fill-opacity",
    "stroke-opacity",
)
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}")


def plotted(sheet: Sheet) -> tuple[str, Dots]:
    """Draw a sheet as one <svg> element, and say how it is drawn as dots: the same bytes for the same sheet.

    The lines hold no style, script, id or address, so that several pictures can lie in one strict page.
    """
    from matplotlib import rc_context

    with rc_context(_SETTINGS):
        return _lines(sheet), Dots(lambda: _dots(sheet))


def _draw(sheet: Sheet, renderer: RendererBase, scale: float = 1) -> None:
    """Draw everything but the words, which takes no figure: its axes are a third of what there is to import."""
    for shape in (paper(sheet), *sheet.shapes):
        _patch(sheet, shape, scale).draw(renderer)


def _patch(sheet: Sheet, shape: Shape, scale: float) -> PathPatch:
    """Make what is drawn of a shape; matplotlib counts from the lower left corner."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D

    steps = [step for outline in shape.outlines for step in outline]
    path = Path([point for _, point in steps], [code for code, _ in steps])
    if shape.is_round:
        # Simplified, or moved to whole dots, a line that is all end would be nothing.
        path.should_simplify = False
    patch = PathPatch(
        path,
        transform=Affine2D().scale(1, -1).translate(0, sheet.high).scale(scale),
        facecolor=shape.fill or "none",
        edgecolor=shape.line or "none",
        linewidth=shape.width if shape.line else 0,
        alpha=shape.opacity if shape.opacity < 1 else None,
        capstyle="round" if shape.is_round else "butt",
        joinstyle="round",
        clip_on=False,
        snap=False if shape.is_round else None,
    )
    if shape.dash:
        patch.set_linestyle((0, shape.dash))
    return patch


def _lines(sheet: Sheet) -> str:
    """Write the paths that matplotlib draws, each look as attributes, and the words as words above them."""
    from matplotlib.backends import backend_svg

    drawn = io.StringIO()
    library: Any = backend_svg
    renderer = library.RendererSVG(sheet.wide, sheet.high, drawn, metadata=_SAYS_NOTHING)
    _draw(sheet, renderer)
    renderer.finalize()
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{sheet.wide}" height="{sheet.high}" '
        f'viewBox="0 0 {sheet.wide} {sheet.high}" font-family="{FACE}" stroke-linejoin="round">'
    )
    paths = _paths(ElementTree.fromstring(drawn.getvalue()))
    return "\n".join((root, *paths, *map(_text, sheet.words), "</svg>"))


def _paths(root: ElementTree.Element) -> Iterator[str]:
    for path in root.iter("{http://www.w3.org/2000/svg}path"):
        style = dict(part.split(": ") for part in path.get("style", "").split("; ") if part)
        looks = {name: style[name] for name in _LOOKS if name in style}
        outline = _LONG_NUMBER.sub(_short, " ".join(path.get("d", "").split()))
        yield f"<path {_attributes(d=outline, **looks)}/>"


def _short(number: re.Match[str]) -> str:
    """Write a place to the tenth of a pixel."""
    return _place(float(number[0]))


def _text(words: Words) -> str:
    attributes: dict[str, Any] = {"x": _place(words.x), "y": _place(words.y), "font-size": f"{words.size:g}"}
    if words.bold:
        attributes["font-weight"] = "bold"
    if words.align != "start":
        attributes["text-anchor"] = words.align
    return f"<text {_attributes(**attributes, fill=words.colour)}>{escape(words.text, quote=False)}</text>"


def _place(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _attributes(**values: str) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in values.items())


def _dots(sheet: Sheet) -> bytes:
    """Write what matplotlib draws, and the words above it, as a PNG file that tells neither a day nor a program."""
    from matplotlib import rc_context
    from matplotlib.backends import backend_agg
    from PIL import Image, ImageDraw

    scale = DENSITY / _POINTS
    size = int(sheet.wide * scale), int(sheet.high * scale)
    library: Any = backend_agg
    renderer = library.RendererAgg(*size, DENSITY)
    with rc_context(_SETTINGS):
        _draw(sheet, renderer, scale)
    image = Image.frombuffer("RGBA", size, renderer.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
    pen = ImageDraw.Draw(image)
    for words in sheet.words:
        _write(pen, words)
    few = image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    written = io.BytesIO()
    _whitened(few).save(written, "PNG", dpi=(DENSITY, DENSITY), compress_level=6)
    return written.getvalue()


def _write(pen: ImageDraw.ImageDraw, words: Words) -> None:
    said, scale = drawable(words.text), DENSITY / _POINTS
    # Only what is read from right to left needs the engine that orders letters, which not every machine has.
    font = _font(words.bold, round(words.size * scale), turned=any(bidirectional(letter) in _TURNED for letter in said))
    pen.text((words.x * scale, words.y * scale), said, words.colour, font, anchor=_ANCHOR[words.align])


@cache
def _font(bold: bool, size: int, turned: bool) -> Any:
    from PIL import ImageFont

    engine = None if turned else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(font_file(bold)), size, layout_engine=engine)


def _whitened(image: Image.Image) -> Image.Image:
    """Make the paper white again, which choosing few colours takes a shade down."""
    paper_at: Any = image.getpixel((0, 0))
    corner = 3 * int(paper_at)
    palette = image.getpalette() or []
    palette[corner : corner + 3] = (255, 255, 255)
    image.putpalette(palette)
    return image
