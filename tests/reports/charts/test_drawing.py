"""All pictures alike: plain lines, the same bytes anywhere, hostile words as words, colours that can be told apart."""

import io
import os
import re
import subprocess
import sys
import tomllib
import warnings
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from defusedxml import ElementTree

from netmap import words as words_module
from netmap.maps.colours import contrast
from netmap.pages import showable
from netmap.reports.charts import style
from netmap.reports.charts.drawing import Sheet, box, circle
from netmap.reports.charts.letters import fitted, width_of, wrapped
from netmap.reports.document import Column, Picture, Table
from tests.maps.hostile import GROUPS, UNREADABLE
from tests.reports.charts.reading import NAMESPACE, assert_is_plain, dots, paths, words

TABLE = Table("Nothing", (Column("a", "A"),), ())
EVERYTHING = """
import hashlib, sys
from netmap.analyses.coverage import coverage
from netmap.analyses.dominance import dominance
from netmap.analyses.duplication import duplication
from netmap.analyses.issues import issues
from netmap.maps.making import make_maps
from netmap.reports.charts.lorenz import lorenz_picture
from netmap.reports.charts.maps import map_picture
from netmap.reports.charts.matrix import voice_picture
from netmap.reports.charts.routes import routes_picture
from netmap.reports.charts.timeline import funding_picture
from netmap.shipped import shipped
from pathlib import Path
from tests.networks import read_network

network = read_network(shipped("datasets") / "anytown")
day = {"as_of": "2026-01-31"}
money, stuck = duplication(network, **day), issues(network, **day)
pictures = [
    lorenz_picture(dominance(network, **day)),
    voice_picture(coverage(network, **day)),
    funding_picture(money, network),
    routes_picture(stuck, network),
    *(map_picture(spec) for spec in make_maps(network, source="anytown", **day)),
]
for picture in pictures:
    print(picture.name, hashlib.sha256(picture.svg.encode() + picture.dots.png).hexdigest())
"""


def drawn(*texts: str, high: float = 400) -> Picture:
    sheet = Sheet()
    for row, text in enumerate(texts):
        sheet.write(12, 20 + row, text, widest=600)
    sheet.draw([box(10, 10, 50, 20), circle(100, 100, 20)], fill=style.BLUE, line=style.INK)
    sheet.dot([(200, 100), (240, 100)], 8, style.PLUM)
    return sheet.finished("drawn", caption="A drawing", alt="A drawing.", table=TABLE, high=high)


def test_the_lines_are_one_plain_element():
    picture = drawn("One line", "B & Q <b>")
    assert_is_plain(picture)
    assert picture.svg.startswith("<svg ") and picture.svg.endswith("</svg>")
    assert words(picture) == ["One line", "B & Q <b>"]


def test_shapes_lie_where_they_were_put_in_lines_and_in_dots():
    picture = drawn()
    shapes = [path for path in paths(picture) if path.fill == style.BLUE]
    assert [box for path in shapes for box in path.boxes()] == [(10, 10, 60, 30), (80, 80, 120, 120)]
    image = dots(picture).convert("RGB")
    scale = image.width / picture.width
    for x, y, colour in ((35, 20, style.BLUE), (200, 100, style.PLUM), (240, 100, style.PLUM), (300, 100, style.PAPER)):
        red, green, blue = image.getpixel((round(x * scale), round(y * scale)))
        wanted = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
        assert all(abs(found - each) <= 8 for found, each in zip((red, green, blue), wanted, strict=True)), colour


def test_the_dots_fill_the_width_of_a_page_and_tell_nothing_else():
    image = dots(drawn("Words"))
    assert image.size == (1120, 700)
    assert 150 <= image.width / (16 / 2.54) <= 200
    assert not image.info.keys() - {"dpi", "transparency"}
    assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("kind", (*GROUPS, "unreadable", "formulas of letters"))
def test_hostile_words_stay_words(kind):
    texts = GROUPS.get(kind) or {"unreadable": UNREADABLE}.get(kind, ("$x^2$", "$\\frac{", "\\$", "  ", ""))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = drawn(*texts)
    assert_is_plain(picture)
    assert all(width_of(said, style.LETTER) <= 600 and len(said) <= 400 for said in words(picture))
    for text in texts:
        start = " ".join(showable(text).split())[:2].strip()
        assert any(said.startswith(start) for said in words(picture)) or not start


def test_words_are_cut_at_their_room_and_say_so():
    long = "The Association of Neighbourhood Organisations " * 8
    assert fitted(long, 200, 13).endswith("…")
    assert width_of(fitted(long, 200, 13), 13) <= 200
    lines = wrapped(long, 150, 13, most=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…") and not lines[0].endswith("…")
    assert all(width_of(line, 13) <= 150 for line in lines)
    assert " ".join(wrapped("Short enough to stay", 150, 13, most=3)) == "Short enough to stay"


def test_words_on_a_page_are_no_wider_than_was_measured():
    """The dots are drawn in the font that is measured: the widest line that fits leaves the margin white."""
    dark = np.asarray(dots(drawn(fitted("Mm" * 300, 600, 13))).convert("L"))[:60] < 128
    assert 0.9 * 612 < np.flatnonzero(dark.any(axis=0)).max() / 1.75 <= 613


def test_a_readers_own_settings_change_nothing():
    plain = drawn("Words $a$")
    own = {"text.usetex": True, "svg.fonttype": "path", "path.sketch": (3, 100, 2), "lines.scale_dashes": True}
    with matplotlib.rc_context(own):
        other = drawn("Words $a$")
        dotted = other.dots.png
    assert (plain.svg, plain.dots.png) == (other.svg, dotted)


def test_the_same_bytes_under_any_seed_of_hashing():
    outputs = [
        subprocess.run(
            [sys.executable, "-W", "error::UserWarning", "-c", EVERYTHING],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        for seed in ("1", "2")
    ]
    assert outputs[0].stdout == outputs[1].stdout
    assert outputs[0].stdout.count("\n") >= 9
    assert outputs[0].stderr == ""


def test_matplotlib_is_loaded_for_the_first_picture_only():
    code = "import sys, netmap.reports.charts.lorenz, netmap.reports.charts.maps; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize("name", ("GRID", "BLUE", "ORANGE", "PLUM", "GREY"))
def test_parts_of_drawings_stand_out_from_the_paper(name):
    assert contrast(getattr(style, name), style.PAPER) >= 3


@pytest.mark.parametrize("name", ("INK", "QUIET", "GREY"))
@pytest.mark.parametrize("ground", ("PAPER", "WASH"))
def test_words_stand_out_from_what_they_lie_on(name, ground):
    assert contrast(getattr(style, name), getattr(style, ground)) >= 4.5


def test_marks_stand_out_from_the_bands_of_a_table():
    assert min(contrast(colour, style.WASH) for colour in (style.BLUE, style.PLUM, style.GREY)) >= 3


def test_two_pictures_share_no_name_of_a_part():
    assert "id=" not in drawn("One").svg


def test_letters_are_letters_and_not_outlines():
    root = ElementTree.parse(io.StringIO(drawn("Words").svg)).getroot()
    assert [said.text for said in root.iter(f"{NAMESPACE}text")] == ["Words"]


def test_what_is_said_of_pictures_is_short():
    """Headlines have ten words at most, sentences twenty-five, with a figure in every place for one."""
    texts = tomllib.loads((Path(words_module.__file__).parent / "reports" / "charts.toml").read_text("utf-8"))
    for name, text in texts.items():
        said = re.sub(r"\{(groups|awards|themes)\}", "12 things", text) if "_title" in name else text
        longest = 10 if "_title" in name else 25
        for sentence in re.split(r"(?<=[.;:])\s", said):
            assert len(sentence.split()) <= longest, (name, sentence)
