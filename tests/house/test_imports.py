"""What a machine can see of the house rules: which way imports run, who prints, how long files and functions are."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "netmap"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 450, 50

BELOW = {
    "measures": {"errors"},
    "errors": set(),
    "shipped": set(),
    "placing": {"errors"},
    "pages": set(),
    "words": {"errors"},
    "model": {"errors"},
    "sources": {"errors", "model", "shipped", "placing"},
    "server": {"errors", "placing", "shipped"},
    "stores": {"errors", "model", "placing", "server"},
    "library": {"errors", "model", "shipped", "stores"},
    "network": {"errors", "model", "stores", "library"},
    "analyses": {"errors", "model", "measures", "network", "words"},
    "maps": {"errors", "model", "network", "analyses", "pages", "placing"},
    # Commands and notebooks open the same sources; the commands add what they print.
    "opening": {"errors", "model", "sources", "stores", "network", "analyses"},
    # The whole way from a source to a map takes all its parts, and stands above them as a command does.
    "notebook": {"errors", "model", "sources", "network", "opening", "analyses", "maps"},
    # A report embeds the maps as they stand, and publishes by the same rules.
    "reports": {"errors", "model", "measures", "sources", "network", "analyses", "maps", "pages", "placing", "words"},
}
BELOW["cli"] = set(BELOW)
MARKS_OF_CYPHER = ("MATCH (", "match (", ")-[:", "]->(", "UNWIND ")


def layer(path: Path) -> str:
    """Give the part of the house that a file belongs to: a folder or a file of the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    """Give the parts of the house that a file imports, wherever in the file it does so."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relative to itself"
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names] if module == "netmap" else [module]
        for name in names:
            parts = name.split(".")
            if parts[0] == "netmap" and len(parts) > 1 and parts[1] != "__version__":
                yield parts[1]


def calls(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_there_is_a_house_to_look_at() -> None:
    assert {layer(path) for path in FILES} - {"__init__", "__main__"} == set(BELOW)
    assert "model" in set(imported(PACKAGE / "network.py"))


@pytest.mark.parametrize("path", FILES, ids=named)
def test_imports_run_one_way(path: Path) -> None:
    if path.parent == PACKAGE and path.stem in ("__init__", "__main__"):
        allowed = {"cli"} if path.stem == "__main__" else {"notebook"}
    else:
        allowed = BELOW[layer(path)] | {layer(path)}
    assert set(imported(path)) <= allowed


@pytest.mark.parametrize("path", [path for path in FILES if layer(path) != "cli"], ids=named)
def test_only_the_command_line_prints_and_none_but_it_knows_click(path: Path) -> None:
    assert not {"print", "click.echo", "sys.exit", "input"} & set(calls(path))
    source = path.read_text(encoding="utf-8")
    assert "import click" not in source and "from click" not in source
    assert "sys.stdout" not in source.partition('if __name__ == "__main__":')[0]


@pytest.mark.parametrize("path", FILES, ids=named)
def test_files_and_functions_can_be_read_at_a_sitting(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= LONGEST_FILE
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    spans = {each.name: (each.end_lineno or 0) - each.lineno + 1 - _docstring(each) for each in functions}
    assert {name: span for name, span in spans.items() if span > LONGEST_FUNCTION} == {}


def test_opening_a_source_loads_no_analysis() -> None:
    program = "import sys, netmap.cli.opening; sys.exit('netmap.analyses' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


def test_importing_netmap_loads_nothing_else() -> None:
    program = "import sys; before = set(sys.modules); import netmap; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    loaded = {name for name in done.stdout.split() if name.partition(".")[0] not in sys.stdlib_module_names}
    assert loaded == {"netmap"}


def _docstring(function: ast.FunctionDef) -> int:
    first = function.body[0]
    return (first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(function) else 0


@pytest.mark.parametrize("path", [p for p in FILES if layer(p) in ("analyses", "maps", "reports")], ids=named)
def test_no_cypher_above_the_network(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert [mark for mark in MARKS_OF_CYPHER if mark in source] == []


@pytest.mark.parametrize("path", FILES, ids=named)
def test_no_marks_of_unfinished_work(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert [mark for mark in ("TO" + "DO", "FIX" + "ME", "XX" + "X", "time." + "sleep") if mark in source] == []
