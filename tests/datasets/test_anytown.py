"""Every cell of the tables in datasets/anytown/expected.md, compared with what netmap computes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from netmap.analyses.coverage import coverage
from netmap.analyses.dominance import DominanceResult, dominance
from netmap.analyses.duplication import duplication
from netmap.analyses.issues import issues
from netmap.network import Network
from netmap.shipped import shipped
from netmap.sources.reading import read_source
from netmap.stores import open_store

FOLDER = shipped("datasets") / "anytown"
DAY = "2026-01-31"
TEXT = (FOLDER / "expected.md").read_text(encoding="utf-8")

FIGURES: Mapping[str, Callable[[DominanceResult], float | None]] = {
    "seats listed": lambda result: result.values["seats_listed"],
    "vacant seats": lambda result: result.values["seats_by_state"]["vacant"],
    "third-sector seats": lambda result: result.values["third_sector_seats"],
    "organisations that could hold a seat": lambda result: result.values["pool"],
    "largest share, by who sits": lambda result: result.views["holders"].measures.cr1,
    "two largest": lambda result: result.views["holders"].measures.cr2,
    "HHI, by who sits": lambda result: result.views["holders"].measures.hhi,
    "effective holders": lambda result: result.views["holders"].measures.effective_number,
    "largest share, by voice": lambda result: result.views["voice"].measures.cr1,
    "HHI, by voice": lambda result: result.views["voice"].measures.hhi,
}


def tables() -> dict[str, list[dict[str, str]]]:
    """Read the tables of the page, each under the heading of its first column."""
    found: dict[str, list[dict[str, str]]] = {}
    lines = TEXT.splitlines()
    for place, line in enumerate(lines):
        if line.startswith("|---"):
            heads = cells(lines[place - 1])
            rows = found.setdefault(heads[0], [])
            for row in lines[place + 1 :]:
                if not row.startswith("|"):
                    break
                rows.append(dict(zip(heads, cells(row), strict=True)))
    return found


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.fixture(scope="module")
def network() -> Network:
    dataset = read_source(FOLDER)
    store = open_store()
    store.load(dataset.name, dataset.records)
    return Network(store)


def test_every_table_of_the_page_is_compared_here() -> None:
    assert set(tables()) == {"Organisation", "Figure", "Group", "Award", "From", "Theme"}


def test_who_dominates(network: Network) -> None:
    table = dominance(network, as_of=DAY).table().set_index("organisation_id")
    assert list(table.index) == [row["Organisation"] for row in tables()["Organisation"]]
    columns = ["seats", "share", "mandated_seats", "voice"]
    heads = ["Seats", "Share", "With a mandate", "Voice: own + through mandates"]
    for row in tables()["Organisation"]:
        found = table.loc[row["Organisation"], columns].tolist()
        assert found == pytest.approx([float(row[head]) for head in heads]), row


def test_figures(network: Network) -> None:
    result = dominance(network, as_of=DAY)
    stated = {row["Figure"]: float(row["Value"]) for row in tables()["Figure"]}
    assert {name: figure(result) for name, figure in FIGURES.items()} == pytest.approx(stated)


def test_which_groups_have_a_voice(network: Network) -> None:
    result = coverage(network, as_of=DAY)
    rows = result.table().to_dict("records")
    found = {(row["group"], row["partnership_id"] or "Anywhere"): row["recorded"] for row in rows}
    places = ("P1", "P2", "P3", "P4", "Anywhere")
    assert found == {(row["Group"], place): row[place] for row in tables()["Group"] for place in places}
    said = "So 2 of 5 groups are represented, 3 are not, 0 are not known."
    assert said in TEXT
    assert list(result.values["system"].values()) == [2, 0, 3, 0]


def test_pairs_of_awards(network: Network) -> None:
    rows = duplication(network, as_of=DAY).table()
    found = rows[["award", "other_award", "relation", "overlap_days"]].values.tolist()
    expected = [[row["Award"], row["Other"], row["Relation"], int(row["Days together"])] for row in tables()["Award"]]
    assert found == expected


def test_who_pays_twice(network: Network) -> None:
    (overlap,) = duplication(network, as_of=DAY).overlaps
    found = [
        {
            "From": str(segment.start),
            "To": str(segment.end),
            "Days": str(segment.days),
            "Awards": " ".join(segment.active),
            "Gross": f"{segment.gross[0]:.2f}",
            "Excess": f"{segment.excess[0]:.2f}",
        }
        for segment in overlap.segments
    ]
    assert found == tables()["From"]
    assert f"Together £{overlap.gross[0]:,.2f}" in TEXT and f"at most £{overlap.excess[0]:,.2f} of it" in TEXT
    assert overlap.when == "live"


def test_which_issues_get_stuck(network: Network) -> None:
    result = issues(network, as_of=DAY)

    def stated(row: dict[str, Any]) -> dict[str, str]:
        routes = [route.partnership for route in result.routes[row["theme_id"]]]
        return {
            "Theme": row["theme"],
            "Owned by": " ".join(row["remit"]) or "–",
            "Routes on P1, P2, P3, P4": " ".join(str(routes.count(place)) for place in ("P1", "P2", "P3", "P4")),
            "Status": row["status"],
            "Certain": "yes" if row["known"] else "no",
            "People": str(row["person_cut_remit"]),
            "Organisations": str(row["organisation_cut_remit"]),
        }

    assert [stated(row) for row in result.table().to_dict("records")] == tables()["Theme"]
