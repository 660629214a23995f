"""Shares of seats in many places at once: the concentration of each partnership, body or sector by itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

COLUMNS = ("places", "holders", "hhi", "cr1", "largest", "largest_holds")
BOUNDS = ("hhi_low", "hhi_high", "cr1_low", "cr1_high")


def shares_by(
    clusters: Sequence[str], holders: Sequence[str], *, of: Sequence[str], unknown: Sequence[int] | None = None
) -> pd.DataFrame:
    """How is each of many bodies shared out?

    Definition: in each cluster, with x places of each holder and S in all, HHI is the sum of (x / S) squared and
    CR1 the largest x / S; with u more places of unknown holder both have bounds: lowest when each is
    held by somebody new, highest when the largest holder has them all. Range 0..1, no unit.
    Isolated and vacant: a cluster without a place has None for every measure.

    Parameters
        clusters, holders: for each place, where it is and who holds it.
        of: the clusters to give, in this order.
        unknown: places of unknown holder in each of them; None means none.
    Returns
        A table with `of` as index: places, holders (how many), hhi, cr1, largest (of several the first by id),
        largest_holds, and the bounds hhi_low, hhi_high, cr1_low, cr1_high.
    Cost
        n log n in places.
    Source
        METHODS 3.3 and 3.4; checked against CONC-MISSING, and against `concentration` one by one.
    Example
        >>> shares_by(["A", "A", "A", "B"], ["x", "x", "y", "z"], of=["A", "B"])["hhi"].round(3).to_list()
        [0.556, 1.0]
    """
    held = pd.DataFrame({"cluster": clusters, "holder": holders})
    counts = held.groupby(["cluster", "holder"], sort=True).size().rename("x").reset_index()
    counts["square"] = counts["x"] ** 2
    by = counts.groupby("cluster")
    table = by.agg(places=("x", "sum"), holders=("x", "size"), squares=("square", "sum"), most=("x", "max"))
    first = counts.sort_values(["x", "holder"], ascending=[False, True], kind="stable").drop_duplicates("cluster")
    table["largest"] = first.set_index("cluster")["holder"]
    table = table.reindex(list(of))
    counted = ("places", "holders", "squares", "most")
    figures = {name: table[name].fillna(0).to_numpy(dtype=np.int64) for name in counted}
    spare = np.zeros(len(table), dtype=np.int64) if unknown is None else np.asarray(unknown, dtype=np.int64)
    return pd.DataFrame(
        {
            "places": figures["places"],
            "holders": figures["holders"],
            "hhi": _over(figures["squares"], figures["places"] ** 2),
            "cr1": _over(figures["most"], figures["places"]),
            "largest": pd.Series([_or_none(body) for body in table["largest"]], table.index, dtype=object),
            "largest_holds": figures["most"],
            **_bounds(figures["places"], figures["squares"], figures["most"], spare),
        },
        index=table.index,
    )


def _bounds(places: np.ndarray, squares: np.ndarray, most: np.ndarray, unknown: np.ndarray) -> dict[str, np.ndarray]:
    total = places + unknown
    gathered = squares - most**2 + (most + unknown) ** 2
    return {
        "hhi_low": _over(squares + unknown, total**2),
        "hhi_high": _over(gathered, total**2),
        "cr1_low": _over(np.maximum(most, np.minimum(unknown, 1)), total),
        "cr1_high": _over(most + unknown, total),
    }


def _or_none(value: object) -> object:
    return value if value == value else None


def _over(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Divide; where there is no whole the share is undefined, so the column holds objects."""
    shares = np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
    found = np.asarray(shares, dtype=object)
    found[whole == 0] = None
    return found
