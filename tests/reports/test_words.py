"""The words of reports and findings: each is used, and each that is used is there."""

import ast
import tomllib
from pathlib import Path

import pytest

from netmap.errors import RenderError
from netmap.words import terms_of, words_of

NETMAP = Path(__file__).parents[2] / "netmap"
FILES = {str(path.relative_to(NETMAP / "words").with_suffix("")): path for path in NETMAP.glob("words/*/*.toml")}


def used_in(path: Path) -> dict[str, set[str]]:
    """Give the names of texts that a file says, by section: calls of what `NAME = words_of("section")` names."""
    source = path.read_text(encoding="utf-8")
    if "from netmap.words import" not in source:
        return {}
    tree = ast.parse(source)
    sections = {
        target.id: node.value.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if isinstance(node.value.func, ast.Name) and node.value.func.id == "words_of"
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in sections:
            name = node.args[0]
            assert isinstance(name, ast.Constant), f"{path.name} says a text whose name is not written there"
            found.setdefault(sections[node.func.id], set()).add(name.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "terms_of":
            section = node.args[0]
            assert isinstance(section, ast.Constant), f"{path.name} asks for terms of a section not written there"
            found.setdefault(section.value, set()).add("terms")
    return found


USED: dict[str, set[str]] = {}
for file in NETMAP.rglob("*.py"):
    for section, names in used_in(file).items():
        USED.setdefault(section, set()).update(names)


@pytest.mark.parametrize("section", sorted(FILES))
def test_every_text_is_said_and_every_text_said_is_there(section):
    assert set(tomllib.loads(FILES[section].read_text(encoding="utf-8"))) == USED[section]


def test_no_section_is_without_its_file():
    assert set(USED) == set(FILES)


def test_a_text_that_is_not_there_is_named():
    with pytest.raises(RenderError, match="'nothing'"):
        words_of("reports/whole")("nothing")


def test_a_value_that_looks_like_a_place_is_put_in_as_it_is():
    assert words_of("reports/whole")("title_of_place", place="{title}") == "Who speaks for whom: {title}"


def test_the_terms_of_a_section_are_no_texts_of_it():
    assert "Seat" in terms_of("reports/glossary")
    with pytest.raises(RenderError, match="'terms'"):
        words_of("reports/glossary")("terms")
