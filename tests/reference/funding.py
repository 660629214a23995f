"""Cases on duplicated funding."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pytest

from netmap.analyses.duplication import duplication
from netmap.measures.bicliques import bicliques, parallel_pairs
from netmap.measures.gateways import gateways, terminal_spend
from netmap.measures.sweep import Awards, overlap_days, sweep
from netmap.measures.terms import term_shares
from netmap.shipped import shipped
from tests.networks import read_network
from tests.reference.cases import CASES, Case, check


def day(text: str | None) -> float:
    return float("nan") if text is None else float(datetime.date.fromisoformat(text).toordinal())


def days_together(one: list[str | None], other: list[str | None]) -> float | None:
    (found,) = overlap_days([day(one[0])], [day(one[1])], [day(other[0])], [day(other[1])]).tolist()
    return None if found != found else found


def columns(awards: list[dict[str, Any]]) -> Awards:
    codes = {
        name: at for at, name in enumerate(sorted({each[end] for each in awards for end in ("funder", "recipient")}))
    }
    amounts = np.array([float(each["amount"]) for each in awards])
    return Awards(
        np.array([day(each["start"]) for each in awards]),
        np.array([day(each["end"]) for each in awards]),
        amounts,
        amounts,
        np.array([codes[each["funder"]] for each in awards]),
        np.array([codes[each["recipient"]] for each in awards]),
    )


@check("FUND-SWEEP")
def sweep_of_one_function(case: Case) -> None:
    result = duplication(read_network(shipped("datasets") / "anytown"), as_of="2026-01-31")
    pairs = {
        f"{row['award']}|{row['other_award']}": {"overlap_days": row["overlap_days"], "relation": row["relation"]}
        for row in result.table().to_dict("records")
    }
    assert pairs == case.expected["pairs"]
    (overlap,) = result.overlaps
    assert overlap.gross is not None and overlap.excess is not None
    assert overlap.gross == pytest.approx((case.expected["gross_in_flagged_segments"],) * 2, abs=1e-6)
    assert overlap.excess == pytest.approx((case.expected["excess_in_flagged_segments"],) * 2, abs=1e-6)
    stretches(case)


def stretches(case: Case) -> None:
    """Every stretch of the awards for all, of which the pairs are those found to be candidates."""
    awards = [each for each in case.input["awards"] if each["groups"] == "all"]
    place = {each["id"]: at for at, each in enumerate(awards)}
    candidates = [key.split("|") for key, pair in case.expected["pairs"].items() if pair["relation"].startswith("dup")]
    found = sweep(columns(awards), [(place[one], place[other]) for one, other in candidates])
    for stretch, expected in zip(found, case.expected["segments"], strict=True):
        assert [awards[at]["id"] for at in stretch.active] == expected["active"]
        assert (stretch.start, stretch.end) == (day(expected["start"]), day(expected["end"]))
        counts = (stretch.days, stretch.flagged, stretch.payers, stretch.payees)
        assert counts == tuple(expected[name] for name in ("days", "duplication", "funders", "recipients"))
        assert stretch.gross is not None and stretch.excess is not None
        assert abs(stretch.gross[0] - expected["gross"]) < 1e-6
        assert abs(stretch.excess[1] - expected["excess_over_largest_recipient"]) < 1e-6


@check("FUND-MOTIFS")
def motifs(case: Case) -> None:
    ties = [tuple(tie) for tie in case.input["ties"]]
    assert bicliques(ties) == case.expected["bicliques_2x2"]
    assert parallel_pairs(ties) == case.expected["parallel_pairs"]
    row = duplication(read_network(shipped("datasets") / "anytown"), as_of="2026-01-31").details["structures"].iloc[0]
    assert row["bicliques"] == case.expected["bicliques_2x2"]
    assert row["parallel_pairs"] == case.expected["parallel_pairs"]


@check("FUND-2FUNDERS-NOT-ENOUGH")
def two_funders_are_not_enough(case: Case) -> None:
    ties = [tuple(tie) for tie in case.input["ties"]]
    assert len({payer for payer, _ in ties}) == case.expected["funders"]
    assert len({payee for _, payee in ties}) == case.expected["recipients"]
    assert parallel_pairs(ties) == case.expected["parallel_pairs"]


@check("FUND-INTERVAL")
def intervals(case: Case) -> None:
    for pair in ("a_b", "a_c", "a_d", "b_c"):
        one, other = (case.input[name] for name in pair.split("_"))
        assert days_together(one, other) == days_together(other, one) == case.expected[pair]


@check("FUND-GATEWAY")
def gateway(case: Case) -> None:
    payers, payees, amounts = (list(column) for column in zip(*case.input["edges"], strict=True))
    (found,) = gateways(payers, payees, amounts, amounts)
    assert (found.funders, found.recipients) == (case.expected["in_funders"], case.expected["out_recipients"])
    for name in ("inflow", "outflow"):
        assert getattr(found, name) == (case.expected[name],) * 2
    assert found.ratio == (case.near(case.expected["gateway_ratio"]),) * 2
    passed_on = [payee == found.body for payee in payees]
    assert terminal_spend(amounts, amounts, passed_on) == (case.expected["terminal_spend"],) * 2
    assert terminal_spend(amounts, amounts, [False] * len(amounts)) == (case.expected["naive_sum"],) * 2


@check("FUND-TERMS")
def terms(case: Case) -> None:
    awards = CASES[case.input["awards"]]["input"]["awards"]
    table = columns(awards)
    contracts = [float(each["instrument"] == "contract") for each in awards]
    found = term_shares(table.ends - table.starts, table.lows, table.highs, contracts)
    assert found.long_share == case.near(case.expected["count_share_3yr"])
    assert found.long_value_share == (case.near(case.expected["value_share_3yr"]),) * 2
    assert found.contract_value_share == (case.near(case.expected["contract_value_share"]),) * 2
