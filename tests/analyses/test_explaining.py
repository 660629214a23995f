"""What a finding rests on, down to the row of the file; the places were looked up in the CSV files by hand."""

from __future__ import annotations

import dataclasses
import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from netmap.analyses import ANALYSES, run_analysis
from netmap.analyses.explaining import Explanation, all_findings, explain, explanation_of
from netmap.analyses.settings import DEFAULTS
from netmap.errors import AnalysisError
from netmap.network import Network
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import open_store
from tests.networks import read_network

DAYS = {"anytown": "2026-01-31", "riverton": "2026-06-30"}


def places(found: Explanation) -> dict[str, tuple[str, ...]]:
    return {each.id: each.places for each in found.evidence}


def test_one_body_with_many_seats(anytown: Network) -> None:
    """CVS holds s01, s02, s04, s07 and s09: rows 2, 3, 5, 8 and 10 of seats.csv, and 5 of 10 seats."""
    found = explain(anytown, "dominance:CVS", as_of=DAYS["anytown"])
    assert places(found) == {
        "s01": ("seats.csv, row 2",),
        "s02": ("seats.csv, row 3",),
        "s04": ("seats.csv, row 5",),
        "s07": ("seats.csv, row 8",),
        "s09": ("seats.csv, row 10",),
    }
    (body,) = found.subjects
    assert (body.id, body.kind, body.name) == ("CVS", "organisation", "Anytown Council for Voluntary Service")
    assert (body.source, body.as_of, body.dataset) == ("register of members", "2026-01", "anytown")
    assert body.places == ("organisations.csv, row 2",)
    assert found.rule.startswith("the organisation holds at least 0.15 of third-sector seats and 3 times")
    assert {each.name: each.value for each in found.thresholds}["alert_share"] == 0.15
    lines = list(found.tree("mine").lines())
    assert "  Figure: share of third-sector seats: 0.500, out of 10" in lines
    assert "    s01: seat on Strategic board, held by Ann" in lines
    assert "      source: board minutes, checked 2026-01; dataset anytown" in lines
    assert "      netmap query mine records-by-id --param ids=s01" in lines


def test_one_body_on_a_partnership_of_riverton(riverton: Network) -> None:
    """Riverton Learning Trust holds the five seats in rows 259 to 263; the board stands in row 22, the trust in 36."""
    found = explain(riverton, "single-voice:P-DIG", as_of=DAYS["riverton"])
    assert places(found) == {f"S-DIG-0{seat}": (f"seats.csv, row {254 + seat}",) for seat in range(5, 10)}
    assert {each.id: each.places for each in found.subjects} == {
        "P-DIG": ("partnerships.csv, row 22",),
        "GB-CHC-9100020": ("organisations.csv, row 36",),
    }
    assert found.finding.severity == "high" and found.rule.endswith("no missing record could add another")
    (higher,) = [line for line in found.tree("x").lines() if line.strip().startswith("It would be")]
    assert higher.strip().startswith("It would be medium if one organisation holds the only third-sector seat")


@pytest.mark.parametrize("place", DAYS)
def test_every_record_behind_every_finding_leads_to_a_row(place: str, request: pytest.FixtureRequest) -> None:
    network: Network = request.getfixturevalue(place)
    ids = []
    for name in ANALYSES:
        result = run_analysis(name, network, as_of=DAYS[place])
        for finding in result.findings:
            found = explanation_of(network, result, finding)
            assert found.evidence and found.rule
            for record in (*found.evidence, *found.subjects):
                assert record.kind and record.source and record.places, f"{finding.id}: {record}"
                assert all(re.fullmatch(r"\w+\.csv, row \d+", each) for each in record.places)
            ids.append(finding.id)
    assert len(ids) == len(set(ids)) >= 5


def test_a_record_that_is_only_named_says_where(network_of: Callable[..., Network]) -> None:
    network = network_of(
        partnerships="name,themes,seats_listed\nBoard,damp homes,all\n",
        seats="id,partnership,representative,organisation,voting,capacity,speaks_for\ns1,Board,Ann,Trust,yes,own_voice,none",
        organisations="id,name,sector,themes\nt,Trust,third_sector,youth\n",
    )
    found = explain(
        network, next(i for i in all_findings(network, as_of="2026-01-01")["id"] if "damp" in i), as_of="2026-01-01"
    )
    theme = {each.id: each for each in (*found.evidence, *found.subjects)}[found.finding.subjects[0]]
    assert theme.is_stub and theme.places == ("partnerships.csv, row 2",)
    assert any("only named, in partnerships.csv, row 2" in line for line in found.tree("x").lines())


def test_a_graph_of_ones_own_was_read_from_no_file(anytown: Network) -> None:
    graph = anytown.to_networkx()
    for _, values in graph.nodes(data=True):
        values.pop("read_from")
    found = explain(Network.from_networkx(graph), "dominance:CVS", as_of=DAYS["anytown"])
    assert found.evidence[0].places == ()
    assert "      read from no file" in list(found.tree("x").lines())


def test_two_datasets_are_told_apart() -> None:
    dataset = read_source(shipped("datasets") / "anytown")
    store = open_store()
    store.load("anytown", dataset.records)
    store.load("copy", dataset.records)
    found = explain(Network(store), "dominance:CVS", as_of=DAYS["anytown"])
    assert found.evidence[0].places == ("anytown: seats.csv, row 2", "copy: seats.csv, row 2")


def test_an_unknown_id_names_the_nearest(anytown: Network) -> None:
    with pytest.raises(AnalysisError) as caught:
        explain(anytown, "dominance:CSV", as_of=DAYS["anytown"])
    assert caught.value.message == "There is no finding dominance:CSV as at 2026-01-31."
    assert caught.value.hint and caught.value.hint.startswith("The nearest: dominance:CVS, ")


def test_thresholds_of_ones_own_are_those_explained(anytown: Network) -> None:
    settings = dataclasses.replace(DEFAULTS, dominance=dataclasses.replace(DEFAULTS.dominance, alert_share=0.4))
    found = explain(anytown, "dominance:CVS", as_of=DAYS["anytown"], settings=settings)
    assert "at least 0.4 of third-sector seats" in found.rule
    assert {each.name: each.value for each in found.thresholds}["alert_share"] == 0.4


def test_the_document_is_plain_and_whole(anytown: Network) -> None:
    found = explain(anytown, "dominance:CVS", as_of=DAYS["anytown"])
    document = json.loads(json.dumps(found.to_dict("a folder"), allow_nan=False))
    assert document["schema"] == "netmap/explanation/1"
    assert document["finding"]["id"] == "dominance:CVS" and document["finding"]["out_of"] == 10
    assert document["rule"] == document["rules"][document["finding"]["severity"]]
    assert document["evidence"][0]["places"] == ["seats.csv, row 2"]
    assert document["evidence"][0]["command"] == "netmap query 'a folder' records-by-id --param ids=s01"


def shuffled(source: Path, target: Path, seed: int) -> Path:
    """Write a dataset again with the rows of each table in another order."""
    target.mkdir()
    for path in sorted(source.glob("*.csv")):
        head, *lines = path.read_text(encoding="utf-8").splitlines()
        random.Random(seed).shuffle(lines)
        (target / path.name).write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    return target


@pytest.mark.parametrize("place", DAYS)
def test_ids_are_the_same_in_memory_in_a_file_and_in_another_order_of_rows(place: str, tmp_path: Path) -> None:
    folder, day = shipped("datasets") / place, DAYS[place]
    first = all_findings(read_network(folder), as_of=day)
    dataset = read_source(folder)
    with_file = open_store(str(tmp_path / "netmap.db"))
    with_file.load(dataset.name, dataset.records)
    pd.testing.assert_frame_equal(all_findings(Network(with_file), as_of=day), first)
    with_file.close()
    pd.testing.assert_frame_equal(all_findings(read_network(shuffled(folder, tmp_path / place, 7)), as_of=day), first)
