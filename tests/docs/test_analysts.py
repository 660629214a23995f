"""The ten questions of the page for analysts, asked of both stores: the rows are those on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from netmap.cli import main
from netmap.shipped import shipped
from tests.neo4j_server import PASSWORD, emptied

PAGE = (Path(__file__).parents[2] / "docs" / "analysts.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"```cypher\n(.*?)```\n\n```csv\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module", params=["file", "neo4j"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        into = str(tmp_path_factory.mktemp("analysts") / "netmap.db")
        if request.param == "neo4j":
            server = emptied(request.getfixturevalue("neo4j_server"))
            patch.setenv(PASSWORD, server.password)
            into = server.url
        assert CliRunner().invoke(main, ["load", str(shipped("datasets") / "anytown"), "--into", into]).exit_code == 0
        yield into


def test_there_are_ten() -> None:
    assert len(QUESTIONS) == PAGE.count("```cypher") == 10


@pytest.mark.parametrize(("cypher", "rows"), QUESTIONS, ids=range(1, len(QUESTIONS) + 1))
def test_a_question_gives_the_rows_on_the_page(address: str, cypher: str, rows: str) -> None:
    done = CliRunner().invoke(main, ["query", address, "--cypher", cypher, "--format", "csv"])
    assert (done.exit_code, done.stdout, done.stderr) == (0, rows, "")
    assert len(rows.splitlines()) > 1
