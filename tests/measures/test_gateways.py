"""Gateways against adding up award by award; money that reaches the last recipients by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.measures.gateways import gateways, terminal_spend

NAN = float("nan")
EDGE = st.tuples(
    st.sampled_from("abcd"),
    st.sampled_from("abcd"),
    st.one_of(st.none(), st.tuples(st.integers(0, 9), st.integers(0, 9))),
)
Edges = list[tuple[str, str, tuple[int, int] | None]]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(EDGE, max_size=14))
def test_every_figure_one_by_one(edges: Edges) -> None:
    lows = [NAN if amount is None else float(min(amount)) for _, _, amount in edges]
    highs = [NAN if amount is None else float(max(amount)) for _, _, amount in edges]
    found = gateways([edge[0] for edge in edges], [edge[1] for edge in edges], lows, highs)
    real = [edge for edge in edges if edge[0] != edge[1]]
    funders = {body: {payer for payer, payee, _ in real if payee == body} for body in "abcd"}
    recipients = {body: {payee for payer, payee, _ in real if payer == body} for body in "abcd"}
    assert [each.body for each in found] == [
        body for body in "abcd" if len(funders[body]) > 1 and len(recipients[body]) > 1
    ]
    for each in found:
        body = each.body
        assert (each.funders, each.recipients) == (len(funders[body]), len(recipients[body]))
        for place, pick in enumerate((min, max)):
            assert each.inflow[place] == total(real, pick, lambda one, two, body=body: two == body)
            assert each.outflow[place] == total(real, pick, lambda one, two, body=body: one == body)
            direct = total(real, pick, lambda one, two, body=body: one in funders[body] and two != body)
            assert each.direct[place] == pytest.approx(direct)
        concerned = [edge for edge in real if body in edge[:2]]
        assert each.unpriced == sum(amount is None for _, _, amount in concerned)
        assert each.ratio is None or 0 <= each.ratio[0] <= each.ratio[1] <= 1


def total(edges: Edges, pick: Callable[..., int], holds: Callable[[str, str], bool]) -> float:
    return sum(pick(amount) for payer, payee, amount in edges if amount is not None and holds(payer, payee))


def test_a_body_with_one_funder_is_no_gateway() -> None:
    assert gateways(["f", "g", "g"], ["g", "r", "s"], [1, 1, 1], [1, 1, 1]) == []
    assert gateways(["f", "h", "g"], ["g", "g", "r"], [1, 1, 1], [1, 1, 1]) == []
    assert gateways([], [], [], []) == []


def test_without_amounts_the_structure_stands_and_the_ratio_is_not_known() -> None:
    (found,) = gateways(["f", "h", "g", "g"], ["g", "g", "r", "s"], [NAN] * 4, [NAN] * 4)
    assert (found.funders, found.recipients, found.ratio, found.unpriced) == (2, 2, None, 4)


def test_what_reaches_the_last_is_not_known_where_nobody_states_an_amount() -> None:
    assert terminal_spend([NAN, 5], [NAN, 5], [False, True]) is None
    assert terminal_spend([NAN, 5], [NAN, 6], [False, False]) == (5, 6)
    assert terminal_spend([], [], []) is None
