"""The commands on published files: what a newcomer gets who points netmap at them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DAY = ("--as-of", "2026-07-21")


def run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "netmap.cli", *map(str, words)],
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        encoding="utf-8",
    )


def test_who_dominates_the_groups_of_the_senedd(real_data: Path) -> None:
    done = run("analyse", "dominance", real_data / "uk-appg", "--area", "Wales", *DAY, "--format", "json")
    result = json.loads(done.stdout)
    first = result["table"][0]
    assert (first["organisation"], first["seats"], first["of_seats"], first["partnerships"]) == (
        "Welsh Government",
        14,
        814,
        6,
    )
    assert result["values"]["headline"].startswith(
        "Welsh Government holds 14 of 814 seats that are or may be third-sector"
    )
    assert result["values"]["third_sector_seats"] == 0
    assert any("814 of 814 seats" in caveat for caveat in result["caveats"])


def test_no_group_is_called_unrepresented_where_nothing_is_recorded(real_data: Path) -> None:
    done = run("analyse", "coverage", real_data / "uk-appg", "--area", "Wales", *DAY, "--format", "json")
    result = json.loads(done.stdout)
    assert result["values"]["system"] == {"represented": 0, "expert_only": 0, "not_represented": 0, "not_known": 9}
    assert result["values"]["cells"]["not_represented"] == 0
    assert result["values"]["headline"].startswith("Between 0 and 9 of 9 equality groups are represented")


def test_a_map_and_a_report_of_the_senedd_are_one_file_each(real_data: Path, tmp_path: Path) -> None:
    for command, name in (("map", "senedd-map.html"), ("report", "senedd-report.html")):
        done = run(command, real_data / "uk-appg", "--area", "Wales", *DAY, "-o", tmp_path / name)
        assert done.returncode == 3, done.stderr
        page = (tmp_path / name).read_text(encoding="utf-8")
        assert "Welsh Government" in page
        assert "not known" in page.lower()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["senedd-map.html", "senedd-report.html"]


@pytest.mark.parametrize("name", ["a001p00000zgyHZAAY.json", "a001p00000zgyHZAAY.xlsx"])
def test_a_publishers_file_is_checked_clean(real_data: Path, name: str) -> None:
    done = run("check", real_data / "360giving" / name, "--format", "json")
    ledger = json.loads(done.stdout)
    assert (done.returncode, ledger["tables"]["funding"]["loaded"], ledger["refusals"]) == (0, 783, [])
    for count in ledger["tables"].values():
        assert count["read"] == count["loaded"] + count["merged"] + count["refused"]


def test_every_odd_file_gets_an_answer_and_never_a_traceback(real_data: Path) -> None:
    files = sorted((real_data / "360giving" / "fixtures").glob("*.*"))
    files += sorted((real_data / "360giving").glob("cloudesley*"))
    for file in files:
        if file.suffix not in (".json", ".csv", ".xlsx"):
            continue
        done = run("check", file)
        assert done.returncode in (0, 1, 3), file.name
        assert "Traceback" not in done.stderr, file.name
        if done.returncode == 1:
            assert len(done.stderr.strip().splitlines()) == 2, file.name


def test_a_publishers_file_becomes_tables_that_read_back_equal(real_data: Path, tmp_path: Path) -> None:
    source = real_data / "360giving" / "a001p00000zgyHZAAY.json"
    assert run("import", source, "-o", tmp_path / "abct").returncode == 0
    question = ("--cypher", "MATCH (a:Award) RETURN count(a) AS awards, sum(a.amount_min) AS amount", "--format", "csv")
    assert run("query", tmp_path / "abct", *question).stdout == run("query", source, *question).stdout
    assert run("query", source, *question).stdout.splitlines()[1] == "783,12785625"
