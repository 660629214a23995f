"""The same commands on the same dataset, kept in a file and on Neo4j: every answer is the same, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from netmap.analyses import ANALYSES
from netmap.cli import main
from netmap.library import queries
from netmap.shipped import shipped
from tests.neo4j_server import PASSWORD, Neo4jServer, emptied

AS_OF = "2026-06-30"
CVS = "Riverton Council for Voluntary Service"
GIVEN = {
    "organisation": CVS,
    "recipient": CVS,
    "until": "2026-12-31",
    "since": "2025-04-01",
    "as_of": AS_OF,
    "ids": "S-DIG-05|P-DIG|RV-E01",
}


def run(*words: str) -> str:
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture(scope="module")
def stores(neo4j_server: Neo4jServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    file = str(tmp_path_factory.mktemp("same") / "netmap.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PASSWORD, neo4j_server.password)
        address = emptied(neo4j_server).url
        said = [
            run("load", str(shipped("datasets") / "riverton"), "--into", into).replace(into, "")
            for into in (file, address)
        ]
        assert said[0] == said[1]
        yield file, address


@pytest.mark.parametrize("format_", ["json", "csv", "table"])
@pytest.mark.parametrize("analysis", ANALYSES)
def test_every_analysis(stores: tuple[str, str], analysis: str, format_: str) -> None:
    file, server = (run("analyse", analysis, store, "--as-of", AS_OF, "--format", format_) for store in stores)
    assert file == server and len(file) > 1000


def without_commands(told: str) -> str:
    """Leave out the lines that say how to ask, which name the store."""
    return "\n".join(line for line in told.splitlines() if "netmap query" not in line)


def test_the_findings_and_what_one_rests_on(stores: tuple[str, str]) -> None:
    one, other = (run("explain", store, "--list", "--as-of", AS_OF) for store in stores)
    assert one == other and len(one.splitlines()) > 30
    for finding in ("single-voice:P-DIG", "coverage:riverton:gender-reassignment"):
        file, server = (without_commands(run("explain", store, finding, "--as-of", AS_OF)) for store in stores)
        assert file == server and "seats.csv, row" in file


def test_what_changed_in_a_year(stores: tuple[str, str]) -> None:
    file, server = (
        run("compare", store, "--as-of", "2025-06-30", "--to", AS_OF, "--format", "json") for store in stores
    )
    assert file == server


@pytest.mark.parametrize("name", queries())
def test_every_question(stores: tuple[str, str], name: str) -> None:
    wanted = [f"{item.name}={GIVEN[item.name]}" for item in queries()[name].parameters if item.name in GIVEN]
    words = [word for pair in wanted for word in ("--param", pair)]
    for format_ in ("csv", "json", "table"):
        file, server = (run("query", store, name, *words, "--format", format_) for store in stores)
        assert file == server


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (s:Seat) RETURN s ORDER BY s.id LIMIT 20",
        "MATCH (s:Seat)-[h:HELD_FOR]->(:Organisation) RETURN h ORDER BY s.id, h.start_date LIMIT 20",
        "MATCH (n) RETURN count(n) AS n",
        "MATCH (a:Award) RETURN a.amount_min / 2 AS half, a.amount_min AS whole ORDER BY a.id",
        "MATCH (g:EqualityGroup) RETURN g.population AS n, g.population / 7 AS seventh ORDER BY g.id",
        "MATCH (g:EqualityGroup) RETURN g.id AS id, CASE WHEN g.id = '' THEN 1 END AS whole, "
        "CASE WHEN g.id = '' THEN 'x' END AS text ORDER BY id",
        "MATCH (s:Seat) RETURN s.voting AS voting, count(*) AS n ORDER BY voting",
        "MATCH (p:Partnership)-[:SUBGROUP_OF]->(q:Partnership) RETURN p, q.id AS id, [p, q] AS both ORDER BY p.id, id",
        "MATCH path = (t:Theme)-[:PART_OF]->(:Theme) RETURN path ORDER BY t.id LIMIT 10",
        "MATCH (g:EqualityGroup) RETURN {name: g.name, n: g.population} AS made ORDER BY g.id",
        "RETURN date('2026-06-30') AS day, 1 = 1 AS yes, null AS nothing, [1, 2] AS list, 0.1 + 0.2 AS sum",
    ],
)
def test_a_question_of_ones_own(stores: tuple[str, str], cypher: str) -> None:
    for format_ in ("csv", "json", "table"):
        file, server = (run("query", store, "--cypher", cypher, "--format", format_) for store in stores)
        assert file == server


@pytest.mark.parametrize("name", ["map.html", "report.html", "report.md", "report.json"])
def test_map_and_report(stores: tuple[str, str], tmp_path: Path, name: str) -> None:
    made = []
    for number, store in enumerate(stores):
        folder = tmp_path / str(number)
        folder.mkdir()
        run(name.partition(".")[0], store, "-o", str(folder / name), "--as-of", AS_OF)
        made.append((folder / name).read_bytes())
    assert made[0] == made[1]


def test_export_for_the_importer(stores: tuple[str, str], tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(2)]
    for store, folder in zip(stores, folders, strict=True):
        run("export", store, "--format", "neo4j-admin", "-o", str(folder))
    one, other = ({file.name: sorted(file.read_bytes().splitlines()) for file in each.iterdir()} for each in folders)
    assert one == other
