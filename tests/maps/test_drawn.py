"""Maps as an object: it shows itself in a notebook, saves itself, and comes from whatever a person has."""

from __future__ import annotations

import csv
import datetime
import json
import re
import shlex
import shutil
import subprocess
import sys
import warnings
from dataclasses import FrozenInstanceError, replace
from html.parser import HTMLParser
from pathlib import Path

import click
import jsonschema
import pytest

import netmap
from netmap.analyses.settings import DEFAULTS, DominanceSettings
from netmap.cli import main
from netmap.errors import InputError, NetmapError, RenderError
from netmap.maps.documents import from_json, schema
from netmap.maps.drawn import DrawnMaps
from netmap.maps.layout import place
from netmap.maps.making import make_maps
from netmap.maps.spec import LAYOUT_SCHEMA, key_of
from netmap.network import Network
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import open_store
from tests.maps.hostile import HOSTILE
from tests.maps.sample_map import placed_map, sample_map

ANYTOWN, DAY = shipped("datasets") / "anytown", "2026-01-31"


class Frames(HTMLParser):
    """What a browser makes of a fragment: its elements with their attributes, and any text outside them."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def frame_of(drawn: DrawnMaps) -> dict[str, str | None]:
    """Give the attributes of the one frame that a notebook is given."""
    page = Frames(drawn._repr_html_())
    assert page.text == ""
    ((tag, attributes),) = page.found
    assert tag == "iframe"
    return attributes


def test_a_notebook_gets_one_frame_with_exactly_the_page_in_it() -> None:
    drawn = DrawnMaps((placed_map(),))
    frame = frame_of(drawn)
    assert frame["srcdoc"] == drawn.html
    assert drawn.html.lower().startswith("<!doctype html>")
    assert frame["title"] == placed_map().question


def test_the_frame_can_reach_neither_the_notebook_nor_a_network() -> None:
    frame = frame_of(DrawnMaps((placed_map(),)))
    assert set(str(frame["sandbox"]).split()) == {"allow-scripts", "allow-downloads"}
    assert "src" not in frame
    assert "default-src 'none'" in str(frame["srcdoc"])


def test_the_frame_is_as_wide_as_the_cell_and_as_tall_as_asked() -> None:
    drawn = DrawnMaps((placed_map(),))
    assert (frame_of(drawn)["width"], frame_of(drawn)["height"]) == ("100%", "640")
    assert frame_of(drawn.tall(900))["height"] == "900"
    assert drawn.tall(900).specs == drawn.specs and drawn.height == 640


def test_hostile_words_stay_words_in_the_frame() -> None:
    question = " ".join(text for text in HOSTILE if len(text) < 200)
    drawn = DrawnMaps((place(replace(sample_map(), question=question)),))
    frame = frame_of(drawn)
    assert frame["title"] == question
    assert frame["srcdoc"] == drawn.html
    assert set(frame) == {"title", "width", "height", "sandbox", "style", "srcdoc"}


def test_what_is_saved_is_what_is_shown(tmp_path: Path) -> None:
    drawn = DrawnMaps((placed_map(), replace(placed_map(), view="coverage")))
    path = drawn.save(tmp_path / "map.html")
    assert path.read_text(encoding="utf-8") == drawn.html
    assert drawn.save(str(tmp_path / "again.html")).is_file()


def test_the_data_is_a_list_of_documents() -> None:
    specs = (placed_map(), replace(placed_map(), view="coverage"))
    documents = json.loads(DrawnMaps(specs).to_json())
    assert tuple(from_json(json.dumps(each)) for each in documents) == specs
    for each in documents:
        jsonschema.validate(each, schema())


def test_a_prompt_shows_a_line_and_not_a_megabyte() -> None:
    drawn = DrawnMaps((placed_map(), replace(placed_map(), view="coverage")))
    assert repr(drawn) == (
        "<maps of netmap: overview (10 records, 6 ties) and coverage (10 records, 6 ties); "
        ".save('map.html') writes the page>"
    )


def test_the_object_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        DrawnMaps((placed_map(),)).height = 1  # type: ignore[misc]


def test_maps_without_places_are_refused_when_they_are_shown() -> None:
    with pytest.raises(RenderError, match="has no place"):
        _ = DrawnMaps((sample_map(),)).html


@pytest.fixture(scope="module")
def expected(anytown: Network) -> DrawnMaps:
    return DrawnMaps(make_maps(anytown, source="anytown", as_of=DAY, view="coverage"))


def test_every_kind_of_source_gives_the_same_map(expected: DrawnMaps, anytown: Network, tmp_path: Path) -> None:
    store, dataset = open_store(str(tmp_path / "town.db")), read_source(ANYTOWN)
    store.load(dataset.name, dataset.records)
    store.close()
    for source in (ANYTOWN, str(ANYTOWN), tmp_path / "town.db", anytown):
        drawn = netmap.map(source, view="coverage", as_of=DAY)
        assert drawn.specs == expected.specs, source


def test_a_networkx_graph_is_a_source_and_is_not_changed(expected: DrawnMaps, anytown: Network) -> None:
    graph = anytown.to_networkx()
    before = (dict(graph.nodes(data=True)), list(graph.edges(keys=True, data=True)))
    drawn = netmap.map(graph, view="coverage", as_of=DAY)
    assert (dict(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))) == before
    (spec,), (other,) = drawn.specs, expected.specs
    assert {node.name for node in spec.nodes} == {node.name for node in other.nodes}
    assert len(spec.edges) == len(other.edges) and spec.summary == other.summary


def test_all_that_the_command_can_ask_can_be_asked_here(anytown: Network) -> None:
    page = netmap.map(anytown, as_of=datetime.date(2026, 1, 31))
    assert [spec.view for spec in page.specs] == ["overview", "dominance", "coverage", "funding", "issue"]
    assert {spec.as_of for spec in page.specs} == {DAY}
    near = netmap.map(anytown, view="partnership", focus="P1", steps=2, as_of=DAY)
    assert len(near.specs[0].nodes) > len(netmap.map(anytown, view="partnership", focus="P1", as_of=DAY).specs[0].nodes)
    shown = netmap.map(anytown, view="dominance", as_of=DAY, publish="public")
    assert shown.specs[0].profile == "public" and shown.specs[0].left_out
    assert netmap.map(anytown, view="coverage").specs[0].as_of == datetime.date.today().isoformat()


def test_settings_are_taken_as_an_object_or_a_file(anytown: Network, tmp_path: Path) -> None:
    strict = replace(DEFAULTS, dominance=DominanceSettings(alert_share=1.0))
    (tmp_path / "mine.toml").write_text("[dominance]\nalert_share = 1.0\n", encoding="utf-8")

    def found(**more: object) -> int:
        drawn = netmap.map(anytown, view="dominance", as_of=DAY, **more)  # type: ignore[arg-type]
        return sum(finding.id.startswith("dominance:") for finding in drawn.specs[0].findings)

    assert found() > 0
    assert found(settings=strict) == found(settings=tmp_path / "mine.toml") == 0


def test_a_layout_that_a_page_saved_is_kept(anytown: Network, tmp_path: Path) -> None:
    drawn = netmap.map(anytown, view="coverage", as_of=DAY)
    node = drawn.specs[0].nodes[0]
    saved = {"schema": LAYOUT_SCHEMA, "places": {"coverage": {key_of(node.id): [1234.0, -567.0]}}}
    (tmp_path / "layout.json").write_text(json.dumps(saved), encoding="utf-8")
    again = netmap.map(anytown, view="coverage", as_of=DAY, layout=tmp_path / "layout.json")
    assert (again.specs[0].nodes[0].x, again.specs[0].nodes[0].y) == (1234.0, -567.0)
    saved["places"]["coverage"]["000000000000"] = [1.0, 1.0]  # type: ignore[index]
    (tmp_path / "layout.json").write_text(json.dumps(saved), encoding="utf-8")
    with pytest.warns(UserWarning, match="1 place in the layout is of nothing on this map"):
        netmap.map(anytown, view="coverage", as_of=DAY, layout=tmp_path / "layout.json")


def test_rows_that_were_refused_are_warned_of(tmp_path: Path) -> None:
    with (tmp_path / "partnerships.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["name", "meetings_per_year"], ["Board", "6"], ["Forum", "often"]])
    with pytest.warns(UserWarning, match=r"1 row\(s\) were refused.*partnerships!B3: is not a number") as warned:
        netmap.map(tmp_path, view="overview", as_of=DAY)
    assert warned[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        netmap.map(ANYTOWN, view="coverage", as_of=DAY)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"as_of": "2026"}, "2026 is not a full date"),
        ({"view": "weather"}, "no view 'weather'"),
        ({"publish": "everybody", "view": "coverage"}, "no profile 'everybody'"),
        ({"view": "partnership"}, "none is named"),
        ({"focus": "Nobody at all"}, "named Nobody at all"),
        ({"steps": 9}, "9 steps"),
        ({"settings": "nowhere.toml"}, "cannot be read"),
        ({"layout": "nowhere.json"}, "cannot be read"),
    ],
)
def test_misuse_is_answered_in_plain_words(more: dict[str, object], words: str) -> None:
    with pytest.raises(NetmapError, match=words) as refusal:
        netmap.map(ANYTOWN, **{"as_of": DAY, **more})  # type: ignore[arg-type]
    assert refusal.value.hint


def test_a_source_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(InputError, match="no file or folder"):
        netmap.map("nowhere", as_of=DAY)


def blocks(language: str) -> list[str]:
    page = (Path(__file__).parents[2] / "docs" / "maps.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", page, re.DOTALL)


def test_the_python_of_the_page_on_maps_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ANYTOWN, tmp_path / "mine")
    monkeypatch.chdir(tmp_path)
    assert len(blocks("python")) == 2
    exec("\n".join(blocks("python")), {})
    assert (tmp_path / "coverage.html").is_file()


def test_the_commands_of_the_page_on_maps_are_ones(tmp_path: Path) -> None:
    lines = [line for block in blocks("text") for line in block.splitlines()]
    assert len(lines) >= 4
    for line in lines:
        command, *words = shlex.split(line)[1:]
        whole = click.Context(main, **main.context_settings)
        found = main.get_command(whole, command)
        assert found is not None
        found.make_context(command, words, parent=whole)


def test_netmap_has_nothing_but_the_map() -> None:
    assert netmap.__all__ == ["map"]
    with pytest.raises(AttributeError, match="no attribute 'plot'"):
        _ = netmap.plot


def test_a_script_can_draw_from_an_empty_start(tmp_path: Path) -> None:
    program = f"import netmap; netmap.map({str(ANYTOWN)!r}, view='coverage', as_of={DAY!r}).save('map.html')"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "map.html").stat().st_size > 300_000
