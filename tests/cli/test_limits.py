"""Limits of time and rows, at the command line, on a file and on Neo4j: said in every form, and really kept."""

from __future__ import annotations

import json
import time

import pytest

from netmap.shipped import shipped
from tests.cli.conftest import Run
from tests.neo4j_server import PASSWORD, Neo4jServer

SEATS = ("--cypher", "MATCH (s:Seat) RETURN s.id AS seat ORDER BY seat")
CUT = "Cut after row 3: there are more. See them with a higher --limit, or narrow the question.\n"
ENDLESS = "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a * b % 7 AS n RETURN sum(n) AS n"


@pytest.fixture(params=["folder", "file", "neo4j"])
def source(request: pytest.FixtureRequest, run: Run) -> str:
    if request.param == "folder":
        return "mine"
    into = request.getfixturevalue("empty_neo4j").url if request.param == "neo4j" else "netmap.db"
    assert run("load", str(shipped("datasets") / "anytown"), "--into", into).returncode == 0
    return str(into)


def test_cut_rows_are_said_in_every_form(source: str, run: Run) -> None:
    for format_ in ("table", "csv", "json"):
        cut = run("query", source, *SEATS, "--limit", "3", "--format", format_)
        assert (cut.returncode, cut.stderr) == (4, CUT)
        whole = run("query", source, *SEATS, "--limit", "11", "--format", format_)
        assert (whole.returncode, whole.stderr) == (0, "")
        assert whole.stdout.count("s0") == 9 and cut.stdout.count("s0") == 3
        if format_ == "json":
            assert [json.loads(done.stdout)["truncated"] for done in (cut, whole)] == [True, False]
            assert json.loads(cut.stdout)["limit"] == 3


def test_a_question_past_its_time_is_stopped_in_two_lines(source: str, run: Run) -> None:
    began = time.monotonic()
    done = run("query", source, "--cypher", ENDLESS, "--timeout", "1")
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.splitlines() == [
        "The question took longer than the time limit.",
        "Narrow it, or raise it with --timeout.",
    ]
    assert time.monotonic() - began < 60, "it would have taken hours"


def test_the_server_works_no_further(empty_neo4j: Neo4jServer, run: Run) -> None:
    assert run("load", "mine", "--into", empty_neo4j.url).returncode == 0
    done = run("query", empty_neo4j.url, "--cypher", ENDLESS, "--timeout", "1", **{PASSWORD: empty_neo4j.password})
    assert done.returncode == 1
    with empty_neo4j.driver() as driver, driver.session() as session:
        running = session.run(
            "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'range' RETURN *"
        ).data()
    assert [each for each in running if "SHOW" not in each["currentQuery"]] == []
