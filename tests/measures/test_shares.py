"""Shares of many places at once, against the same figures one by one."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netmap.measures.concentration import concentration, missing_bounds
from netmap.measures.shares import shares_by

PLACES = st.lists(st.tuples(st.sampled_from("PQRS"), st.sampled_from("abcdef")), max_size=30)


@given(PLACES, st.lists(st.integers(0, 3), min_size=4, max_size=4))
@settings(deadline=None, derandomize=True)
def test_each_cluster_is_what_it_would_be_alone(places: list[tuple[str, str]], unknown: list[int]) -> None:
    table = shares_by([place for place, _ in places], [body for _, body in places], of=list("PQRS"), unknown=unknown)
    for cluster, spare in zip("PQRS", unknown, strict=True):
        counts = Counter(body for place, body in places if place == cluster)
        alone, row = concentration(list(counts.values())), table.loc[cluster]
        assert row["hhi"] == (None if alone.hhi is None else pytest.approx(alone.hhi))
        assert row["cr1"] == (None if alone.cr1 is None else pytest.approx(alone.cr1))
        assert (row["places"], row["holders"]) == (sum(counts.values()), len(counts))
        assert row["largest"] == min(counts, key=lambda body: (-counts[body], body), default=None)
        bounds = missing_bounds(list(counts.values()), spare)
        for name in ("hhi", "cr1"):
            ends = bounds[name]
            found = (row[f"{name}_low"], row[f"{name}_high"])
            assert found == ((None, None) if ends is None else pytest.approx(ends))
