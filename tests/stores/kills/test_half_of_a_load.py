"""Half of a load on a server: every command says so, and the next load mends it."""

from __future__ import annotations

from pathlib import Path
from signal import SIGKILL
from typing import Any

from click.testing import CliRunner

from netmap.cli import main
from netmap.shipped import shipped
from tests.stores.kills.killed import HALF, killing, read_held


def test_every_command_says_that_half_of_a_load_is_there(
    empty_neo4j: Any, towns: dict[str, Path], states: dict[str, Any], tmp_path: Path
) -> None:
    address, riverton = empty_neo4j.url, str(shipped("datasets") / "riverton")
    with killing(address, "steps", towns) as load:
        load("old", 0)
        length = load("new", 0)
        load("old", 0)
        for tenths in (6, 7, 8, 9):  # a load first reads what is there, and writes towards its end
            assert load("new", length * tenths // 10) == -SIGKILL
            if isinstance(read_held(address), str):
                break
    assert isinstance(read_held(address), str)
    for words in (
        ("query", address, "sources"),
        ("analyse", "dominance", address),
        ("map", address, "-o", str(tmp_path / "map.html")),
        ("report", address, "-o", str(tmp_path / "report.html")),
        ("export", address, "--format", "neo4j-admin", "-o", str(tmp_path / "bulk")),
        ("load", riverton, "--into", address),
    ):
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 1 and done.stdout == "" and list(tmp_path.iterdir()) == []
        said, way_out = done.stderr.splitlines()
        assert said.endswith(f"{HALF}, which is under way or was stopped.")
        assert way_out == "Wait for it, or load town again: that mends it."
    done = CliRunner().invoke(main, ["load", str(towns["new"]), "--name", "town", "--into", address])
    assert done.exit_code == 0 and read_held(address) == states["new"]
