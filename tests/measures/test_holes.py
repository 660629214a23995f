"""Structural holes, against Burt's formulas written out."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.errors import AnalysisError
from netmap.measures.holes import structural_holes

Tie = tuple[str, str, float]
NODES = list("abcdefg")
TIES = st.lists(
    st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.sampled_from([0.5, 1.0, 2.0, 3.0])), max_size=16
)


def written_out(ties: list[Tie], i: str) -> tuple[float, float] | None:
    """Work out constraint and effective size of a node, term by term."""
    m = {(a, b): 0.0 for a in NODES for b in NODES}
    for one, other, weight in ties:
        if one != other:
            m[one, other] += weight
            m[other, one] += weight
    total = {a: sum(m[a, b] for b in NODES) for a in NODES}
    if not total[i]:
        return None
    p = {(a, b): m[a, b] / total[a] if total[a] else 0.0 for a in NODES for b in NODES}
    contacts = [j for j in NODES if m[i, j]]
    constraint = sum((p[i, j] + sum(p[i, q] * p[q, j] for q in NODES if q not in (i, j))) ** 2 for j in contacts)
    largest = {j: max(m[j, k] for k in NODES) for j in contacts}
    size = sum(1 - sum(p[i, q] * m[j, q] / largest[j] for q in NODES if q not in (i, j)) for j in contacts)
    return constraint, size


@settings(deadline=None, derandomize=True, max_examples=90)
@given(TIES)
def test_the_formulas_written_out(ties: list[Tie]) -> None:
    table = structural_holes(ties, nodes=NODES).set_index("id")
    for node in NODES:
        expected = written_out(ties, node)
        found = (table.loc[node, "constraint"], table.loc[node, "effective_size"])
        assert found == ((None, None) if expected is None else pytest.approx(expected))


@settings(deadline=None, derandomize=True, max_examples=50)
@given(TIES)
def test_names_order_and_isolates_change_nothing(ties: list[Tie]) -> None:
    swap = dict(zip(NODES, reversed(NODES), strict=True))
    other = [(swap[two], swap[one], weight) for one, two, weight in reversed(ties)]
    before, after = structural_holes(ties).set_index("id"), structural_holes(other, nodes=["z"]).set_index("id")
    assert after.loc["z"].tolist() == [0, None, None]
    assert set(after.index) == {"z", *(swap[node] for node in before.index)}
    for node in before.index:
        expected = [None if value is None else pytest.approx(value) for value in before.loc[node]]
        assert after.loc[swap[node]].tolist() == expected


def test_the_medici_stand_between_others() -> None:
    ties = [(one, other, 1) for one, other in nx.florentine_families_graph().edges]
    medici = structural_holes(ties, nodes=["Pucci"]).set_index("id").loc["Medici"]
    assert medici["contacts"] == 6
    assert medici["constraint"] == pytest.approx(0.2098765432)
    assert medici["effective_size"] == pytest.approx(5.6666666667)


def test_a_tie_to_itself_is_left_out() -> None:
    table = structural_holes([("a", "a", 5), ("a", "b", 1)])
    assert table.values.tolist() == [["a", 1, 1.0, 1.0], ["b", 1, 1.0, 1.0]]


def test_what_takes_too_long_is_refused_whole() -> None:
    ties = [("a", "b", 1), ("b", "c", 1)]
    assert structural_holes(ties, most_steps=6)["constraint"].tolist() == [1.0, 0.5, 1.0]
    refused = structural_holes(ties, most_steps=5)
    assert refused.values.tolist() == [["a", 1, None, None], ["b", 2, None, None], ["c", 1, None, None]]


@pytest.mark.parametrize("weight", [0, -1, float("nan")])
def test_a_tie_has_a_weight(weight: float) -> None:
    with pytest.raises(AnalysisError, match="a and b"):
        structural_holes([("a", "b", weight)])
