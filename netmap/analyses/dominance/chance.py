"""Is the concentration of seats more than chance, and how much does the answer hang on the pool?"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from netmap.analyses.settings import DominanceSettings
from netmap.measures.attainable import Attainable, attainable_hhi
from netmap.measures.nulls import Chance, fixed_sizes_chance, multinomial_chance, pool_sensitivity
from netmap.measures.resampling import cluster_bootstrap, leave_one_out

FEWEST_TO_RESAMPLE = 8
THROWN, AT_RANDOM = "seats_thrown_at_random", "partnerships_filled_at_random"


@dataclass(frozen=True)
class ChanceOfSeats:
    """What chance would make of the third-sector seats of known organisations.

    `held` has one row for each such seat (partnership_id, organisation_id); `pool` is the number of
    organisations that could hold one, `on_record` that of all third-sector organisations.
    """

    held: pd.DataFrame
    pool: int
    on_record: int
    settings: DominanceSettings

    @cached_property
    def _boards(self) -> list[list[int]]:
        """Give the organisations of each partnership as numbers, each once."""
        pairs = self.held[["partnership_id", "organisation_id"]].drop_duplicates()
        numbers = pairs["organisation_id"].factorize(sort=True)[0]
        return [list(each) for _, each in pd.Series(numbers).groupby(pairs["partnership_id"].to_numpy())]

    @cached_property
    def by_null(self) -> Mapping[str, Mapping[str, Chance]]:
        """Give for each null its statistics: seats thrown on the pool, and partnerships filled from it."""
        use = self.settings
        if self.held.empty:
            return {}
        counts = self.held["organisation_id"].value_counts().tolist()
        return {
            THROWN: multinomial_chance(counts, pool=self.pool, draws=use.draws, seed=use.seed),
            AT_RANDOM: fixed_sizes_chance(
                self._boards, pool=self.pool, exact_states=use.exact_states, draws=use.draws, seed=use.seed
            ),
        }

    def table(self) -> pd.DataFrame:
        """Would chance share the seats as unevenly?

        Definition: p is the chance of a figure at least as high when seats are thrown on the pool (null A),
        or each partnership filled from it (null B, the one to go by). A small p says *not a lottery*, never
        *unfair*. Range 0..1.
        Returns
            One row for each null and statistic: null, statistic, observed, expected, p, method, states, draws, pool.
        Source
            METHODS 3.6; checked against NULL-MULTI, NULL-COLFIXED.
        """
        rows = [
            {"null": null, **dataclasses.asdict(chance)}
            for null, found in self.by_null.items()
            for chance in found.values()
        ]
        columns = ["null", *(field.name for field in dataclasses.fields(Chance))]
        return pd.DataFrame(rows, columns=columns)

    def pools(self) -> pd.DataFrame:
        """How much does the answer hang on who is counted as able to sit?

        Definition: the chance that one organisation sits on as many partnerships as the widest one does, for
        pools of those seated only, of those that could sit, of all on record, and of ten times the pool.
        Returns
            One row for each pool: which, pool, widest (partnerships of the widest organisation), p, method.
        Source
            METHODS 0.3; checked against NULL-POOL-SENSITIVITY.
        """
        columns = ["which", "pool", "widest", "p", "method"]
        if not self._boards:
            return pd.DataFrame(columns=columns)
        use, sizes = self.settings, [len(board) for board in self._boards]
        widest = int(np.bincount([body for board in self._boards for body in board]).max())
        seated = self.held["organisation_id"].nunique()
        pools = {"seated": seated, "pool": self.pool, "on_record": max(self.on_record, self.pool)}
        pools["ten_times_the_pool"] = 10 * self.pool
        found = pool_sensitivity(
            sizes, widest, list(pools.values()), exact_states=use.exact_states, draws=use.draws, seed=use.seed
        )
        rows = [
            (name, size, widest, chance.p, chance.method)
            for (name, size), chance in zip(pools.items(), found, strict=True)
        ]
        return pd.DataFrame(rows, columns=columns)

    def without_each(self, names: Mapping[str, str]) -> pd.DataFrame:
        """Does the picture hang on one partnership?

        Definition: HHI of the seats of all partnerships but one. Range 0..1.
        Returns
            One row for each partnership with a third-sector seat: partnership_id, partnership, hhi_without.
        Source
            METHODS 3.6; checked against BOOT-CLUSTER.
        """
        left = leave_one_out(self._counts)
        rows = [(place, names.get(place, place), hhi) for place, hhi in left.items()]
        return pd.DataFrame(rows, columns=["partnership_id", "partnership", "hhi_without"])

    @cached_property
    def _counts(self) -> dict[str, dict[str, float]]:
        counts: dict[str, dict[str, float]] = {}
        sizes = self.held.groupby(["partnership_id", "organisation_id"], sort=True).size()
        for (place, body), seats in sizes.items():
            counts.setdefault(str(place), {})[str(body)] = float(seats)
        return counts

    @cached_property
    def attainable(self) -> Attainable:
        """Give the HHI of pairs between the least and the most concentrated way of filling the same places."""
        pairs = pd.Series([body for board in self._boards for body in board], dtype=int)
        sizes = [len(board) for board in self._boards]
        return attainable_hhi(pairs.value_counts().tolist(), pool=self.pool, sizes=sizes)

    def values(self) -> dict[str, Any]:
        """Give the figures for the result: attainable HHI, the range without each partnership, the bootstrap."""
        left = [hhi for hhi in leave_one_out(self._counts).values() if hhi is not None]
        enough = self.settings.bootstrap and len(self._counts) >= FEWEST_TO_RESAMPLE
        resampled = cluster_bootstrap(self._counts) if enough else None
        return {
            "attainable": dataclasses.asdict(self.attainable),
            "hhi_without_one_partnership": (min(left), max(left)) if left else None,
            "bootstrap": dataclasses.asdict(resampled) if resampled else None,
        }
