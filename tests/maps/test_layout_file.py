import json
from pathlib import Path

import pytest

from netmap.errors import InputError
from netmap.maps.layout import place
from netmap.maps.layout_file import LARGEST_FILE, Layout, LayoutUse, read_layout
from netmap.maps.spec import key_of
from tests.maps.sample_map import placed_map, sample_map

HEAD = '{"schema": "netmap/layout/1", "places": '
KEY = key_of("p1")


def written(folder: Path, text: str) -> Path:
    path = folder / "layout.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return path


def test_what_a_page_saves_is_read(tmp_path: Path) -> None:
    text = HEAD + f'{{"overview": {{"{KEY}": [12, -40.5]}}, "funding": {{}}}}}}'
    layout = read_layout(written(tmp_path, text))
    assert layout == Layout({"overview": {KEY: (12.0, -40.5)}, "funding": {}})
    assert layout.of(sample_map()) == {"p1": (12.0, -40.5)}


def test_a_map_that_was_saved_is_drawn_the_same(tmp_path: Path) -> None:
    placed = placed_map()
    saved = {placed.view: {key_of(node.id): [node.x, node.y] for node in placed.nodes}}
    path = written(tmp_path, json.dumps({"schema": "netmap/layout/1", "places": saved}))
    assert place(sample_map(), kept=read_layout(path)) == placed


def test_a_byte_order_mark_and_further_fields_do_no_harm(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeff" + HEAD + f'{{"overview": {{"{KEY}": [0, 0]}}}}, "saved": "2026-06-30"}}')
    assert read_layout(path) == Layout({"overview": {KEY: (0.0, 0.0)}})


def test_no_use_of_a_layout_goes_unsaid() -> None:
    nine = {key_of(node.id): (0.0, 0.0) for node in sample_map().nodes[1:]}
    layout = Layout({"overview": {**nine, "gone": (1.0, 1.0), "also": (2.0, 2.0)}, "funding": {"x": (0.0, 0.0)}})
    use = layout.used(sample_map())
    assert use == LayoutUse("overview", kept=9, not_on_map=2, new=1, other_views=1)
    assert use.sentence == (
        "9 places kept in overview; 2 places in the layout are of nothing on this map; 1 record is new."
    )
    assert LayoutUse("overview", 1, 1, 2, 0).sentence == (
        "1 place kept in overview; 1 place in the layout is of nothing on this map; 2 records are new."
    )
    assert LayoutUse("issue", 5, 0, 0, 3).sentence == "5 places kept in issue."
    assert Layout().used(sample_map()) == LayoutUse("overview", 0, 0, 10, 0)


ENTRY = HEAD + f'{{"overview": {{"{KEY}": %s}}}}}}'
WRONG = {
    "": "is not JSON",
    "places": "is not JSON (line 1)",
    '{\n"schema": \n': "is not JSON (line 3)",
    "[" * 100_000: "is not JSON",
    ENTRY % f"[{'9' * 5_000}, 0]": "is not JSON",
    "[]": "is not a layout of the form netmap/layout/1",
    "{}": "is not a layout of the form netmap/layout/1",
    '{"schema": ["netmap/layout/1"], "places": {}}': "is not a layout of the form netmap/layout/1",
    '{"schema": "netmap/map/1", "nodes": []}': "netmap/layout/1 but of 'netmap/map/1'",
    '{"schema": "netmap/layout/1"}': "has no list of places under 'places'",
    HEAD + "[]}": "has no list of places under 'places'",
    HEAD + '{"overview": [1, 2]}}': "has no list of places under 'overview'",
    ENTRY % "[1]": f"has no place for '{KEY}' in 'overview'",
    ENTRY % "[1, 2, 3]": f"has no place for '{KEY}' in 'overview'",
    ENTRY % "null": f"has no place for '{KEY}' in 'overview'",
    ENTRY % '"12"': f"has no place for '{KEY}' in 'overview'",
    ENTRY % '["1", "2"]': f"has no place for '{KEY}' in 'overview'",
    ENTRY % "[true, 2]": f"has no place for '{KEY}' in 'overview'",
    ENTRY % '{"x": 1, "y": 2}': f"has no place for '{KEY}' in 'overview'",
    ENTRY % "[NaN, 0]": f"puts '{KEY}' in 'overview' where nothing can be drawn",
    ENTRY % "[0, -Infinity]": f"puts '{KEY}' in 'overview' where nothing can be drawn",
    ENTRY % "[1e400, 0]": f"puts '{KEY}' in 'overview' where nothing can be drawn",
    ENTRY % f"[{'9' * 400}, 0]": f"puts '{KEY}' in 'overview' where nothing can be drawn",
    ENTRY % "[0, 1000000.5]": f"puts '{KEY}' in 'overview' where nothing can be drawn",
    HEAD + f'{{"overview": {{"{KEY}": [1, 2], "{KEY}": [3, 4]}}}}}}': f"names '{KEY}' twice",
    HEAD + '{"overview": {}, "overview": {}}}': "names 'overview' twice",
    '{"schema": "netmap/layout/1", "schema": "netmap/layout/1", "places": {}}': "names 'schema' twice",
}


@pytest.mark.parametrize(("text", "said"), WRONG.items(), ids=range(len(WRONG)))
def test_a_file_that_is_no_layout_is_refused_with_its_place_and_a_way_out(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(InputError) as raised:
        read_layout(path)
    assert said in raised.value.message
    assert str(path) in raised.value.message and raised.value.details["file"] == str(path)
    assert raised.value.hint


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00{", b"PK\x03\x04\x00\x80", '{"schema": "\ud800"}'.encode("utf-8", "surrogatepass")]
)
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "layout.json"
    path.write_bytes(content)
    with pytest.raises(InputError, match="is not JSON"):
        read_layout(path)


def test_half_a_letter_in_a_name_does_no_harm(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + r'{"over\ud83dview": {}}}')
    assert read_layout(path) == Layout({"over\ufffdview": {}})


def test_a_file_that_is_not_there_a_folder_and_one_too_large_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_layout(tmp_path / "nowhere.json")
    with pytest.raises(InputError, match="cannot be read"):
        read_layout(tmp_path)
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(InputError, match="larger than 50 MB"):
        read_layout(large)
